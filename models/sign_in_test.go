package models_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSignIn_answersTheSameToUnknownWrongAndSuspended(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		said := map[string]bool{}
		for _, c := range []struct{ login, password string }{
			{"nobody-here", testkit.Password},
			{"nobody@example.test", testkit.Password},
			{"mia", "not the password"},
			{"sue", testkit.Password},
			{"mia", strings.Repeat("x", 5_000)},
			{"", ""},
		} {
			_, err := try(w, c.login, c.password, home)
			said[wantKind(t, err, models.Unauthenticated).Message] = true
		}
		if len(said) != 1 {
			t.Errorf("answers differ: %v", said)
		}
		if n := w.Count(`SELECT COUNT(*) FROM sessions`); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestSignIn_opensAgainWhenASuspensionHasLapsed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET suspended_until = ? WHERE handle = 'sue'`, w.Clock.Now().Add(time.Hour))
		_, err := try(w, "sue", testkit.Password, home)
		wantKind(t, err, models.Unauthenticated)
		w.Clock.Advance(time.Hour)
		signIn(t, w, "sue", home)
	})
}

func TestSignIn_throttlesAGuessedAccountButNotItsOwner(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		signIn(t, w, "mia", home)
		var last error
		for i := range 21 {
			_, last = try(w, "mia", "wrong password", fmt.Sprintf("198.51.100.%d", i%20+1))
		}
		if e := wantKind(t, last, models.TooMany); e.RetryAfter <= 0 || e.RetryAfter > 15*time.Minute {
			t.Errorf("retry after %s", e.RetryAfter)
		}
		signIn(t, w, "mia", home)

		_, err := try(w, "mia", testkit.Password, "203.0.113.9")
		wantKind(t, err, models.TooMany)
		w.Clock.Advance(14 * time.Minute)
		_, err = try(w, "mia", testkit.Password, "203.0.113.9")
		wantKind(t, err, models.TooMany)
		w.Clock.Advance(time.Minute)
		signIn(t, w, "mia", "203.0.113.9")
	})
}

func TestSignIn_throttlesGuessesFromTheOwnersOwnAddressToo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		signIn(t, w, "mia", home)
		for range 20 {
			_, err := try(w, "mia", "wrong password", home)
			wantKind(t, err, models.Unauthenticated)
		}
		_, err := try(w, "mia", testkit.Password, home)
		wantKind(t, err, models.TooMany)
	})
}

func TestSignIn_stopsOnePasswordOverManyAccounts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, address := range []func(i int) string{
			func(int) string { return "203.0.113.5" },
			func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i+1) },
		} {
			refused := -1
			for i := range 200 {
				_, err := try(w, fmt.Sprintf("account-%d", i), "hunter2hunter2", address(i))
				if models.KindOf(err) == models.TooMany {
					refused = i
					break
				}
			}
			if refused < 0 || refused >= 50 {
				t.Errorf("%s: refused after %d tries, want before 50", address(0), refused)
			}
		}
	})
}

func TestSignIn_countsExactlyOverSeveralNodes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		nodes := []*models.Store{w.Store, w.NewStore()}
		var wrong, tooMany atomic.Int64
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				_, err := nodes[i%2].SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{
					Login: "max", Password: "wrong password", Address: fmt.Sprintf("198.51.100.%d", i+1),
				}})
				switch models.KindOf(err) {
				case models.Unauthenticated:
					wrong.Add(1)
				case models.TooMany:
					tooMany.Add(1)
				default:
					t.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		if wrong.Load() != 20 || tooMany.Load() != 20 {
			t.Errorf("%d tried and %d refused, want 20 and 20", wrong.Load(), tooMany.Load())
		}
	})
}

func TestSignIn_doesNotCountSuccesses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for range 40 {
			signIn(t, w, "mia", home)
		}
	})
}

func TestSignIn_makesANewTokenAndEndsTheOldSession(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first := signIn(t, w, "mia", home)
		other := signIn(t, w, "max", home)
		w.Events()
		second, err := w.Store.SignIn(w.Ctx, models.SignInInput{
			Credentials: models.Credentials{Login: "mia", Password: testkit.Password, Address: home}, OldToken: first.Token,
		})
		w.Must(err)
		if second.Token == first.Token || alive(w, w.Store, first.Token) || !alive(w, w.Store, second.Token) || !alive(w, w.Store, other.Token) {
			t.Error("the old session must end, the new one and Max's live")
		}
		if e := w.Events(); len(e) != 1 || e[0].Type != models.EventAccessChanged || *e[0].ActorID != w.Mia.ID {
			t.Errorf("events = %+v, want one about Mia", e)
		}
		if w.Count(`SELECT COUNT(*) FROM sessions WHERE token_hash IN (?, ?)`, first.Token, second.Token) != 0 {
			t.Error("a token is stored in the clear")
		}
	})
}

func TestSignOut_endsOneSessionAndSaysSoOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		kept := signIn(t, w, "mia", home)
		w.Events()
		w.Must(w.Store.SignOut(w.Ctx, in.Token))
		w.Must(w.Store.SignOut(w.Ctx, in.Token))
		if alive(w, w.Store, in.Token) || !alive(w, w.Store, kept.Token) {
			t.Error("want that session ended and no other")
		}
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1", len(e))
		}
	})
}
