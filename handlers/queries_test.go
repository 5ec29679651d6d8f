package handlers_test

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// What a page may ask of the database at most, however much there is (DECISIONS: a thread 8, for members too).
const (
	threadQueries = 8
	listQueries   = 14
)

func queries(t *testing.T, res testsite.Response) int {
	t.Helper()
	n, err := strconv.Atoi(res.Header.Get("X-Queries"))
	if err != nil {
		t.Fatalf("no count of queries: %v", err)
	}
	return n
}

func TestPagesAskAFixedNumberOfQueries(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		w.Exec(`UPDATE threads SET accepted_post_id = ? WHERE id = ?`, m.answer.ID, m.question.ID)
		site := testsite.Serve(w, counted)
		member := site.As(w.Mia)
		measure := func() map[string]int {
			asked := map[string]int{}
			for path, most := range map[string]int{
				links.Thread(m.story.ID, m.story.Slug): threadQueries, links.Thread(m.talk.ID, m.talk.Slug): threadQueries,
				links.Thread(m.question.ID, m.question.Slug): threadQueries,
				"/": listQueries, "/topics": listQueries, "/topics/remote-work": listQueries, "/topics/remote-work?kind=question": listQueries,
				"/stories": listQueries, "/members/mia": listQueries, "/search?q=again": listQueries, "/feed.atom": 4, "/sitemap.xml": 4,
			} {
				for who, b := range map[string]*testsite.Browser{"reader": site.Browser(), "member": member} {
					n := queries(t, b.Get(path).Want(http.StatusOK))
					if n > most || n == 0 {
						t.Errorf("%s for a %s: %d queries, at most %d", path, who, n, most)
					}
					asked[who+" "+path] = n
				}
			}
			return asked
		}
		member.Get("/") // the directory is read once a process
		few := measure()
		for n := range 30 {
			w.Reply(w.Sam, m.talk.ID, "again")
			w.Reply(w.Sam, m.story.ID, "again")
			w.Reply(w.Sam, m.question.ID, "again")
			w.Start(w.Sam, testkit.RemoteWork, models.KindQuestion, fmt.Sprintf("Question %d again", n), "again")
		}
		many := measure()
		for what, n := range many {
			// one more each: voices where nobody had spoken, reactions where there were none
			if n > few[what]+1 {
				t.Errorf("%s: %d queries with little, %d with much", what, few[what], n)
			}
			t.Logf("%-50s %d", what, n)
		}
	})
}

func TestALongThreadCostsAReaderWhatAShortOneDoes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long one", "begin")
		for range 60 {
			w.Reply(w.Sam, th.ID, "again")
		}
		site := testsite.Serve(w, counted)
		site.Browser().Get("/").Want(http.StatusOK)
		asked := map[int]bool{}
		for page := 1; page <= 4; page++ {
			asked[queries(t, site.Browser().Get(links.ThreadPage(th.ID, th.Slug, page)).Want(http.StatusOK))] = true
		}
		if len(asked) != 1 {
			t.Errorf("its pages cost different numbers of queries: %v", asked)
		}
		for n := range asked {
			if n > 4 {
				t.Errorf("%d queries, 4 are enough", n)
			}
		}
	})
}
