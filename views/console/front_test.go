package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func front() console.FrontPage {
	return console.FrontPage{
		Frame: frame(), Version: 3, Composed: true, By: sam, At: morning,
		Places: []console.FrontPlace{{Name: "Front page", Stale: 1}, {Slug: "cycling", Name: "Cycling"}},
		Blocks: []console.FrontBlock{
			{Block: models.FrontLead, Shown: true, First: true, Most: 7, Days: "14", Picks: []console.FrontPick{
				{ThreadID: 4, Title: "A drying room", Href: "/t/4/a-drying-room", Topic: "Cycling", By: "Mia", Until: morning},
				{ThreadID: 5, Anew: true, Title: drawn.Hostile, Href: "/t/5/x", Topic: drawn.Hostile, By: drawn.Hostile, Fault: "Its topic is closed."},
				{ThreadID: 6, Title: "A thread that is not to be seen", Fault: "It is not out."},
			}},
			{Block: models.FrontPinned, Most: 1, Query: "rain", Searched: true, Found: []console.FrontFound{{ThreadID: 9, Title: "Rain", Topic: "Cycling", By: "Mia"}}},
			{Block: models.FrontTalked, Shown: true, Most: 6, Query: "snow", Searched: true, Wrong: "At most 6 can be picked here."},
			{Block: models.FrontTopics, Shown: true, Last: true},
		},
	}
}

func TestComposeFront_carriesItsWholeStateInTheForm(t *testing.T) {
	p := drawn.Draw(t, console.ComposeFront(front()))
	p.Sound()
	p.Has("[name=version]", "value", "3")
	p.Has("[data-pick='4'] [name=pick_lead]", "value", "4")
	p.Has("[data-pick='5'] [name=pick_lead]", "value", "5+")
	p.Has("[name=days_lead]", "value", "14")
	p.Has("#block-lead button[value='down:lead']", "formaction", "/console/front#block-lead")
	p.None("#block-lead button[value='up:lead']", "#block-topics button[value='down:topics']", "#block-topics [name^=q_]", "#block-pinned [name=show][checked]")
	p.Count("#block-lead [data-stale]", 2)
	p.None("[data-pick='4'] [value^=first]", "[data-pick='4'] [value^=anew]", "[data-pick='6'] [value^=anew]")
	p.Has("[data-pick='5'] [value^=anew]", "value", "anew:lead:5")
	p.Has("#block-pinned .compose-found button", "value", "add:pinned:9")
	p.Has("#block-talked [data-found]", "data-found", "0")
	p.Mentions("#block-talked-error", "At most 6")
	p.Has(".compose-front__places [aria-current]", "href", "/console/front")
}

func TestComposeFront_ofATopicAndOfNothing(t *testing.T) {
	page := front()
	page.Slug, page.Name, page.Version, page.Composed, page.Clash, page.Unsaved = "cycling", "Cycling", 0, false, true, true
	for i := range page.Blocks {
		page.Blocks[i].Wrong = ""
	}
	p := drawn.Draw(t, console.ComposeFront(page))
	p.Sound()
	p.Says("h1", "The front of Cycling")
	p.Has(".compose-front", "action", "/console/topics/cycling/front")
	p.Mentions("#form-errors", "Somebody composed this page")
	p.None("[value=undo]", "[value=reset]", "[data-unsaved]")
	page.Clash = false
	drawn.Draw(t, console.ComposeFront(page)).Mentions("[data-unsaved]", "Not saved yet")
}

func TestBlockWords_nameEveryBlock(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range models.FrontBlocks(0) {
		name, alone := console.BlockWords(b, false)
		if name == "" || alone == "" || seen[name] {
			t.Errorf("%s is called %q", b, name)
		}
		seen[name] = true
	}
}
