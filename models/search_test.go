package models_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func found(t testing.TB, w *testkit.World, v models.Viewer, in models.Search) (titles []string, total models.Total) {
	t.Helper()
	res, err := w.Store.Search(w.Ctx, v, in, 1)
	w.Must(err)
	for _, h := range res.Hits {
		titles = append(titles, fmt.Sprintf("%s #%d", h.Thread.Title, h.Number))
	}
	return titles, res.Total
}

func TestSearch_findsTitlesRepliesAndFilters(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		fog := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Thirty mornings of fog", "The moor before seven.")
		w.Reply(w.Max, fog.ID, "I walked there in the mist, and the kestrel was there.")
		lamp := w.Start(w.Max, testkit.RemoteWork, models.KindQuestion, "Which lamp for a dark desk?", "Foggy winters, and one window.")
		w.Exec(`UPDATE threads SET tags = 'light' WHERE id = ?`, lamp.ID)
		w.Exec(`INSERT INTO thread_tags (thread_id, tag, position) VALUES (?, 'light', 0)`, lamp.ID)

		for _, c := range []struct {
			in   models.Search
			want []string
		}{
			{models.Search{Words: "morning"}, []string{"Thirty mornings of fog #1"}},
			{models.Search{Words: "KESTREL"}, []string{"Thirty mornings of fog #2"}},
			{models.Search{Words: "fog"}, []string{"Thirty mornings of fog #1"}},
			{models.Search{Words: "fog OR foggy"}, []string{"Thirty mornings of fog #1", "Which lamp for a dark desk? #1"}},
			{models.Search{Words: "fog OR foggy -window"}, []string{"Thirty mornings of fog #1"}},
			{models.Search{Words: `"fog the moor"`}, nil}, // no phrase spans title and body
			{models.Search{Words: `"dark desk"`}, []string{"Which lamp for a dark desk? #1"}},
			{models.Search{Words: "winter", Kind: "question"}, []string{"Which lamp for a dark desk? #1"}},
			{models.Search{Words: "winter", Kind: "story"}, nil},
			{models.Search{Words: "there", Author: "max"}, []string{"Thirty mornings of fog #2"}},
			{models.Search{Words: "there", Author: "nobody-here"}, nil},
			{models.Search{Topic: testkit.RemoteWork}, []string{"Which lamp for a dark desk? #1"}},
			{models.Search{Author: "@max"}, []string{"Which lamp for a dark desk? #1", "Thirty mornings of fog #2"}},
			{models.Search{Tag: "light"}, []string{"Which lamp for a dark desk? #1"}},
			{models.Search{}, nil},
			{models.Search{Words: `"" OR - *`}, nil},
		} {
			got, total := found(t, w, w.Reader, c.in)
			if !slices.Equal(got, c.want) || total.N != int64(len(c.want)) {
				t.Errorf("%+v: got %q of %d, want %q", c.in, got, total.N, c.want)
			}
		}
	})
}

func TestSearch_findsNothingThatTheViewerMayNotSee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Wombat wages", "wombat")
		w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Wombat rota", "wombat")
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A plain thread", "nothing")
		p := w.Reply(w.Max, th.ID, "wombat")
		w.Exec(`UPDATE posts SET status = 'removed' WHERE id = ?`, p.ID)
		hidden := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Wombat draft", "wombat")
		w.Exec(`UPDATE threads SET status = 'draft' WHERE id = ?`, hidden.ID)

		for _, c := range []struct {
			who  string
			v    models.Viewer
			want int64
		}{{"a reader", w.Reader, 0}, {"a member", w.Max, 1}, {"staff", w.Sam, 2}} {
			for _, in := range []models.Search{{Words: "wombat"}, {Words: `"wombat"`}, {Words: "wombat OR zebra"}} {
				if _, total := found(t, w, c.v, in); total.N != c.want {
					t.Errorf("%s finds %d for %q, want %d", c.who, total.N, in.Words, c.want)
				}
			}
		}
		hiddenTopic, total := found(t, w, w.Reader, models.Search{Topic: testkit.BackRoom})
		if len(hiddenTopic) != 0 || total.N != 0 {
			t.Errorf("a reader finds %q by the topic's name", hiddenTopic)
		}
	})
}

func TestSearch_refusesWhatNoSearchCanMean(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, in := range []models.Search{
			{Words: strings.Repeat("a", 201)}, {Words: "a\x00b"}, {Words: "\xff"}, {Words: "a", Kind: "poem"}, {Topic: "\xfe"}, {Author: "a\x00"},
		} {
			if _, err := w.Store.Search(w.Ctx, w.Reader, in, 1); models.KindOf(err) != models.Invalid {
				t.Errorf("%q: %v", in, err)
			}
		}
	})
}

func TestSearch_capsWhatItCounts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long count", "begin")
		w.Exec(`INSERT INTO posts (thread_id, number, author_id, body, html, markup_version, created_at)
			WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
			SELECT t.id, n.i, t.author_id, 'zebra', 'zebra', 1, t.created_at FROM n, threads t WHERE t.id = ?`, th.ID)
		w.Exec(`INSERT INTO search_documents (post_id, title, body, terms) SELECT id, '', body, '0 ' || body FROM posts WHERE number > 1`)
		res, err := w.Store.Search(w.Ctx, w.Reader, models.Search{Words: "zebra"}, 50)
		w.Must(err)
		if res.Total != (models.Total{N: 1000, Capped: true}) || len(res.Hits) != models.SearchPerPage {
			t.Errorf("%+v with %d hits on the last page", res.Total, len(res.Hits))
		}
		res, err = w.Store.Search(w.Ctx, w.Reader, models.Search{Words: "zebra"}, 51)
		w.Must(err)
		if len(res.Hits) != 0 {
			t.Errorf("%d hits past the end", len(res.Hits))
		}
	})
}

var corpus = []string{
	"fog", "Fog's", "moor", "foggy", "co-operate", "e-mail", "1e5", "0x1F", "12abc", "café", "Straße", "写真", "ferry", "cycling",
	"cycled", "the", "not", "OR", "and", "near", "don't", "naïve", "a.b", "x_y", "3.14", "-7", "λόγος", "ქართული", "🚲", "100%", "C++",
}

// FAULTS E07: TestSearch_bothDatabasesFindTheSame looks for random things in the same random posts on both.
func TestSearch_bothDatabasesFindTheSame(t *testing.T) {
	lite, post := testkit.NewWorld(t, database.SQLite), testkit.NewWorld(t, database.Postgres)
	queries, perTry := 20, 50 // 1,000; the long run asks 10,000
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		queries = 200
	}
	words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(corpus), rapid.StringN(1, 6, 20)), 3, 12)
	for i := range 60 {
		text := strings.Join(words.Example(i), " ")
		for _, w := range []*testkit.World{lite, post} {
			_, _ = w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: fmt.Sprintf("Thread %d", i), Body: text})
		}
	}
	if a, b := lite.Count(`SELECT COUNT(*) FROM posts`), post.Count(`SELECT COUNT(*) FROM posts`); a != b || a < 30 {
		t.Fatalf("%d and %d posts: this proves nothing", a, b)
	}
	sign := rapid.SampledFrom([]string{"", "", "", "-", `"`, "OR ", "| ", "(", "*", "':", "!", "NEAR(", "AND ", "NOT ", "title:", "^", "%", "\\"})
	piece := rapid.Custom(func(t *rapid.T) string {
		return sign.Draw(t, "sign") + rapid.OneOf(rapid.SampledFrom(corpus), rapid.StringN(1, 6, 20)).Draw(t, "word") + sign.Draw(t, "sign")
	})
	hits := 0
	for n := range queries * perTry {
		typed := strings.Join(rapid.SliceOfN(piece, 1, 4).Example(n), " ")
		a, errA := lite.Store.Search(lite.Ctx, lite.Reader, models.Search{Words: typed}, 1)
		b, errB := post.Store.Search(post.Ctx, post.Reader, models.Search{Words: typed}, 1)
		if models.KindOf(errA) != models.KindOf(errB) || (errA != nil && models.KindOf(errA) != models.Invalid) {
			t.Fatalf("%q: %v and %v", typed, errA, errB)
		}
		if a.Total != b.Total || !slices.EqualFunc(a.Hits, b.Hits, func(x, y models.SearchHit) bool { return x.Thread.Title == y.Thread.Title && x.Number == y.Number }) {
			t.Errorf("%q: SQLite found %d, PostgreSQL %d, or in another order", typed, a.Total.N, b.Total.N)
		}
		if a.Total.N > 0 {
			hits++
		}
	}
	if hits < queries {
		t.Fatalf("only %d queries found anything: this proves nothing", hits)
	}
}
