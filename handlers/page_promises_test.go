package handlers_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// pageKinds are a page of each sort, with how a reader's may be kept and what address it says it has.
func pageKinds(m magazine) map[string]struct{ keep, canonical string } {
	type p = struct{ keep, canonical string }
	const shared, none = "public", "no-store"
	return map[string]p{
		"/":                                    {shared, "/"},
		"/?utm_source=x":                       {shared, "/"},
		"/topics":                              {shared, "/topics"},
		"/topics/remote-work":                  {shared, "/topics/remote-work"},
		"/topics/remote-work?x":                {shared, "/topics/remote-work"},
		"/stories":                             {shared, "/stories"},
		links.Thread(m.story.ID, m.story.Slug): {shared, links.Thread(m.story.ID, m.story.Slug)},
		links.Thread(m.talk.ID, m.talk.Slug):   {shared, links.Thread(m.talk.ID, m.talk.Slug)},
		links.Thread(m.talk.ID, m.talk.Slug) + "?page=1&fb=1": {shared, links.Thread(m.talk.ID, m.talk.Slug)},
		links.Thread(m.question.ID, m.question.Slug):          {shared, links.Thread(m.question.ID, m.question.Slug)},
		"/members/mia":    {shared, "/members/mia"},
		"/search?q=lamp":  {shared, ""},
		"/login":          {none, ""},
		"/forgot":         {none, "/forgot"},
		"/nothing/here":   {none, ""},
		"/topics/nowhere": {none, ""},
	}
}

func TestPages_sayHowLongTheyKeepAndWhereTheyAre(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		reader, mia := site.Browser(), site.As(w.Mia)
		for path, want := range pageKinds(m) {
			res := reader.Get(path)
			control := res.Header.Get("Cache-Control")
			if !strings.HasPrefix(control, want.keep) {
				t.Errorf("%s: a reader's page is %q, want %s", path, control, want.keep)
			}
			vary := strings.Join(res.Header.Values("Vary"), ",")
			if want.keep == "public" && (!strings.Contains(vary, "Cookie") || res.Header.Get("ETag") == "" || res.Header.Get("Set-Cookie") != "") {
				t.Errorf("%s: kept for all with Vary %q, ETag %q, cookie %q", path, vary, res.Header.Get("ETag"), res.Header.Get("Set-Cookie"))
			}
			canonical := res.Find("link[rel=canonical]").AttrOr("href", "")
			if want.canonical != "" {
				want.canonical = site.URL + want.canonical
			}
			if strings.TrimSuffix(canonical, "/") != strings.TrimSuffix(want.canonical, "/") {
				t.Errorf("%s: canonical %q, want %q", path, canonical, want.canonical)
			}
			if got := mia.Get(path).Header.Get("Cache-Control"); !strings.Contains(got, "no-store") && !strings.Contains(got, "private") {
				t.Errorf("%s: a member's page is %q", path, got)
			}
			if n := res.Find("h1").Length(); n != 1 {
				t.Errorf("%s has %d main headings", path, n)
			}
			if title := strings.TrimSpace(res.Find("head title").Text()); title == "" {
				t.Errorf("%s has no title", path)
			}
		}
	})
}

func TestPages_areNotSentAgainToWhoHasThem(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	b := testsite.Serve(w).Browser()
	for path, want := range pageKinds(m) {
		if want.keep != "public" {
			continue
		}
		tag := b.Get(path).Header.Get("ETag")
		for sent, status := range map[string]int{tag: 304, `"other", ` + tag: 304, "W/" + strings.TrimPrefix(tag, "W/"): 304, "*": 304, `"other"`: 200} {
			req := b.NewRequest(http.MethodGet, path, nil)
			req.Header.Set("If-None-Match", sent)
			if res := b.Do(req); res.Status != status && sent != "*" || (status == 304 && res.Status == 304 && (res.Body != "" || res.Header.Get("ETag") == "")) {
				t.Errorf("%s with If-None-Match %s: status %d, %d bytes", path, sent, res.Status, len(res.Body))
			}
		}
	}
	path := links.Thread(m.talk.ID, m.talk.Slug)
	tag := b.Get(path).Header.Get("ETag")
	w.Reply(w.Max, m.talk.ID, "On, always.")
	req := b.NewRequest(http.MethodGet, path, nil)
	req.Header.Set("If-None-Match", tag)
	if res := b.Do(req).Want(http.StatusOK); !strings.Contains(res.Body, "On, always.") {
		t.Error("the changed page lacks the change")
	}
}

// graph are the things that a page's structured data names, by type.
func graph(t *testing.T, page testsite.Response) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for _, script := range page.Find(`script[type="application/ld+json"]`).EachIter() {
		var document struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(script.Text()), &document); err != nil {
			t.Fatalf("structured data is no JSON: %v: %s", err, script.Text())
		}
		if document.Context != "https://schema.org" {
			t.Errorf("context %q", document.Context)
		}
		for _, one := range document.Graph {
			all[fmt.Sprint(one["@type"])] = one
		}
	}
	return all
}

func TestStructuredData_saysWhatThePageShowsAndNoMore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		odd := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, `</script><script>alert(1)</script> "&' 𝕳`, "]]> --> </script> \u2028")
		for range 8 {
			w.Reply(w.Max, m.talk.ID, "One more voice.")
		}
		_, err := w.Store.AcceptAnswer(w.Ctx, w.Max, m.answer.ID, true)
		w.Must(err)
		_, err = w.Store.React(w.Ctx, w.Hana, m.answer.ID, "👍", true)
		w.Must(err)
		site := testsite.Serve(w)
		b := site.Browser()
		at := func(th models.Thread) map[string]map[string]any {
			return graph(t, b.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK))
		}
		story := at(m.story)["Article"]
		if story["headline"] != m.story.Title || story["description"] != "A year at one street corner." || story["datePublished"] != "2026-03-02T09:00:00Z" ||
			story["url"] != site.URL+links.Thread(m.story.ID, m.story.Slug) || !strings.HasPrefix(fmt.Sprint(story["image"]), site.URL+"/covers/fog-road/") {
			t.Errorf("a story: %v", story)
		}
		talk := at(m.talk)["DiscussionForumPosting"]
		if comments := talk["comment"].([]any); len(comments) != 5 || talk["interactionStatistic"].(map[string]any)["userInteractionCount"] != 9.0 {
			t.Errorf("a discussion: %v", talk)
		}
		question := at(m.question)["QAPage"]["mainEntity"].(map[string]any)
		answer := question["acceptedAnswer"].(map[string]any)
		if question["name"] != m.question.Title || question["answerCount"] != 1.0 || answer["text"] != "One with a dimmer, from the left." ||
			answer["author"].(map[string]any)["name"] != "Mia Thornbury" || question["suggestedAnswer"] != nil {
			t.Errorf("a question: %v", question)
		}
		_, err = w.Store.AcceptAnswer(w.Ctx, w.Max, m.answer.ID, false)
		w.Must(err)
		open := at(m.question)["QAPage"]["mainEntity"].(map[string]any)
		if suggested := open["suggestedAnswer"].([]any); len(suggested) != 1 || suggested[0].(map[string]any)["upvoteCount"] != 1.0 || open["acceptedAnswer"] != nil {
			t.Errorf("an open question: %v", open)
		}
		if got := at(odd)["DiscussionForumPosting"]["headline"]; got != odd.Title {
			t.Errorf("an odd title reads %v", got)
		}
		if crumbs := at(odd)["BreadcrumbList"]["itemListElement"].([]any); len(crumbs) != 3 || crumbs[1].(map[string]any)["item"] != site.URL+"/topics/remote-work" {
			t.Errorf("the way there: %v", crumbs)
		}
		if front := graph(t, b.Get("/"))["WebSite"]; front["url"] != site.URL+"/" {
			t.Errorf("the site: %v", front)
		}
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		page := site.As(w.Mia).Get(links.Thread(hidden.ID, hidden.Slug)).Want(http.StatusOK)
		if len(graph(t, page)) != 0 || page.Find(`meta[name=robots]`).AttrOr("content", "") != "noindex" {
			t.Error("a members' thread tells machines about itself")
		}
	})
}

func TestRedirects_leadToOneAddressAndKeepThePage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		for i := range 25 {
			w.Reply(w.Max, m.talk.ID, fmt.Sprintf("Voice %d.", i))
		}
		w.Must(w.Store.Retitle(w.Ctx, w.Mia, m.talk.ID, "Cameras, on or off", "", 0))
		id := itoa(m.talk.ID)
		now := "/t/" + id + "/cameras-on-or-off"
		for _, b := range []*testsite.Browser{testsite.Serve(w).Browser(), testsite.Serve(w).As(w.Mia)} {
			for from, to := range map[string]string{
				"/t/" + id: now, "/t/" + id + "/": now, "/t/" + id + "/" + m.talk.Slug + "x": now, "/t/" + id + "/Cameras-On-Or-Off": now,
				"/t/" + id + "/x?page=2": now + "?page=2", "/t/" + id + "/x?page=2&x=1": now + "?page=2", "/t/" + id + "/x?page=99": now + "?page=99",
				"/members/MIA": "/members/mia", "/members/Mia?page=2": "/members/mia?page=2",
			} {
				res := b.Get(from)
				if res.Status != http.StatusMovedPermanently || res.Location != to || res.Header.Get("Cache-Control") != "no-cache" {
					t.Errorf("%s: status %d to %s, %q", from, res.Status, res.Location, res.Header.Get("Cache-Control"))
				}
			}
			for from, to := range map[string]string{
				now + "?page=99": now + "?page=2", now + "?page=99999999999999999999999": now + "?page=2", "/stories?page=9": "/stories", "/members/mia?page=7": "/members/mia",
				"/topics/remote-work?page=7&kind=question": "/topics/remote-work?kind=question", "/search?q=lamp&page=9": "/search?q=lamp", "/search?q=lamp&tag=x&page=9": "/search?q=lamp&tag=x",
			} {
				res := b.Get(from)
				if res.Status != http.StatusFound || res.Location != to {
					t.Errorf("%s: status %d to %s, want %s", from, res.Status, res.Location, to)
				}
			}
			// FAULTS E08
			for _, path := range []string{now + "?page=0", now + "?page=-1", now + "?page=x", now + "?page=1.5", "/stories?page=0", "/search?q=x&page=zero", "/members/mia?page=+1%20"} {
				b.Get(path).Want(http.StatusBadRequest)
			}
			for _, path := range []string{"/topics/remote-work?kind=poem", "/topics/remote-work?sort=oldest", "/topics/remote-work?kind=suggestion&sort=x", "/search?q=x&kind=poem"} {
				b.Get(path).Want(http.StatusUnprocessableEntity)
			}
		}
	})
}

func TestHEAD_isWhatGETWouldSay(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	site := testsite.Serve(w)
	paths := slices.Collect(maps.Keys(pageKinds(m)))
	paths = append(paths, "/t/"+itoa(m.talk.ID), "/feed.atom", "/settings/profile", "/console", "/t/99999", "/drafts", "/avatars/mia", "/posts/"+itoa(m.answer.ID))
	for who, b := range map[string]*testsite.Browser{"a reader": site.Browser(), "a member": site.As(w.Mia)} {
		for _, path := range paths {
			get, head := b.Get(path), b.Do(b.NewRequest(http.MethodHead, path, nil))
			if head.Status != get.Status || head.Body != "" || head.Location != get.Location || head.Header.Get("Cache-Control") != get.Header.Get("Cache-Control") ||
				head.Header.Get("Content-Type") != get.Header.Get("Content-Type") || head.Header.Get("Etag") != get.Header.Get("Etag") {
				t.Errorf("%s, HEAD %s: %d %v; GET: %d %v", who, path, head.Status, head.Header, get.Status, get.Header)
			}
		}
	}
}

func TestAddresses_thatAreNoTextAreRefused(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	fill(w)
	site := testsite.Serve(w, func(o *handlers.Options) { o.Development = true })
	for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Mia)} {
		for _, path := range []string{"/topics/%ff", "/topics/a%00b", "/search?q=%ff", "/search?q=a%00", "/members/%c3%28", "/t/1/%fe", "/search?q=%zz", "/?%ff=1", "/drafts?deleted=%ff"} {
			if res := b.Get(path); res.Status != http.StatusBadRequest {
				t.Errorf("%s: status %d", path, res.Status)
			}
		}
		for _, path := range []string{"/t/0", "/t/-1", "/t/x", "/t/01", "/t/+1", "/t/1e3", "/t/99999999999999999999", "/t/1%20", "/posts/0", "/posts/x", "/posts/00", "/topics/", "/members/", "/sitemaps/", "/covers/x"} {
			if res := b.Get(path); res.Status != http.StatusNotFound {
				t.Errorf("%s: status %d", path, res.Status)
			}
		}
	}
}
