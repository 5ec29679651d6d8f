package console_test

import (
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ledger"
)

func inbox(q models.InboxView, items ...console.InboxItem) console.InboxPage {
	links := func(list []models.InboxView) []console.QueueLink {
		var all []console.QueueLink
		for _, one := range list {
			all = append(all, console.QueueLink{Queue: one, Href: "/console?queue=" + string(one), Current: one == q})
		}
		return all
	}
	return console.InboxPage{Frame: frame(), Queue: q, Ours: links(console.OurQueues), Yours: links(console.YourQueues), Items: items}
}

func queued(id int64) console.InboxItem {
	return console.InboxItem{
		ID: id, Href: "/console/suggestions/7", Number: id + 100, Title: "A drying room", State: models.StateReceived, Author: mia, Owner: sam, Support: 1,
		Due: console.Due{Words: "Due tomorrow", At: morning},
	}
}

func TestInbox_everyListHasANameAndSaysSoWhenItIsEmpty(t *testing.T) {
	said := map[string]models.InboxView{}
	for _, q := range slices.Concat(console.OurQueues, console.YourQueues) {
		p := drawn.Draw(t, console.Inbox(inbox(q)))
		p.Sound()
		p.Says("h1", console.QueueWords(q))
		p.Has(".inbox__list", "aria-label", console.QueueWords(q))
		p.Has(".queues a[aria-current=page]", "data-queue", string(q))
		empty := drawn.Words(p.One("[data-empty]"))
		if before, twice := said[empty]; empty == "" || twice {
			t.Errorf("the empty list %s says %q, as %s does", q, empty, before)
		}
		said[empty] = q
		p.None(".inbox__line", ".console__next", ".inbox--open")
	}
	if lists := len(console.OurQueues) + len(console.YourQueues); lists != len(models.InboxViews)+len(console.ThreadQueues) {
		t.Errorf("%d lists are offered, and the store has %d besides those of other threads", lists, len(models.InboxViews))
	}
}

func TestInbox_aLineSaysWhatWhoAndByWhen(t *testing.T) {
	late := queued(8)
	late.Due, late.Support, late.Current = console.Due{Words: "2 days late", Late: true}, 0, true
	page := inbox(models.InboxOpen, queued(7), late)
	page.Next, page.Later = "/console?after=8", true
	p := drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Says("[data-item='7'] .inbox__state", "#107 Received Due tomorrow")
	p.Count("[data-item='7'] .due time", 1)
	p.Says("[data-item='7'] .byline", "Mia Thornbury 1 supporter owner Sam Okafor")
	p.Says("[data-item='8'] .due--late", "2 days late")
	p.Says("[data-item='8'] .byline", "Mia Thornbury owner Sam Okafor")
	p.Has("[data-item='8'] a", "aria-current", "true")
	p.Has("a[rel=next]", "href", "/console?after=8")
	p.Has(".console__next a:not([rel])", "href", "/console?queue=open")
	p.Mentions(".page-head__lead", "until then you can take them back")
	p.None("[data-empty]")
}

func TestInbox_countsAreLoudOnlyWhereSomethingIsLate(t *testing.T) {
	page := inbox(models.InboxOpen)
	for i := range page.Ours {
		page.Ours[i].Count = "3"
	}
	p := drawn.Draw(t, console.Inbox(page))
	p.Says("[data-queue=late] .queues__count--loud", "3")
	p.Count(".queues__count--loud", 1)
	p.Says("[data-queue=snoozed] [data-count]", "0")
	p = drawn.Draw(t, console.Inbox(inbox(models.InboxOpen)))
	p.None(".queues__count--loud")
}

func TestInbox_threadsLeadToTheThreadOrToThePost(t *testing.T) {
	named := waiting(5)
	named.Number, named.Words = 21, "@sam, when?"
	nobody := waiting(6)
	nobody.Author.Name = ""
	owed := waiting(7)
	owed.Href = "/console/consultations/7"
	page := inbox(console.QueueMentions)
	page.Threads = []console.Waiting{named, owed, nobody}
	p := drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Has(".inbox__line:first-child a", "href", "/t/5/wet-feet?page=2#post-21")
	p.Says(".inbox__line:first-child .words", "@sam, when?")
	p.Has(".inbox__line:nth-child(2) a", "href", "/console/consultations/7")
	p.Has(".inbox__line:last-child a", "href", "/t/6/wet-feet")
	p.Says(".inbox__line:last-child .byline", "Cycling 3 days")
	p.None("[data-empty]")
}

func TestInbox_withOneOpenIsAboutThatOne(t *testing.T) {
	page := inbox(models.InboxOpen, queued(7))
	page.Item, page.Resets = received(), 2
	p := drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Says("h1", "Inbox")
	p.Count(".inbox--open .item", 1)
	p.None("[data-resets]", ".page-head__lead")
	page.Item = nil
	p = drawn.Draw(t, console.Inbox(page))
	p.Says("[data-resets]", "2 people wait for a new password")
	p.Has("[data-resets] a", "href", "/console/resets")
}

func TestInbox_showsHostileWordsAsWords(t *testing.T) {
	line := queued(7)
	line.Title, line.Author, line.Owner, line.Due.Words = drawn.Hostile, hostile, hostile, drawn.Hostile
	thread := waiting(5)
	thread.Title, thread.Words, thread.Topic, thread.Author, thread.Age = drawn.Hostile, drawn.Hostile, drawn.Hostile, hostile, drawn.Hostile
	page := inbox(models.InboxOpen, line)
	page.Threads = []console.Waiting{thread}
	page.Ours[0].Count = drawn.Hostile
	p := drawn.Draw(t, console.Inbox(page))
	p.Harmless()
	p.Sound()
}

func TestStates_areSaidByTheConsoleAsInPublic(t *testing.T) {
	for _, s := range models.States {
		if console.StateWords(s) == "" {
			t.Errorf("%s has no words", s)
		}
	}
	for _, r := range models.ReasonTypes {
		if ledger.ReasonWord(r) == "" {
			t.Errorf("the reason %s has no words", r)
		}
	}
}
