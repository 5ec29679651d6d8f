package models

import (
	"fmt"
	"slices"
	"time"
)

// Day is a date of the community's calendar, such as 2026-03-29; the empty Day is none. Days compare as text.
type Day string

const dayLayout = "2006-01-02"

// ParseDay refuses what is no date.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(dayLayout, text)
	if err != nil {
		return "", fmt.Errorf("give a day such as 2026-03-29")
	}
	return Day(t.Format(dayLayout)), nil
}

// DayOf is the date that the zone's clock shows at a moment.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(dayLayout)) }

// Start is the day's first moment in the zone.
func (d Day) Start(zone *time.Location) time.Time { return d.at(0, zone) }

// End is the moment at which the day is over in the zone.
func (d Day) End(zone *time.Location) time.Time { return d.Add(1).Start(zone) }

// Add is the day n days later.
func (d Day) Add(n int) Day {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		return d
	}
	return Day(t.AddDate(0, 0, n).Format(dayLayout))
}

// at is the moment so many minutes past midnight by the zone's clock. What the clock skips is moved on by as much
// as it skips; of what it shows twice it is the first.
func (d Day) at(minutes int, zone *time.Location) time.Time {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		return time.Time{}
	}
	// time.Date promises nothing about either case: west of Greenwich it moves a skipped midnight back to the day before
	wall := t.Add(time.Duration(minutes) * time.Minute)
	if found := momentsOf(wall, zone); len(found) > 0 {
		return found[0]
	}
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	return wall.Add(-time.Duration(before) * time.Second).In(zone)
}

// Calendar says when the community's staff work. The clocks of the ledger run in its hours alone.
type Calendar struct {
	Days     []time.Weekday // worked, as time.Weekday counts them
	Opens    int            // minutes past midnight
	Closes   int
	Holidays []Day
	Begins   time.Weekday // the first day of the week, worked or not
	Zone     *time.Location
}

// DefaultCalendar is Monday to Friday from nine to five, without holidays (DECISIONS, "The ledger").
func DefaultCalendar(zone *time.Location) Calendar {
	return Calendar{
		Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Opens: 9 * 60, Closes: 17 * 60, Begins: time.Monday, Zone: zone,
	}
}

// DayMinutes is how long a working day is by the calendar; a target of two days is twice as much.
func (c Calendar) DayMinutes() int { return c.Closes - c.Opens }

// Works reports whether the day is a working one.
func (c Calendar) Works(d Day) bool {
	t, err := time.Parse(dayLayout, string(d))
	return err == nil && slices.Contains(c.Days, t.Weekday()) && !slices.Contains(c.Holidays, d)
}

// Week is the first day of the week in which a day lies. Days of the calendar are counted, not hours, so no change of
// clocks moves it.
func (c Calendar) Week(d Day) Day {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		return d
	}
	return d.Add(-((int(t.Weekday()-c.Begins) + 7) % 7))
}

// workDaysMost bounds a search for working days: a calendar with holidays without end has none left.
const workDaysMost = 20 * 366

// AddWorking is the moment at which so much working time has passed since t: minutes as a clock on the wall
// counts them in the hours of the calendar, so a change of clocks inside them counts as it is lived.
// What ends with a working day ends that evening, not the next morning.
func (c Calendar) AddWorking(t time.Time, minutes int) time.Time {
	left := time.Duration(minutes) * time.Minute
	day := DayOf(t, c.Zone)
	for range workDaysMost {
		if from, to, ok := c.hours(day, t); ok {
			if left <= to.Sub(from) {
				return from.Add(left).UTC()
			}
			left -= to.Sub(from)
		}
		day = day.Add(1)
	}
	return t.UTC()
}

// AddDays is AddWorking for whole working days.
func (c Calendar) AddDays(t time.Time, days int) time.Time {
	return c.AddWorking(t, days*c.DayMinutes())
}

// WorkingBetween is how many whole minutes of working time lie between two moments; none when they are the other
// way round.
func (c Calendar) WorkingBetween(from, to time.Time) int {
	var sum time.Duration
	last := DayOf(to, c.Zone)
	for day := DayOf(from, c.Zone); day <= last; day = day.Add(1) {
		begin, end, ok := c.hours(day, from)
		if !ok {
			continue
		}
		if end.After(to) {
			end = to
		}
		sum += max(0, end.Sub(begin))
	}
	return int(sum / time.Minute)
}

// hours are the working hours of a day that lie after a moment.
func (c Calendar) hours(d Day, after time.Time) (from, to time.Time, ok bool) {
	if !c.Works(d) {
		return from, to, false
	}
	from, to = d.at(c.Opens, c.Zone), d.at(c.Closes, c.Zone)
	if from.Before(after) {
		from = after
	}
	return from, to, to.After(from)
}
