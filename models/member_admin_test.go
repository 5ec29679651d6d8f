package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// wantAudit ends the test unless the last entry of the audit log is this one.
func wantAudit(t *testing.T, w *testkit.World, actor models.Viewer, action, before, after, reason string) {
	t.Helper()
	var e models.AuditEntry
	w.Must(w.DB.Write.Raw(`SELECT * FROM audit_log ORDER BY id DESC LIMIT 1`).Scan(&e).Error)
	if e.ActorID == nil || *e.ActorID != actor.ID || e.Action != action || e.Before != before || e.After != after || e.Reason != reason {
		t.Errorf("audit log ends with %+v, want %s by %s: %q -> %q (%q)", e, action, actor.Handle, before, after, reason)
	}
}

func auditCount(w *testkit.World) int64 { return w.Count(`SELECT COUNT(*) FROM audit_log`) }

// session signs somebody in and returns how their cookie fares.
func session(w *testkit.World, handle string) func() error {
	w.T.Helper()
	in, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{Login: handle, Password: testkit.Password, Address: "192.0.2.1"}})
	w.Must(err)
	return func() error {
		_, err := w.Store.ViewerBySession(w.Ctx, in.Token, "192.0.2.1")
		return err
	}
}

// C06: nobody acts on staff above them, nobody raises their own role, whoever is no staff acts on nobody.
func TestAccountChanges_areForThoseAbove(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		suspend := func(v models.Viewer, handle string) error {
			return w.Store.Suspend(w.Ctx, v, handle, models.SuspensionInput{Rule: "abuse", Because: "They asked for a rest."})
		}
		lift := func(v models.Viewer, handle string) error { return w.Store.LiftSuspension(w.Ctx, v, handle, "") }
		invite := func(v models.Viewer, handle string) error { return w.Store.SetMayPublish(w.Ctx, v, handle, true) }
		role := func(v models.Viewer, handle string) error {
			return w.Store.SetRole(w.Ctx, v, handle, models.RoleContributor, "")
		}
		label := func(v models.Viewer, handle string) error { return w.Store.SetEmployer(w.Ctx, v, handle, "Acme") }
		before := auditCount(w)
		for _, c := range []struct {
			name string
			do   func(models.Viewer, string) error
			by   []models.Viewer
			on   string
		}{
			{"suspend a member", suspend, []models.Viewer{w.Reader, w.Max, w.Hana, w.Sam, w.Nia}, "mia"},
			{"suspend staff", suspend, []models.Viewer{w.Mia, w.Sam, w.Mo}, "sam"},
			{"suspend an administrator", suspend, []models.Viewer{w.Mia, w.Sam, w.Mo}, "ada"},
			{"suspend oneself", suspend, []models.Viewer{w.Ada}, "ada"},
			{"lift", lift, []models.Viewer{w.Reader, w.Sue, w.Mia, w.Hana, w.Sam}, "sue"},
			{"invite", invite, []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam}, "mia"},
			{"invite staff", invite, []models.Viewer{w.Mo}, "sam"},
			{"give a role", role, []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam, w.Mo}, "mia"},
			{"raise oneself", role, []models.Viewer{w.Mia, w.Hana}, "mia"},
			{"demote an administrator", role, []models.Viewer{w.Sam, w.Mo}, "ada"},
			{"label", label, []models.Viewer{w.Reader, w.Mia, w.Sam, w.Mo}, "sam"},
		} {
			for _, v := range c.by {
				if err := c.do(v, c.on); models.KindOf(err) != models.Forbidden {
					t.Errorf("%s by %q on %s: %v", c.name, v.Handle, c.on, err)
				}
			}
		}
		if n := auditCount(w); n != before {
			t.Errorf("%d entries in the audit log for what was refused", n-before)
		}
		wantEvents(t, w)
		kind(t, suspend(w.Mo, "nobody-here"), models.NotFound)
	})
}

func TestSuspend_endsSessionsAndKeepsOutUntilTheEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := session(w, "mia")
		w.Must(mia())
		w.Events()
		until := w.Clock.Now().Add(48 * time.Hour)
		in := models.SuspensionInput{Until: until, Rule: "abuse", Because: "Insulted Max twice."}
		kind(t, w.Store.Suspend(w.Ctx, w.Mo, "mia", in), "")
		wantEvents(t, w, models.EventNoticeCreated, models.EventMemberChanged)
		wantAudit(t, w, w.Mo, "member.suspended", "active", "suspended until "+until.Format(time.RFC3339), "Insulted Max twice.")
		refused(t, mia(), models.Unauthenticated)
		_, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{Login: "mia", Password: testkit.Password}})
		refused(t, err, models.Unauthenticated)

		kind(t, w.Store.Suspend(w.Ctx, w.Mo, "mia", in), "")
		wantEvents(t, w)

		w.Clock.Advance(48 * time.Hour)
		again := session(w, "mia")
		w.Must(again())
	})
}

func TestSuspend_needsAReasonAndAMomentToCome(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for field, in := range map[string]models.SuspensionInput{
			"reason": {Rule: "abuse"},
			"rule":   {Because: "Insulted Max twice."},
			"until":  {Rule: "abuse", Because: "Insulted Max twice.", Until: w.Clock.Now()},
			"clean":  {Rule: "abuse", Because: "Insulted Max twice.", Clean: "all"},
		} {
			refusedField(t, w.Store.Suspend(w.Ctx, w.Mo, "mia", in), field)
		}
		long := models.SuspensionInput{Rule: "abuse", Because: strings.Repeat("x", 501), Until: w.Clock.Now().AddDate(3, 0, 0)}
		err := w.Store.Suspend(w.Ctx, w.Mo, "mia", long)
		refusedField(t, err, "reason")
		refusedField(t, err, "until")
	})
}

func TestLiftSuspension_letsThemBackInAndIsOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, w.Store.LiftSuspension(w.Ctx, w.Mo, "sue", "She apologised."), "")
		wantEvents(t, w, models.EventMemberChanged)
		wantAudit(t, w, w.Mo, "member.suspension_lifted", "suspended", "active", "She apologised.")
		w.Must(session(w, "sue")())
		before := auditCount(w)
		w.Events()
		kind(t, w.Store.LiftSuspension(w.Ctx, w.Mo, "sue", ""), "")
		wantEvents(t, w)
		if auditCount(w) != before {
			t.Error("lifting twice is on record twice")
		}
	})
}

func TestSuspend_lapsedIsClearedSoThatHostsHostAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.SuspensionInput{Until: w.Clock.Now().Add(time.Hour), Rule: "abuse", Because: "Insulted Max twice."}
		kind(t, w.Store.Suspend(w.Ctx, w.Mo, "hana", in), "")
		if len(w.Viewer("hana").HostOf) != 0 {
			t.Error("a suspended host hosts")
		}
		w.Clock.Advance(time.Hour)
		w.Events()
		w.Must(w.Store.CleanExpired(w.Ctx))
		wantEvents(t, w, models.EventMemberChanged)
		if len(w.Viewer("hana").HostOf) != 1 {
			t.Error("the host does not host again")
		}
	})
}

// A suspension made longer while the clock job goes over those that lapsed stays.
func TestCleanExpired_keepsASuspensionMadeLongerMeanwhile(t *testing.T) {
	w := testkit.NewWorld(t, "postgres") // on SQLite no two write at once
	w.Exec(`UPDATE members SET suspended_until = ? WHERE handle = 'sue'`, w.Clock.Now().Add(-time.Minute))
	tx := w.DB.Write.Begin()
	defer tx.Rollback()
	w.Must(tx.Error)
	w.Must(tx.Exec(`UPDATE members SET suspended_until = ? WHERE handle = 'sue'`, w.Clock.Now().Add(time.Hour)).Error)
	cleaned := make(chan error, 1)
	go func() { cleaned <- w.Store.CleanExpired(w.Ctx) }()
	w.AwaitBlocked()
	w.Must(tx.Commit().Error)
	w.Must(<-cleaned)
	if n := w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'sue' AND status = 'suspended'`); n != 1 {
		t.Error("the longer suspension is lifted")
	}
}

func TestSetMayPublish_invitesAndTakesBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true), "")
		kind(t, w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true), "")
		wantEvents(t, w, models.EventMemberChanged)
		wantAudit(t, w, w.Mo, "member.may_publish", "no", "yes", "")
		if !w.Viewer("mia").CanPublish() {
			t.Error("the invited member cannot publish")
		}
		kind(t, w.Store.SetMayPublish(w.Ctx, w.Ada, "mia", false), "")
		wantAudit(t, w, w.Ada, "member.may_publish", "yes", "no", "")
		if w.Viewer("mia").CanPublish() {
			t.Error("the invitation was taken back but holds")
		}
	})
}

func TestSetEmployer_isForStaffAndForWhatComes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		w.Events()
		kind(t, w.Store.SetEmployer(w.Ctx, w.Ada, "mia", "Larkmoor"), models.Conflict)
		refusedField(t, w.Store.SetEmployer(w.Ctx, w.Ada, "sam", strings.Repeat("x", 61)), "employer")
		kind(t, w.Store.SetEmployer(w.Ctx, w.Ada, "sam", " Larkmoor  Support "), "")
		wantEvents(t, w, models.EventMemberChanged)
		wantAudit(t, w, w.Ada, "member.employer", "Larkmoor", "Larkmoor Support", "")
		if got := openingOf(w, th).Employer; got != "Larkmoor" {
			t.Errorf("what was written carries %q now", got)
		}
	})
}

// Staff are told by their label, so that they have one from their first day, and with each new name of the community.
func TestStaffLabel_isNobodysToLack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := models.SiteInput{Name: "Waymark", TimeZone: "Europe/Berlin", Joining: true}
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, site))
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mia", models.RoleContributor, ""))
		made, err := w.Store.CreateMember(w.Ctx, models.MemberInput{Handle: "ruth", Name: "Ruth", Email: "ruth@example.test", Password: newOne, Role: models.RoleModerator})
		w.Must(err)
		kind(t, w.Store.SetEmployer(w.Ctx, w.Ada, "sam", "Waymark Support"), "")
		labels := func(want string) {
			t.Helper()
			if mia, ruth, sam := w.Viewer("mia").Employer, w.Viewer("ruth").Employer, w.Viewer("sam").Employer; mia != want || ruth != want || sam != "Waymark Support" {
				t.Errorf("labels are %q, %q and %q, want %q and his own", mia, ruth, sam, want)
			}
		}
		if labels("Waymark"); made.Employer != "Waymark" {
			t.Errorf("it is answered with %q", made.Employer)
		}
		site.Brand = "Larkmoor & Sons"
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, site))
		labels("Larkmoor & Sons")
		wantAudit(t, w, w.Ada, "member.employer", "Waymark", "Larkmoor & Sons", "")
		kind(t, w.Store.SetEmployer(w.Ctx, w.Ada, "sam", ""), "")
		if got := w.Viewer("sam").Employer; got != "Larkmoor & Sons" {
			t.Errorf("without a label of his own he has %q", got)
		}
	})
}
