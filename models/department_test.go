package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func workplace(w *testkit.World, lead, members string) models.DepartmentView {
	w.T.Helper()
	in := models.DepartmentInput{Name: "Workplace", Lead: lead, Members: members}
	if w.Count(`SELECT COUNT(*) FROM departments`) > 0 {
		in.Slug = "workplace"
	}
	w.Must(w.Store.EditDepartment(w.Ctx, w.Ada, in))
	d, err := w.Store.DepartmentBySlug(w.Ctx, "workplace")
	w.Must(err)
	return d
}

func lastAudit(w *testkit.World, action string) models.AuditLine {
	w.T.Helper()
	lines, _, err := w.Store.AuditLog(w.Ctx, w.Ada, models.AuditFilter{Action: action})
	w.Must(err)
	if len(lines) == 0 {
		w.T.Fatalf("nothing is on record of %s", action)
	}
	return lines[0]
}

func TestEditDepartment_recordsLeadAndPeopleBeforeAndAfter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		workplace(w, "mo-rahimi", "sam")
		if l := lastAudit(w, "department.changed"); l.Before != "" || l.After != "Workplace; lead mo-rahimi; members mo-rahimi, sam" {
			t.Errorf("made: from %q to %q", l.Before, l.After)
		}
		workplace(w, "sam", "")
		if l := lastAudit(w, "department.changed"); l.Before != "Workplace; lead mo-rahimi; members mo-rahimi, sam" || l.After != "Workplace; lead sam; members sam" {
			t.Errorf("changed: from %q to %q", l.Before, l.After)
		}
	})
}

func TestDepartment_isLedOnlyByWhoAnswersForTheBrand(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, leave := range []struct {
			how string
			do  func() error
		}{
			{"demoted", func() error { return w.Store.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, "") }},
			{"suspended", func() error {
				return w.Store.Suspend(w.Ctx, w.Ada, "sam", models.SuspensionInput{Rule: "abuse", Because: "Away for good"})
			}},
			{"gone", func() error {
				return w.Store.DeleteAccount(w.Ctx, w.Sam, models.LeaveInput{Current: testkit.Password, Posts: "keep"})
			}},
		} {
			w.Exec(`UPDATE members SET status = 'active', role = 'contributor', suspended_until = NULL WHERE handle = 'sam'`)
			if d := workplace(w, "sam", "mo-rahimi"); d.Lead.Handle != "sam" {
				t.Fatalf("led by %q: this proves nothing", d.Lead.Handle)
			}
			n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'department.changed'`)
			w.Must(leave.do())
			d, err := w.Store.DepartmentBySlug(w.Ctx, "workplace")
			w.Must(err)
			if d.LeadID != nil || d.Lead.ID != 0 {
				t.Errorf("%s: led by %+v", leave.how, d.Lead)
			}
			if l := lastAudit(w, "department.changed"); !strings.Contains(l.After, "; lead ;") || strings.Contains(l.Before, "; lead ;") {
				t.Errorf("%s: on record is %q to %q", leave.how, l.Before, l.After)
			}
			if got := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'department.changed'`); got != n+1 {
				t.Errorf("%s: %d entries", leave.how, got-n)
			}
		}
	})
}

// The lead hears of what nobody is left to take, once; a lead who may no longer answer hears nothing.
func TestWatchLedger_tellsOnlyALeadWhoAnswers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		workplace(w, "mo-rahimi", "ada")
		told := func() int64 {
			w.Clock.Advance(7 * 24 * time.Hour)
			watch(w)
			watch(w)
			deliver(w)
			return w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'late'`)
		}
		if th := suggest(w, "Quiet rooms"); ledger(w, th.ID).Owner.Handle != "ada" {
			t.Fatal("it is not the last administrator's: this proves nothing")
		}
		if n := told(); n != 1 {
			t.Errorf("the lead was told %d times that nobody is left", n)
		}
		suggest(w, "Lamps that can be dimmed")
		w.Exec(`UPDATE members SET role = 'member' WHERE handle = 'mo-rahimi'`)
		if n := told(); n != 1 {
			t.Errorf("somebody who left the staff was told %d times", n-1)
		}
		if d, err := w.Store.DepartmentBySlug(w.Ctx, "workplace"); err != nil || d.LeadID != nil {
			t.Errorf("the page still names a lead: %+v, %v", d.Lead, err)
		}
	})
}
