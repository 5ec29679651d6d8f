package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func token(w *testkit.World, v models.Viewer, scopes ...string) models.TokenMade {
	w.T.Helper()
	signedIn := signIn(w.T.(*testing.T), w, v.Handle, home).Viewer
	made, err := w.Store.CreateToken(w.Ctx, signedIn, models.TokenInput{Name: "Backup script", Scopes: scopes})
	w.Must(err)
	return made
}

func byToken(w *testkit.World, text string) (models.Viewer, models.Token, error) {
	return w.Store.ViewerByToken(w.Ctx, text, home)
}

func TestToken_actsForItsOwnerAndIsKeptAsAHash(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		made := token(w, w.Mia, "read", "write")
		v, tok, err := byToken(w, made.Text)
		w.Must(err)
		if v.ID != w.Mia.ID || v.SessionID != 0 || v.Address != home || tok.Name != "Backup script" || !tok.Allows(models.ScopeWrite) {
			t.Errorf("viewer %+v, token %+v", v, tok)
		}
		if n := w.Count(`SELECT COUNT(*) FROM tokens WHERE token_hash = ? OR name = ?`, made.Text, made.Text); n != 0 {
			t.Error("the token itself is in the table")
		}
		own, err := w.Store.Tokens(w.Ctx, w.Mia)
		w.Must(err)
		if len(own) != 1 || own[0].TokenHash != "" || own[0].LastUsedAt == nil || own[0].FromPassword() {
			t.Errorf("list = %+v", own)
		}
		if _, err := w.Store.ViewerBySession(w.Ctx, made.Text, home); models.KindOf(err) != models.Unauthenticated {
			t.Errorf("the token opens pages: %v", err)
		}
	})
}

func TestToken_scopesBeyondTheOwnerAreDropped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			v      models.Viewer
			wanted []string
			got    string
		}{
			{w.Mia, []string{"read", "write", "staff"}, "read write"},
			{w.Mia, []string{"staff"}, "read"},
			{w.Hana, []string{"write"}, "read write"},
			{w.Sam, []string{"staff", "write", "staff"}, "read write staff"},
			{w.Ada, []string{"staff"}, "read staff"},
		} {
			if got := token(w, c.v, c.wanted...).Token.Scopes; got != c.got {
				t.Errorf("%s asked for %v: got %q, want %q", c.v.Handle, c.wanted, got, c.got)
			}
		}
	})
}

func TestToken_withoutTheStaffScopeActsForAnOrdinaryMember(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, owner := range []models.Viewer{w.Ada, w.Mo, w.Sam} {
			v, _, err := byToken(w, token(w, owner, "write").Text)
			w.Must(err)
			if v.Staff() || v.Role != models.RoleMember {
				t.Errorf("%s acts as %s", owner.Handle, v.Role)
			}
			v, _, err = byToken(w, token(w, owner, "write", "staff").Text)
			w.Must(err)
			if v.Role != owner.Role {
				t.Errorf("%s acts as %s, want %s", owner.Handle, v.Role, owner.Role)
			}
		}
	})
}

func TestToken_neverOutlivesWhatItsOwnerMay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		made := token(w, w.Sam, "write", "staff")
		w.Exec(`UPDATE members SET role = 'member' WHERE id = ?`, w.Sam.ID)
		v, _, err := byToken(w, made.Text)
		w.Must(err)
		if v.Staff() {
			t.Error("the token of somebody demoted acts as staff")
		}
		w.Exec(`UPDATE members SET status = 'suspended' WHERE id = ?`, w.Sam.ID)
		_, _, err = byToken(w, made.Text)
		refused(t, err, models.Unauthenticated)
		w.Exec(`UPDATE members SET status = 'erased' WHERE id = ?`, w.Sam.ID)
		_, _, err = byToken(w, made.Text)
		refused(t, err, models.Unauthenticated)
	})
}

func TestToken_expiresAtItsMoment(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		v := signIn(t, w, "mia", home).Viewer
		made, err := w.Store.CreateToken(w.Ctx, v, models.TokenInput{Name: "A week", Scopes: []string{"read"}, Days: 7})
		w.Must(err)
		w.Clock.Advance(7*24*time.Hour - time.Second)
		_, _, err = byToken(w, made.Text)
		w.Must(err)
		w.Clock.Advance(time.Second)
		_, _, err = byToken(w, made.Text)
		refused(t, err, models.Unauthenticated)
		own, err := w.Store.Tokens(w.Ctx, w.Mia)
		w.Must(err)
		if len(own) != 0 {
			t.Errorf("it is still listed: %+v", own)
		}
		w.Must(w.Store.CleanExpired(w.Ctx))
		if n := w.Count(`SELECT COUNT(*) FROM tokens`); n != 0 {
			t.Errorf("%d rows left after cleaning", n)
		}
	})
}

func TestRevokeToken_endsOnesOwnAtOnceOnEveryNode(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		made := token(w, w.Mia, "write")
		refused(t, w.Store.RevokeToken(w.Ctx, w.Max, made.Token.ID), models.NotFound)
		refused(t, w.Store.RevokeToken(w.Ctx, w.Ada, made.Token.ID), models.NotFound)
		refused(t, w.Store.RevokeToken(w.Ctx, w.Reader, made.Token.ID), models.Unauthenticated)
		other := w.NewStore()
		_, _, err := other.ViewerByToken(w.Ctx, made.Text, home)
		w.Must(err)
		w.Must(w.Store.RevokeToken(w.Ctx, w.Mia, made.Token.ID))
		_, _, err = other.ViewerByToken(w.Ctx, made.Text, home)
		refused(t, err, models.Unauthenticated)
		refused(t, w.Store.RevokeToken(w.Ctx, w.Mia, made.Token.ID), models.NotFound)
	})
}

func TestCreateTokenByPassword_endsWithThePasswordAndOthersDoNot(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kept := token(w, w.Mia, "write")
		c := models.Credentials{Login: "mia@example.test", Password: testkit.Password, Address: home}
		made, v, err := w.Store.CreateTokenByPassword(w.Ctx, c, models.TokenInput{Name: "Script"}, models.RequestKey{})
		w.Must(err)
		if v.ID != w.Mia.ID || made.Token.Scopes != "read write" || !made.Token.FromPassword() {
			t.Errorf("token = %+v for %s", made.Token, v.Handle)
		}
		if n := w.Count(`SELECT COUNT(*) FROM attempts WHERE scope LIKE 'sign-in.%' AND n > 0`); n != 0 {
			t.Errorf("%d failures counted for the right password", n)
		}
		session := signIn(t, w, "mia", home)
		w.Must(w.Store.ChangePassword(w.Ctx, session.Viewer, models.PasswordInput{Current: testkit.Password, New: "an altogether new one"}))
		_, _, err = byToken(w, made.Text)
		refused(t, err, models.Unauthenticated)
		_, _, err = byToken(w, kept.Text)
		w.Must(err)
	})
}

func TestCreateTokenByPassword_goesThroughTheLimitsOnSigningIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		guess := func(login, password string) error {
			_, _, err := w.Store.CreateTokenByPassword(w.Ctx, models.Credentials{Login: login, Password: password, Address: "198.51.100.7"}, models.TokenInput{Name: "Script"}, models.RequestKey{})
			return err
		}
		refused(t, guess("mia", "not it"), models.Unauthenticated)
		refused(t, guess("nobody", testkit.Password), models.Unauthenticated)
		refused(t, guess("sue", testkit.Password), models.Unauthenticated)
		var last error
		for range 40 {
			if last = guess("mia", "not it"); models.KindOf(last) == models.TooMany {
				break
			}
		}
		refused(t, last, models.TooMany)
		refused(t, guess("mia", testkit.Password), models.TooMany)
		if n := w.Count(`SELECT COUNT(*) FROM tokens`); n != 0 {
			t.Errorf("%d tokens made", n)
		}
	})
}

func TestCreateToken_refusals(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		good := models.TokenInput{Name: "Script", Scopes: []string{"read"}}
		create := func(v models.Viewer, in models.TokenInput) error {
			_, err := w.Store.CreateToken(w.Ctx, v, in)
			return err
		}
		refused(t, create(w.Reader, good), models.Unauthenticated)
		byToken := w.Mia // has no session, as a viewer by token has none
		refused(t, create(byToken, good), models.Forbidden)
		v := signIn(t, w, "mia", home).Viewer
		for field, in := range map[string]models.TokenInput{
			"name":   {Scopes: []string{"read"}},
			"scopes": {Name: "Script"},
			"days":   {Name: "Script", Scopes: []string{"read"}, Days: 400},
		} {
			refusedField(t, create(v, in), field)
		}
		refusedField(t, create(v, models.TokenInput{Name: "Script", Scopes: []string{"read", "everything"}}), "scopes")
		refusedField(t, create(v, models.TokenInput{Name: "Script", Scopes: []string{"read"}, Days: -1}), "days")
		w.Must(create(v, good))
		w.Exec(`INSERT INTO tokens (member_id, name, token_hash, scopes, origin, created_at)
			SELECT CAST(? AS BIGINT), 'many', 'hash' || p.id, 'read', 'settings', p.created_at FROM members p`, v.ID)
		for i := w.Count(`SELECT COUNT(*) FROM tokens`); i < models.TokensMax; i++ {
			w.Must(create(v, good))
		}
		refusedField(t, create(v, good), "name")
	})
}
