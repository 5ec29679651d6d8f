package events_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/events"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	seven = time.Date(2026, 3, 2, 19, 0, 0, 0, time.UTC)
	hana  = ui.Person{Handle: "hana", Name: "Hana Sato"}
)

// hour is one of Hana's with a question in each state.
func hour(phase models.HourPhase) events.Hour {
	return events.Hour{
		ThreadID: 7, Slug: "ask-about-fog", Phase: phase, StartsAt: seven, EndsAt: seven.Add(time.Hour), Host: hana, Agenda: "- Waiting\n\n* Light", Pause: 20,
		Questions: []events.Question{
			{Number: 4, State: models.QuestionPicked, Text: "Which lens?", By: "Max Oduya"},
			{Number: 3, State: models.QuestionAsked, Text: "Where? <script>", By: "Mia Thornbury"},
			{Number: 2, State: models.QuestionAnswered, Text: "How long?", By: "Mia Thornbury", Answer: 5},
		},
	}
}

func TestShowHour_saysWhenWithWhomAboutWhatAndWhoAsks(t *testing.T) {
	p := drawn.Draw(t, events.ShowHour(hour(models.HourOn)))
	p.Parts()
	p.Mentions(".hour__phase", "Live now")
	p.Says(".hour__when", "Monday 2 March 2026, 19:00 – 20:00 UTC")
	p.Has(".hour__until", "data-until", "2026-03-02T20:00:00Z")
	p.Has(".hour__until", "data-does", "Ends")
	p.Mentions(".hour__host", "Hana Sato")
	p.Count(".hour__agenda li", 2)
	p.Says(".hour__agenda li:first-child", "Waiting")
	p.Mentions(".hour__pause", "20 seconds")
	p.Count(".queue__one", 3)
	p.Says(`[data-question="picked"] .queue__state`, "being answered")
	p.Says(`[data-question="asked"] .queue__text`, "Where? <script>")
	p.Has(`[data-question="asked"] .queue__text`, "href", "/t/7/ask-about-fog#post-3")
	p.Has(`[data-question="answered"] .queue__answer`, "href", "/t/7/ask-about-fog#post-5")
	p.None(".hour__lead", ".queue__tools", ".hour__summary", ".hour__transcript")
}

func TestShowHour_givesItsHostTheToolsOfItsPhase(t *testing.T) {
	for phase, want := range map[models.HourPhase]struct{ queue, end, sum int }{
		models.HourComing: {0, 0, 0}, models.HourOn: {3, 1, 0}, models.HourOver: {3, 0, 1},
	} {
		h := hour(phase)
		h.CanHost = true
		p := drawn.Draw(t, events.ShowHour(h))
		p.Parts()
		p.Count(".queue__tools", want.queue)
		p.Count(`form[action="/events/7/end"]`, want.end)
		p.Count(`form[action="/events/7/summary"]`, want.sum)
		p.Count(`.hour__lead a[href="/events/7/edit"]`, 1)
	}
}

func TestShowHour_countsToItsBeginningAndThenBecomesTheTranscript(t *testing.T) {
	coming := drawn.Draw(t, events.ShowHour(hour(models.HourComing)))
	coming.Has(".hour__until", "data-until", "2026-03-02T19:00:00Z")
	coming.Has(".hour__until", "data-does", "Begins")

	h := hour(models.HourOver)
	h.Summary, h.SummedUpAt = "We spoke about fog.\nAnd waiting.", seven.Add(2*time.Hour)
	over := drawn.Draw(t, events.ShowHour(h))
	over.Parts()
	over.Mentions(".hour__summary", "We spoke about fog.")
	over.Mentions(".hour__transcript", "in order")
	over.None(".hour__until", ".hour__pause")

	h.Questions, h.Agenda = nil, " \n"
	drawn.Draw(t, events.ShowHour(h)).None(".queue", ".hour__agenda")
	empty := hour(models.HourComing)
	empty.Questions = nil
	drawn.Draw(t, events.ShowHour(empty)).Mentions(".queue__none", "None yet")
}

func TestShowHour_keepsARefusedSummary(t *testing.T) {
	h := hour(models.HourOver)
	h.CanHost, h.Summary, h.Typed, h.Wrong = true, "What stands there.", "Fog.", "Write at least 20 characters."
	p := drawn.Draw(t, events.ShowHour(h))
	p.Says("#hour-summary", "Fog.")
	p.Mentions(".hour__sum .field--wrong", "Write at least 20 characters.")
	h.Typed, h.Wrong = "", ""
	drawn.Draw(t, events.ShowHour(h)).Says("#hour-summary", "What stands there.")
}

func TestList_isByWhatIsOnWhatComesAndWhatWas(t *testing.T) {
	item := events.Item{ThreadID: 7, Slug: "ask-about-fog", Title: "Ask about fog", Topic: "Photography", Host: hana, StartsAt: seven, EndsAt: seven.Add(5 * time.Hour), Posts: 2}
	live := item
	live.Live = true
	p := drawn.Draw(t, events.List(events.ListPage{
		Page: drawn.Frame("Live hours", "hana"), On: []events.Item{live}, Coming: []events.Item{item}, Over: []events.Item{item, item}, Pager: 1, More: true, CanSchedule: true,
	}))
	p.Sound()
	p.Count(".event", 4)
	p.Count(".event--live", 1)
	p.Count(`section[aria-labelledby="events-over"] .event`, 2)
	p.Says(`section[aria-labelledby="events-on"] .event__when`, "Monday 2 March 2026, 19:00 – Tuesday 3 March 2026, 00:00 UTC")
	p.Has(".page-head a.button--primary", "href", "/events/new")
	p.Has(`a[rel="next"]`, "href", "/events?page=2")
	p.None(`a[rel="prev"]`)

	second := drawn.Draw(t, events.List(events.ListPage{Page: drawn.Frame("Live hours", ""), Coming: []events.Item{item}, Over: []events.Item{item}, Pager: 2}))
	second.Sound()
	second.Count(".event", 1)
	second.None(".page-head a.button--primary", `a[rel="next"]`)
	none := drawn.Draw(t, events.List(events.ListPage{Page: drawn.Frame("Live hours", ""), Pager: 1}))
	none.Sound()
	none.Mentions("main", "No live hour yet")
}

func TestForm_keepsWhatWasTypedAndAsksOnlyWhatCanStillChange(t *testing.T) {
	typed := map[string]string{"topic": "photography", "title": "Fog", "body": "Bring a picture.", "minutes": "5", "draft_key": "k", "starts_at": "2026-03-02T19:00"}
	p := drawn.Draw(t, events.Form(events.FormPage{
		Page: drawn.Frame("Announce a live hour", "hana"), Heading: "Announce a live hour", Topics: []ui.Option{{Value: "photography", Label: "Photography"}},
		Zone: "Europe/London", Phase: models.HourComing, Values: typed, Refusal: ui.Refusal{Errors: map[string]string{"minutes": "Mend the minutes."}},
	}))
	p.Sound()
	p.Wrong("minutes", "Mend the minutes.", "5")
	p.Has("#field-title", "value", "Fog")
	p.Has("main form", "action", "/events")
	p.Has(`input[name="draft_key"]`, "value", "k")

	on := drawn.Draw(t, events.Form(events.FormPage{
		Page: drawn.Frame("Ask about fog", "hana"), ThreadID: 7, Slug: "ask-about-fog", Heading: "Ask about fog", Phase: models.HourOn,
		Values: map[string]string{"minutes": "60", "agenda": "Light", "version": "3"},
	}))
	on.Sound()
	on.Has("main form", "action", "/events/7/edit")
	on.Has(`input[name="version"]`, "value", "3")
	on.Says("#field-agenda", "Light")
	on.None("#field-starts_at", "#field-title")
}

func TestWords_nameEveryStateApart(t *testing.T) {
	said := map[string]models.QuestionState{}
	for _, q := range models.QuestionStates {
		words := events.QuestionWords(q)
		if before, twice := said[words]; words == "" || twice {
			t.Errorf("%s and %s are both %q", before, q, words)
		}
		said[words] = q
	}
}
