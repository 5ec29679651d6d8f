package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/models"
)

// shown lists the moments at which a zone's clock shows a wall time, by asking it at every quarter of an hour that
// could be one.
func shown(wall time.Time, zone *time.Location) []time.Time {
	var found []time.Time
	for at := wall.Add(-15 * time.Hour); !at.After(wall.Add(13 * time.Hour)); at = at.Add(15 * time.Minute) {
		if _, offset := at.In(zone).Zone(); at.Add(time.Duration(offset) * time.Second).Equal(wall) {
			found = append(found, at)
		}
	}
	return found
}

// Every quarter of an hour around every change of clocks of some years, with no clock but the zone's own to go by.
func TestParseLocalMoment_findsTheFirstMomentThatTheClockShowsIt(t *testing.T) {
	gaps, twice, changes := 0, 0, 0
	for _, name := range clockZones {
		zone := zoneNamed(t, name)
		_, change := time.Date(2010, 12, 1, 0, 0, 0, 0, time.UTC).In(zone).ZoneBounds()
		for ; !change.IsZero() && change.Year() < 2014; _, change = change.In(zone).ZoneBounds() {
			changes++
			_, before := change.Add(-time.Second).In(zone).Zone()
			jump := change.UTC().Add(time.Duration(before) * time.Second)
			for quarter := -10; quarter <= 10; quarter++ {
				wall := jump.Add(time.Duration(quarter) * 15 * time.Minute)
				want := shown(wall, zone)
				got, err := models.ParseLocalMoment("publish_at", wall.Format(models.LocalLayout), zone)
				switch {
				case len(want) == 0 && (err == nil || models.AsError(err).Fields["publish_at"] == ""):
					t.Errorf("%s: %s is never shown, and read as %s", name, wall, got.At)
				case len(want) > 0 && (err != nil || !got.At.Equal(want[0]) || got.Twice != (len(want) > 1)):
					t.Errorf("%s: %s is shown at %v, and read as %+v (%v)", name, wall, want, got, err)
				}
				switch len(want) {
				case 0:
					gaps++
				case 2:
					twice++
				}
			}
		}
	}
	if changes < 40 || gaps < 60 || twice < 60 {
		t.Errorf("%d changes of clocks with %d gaps and %d times shown twice: this proves little", changes, gaps, twice)
	}
}
