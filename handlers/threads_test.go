package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestThread_hasOneAddressAndOthersLeadToIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		right := links.Thread(m.talk.ID, m.talk.Slug)
		for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Mia)} {
			for _, wrong := range []string{fmt.Sprintf("/t/%d", m.talk.ID), fmt.Sprintf("/t/%d/other-words", m.talk.ID), right + ".css", fmt.Sprintf("/t/%d/", m.talk.ID)} {
				res := b.Get(wrong).Want(http.StatusMovedPermanently)
				if res.Location != right || res.Header.Get("Cache-Control") != "no-cache" {
					t.Errorf("%s leads to %s with Cache-Control %q", wrong, res.Location, res.Header.Get("Cache-Control"))
				}
			}
			page := b.Get(right).Want(http.StatusOK)
			if href, _ := page.Find(`link[rel=canonical]`).Attr("href"); href != site.URL+right {
				t.Errorf("canonical is %q", href)
			}
		}
		w.Must(w.Store.Retitle(w.Ctx, w.Mia, m.talk.ID, "Cameras, again", "", 0))
		res := site.Browser().Get(right).Want(http.StatusMovedPermanently)
		if !strings.HasSuffix(res.Location, "/cameras-again") {
			t.Errorf("after a new title the old address leads to %s", res.Location)
		}
	})
}

// FAULTS D01.
func TestThread_whatMayNotBeSeenLooksLikeWhatIsNotThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wages", "wages")
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Rota", "rota")
		p := w.Reply(w.Mia, hidden.ID, "more wages")
		site := testsite.Serve(w)
		reader, member := site.Browser(), site.As(w.Max)
		for _, c := range []struct {
			b    *testsite.Browser
			id   int64
			path string
		}{
			{reader, hidden.ID, "/t/%d"}, {reader, hidden.ID, "/t/%d/wages"}, {reader, hidden.ID, "/t/%d/feed.atom"},
			{reader, p.ID, "/posts/%d"}, {member, staff.ID, "/t/%d"}, {member, staff.ID, "/t/%d/rota"}, {member, staff.ID, "/t/%d/feed.atom"},
		} {
			real, random := c.b.Get(fmt.Sprintf(c.path, c.id)).Want(http.StatusNotFound), c.b.Get(fmt.Sprintf(c.path, 987654)).Want(http.StatusNotFound)
			if real.Body != random.Body {
				t.Errorf("%s: the page for a hidden one differs from that of a random id", c.path)
			}
			for _, h := range []http.Header{real.Header, random.Header} {
				h.Del("X-Request-Id")
				h.Del("Date")
			}
			if a, b := fmt.Sprint(real.Header), fmt.Sprint(random.Header); a != b {
				t.Errorf("%s: headers %s and %s", c.path, a, b)
			}
		}
		if page := member.Get(links.Thread(hidden.ID, hidden.Slug)).Want(http.StatusOK); !page.Has(`meta[name=robots][content=noindex]`) {
			t.Error("a members' thread may be indexed")
		}
		for _, path := range []string{"/topics/back-room", "/topics/back-room/feed.atom", "/topics/never-was", "/members/nobody-here", "/posts/0", "/t/abc", "/t/1.css", "/t/1;a.js", "/t/-1", "/t/007", "/t/99999999999999999999"} {
			reader.Get(path).Want(http.StatusNotFound)
		}
	})
}

func TestThread_pagesAreNumberedAndBounded(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long one", "begin")
		for n := range 45 {
			w.Reply(w.Sam, th.ID, fmt.Sprintf("Number %d.", n+2))
		}
		b := testsite.Serve(w).Browser()
		base := links.Thread(th.ID, th.Slug)
		second := b.Get(base + "?page=2").Want(http.StatusOK)
		if n := second.Find("article[id^=post-]").Length(); n != 20 || !second.Has("#post-21") || !second.Has("#post-40") {
			t.Errorf("%d posts on the second page", n)
		}
		for rel, want := range map[string]string{"prev": base, "next": base + "?page=3"} {
			if href, _ := second.Find("link[rel=" + rel + "]").Attr("href"); href != want {
				t.Errorf("%s is %q", rel, href)
			}
		}
		if third := b.Get(base + "?page=3").Want(http.StatusOK); !third.Has("#post-46") || third.Has("link[rel=next]") {
			t.Error("the last page lacks its last post, or has a next")
		}
		for _, far := range []string{"4", "999999", "99999999999999999999999"} {
			if res := b.Get(base + "?page=" + far).Want(http.StatusFound); res.Location != base+"?page=3" {
				t.Errorf("page %s leads to %s", far, res.Location)
			}
		}
		for _, odd := range []string{"0", "-1", "x", "1e3", "0x10", "%00", "1%3B"} {
			for _, path := range []string{base, "/topics/remote-work", "/stories", "/members/mia", "/search"} {
				b.Get(path + "?page=" + odd).Want(http.StatusBadRequest)
			}
		}
	})
}

func TestPermalink_followsAPostWhereverItGoes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long one", "begin")
		var last models.Post
		for range 22 {
			last = w.Reply(w.Max, th.ID, "again")
		}
		b := testsite.Serve(w).Browser()
		if res := b.Get(links.Post(last.ID)).Want(http.StatusFound); res.Location != links.Thread(th.ID, th.Slug)+"?page=2#post-23" {
			t.Errorf("leads to %s", res.Location)
		}
		made, err := w.Store.SplitThread(w.Ctx, w.Mo, th.ID, models.SplitInput{Title: "Split off", Numbers: []int64{23}, Topic: testkit.Photography})
		w.Must(err)
		want := links.Thread(made.ID, made.Slug) + "#post-1"
		if res := b.Get(links.Post(last.ID)).Want(http.StatusFound); res.Location != want {
			t.Errorf("after the split the post is at %s", res.Location)
		}
		stub := w.Count(`SELECT id FROM posts WHERE status = 'moved'`)
		if res := b.Get(links.Post(stub)).Want(http.StatusFound); res.Location != want {
			t.Errorf("its old place leads to %s", res.Location)
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, made.ID, testkit.StaffTable, "Among ourselves."))
		b.Get(links.Post(stub)).Want(http.StatusNotFound)
		if page := b.Get(links.Thread(th.ID, th.Slug) + "?page=2").Want(http.StatusOK); strings.Contains(page.Body, "Split off") {
			t.Error("the stub names a thread that readers may not see")
		}
	})
}

func TestThread_saysWhatItIsToMachines(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	m := fill(w)
	w.Exec(`UPDATE threads SET accepted_post_id = ? WHERE id = ?`, m.answer.ID, m.question.ID)
	b := testsite.Serve(w).Browser()
	for _, c := range []struct {
		th   models.Thread
		kind string
		want []string
	}{
		{m.story, "Article", []string{`"headline":"One corner, fifty-two Thursdays"`, `"description":"A year at one street corner."`, "/covers/fog-road/"}},
		{m.talk, "DiscussionForumPosting", []string{`"comment":[`, `"text":"Off, and nobody died of it."`, `"userInteractionCount":1`}},
		{m.question, "QAPage", []string{`"acceptedAnswer":`, `"text":"One with a dimmer, from the left."`, `"answerCount":1`}},
	} {
		page := b.Get(links.Thread(c.th.ID, c.th.Slug))
		text := page.Find(`script[type="application/ld+json"]`).Text()
		var graph struct {
			Graph []map[string]any `json:"@graph"`
		}
		if err := json.Unmarshal([]byte(text), &graph); err != nil || len(graph.Graph) != 2 {
			t.Fatalf("%s: %v: %s", c.kind, err, text)
		}
		if graph.Graph[0]["@type"] != c.kind || graph.Graph[1]["@type"] != "BreadcrumbList" {
			t.Errorf("got %v and %v, want %s", graph.Graph[0]["@type"], graph.Graph[1]["@type"], c.kind)
		}
		for _, part := range c.want {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %s: %s", c.kind, part, text)
			}
		}
		if title, _ := page.Find(`meta[property="og:title"]`).Attr("content"); title != c.th.Title {
			t.Errorf("og:title is %q", title)
		}
	}
}

func TestThread_withdrawnLeavesANoticeForAllAndItselfForItsAuthor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		path := links.Thread(m.story.ID, m.story.Slug)
		site.Browser().Get(path).Want(http.StatusOK)
		w.Must(w.Store.UnpublishStory(w.Ctx, w.Sam, m.story.ID, "other", "The shop asked us to wait."))
		gone := site.Browser().Get(path).Want(http.StatusGone)
		if !strings.Contains(gone.Body, "The shop asked us to wait.") || strings.Contains(gone.Body, "Thursday") {
			t.Error("the notice lacks its reason, or holds what was withdrawn")
		}
		if own := site.As(w.Sam).Get(path).Want(http.StatusOK); !strings.Contains(own.Body, "Thursday") {
			t.Error("the author cannot read it any more")
		}
	})
}

func TestThread_showsAMemberWhatIsNewAndWhatTheyKept(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site := testsite.Serve(w)
		w.Reply(w.Hana, m.question.ID, "Mine is a bicycle lamp.")
		mia := site.As(w.Mia)
		path := links.Thread(m.question.ID, m.question.Slug)
		if page := mia.Get(path); !page.Has("#new") || !strings.Contains(page.Find(".fresh").First().Text(), "#3") {
			t.Errorf("what is new is not marked: %s", page.Find(".fresh").Text())
		}
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k1", ThreadID: m.question.ID, Body: "Half a tho"})
		w.Must(err)
		page := mia.Get(path)
		if text := page.Find("#reply textarea").Text(); strings.TrimSpace(text) != "Half a tho" {
			t.Errorf("the composer holds %q", text)
		}
		if page := site.Browser().Get(path); page.Has("#reply textarea") || page.Has(".post__tools, [data-tools]") {
			t.Error("a reader gets a member's tools")
		}
	})
}
