package handlers_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

const newOne = "a bicycle made of fog"

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// inside reports whether the browser is signed in.
func inside(b *testsite.Browser) bool { return b.Get("/settings/profile").Status == http.StatusOK }

func TestJoin_signsInAtOnceAndKeepsWhatWasTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		page := b.Get("/join?next=/topics").Want(http.StatusOK)
		for name, want := range map[string]string{"handle": "username", "name": "name", "email": "email", "password": "new-password"} {
			if got, _ := page.Find(`form[action="/join"] input[name="` + name + `"]`).Attr("autocomplete"); got != want {
				t.Errorf("%s completes %q, want %q", name, got, want)
			}
		}
		res := b.Post("/join", form("handle", "Ines!", "name", "Ines Marlowe", "email", "mia@example.test", "password", newOne)).Want(http.StatusUnprocessableEntity)
		field := res.Find(`input[name="handle"]`)
		if field.AttrOr("value", "") != "Ines!" || field.AttrOr("aria-invalid", "") != "true" || !res.Has("#"+field.AttrOr("aria-describedby", "none ")[strings.LastIndex(field.AttrOr("aria-describedby", ""), " ")+1:]) {
			t.Error("want the handle kept, marked, and described by its error")
		}
		if _, told := res.Find(`input[name="password"]`).Attr("value"); told && res.Find(`input[name="password"]`).AttrOr("value", "") != "" {
			t.Error("the password came back")
		}
		res = b.Post("/join", form("handle", "ines", "name", "Ines Marlowe", "email", "ines@new.test", "password", newOne, "next", "/topics", "role", "administrator")).Want(http.StatusSeeOther)
		if res.Location != "/topics" || !inside(b) {
			t.Errorf("leads to %q, signed in: %v", res.Location, inside(b))
		}
		if w.Viewer("ines").Role != models.RoleMember {
			t.Error("a form field gave a role")
		}
	})
}

func TestJoin_whileClosedSaysSo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`INSERT INTO settings (key, value) VALUES ('joining', 'closed')`)
		b := testsite.Serve(w, func(o *handlers.Options) { o.Store = w.NewStore() }).Browser()
		if b.Get("/join").Want(http.StatusOK).Has(`form[action="/join"]`) {
			t.Error("a form that cannot be sent is shown")
		}
		b.Post("/join", form("handle", "ines", "name", "Ines", "email", "ines@new.test", "password", newOne)).Want(http.StatusForbidden)
	})
}

func TestSignIn_failuresLookTheSameAndKeepTheLogin(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		bodies := map[string]bool{}
		for _, c := range [][2]string{{"nobody-here", testkit.Password}, {"mia", "wrong password"}, {"sue", testkit.Password}} {
			res := site.Browser().Post("/login", form("email", c[0], "password", c[1])).Want(http.StatusUnprocessableEntity)
			if res.Find(`input[name="email"]`).AttrOr("value", "") != c[0] {
				t.Errorf("%s was not kept", c[0])
			}
			if res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s got a cookie", c[0])
			}
			bodies[strings.ReplaceAll(res.Body, c[0], "X")] = true
		}
		if len(bodies) != 1 {
			t.Errorf("%d different answers", len(bodies))
		}
	})
}

func TestSignIn_limitsHoldWhateverHeadersSayAndWithRateLimitsOff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, func(o *handlers.Options) { o.RateLimits = false }).Browser()
		for i := range 50 {
			req := b.NewRequest(http.MethodPost, "/login", strings.NewReader(form("email", "account-"+strconv.Itoa(i), "password", "hunter2hunter2").Encode()))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			for _, name := range []string{"X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP"} {
				req.Header.Set(name, "203.0.113."+strconv.Itoa(i+1))
			}
			req.Header.Set("Forwarded", "for=203.0.113."+strconv.Itoa(i+1))
			if res := b.Do(req); res.Status == http.StatusTooManyRequests {
				if n, err := strconv.Atoi(res.Header.Get("Retry-After")); err != nil || n < 1 || n > 900 {
					t.Errorf("Retry-After %q", res.Header.Get("Retry-After"))
				}
				return
			}
		}
		t.Error("50 accounts were tried from one address")
	})
}

// FAULTS B01, B03: a session is new at each sign-in, and dead after the sign-out.
func TestSession_isNewAtEachSignInAndDeadAfterSignOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		cookie := func() string {
			res := b.Post("/login", form("email", "mia", "password", testkit.Password)).Want(http.StatusSeeOther)
			return strings.SplitN(res.Header.Get("Set-Cookie"), ";", 2)[0]
		}
		planted := b.NewRequest(http.MethodPost, "/login", strings.NewReader(form("email", "mia", "password", testkit.Password).Encode()))
		planted.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		planted.Header.Set("Cookie", "ct_session=planted")
		if got := b.Do(planted).Want(http.StatusSeeOther).Header.Get("Set-Cookie"); strings.Contains(got, "planted") {
			t.Errorf("the planted id was taken: %s", got)
		}
		first := cookie()
		second := cookie()
		if first == second {
			t.Error("the same session id twice")
		}
		replay := func(value string) testsite.Response {
			other := b.NewRequest(http.MethodGet, "/settings/profile", nil)
			other.Header.Set("Cookie", value)
			return (testsite.Serve(w).Browser()).Do(other)
		}
		if res := replay(first); res.Status != http.StatusSeeOther {
			t.Errorf("the older session still works: %d", res.Status)
		}
		out := b.Post("/logout", nil).Want(http.StatusSeeOther)
		if !strings.Contains(out.Header.Get("Set-Cookie"), "Max-Age=0") {
			t.Errorf("cookie after signing out: %s", out.Header.Get("Set-Cookie"))
		}
		res := replay(second).Want(http.StatusSeeOther)
		if !strings.HasPrefix(res.Location, "/login?next=") {
			t.Errorf("leads to %s", res.Location)
		}
		b.Post("/settings/profile", form("name", "Mia")).Want(http.StatusUnauthorized)
	})
}

// FAULTS B02.
func TestCookie_isOutOfReachOfScriptsAndOtherSites(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		plain := b.Post("/login", form("email", "mia", "password", testkit.Password)).Header.Get("Set-Cookie")
		for _, want := range []string{"ct_session=", "HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(plain, want) {
				t.Errorf("%s lacks %s", plain, want)
			}
		}
		secure := testsite.Serve(w, func(o *handlers.Options) { o.BaseURL = &url.URL{Scheme: "https", Host: "forum.example"} }).Browser()
		req := secure.NewRequest(http.MethodPost, "/login", strings.NewReader(form("email", "mia", "password", testkit.Password).Encode()))
		req.Host = "forum.example"
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got := secure.Do(req).Want(http.StatusSeeOther).Header.Get("Set-Cookie")
		for _, want := range []string{"__Host-ct_session=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"} {
			if !strings.Contains(got, want) || strings.Contains(got, "Domain=") {
				t.Errorf("%s lacks %s, or names a domain", got, want)
			}
		}
	})
}

// FAULTS B08.
func TestNext_leadsToOurOwnHostAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for _, next := range []string{
			"https://evil.test/", "//evil.test", "///evil.test", `/\evil.test`, `\\evil.test`, "/\t/evil.test", "/%0a/evil.test\n", "javascript:alert(1)",
			"evil.test", "/\x00", "http:/evil.test", "https:evil.test", " /topics", "",
		} {
			res := site.Browser().Post("/login", form("email", "mia", "password", testkit.Password, "next", next)).Want(http.StatusSeeOther)
			if res.Location != "/" {
				t.Errorf("%q leads to %q", next, res.Location)
			}
			again := site.As(w.Mia).Get("/login?next=" + url.QueryEscape(next))
			if again.Status != http.StatusBadRequest && (again.Status != http.StatusSeeOther || again.Location != "/") {
				t.Errorf("%q leads who is signed in to %q (%d)", next, again.Location, again.Status)
			}
			w.Clock.Advance(time.Second)
		}
		if got := site.Browser().Post("/login", form("email", "mia", "password", testkit.Password, "next", "/t/1/x?page=2#post-21")).Location; got != "/t/1/x?page=2#post-21" {
			t.Errorf("a path of ours became %q", got)
		}
	})
}
