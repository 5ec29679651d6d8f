package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const newOne = "a bicycle made of fog"

// tokens gives a member one API token of each origin.
func tokens(w *testkit.World, memberID int64) {
	w.T.Helper()
	for _, origin := range []string{"settings", "password"} {
		w.Exec(`INSERT INTO tokens (member_id, name, token_hash, scopes, origin, created_at) VALUES (?, 'script', ?, 'read', ?, ?)`,
			memberID, origin+" token", origin, w.Clock.Now())
	}
}

func onlySettingsTokenLeft(w *testkit.World) bool {
	w.T.Helper()
	return w.Count(`SELECT COUNT(*) FROM tokens`) == 1 && w.Count(`SELECT COUNT(*) FROM tokens WHERE origin = 'settings'`) == 1
}

func TestChangePassword_endsEverythingTheOldOneOpened(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		here, phone, max := signIn(t, w, "mia", home), signIn(t, w, "mia", home), signIn(t, w, "max", home)
		tokens(w, w.Mia.ID)
		link, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		w.Events()
		w.Must(w.Store.ChangePassword(w.Ctx, here.Viewer, models.PasswordInput{Current: testkit.Password, New: newOne}))
		if !alive(w, w.Store, here.Token) || alive(w, w.Store, phone.Token) || !alive(w, w.Store, max.Token) {
			t.Error("want this session and Max's kept, the phone's ended")
		}
		if !onlySettingsTokenLeft(w) {
			t.Error("want the token made with the password gone, the other kept")
		}
		if e := w.Events(); len(e) != 1 || *e[0].ActorID != w.Mia.ID {
			t.Errorf("events = %+v, want one", e)
		}
		_, err = w.Store.Reset(w.Ctx, link)
		wantKind(t, err, models.Gone)
		_, err = try(w, "mia", testkit.Password, home)
		wantKind(t, err, models.Unauthenticated)
		_, err = try(w, "mia", newOne, home)
		w.Must(err)
	})
}

func TestChangePassword_needsTheCurrentOneAndCountsGuesses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		here := signIn(t, w, "mia", home)
		for range 10 {
			err := w.Store.ChangePassword(w.Ctx, here.Viewer, models.PasswordInput{Current: "wrong", New: newOne})
			wantField(t, err, "current")
		}
		err := w.Store.ChangePassword(w.Ctx, here.Viewer, models.PasswordInput{Current: testkit.Password, New: newOne})
		wantKind(t, err, models.TooMany)
		wantKind(t, w.Store.ChangePassword(w.Ctx, w.Reader, models.PasswordInput{}), models.Unauthenticated)
		if !alive(w, w.Store, here.Token) {
			t.Error("a refusal must end nothing")
		}
	})
}

func TestPasswords_takesAnythingLongEnoughExactAndRefusesTheGuessable(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`INSERT INTO settings (key, value) VALUES ('name', 'Waymark Talk'), ('brand', 'Larkmoor')`)
		store := w.NewStore()
		for _, password := range []string{
			"       8", "ünïcødé pässwörd", "🚲🌫️🛞🌧️🧤☕🗺️🔦", strings.Repeat("long enough ", 21), "x" + strings.Repeat("ä", 255),
		} {
			w.Must(store.SetPassword(w.Ctx, "mia", password))
			if _, err := try(w, "mia", password, home); err != nil {
				t.Errorf("%q: %v", password, err)
			}
			last := []rune(password)
			cut := string(last[:len(last)-1])
			if _, err := try(w, "mia", cut, home); models.KindOf(err) != models.Unauthenticated {
				t.Errorf("%q without its last character: %v", password, err)
			}
		}
		for _, password := range []string{
			"", "7 chars", strings.Repeat("x", 257), strings.Repeat("ä", 1<<19), "password", "Password1!", "qwertyuiop", "11111111",
			"commonthread1", "mia12345", "MIA@example.test", "WaymarkTalk!", "waymark talk 2026", "larkmoor1",
		} {
			if err := store.SetPassword(w.Ctx, "mia", password); models.KindOf(err) != models.Invalid {
				t.Errorf("%.40q: %v, want invalid", password, err)
			}
		}
	})
}

func TestSetPassword_endsAllSessions(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "ada", home)
		tokens(w, w.Ada.ID)
		w.Must(w.Store.SetPassword(w.Ctx, "ada", newOne))
		if alive(w, w.Store, in.Token) || !onlySettingsTokenLeft(w) {
			t.Error("want sessions and password tokens ended")
		}
		wantKind(t, w.Store.SetPassword(w.Ctx, "nobody", newOne), models.NotFound)
	})
}

func TestChangeEmail_needsThePasswordAndKillsResetLinks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		here := signIn(t, w, "mia", home)
		link, err := w.Store.CreateResetLink(w.Ctx, w.Ada, "mia")
		w.Must(err)
		w.Clock.Advance(time.Minute)
		w.Events()
		change := func(current, email string) error {
			return w.Store.ChangeEmail(w.Ctx, here.Viewer, models.EmailInput{Current: current, Email: email})
		}
		wantField(t, change("wrong", "mia@new.test"), "current")
		wantField(t, change(testkit.Password, "mia at new"), "email")
		wantField(t, change(testkit.Password, "MAX@example.test"), "email")
		w.Must(change(testkit.Password, "mia@new.test"))
		if e := w.Events(); len(e) != 1 {
			t.Errorf("%d events, want 1", len(e))
		}
		_, err = w.Store.Reset(w.Ctx, link)
		wantKind(t, err, models.Gone)
		signIn(t, w, "mia@new.test", home)
		_, err = try(w, "mia@example.test", testkit.Password, home)
		wantKind(t, err, models.Unauthenticated)
		own, err := w.Store.OwnAccount(w.Ctx, here.Viewer)
		w.Must(err)
		if own.Email != "mia@new.test" || !own.CredentialsAt.Equal(w.Clock.Now()) {
			t.Errorf("account = %+v", own)
		}
	})
}
