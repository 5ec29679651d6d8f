package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// value is what a form's field holds.
func value(r testsite.Response, selector string) string {
	v, _ := r.Find(selector).Attr("value")
	return v
}

// byScript sends a form as the page's script does.
func byScript(b *testsite.Browser, path string, form url.Values) testsite.Response {
	req := b.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Requested-With", "fetch")
	return b.Do(req)
}

func TestComposer_offersWhatMayBeStarted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "cycling", Name: "Cycling", PostingRules: "Say where you *ride*."})
		w.Must(err)
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		start := mia.Get("/new").Want(http.StatusOK)
		if start.Has(`a[href*="topic=staff-table"]`) || start.Has(`a[href*="kind=story"]`) {
			t.Error("offers what Mia may not start")
		}
		if !start.Has(`a[href="/new?kind=question&topic=back-room"]`) {
			t.Error("does not offer a question in a members' topic")
		}
		page := mia.Get("/new?kind=question&topic=cycling").Want(http.StatusOK)
		if page.Find(".posting-rules em").Text() != "ride" {
			t.Error("the topic's rules do not stand above the composer")
		}
		if key := value(page, `input[name=draft_key]`); len(key) < 20 {
			t.Errorf("draft key %q", key)
		}
		if page.Has(`input[name=standfirst]`) || page.Has(`textarea[name=standfirst]`) {
			t.Error("a question has a standfirst")
		}
		mia.Get("/new?kind=story&topic=remote-work").Want(http.StatusForbidden)
		mia.Get("/new?topic=staff-table").Want(http.StatusNotFound)
		mia.Get("/new?topic=no-such").Want(http.StatusNotFound)
		story := site.As(w.Sam).Get("/new?kind=story").Want(http.StatusOK)
		if !story.Has(`textarea[name=standfirst]`) || story.Find(`input[name=cover]`).Length() != len(models.Covers)+1 || !story.Has(`button[name=later]`) {
			t.Error("a story lacks its standfirst, covers or the button to keep it back")
		}
		reader := site.Browser().Get("/new?kind=question").Want(http.StatusSeeOther)
		if reader.Location != "/login?next=%2Fnew%3Fkind%3Dquestion" {
			t.Errorf("a reader is led to %s", reader.Location)
		}
	})
}

func TestComposer_makesAThreadOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := testsite.Serve(w).As(w.Mia)
		form := url.Values{
			"topic": {"remote-work"}, "kind": {"question"}, "title": {"Which lamp?"}, "body": {"My desk is *dark*."},
			"tags": {"light, desk"}, "draft_key": {value(mia.Get("/new?kind=question&topic=remote-work"), `input[name=draft_key]`)},
		}
		first := mia.Post("/threads", form).Want(http.StatusSeeOther)
		again := mia.Post("/threads", form).Want(http.StatusSeeOther)
		if first.Location != again.Location || w.Count(`SELECT COUNT(*) FROM threads`) != 1 {
			t.Errorf("the same form twice led to %s and %s", first.Location, again.Location)
		}
		page := mia.Get(first.Location).Want(http.StatusOK)
		if page.Find("h1").Text() != "Which lamp?" || page.Find(".prose em").Text() != "dark" {
			t.Error("the thread does not say what was written")
		}
	})
}

func TestComposer_keepsEverythingTypedWhenRefused(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		sam := site.As(w.Sam)
		form := url.Values{
			"topic": {"remote-work"}, "kind": {"story"}, "title": {"ab"}, "body": {"Words <script>alert(1)</script>"}, "tags": {"a,b,c,d,e,f"},
			"standfirst": {"Standing first"}, "cover": {"moor-dawn"}, "cover_alt": {"A moor"}, "draft_key": {"kept-key"}, "draft_version": {"3"},
		}
		page := sam.Post("/threads", form).Want(http.StatusUnprocessableEntity)
		for selector, want := range map[string]string{
			`input[name=title]`: "ab", `input[name=tags]`: "a,b,c,d,e,f", `input[name=cover]:checked`: "moor-dawn",
			`input[name=cover_alt]`: "A moor", `input[name=draft_key]`: "kept-key", `input[name=draft_version]`: "3",
		} {
			if got := value(page, selector); got != want {
				t.Errorf("%s holds %q, want %q", selector, got, want)
			}
		}
		if got := page.Find(`textarea[name=body]`).Text(); got != "Words <script>alert(1)</script>" {
			t.Errorf("the text is %q", got)
		}
		if page.Find(`textarea[name=standfirst]`).Text() != "Standing first" {
			t.Error("the standfirst is lost")
		}
		for _, field := range []string{"title", "tags"} {
			described, _ := page.Find(`input[name=` + field + `]`).Attr("aria-describedby")
			if !strings.Contains(described, "field-"+field+"-error") || !page.Has("#field-"+field+"-error") {
				t.Errorf("no message beside %s", field)
			}
		}
		if page.Has("script:not([src])") {
			t.Error("the typed script became one")
		}
		wrongTopic := sam.Post("/threads", url.Values{"topic": {"nowhere"}, "kind": {"question"}, "title": {"A title"}, "body": {"Text"}})
		wrongTopic.Want(http.StatusUnprocessableEntity)
		forbidden := site.As(w.Mia).Post("/threads", url.Values{"topic": {"remote-work"}, "kind": {"story"}, "title": {"A title"}, "body": {"Text"}})
		forbidden.Want(http.StatusForbidden)
		if forbidden.Find(`textarea[name=body]`).Text() != "Text" {
			t.Error("what was typed is lost where it may not be sent")
		}
	})
}

func TestComposer_changesKindAndTopicWithoutScripts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		page := testsite.Serve(w).As(w.Sam).Post("/threads", url.Values{
			"topic": {"photography"}, "kind": {"story"}, "title": {"Half"}, "body": {"Half a text"}, "draft_key": {"k"}, "change": {"1"},
		}).Want(http.StatusOK)
		if !page.Has(`textarea[name=standfirst]`) || page.Find(`textarea[name=body]`).Text() != "Half a text" || w.Count(`SELECT COUNT(*) FROM threads`) != 0 {
			t.Error("changing the kind lost the text, or made a thread")
		}
	})
}

// FAULTS E02.
func TestPreview_equalsWhatIsSaved(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		max := site.As(w.Max)
		body := "Hello @mia.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n```go\nfunc main() {}\n```\n\n<img src=x onerror=alert(1)> ~~gone~~"
		post := w.Reply(w.Max, th.ID, body)
		preview := byScript(max, "/preview", url.Values{"body": {body}, "thread": {itoa(th.ID)}}).Want(http.StatusOK)
		if preview.Body != post.HTML {
			t.Errorf("preview:\n%s\nsaved:\n%s", preview.Body, post.HTML)
		}
		headed := "# One\n\nText[^1]\n\n[^1]: Note"
		post = w.Reply(w.Max, th.ID, headed)
		preview = byScript(max, "/preview", url.Values{"body": {headed}, "post": {itoa(post.ID)}}).Want(http.StatusOK)
		if preview.Body != post.HTML {
			t.Errorf("preview of an edit:\n%s\nsaved:\n%s", preview.Body, post.HTML)
		}
		byScript(max, "/preview", url.Values{"body": {"a\x00b"}}).Want(http.StatusUnprocessableEntity)
		byScript(max, "/preview", url.Values{"body": {strings.Repeat("a", 16_001)}, "thread": {itoa(th.ID)}}).Want(http.StatusUnprocessableEntity)
		byScript(max, "/preview", url.Values{"body": {"x"}, "thread": {"99999"}}).Want(http.StatusNotFound)
		byScript(site.Browser(), "/preview", url.Values{"body": {"x"}}).Want(http.StatusUnauthorized)
	})
}

func TestPreview_withoutScriptsIsTheFormAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		mia := site.As(w.Mia)
		for name, form := range map[string]url.Values{
			"thread": {"topic": {"remote-work"}, "kind": {"question"}, "title": {"A title"}, "body": {"Some *words*"}, "draft_key": {"k1"}},
			"reply":  {"thread": {itoa(th.ID)}, "reply_to": {"1"}, "body": {"Some *words*"}, "draft_key": {"k2"}},
			"edit":   {"post": {itoa(openingID(w, th))}, "version": {"1"}, "title": {"A title"}, "body": {"Some *words*"}, "tags": {""}},
		} {
			page := mia.Post("/preview", form).Want(http.StatusOK)
			if page.Find(".preview em").Text() != "words" || page.Find(`textarea[name=body]`).Text() != "Some *words*" {
				t.Errorf("%s: no preview, or the text is lost", name)
			}
			if key := form.Get("draft_key"); key != "" && value(page, `input[name=draft_key]`) != key {
				t.Errorf("%s: the key is lost", name)
			}
		}
	})
}

func TestPreview_isLimited(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w, func(o *handlers.Options) { o.RateLimits = true })
		mia := site.As(w.Mia)
		last := 0
		for range 60 {
			r := byScript(mia, "/preview", url.Values{"body": {"x"}})
			if last = r.Status; last == http.StatusTooManyRequests {
				if r.Header.Get("Retry-After") == "" {
					t.Error("refused without saying for how long")
				}
				return
			}
		}
		t.Errorf("sixty previews at once end with %d", last)
	})
}

func openingID(w *testkit.World, th models.Thread) int64 {
	w.T.Helper()
	return w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
}
