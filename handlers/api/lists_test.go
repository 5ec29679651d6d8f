package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func path(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// all reads a list to its end, page by page.
func (p *program) all(at string, limit int) []map[string]any {
	p.t.Helper()
	separator := "?"
	if strings.Contains(at, "?") {
		separator = "&"
	}
	var items []map[string]any
	cursor := ""
	for range 100 {
		r := p.get(fmt.Sprintf("%s%slimit=%d&cursor=%s", at, separator, limit, url.QueryEscape(cursor))).want(http.StatusOK)
		if len(r.items()) > limit {
			p.t.Fatalf("%s: %d items, at most %d asked for", at, len(r.items()), limit)
		}
		items = append(items, r.items()...)
		if cursor = r.next(); cursor == "" {
			return items
		}
	}
	p.t.Fatalf("%s never ends", at)
	return nil
}

func ids(items []map[string]any, field string) []int64 {
	out := make([]int64, len(items))
	for i, one := range items {
		out[i] = int64(one[field].(float64))
	}
	return out
}

func TestLists_goOnToTheirEndWithoutGapsOrDoubles(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		var threads []int64
		for i := range 7 {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, fmt.Sprintf("Desk number %d", i), "By the window.")
			threads = append([]int64{th.ID}, threads...)
			if i%2 == 0 {
				w.Clock.Advance(time.Minute)
			}
		}
		last := threads[len(threads)-1]
		w.Clock.Advance(time.Minute)
		for i := range 5 {
			p := w.Reply(w.Max, last, fmt.Sprintf("Reply about a desk %d.", i))
			w.Must(w.Store.Bookmark(w.Ctx, w.Mia, p.ID, true))
		}
		active := append([]int64{last}, threads[:len(threads)-1]...)
		for at, want := range map[string][]int64{
			"/threads": active, "/threads?sort=new": threads, "/threads?sort=unanswered": active[1:], "/threads?author=mia": active,
			"/threads?topic=" + testkit.RemoteWork + "&kind=discussion": active, "/threads?topic=nowhere": {}, "/threads?author=nobody": {}, "/threads?tag=none": {},
		} {
			for _, limit := range []int{1, 3, 100} {
				if got := ids(anybody.all(at, limit), "id"); !slices.Equal(got, want) {
					t.Errorf("%s by %d: %v, want %v", at, limit, got, want)
				}
			}
		}
		if got := ids(anybody.all(path("/threads/%d/posts", last), 2), "number"); !slices.Equal(got, []int64{1, 2, 3, 4, 5, 6}) {
			t.Errorf("posts %v", got)
		}
		mia := anybody.as(w.Mia)
		if got := mia.all("/bookmarks", 2); len(got) != 5 {
			t.Errorf("%d bookmarks", len(got))
		}
		one, many := anybody.all("/search?q=desk", 2), anybody.all("/search?q=desk", 50)
		if len(one) != 12 || !slices.Equal(ids(one, "post_id"), ids(many, "post_id")) {
			t.Errorf("found %v by two, %v at once", ids(one, "post_id"), ids(many, "post_id"))
		}
		if got := anybody.get("/threads?limit=5000").want(http.StatusOK); len(got.items()) != 7 {
			t.Errorf("a limit over 100: %d", len(got.items()))
		}
	})
}

func TestLists_aCursorBelongsToItsListAndItsFilters(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A chair", "Words.")
		w.Reply(w.Max, th.ID, "More.")
		next := anybody.get("/threads?limit=1").next()
		if next == "" {
			t.Fatal("no next page: this proves nothing")
		}
		anybody.get("/threads?limit=2&cursor=" + next).want(http.StatusOK)
		for _, at := range []string{"/threads?sort=new", "/threads?kind=story", "/threads?author=mia", path("/threads/%d/posts?", th.ID), "/search?q=desk"} {
			anybody.get(at + "&cursor=" + next).want(http.StatusBadRequest)
		}
		for _, broken := range []string{next[1:], next + "A", next[:len(next)-2], "AAAA", strings.Repeat("A", 5000)} {
			if r := anybody.get("/threads?cursor=" + broken); r.status != http.StatusBadRequest {
				t.Errorf("cursor %.20s: status %d", broken, r.status)
			}
		}
	})
}

func TestRevisions_areAsVisibleAsThePost(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		p := w.Reply(w.Max, th.ID, "First.")
		max, mo := anybody.as(w.Max), anybody.as(w.Mo)
		for i := range 12 {
			max.patch(path("/posts/%d", p.ID), in{"body": fmt.Sprintf("Text %d.", i)}).want(http.StatusOK)
		}
		at := path("/posts/%d/revisions", p.ID)
		if got := ids(anybody.all(at, 10), "version"); len(got) != 12 || got[0] != 13 || got[11] != 2 {
			t.Errorf("versions %v", got)
		}
		mo.delete(path("/posts/%d", p.ID), in{"reason": "private data", "rule": "spam"}).want(http.StatusOK)
		anybody.get(at).want(http.StatusGone)
		mo.get(at).want(http.StatusOK)
		if stub := anybody.get(path("/posts/%d", p.ID)).want(http.StatusOK); stub.body["body"] != "" || stub.body["html"] != "" {
			t.Errorf("stub = %s", stub.text)
		}
	})
}

// The reason is between the moderators and the author, as on pages.
func TestRemovedBecause_isForTheAuthorAndModerators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		s := newScene(w, models.KindDiscussion)
		anybody.as(w.Mo).delete(path("/posts/%d", s.reply), in{"reason": "private data", "rule": "spam"}).want(http.StatusOK)
		for _, c := range []struct {
			who  string
			p    *program
			want any
		}{
			{"a reader", anybody, nil}, {"a member", anybody.as(w.Mia), nil}, {"the host", anybody.as(w.Hana), nil}, {"a contributor", anybody.as(w.Sam), nil},
			{"the author", anybody.as(w.Max), "private data"}, {"a moderator", anybody.as(w.Mo), "private data"},
			{"an administrator", anybody.as(w.Ada), "private data"}, {"a moderator without the scope", anybody.as(w.Mo, "write"), nil},
		} {
			one := c.p.get(path("/posts/%d", s.reply)).want(http.StatusOK)
			listed := c.p.get(path("/threads/%d/posts", s.thread)).want(http.StatusOK).items()[1]
			if one.body["status"] != "removed" || one.body["removed_because"] != c.want || listed["removed_because"] != c.want {
				t.Errorf("%s reads %v, in the list %v, want %v", c.who, one.body["removed_because"], listed["removed_because"], c.want)
			}
		}
	})
}

// A program that reads a topic, changes a part and sends the whole back must not take anybody's right away.
func TestTopicHosts_whoAreSuspendedSurviveAProgramsRoundTrip(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{Hosts: new("hana, max")})
		w.Must(err)
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "A week off."}))
		anybody := serve(w)
		ada, at := anybody.as(w.Ada), "/topics/"+testkit.Photography
		handles := func(p *program) (all []string) {
			for _, host := range p.get(at).want(http.StatusOK).body["hosts"].([]any) {
				all = append(all, host.(map[string]any)["handle"].(string))
			}
			return all
		}
		if got := handles(anybody); !slices.Equal(got, []string{"hana"}) {
			t.Errorf("a reader is shown %v", got)
		}
		ada.patch(at, in{"description": "Light.", "hosts": handles(ada)}).want(http.StatusOK)
		if got := handles(ada); !slices.Equal(got, []string{"hana", "max"}) {
			t.Errorf("hosts after the round trip: %v", got)
		}
		ada.patch(at, in{"hosts": []string{"max", "nobody-here"}}).field(http.StatusUnprocessableEntity, "hosts")
		ada.patch(at, in{"hosts": []string{}}).want(http.StatusOK)
		ada.patch(at, in{"hosts": []string{"max"}}).field(http.StatusUnprocessableEntity, "hosts")
	})
}
