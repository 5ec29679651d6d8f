package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/moderation"
)

func TestActions_sayHowFarABanIsWithWhatItTakesAlong(t *testing.T) {
	left := []models.CleanUpFailure{{PostID: 7, Because: "It became a suggestion, which is still decided."}}
	for state, c := range map[string]models.CleanUp{
		"removing":  {All: 40, Posts: 40, Waiting: 28, Moved: 12},
		"removed":   {All: 40, Posts: 40, Moved: 39, Failed: 1, Failures: left},
		"returning": {All: 39, Posts: 39, Waiting: 9, Moved: 29, Failed: 1, Undoing: true, Failures: left},
		"returned":  {All: 39, Posts: 38, Moved: 38, Failed: 1, Undoing: true, Failures: left},
	} {
		one := record()
		one.Actions = []console.ActionLine{{Action: moderation.Action{ID: 3, Kind: models.ActionBan, Rule: models.RuleSpam, Words: "Only advertising.", At: morning, CleanUp: c}, Whom: mia, By: mia}}
		p := drawn.Draw(t, console.ShowMember(one))
		p.Sound()
		p.Count("[data-clean-up="+state+"]", 1)
		if c.Waiting > 0 {
			p.Count("[data-clean-up] progress", 1)
		} else {
			p.None("[data-clean-up] progress")
		}
		p.Count("[data-clean-up] [data-left]", len(c.Failures))
		if len(c.Failures) > 0 {
			p.Mentions("[data-left='7']", "It became a suggestion")
		}
	}
	p := drawn.Draw(t, console.ShowMember(record()))
	p.None("[data-clean-up]")
}
