package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// crowded is a store whose passwords nobody ever comes to check.
func crowded(w *testkit.World) *models.Store {
	w.T.Helper()
	full, err := auth.NewHasher(0, 0)
	w.Must(err)
	return models.NewStore(w.DB, models.Parts{Clock: w.Clock, Hasher: full, Markup: markup.New(markup.Options{})})
}

func TestSignIn_aCrowdAtTheDoorIsNobodysWrongPassword(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		full := crowded(w)
		in := models.SignInInput{Credentials: models.Credentials{Login: "mia", Password: testkit.Password, Address: home}}
		for range 40 {
			_, err := full.SignIn(w.Ctx, in)
			if refused(t, err, models.TooMany); models.AsError(err).RetryAfter == 0 {
				t.Fatal("nothing says when to come back")
			}
		}
		if n := w.Count(`SELECT COALESCE(SUM(n), 0) FROM attempts`); n != 0 {
			t.Errorf("%d tries are counted that nobody looked at", n)
		}
		if _, err := w.Store.SignIn(w.Ctx, in); err != nil {
			t.Errorf("afterwards the owner is let in: %v", err)
		}
	})
}

func TestChangePassword_aCrowdAtTheDoorIsNobodysWrongPassword(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		full := crowded(w)
		for range 20 {
			refused(t, full.ChangePassword(w.Ctx, w.Mia, models.PasswordInput{Current: testkit.Password, New: "an altogether new one"}), models.TooMany)
		}
		w.Must(w.Store.ChangePassword(w.Ctx, w.Mia, models.PasswordInput{Current: testkit.Password, New: "an altogether new one"}))
	})
}
