package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// onDuty is whose week it is at a moment.
func onDuty(w *testkit.World, at time.Time) string {
	w.T.Helper()
	w.Clock.Set(at)
	list, err := w.Store.DutyRoster(w.Ctx, w.Ada)
	w.Must(err)
	for _, one := range list {
		if one.Now {
			return one.Handle
		}
	}
	w.T.Fatal("nobody is on duty")
	return ""
}

func wantTurn(t *testing.T, w *testkit.World, zone, what string, midnight ...int) {
	t.Helper()
	where, err := time.LoadLocation(zone)
	w.Must(err)
	w.Exec(`INSERT INTO settings (key, value) VALUES ('time_zone', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, zone)
	turn := models.Day(time.Date(midnight[0], time.Month(midnight[1]), midnight[2], 0, 0, 0, 0, time.UTC).Format(time.DateOnly)).Start(where)
	before, after := onDuty(w, turn.Add(-time.Second)), onDuty(w, turn)
	if before == after {
		t.Errorf("%s: %s stays on duty at %s", what, before, turn)
	}
	if got := onDuty(w, turn.Add(-6*24*time.Hour)); got != before {
		t.Errorf("%s: six days before the turn it is %s, the evening before %s", what, got, before)
	}
	if got := onDuty(w, turn.Add(6*24*time.Hour)); got != after {
		t.Errorf("%s: on the turn it is %s, six days later %s", what, after, got)
	}
	if got := onDuty(w, models.DayOf(turn, where).Add(7).Start(where)); got != before {
		t.Errorf("%s: a week later it is %s again, not %s", what, got, before)
	}
}

func TestDutyRoster_turnsWhereTheCommunitysWeekBegins_whateverTheClocksDo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "sam, mo-rahimi"))
		wantTurn(t, w, "UTC", "a Monday", 2026, 3, 9)
		wantTurn(t, w, "Europe/Berlin", "the Monday before the clocks go forward", 2026, 3, 23)
		wantTurn(t, w, "Europe/Berlin", "the Monday after", 2026, 3, 30)
		wantTurn(t, w, "Europe/Berlin", "the Monday after they go back", 2026, 10, 26)
		wantTurn(t, w, "Pacific/Auckland", "a Monday that is Sunday in Greenwich", 2026, 4, 6)
		wantTurn(t, w, "America/Los_Angeles", "a Monday that has long begun in Greenwich", 2026, 11, 2)
		w.Must(w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
			Days: []string{"1", "2", "3", "4", "5"}, Opens: "09:00", Closes: "17:00", Acknowledge: 2, Decide: 10, Begins: "0",
		}))
		wantTurn(t, w, "America/Havana", "a Sunday whose midnight the clock skips", 2026, 3, 8)
		refusedField(t, w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
			Days: []string{"1"}, Opens: "09:00", Closes: "17:00", Acknowledge: 2, Decide: 10, Begins: "7",
		}), "begins")
	})
}
