package models

import (
	"fmt"
	"strings"
	"time"
)

// LocalMoment is a wall-clock time of the community turned to a moment. Twice says that the clock shows it twice
// that night; the moment is then the first of the two.
type LocalMoment struct {
	At    time.Time
	Twice bool
}

// the forms in which browsers send datetime-local
var localLayouts = []string{"2006-01-02T15:04", "2006-01-02T15:04:05"}

// LocalLayout is how a moment stands in a datetime-local field.
const LocalLayout = "2006-01-02T15:04"

// ParseLocalMoment reads a datetime-local value in a zone; empty is the zero moment. A time that the clock skips
// when it goes forward is refused, with the times around the gap, rather than silently moved. Errors are Invalid,
// about the field.
func ParseLocalMoment(field, text string, zone *time.Location) (LocalMoment, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return LocalMoment{}, nil
	}
	wall, err := parseWall(text)
	if err != nil {
		return LocalMoment{}, invalid(field, "Give a day and a time, such as 2026-03-29T14:30.")
	}
	found := momentsOf(wall, zone)
	if len(found) == 0 {
		before, after := aroundGap(wall, zone)
		return LocalMoment{}, invalid(field, "%s does not exist on %s: the clocks of %s go forward from %s to %s. Choose a time before or after.",
			wall.Format("15:04"), wall.Format("2 January 2006"), zone, before, after)
	}
	return LocalMoment{At: found[0].UTC(), Twice: len(found) > 1}, nil
}

// parseWall reads the digits alone; the zone comes later.
func parseWall(text string) (wall time.Time, err error) {
	for _, layout := range localLayouts {
		if wall, err = time.Parse(layout, text); err == nil {
			return wall, nil
		}
	}
	return time.Time{}, fmt.Errorf("read a local time: %w", err)
}

// momentsOf are the moments at which the zone's clock shows the wall time, in order: none in a gap, two when it
// is set back. It tries the offsets in force a day before and after, between which at most one change lies.
func momentsOf(wall time.Time, zone *time.Location) []time.Time {
	var found []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if sameWall(at, wall) && (len(found) == 0 || !found[0].Equal(at)) {
			found = append(found, at)
		}
	}
	if len(found) == 2 && found[1].Before(found[0]) {
		found[0], found[1] = found[1], found[0]
	}
	return found
}

func sameWall(a, b time.Time) bool {
	const digits = "2006-01-02T15:04:05"
	return a.Format(digits) == b.Format(digits)
}

// aroundGap are the times between which the clock jumps on the day of a wall time that does not exist.
func aroundGap(wall time.Time, zone *time.Location) (before, after string) {
	_, offset := wall.Add(-24 * time.Hour).In(zone).Zone()
	earlier := time.Duration(offset) * time.Second
	// read with the offset before the jump, the wall time lies past it: the zone in force there begins at the jump
	jump, _ := wall.Add(-earlier).In(zone).ZoneBounds()
	return jump.UTC().Add(earlier).Format("15:04"), jump.Format("15:04")
}
