package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestHEAD_isGETWithoutItsBody(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindQuestion)
	for _, p := range []*program{anybody, anybody.as(w.Mia)} {
		for _, at := range []string{"/topics", "/threads", path("/threads/%d", s.thread), path("/posts/%d", s.reply), "/me", "/nothing", "/threads?limit=0", "/openapi.json"} {
			get, head := p.raw("GET", at), p.raw("HEAD", at)
			if head.Status != get.Status || head.Body != "" || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
				t.Errorf("%s: HEAD is %d %q with %d bytes, GET %d %q", at, head.Status, head.Header.Get("Content-Type"), len(head.Body), get.Status, get.Header.Get("Content-Type"))
			}
		}
	}
}

// raw asks without holding the answer to the description.
func (p *program) raw(method, at string, headers ...string) testsite.Response {
	p.t.Helper()
	b := p.site.Browser()
	req := b.NewRequest(method, "/api/v1"+at, nil)
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return b.Do(req)
}

func TestAnswers_areKeptByNobodyButTheDescription(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindQuestion)
	for _, p := range []*program{anybody, anybody.as(w.Mia)} {
		for _, at := range []string{"/topics", "/topics/photography", "/threads", path("/threads/%d", s.thread), path("/threads/%d/posts", s.thread), "/search?q=fog", "/members/mia"} {
			res := p.raw("GET", at).Want(http.StatusOK)
			if res.Header.Get("Cache-Control") != "no-store" || !strings.Contains(strings.Join(res.Header.Values("Vary"), ","), "Authorization") {
				t.Errorf("%s may be kept: %v", at, res.Header)
			}
			if got := res.Header.Get("Content-Type"); got != "application/json" {
				t.Errorf("%s: type %q", at, got)
			}
			if res.Header.Get("Set-Cookie") != "" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: headers %v", at, res.Header)
			}
		}
	}
	first := anybody.raw("GET", "/openapi.json").Want(http.StatusOK)
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("the description: %v", first.Header)
	}
	for sent, want := range map[string]int{tag: 304, `"other", ` + tag: 304, "W/" + tag: 304, `"other"`: 200, "": 200} {
		res := anybody.raw("GET", "/openapi.json", "If-None-Match", sent)
		if res.Status != want || (want == 304 && (res.Body != "" || res.Header.Get("ETag") != tag)) {
			t.Errorf("If-None-Match %s: status %d with %d bytes", sent, res.Status, len(res.Body))
		}
	}
}

func TestCookies_openNothingHere(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	b := anybody.site.As(w.Ada)
	b.Get("/api/v1/me").Want(http.StatusUnauthorized)
	if res := b.Get("/api/v1/topics").Want(http.StatusOK); strings.Contains(res.Body, testkit.StaffTable) {
		t.Error("a cookie shows what staff may see")
	}
	req := b.NewRequest(http.MethodPost, "/api/v1/threads", strings.NewReader(`{}`))
	req.Header.Set("Content-Type", "application/json")
	b.Do(req).Want(http.StatusUnauthorized)
	ada := anybody.as(w.Ada)
	page := ada.site.Browser()
	asked := page.NewRequest(http.MethodGet, "/settings/profile", nil)
	asked.Header.Set("Authorization", "Bearer "+ada.token)
	if res := page.Do(asked); res.Status != http.StatusSeeOther {
		t.Errorf("a token opens a page: status %d", res.Status)
	}
}

func TestMethods_thatAreNotThereNameThoseThatAre(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	mia := anybody.as(w.Mia)
	for at, allowed := range map[string][]string{
		"/topics": {"GET", "POST"}, "/topics/photography": {"GET", "PATCH"}, "/threads/1": {"GET", "PATCH", "DELETE"}, "/threads/1/posts": {"GET", "POST"},
		"/posts/1": {"GET", "PATCH", "DELETE"}, "/posts/1/revisions": {"GET"}, "/posts/1/bookmark": {"PUT", "DELETE"}, "/threads/1/schedule": {"POST", "DELETE"},
		"/drafts/k": {"GET", "PUT", "DELETE"}, "/drafts/k/restore": {"POST"}, "/sessions": {"GET", "DELETE"}, "/sessions/1": {"DELETE"},
		"/tokens": {"GET", "POST"}, "/tokens/1": {"DELETE"}, "/me": {"GET"}, "/search": {"GET"}, "/preview": {"POST"}, "/openapi.json": {"GET"},
	} {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			known := false
			for _, one := range allowed {
				known = known || one == method
			}
			if known {
				continue
			}
			res := mia.raw(method, at)
			if res.Status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s: status %d", method, at, res.Status)
			}
			for _, one := range allowed {
				if !strings.Contains(res.Header.Get("Allow"), one) {
					t.Errorf("%s %s: Allow %q lacks %s", method, at, res.Header.Get("Allow"), one)
				}
			}
		}
	}
}

func TestPreview_drawsAsItWouldBeSavedAndKeepsNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia := anybody.as(w.Mia, "read")
		before := everything(w)
		for body, want := range map[string]string{
			"*Hm*": "<p><em>Hm</em></p>", "<script>alert(1)</script>": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "a\n\nb": "<p>a</p>\n<p>b</p>", "": "",
			"[x](javascript:alert(1))": "<p>x</p>",
		} {
			r := mia.post("/preview", in{"body": body})
			if r.status == http.StatusUnprocessableEntity && body == "" {
				continue
			}
			if got := strings.TrimSpace(r.want(http.StatusOK).body["html"].(string)); got != want {
				t.Errorf("%q is drawn as %q, want %q", body, got, want)
			}
		}
		mia.post("/preview", in{"body": "Hm", "kind": "poem"}).problem(http.StatusUnprocessableEntity, "kind")
		mia.post("/preview", in{"body": strings.Repeat("a", 16_001)}).problem(http.StatusUnprocessableEntity, "body")
		mia.post("/preview", in{"body": strings.Repeat("a ", 9_000), "kind": "story", "opening": true}).want(http.StatusOK)
		mia.post("/preview", in{"body": "Hm", "opening": 1}).problem(http.StatusUnprocessableEntity, "opening")
		anybody.post("/preview", in{"body": "Hm"}).problem(http.StatusUnauthorized)
		for range 40 {
			if r := mia.post("/preview", in{"body": "Hm"}); r.status == http.StatusTooManyRequests {
				if r.header.Get("Retry-After") == "" {
					t.Error("nothing says when to come back")
				}
				break
			}
		}
		mia.post("/preview", in{"body": "Hm"}).problem(http.StatusTooManyRequests)
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}
