package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// wanted is what asks for a token of Mia's.
var wanted = in{"email": "mia", "password": testkit.Password}

func TestToken_isMadeAsAskedAndListedWithoutItsText(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		made := anybody.post("/tokens", with(wanted, "email", " MIA@example.test ", "name", "Backup", "scopes", []string{"write"}, "days", 30)).want(http.StatusCreated)
		text := made.body["token"].(string)
		shown := in{
			"id": made.id(), "name": "Backup", "scopes": []string{"read", "write"}, "created_at": start0, "last_used_at": nil,
			"expires_at": "2026-04-01T09:00:00Z", "current": false,
		}
		made.is(with(shown, "token", text))
		if len(text) < 32 || w.Count(`SELECT COUNT(*) FROM tokens WHERE token_hash = ?`, text) != 0 {
			t.Errorf("the text %q is short, or in the table", text)
		}
		mia := *anybody
		mia.token = text
		w.Clock.Advance(time.Minute)
		listed := mia.get("/tokens").want(http.StatusOK)
		if strings.Contains(listed.text, text) {
			t.Error("the list shows the token's text")
		}
		own := listed.items()
		if len(own) != 1 || own[0]["current"] != true || own[0]["name"] != "Backup" {
			t.Errorf("tokens %v", own)
		}
		plain := anybody.post("/tokens", wanted).want(http.StatusCreated)
		if plain.body["name"] != "Script" || plain.body["expires_at"] != nil || fmt.Sprint(plain.body["scopes"]) != "[read write]" {
			t.Errorf("by default: %s", plain.text)
		}
		if got := ids(mia.get("/tokens").items(), "id"); len(got) != 2 || got[0] != plain.id() {
			t.Errorf("the newest is not first: %v", got)
		}
		max := anybody.as(w.Max)
		max.delete(path("/tokens/%d", plain.id()), nil).problem(http.StatusNotFound)
		mia.delete(path("/tokens/%d", plain.id()), nil).want(http.StatusNoContent)
		mia.delete(path("/tokens/%d", plain.id()), nil).problem(http.StatusNotFound)
		mia.get("/me").want(http.StatusOK)
	})
}

func TestToken_refusesWhatBreaksARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		for what, c := range map[string]struct {
			sent   in
			status int
			fields []string
		}{
			"a wrong password":     {with(wanted, "password", "not it"), 401, nil},
			"no password":          {in{"email": "mia"}, 401, nil},
			"nobody":               {in{"password": testkit.Password}, 401, nil},
			"an unknown member":    {with(wanted, "email", "nobody-here"), 401, nil},
			"a suspended one":      {with(wanted, "email", "sue"), 401, nil},
			"an unknown scope":     {with(wanted, "scopes", []string{"read", "admin"}), 422, []string{"scopes"}},
			"days below":           {with(wanted, "days", -1), 422, []string{"days"}},
			"days above":           {with(wanted, "days", 367), 422, []string{"days"}},
			"a long name":          {with(wanted, "name", strings.Repeat("n", 101)), 422, []string{"name"}},
			"an empty name":        {with(wanted, "name", ""), 422, []string{"name"}},
			"days as text":         {with(wanted, "days", "30"), 422, []string{"days"}},
			"a role":               {with(wanted, "role", "administrator"), 422, []string{"role"}},
			"scopes that are none": {with(wanted, "scopes", "read write"), 422, []string{"scopes"}},
		} {
			r := anybody.post("/tokens", c.sent)
			if r.status != c.status {
				t.Errorf("%s: status %d, want %d: %s", what, r.status, c.status, r.text)
				continue
			}
			r.problem(c.status, c.fields...)
		}
		if n := w.Count(`SELECT COUNT(*) FROM tokens`); n != 0 {
			t.Errorf("%d tokens were made", n)
		}
		known := anybody.post("/tokens", with(wanted, "password", "not it"))
		for _, email := range []string{"nobody-here", "sue", "nobody@example.test"} {
			if r := anybody.post("/tokens", with(wanted, "email", email, "password", "not it")); r.text != known.text {
				t.Errorf("%s: the answer tells who has an account: %s", email, r.text)
			}
		}
	})
}

// Whoever gets another role shows their password again: neither a lost right nor a new one lives in an old token.
func TestToken_endsWithTheRoleItWasMadeIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		sam, mia, max := anybody.as(w.Sam), anybody.as(w.Mia), anybody.as(w.Max)
		hidden := path("/threads/%d", start(sam, "discussion", testkit.StaffTable, "Who has the keys"))
		story := in{"topic": testkit.RemoteWork, "kind": "story", "title": "A week", "body": "Quiet."}
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "sam", "member", "He left us."))
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mia", "contributor", "She joined us."))
		for _, p := range []*program{sam, mia} {
			p.get("/me").problem(http.StatusUnauthorized)
			p.get("/topics").problem(http.StatusUnauthorized)
		}
		sam, mia = anybody.as(w.Sam), anybody.as(w.Mia)
		sam.get(hidden).problem(http.StatusNotFound)
		sam.post("/threads", story).problem(http.StatusForbidden)
		mia.get(hidden).want(http.StatusOK)
		mia.post("/threads", story).want(http.StatusCreated)
		max.get("/me").want(http.StatusOK)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Max, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		max.get("/topics").problem(http.StatusUnauthorized)
	})
}
