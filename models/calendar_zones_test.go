package models_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/models"
)

// clockZones change their clocks at midnight, by half an hour, by a whole day, in the south, or never.
var clockZones = []string{
	"Europe/Berlin", "America/New_York", "America/Santiago", "America/Havana", "America/Asuncion", "Asia/Beirut", "Africa/Cairo",
	"Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC",
}

func zoneNamed(t rapid.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDay_StartIsItsFirstMomentWhateverTheClocksDo(t *testing.T) {
	changes := 0
	for _, name := range clockZones {
		zone := zoneNamed(t, name)
		for day := models.Day("2010-01-01"); day < "2030-01-01"; day = day.Add(1) {
			start := day.Start(zone)
			if got := models.DayOf(start.Add(-time.Nanosecond), zone); got >= day {
				t.Errorf("%s: just before %s begins, at %s, the calendar shows %s", name, day, start, got)
			}
			if got := models.DayOf(start, zone); got < day || (got > day && name != "Pacific/Apia") {
				t.Errorf("%s: %s begins at %s, when the calendar shows %s", name, day, start, got)
			}
			if start.Hour() != 0 {
				changes++
			}
			if end := day.End(zone); end.Before(start) || !end.Equal(day.Add(1).Start(zone)) {
				t.Errorf("%s: %s goes from %s to %s", name, day, start, end)
			}
		}
	}
	if changes < 20 {
		t.Errorf("only %d midnights were skipped: this proves little", changes)
	}
}

// walked counts working minutes one by one, by what the clock on the wall shows.
func walked(c models.Calendar, from, to time.Time) int {
	n := 0
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		local := at.In(c.Zone)
		minute := local.Hour()*60 + local.Minute()
		day := models.DayOf(at, c.Zone)
		if slices.Contains(c.Days, local.Weekday()) && !slices.Contains(c.Holidays, day) && minute >= c.Opens && minute < c.Closes {
			n++
		}
	}
	return n
}

// drawCalendar opens at midnight or after four, and closes after four: in between clocks change, and what one counts
// as closing time then is a matter of taste.
func drawCalendar(t *rapid.T) models.Calendar {
	c := models.Calendar{Zone: zoneNamed(t, rapid.SampledFrom(clockZones).Draw(t, "zone"))}
	c.Days = rapid.SliceOfNDistinct(rapid.SampledFrom([]time.Weekday{0, 1, 2, 3, 4, 5, 6}), 1, 7, rapid.ID).Draw(t, "days")
	c.Opens = rapid.SampledFrom([]int{0, 4 * 60, 9 * 60, 9*60 + 45}).Draw(t, "opens")
	c.Closes = rapid.SampledFrom([]int{11 * 60, 17 * 60, 17*60 + 30, 22 * 60, 24 * 60}).Draw(t, "closes")
	return c
}

// drawMoment lies within some days of a change of clocks, or anywhere.
func drawMoment(t *rapid.T, zone *time.Location) time.Time {
	at := time.Unix(rapid.Int64Range(1262304000, 1893456000).Draw(t, "unix")/60*60, 0).UTC()
	if rapid.Bool().Draw(t, "near a change") {
		if _, change := at.In(zone).ZoneBounds(); !change.IsZero() {
			return change.Add(-time.Duration(rapid.IntRange(0, 4*24*60).Draw(t, "before")) * time.Minute).Truncate(time.Minute).UTC()
		}
	}
	return at
}

func TestCalendar_WorkingBetween_agreesWithAWalkMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		from := drawMoment(t, c.Zone)
		c.Holidays = []models.Day{models.DayOf(from, c.Zone).Add(rapid.IntRange(0, 6).Draw(t, "holiday"))}
		to := from.Add(time.Duration(rapid.IntRange(0, 8*24*60).Draw(t, "minutes")) * time.Minute)
		if got, want := c.WorkingBetween(from, to), walked(c, from, to); got != want {
			t.Fatalf("%+v\nfrom %s\nto   %s: %d working minutes, walked %d", c, from.In(c.Zone), to.In(c.Zone), got, want)
		}
	})
}

func TestCalendar_AddWorking_isTheFirstMomentAfterSoMuchWork(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		from := drawMoment(t, c.Zone)
		minutes := rapid.IntRange(1, 4000).Draw(t, "minutes")
		got := c.AddWorking(from, minutes)
		if n := c.WorkingBetween(from, got); n != minutes {
			t.Fatalf("%d minutes after %s is %s, with %d working minutes between", minutes, from.In(c.Zone), got.In(c.Zone), n)
		}
		if n := c.WorkingBetween(from, got.Add(-time.Minute)); n != minutes-1 {
			t.Fatalf("a minute before %s there were %d of %d working minutes", got.In(c.Zone), n, minutes)
		}
		if got.Location() != time.UTC {
			t.Fatalf("%s is not in UTC", got)
		}
	})
}

func TestCalendar_isAdditive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		from := drawMoment(t, c.Zone)
		a, b := rapid.IntRange(0, 2000).Draw(t, "a"), rapid.IntRange(0, 2000).Draw(t, "b")
		if once, twice := c.AddWorking(from, a+b), c.AddWorking(c.AddWorking(from, a), b); b > 0 && !once.Equal(twice) {
			t.Fatalf("%d and then %d minutes end at %s, together at %s", a, b, twice, once)
		}
		middle := from.Add(time.Duration(a) * time.Minute)
		to := middle.Add(time.Duration(b) * time.Minute)
		if sum, whole := c.WorkingBetween(from, middle)+c.WorkingBetween(middle, to), c.WorkingBetween(from, to); sum != whole {
			t.Fatalf("%d minutes in two parts, %d as a whole", sum, whole)
		}
	})
}

func TestCalendar_AddDays_endsAtTheHourItBeganWhereItBeganInWorkingHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := models.DefaultCalendar(zoneNamed(t, rapid.SampledFrom([]string{"Europe/Berlin", "America/New_York", "Asia/Kathmandu"}).Draw(t, "zone")))
		day := models.Day("2026-01-01").Add(rapid.IntRange(0, 700).Draw(t, "day"))
		for !c.Works(day) {
			day = day.Add(1)
		}
		hour := rapid.IntRange(9*60+1, 17*60).Draw(t, "minute")
		from := day.Start(c.Zone).Add(time.Duration(hour) * time.Minute)
		days := rapid.IntRange(1, 30).Draw(t, "days")
		got := c.AddDays(from, days).In(c.Zone)
		if got.Hour()*60+got.Minute() != from.Hour()*60+from.Minute() {
			t.Fatalf("%d working days after %s is %s", days, from, got)
		}
		n := 0
		for d := day.Add(1); d <= models.DayOf(got, c.Zone); d = d.Add(1) {
			if c.Works(d) {
				n++
			}
		}
		if n != days {
			t.Fatalf("%s is %d working days after %s, want %d", got, n, from, days)
		}
	})
}

func TestCalendar_withoutAWorkingDayEndsItsSearch(t *testing.T) {
	c := models.Calendar{Opens: 540, Closes: 1020, Zone: time.UTC}
	at := moment(t, time.UTC, "2026-03-02 10:00")
	if got := c.AddWorking(at, 60); !got.Equal(at) {
		t.Errorf("without a working day an hour ends at %s", got)
	}
	if n := c.WorkingBetween(at, at.AddDate(1, 0, 0)); n != 0 {
		t.Errorf("%d working minutes in a year without work", n)
	}
	if c.Works("no day") || c.Works("") {
		t.Error("what is no day is worked")
	}
}

func TestDay_addsAcrossMonthsAndLeapYears(t *testing.T) {
	for _, c := range []struct {
		from, to models.Day
		days     int
	}{{"2026-02-28", "2026-03-01", 1}, {"2028-02-28", "2028-02-29", 1}, {"2026-12-31", "2027-01-01", 1}, {"2026-03-01", "2026-02-28", -1}, {"no day", "no day", 3}} {
		if got := c.from.Add(c.days); got != c.to {
			t.Errorf("%s and %d days is %s, want %s", c.from, c.days, got, c.to)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		day := models.Day("2020-01-01").Add(rapid.IntRange(0, 5000).Draw(t, "day"))
		a, b := rapid.IntRange(-900, 900).Draw(t, "a"), rapid.IntRange(-900, 900).Draw(t, "b")
		if day.Add(a).Add(b) != day.Add(a+b) || (a > 0) != (day.Add(a) > day) {
			t.Fatalf("%s, %d, %d: %s", day, a, b, day.Add(a))
		}
		if parsed, err := models.ParseDay(string(day)); err != nil || parsed != day {
			t.Fatalf("%s is read as %s: %v", day, parsed, err)
		}
	})
}
