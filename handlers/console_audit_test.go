package handlers_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestAudit_isFilteredAndExportedSafely(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "=1+1 cameras", "Off.")
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "@everybody, it got heated."))
	ada, mo := site.As(w.Ada), site.As(w.Mo)
	if res := mo.Get("/console/audit?target=cameras"); strings.Count(res.Body, "data-audit=") != 1 || !strings.Contains(res.Body, `value="cameras"`) {
		t.Errorf("filtered it is %d with %d entries", res.Status, strings.Count(res.Body, "data-audit="))
	}
	if res := mo.Get("/console/audit?from=never"); res.Status != http.StatusUnprocessableEntity || !strings.Contains(res.Body, "Give a day") {
		t.Errorf("a day that is none is %d", res.Status)
	}
	res := mo.Post("/console/audit/export", form("target", "cameras"))
	rows, err := csv.NewReader(strings.NewReader(res.Body)).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][6] != "'=1+1 cameras" || rows[1][9] != "'@everybody, it got heated." {
		t.Errorf("the table is %q (%v)", rows, err)
	}
	if got := res.Header.Get("Content-Disposition"); !strings.Contains(got, "audit.csv") {
		t.Errorf("it comes as %q", got)
	}
	if res := mo.Post("/console/audit/export", form("from", "never")); res.Status != http.StatusUnprocessableEntity {
		t.Errorf("an export from no day is %d", res.Status)
	}
	if res := mo.Post("/console/audit/export", form("actor", "nobody-here")); !strings.HasPrefix(res.Body, "id,at,by") {
		t.Errorf("an export of nothing is %q", res.Body)
	}
	if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'audit.exported' AND actor_id = ?`, w.Mo.ID); n != 2 {
		t.Errorf("%d exports are on record, want 2", n)
	}
	if res := ada.Get("/console/activity"); res.Status != http.StatusOK || !strings.Contains(res.Body, `data-by="mo-rahimi"`) || !strings.Contains(res.Body, "action=audit.exported") {
		t.Errorf("what staff did is %d: %s", res.Status, res.Body)
	}
	if res := ada.Get("/console/activity?to=never"); res.Status != http.StatusUnprocessableEntity {
		t.Errorf("until no day is %d", res.Status)
	}
}
