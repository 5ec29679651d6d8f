package house_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/house"
)

var morning = time.Date(2026, time.March, 2, 9, 14, 0, 0, time.UTC)

func TestShow_saysWhichVersionOneReads(t *testing.T) {
	page := house.Page{Page: drawn.Frame("House rules", ""), Kind: models.HouseRules, Version: 2, Newest: 2, At: morning}
	p := drawn.Draw(t, house.Show(page))
	p.Sound()
	p.Says("h1", "House rules")
	p.None(".notice")
	page.Version = 1
	p = drawn.Draw(t, house.Show(page))
	p.Sound()
	p.Count(`.notice a[href="/house/rules"]`, 1)
}

func TestHistory_saysWhatChanged(t *testing.T) {
	p := drawn.Draw(t, house.History(house.HistoryPage{Page: drawn.Frame("House rules", ""), Kind: models.HouseRules, Versions: []house.Version{
		{Kind: models.HouseRules, Number: 2, Changed: drawn.Hostile, Asks: true, At: morning}, {Kind: models.HouseRules, Number: 1, At: morning},
	}}))
	p.Sound()
	p.Harmless()
	p.Count("[data-version]", 2)
	p.Mentions("[data-version='2']", "asked to accept")
}

func TestAcceptance_asksForWhatIsNewAndForNothingElse(t *testing.T) {
	page := house.AcceptancePage{Page: drawn.Frame("What we agree on", "mia"), UpTo: 7, Next: drawn.Hostile, Changes: []house.Version{{Kind: models.HousePrivacy, Number: 3, At: morning}}}
	p := drawn.Draw(t, house.Acceptance(page))
	p.Sound()
	p.Harmless()
	p.Has("main input[name=up_to]", "value", "7")
	p.Mentions("main", "Privacy, version 3")
	page.Changes = nil
	p = drawn.Draw(t, house.Acceptance(page))
	p.Sound()
	p.None("main form")
}

func TestKindWords_nameEachPage(t *testing.T) {
	for _, k := range models.HouseKinds {
		if house.KindWords(k) == "" {
			t.Errorf("nothing says what %s is called", k)
		}
	}
}
