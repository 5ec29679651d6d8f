package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func guided(done ...models.GuideStep) console.InboxPage {
	page := inbox(models.InboxOpen)
	page.Guide = &console.Guide{Done: map[models.GuideStep]bool{}}
	for _, step := range done {
		page.Guide.Done[step] = true
	}
	return page
}

func TestGuide_leadsThroughEveryStepInItsOrder(t *testing.T) {
	p := drawn.Draw(t, console.Inbox(guided()))
	p.Sound()
	p.Says("#guide", "The first week: 0 of 9 done")
	p.Count("[data-step]", len(models.GuideSteps))
	said := map[string]bool{}
	for i, found := range p.Find("[data-step]").EachIter() {
		if got := found.AttrOr("data-step", ""); got != string(models.GuideSteps[i]) {
			t.Errorf("step %d is %s, want %s", i, got, models.GuideSteps[i])
		}
		title, why := drawn.Words(found.Find("a")), drawn.Words(found.Find(".guide__why"))
		if title == "" || why == "" || said[title] || said[why] {
			t.Errorf("step %d is %q, because %q", i, title, why)
		}
		said[title], said[why] = true, true
		if href := found.Find("a").AttrOr("href", ""); len(href) < 2 || href[0] != '/' {
			t.Errorf("step %d leads to %q", i, href)
		}
	}
	p.None(".guide__step--done")
	p.Has("[data-guide] form", "action", "/console/guide")
	p.Has("[data-guide] form button", "value", "0")
}

func TestGuide_givesNoReasonsForWhatIsDone(t *testing.T) {
	p := drawn.Draw(t, console.Inbox(guided(models.GuideRules, models.GuideStory)))
	p.Sound()
	p.Says("#guide", "The first week: 2 of 9 done")
	p.Count(".guide__step--done", 2)
	p.Count(".guide__why", len(models.GuideSteps)-2)
	p.Says("[data-step="+string(models.GuideRules)+"] p", "Write the house rules: done")
	p.None("[data-step=" + string(models.GuideStory) + "] .guide__why")

	p = drawn.Draw(t, console.Inbox(guided(models.GuideSteps...)))
	p.Sound()
	p.Says("#guide", "The first week: all of it is done")
	p.None(".guide__why")
}

func TestGuide_isNotThereUnlessItIsWantedAndComesBackFromTheOverview(t *testing.T) {
	drawn.Draw(t, console.Inbox(inbox(models.InboxOpen))).None("[data-guide]")
	p := drawn.Draw(t, console.Home(console.HomePage{Frame: frame(), Administrator: true}))
	p.Has(`main form[action="/console/guide"] button`, "value", "1")
	drawn.Draw(t, console.Home(console.HomePage{Frame: frame()})).None(`main form[action="/console/guide"]`)
}

func TestHome_namesTheFrontsWhosePicksWentStale(t *testing.T) {
	page := console.HomePage{Frame: frame(), Stale: []console.FrontPlace{{Name: "Front page"}, {Slug: "cycling", Name: drawn.Hostile}}}
	p := drawn.Draw(t, console.Home(page))
	p.Sound()
	p.Harmless()
	p.Has("[data-stale-fronts] a:first-of-type", "href", "/console/front")
	p.Has("[data-stale-fronts] a:last-of-type", "href", "/console/topics/cycling/front")
	page.Stale = nil
	drawn.Draw(t, console.Home(page)).None("[data-stale-fronts]", "[data-desk-waits]")
	for want, waits := range map[string][2]int64{
		"2 for a second pair of eyes":                             {2, 0},
		"3 to be looked at again":                                 {0, 3},
		"2 for a second pair of eyes and 3 to be looked at again": {2, 3},
	} {
		page.ToReview, page.ToCheck = waits[0], waits[1]
		p := drawn.Draw(t, console.Home(page))
		p.Sound()
		p.Says("[data-desk-waits]", "Stories wait on the desk: "+want)
	}
}
