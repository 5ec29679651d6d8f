package console_test

import (
	"testing"

	"github.com/a-h/templ"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

func casePage() console.CasePage {
	return console.CasePage{
		Kind: models.CaseReport, ID: 4, Version: 3, Queue: console.QueueWaiting, Open: true, Author: mia, AuthorURL: "/console/members/mia", Status: models.PostVisible,
		Title: "Wet feet", Href: "/t/1/wet-feet#post-2", Number: 2, Written: morning, Sentences: []string{"Be kind."},
		Before:  []console.ItemPost{{Author: mia, At: morning, Number: 1, Href: "/posts/1"}},
		After:   []console.ItemPost{{Author: mia, At: morning, Number: 3, Href: "/posts/3"}},
		Known:   console.Known{JoinedAt: morning, Figures: []string{"4 posts", drawn.Hostile}},
		Feuds:   []console.Feud{{With: mia, Theirs: "2 times", Own: "3 times"}},
		Saved:   []moderation.SavedReason{{ID: 3, Fits: models.ForRemoval, Title: drawn.Hostile, Rule: models.RuleAbuse, Words: drawn.Hostile, Version: 1}},
		Filings: []console.Filing{{By: mia, Reason: models.RuleAbuse, Detail: drawn.Hostile, At: morning, Pattern: "They reported this author 4 times."}},
		Earlier: []console.ActionLine{{Action: moderation.Action{ID: 9, Kind: models.ActionWarn, Rule: models.RuleAbuse, Words: drawn.Hostile, At: morning}, By: mia, Whom: mia, CanUndo: true}},
	}
}

func showCase(c console.CasePage) templ.Component {
	return console.Inbox(console.InboxPage{Frame: frame(), Queue: c.Queue, Case: &c})
}

func TestShowCase_hasEveryDeedWithARuleAndASentence(t *testing.T) {
	p := drawn.Draw(t, showCase(casePage()))
	p.Sound()
	p.Harmless()
	p.Count("[name=do]", len(models.ReportOutcomes))
	p.Count("[name=rule] option", len(models.Rules)+1)
	p.Has("[name=version]", "value", "3")
	p.Has("[name=queue]", "value", "waiting")
	p.Count("[data-pattern]", 2) // in the report, and of the two people
	p.Count("[data-near]", 2)
	p.Count("[name=saved] option", 2)
	p.Has("[name=rule] option[selected]", "value", "abuse") // what the report names
	p.Mentions("[data-known]", "4 posts")
	p.Has("[data-action=warn] form", "action", "/console/actions/9/undo")
}

func TestShowCase_isNotForWhoeverWroteItNorDecidedTwice(t *testing.T) {
	own := casePage()
	own.Own = true
	p := drawn.Draw(t, showCase(own))
	p.Sound()
	p.None("#decide")
	done := casePage()
	done.Open, done.Outcome, done.Words, done.By, done.At, done.Message = false, models.OutcomeRemoved, "Unkind.", "Mo Rahimi", morning, "Somebody decided this."
	p = drawn.Draw(t, showCase(done))
	p.Sound()
	p.None("#decide")
	p.Mentions("[data-closed=removed]", "Unkind.")
	p.Mentions("#form-errors", "Somebody decided this.")
}

func TestInbox_listsCasesForModerators(t *testing.T) {
	page := console.InboxPage{
		Frame: frame(), Queue: console.QueueReports, Guard: []console.QueueLink{{Queue: console.QueueReports, Href: "/console?queue=reports", Count: "2", Current: true}},
		Cases: []console.CaseItem{{Ref: models.QueueRef{Kind: models.CaseReport, ID: 4}, Version: 2, Href: "/console/cases/4?queue=reports", Title: "Wet feet", Text: drawn.Hostile, Author: ui.Person{Name: "Mia"}, Reports: 2, Reasons: "It advertises something", Age: "3 hours"}},
	}
	p := drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-case] a", "href", "/console/cases/4?queue=reports")
	p.Mentions("[data-case]", "2 people")
	p.None("#bulk", "[name=items]")
	p.Count("[href='/console/reasons']", 1)
	page.Bulk = &console.Bulk{
		Kind: models.CaseReport, Queue: console.QueueReports, Saved: casePage().Saved,
		Results: []console.BulkResult{{Ref: "report-7", Title: drawn.Hostile, Href: "/console/cases/7", Wrong: "Somebody decided this."}},
	}
	p = drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Harmless()
	p.Has("[name=items]", "value", "report-4:2")
	p.Count("#bulk [name=do]", len(models.BulkOutcomes[models.CaseReport]))
	p.Mentions("[data-result=report-7]", "Somebody decided this.")
	page.Cases, page.Bulk = nil, nil
	p = drawn.Draw(t, console.Inbox(page))
	p.Says("[data-empty]", "Nobody reported anything.")
}

func TestAsked_isLetInOrNot(t *testing.T) {
	page := console.AskedPage{Handle: "pia", Email: "pia@example.org", Why: drawn.Hostile}
	page.CasePage = console.CasePage{Kind: models.CaseJoining, ID: 9, Version: 1, Open: true, Title: "Pia (@pia)", Queue: console.QueueJoining, Written: morning}
	shown := func() *drawn.Page {
		return drawn.Draw(t, console.Inbox(console.InboxPage{Frame: frame(), Queue: console.QueueJoining, Asked: &page}))
	}
	p := shown()
	p.Sound()
	p.Harmless()
	p.Has("#decide", "action", "/console/joining/9")
	p.Count("[name=do]", 2)
	page.Open, page.Outcome, page.Words, page.At = false, models.OutcomeRefused, "We are full.", morning
	p = shown()
	p.Sound()
	p.None("#decide")
	p.Mentions("[data-closed=refused]", "We are full.")
}

func TestReasons_areListedByUseAndChanged(t *testing.T) {
	page := console.ReasonsPage{Frame: frame()}
	p := drawn.Draw(t, console.Reasons(page))
	p.Sound()
	p.Has("main form", "action", "/console/reasons")
	page.Reasons = casePage().Saved
	page.Editing = page.Reasons[0]
	page.Form = console.Form{Name: "reason", Values: map[string]string{"title": "x", "words": drawn.Hostile}, Errors: map[string]string{"title": "Say more."}}
	p = drawn.Draw(t, console.Reasons(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-reason] form", "action", "/console/reasons/3/delete")
	p.Wrong("title", "Say more.", "x")
}
