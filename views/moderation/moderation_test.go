package moderation_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

var morning = time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)

func TestWords_thereAreSomeForEverything(t *testing.T) {
	for _, r := range models.Rules {
		if moderation.RuleWords(r) == "" || moderation.ReasonWords(r) == "" {
			t.Errorf("no words for the rule %s", r)
		}
	}
	for _, k := range models.ActionKinds {
		for _, kind := range []models.ModerationNoticeKind{models.NoticeOfAction, models.NoticeOfUndoing} {
			if moderation.ToldWords(kind, k) == "The moderators " {
				t.Errorf("no words for %s of %s", kind, k)
			}
		}
	}
	for _, o := range append([]models.CaseOutcome{""}, models.ReportOutcomes...) {
		if moderation.OutcomeWords(o) == "" {
			t.Errorf("no words for the outcome %s", o)
		}
	}
	if got := moderation.RestrictionWords("no_links,slow"); got != "one post in ten minutes, no links" && got != "no links, one post in ten minutes" {
		t.Errorf("restrictions: %q", got)
	}
}

func reportPage(reader bool) moderation.ReportPage {
	return moderation.ReportPage{
		Page: drawn.Frame("Report a post", "mia"), PostID: 7, Author: ui.Person{Handle: "max", Name: "Max Oduya"}, Thread: "Wet feet",
		Href: "/t/1/wet-feet#post-2", Reader: reader, Typed: map[string]string{},
	}
}

func TestNewReport_asksReadersForAnAddress(t *testing.T) {
	p := drawn.Draw(t, moderation.NewReport(reportPage(false)))
	p.Sound()
	p.Count("main [name=reason]", len(models.Rules))
	p.None("[name=email]")
	p = drawn.Draw(t, moderation.NewReport(reportPage(true)))
	p.Sound()
	p.Count("[name=email][required]", 1)
	own := reportPage(false)
	own.Own = true
	p = drawn.Draw(t, moderation.NewReport(own))
	p.Sound()
	p.None("main form")
	again := reportPage(true)
	again.Typed, again.Errors = map[string]string{"detail": drawn.Hostile, "email": "rita"}, map[string]string{"email": "Give an address."}
	p = drawn.Draw(t, moderation.NewReport(again))
	p.Sound()
	p.Harmless()
	p.Wrong("email", "Give an address.", "rita")
}

func TestReceipt_saysWhatCameOfIt(t *testing.T) {
	page := moderation.ReceiptPage{Page: drawn.Frame("Your report", ""), Reader: true, Report: moderation.Report{Reason: models.RuleSpam, At: morning}}
	p := drawn.Draw(t, moderation.Receipt(page))
	p.Sound()
	p.Count("[data-keep]", 1)
	p.Mentions("[data-report]", "It waits for a moderator")
	page.Report.Outcome, page.Report.Words, page.Report.ClosedAt = models.OutcomeRemoved, drawn.Hostile, morning
	p = drawn.Draw(t, moderation.Receipt(page))
	p.Sound()
	p.Harmless()
	p.Mentions("[data-report]", "The post was removed")
}

func TestShowStanding_hasEveryActionWithItsReason(t *testing.T) {
	page := moderation.StandingPage{Page: drawn.Frame("Your standing", "max")}
	p := drawn.Draw(t, moderation.ShowStanding(page))
	p.Sound()
	p.Count("[data-clean]", 1)
	page.Actions = []moderation.Action{
		{ID: 3, Kind: models.ActionRestrict, Rule: models.RuleSpam, Words: "Shop links.", Detail: "no_links", At: morning, Until: morning.Add(time.Hour)},
		{ID: 2, Kind: models.ActionSuspend, Rule: models.RuleAbuse, Words: "Three warnings.", At: morning, Until: morning, Ended: true},
		{ID: 1, Kind: models.ActionRemove, Rule: models.RuleAbuse, Words: drawn.Hostile, Where: "Wet feet", Href: "/posts/7", At: morning, Undone: morning, Because: "Too strict."},
	}
	page.Reports = []moderation.Report{{Reason: models.RuleOther, Detail: "Odd.", At: morning}}
	p = drawn.Draw(t, moderation.ShowStanding(page))
	p.Sound()
	p.Harmless()
	p.Mentions("[data-action=restrict]", "no links")
	p.Mentions("[data-action=suspend]", "It ended on")
	p.Mentions("[data-undone]", "Too strict.")
	p.Count("[data-report]", 1)
}

func TestFromModerators_canBeMarkedAsRead(t *testing.T) {
	told := []moderation.Told{{ID: 9, Title: "What came of your report", Words: "Removed.", Href: "/reports/3", At: morning, New: true}, {ID: 8, Title: "Older", Href: "/standing", At: morning}}
	p := drawn.Draw(t, moderation.FromModerators(told))
	p.Has("[name=up_to]", "value", "9")
	p.Count(".fresh", 1)
	p = drawn.Draw(t, moderation.FromModerators(told[1:]))
	p.None("form")
	drawn.Draw(t, moderation.FromModerators(nil)).None("[data-moderation]")
}
