package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestKeeping_isOneOfEachSuggestion(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for name, c := range map[string]struct {
		g    models.Suggestion
		want models.Keeping
	}{
		"waits":                           {models.Suggestion{DueAt: &after, DecideDueAt: after}, models.NotYetDue},
		"pauses":                          {models.Suggestion{DecideDueAt: before}, models.NotYetDue},
		"overdue":                         {models.Suggestion{DueAt: &before, DecideDueAt: after}, models.LateNow},
		"decided on the moment":           {models.Suggestion{DecidedAt: &before, DecideDueAt: before}, models.DecidedTime},
		"decided late":                    {models.Suggestion{DecidedAt: &now, DecideDueAt: before}, models.DecidedLate},
		"decided in time, and late again": {models.Suggestion{DecidedAt: &before, DecideDueAt: after, DueAt: &before}, models.LateNow},
	} {
		if got := c.g.Keeping(now); got != c.want {
			t.Errorf("what %s is %s, want %s", name, got, c.want)
		}
	}
}

// The figures on the card, those of the record and each line of the list are one definition.
func TestPromised_countsEachSuggestionAsItsLineSays(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ledgerOf(w)
		slow := suggest(w, "Answered too late")
		w.Clock.Advance(30 * 24 * time.Hour)
		decide(w, w.Sam, slow.ID, models.StateDeclined)
		w.Exec(`UPDATE suggestions SET decided_at = decide_due_at WHERE thread_id = (SELECT MIN(thread_id) FROM suggestions WHERE due_at < ?)`, w.Clock.Now())
		w.Must(w.Store.SetBlock(w.Ctx, w.Mo, "mia", true))
		seen := map[models.Keeping]bool{}
		for _, handle := range []string{"mia", "max", "hana"} {
			var want [4]int64
			mo := w.Viewer("mo-rahimi")
			mo.Blocked = nil
			for _, item := range allSuggestions(w, mo, models.SuggestionFilter{AuthorID: w.Viewer(handle).ID}) {
				for i, k := range models.Keepings {
					if item.Ledger.Keeping(w.Clock.Now()) == k {
						want[i]++
						seen[k] = true
					}
				}
			}
			_, kept, err := w.Store.MemberSuggestions(w.Ctx, w.Viewer("mo-rahimi"), handle, 1)
			w.Must(err)
			card, err := w.Store.MemberCard(w.Ctx, w.Viewer("mo-rahimi"), handle)
			w.Must(err)
			var sum int64
			for i, k := range models.Keepings {
				if kept[k] != want[i] || card.Promised[k] != want[i] {
					t.Errorf("%s of @%s: %d on the record, %d on the card, %d in the list", k, handle, kept[k], card.Promised[k], want[i])
				}
				sum += want[i]
			}
			if kept.Asked() != sum || kept.Decided() != kept[models.DecidedTime]+kept[models.DecidedLate] || len(card.Asked) == 0 && sum > 0 {
				t.Errorf("@%s asked %d, of %d that are listed", handle, kept.Asked(), sum)
			}
		}
		if len(seen) < len(models.Keepings) {
			t.Errorf("only %v came up: this proves little", seen)
		}
	})
}
