package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestFront_isComposedOfWhatThereIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		if page := b.Get("/").Want(http.StatusOK); page.Has(".lead") || page.Has(".talk") || !page.Has(".strip") {
			t.Error("an empty community has a lead or a conversation, or lacks its topics")
		}
		m := fill(w)
		page := b.Get("/").Want(http.StatusOK)
		if title := strings.TrimSpace(page.Find(".lead__title").Text()); title != m.story.Title {
			t.Errorf("%q leads", title)
		}
		if words := page.Find(".talk .voice blockquote").Text(); !strings.Contains(words, "nobody died of it") {
			t.Errorf("the voice says %q", words)
		}
		if page.Find(".asking h3").Length() != 0 {
			t.Error("an answered question asks for an answer")
		}
		asked := w.Start(w.Nia, testkit.RemoteWork, models.KindQuestion, "Who has moved the kettle?", "It was here.")
		page = b.Get("/").Want(http.StatusOK)
		if !strings.Contains(page.Find("#asking").Parent().Text(), asked.Title) || !strings.Contains(page.Find("#newest").Parent().Text(), asked.Title) {
			t.Error("an unanswered question is not asked again, or is not among the newest")
		}
		for n := range 20 {
			w.Start(w.Sam, testkit.RemoteWork, models.KindQuestion, fmt.Sprintf("Question %d", n), "Anybody?")
		}
		if page = b.Get("/"); page.Find(".talk").Length() != 2 {
			t.Errorf("%d conversations under a heap of questions, want 2", page.Find(".talk").Length())
		}
		if page.Find(".tile").Length() != 2 {
			t.Errorf("%d topics for a reader, want 2", page.Find(".tile").Length())
		}
	})
}

func TestTopic_goesNoDeeperThanWhatItCounts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Anybody?", "Nobody.")
		const columns = `topic_id, kind, title, slug, author_id, post_count, last_number, published_at, last_activity_at, created_at`
		for range 11 {
			w.Exec(`INSERT INTO threads (` + columns + `) SELECT ` + columns + ` FROM threads`)
		}
		b := testsite.Serve(w).Browser()
		r := b.Get("/topics/remote-work?sort=unanswered&page=1000000").Want(http.StatusFound)
		if to := r.Header.Get("Location"); !strings.HasSuffix(to, "page=50&sort=unanswered") && !strings.HasSuffix(to, "sort=unanswered&page=50") {
			t.Errorf("leads to %s", to)
		}
		b.Get("/topics/remote-work?sort=unanswered&page=50").Want(http.StatusOK)
	})
}

func TestTopic_filtersSortsAndKeepsPinnedOnTop(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		w.Must(w.Store.SetPinned(w.Ctx, w.Mo, m.talk.ID, true))
		b := testsite.Serve(w).Browser()
		titles := func(path string) string {
			var all []string
			b.Get(path).Want(http.StatusOK).Find(".line__title").Each(func(_ int, s *goquery.Selection) { all = append(all, strings.TrimSpace(s.Text())) })
			return strings.Join(all, "|")
		}
		for path, want := range map[string]string{
			"/topics/remote-work":                  m.talk.Title + "|" + m.question.Title,
			"/topics/remote-work?kind=question":    m.question.Title,
			"/topics/remote-work?kind=story":       "",
			"/topics/remote-work?sort=new":         m.question.Title + "|" + m.talk.Title,
			"/topics/remote-work?sort=unanswered":  "",
			"/topics/photography":                  m.story.Title,
			"/topics/remote-work?page=&kind=&x=y;": m.talk.Title + "|" + m.question.Title,
		} {
			if got := titles(path); got != want {
				t.Errorf("%s lists %q, want %q", path, got, want)
			}
		}
		for _, odd := range []string{"?kind=poem", "?sort=best", "?kind=Event"} {
			b.Get("/topics/remote-work" + odd).Want(http.StatusUnprocessableEntity)
		}
		if res := b.Get("/topics/remote-work?page=9").Want(http.StatusFound); res.Location != "/topics/remote-work" {
			t.Errorf("a page past the end leads to %s", res.Location)
		}
		if page := b.Get("/topics/remote-work?sort=new"); !page.Has(`meta[name=robots][content="noindex, follow"]`) {
			t.Error("another order of the same list may be indexed")
		}
	})
}

func TestTopic_oldAddressLeadsToTheNewOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`INSERT INTO topic_slugs (slug, topic_id) SELECT 'home-office', id FROM topics WHERE slug = ?`, testkit.RemoteWork)
		w.Exec(`INSERT INTO topic_slugs (slug, topic_id) SELECT 'old-room', id FROM topics WHERE slug = ?`, testkit.BackRoom)
		b := testsite.Serve(w).Browser()
		if res := b.Get("/topics/home-office?kind=question").Want(http.StatusMovedPermanently); res.Location != "/topics/remote-work?kind=question" {
			t.Errorf("leads to %s", res.Location)
		}
		b.Get("/topics/old-room").Want(http.StatusNotFound)
	})
}

func TestSearchPage_narrowsSuggestionsToAState(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range models.SearchPerPage + 1 {
			w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "A tram to the harbour "+itoa(int64(i)), "The tram stops short.")
		}
		b := testsite.Serve(w).Browser()
		page := b.Get("/search?q=tram&kind=suggestion&state=received").Want(http.StatusOK)
		if page.Find(".found__one").Length() != models.SearchPerPage || page.Find(`select[name=state] option[selected]`).AttrOr("value", "") != "received" {
			t.Error("the state is not kept in the form, or hides what has it")
		}
		if next := page.Find(`.pager a[rel=next]`).AttrOr("href", ""); !strings.Contains(next, "state=received") {
			t.Errorf("the next page is %q", next)
		}
		if page := b.Get("/search?q=tram&state=planned").Want(http.StatusOK); page.Has(".found__one") {
			t.Error("a state finds suggestions of another")
		}
		for _, at := range []string{"/search?kind=event", "/search?kind=consultation", "/topics/remote-work?kind=event", "/topics/remote-work?kind=consultation"} {
			if page := b.Get(at).Want(http.StatusOK); page.Has(".found__one") {
				t.Errorf("%s finds threads of other kinds", at)
			}
		}
	})
}

func TestSearchPage_showsWhatWasFoundAndKeepsWhatWasTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		fill(w)
		b := testsite.Serve(w).Browser()
		page := b.Get("/search?q=dimmer").Want(http.StatusOK)
		if n := page.Find(".found__one").Length(); n != 1 || page.Find("mark").Text() != "dimmer" {
			t.Errorf("%d results, marked %q", n, page.Find("mark").Text())
		}
		if href, _ := page.Find(".found__title a").Attr("href"); !strings.HasSuffix(href, "#post-2") {
			t.Errorf("a reply found leads to %s", href)
		}
		if page := b.Get("/search?tag=street").Want(http.StatusOK); page.Find(".found__one").Length() != 1 {
			t.Error("a tag finds nothing")
		}
		for _, typed := range []string{"%22%22+OR+-", "*", "%3Cscript%3Ealert(1)%3C/script%3E", "'; DROP TABLE posts; --", "a%27b", "%25", "\\"} {
			res := b.Get("/search?q=" + strings.ReplaceAll(typed, " ", "+"))
			if res.Status != http.StatusOK || strings.Contains(res.Body, "<script>alert") {
				t.Errorf("%s: status %d", typed, res.Status)
			}
		}
		long := b.Get("/search?q=" + strings.Repeat("a", 201)).Want(http.StatusUnprocessableEntity)
		if value, _ := long.Find("main input[name=q]").Attr("value"); len(value) != 201 || long.Find(".field__error, [id$=-error]").Length() == 0 {
			t.Error("what was typed is lost, or nothing says what is wrong")
		}
		b.Get("/search?q=%ff").Want(http.StatusBadRequest)
		b.Get("/search?q=a%00b").Want(http.StatusBadRequest)
		for query, allowed := range map[string]string{"kind=poem": "gallery, consultation or event", "state=someday": "parked or merged"} {
			if page := b.Get("/search?q=a&" + query).Want(http.StatusUnprocessableEntity); !strings.Contains(page.Find("#field-q-error").Text(), allowed) {
				t.Errorf("%s: the refusal does not say what there is: %q", query, page.Find("#field-q-error").Text())
			}
		}
		if page := b.Get("/search?q=lamp"); !page.Has(`meta[name=robots][content^=noindex]`) {
			t.Error("results may be indexed")
		}
	})
}

func TestMemberPage_pagesWhatTheViewerMaySee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A long one", "begin")
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "A hidden one", "begin")
		for n := range 22 {
			w.Reply(w.Max, th.ID, fmt.Sprintf("Open %d.", n))
			w.Reply(w.Max, hidden.ID, fmt.Sprintf("Hidden %d.", n))
		}
		site := testsite.Serve(w)
		b := site.Browser()
		first, second := b.Get("/members/max").Want(http.StatusOK), b.Get("/members/max?page=2").Want(http.StatusOK)
		if a, z := first.Find(".found__one").Length(), second.Find(".found__one").Length(); a != 20 || z != 2 {
			t.Errorf("%d and %d contributions for a reader, want 20 and 2", a, z)
		}
		if n := site.As(w.Mia).Get("/members/max?page=3").Want(http.StatusOK).Find(".found__one").Length(); n != 4 {
			t.Errorf("%d on a member's third page, want 4", n)
		}
		if res := b.Get("/members/max?page=7").Want(http.StatusFound); res.Location != "/members/max" {
			t.Errorf("past the end leads to %s", res.Location)
		}
		if res := b.Get("/members/MAX").Want(http.StatusMovedPermanently); res.Location != "/members/max" {
			t.Errorf("capitals lead to %s", res.Location)
		}
	})
}

func TestStories_arePagedNewestFirst(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	for n := range 19 {
		w.Start(w.Sam, testkit.Photography, models.KindStory, fmt.Sprintf("Story %d", n), "Words.")
	}
	b := testsite.Serve(w).Browser()
	first := b.Get("/stories").Want(http.StatusOK)
	if title := strings.TrimSpace(first.Find(".card__title").First().Text()); title != "Story 18" || first.Find(".card__title").Length() != 18 {
		t.Errorf("%q first of %d", title, first.Find(".card__title").Length())
	}
	if next, _ := first.Find("link[rel=next]").Attr("href"); next != links.StoriesPage(2) {
		t.Errorf("next is %q", next)
	}
	if n := b.Get("/stories?page=2").Want(http.StatusOK).Find(".card__title").Length(); n != 1 {
		t.Errorf("%d stories on the second page", n)
	}
}
