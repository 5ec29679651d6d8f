package moderation_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
)

func TestShowStanding_everyKindOfActionIsSoundAndSaid(t *testing.T) {
	for _, kind := range models.ActionKinds {
		page := moderation.StandingPage{Page: drawn.Frame("Your standing", "max"), Actions: []moderation.Action{{ID: 5, Kind: kind, Rule: models.RuleOther, Words: drawn.Hostile, Detail: "no_links", At: morning, Until: morning.Add(time.Hour)}}}
		p := drawn.Draw(t, moderation.ShowStanding(page))
		p.Sound()
		p.Harmless()
		if words := drawn.Words(p.One("#action-5 strong")); words == "They" || words == "" {
			t.Errorf("%s is told as %q", kind, words)
		}
		p.Mentions("#action-5", "Until 2 March 2026, 10:14 UTC.")
		p.None("[data-clean]", "[data-whose]", "#action-5 [data-undone]", "#action-5 form", "#action-5 .byline")
		if restricts := len(p.Find("#action-5 p:contains('That means')").Nodes) == 1; restricts != (kind == models.ActionRestrict) {
			t.Errorf("%s says what it means: %t", kind, restricts)
		}
	}
}

func TestShowStanding_takenBackWithoutAWordEndsItsSentence(t *testing.T) {
	page := moderation.StandingPage{Page: drawn.Frame("Your standing", "max"), Actions: []moderation.Action{{ID: 5, Kind: models.ActionWarn, Rule: models.RuleOther, Words: "Hm.", At: morning, Undone: morning.AddDate(0, 0, 1)}}}
	p := drawn.Draw(t, moderation.ShowStanding(page))
	p.Sound()
	p.Says("[data-undone]", "It was taken back. 3 March 2026")
}

func TestShowHeld_everyStateOffersWhatIsLeftToDo(t *testing.T) {
	for state, forms := range map[models.HeldState]int{models.HeldWaiting: 1, models.HeldReturned: 2, models.HeldApproved: 0, models.HeldRemoved: 0, models.HeldWithdrawn: 0} {
		page := heldPage(state)
		page.List[0].Words = "Please say where."
		p := drawn.Draw(t, moderation.ShowHeld(page))
		p.Sound()
		p.Says("h1", moderation.HeldStateWords(state))
		p.Count("main form", forms)
		p.Mentions("main .notice", "The moderator says: Please say where.")
		if waits := p.Find("main .notice:contains('It is held for')").Length() == 1; waits != (state == models.HeldWaiting) {
			t.Errorf("%s says why it is held: %t", state, waits)
		}
		p.None("main a:contains('See it where it stands')", "[data-changed]", "[data-held-body]", "#form-errors")
	}
}

func TestFigures_sayOneOfAThingAsOne(t *testing.T) {
	month := models.ModerationMonth{Starts: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Removed: map[models.Rule]int64{models.RuleSpam: 1}, Appeals: 1, Refused: 1, Undone: 1}
	p := drawn.Draw(t, moderation.Figures(moderation.FiguresPage{Page: drawn.Frame("What moderators did", ""), Months: []models.ModerationMonth{month}}))
	p.Sound()
	p.Mentions("[data-removals]", "1 post or thread removed: No advertising 1.")
	p.Mentions("[data-month]", "1 held post removed before anybody saw them.")
	p.Mentions("[data-month]", "1 removal taken back without an appeal.")
	p.Says("[data-appeals]", "1 appeal made; 0 answered with “it stands”, 0 with “it was wrong”.")
}

func TestFigures_giveNoShareWhereItWouldBeSomebody(t *testing.T) {
	month := models.ModerationMonth{Starts: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Removed: map[models.Rule]int64{}}
	for _, c := range []struct {
		upheld, reversed int64
		share            string
	}{{models.PromiseFew - 2, 1, ""}, {models.PromiseFew - 1, 1, " % of those answered"}, {0, models.PromiseFew, "(100 % of those answered)"}, {models.PromiseFew, 0, "(0 % of those answered)"}} {
		month.Appeals, month.Upheld, month.Reversed = c.upheld+c.reversed, c.upheld, c.reversed
		p := drawn.Draw(t, moderation.Figures(moderation.FiguresPage{Page: drawn.Frame("What moderators did", ""), Months: []models.ModerationMonth{month}}))
		if c.share == "" {
			p.None("[data-appeals]:contains('%')")
			continue
		}
		p.Mentions("[data-appeals]", c.share)
	}
}

func TestNewReport_keepsTheReasonThatWasChosenAndNeverSendsTheOwnPost(t *testing.T) {
	for _, rule := range models.Rules {
		page := reportPage(false)
		page.Typed, page.Errors = map[string]string{"reason": string(rule), "detail": drawn.Hostile}, map[string]string{"detail": "Say what is wrong."}
		p := drawn.Draw(t, moderation.NewReport(page))
		p.Sound()
		p.Harmless()
		p.Has("main [name=reason][checked]", "value", string(rule))
		p.Wrong("detail", "Say what is wrong.", drawn.Hostile)
		p.Has("main form", "action", "/posts/7/reports")
	}
	drawn.Draw(t, moderation.NewReport(reportPage(false))).None("main [name=reason][checked]")
}
