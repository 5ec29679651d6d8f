package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/models"
)

func moment(t *testing.T, zone *time.Location, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestCalendar_AddWorking_countsWorkingHoursAlone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	c := models.DefaultCalendar(berlin)
	c.Holidays = []models.Day{"2026-04-03", "2026-04-06"} // Good Friday, Easter Monday
	nights := models.Calendar{Days: []time.Weekday{time.Saturday, time.Sunday}, Opens: 0, Closes: 6 * 60, Zone: berlin}
	for _, test := range []struct {
		name, from string
		calendar   models.Calendar
		minutes    int
		want       string
	}{
		{"inside a day", "2026-03-02 09:00", c, 60, "2026-03-02 10:00"},
		{"to the end of a day", "2026-03-02 09:00", c, 480, "2026-03-02 17:00"},
		{"past the end of a day", "2026-03-02 16:30", c, 60, "2026-03-03 09:30"},
		{"from before it opens", "2026-03-02 06:00", c, 60, "2026-03-02 10:00"},
		{"from after it closes", "2026-03-02 20:00", c, 60, "2026-03-03 10:00"},
		{"across a weekend", "2026-03-06 16:00", c, 120, "2026-03-09 10:00"},
		{"from a Sunday", "2026-03-08 12:00", c, 2 * 480, "2026-03-10 17:00"},
		{"across holidays and a weekend", "2026-04-02 16:00", c, 120, "2026-04-07 10:00"},
		{"across the clocks going forward", "2026-03-27 16:00", c, 120, "2026-03-30 10:00"},
		{"across the clocks going back", "2026-10-23 16:00", c, 120, "2026-10-26 10:00"},
		{"a night that loses an hour", "2026-03-29 00:00", nights, 5 * 60, "2026-03-29 06:00"},
		{"a night that gains an hour", "2026-10-25 00:00", nights, 7 * 60, "2026-10-25 06:00"},
		{"nothing to add", "2026-03-02 11:11", c, 0, "2026-03-02 11:11"},
	} {
		t.Run(test.name, func(t *testing.T) {
			from, want := moment(t, berlin, test.from), moment(t, berlin, test.want)
			got := test.calendar.AddWorking(from, test.minutes)
			if !got.Equal(want) {
				t.Errorf("%s + %d minutes = %s, want %s", test.from, test.minutes, got.In(berlin), want)
			}
			if n := test.calendar.WorkingBetween(from, got); n != test.minutes {
				t.Errorf("%d working minutes lie between, want %d", n, test.minutes)
			}
		})
	}
}

func TestCalendar_WorkingBetween_isNothingBackwards(t *testing.T) {
	c := models.DefaultCalendar(time.UTC)
	from := moment(t, time.UTC, "2026-03-03 10:00")
	if n := c.WorkingBetween(from, from.Add(-time.Hour)); n != 0 {
		t.Errorf("%d minutes", n)
	}
}

// Every minute of two weeks, with a weekend, a holiday and a change of clocks in them, against a count minute by minute.
func TestCalendar_AddWorking_agreesWithACountOfMinutes(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	c := models.DefaultCalendar(berlin)
	c.Holidays = []models.Day{"2026-03-31"}
	start := moment(t, berlin, "2026-03-25 15:17")
	worked := 0
	for at := start; at.Before(start.AddDate(0, 0, 14)); at = at.Add(time.Minute) {
		local := at.In(berlin)
		day := models.DayOf(at, berlin)
		if weekday := local.Weekday(); weekday == time.Saturday || weekday == time.Sunday || day == "2026-03-31" || local.Hour() < 9 || local.Hour() >= 17 {
			continue
		}
		worked++
		if got := c.AddWorking(start, worked); !got.Equal(at.Add(time.Minute)) {
			t.Fatalf("%d minutes after %s: %s, counted %s", worked, start, got.In(berlin), local)
		}
	}
	if worked < 3000 {
		t.Fatalf("only %d minutes were looked at", worked)
	}
}

func TestParseDay_refusesWhatIsNoDay(t *testing.T) {
	for _, text := range []string{"", "2026-02-30", "2026-2-3", "tomorrow", "2026-03-01T00:00"} {
		if _, err := models.ParseDay(text); err == nil {
			t.Errorf("%q is taken for a day", text)
		}
	}
}
