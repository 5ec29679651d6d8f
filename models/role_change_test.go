package models_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSetRole_endsSessionsAndIsOnTheAuditLog(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		w.Events()
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mia", models.RoleModerator, "knows everybody"))
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mia", models.RoleModerator, "again"))
		if alive(w, w.Store, in.Token) {
			t.Error("the session lived on in another role")
		}
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1: a repeat changes nothing", len(e))
		}
		if !w.Viewer("mia").Moderator() || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'member.role' AND "before" = 'member' AND "after" = 'moderator'`) != 1 {
			t.Error("want the role, and one line on the audit log")
		}
	})
}

func TestSetRole_isForAdministratorsAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam, w.Mo} {
			wantKind(t, w.Store.SetRole(w.Ctx, v, v.Handle, models.RoleAdministrator, ""), models.Forbidden)
		}
		wantField(t, w.Store.SetRole(w.Ctx, w.Ada, "mia", "owner", ""), "role")
		wantKind(t, w.Store.SetRole(w.Ctx, w.Ada, "nobody", models.RoleModerator, ""), models.NotFound)
	})
}

func TestSetRole_neverDemotesTheLastAdministrator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		wantKind(t, w.Store.SetRole(w.Ctx, w.Ada, "ada", models.RoleMember, ""), models.Conflict)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleAdministrator, ""))
		mo := w.Viewer("mo-rahimi")
		var done atomic.Int64
		var all sync.WaitGroup
		for _, c := range []struct {
			v      models.Viewer
			target string
		}{{w.Ada, "ada"}, {mo, "mo-rahimi"}} {
			all.Go(func() {
				if w.Store.SetRole(w.Ctx, c.v, c.target, models.RoleMember, "leaving") == nil {
					done.Add(1)
				}
			})
		}
		all.Wait()
		if n := w.Count(`SELECT COUNT(*) FROM members WHERE role = 'administrator'`); n != 1 || done.Load() != 1 {
			t.Errorf("%d administrators left after %d demotions", n, done.Load())
		}
	})
}
