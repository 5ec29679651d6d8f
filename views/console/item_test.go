package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func TestItem_saysWhatIsAskedByWhomAndWhatIsOwed(t *testing.T) {
	i := received()
	i.Department, i.Hurt = "Buildings", 1
	p := drawItem(t, i)
	p.Has(".item", "data-version", "3")
	p.Says(".item__head .inbox__state", "#107 Received Due tomorrow")
	p.Says("#item-title", "A drying room")
	p.Says(".item__head .byline", "Mia Thornbury Cycling 2 March 2026 12 supporters 1 person says that it would hurt them owner Sam Okafor, Buildings")
	p.Has(".item__ways a:not([data-answer])", "href", "/t/7/a-drying-room")
	p.Has(".item__ways a[data-answer]", "href", "#decide-words")
	p.Has(".item__back a", "href", "/console?queue=open")
	i.Queue, i.Hurt, i.Support = models.InboxLate, 3, 1
	p = drawItem(t, i)
	p.Has(".item__back a", "href", "/console?queue=late")
	p.Mentions(".item__head .byline", "1 supporter 3 people say that it would hurt them")
}

func TestItem_everyFormComesBackToTheSameList(t *testing.T) {
	i := received()
	i.Queue, i.Side.Open = models.InboxMine, true
	p := drawItem(t, i)
	if forms := p.Find(".item form").Length(); forms != p.Find(".item form input[name=queue][value=mine]").Length() || forms < 6 {
		t.Errorf("of %d forms %d know the list", forms, p.Find(".item form input[name=queue]").Length())
	}
}

func TestItem_theMinuteToTakeADecisionBackIsCounted(t *testing.T) {
	i := received()
	i.Undo = &console.Undo{Href: "/console/suggestions/7/decisions/9/undo", Seconds: 42, State: models.StatePlanned}
	p := drawItem(t, i)
	p.Has("form.undo", "action", "/console/suggestions/7/decisions/9/undo")
	p.Has("[data-countdown]", "data-countdown", "42")
	p.Mentions("form.undo", "the state is Planned. The author and everybody who supports it are told in 42 seconds")
	i.Undo.Seconds = 1
	drawItem(t, i).Says("[data-countdown]", "1 second")
}

func TestItem_aClashShowsTheirsAboveAndKeepsMineBelow(t *testing.T) {
	i := received()
	i.Clash = &console.Clash{Message: "Sam was faster.", By: "Sam Okafor", State: models.StatePlanned, Words: "We plan it.", At: morning}
	i.Decide = console.Form{Name: "decide", Values: map[string]string{"words": "I was slower.", "to": "declined", "reason_type": "not_now"}}
	p := drawItem(t, i)
	p.Count("#form-errors", 1)
	p.Mentions("[data-clash]", "Sam was faster. Nothing you typed is lost")
	p.Says("[data-theirs]", "We plan it.")
	p.Mentions("[data-clash]", "Sam Okafor, now Planned, 2 March 2026")
	p.Says("#decide-words", "I was slower.")
	p.Has("[name=to][checked]", "value", "declined")
	p.Has("[name=reason_type] option[selected]", "value", "not_now")
	i.Clash.Words = ""
	drawItem(t, i).None("[data-theirs]")
}

func TestItem_showsWhatWasSaidAndFoldsAwayMuch(t *testing.T) {
	i := received()
	hurts, away := post(2), post(3)
	hurts.Hurts, away.Gone, away.Author = true, true, gone
	i.Replies, i.Whys = []console.ItemPost{hurts, away}, []console.Why{{By: mia, Words: "I cycle."}}
	p := drawItem(t, i)
	p.Count(".item__post", 3)
	p.Says(".item__thread .badge", "Would hurt them")
	p.Mentions(".item__post", "This post was taken away.")
	p.Count(".item__thread details[open]", 1)
	p.Says(".item__thread details:not([open]) summary", "Why others need it (1)")
	p.Says(".item__thread details[open] summary", "2 replies")
	i.Replies, i.Earlier, i.Whys = append(i.Replies, post(4)), 1200, nil
	p = drawItem(t, i)
	p.None(".item__thread details[open]")
	p.Says(".item__thread details summary", "1,203 replies")
	p.Mentions(".item__thread details", "1,200 earlier replies")
}

func TestItem_mergedAwayCanOnlyBeBroughtBack(t *testing.T) {
	i := received()
	i.State, i.Moves, i.Into = models.StateMerged, nil, &console.Ref{ID: 9, Number: 109, Title: "Dry coats", Href: "/console/suggestions/9"}
	p := drawItem(t, i)
	p.None("#decide", "#owner", "#snooze", "#side", "a[data-answer]", `form[action$="/unmerge"]`)
	p.Says("section:has(#merged-title) p a", "#109 Dry coats")
	i.Unmerge = true
	i.Form = refused("unmerge", "words")
	p = drawItem(t, i)
	p.Wrong("words", "Mend words.", "typed words")
	p.Has("section:has(#merged-title) form", "action", "/console/suggestions/7/unmerge")
	i.Side.Open = true
	p = drawItem(t, i)
	p.Has("#side form[action$='/close']", "method", "post")
}

func TestItem_historySaysWhoWhenAndWhatStands(t *testing.T) {
	i := received()
	i.Lines = []console.Line{
		{ID: 1, At: morning, What: "Received"},
		{ID: 2, At: morning, By: sam, What: "moved it from Received to Planned", Words: "We plan it.", Withdrawn: true},
		{ID: 3, At: morning, By: sam, What: "merged", Other: &console.Ref{Title: "Dry coats", Href: "/t/9"}, Facts: []console.Fact{{Label: "Evidence", Value: "Photo", Href: "https://x.test/p"}, {Label: "Since", Value: "1 March 2026"}}},
	}
	p := drawItem(t, i)
	p.Count("[data-line]", 3)
	p.None("#line-1 strong", "#line-1 blockquote", "#line-1 .badge")
	p.Says("#line-2.lines__one--withdrawn .badge", "Taken back")
	p.Says("#line-2 blockquote", "We plan it.")
	p.Has("#line-3 a[rel]", "rel", "nofollow noopener")
	p.Mentions("#line-3", "Since 1 March 2026")
	p.Count("#line-3 time", 1)
}

func TestItem_cardSaysWhatWasAskedAndWhatWasKept(t *testing.T) {
	i := received()
	i.Card = &console.MemberCard{
		Person: mia, JoinedAt: morning, Posts: 12, Promised: models.Promised{models.DecidedTime: 1, models.DecidedLate: 1, models.LateNow: 1}, Supports: 4, Helped: 1, ThankedAt: morning,
		Promises: []console.Promise{{Ref: console.Ref{Number: 5, Title: "Bells", Href: "/t/5", State: models.StateDone}, Words: "2 days late", Late: true}},
		Said:     []console.Said{{Title: "Bells", Words: "They ring.", Href: "/t/5#post-2", At: morning}},
	}
	p := drawItem(t, i)
	p.Says(".card-figures", "3 suggestions 2 decided, 1 in time 1 late now supports 4 helped 1 time thanked on 2 March 2026")
	p.Says("[data-card] .due--late", "2 days late")
	p.Says("[data-card] details .words", "They ring.")
	i.Card = &console.MemberCard{Person: mia, JoinedAt: morning}
	p = drawItem(t, i)
	p.Mentions(".card-figures", "never thanked")
	p.None("[data-card] details", "[data-card] .lines")
	i.Card, i.Author = nil, gone
	drawItem(t, i).None("[data-card]", "#side")
}

func TestItem_showsHostileWordsAsWords(t *testing.T) {
	i := received()
	i.Title, i.Topic, i.Author, i.Owner, i.Department, i.DraftKey = drawn.Hostile, drawn.Hostile, hostile, hostile, drawn.Hostile, drawn.Hostile
	i.Due.Words, i.Whys, i.Snoozed = drawn.Hostile, []console.Why{{By: hostile, Words: drawn.Hostile}}, &console.Snoozed{Until: morning, Reason: drawn.Hostile}
	i.Clash = &console.Clash{Message: drawn.Hostile, By: drawn.Hostile, Words: drawn.Hostile, At: morning, State: models.StateDone}
	i.Decide = console.Form{Name: "decide", Values: map[string]string{}, Errors: map[string]string{}}
	for _, field := range []string{"words", "to", "reason_type", "evidence", "helped", "merge_into", "merge_number", "since"} {
		i.Decide.Values[field], i.Decide.Errors[field] = drawn.Hostile, drawn.Hostile
	}
	i.Notes, i.Side = []console.Note{{ID: 1, By: hostile, At: morning, Body: drawn.Hostile}}, console.Side{Open: true, Messages: []console.Note{{By: hostile, At: morning, Body: drawn.Hostile}}}
	i.Lines = []console.Line{{ID: 1, By: hostile, At: morning, What: drawn.Hostile, Words: drawn.Hostile, Facts: []console.Fact{{Label: drawn.Hostile, Value: drawn.Hostile}}, Other: &console.Ref{Title: drawn.Hostile, Href: "/t/1"}}}
	i.Staff = []console.Colleague{{Person: hostile, Department: drawn.Hostile, AwayUntil: drawn.Hostile}}
	i.Candidates, i.Saved = []console.Ref{{ID: 1, Title: drawn.Hostile, Href: "/t/1"}}, []console.Reply{{ID: 1, Title: drawn.Hostile, Body: drawn.Hostile}}
	i.Card = &console.MemberCard{Person: hostile, JoinedAt: morning, Promises: []console.Promise{{Ref: console.Ref{Title: drawn.Hostile, Href: "/t/1"}, Words: drawn.Hostile}}, Said: []console.Said{{Title: drawn.Hostile, Words: drawn.Hostile, Href: "/t/1", At: morning}}}
	p := drawItem(t, i)
	p.Harmless()
	if got := p.One("#decide-words").Text(); got != drawn.Hostile {
		t.Errorf("what was typed became %q", got)
	}
}
