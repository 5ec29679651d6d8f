package console_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

func deskStory(id int64) console.DeskStory {
	return console.DeskStory{ID: id, Slug: "fog", Title: "Fog on the towpath", Topic: "Cycling", Colour: "ocean", Author: mia, At: morning, Words: 1204}
}

func desk(state models.DeskState, stories ...console.DeskStory) console.DeskPage {
	return console.DeskPage{Frame: frame(), State: state, Stories: stories, Moderator: true, Topics: []ui.Option{{Label: "All topics"}, {Value: "cycling", Label: "Cycling"}}}
}

func TestDesk_everyListSaysWhatItIsAndThatItIsEmpty(t *testing.T) {
	said := map[string]models.DeskState{}
	for _, state := range models.DeskStates {
		page := desk(state)
		page.Counts = map[models.DeskState]int64{state: 1204}
		p := drawn.Draw(t, console.Desk(page))
		p.Sound()
		p.Count("nav[aria-label=States] a", len(models.DeskStates))
		p.Mentions("nav[aria-label=States] [aria-current=page]", "1,204")
		p.Has("form.console__filters [name=state]", "value", string(state))
		p.Has("[data-desk]", "data-desk", string(state))
		for _, words := range []string{drawn.Words(p.One("[data-desk-none]")), drawn.Words(p.One("nav[aria-label=States] [aria-current=page]"))} {
			if before, twice := said[words]; words == "" || twice {
				t.Errorf("%s says %q, as %s does", state, words, before)
			}
			said[words] = state
		}
		p.None("[data-story]", ".console__next")
	}
}

func TestDesk_aLineSaysWhoWroteWhatAndWhen(t *testing.T) {
	one, other := deskStory(7), deskStory(8)
	one.HandedBack, one.Checked = "Which January?", morning.AddDate(0, 1, 0)
	other.Words, other.Slug = 1, ""
	page := desk(models.DeskPublished, one, other)
	page.Next = "/console/desk?page=2&state=published"
	p := drawn.Draw(t, console.Desk(page))
	p.Sound()
	p.Says("[data-story='7'] .byline", "Mia Thornbury Cycling came out "+ui.Moment(morning)+" 1,204 words checked on 2 April 2026")
	p.Says("[data-story='7'] .audit__reason", "Handed back: Which January?")
	p.Has("[data-story='7'] a.console__title", "href", "/t/7/fog")
	p.Mentions("[data-story='8'] .byline", "1 word")
	p.Has("[data-story='8'] a.console__title", "href", "/t/8")
	p.Has("a[rel=next]", "href", "/console/desk?page=2&state=published")
	p.None("[data-story='8'] .audit__reason", "[data-desk-none]", "main form[method=post]")
}

func TestDesk_isAskedWhetherItIsStillTrueOnThatListAlone(t *testing.T) {
	for _, state := range models.DeskStates {
		p := drawn.Draw(t, console.Desk(desk(state, deskStory(7))))
		p.Sound()
		if state != models.DeskCheck {
			p.None("[data-story] form")
			continue
		}
		p.Has("[data-story] form", "action", "/stories/7/check")
		p.Has("[data-story] form button", "aria-label", "Still true: Fog on the towpath")
		p.Has("[data-story] form button", "value", "12")
	}
}

func TestDesk_tellsWhoSeesTheirOwnAloneThatTheyDo(t *testing.T) {
	for _, state := range models.DeskStates {
		page := desk(state)
		drawn.Draw(t, console.Desk(page)).None("main > .field__hint", "p.field__hint:contains('your own')")
		page.Moderator = false
		hints := 0
		if state == models.DeskDrafts || state == models.DeskScheduled {
			hints = 1
		}
		drawn.Draw(t, console.Desk(page)).Count("p.field__hint:contains('your own')", hints)
	}
}

func TestDesk_keepsItsFiltersFromListToList(t *testing.T) {
	page := desk(models.DeskReview)
	page.Topic, page.Author = "cycling", `a&b"`
	p := drawn.Draw(t, console.Desk(page))
	p.Sound()
	p.Has("#filter-author", "value", `a&b"`)
	p.Has("#desk-topic option[selected]", "value", "cycling")
	p.Count(`nav[aria-label=States] a[href*="topic=cycling"][href*="author=a%26b%22"]`, len(models.DeskStates))
	p.Has("nav[aria-label=Magazine] [aria-current=page]", "href", "/console/desk")
}

func month() console.DeskCalendarPage {
	first := time.Date(2026, 2, 23, 0, 0, 0, 0, time.UTC)
	page := console.DeskCalendarPage{Frame: frame(), Month: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Before: "/console/desk/calendar?month=2026-02", After: "/console/desk/calendar?month=2026-04"}
	for week := range 6 {
		var days [7]console.DeskDay
		for i := range days {
			date := first.AddDate(0, 0, 7*week+i)
			days[i] = console.DeskDay{Date: date, Outside: date.Month() != time.March, Today: date.Day() == 2 && date.Month() == time.March}
		}
		page.Weeks = append(page.Weeks, days)
	}
	return page
}

func TestDeskCalendar_isATableOfTheMonthsOwnDays(t *testing.T) {
	p := drawn.Draw(t, console.DeskCalendar(month()))
	p.Sound()
	p.Says("h1", "March 2026")
	p.Says("table caption", "Stories of March 2026")
	p.Count("th[scope=col]", 7)
	p.Count("tbody td", 42)
	p.Count("td time", 31)
	p.None("td.month__day--outside time", ".month__story")
	p.Says("td.month__day--today .month__number", "2")
	p.Mentions("td.month__day--today", "Monday, 2 March")
	p.Mentions("[data-desk-none]", "No story came out or comes out")
	p.Has("a[rel=prev]", "href", "/console/desk/calendar?month=2026-02")
	p.Has("a[rel=next]", "href", "/console/desk/calendar?month=2026-04")
	if first := drawn.Words(p.Find("th[scope=col]").First()); first != "Mon" {
		t.Errorf("the week begins on %s, and its dates on a Monday", first)
	}
}

func TestDeskCalendar_tellsWhatCameOutFromWhatComes(t *testing.T) {
	page := month()
	out, coming := deskStory(7), deskStory(8)
	coming.Coming, coming.At = true, morning.Add(8*time.Hour)
	page.Weeks[1][0].Stories = []console.DeskStory{out, coming}
	page.Weeks[0][0].Stories = []console.DeskStory{deskStory(9)} // of the month before: it stands in its own
	p := drawn.Draw(t, console.DeskCalendar(page))
	p.Sound()
	p.None("[data-desk-none]", "a[href='/t/9/fog']")
	p.Count(".month__story", 2)
	p.Says(".month__story--coming .byline", "17:14 Mia Thornbury scheduled")
	p.Says(".month__story:not(.month__story--coming) .byline", "09:14 Mia Thornbury")
	p.Has(".month__story--coming", "data-colour", "ocean")
	p.Count("td.month__day--none:not(.month__day--outside)", 30)
}

func TestDesk_showsHostileWordsAsWords(t *testing.T) {
	bad := deskStory(7)
	bad.Title, bad.Topic, bad.Author, bad.HandedBack = drawn.Hostile, drawn.Hostile, hostile, drawn.Hostile
	list := desk(models.DeskCheck, bad)
	list.Author, list.Zone = drawn.Hostile, drawn.Hostile
	calendar := month()
	calendar.Weeks[2][3].Stories = []console.DeskStory{bad}
	for name, p := range map[string]*drawn.Page{"list": drawn.Draw(t, console.Desk(list)), "month": drawn.Draw(t, console.DeskCalendar(calendar))} {
		t.Run(name, func(t *testing.T) {
			p.Harmless()
			p.Sound()
		})
	}
}
