package reading

import (
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
)

func TestThread_carriesItsNumberForTheLiveScript(t *testing.T) {
	doc := page(t, ShowThread(question(t)))
	one(t, doc, `.thread[data-thread="12"][data-seq="57"]`)
}

func TestThread_showsOutcomeAndChosenAnswersOnTop(t *testing.T) {
	p := question(t)
	p.Thread.Outcome = &Outcome{Words: "We dried the socks.", By: sam, At: morning}
	p.Thread.Accepted = &AnswerRef{Number: 7, Author: max, Excerpt: "Newspaper."}
	p.Thread.Official = &AnswerRef{Number: 25, Author: sam}
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, ".thread__head .outcome__words")); got != "We dried the socks." {
		t.Errorf("outcome: %q", got)
	}
	one(t, doc, `.thread__head .answers a[href="/t/12/wet-feet#post-7"]`)
	one(t, doc, `.thread__head .answers a[href="/t/12/wet-feet?page=2#post-25"]`)
}

// A day that became "6 days ago" once the scripts run moved everything below the head.
func TestThread_nothingInItsHeadGetsShorterOnceItIsShown(t *testing.T) {
	doc := page(t, ShowThread(question(t)))
	one(t, doc, ".thread__head .thread__byline > time")
	none(t, doc, ".thread__head time[data-relative]")
}

func TestStory_hasItsOutcomeInTheHeadWhateverBecameOfItsWords(t *testing.T) {
	for _, status := range []models.PostStatus{models.PostVisible, models.PostRemoved} {
		p := storyPage(t)
		p.Thread.Outcome = &Outcome{Words: "We dried the socks.", By: sam, At: morning}
		p.Posts[0].Post.Status = status
		doc := page(t, ShowThread(p))
		if got := words(one(t, doc, ".story-head .outcome__words")); got != "We dried the socks." {
			t.Errorf("%s: outcome: %q", status, got)
		}
		if doc.Find(".story-byline").NextAllFiltered(".outcome").Length() != 1 || doc.Find(".outcome").Length() != 1 {
			t.Errorf("%s: the outcome does not stand once, below the byline", status)
		}
	}
}

func TestThread_linksAnAnswerThatBothChoseOnce(t *testing.T) {
	p := question(t)
	p.Thread.Accepted = &AnswerRef{Number: 7, Author: sam}
	p.Thread.Official = p.Thread.Accepted
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, ".answers__one")); got != "Official and accepted answer by Sam Okafor, #7" {
		t.Errorf("got %q", got)
	}
}

func TestThread_marksWhereTheViewerLeftOff(t *testing.T) {
	p := question(t)
	p.FirstUnread = 18
	doc := page(t, ShowThread(p))
	if got := one(t, doc, "p.divider").Next().AttrOr("id", ""); got != "post-18" {
		t.Errorf("the divider stands before %s", got)
	}
	one(t, doc, `.thread__head a.fresh[href="/t/12/wet-feet#post-18"]`)
}

func TestThread_offersAReaderTheDoorAndAMemberTheComposer(t *testing.T) {
	doc := page(t, ShowThread(question(t)))
	one(t, doc, `#reply a[href="/join?next=%2Ft%2F12%2Fwet-feet%23reply"]`)
	none(t, doc, "#reply form", ".tools")

	p := question(t)
	p.Viewer = &layout.Viewer{Name: "Mia", Handle: "mia"}
	p.Reply = Reply{Can: true, DraftKey: "abc", Body: "Half a sente", Error: "Say a little more.", ReplyTo: 4, To: "Max"}
	doc = page(t, ShowThread(p))
	form := one(t, doc, `#reply form[action="/t/12/posts"]`)
	if got := form.Find("textarea[name=body]").Text(); got != "Half a sente" {
		t.Errorf("what was typed is %q", got)
	}
	for field, want := range map[string]string{"draft_key": "abc", "reply_to": "4", "thread": "12"} {
		if got := form.Find(`input[name="`+field+`"]`).AttrOr("value", ""); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	if got := form.Find("textarea").AttrOr("aria-describedby", ""); got != "field-body-error" || words(one(t, doc, "#field-body-error")) != "Say a little more." {
		t.Errorf("the error is not tied to the field: %q", got)
	}
}

func TestThread_thatIsClosedSaysByWhomAndWhy(t *testing.T) {
	p := question(t)
	p.Thread.Locked = &Lock{By: sam, At: morning, Because: "It is answered."}
	p.Reply = Reply{WhyNot: "This thread is closed to replies."}
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, ".thread__head .notice--shut")); got != "Sam Okafor closed this thread on 2 March 2026: It is answered." {
		t.Errorf("got %q", got)
	}
	none(t, doc, "#reply form")
}

func TestThread_menuHasOnlyWhatIsAllowed(t *testing.T) {
	none(t, page(t, ShowThread(question(t))), ".thread__head .menu")
	p := question(t)
	p.Can.Pin = true
	p.Thread.Pinned = true
	doc := page(t, ShowThread(p))
	if got := one(t, doc, `.thread__head form[action="/t/12/pin"] input[name=on]`).AttrOr("value", ""); got != "0" {
		t.Errorf("pin: on=%s", got)
	}
	none(t, doc, `a[href="/t/12/lock"]`, `a[href="/t/12/move"]`)
}

func TestStory_isSetAsAStoryOnItsFirstPageOnly(t *testing.T) {
	p := storyPage(t)
	p.Thread.Corrections = []Correction{{Words: "It was Tuesday.", At: morning}}
	doc := page(t, ShowThread(p))
	one(t, doc, `article.story#post-1 > .prose`)
	if got := words(one(t, doc, ".standfirst")); got != "On rain." {
		t.Errorf("standfirst: %q", got)
	}
	if got := words(one(t, doc, ".story-byline__who")); got != "Sam Okafor Larkmoor" {
		t.Errorf("byline: %q", got)
	}
	if got := words(one(t, doc, ".correction")); got != "Correction, 2 March 2026: It was Tuesday." {
		t.Errorf("correction: %q", got)
	}
	if n := doc.Find("article.post").Length(); n != 19 {
		t.Errorf("%d replies below the story", n)
	}

	p.Pager.Page = 2
	p.Posts = p.Posts[1:]
	none(t, page(t, ShowThread(p)), ".story", ".story-head")
}

func TestStory_notYetOutSaysSo(t *testing.T) {
	p := storyPage(t)
	p.Thread.Status, p.Thread.PublishAt = models.ThreadScheduled, morning
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, ".story-head .notice")); got != "Scheduled for 2 March 2026, 09:14 UTC. Until then only its author and the moderators see it." {
		t.Errorf("got %q", got)
	}
}

func TestStory_leadsToItsPartsWhereItIsLong(t *testing.T) {
	long := markup.Trusted(`<p>It began.</p><h2 id="p1-h-a">One &amp; two</h2><h3 id="p1-h-b">Within</h3><h2 id="p1-h-c">Three</h2><h2 id="p1-h-d">Four</h2>`)
	p := storyPage(t)
	p.Posts[0].Post.Body, p.Thread.Minutes = long, 5
	doc := page(t, ShowThread(p))
	if got := words(one(t, doc, "nav.contents ol")); got != "One & two Three Four" {
		t.Errorf("it leads to %q", got)
	}
	if href, _ := doc.Find("nav.contents a").Last().Attr("href"); href != "#p1-h-d" {
		t.Errorf("its last part is at %q", href)
	}
	p.Thread.Minutes = 4
	none(t, page(t, ShowThread(p)), ".contents")
	p.Thread.Minutes, p.Posts[0].Post.Body = 30, markup.Trusted(`<h2 id="p1-h-a">One</h2><h2 id="p1-h-c">Two</h2>`)
	none(t, page(t, ShowThread(p)), ".contents")
}
