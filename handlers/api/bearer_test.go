package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestBearer_aTokenThatMayOnlyReadChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia := anybody.as(w.Mia)
		thread := start(mia, "question", testkit.RemoteWork, "How do you end the day")
		answer := reply1(mia, thread, "I close the laptop.")
		reads := anybody.as(w.Mia, "read")
		reads.get("/me").want(http.StatusOK)
		reads.post("/preview", in{"body": "Hm"}).want(http.StatusOK)
		before := everything(w)
		for _, o := range anybody.spec.operations {
			if o.method == http.MethodGet || o.id == "preview" || o.id == "createToken" {
				continue
			}
			for _, c := range []struct {
				p    *program
				want int
			}{{reads, http.StatusForbidden}, {anybody, http.StatusUnauthorized}} {
				res := c.p.do(o.method, filled(o.parts, thread, answer), in{})
				if res.status != c.want {
					t.Errorf("%s: status %d, want %d", o.id, res.status, c.want)
				}
				if c.want == http.StatusUnauthorized && !strings.HasPrefix(res.header.Get("WWW-Authenticate"), "Bearer") {
					t.Errorf("%s: a 401 that does not say how to come in", o.id)
				}
			}
		}
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}

// filled puts ids into a described address.
func filled(parts []string, thread, post int64) string {
	out := make([]string, len(parts))
	for i, part := range parts {
		switch {
		case part == "{id}" && parts[1] == "threads":
			part = fmt.Sprint(thread)
		case part == "{id}":
			part = fmt.Sprint(post)
		case part == "{slug}":
			part = testkit.Photography
		case part == "{handle}":
			part = "hana"
		case part == "{emoji}":
			part = "%F0%9F%91%8D"
		case part == "{key}":
			part = "k"
		}
		out[i] = part
	}
	return strings.Join(out, "/")
}

// everything is a figure of all that a request could have changed.
func everything(w *testkit.World) string {
	w.T.Helper()
	var figures []string
	for _, table := range []string{"topics", "threads", "posts", "revisions", "reactions", "bookmarks", "drafts", "corrections", "events", "audit_log", "creations", "requests", "sessions"} {
		figures = append(figures, fmt.Sprintf("%s %d", table, w.Count(`SELECT COUNT(*) FROM `+table)))
	}
	versions := w.Count(`SELECT COALESCE((SELECT SUM(version + event_seq) FROM threads), 0) + COALESCE((SELECT SUM(version) FROM posts), 0) + (SELECT SUM(version) FROM topics)`)
	return fmt.Sprintf("%v versions %d", figures, versions)
}

func TestBearer_endsAtOnceWithItsTimeItsOwnerAndItsPassword(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ends := func(what string, p *program) {
			t.Helper()
			if status := p.get("/me").status; status != http.StatusUnauthorized {
				t.Errorf("%s: status %d", what, status)
			}
			if status := p.get("/topics").status; status != http.StatusUnauthorized {
				t.Errorf("%s: a dead token is taken for a reader: status %d", what, status)
			}
		}
		short := *anybody
		short.token = anybody.post("/tokens", in{"email": "mia", "password": testkit.Password, "days": 1}).want(http.StatusCreated).body["token"].(string)
		short.get("/me").want(http.StatusOK)
		w.Clock.Advance(24 * time.Hour)
		ends("expired", &short)

		max := anybody.as(w.Max)
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'max'`)
		ends("suspended", max)
		mia := anybody.as(w.Mia)
		w.Must(w.Store.SetPassword(w.Ctx, "mia", "an altogether new one"))
		ends("password changed", mia)
		for _, header := range []string{"Bearer", "Bearer ", "Bearer nonsense", "Basic bWlhOng=", "nonsense"} {
			if res := anybody.do("GET", "/topics", nil, "Authorization", header); res.status != http.StatusUnauthorized {
				t.Errorf("%q: status %d", header, res.status)
			}
		}
	})
}

func TestBearer_staffWithoutTheScopeAreOrdinaryMembers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		hidden := start(anybody.as(w.Sam), "discussion", testkit.StaffTable, "Who has the keys")
		plain, staff := anybody.as(w.Ada, "read", "write"), anybody.as(w.Ada, "read", "write", "staff")
		at := fmt.Sprintf("/threads/%d", hidden)
		staff.get(at).want(http.StatusOK)
		plain.get(at).want(http.StatusNotFound)
		plain.post("/topics", in{"name": "Another"}).want(http.StatusForbidden)
		if r := plain.get("/me").want(http.StatusOK); r.body["role"] != "member" || r.body["staff"] != false {
			t.Errorf("me = %s", r.text)
		}
		made := anybody.post("/tokens", in{"email": "mia", "password": testkit.Password, "scopes": []string{"read", "staff"}}).want(http.StatusCreated)
		if got := fmt.Sprint(made.body["scopes"]); got != "[read]" {
			t.Errorf("a member's scopes = %s", got)
		}
		w.Exec(`UPDATE members SET role = 'member' WHERE handle = 'ada'`)
		staff.get(at).want(http.StatusNotFound)
	})
}

func TestBearer_passwordsAreTriedThroughTheLimitsOnSigningIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		var last reply
		for range 40 {
			last = anybody.post("/tokens", in{"email": "mia", "password": "not it"})
			if last.status != http.StatusUnauthorized {
				break
			}
		}
		last.want(http.StatusTooManyRequests)
		if last.header.Get("Retry-After") == "" {
			t.Error("nothing says when to come back")
		}
		if _, err := w.Store.SignIn(w.Ctx, models.SignInInput{Credentials: models.Credentials{Login: "mia", Password: testkit.Password, Address: "127.0.0.1"}}); models.KindOf(err) != models.TooMany {
			t.Errorf("the pages have a limit of their own: %v", err)
		}
	})
}

func TestAPI_noForeignPageMayReadOrChange(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mia := serve(w).as(w.Mia)
	for _, origin := range []string{"https://forum.example.evil.test", "null"} {
		res := mia.do("GET", "/me", nil, "Origin", origin)
		for name := range res.header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s for %s", name, origin)
			}
		}
		mia.do("POST", "/threads", in{}, "Origin", origin).want(http.StatusForbidden)
	}
	mia.do("POST", "/threads", in{}, "Sec-Fetch-Site", "cross-site").want(http.StatusForbidden)
}

func TestAPI_sharesTheRateWithPages(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w, func(o *handlers.Options) { o.RateLimits = true })
	b := site.Browser()
	for range 50 {
		b.Get("/topics")
	}
	res := b.Get("/api/v1/topics").Want(http.StatusTooManyRequests)
	if res.Header.Get("Retry-After") == "" || res.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("refused with %v", res.Header)
	}
}
