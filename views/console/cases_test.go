package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

func casePage() console.CasePage {
	return console.CasePage{
		Frame: frame(), ID: 4, Version: 3, Open: true, Author: mia, AuthorURL: "/console/members/mia", Status: models.PostVisible,
		Title: "Wet feet", Href: "/t/1/wet-feet#post-2", Number: 2, Written: morning, Sentences: []string{"Be kind."},
		Before:  &console.ItemPost{Author: mia, At: morning},
		Filings: []console.Filing{{By: mia, Reason: models.RuleAbuse, Detail: drawn.Hostile, At: morning, Pattern: "They reported this author 4 times."}},
		Earlier: []console.ActionLine{{Action: moderation.Action{ID: 9, Kind: models.ActionWarn, Rule: models.RuleAbuse, Words: drawn.Hostile, At: morning}, By: mia, Whom: mia, CanUndo: true}},
	}
}

func TestShowCase_hasEveryDeedWithARuleAndASentence(t *testing.T) {
	p := drawn.Draw(t, console.ShowCase(casePage()))
	p.Sound()
	p.Harmless()
	p.Count("[name=do]", len(models.ReportOutcomes))
	p.Count("[name=rule] option", len(models.Rules)+1)
	p.Count("#decide-words[required]", 1)
	p.Has("[name=version]", "value", "3")
	p.Count("[data-pattern]", 1)
	p.Has("[data-action=warn] form", "action", "/console/actions/9/undo")
}

func TestShowCase_isNotForWhoeverWroteItNorDecidedTwice(t *testing.T) {
	own := casePage()
	own.Own = true
	p := drawn.Draw(t, console.ShowCase(own))
	p.Sound()
	p.None("#decide")
	done := casePage()
	done.Open, done.Outcome, done.Words, done.By, done.At, done.Message = false, models.OutcomeRemoved, "Unkind.", "Mo Rahimi", morning, "Somebody decided this."
	p = drawn.Draw(t, console.ShowCase(done))
	p.Sound()
	p.None("#decide")
	p.Mentions("[data-closed=removed]", "Unkind.")
	p.Mentions("#form-errors", "Somebody decided this.")
}

func TestInbox_listsCasesForModerators(t *testing.T) {
	page := console.InboxPage{
		Frame: frame(), Queue: console.QueueReports, Guard: []console.QueueLink{{Queue: console.QueueReports, Href: "/console?queue=reports", Count: "2", Current: true}},
		Cases: []console.CaseItem{{ID: 4, Title: "Wet feet", Text: drawn.Hostile, Author: ui.Person{Name: "Mia"}, Reports: 2, Reasons: "It advertises something", Age: "3 hours"}},
	}
	p := drawn.Draw(t, console.Inbox(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-case] a", "href", "/console/cases/4")
	p.Mentions("[data-case]", "2 reports")
	page.Cases = nil
	p = drawn.Draw(t, console.Inbox(page))
	p.Says("[data-empty]", "Nobody reported anything.")
}
