package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func TestShowHold_letsThroughReturnsOrRemoves(t *testing.T) {
	page := console.HoldPage{New: true, Subject: "A drum", Source: drawn.Hostile, Reasons: []string{"a word on the list (casino)"}, Score: 5, Needed: 7}
	page.CasePage = console.CasePage{
		Kind: models.CaseHold, Queue: console.QueueHeld, ID: 4, Version: 2, Open: true, Author: mia, AuthorURL: "/console/members/mia",
		Title: "Remote work", Written: morning,
	}
	shown := func() *drawn.Page {
		held := page
		return drawn.Draw(t, console.Inbox(console.InboxPage{Frame: frame(), Queue: held.Queue, Hold: &held}))
	}
	p := shown()
	p.Sound()
	p.Harmless()
	p.Count("[name=do]", 3)
	p.Has("[name=version]", "value", "2")
	p.Mentions("[data-reasons]", "casino")
	p.Mentions("main", "signals alone hold a post from 7 on")
	page.Own = true
	p = shown()
	p.Sound()
	p.None("#decide")
	page.Own, page.Open, page.Outcome, page.By, page.At = false, false, models.OutcomeReturned, "Mo Rahimi", morning
	p = shown()
	p.Sound()
	p.Mentions("[data-closed=returned]", "went back to its author")
}

func TestHolds_showsTheListAndTheTopics(t *testing.T) {
	page := console.HoldsPage{Frame: frame(), Words: "casino", Score: 6, Topics: []console.HoldTopic{{Slug: "a", Name: "Apples", First: true}, {Slug: "b", Name: "Bikes"}}}
	p := drawn.Draw(t, console.Holds(page))
	p.Sound()
	p.Count("[name=first]", 2)
	p.Has("[name=score]", "value", "6")
	p.Count("[name=first][checked]", 1)
	p.None("[data-check]")
	page.Checked, page.Check = true, models.CheckFigures{Asked: 12, Failed: 3, Passed: 2}
	p = drawn.Draw(t, console.Holds(page))
	p.Sound()
	p.Mentions("[data-check]", "asked about 12 posts since this server started 3 without an answer 2 not asked about")
	p.None("[data-check-paused]")
	page.Check.Paused = true
	drawn.Draw(t, console.Holds(page)).Mentions("[data-check-paused]", "Posts go on without it.")
	page.Form = console.Form{Name: "holds", Values: map[string]string{"words": drawn.Hostile}, Errors: map[string]string{"words": "It is too long."}}
	p = drawn.Draw(t, console.Holds(page))
	p.Sound()
	p.Wrong("words", "It is too long.", drawn.Hostile)
}
