package console_test

import (
	"testing"
	"time"

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
	p.Mentions("#show-talked-error", "At most 6")
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

func TestBlockWords_sayOfATopicsFrontWhatHoldsThere(t *testing.T) {
	for _, b := range models.FrontBlocks(0) {
		name, alone := console.BlockWords(b, false)
		here, aloneHere := console.BlockWords(b, true)
		if differs := b == models.FrontLead; (name != here) != differs || (alone != aloneHere) != differs {
			t.Errorf("%s is %q on the front page and %q on a topic's front", b, name, here)
		}
	}
}

func TestComposeFront_saysWhoComposedItOrThatItComposesItself(t *testing.T) {
	page := front()
	p := drawn.Draw(t, console.ComposeFront(page))
	p.Says("[data-composed=true] span:first-child", "Composed by Sam Okafor")
	p.Has("[data-composed] a.dot", "href", "/")
	p.Count("[value=undo]", 1)
	p.Count("[value=reset]", 1)
	page.Composed = false
	p = drawn.Draw(t, console.ComposeFront(page))
	p.Mentions("[data-composed=false]", "It composes itself, since 2 March 2026")
	p.Count("[value=undo]", 1) // letting it compose itself can be taken back too
	p.None("[value=reset]")
	page.At, page.Version, page.Slug = time.Time{}, 0, "cycling"
	p = drawn.Draw(t, console.ComposeFront(page))
	p.Mentions("[data-composed=false]", "nobody has changed it yet")
	p.Has("[data-composed] a.dot", "href", "/topics/cycling")
	p.None("[value=undo]")
}

func TestComposeFront_enterFindsAndNeverSaves(t *testing.T) {
	p := drawn.Draw(t, console.ComposeFront(front()))
	first := p.Find("form.compose-front button").First()
	if first.AttrOr("value", "") != "find" || first.AttrOr("tabindex", "") != "-1" {
		t.Errorf("Enter in a field presses %q", first.AttrOr("value", ""))
	}
	p.Count("form.compose-front [value=save]", 1)
	p.Has("form.compose-front [value=preview]", "formtarget", "_blank")
}

func TestComposeFront_aPickSaysUntilWhenOrWhatIsWrongAndNeverBoth(t *testing.T) {
	page := front()
	page.Blocks[0].Picks[1].Until = morning
	p := drawn.Draw(t, console.ComposeFront(page))
	p.Harmless()
	p.Mentions("[data-pick='4']", "until 2 March 2026")
	p.None("[data-pick='4'] [data-stale]", "[data-pick='6'] a", "[data-pick='5'] .byline .dot:contains('until')")
	p.Mentions("[data-pick='5'] [data-stale]", "Gone stale. Its topic is closed. What comes by itself stands in its place.")
	p.Has("[data-pick='5'] [value^=first]", "value", "first:lead:5")
	p.Has("[data-pick='6'] [value^=drop]", "value", "drop:lead:6")
	p.Mentions("#form-errors", "1 thing needs changing")
}

func TestComposeFront_countsWhatIsToBeMended(t *testing.T) {
	page := front()
	for i := range page.Blocks {
		page.Blocks[i].Wrong = "Give a number of days."
	}
	page.Unsaved = true
	p := drawn.Draw(t, console.ComposeFront(page))
	p.Sound()
	p.Count("#form-errors", 1)
	p.Mentions("#form-errors", "4 things")
	p.Count("fieldset[aria-describedby] > .field__error", 4)
	p.None("[data-unsaved]") // one thing at a time
	p.None("#block-topics .compose-find")
}
