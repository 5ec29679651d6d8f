package models_test

import (
	"errors"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const home = "192.0.2.10"

// signIn signs a member in from an address and gives the session's token.
func signIn(t *testing.T, w *testkit.World, login, address string) models.SignedIn {
	t.Helper()
	in, err := try(w, login, testkit.Password, address)
	if err != nil {
		t.Fatalf("sign in as %s: %v", login, err)
	}
	return in
}

func try(w *testkit.World, login, password, address string) (models.SignedIn, error) {
	return w.Store.SignIn(w.Ctx, models.SignInInput{
		Credentials: models.Credentials{Login: login, Password: password, Address: address}, UserAgent: "test",
	})
}

func wantKind(t *testing.T, err error, want models.ErrorKind) *models.Error {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", want)
	}
	if got := models.KindOf(err); got != want {
		t.Fatalf("%s (%v), want %s", got, err, want)
	}
	return models.AsError(err)
}

// wantField ends the test unless the error complains of that field and no other.
func wantField(t *testing.T, err error, field string) {
	t.Helper()
	e := wantKind(t, err, models.Invalid)
	if e.Fields[field] == "" || len(e.Fields) != 1 {
		t.Fatalf("fields = %v, want %s alone", e.Fields, field)
	}
}

func alive(w *testkit.World, s *models.Store, token string) bool {
	w.T.Helper()
	_, err := s.ViewerBySession(w.Ctx, token, home)
	if err != nil && models.KindOf(err) != models.Unauthenticated {
		w.T.Fatal(errors.Join(errors.New("find session"), err))
	}
	return err == nil
}
