package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// wantEntry holds the one entry that came since the last to what it should say.
func wantEntry(w *testkit.World, before int64, action, from, to string) {
	w.T.Helper()
	lines, _, err := w.Store.AuditLog(w.Ctx, w.Ada, models.AuditFilter{})
	w.Must(err)
	if n := auditCount(w) - before; n != 1 {
		w.T.Errorf("%s: %d entries came", action, n)
		return
	}
	if l := lines[0]; l.Action != action || l.Before != from || !strings.HasPrefix(l.After, to) || (to == "") != (l.After == "") {
		w.T.Errorf("%s: on record is %s from %q to %q", action, l.Action, l.Before, l.After)
	}
}

func TestAudit_hasEveryActOfStaffInTheLedger(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		first, second := w.Reply(w.Sam, th.ID, "We look at it."), w.Reply(w.Mo, th.ID, "So do we.")
		var kept models.SavedReply
		for _, act := range []struct {
			action, from, to string
			do               func() error
		}{
			{"thread.official", "", "#2", func() error { _, err := w.Store.MarkOfficial(w.Ctx, w.Sam, first.ID, true); return err }},
			{"thread.official", "#2", "#3", func() error { _, err := w.Store.MarkOfficial(w.Ctx, w.Mo, second.ID, true); return err }},
			{"thread.official", "#3", "", func() error { _, err := w.Store.MarkOfficial(w.Ctx, w.Mo, second.ID, false); return err }},
			{"reply.saved", "", "Thanks: Thank you, {{name}}.", func() (err error) {
				kept, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Thank you, {{name}}.", Shared: true})
				return err
			}},
			{"reply.saved", "Thanks: Thank you, {{name}}.", "Thanks (their own)", func() (err error) {
				kept, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{ID: kept.ID, Title: "Thanks", Body: "Thank you."})
				return err
			}},
			{"reply.deleted", "Thanks (their own)", "", func() error { return w.Store.DeleteSavedReply(w.Ctx, w.Sam, kept.ID) }},
			{"suggestion.wrote_privately", "", "open", func() error { return w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "May I write to you?") }},
			{"suggestion.wrote_privately", "open", "open", func() error { return w.Store.WriteSide(w.Ctx, w.Mo, th.ID, "So would I.") }},
			{"suggestion.snoozed", "", "2026-03-04", func() error {
				return w.Store.Snooze(w.Ctx, w.Sam, th.ID, models.SnoozeInput{Days: 2, Reason: "Waiting for the landlord"})
			}},
			{"suggestion.woken", "2026-03-04T09:00:00Z", "", func() error { return w.Store.Wake(w.Ctx, w.Sam, th.ID) }},
			{"ledger.exported", "", "ledger.csv", func() error {
				return w.Store.ExportLedger(w.Ctx, w.Sam, "ledger.csv", func(models.LedgerRecord) error { return nil })
			}},
		} {
			before := auditCount(w)
			w.Must(act.do())
			wantEntry(w, before, act.action, act.from, act.to)
		}
		// what changes nothing, what a member does and what is refused leaves no entry
		before := auditCount(w)
		_, err := w.Store.MarkOfficial(w.Ctx, w.Mo, second.ID, false)
		w.Must(err)
		w.Must(w.Store.Wake(w.Ctx, w.Sam, th.ID))
		w.Must(w.Store.WriteSide(w.Ctx, w.Mia, th.ID, "You may."))
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Sam, kept.ID), models.NotFound)
		refused(t, w.Store.ExportLedger(w.Ctx, w.Mia, "ledger.csv", nil), models.NotFound)
		if n := auditCount(w) - before; n != 0 {
			t.Errorf("%d entries of nothing", n)
		}
	})
}
