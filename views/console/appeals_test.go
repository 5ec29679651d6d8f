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

func appealPage() console.AppealPage {
	about := console.ActionLine{By: ui.Person{Handle: "mo-rahimi", Name: "Mo Rahimi"}, Whom: mia}
	about.Action = moderation.Action{
		ID: 3, Kind: models.ActionWarn, Rule: models.RuleAbuse, Words: "Be kind.", At: morning,
		Appeal: &moderation.Appeal{Words: drawn.Hostile, At: morning},
	}
	return console.AppealPage{
		CasePage: console.CasePage{Kind: models.CaseAppeal, Queue: console.QueueAppeals, ID: 4, Version: 2, Open: true, Author: mia, AuthorURL: "/console/members/mia"}, About: about,
	}
}

func showAppeal(a console.AppealPage) templ.Component {
	return console.Inbox(console.InboxPage{Frame: frame(), Queue: a.Queue, Appeal: &a})
}

func TestShowAppeal_hasBothSidesAndAnAnswer(t *testing.T) {
	page := appealPage()
	p := drawn.Draw(t, showAppeal(page))
	p.Sound()
	p.Harmless()
	p.Count("[name=do]", len(models.AppealOutcomes))
	p.Has("[name=version]", "value", "2")
	p.Mentions("[data-action=warn]", "Mo Rahimi warned Mia Thornbury")
	p.None("[data-reported]", "[data-taken]")
	page.About.Kind, page.About.Taken = models.ActionRemoveWords, drawn.Hostile
	p = drawn.Draw(t, showAppeal(page))
	p.Harmless()
	p.Says("[data-taken] .words", drawn.Hostile)
	page.Form = console.Form{Name: "decide", Values: map[string]string{"words": "No"}, Errors: map[string]string{"words": "Say more."}}
	p = drawn.Draw(t, showAppeal(page))
	p.Sound()
	p.Wrong("words", "Say more.", "No")
}

func TestShowAppeal_isNotForWhoMadeItAndWarnsWhoActed(t *testing.T) {
	page := appealPage()
	page.Own = true
	p := drawn.Draw(t, showAppeal(page))
	p.Sound()
	p.None("#decide")
	page.Own, page.Mine = false, true
	p = drawn.Draw(t, showAppeal(page))
	p.Sound()
	p.Mentions("main", "You did this yourself")
	page.Mine, page.Open, page.Outcome, page.Words, page.By, page.At = false, false, models.OutcomeUpheld, "It hurt her.", "Ada Lindqvist", morning
	page.About.Appeal.Same = true
	p = drawn.Draw(t, showAppeal(page))
	p.Sound()
	p.Mentions("[data-closed=upheld]", "What was done stands")
	p.Count("[data-same]", 1)
	p.None("#decide")
}

func TestAppealedWords_thereAreSomeForEverything(t *testing.T) {
	for _, k := range models.ActionKinds {
		if console.AppealedWords(k) == "" {
			t.Errorf("no words for an appeal against %s", k)
		}
	}
}
