package models_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestRequestReset_answersTheSameAndStopsAtTheFourthInAMinute(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i, login := range []string{"mia", "nobody@example.test"} {
			address := []string{"198.51.100.1", "198.51.100.2"}[i]
			for range 3 {
				w.Must(w.Store.RequestReset(w.Ctx, login, address))
			}
			wantKind(t, w.Store.RequestReset(w.Ctx, login, address), models.TooMany)
			w.Clock.Advance(time.Minute)
			w.Must(w.Store.RequestReset(w.Ctx, login, address))
		}
		open, err := w.Store.ResetRequests(w.Ctx, w.Ada)
		w.Must(err)
		if len(open) != 1 || open[0].Person.Handle != "mia" || !open[0].RequestedAt.Equal(testkit.Start) {
			t.Errorf("requests = %+v, want Mia's once", open)
		}
	})
}

func TestResetRequests_areForAdministratorsAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			v    models.Viewer
			want models.ErrorKind
		}{{w.Reader, models.NotFound}, {w.Mia, models.NotFound}, {w.Hana, models.NotFound}, {w.Sam, models.Forbidden}, {w.Mo, models.Forbidden}} {
			_, err := w.Store.ResetRequests(w.Ctx, c.v)
			wantKind(t, err, c.want)
			_, err = w.Store.CreateResetLink(w.Ctx, c.v, "max")
			wantKind(t, err, c.want)
		}
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleAdministrator, ""))
		_, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mo-rahimi")
		wantKind(t, err, models.Forbidden)
		_, err = w.Store.CreateResetLink(w.Ctx, w.Ada, "nobody")
		wantKind(t, err, models.NotFound)
		if n := w.Count(`SELECT COUNT(*) FROM password_resets`); n != 0 {
			t.Errorf("%d links made", n)
		}
	})
}

func TestCreateResetLink_replacesEarlierOnesAndIsOnTheAuditLog(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.RequestReset(w.Ctx, "mia", home))
		older, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		newer, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		wantKind(t, w.Store.ResetPassword(w.Ctx, older, newOne), models.Gone)
		p, err := w.Store.Reset(w.Ctx, newer)
		w.Must(err)
		if p.Handle != "mia" {
			t.Errorf("the link is for %s", p.Handle)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'password.reset.handed' AND actor_id = ? AND object_id = ?`, w.Ada.ID, w.Mia.ID); n != 2 {
			t.Errorf("%d lines on the audit log, want 2", n)
		}
		open, err := w.Store.ResetRequests(w.Ctx, w.Ada)
		w.Must(err)
		if len(open) != 0 {
			t.Errorf("%d requests still wait", len(open))
		}
		if w.Count(`SELECT COUNT(*) FROM password_resets WHERE token_hash = ?`, newer) != 0 {
			t.Error("the token is stored in the clear")
		}
	})
}

func TestResetPassword_worksOnceWithinTheHour(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		tokens(w, w.Mia.ID)
		link, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		for range 3 {
			_, err := w.Store.Reset(w.Ctx, link)
			w.Must(err)
		}
		wantField(t, w.Store.ResetPassword(w.Ctx, link, "short"), "password")
		w.Clock.Advance(time.Hour - time.Second)
		w.Events()
		w.Must(w.Store.ResetPassword(w.Ctx, link, newOne))
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1", len(e))
		}
		if alive(w, w.Store, in.Token) || !onlySettingsTokenLeft(w) {
			t.Error("want sessions and password tokens ended")
		}
		wantKind(t, w.Store.ResetPassword(w.Ctx, link, "another new one"), models.Gone)
		_, err = try(w, "mia", newOne, home)
		w.Must(err)

		link, err = w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		w.Clock.Advance(time.Hour)
		wantKind(t, w.Store.ResetPassword(w.Ctx, link, "yet another one"), models.Gone)
		wantKind(t, w.Store.ResetPassword(w.Ctx, "guessed", "yet another one"), models.Gone)
		_, err = try(w, "mia", newOne, home)
		w.Must(err)
	})
}

func TestResetPassword_diesWithARoleChange(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		link, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mia", models.RoleModerator, "helps out"))
		wantKind(t, w.Store.ResetPassword(w.Ctx, link, newOne), models.Gone)
	})
}

func TestResetPassword_twoAtOnceSetOnePassword(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		link, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		var done, refused atomic.Int64
		var all sync.WaitGroup
		for _, password := range []string{"the first password", "the second password"} {
			all.Go(func() {
				switch err := w.Store.ResetPassword(w.Ctx, link, password); models.KindOf(err) {
				case models.Gone:
					refused.Add(1)
				default:
					if err == nil {
						done.Add(1)
					}
				}
			})
		}
		all.Wait()
		if done.Load() != 1 || refused.Load() != 1 {
			t.Errorf("%d done, %d refused, want 1 and 1", done.Load(), refused.Load())
		}
	})
}
