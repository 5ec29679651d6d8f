package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestSignIn_leadsOnWithANewSession(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for _, login := range []string{"mia", "mia@example.test", " MIA@example.test "} {
			b := site.Browser()
			res := b.Post("/login", url.Values{"email": {login}, "password": {testkit.Password}, "next": {"/t/1"}})
			res.Want(http.StatusSeeOther)
			if res.Location != "/t/1" {
				t.Errorf("leads to %s", res.Location)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM sessions`); n != 3 {
			t.Errorf("%d sessions, want 3", n)
		}
	})
}
