package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

// tokenScopes are the tokens that are tried: each scope by itself, and with the one that makes staff of staff.
var tokenScopes = [][]string{{"read"}, {"write"}, {"staff"}, {"read", "staff"}, {"write", "staff"}, {"read", "write", "staff"}}

// readsByPost are routes that change nothing although they are no GET, or that take a password and no token.
var readsByPost = []string{"POST " + root + "/preview", "POST " + root + "/tokens"}

// withScopes says whether the table lets somebody use a route of the API with a token of the scopes. A token never gives
// what its owner may not; without the scope staff, whoever is staff acts as a member; without write, nothing changes.
func (r rule) withScopes(name string, scopes []string) bool {
	switch {
	case !r.allows(name):
		return false
	case r.method != get && !slices.Contains(readsByPost, r.method+" "+r.route) && !slices.Contains(scopes, "write"):
		return false
	case r.route == root+"/uploads/:key" && name == "administrator":
		return true // the picture is her own
	case slices.Contains(strings.Fields(staff), name) && !slices.Contains(scopes, "staff"):
		return r.allows("member")
	}
	return true
}

// C01, C09: each route of the API is replayed with a token of each scope, against the same table.
func TestPolicy_everyAPIRouteForEveryTokenScope(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
		site := testsite.Serve(w)
		allowed, refused := 0, 0
		for _, r := range apiRules {
			for _, scopes := range tokenScopes {
				kept := map[string]any{}
				for _, name := range []string{"member", "author", "contributor", "moderator", "administrator"} {
					switch {
					case slices.Contains(scopes, "staff") && !slices.Contains(strings.Fields(staff), name):
						continue // the scope is dropped: nobody else is entitled to it
					case w.DB.Kind != database.SQLite && name != r.somebody():
						continue // as in the other replay
					}
					f := &fixture{World: w, who: actors[name](w), name: name, kept: kept}
					may := r.withScopes(name, scopes)
					if may {
						f.kept = map[string]any{}
						allowed++
					} else {
						refused++
					}
					f.judge(t, r, f.sendAs(site, r, carries{scopes: scopes}), may, "a token of "+name+" for "+strings.Join(scopes, " "))
				}
			}
		}
		if t.Logf("%d let through, %d refused", allowed, refused); allowed < 100 || refused < 200 {
			t.Errorf("%d let through, %d refused: this proves nothing", allowed, refused)
		}
	})
}

// C09: a token is for the API alone: on a page, a form or a socket its owner is a reader.
func TestPolicy_aTokenIsNobodyOnPagesAndForms(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
	site := testsite.Serve(w)
	for _, rules := range policyTable {
		if rules.part == "api" {
			continue
		}
		for _, r := range rules.rules {
			f := &fixture{World: w, who: w.Ada, name: "administrator", kept: map[string]any{}}
			may := r.allows("reader")
			f.judge(t, r, f.sendAs(site, r, carries{scopes: []string{"read", "write", "staff"}}), may, "an administrator's token")
		}
	}
}

// B05: a cookie alone never authorises the API.
func TestPolicy_aCookieIsNobodyInTheAPI(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
	site := testsite.Serve(w)
	for _, r := range apiRules {
		f := &fixture{World: w, who: w.Ada, name: "administrator", kept: map[string]any{}}
		may := r.allows("reader")
		f.judge(t, r, f.sendAs(site, r, carries{cookie: true}), may, "an administrator's cookie")
	}
}
