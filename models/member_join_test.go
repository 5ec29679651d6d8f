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

func joining(handle string) models.JoinInput {
	return models.JoinInput{Handle: handle, Name: "Ines Marlowe", Email: handle + "@new.test", Password: newOne, Address: home}
}

func TestJoin_makesAMemberWhoIsSignedIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := joining("ines")
		in.Name = "  Ines   Marlowe "
		out, err := w.Store.Join(w.Ctx, in)
		w.Must(err)
		if !alive(w, w.Store, out.Token) || out.Viewer.Role != models.RoleMember || out.Viewer.Name != "Ines Marlowe" || !out.Viewer.NewMember(w.Clock.Now()) {
			t.Errorf("viewer = %+v", out.Viewer)
		}
		_, err = try(w, "INES@new.test", newOne, "203.0.113.7")
		w.Must(err)
	})
}

func TestJoin_refusesHandlesThatCouldBeMistaken(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, handle := range []string{
			"", "ab", strings.Repeat("a", 31), "Ines", "ines marlowe", "ines.marlowe", "inés", "ｉｎｅｓ", "іnes", "ine\u200bs", "ines\u202e", "in\x00es",
			"admin", "me1", "api", "new", "me", "settings", "former-12", "adm1n", "a-d-m-i-n", "m0derator", "ada", "a_da", "mo_rahirni", "rno-rahimi", "mia",
		} {
			in := joining("ines")
			in.Handle = handle
			_, err := w.Store.Join(w.Ctx, in)
			if handle == "me1" {
				w.Must(err) // not every short word is ours
				continue
			}
			if e := models.AsError(err); err == nil || e.Kind != models.Invalid || e.Fields["handle"] == "" {
				t.Errorf("%q: %v", handle, err)
			}
		}
	})
}

func TestJoin_refusesNamesThatCannotBeReadOrClaimAnOffice(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, name := range []string{
			"", "   ", "\u200b", "Ada\u200bLindqvist", "…", strings.Repeat("n", 61), "Administrator", "ＳＴＡＦＦ", "former member", "Line\u202eback", "\xff",
		} {
			in := joining("ines")
			in.Name = name
			_, err := w.Store.Join(w.Ctx, in)
			wantField(t, err, "name")
		}
		for i, name := range []string{"李小龍", "X Æ A-12", "José 🚲", "O’Neill"} {
			in := joining(fmt.Sprintf("reader-%d", i))
			in.Name = name
			_, err := w.Store.Join(w.Ctx, in)
			w.Must(err)
		}
	})
}

func TestJoin_refusesATakenAddressInTheWordsOfAnUnusableOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, email := range []string{"mia@example.test", " MIA@Example.TEST "} {
			in := joining("ines")
			in.Email = email
			_, err := w.Store.Join(w.Ctx, in)
			wantField(t, err, "email")
		}
		for _, email := range []string{"", "mia", "mia@", "mia@host", "m ia@example.test", "mia@exämple.test", strings.Repeat("m", 65) + "@example.test"} {
			in := joining("ines")
			in.Email = email
			_, err := w.Store.Join(w.Ctx, in)
			wantField(t, err, "email")
		}
		if n := w.Count(`SELECT COUNT(*) FROM sessions`); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestJoin_isRefusedWhileClosed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`INSERT INTO settings (key, value) VALUES ('joining', 'closed')`)
		_, err := w.NewStore().Join(w.Ctx, joining("ines"))
		wantKind(t, err, models.Forbidden)
	})
}

// FAULTS L08.
func TestJoin_twoAtOnceWithOneHandleMakeOneMember(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var joined atomic.Int64
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				in := joining("ines")
				in.Email = fmt.Sprintf("ines-%d@new.test", i)
				_, err := w.Store.Join(w.Ctx, in)
				switch kind := models.KindOf(err); {
				case err == nil:
					joined.Add(1)
				case kind != models.Invalid && kind != models.Conflict:
					t.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		if joined.Load() != 1 {
			t.Errorf("%d joined, want 1", joined.Load())
		}
	})
}

func TestJoin_isLimitedPerAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range 20 {
			_, err := w.Store.Join(w.Ctx, joining(fmt.Sprintf("reader-%d", i)))
			w.Must(err)
		}
		_, err := w.Store.Join(w.Ctx, joining("reader-20"))
		if e := wantKind(t, err, models.TooMany); e.RetryAfter > time.Hour {
			t.Errorf("retry after %s", e.RetryAfter)
		}
	})
}
