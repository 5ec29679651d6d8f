package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSession_endsWhenIdleOrOld(t *testing.T) {
	const day = 24 * time.Hour
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			who       string
			idle, age time.Duration
		}{{"mia", 14 * day, 90 * day}, {"sam", 12 * time.Hour, 7 * day}} {
			in := signIn(t, w, c.who, home)
			w.Clock.Advance(c.idle - time.Second)
			if !alive(w, w.Store, in.Token) {
				t.Errorf("%s: dead before the idle time is over", c.who)
			}
			w.Clock.Advance(c.idle)
			if alive(w, w.Store, in.Token) {
				t.Errorf("%s: alive after the idle time", c.who)
			}

			in = signIn(t, w, c.who, home)
			for spent := time.Duration(0); spent+c.idle/2 < c.age; spent += c.idle / 2 {
				if !alive(w, w.Store, in.Token) {
					t.Fatalf("%s: dead after %s of use", c.who, spent)
				}
				w.Clock.Advance(c.idle / 2)
			}
			w.Clock.Advance(c.idle / 2)
			if alive(w, w.Store, in.Token) {
				t.Errorf("%s: alive beyond its age though used", c.who)
			}
		}
	})
}

func TestSessions_listsOnesOwnAndLiveOnly(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		old := signIn(t, w, "mia", "198.51.100.1")
		w.Clock.Advance(15 * 24 * time.Hour)
		signIn(t, w, "max", home)
		first := signIn(t, w, "mia", "198.51.100.2")
		w.Clock.Advance(time.Minute)
		second := signIn(t, w, "mia", "198.51.100.3")
		list, err := w.Store.Sessions(w.Ctx, second.Viewer)
		w.Must(err)
		if len(list) != 2 || list[0].ID != second.Viewer.SessionID || list[1].ID != first.Viewer.SessionID {
			t.Errorf("sessions = %+v (old one: %d)", list, old.Viewer.SessionID)
		}
		_, err = w.Store.Sessions(w.Ctx, w.Reader)
		wantKind(t, err, models.Unauthenticated)
	})
}

func TestSessionsAndTokens_readOnWhileNothingCanBeWritten(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite") // a connection that refuses to write stands for a full disk
	in := signIn(t, w, "mia", home)
	token, err := w.Store.CreateToken(w.Ctx, in.Viewer, models.TokenInput{Name: "Script", Scopes: []string{"read"}})
	w.Must(err)
	w.Clock.Advance(time.Hour)
	w.Exec(`PRAGMA query_only(1)`)
	if v, err := w.Store.ViewerBySession(w.Ctx, in.Token, home); err != nil || v.ID != w.Mia.ID {
		t.Errorf("the session is refused: %v", err)
	}
	if v, _, err := w.Store.ViewerByToken(w.Ctx, token.Text, home); err != nil || v.ID != w.Mia.ID {
		t.Errorf("the token is refused: %v", err)
	}
}

func TestEndSession_worksOnOnesOwnAndEverywhereAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		other := w.NewStore()
		mia, phone, max := signIn(t, w, "mia", home), signIn(t, w, "mia", "198.51.100.2"), signIn(t, w, "max", home)
		if !alive(w, other, phone.Token) {
			t.Fatal("the other node does not know the session: this proves nothing")
		}
		wantKind(t, w.Store.EndSession(w.Ctx, mia.Viewer, max.Viewer.SessionID), models.NotFound)
		wantKind(t, w.Store.EndSession(w.Ctx, w.Reader, max.Viewer.SessionID), models.Unauthenticated)
		w.Events()
		w.Must(w.Store.EndSession(w.Ctx, mia.Viewer, phone.Viewer.SessionID))
		if alive(w, other, phone.Token) || !alive(w, other, mia.Token) || !alive(w, other, max.Token) {
			t.Error("want the phone's session ended on the other node, and no other")
		}
		if e := w.Events(); len(e) != 1 || e[0].Type != models.EventAccessChanged {
			t.Errorf("events = %+v, want one", e)
		}
	})
}

func TestEndOtherSessions_keepsTheOneThatAsks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		here, max := signIn(t, w, "mia", home), signIn(t, w, "max", home)
		signIn(t, w, "mia", "198.51.100.2")
		signIn(t, w, "mia", "198.51.100.3")
		w.Events()
		n, err := w.Store.EndOtherSessions(w.Ctx, here.Viewer)
		w.Must(err)
		if n != 2 || !alive(w, w.Store, here.Token) || !alive(w, w.Store, max.Token) {
			t.Errorf("%d ended", n)
		}
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1", len(e))
		}
	})
}

func TestCleanExpired_removesWhatTimeEndedAndNothingElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		signIn(t, w, "mia", home)
		signIn(t, w, "sam", home)
		w.Must(w.Store.RequestReset(w.Ctx, "mia", home))
		w.Clock.Advance(13 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		if n := w.Count(`SELECT COUNT(*) FROM sessions`); n != 1 {
			t.Errorf("%d sessions, want Mia's alone: staff's idle time is 12 hours", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM attempts WHERE scope <> 'place'`); n != 0 {
			t.Errorf("%d counted tries left", n)
		}
		if w.Count(`SELECT COUNT(*) FROM attempts`) != 2 || w.Count(`SELECT COUNT(*) FROM password_resets`) != 1 {
			t.Error("usual places and the open request must stay")
		}
		w.Clock.Advance(100 * 24 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		for _, table := range []string{"sessions", "attempts", "password_resets"} {
			if n := w.Count(`SELECT COUNT(*) FROM ` + table); n != 0 {
				t.Errorf("%d rows left in %s", n, table)
			}
		}
	})
}
