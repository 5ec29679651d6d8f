package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func TestRemoveWords_showsTheWordsAndAsksForRuleAndSentence(t *testing.T) {
	page := console.WordsPage{Frame: frame(), Place: models.PlaceVerdict, ThreadID: 7, DecisionID: 9, Writer: mia, Words: drawn.Hostile, Where: drawn.Hostile, Href: "/t/7/a-drying-room"}
	p := drawn.Draw(t, console.RemoveWords(page))
	p.Sound()
	p.Harmless()
	p.Says("[data-words=verdict] .words", drawn.Hostile)
	p.Has("input[name=decision]", "value", "9")
	p.Has("form.console__form", "action", "/console/removals")
	p.Has("form .button--quiet", "href", "/t/7/a-drying-room")
	page.Place, page.Href, page.Form = "bio", "", console.Form{Name: "removal", Errors: map[string]string{"rule": "Choose one of the rules."}}
	p = drawn.Draw(t, console.RemoveWords(page))
	p.Has("form .button--quiet", "href", "/console/members/mia")
	p.Wrong("rule", "Choose one of the rules.", "")
}

func TestPlaceWords_nameEveryPlace(t *testing.T) {
	for _, place := range models.Places {
		if console.PlaceWords(place) == "" {
			t.Errorf("no words for %s", place)
		}
	}
}
