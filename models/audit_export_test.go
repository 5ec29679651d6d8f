package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// someDeeds are three entries, a day apart.
func someDeeds(w *testkit.World) {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Cameras: 100% off?", "Off.")
	ada := w.Ada
	ada.Address = "192.0.2.7"
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It got heated."))
	w.Clock.Advance(24 * time.Hour)
	w.Must(w.Store.SetMayPublish(w.Ctx, ada, "mia", true))
	w.Clock.Advance(24 * time.Hour)
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, false, "", "It is calm again."))
}

func TestAuditLog_isNarrowedByTargetAndDays(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		someDeeds(w)
		for name, test := range map[string]struct {
			f    models.AuditFilter
			want int
		}{
			"words of a title":     {models.AuditFilter{Target: "CAMERAS"}, 2},
			"a sign of patterns":   {models.AuditFilter{Target: "100% o"}, 2},
			"not as a pattern":     {models.AuditFilter{Target: "C%s"}, 0},
			"a member":             {models.AuditFilter{Target: "@mia"}, 1},
			"a topic":              {models.AuditFilter{Target: testkit.StaffTable}, 1},
			"one day":              {models.AuditFilter{From: "2026-03-03", To: "2026-03-03"}, 1},
			"from a day on":        {models.AuditFilter{From: "2026-03-03"}, 2},
			"who, what and when":   {models.AuditFilter{Actor: "mo-rahimi", Action: "thread.locked", To: "2026-03-02"}, 1},
			"a day with none":      {models.AuditFilter{From: "2026-04-01"}, 0},
			"who did it elsewhere": {models.AuditFilter{Actor: "mo-rahimi", Target: "@mia"}, 0},
		} {
			lines, _, err := w.Store.AuditLog(w.Ctx, w.Mo, test.f)
			if err != nil || len(lines) != test.want {
				t.Errorf("%s: %d lines, want %d (%v)", name, len(lines), test.want, err)
			}
		}
		_, _, err := w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{From: "yesterday"})
		wrongField(t, err, "from")
		_, _, err = w.Store.AuditLog(w.Ctx, w.Mo, models.AuditFilter{To: "2026-02-30"})
		wrongField(t, err, "to")
	})
}

func TestExportAudit_isOnRecordItselfAndHidesAddresses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		someDeeds(w)
		none := func(models.AuditLine) error { t.Error("somebody was handed an entry"); return nil }
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			kind(t, w.Store.ExportAudit(w.Ctx, v, models.AuditFilter{}, none), models.NotFound)
		}
		kind(t, w.Store.ExportAudit(w.Ctx, w.Sam, models.AuditFilter{}, none), models.Forbidden)
		for i := range 1200 {
			w.Exec(`INSERT INTO audit_log (at, action, object_kind, object_id) VALUES (?, 'password.set', 'member', ?)`, w.Clock.Now(), i)
		}
		all := auditCount(w)
		var seen int64
		before := int64(1 << 60)
		w.Must(w.Store.ExportAudit(w.Ctx, w.Mo, models.AuditFilter{}, func(l models.AuditLine) error {
			if seen++; l.ID >= before || l.Address != "" {
				t.Fatalf("entry %d from %q after %d", l.ID, l.Address, before)
			}
			before = l.ID
			return nil
		}))
		if seen != all {
			t.Errorf("%d of %d entries are exported", seen, all)
		}
		wantAudit(t, w, w.Mo, "audit.exported", "", "all of it", "")
		from := ""
		w.Must(w.Store.ExportAudit(w.Ctx, w.Ada, models.AuditFilter{Target: "@mia", Actor: "ada"}, func(l models.AuditLine) error { from += l.Address; return nil }))
		if from != "192.0.2.7" {
			t.Errorf("an administrator reads from where: %q", from)
		}
		wantAudit(t, w, w.Ada, "audit.exported", "", "by ada, about @mia", "")
	})
}

func TestStaffActivity_isForAdministratorsByPersonAndPeriod(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		someDeeds(w)
		_, err := w.Store.StaffActivity(w.Ctx, w.Mia, models.AuditFilter{})
		kind(t, err, models.NotFound)
		_, err = w.Store.StaffActivity(w.Ctx, w.Mo, models.AuditFilter{})
		kind(t, err, models.Forbidden)
		list, err := w.Store.StaffActivity(w.Ctx, w.Ada, models.AuditFilter{From: "2026-03-03"})
		w.Must(err)
		if len(list) != 2 || list[0].By.Handle != "ada" || list[1].By.Handle != "mo-rahimi" || list[1].Deeds[0] != (models.StaffDeed{Action: "thread.unlocked", N: 1}) {
			t.Errorf("since the third: %+v", list)
		}
		list, err = w.Store.StaffActivity(w.Ctx, w.Ada, models.AuditFilter{Actor: "mo-rahimi"})
		if err != nil || len(list) != 1 || len(list[0].Deeds) != 2 {
			t.Errorf("Mo did %+v (%v)", list, err)
		}
	})
}
