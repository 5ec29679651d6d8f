package api_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// What is written while somebody pages through a list must neither hide nor double what was there.
func TestCursor_survivesWhatIsWrittenMeanwhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia := anybody.as(w.Mia)
		var threads []int64
		for i := range 6 {
			threads = append(threads, w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, fmt.Sprintf("Desk %d in a row", i), "By the window.").ID)
			w.Clock.Advance(time.Minute)
		}
		slices.Reverse(threads)
		long := threads[5]
		for i := range 5 {
			w.Reply(w.Max, long, fmt.Sprintf("Reply %d.", i))
			w.Clock.Advance(time.Minute)
		}
		type walk struct {
			at, field string
			want      []int64
			between   func(i int)
		}
		for what, c := range map[string]walk{
			"newest threads while new ones come": {"/threads?sort=new", "id", threads, func(i int) {
				w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, fmt.Sprintf("Chair %d meanwhile", i), "Words.")
			}},
			"posts while replies come": {path("/threads/%d/posts", long), "number", []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}, func(i int) {
				if i < 3 {
					w.Reply(w.Mia, long, fmt.Sprintf("Meanwhile %d.", i))
				}
			}},
		} {
			var got []int64
			cursor := ""
			for i := range 20 {
				separator := "?"
				if strings.Contains(c.at, "?") {
					separator = "&"
				}
				r := mia.get(c.at + separator + "limit=2&cursor=" + cursor).want(http.StatusOK)
				got = append(got, ids(r.items(), c.field)...)
				if cursor = r.next(); cursor == "" {
					break
				}
				c.between(i)
				w.Clock.Advance(time.Second)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", what, got, c.want)
			}
		}
	})
}

func TestCursor_isNoWayToAskForWhatOneMayNotSee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ada := anybody.as(w.Ada)
		for i := range 3 {
			w.Start(w.Ada, testkit.StaffTable, models.KindDiscussion, fmt.Sprintf("Keys %d on the table", i), "Hush.")
			w.Clock.Advance(time.Minute)
		}
		public := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		next := ada.get("/threads?limit=1").next()
		if next == "" {
			t.Fatal("no next page: this proves nothing")
		}
		for _, at := range []string{"/threads?limit=10&cursor=" + next, "/threads?topic=" + testkit.StaffTable + "&limit=10"} {
			if r := anybody.get(at); r.status == http.StatusOK && len(r.items()) != 0 {
				t.Errorf("%s shows a reader %s", at, r.text)
			}
		}
		if got := ids(anybody.get("/threads?limit=10").items(), "id"); !slices.Equal(got, []int64{public.ID}) {
			t.Errorf("a reader sees %v", got)
		}
	})
}

func TestCursor_thatWasTamperedWithIsRefused(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	mia := anybody.as(w.Mia)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	other := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A chair", "Words.")
	for _, p := range []models.Post{w.Reply(w.Max, th.ID, "More about a desk."), w.Reply(w.Max, th.ID, "And more about a desk.")} {
		w.Must(w.Store.Bookmark(w.Ctx, w.Mia, p.ID, true))
	}
	edit := func(i int) {
		_, err := w.Store.EditPost(w.Ctx, w.Mia, openingOf(w, th), models.EditInput{Body: new(fmt.Sprintf("Words %d.", i))})
		w.Must(err)
	}
	for i := range models.RevisionsPerPage + 1 {
		edit(i)
	}
	lists := map[string]string{
		"threads": "/threads?limit=1", "new": "/threads?sort=new&limit=1", "topic": "/threads?topic=remote-work&limit=1", "posts": path("/threads/%d/posts?limit=1", th.ID),
		"search": "/search?q=desk&limit=1", "bookmarks": "/bookmarks?limit=1", "revisions": path("/posts/%d/revisions?", openingOf(w, th)),
	}
	cursors := map[string]string{}
	for name, at := range lists {
		if cursors[name] = mia.get(at).want(http.StatusOK).next(); cursors[name] == "" {
			t.Fatalf("%s has no next page: this proves nothing", name)
		}
	}
	for name, at := range lists {
		for from, cursor := range cursors {
			if want := http.StatusBadRequest; from != name {
				if r := mia.get(at + "&cursor=" + cursor); r.status != want {
					t.Errorf("%s goes on with the cursor of %s: status %d", name, from, r.status)
				}
			}
		}
		plain, err := base64.RawURLEncoding.DecodeString(cursors[name])
		w.Must(err)
		mark, _, _ := strings.Cut(string(plain), ".")
		parts := strings.Count(string(plain), ".")
		for _, position := range []string{"-1", "zzzzzzzzzzzzzzzz", "1.1.1.1", "", "1 OR 1=1", " 1", "+1"} {
			text := mark + strings.Repeat("."+position, parts)
			if r := mia.get(at + "&cursor=" + base64.RawURLEncoding.EncodeToString([]byte(text))); r.status != http.StatusBadRequest && position != "+1" {
				t.Errorf("%s at %q: status %d", name, position, r.status)
			}
		}
		// far beyond the end is the end, or nothing at all
		far := base64.RawURLEncoding.EncodeToString([]byte(mark + strings.Repeat(".2gosa7pa2gv", parts)))
		if r := mia.get(at + "&cursor=" + far); r.status != http.StatusOK && r.status != http.StatusBadRequest && r.status != http.StatusNotFound {
			t.Errorf("%s far beyond the end: status %d", name, r.status)
		}
	}
	mia.get(path("/threads/%d/posts?limit=1&cursor=%s", other.ID, cursors["posts"])).problem(http.StatusBadRequest)
}

func openingOf(w *testkit.World, th models.Thread) int64 {
	w.T.Helper()
	return w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
}

func TestLimit_isAWholeNumberFromOneAndHundredAtMost(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mia := serve(w).as(w.Mia)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long talk", "Words.")
	for i := range 104 {
		p := w.Reply(w.Max, th.ID, fmt.Sprintf("Reply %d of a long talk.", i))
		w.Must(w.Store.Bookmark(w.Ctx, w.Mia, p.ID, true))
	}
	for _, at := range []string{path("/threads/%d/posts", th.ID), "/bookmarks", "/search?q=talk"} {
		separator := "?"
		if strings.Contains(at, "?") {
			separator = "&"
		}
		for text, want := range map[string]int{"": 20, "1": 1, "99": 99, "100": 100, "101": 100, "9223372036854775807": 100, "007": 7} {
			r := mia.get(at + separator + "limit=" + text).want(http.StatusOK)
			if n := len(r.items()); n != want || r.next() == "" {
				t.Errorf("%s by %q: %d items, want %d; next %q", at, text, n, want, r.next())
			}
		}
		for _, text := range []string{"0", "-1", "1.5", "x", "1e2", "0x10", "99999999999999999999", "%201"} {
			mia.get(at + separator + "limit=" + text).problem(http.StatusBadRequest)
		}
	}
}
