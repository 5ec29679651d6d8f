package moderation_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
)

func TestShowStanding_takesOneAppealOfEachDecision(t *testing.T) {
	page := moderation.StandingPage{Page: drawn.Frame("Your standing", ""), Whose: "Max Oduya"}
	page.Actions = []moderation.Action{
		{ID: 3, Kind: models.ActionWarn, Rule: models.RuleAbuse, Words: "Be kind.", At: morning, CanAppeal: true, Typed: drawn.Hostile, Error: "Say a little more."},
		{ID: 4, Kind: models.ActionBan, Rule: models.RuleAbuse, Words: "The third time.", At: morning, CanAppeal: true},
		{ID: 2, Kind: models.ActionRemove, Rule: models.RuleAbuse, Words: "Unkind.", At: morning, Appeal: &moderation.Appeal{Words: drawn.Hostile, At: morning}},
		{ID: 1, Kind: models.ActionLock, Rule: models.RuleOther, Words: "Enough.", At: morning, Appeal: &moderation.Appeal{
			Words: "Why?", At: morning, Outcome: models.OutcomeUpheld, Answer: drawn.Hostile, ClosedAt: morning, Same: true,
		}},
	}
	p := drawn.Draw(t, moderation.ShowStanding(page))
	p.Sound()
	p.Harmless()
	p.Mentions("[data-whose]", "Max Oduya")
	p.Has("[data-action=ban] form", "action", "/actions/4/appeals")
	p.Wrong("words", "Say a little more.", drawn.Hostile)
	p.None("[data-action=remove] form", "[data-action=lock] form")
	p.Mentions("[data-action=remove] [data-appeal]", "answers")
	p.Mentions("[data-appeal=upheld]", "What was done stands")
	p.Mentions("[data-appeal=upheld]", "nobody else")
}

func TestNewKey_asksWhoIsThere(t *testing.T) {
	page := moderation.KeyPage{Page: drawn.Frame("Read your standing", "")}
	drawn.Draw(t, moderation.NewKey(page)).Sound()
	page.Login, page.Wrong = drawn.Hostile, "This handle or address and this password do not go together."
	p := drawn.Draw(t, moderation.NewKey(page))
	p.Sound()
	p.Harmless()
	p.Has("[name=email]", "value", drawn.Hostile)
	p.Wrong("password", page.Wrong, "")
}

func TestWords_thereAreSomeForEachEndOfAnAppeal(t *testing.T) {
	for _, o := range append([]models.CaseOutcome{models.OutcomeReplaced}, models.AppealOutcomes...) {
		if moderation.OutcomeWords(o) == "" {
			t.Errorf("no words for the outcome %s", o)
		}
	}
}
