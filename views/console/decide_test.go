package console_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func TestDecide_offersTheStatesThatCanFollowAndStayingAsItIs(t *testing.T) {
	for _, from := range models.States {
		if from == models.StateMerged {
			continue
		}
		i := received()
		i.State, i.Moves = from, from.Moves()
		p := drawItem(t, i)
		var offered []string
		p.Find("#decide [name=to]").Each(func(_ int, s *goquery.Selection) { offered = append(offered, s.AttrOr("value", "")) })
		want := []string{string(from)}
		for _, to := range i.Moves {
			want = append(want, string(to))
		}
		if !slices.Equal(offered, want) {
			t.Errorf("%s offers %v, want %v", from, offered, want)
		}
		p.Has("#decide [name=to][checked]", "value", string(from))
		for _, to := range want {
			p.Count(`p.only[data-for="`+to+`"]`, 1)
		}
	}
}

func TestDecide_asksForWhatAStateNeedsAndForNothingElse(t *testing.T) {
	needs := map[models.State][]string{
		models.StateDeclined: {"reason_type"}, models.StatePlanned: {"next_update_on"}, models.StateUnderWay: {"next_update_on"},
		models.StateParked: {"revisit_on"}, models.StateDone: {"evidence", "since", "evidence_url", "helped"}, models.StateMerged: {"merge_number"},
	}
	all := []string{"reason_type", "next_update_on", "revisit_on", "evidence", "since", "evidence_url", "helped", "merge_number"}
	for _, to := range models.States[1:] {
		i := received()
		i.Moves = []models.State{to}
		p := drawItem(t, i)
		for _, field := range all {
			if slices.Contains(needs[to], field) {
				p.Count("#decide .only [name="+field+"]", 1)
				if box := p.One("#decide .only [name="+field+"]").Closest(".only").AttrOr("data-for", ""); !slices.Contains(strings.Fields(box), string(to)) {
					t.Errorf("%s: %s stands in the fields for %q", to, field, box)
				}
				continue
			}
			p.None("#decide [name=" + field + "]")
		}
	}
}

func TestDecide_saysWhoIsToldAndWhen(t *testing.T) {
	i := received()
	for support, want := range map[int64]string{
		0: "Mia Thornbury is told in a minute.", 1: "Mia Thornbury and 1 supporter are told in a minute.", 1204: "Mia Thornbury and 1,204 supporters are told in a minute.",
	} {
		i.Support = support
		drawItem(t, i).Says("#decide .form__buttons .field__hint", want)
	}
}

func TestDecide_suggestsDaysThatTheRulesTake(t *testing.T) {
	i := received()
	i.Today = "2026-02-27"
	p := drawItem(t, i)
	p.Has("#decide-next_update_on", "value", "2026-03-29")
	p.Has("#decide-since", "value", "2026-02-27")
	p.Has("#decide-revisit_on", "value", "")
}

func TestDecide_aRefusedAnswerKeepsEveryFieldAndSaysWhatIsWrong(t *testing.T) {
	i := received()
	i.Decide = refused("decide", "words", "evidence", "helped", "evidence_url", "next_update_on", "revisit_on", "since")
	i.Decide.Values["to"], i.Decide.Errors["to"] = "done", "It cannot go there."
	i.Decide.Values["reason_type"], i.Decide.Errors["reason_type"] = "not_now", "Choose another."
	i.Decide.Values["merge_number"], i.Decide.Errors["merge_into"] = "12", "There is no such suggestion."
	i.DraftVersion = 4
	p := drawItem(t, i)
	for _, field := range []string{"words", "evidence", "helped", "evidence_url", "next_update_on", "revisit_on", "since"} {
		form := p.One("#decide")
		control := form.Find("[name=" + field + "]")
		if drawn.Value(control) != "typed "+field || control.AttrOr("aria-invalid", "") != "true" {
			t.Errorf("%s holds %q", field, drawn.Value(control))
		}
	}
	p.Wrong("merge_number", "There is no such suggestion.", "12")
	p.Wrong("reason_type", "Choose another.", "not_now")
	p.Has("#decide [name=to][checked]", "value", "done")
	p.Has("#decide fieldset.chips", "aria-describedby", "decide-to-error")
	p.Has("#decide-words", "aria-describedby", "decide-words-hint decide-words-error")
	p.Mentions("#form-errors", "10 things need")
	p.Has("#decide [name=draft_version]", "value", "4")
	p.Has("[name=draft_key]", "value", "key")
}

func TestDecide_aKeptDraftComesBackWithoutAReproach(t *testing.T) {
	i := received()
	i.Decide = console.Form{Name: "decide", Values: map[string]string{"words": "Half a thought", "to": "planned", "next_update_on": "2026-04-01"}}
	p := drawItem(t, i)
	p.None("#form-errors", "[aria-invalid]", ".field--wrong")
	p.Says("#decide-words", "Half a thought")
	p.Has("[name=to][checked]", "value", "planned")
	p.Has("#decide-next_update_on", "value", "2026-04-01")
	p.Has("#decide post-composer", "data-drafts", "/console/suggestions/7/draft")
}

func TestDecide_mergingNamesWhatMayBeTheSameOrTakesANumber(t *testing.T) {
	i := received()
	drawItem(t, i).Says("label[for=decide-merge_number]", "The number of the one that goes on for both optional")
	i.Candidates = []console.Ref{{ID: 9, Number: 109, Title: "Dry coats", Href: "/t/9", State: models.StatePlanned, Support: 1}, {ID: 10, Number: 110, Title: "Racks", Href: "/t/10", State: models.StateReceived}}
	i.Decide = console.Form{Name: "decide", Values: map[string]string{"merge_into": "10", "to": "merged"}}
	p := drawItem(t, i)
	p.Count("[name=merge_into]", 2)
	p.Has("[name=merge_into][checked]", "value", "10")
	p.Mentions(".choices", "#109 Dry coats Planned, 1 supporter")
	p.Says("label[for=decide-merge_number]", "Or the number of another optional")
}

func TestDecide_canBeginWithASavedReply(t *testing.T) {
	i := received()
	drawItem(t, i).None(`a[href*="reply="]`)
	i.Queue, i.Saved = models.InboxMine, []console.Reply{{ID: 4, Title: "Thanks, and when"}}
	p := drawItem(t, i)
	p.Has(`a[href*="reply="]`, "href", "/console/suggestions/7?queue=mine&reply=4#decide-words")
	p.Says(`a[href*="reply="]`, "Thanks, and when")
}

func TestOwner_putsTheViewerFirstAndThoseAwayOutOfReach(t *testing.T) {
	i := received()
	i.Staff = append(i.Staff, console.Colleague{Person: mia, AwayUntil: "9 March 2026"})
	p := drawItem(t, i)
	p.Says("#owner summary", "Owner: Sam Okafor")
	p.Says("#owner-handle option:first-child", "You")
	p.Has("#owner-handle option:first-child", "value", "ada")
	p.Has("#owner-handle option[selected]", "value", "sam")
	p.Says("#owner-handle option[disabled]", "Mia Thornbury (away until 9 March 2026)")
	p.Mentions("#owner-handle", "Sam Okafor, Buildings")
	p.None("#owner[open]")
}

func TestItem_itsSmallerFormsComeBackOneByOne(t *testing.T) {
	for form, fields := range map[string][]string{"owner": {"words", "note"}, "snooze": {"days", "reason"}, "side": {"body"}, "side-close": {"words"}} {
		i := received()
		i.Side.Open, i.Form = true, refused(form, fields...)
		p := drawItem(t, i)
		p.Count("#form-errors", 1)
		p.Count("[aria-invalid]", len(fields))
		for _, field := range fields {
			control := p.One("#" + form + "-" + field)
			if drawn.Value(control) != "typed "+field {
				t.Errorf("%s: %s holds %q", form, field, drawn.Value(control))
			}
			p.Mentions("#"+form+"-"+field+"-error", "Mend "+field+".")
		}
		if p.One("#form-errors").Closest("details").Length() == 1 && p.One("#form-errors").Closest("details[open]").Length() == 0 {
			t.Errorf("%s was refused, and its message is folded away", form)
		}
	}
}

func TestItem_aRefusedOwnerOrNoteIsExplainedBesideItsControl(t *testing.T) {
	i := received()
	i.Form = console.Form{Name: "owner", Values: map[string]string{"handle": "ada"}, Errors: map[string]string{"handle": "They are away."}}
	p := drawItem(t, i)
	p.Wrong("handle", "They are away.", "ada")
	i.Form = refused("note", "body")
	p = drawItem(t, i)
	p.Has("#note-body", "aria-invalid", "true")
	p.Has("#note-body", "aria-describedby", "note-body-error")
	p.Says("#note-body", "typed body")
	p.Says("#note-body-error", "Mend body.")
}

func TestSnooze_isSaidAndCanBeEnded(t *testing.T) {
	i := received()
	p := drawItem(t, i)
	p.None("#snooze[open]", "[data-snoozed]")
	p.Has("#snooze-days", "value", "3")
	i.Snoozed = &console.Snoozed{Until: morning.AddDate(0, 0, 3), Reason: "After the fair."}
	p = drawItem(t, i)
	p.Says("#snooze[open] summary", "Put aside until 5 March 2026")
	p.Says("[data-snoozed]", "After the fair.")
	p.Has("#snooze form", "action", "/console/suggestions/7/snooze/end")
}

func TestSide_saysWhoReadsItAndHowItEnds(t *testing.T) {
	i := received()
	p := drawItem(t, i)
	p.None("#side[open]", `form[action$="/side/close"]`)
	p.Mentions("#side-body-hint", "The public page will say that it continues privately")
	i.Side = console.Side{Open: true, Messages: []console.Note{{By: ada, At: morning, Body: "Which cellar?"}}}
	p = drawItem(t, i)
	p.Count("#side[open] [data-side]", 1)
	p.Says("#side-body-hint", "Read by Mia Thornbury and the staff.")
	p.Count(`form[action$="/side/close"]`, 1)
}

func TestNotes_eachHasItsAddressItsAuthorAndItsDay(t *testing.T) {
	i := received()
	i.Notes = []console.Note{{ID: 4, By: sam, At: morning, Body: "Ask the fire brigade.\nFirst."}, {ID: 5, By: gone, At: morning, Body: "Done."}}
	p := drawItem(t, i)
	p.Count("[data-note]", 2)
	p.Says("#note-4 .byline", "Sam Okafor 2 March 2026")
	p.None("#notes a")
}
