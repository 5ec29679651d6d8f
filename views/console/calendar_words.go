package console

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// weekdays begin with Monday.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

func weekdayOptions() (options []ui.Option) {
	for _, d := range weekdays {
		options = append(options, ui.Option{Value: strconv.Itoa(int(d)), Label: d.String()})
	}
	return options
}

// works reports whether a day is ticked: as the form was sent, else as it is stored.
func (p CalendarPage) works(d time.Weekday) bool {
	if p.Name == "calendar" {
		return slices.Contains(strings.Split(p.Values["days"], ","), strconv.Itoa(int(d)))
	}
	return slices.Contains(p.Days, d)
}

// settingLinks lead between the pages of the settings.
func settingLinks(here string) []ui.Tab {
	tabs := []ui.Tab{{Label: "The community", Href: links.ConsoleSite}, {Label: "Brand", Href: links.ConsoleBrand}, {Label: "Calendar and promise", Href: links.ConsoleCalendar}, {Label: "What is held", Href: links.ConsoleHolds}, {Label: "Pages of the house", Href: links.ConsoleHouse}}
	for i := range tabs {
		tabs[i].Current = tabs[i].Href == here
	}
	return tabs
}
