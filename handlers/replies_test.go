package handlers_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestReply_leadsToThePostItMade(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		max := testsite.Serve(w).As(w.Max)
		page := max.Get(threadPath(w, th.ID)).Want(http.StatusOK)
		form := url.Values{"body": {"They do."}, "draft_key": {value(page, `#reply input[name=draft_key]`)}}
		first := max.Post(links.ThreadPosts(th.ID), form).Want(http.StatusSeeOther)
		again := max.Post(links.ThreadPosts(th.ID), form).Want(http.StatusSeeOther)
		if first.Location != threadPath(w, th.ID)+"#post-2" || again.Location != first.Location {
			t.Errorf("led to %s, then %s", first.Location, again.Location)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`); n != 2 {
			t.Errorf("%d posts, want 2", n)
		}
	})
}

func TestReply_quotesWithoutScripts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Hana, th.ID, "They *do*.")
		max := testsite.Serve(w).As(w.Max)
		href, _ := max.Get(threadPath(w, th.ID)).Find(`#post-2 a[href*="quote=1"]`).Attr("href")
		page := max.Get(strings.TrimSuffix(href, "#reply")).Want(http.StatusOK)
		if got := value(page, `#reply input[name=reply_to]`); got != "2" {
			t.Errorf("answers %q, want 2", got)
		}
		body := page.Find(`#reply textarea[name=body]`).Text()
		if body != "> [@hana](/posts/"+itoa(p.ID)+") wrote:\n>\n> They *do*.\n\n" {
			t.Errorf("prefilled with %q", body)
		}
		sent := max.Post(links.ThreadPosts(th.ID), url.Values{"body": {body + "Agreed."}, "reply_to": {"2"}}).Want(http.StatusSeeOther)
		after := max.Get(strings.Split(sent.Location, "#")[0])
		if !after.Has(`#post-3 blockquote.quote[data-post="`+itoa(p.ID)+`"]`) || !strings.Contains(after.Find("#post-3 .post__parent").Text(), "Hana") {
			t.Error("the reply does not show whom it quotes and answers")
		}
	})
}

func TestReply_comesBackWhenRefused(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		site := testsite.Serve(w)
		max := site.As(w.Max)
		long := strings.Repeat("ä", 16_001)
		for _, form := range []url.Values{
			{"body": {long}, "draft_key": {"kept-key"}}, {"body": {long}, "reply_to": {"77"}, "draft_key": {"kept-key"}},
			{"body": {long}, "reply_to": {"no number"}, "draft_key": {"kept-key"}},
		} {
			page := max.Post(links.ThreadPosts(th.ID), form).Want(http.StatusUnprocessableEntity)
			if page.Find(`#reply textarea[name=body]`).Text() != long || value(page, `#reply input[name=draft_key]`) != "kept-key" || !page.Has("#reply .field__error") {
				t.Error("the text, its key or the message is missing")
			}
		}
		max.Post(links.ThreadPosts(th.ID), url.Values{"body": {"Fine"}, "reply_to": {"77"}}).Want(http.StatusUnprocessableEntity)
		for _, bad := range []string{"a\x00b", "a\xff\xfeb", "   "} {
			max.Post(links.ThreadPosts(th.ID), url.Values{"body": {bad}}).Want(http.StatusUnprocessableEntity)
		}
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "It went in circles"))
		locked := max.Post(links.ThreadPosts(th.ID), url.Values{"body": {"A thought too late"}}).Want(http.StatusForbidden)
		if !strings.Contains(locked.Body, "A thought too late") || !strings.Contains(locked.Body, "It went in circles") {
			t.Error("the text or the reason is missing where the thread was locked meanwhile")
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`); n != 1 {
			t.Errorf("%d posts, want 1", n)
		}
	})
}

func TestReply_tellsNewcomersWhy(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		for i := range int64(10) {
			w.Reply(w.Nia, th.ID, "Answer "+itoa(i))
		}
		page := testsite.Serve(w).As(w.Nia).Post(links.ThreadPosts(th.ID), url.Values{"body": {"One more"}}).Want(http.StatusTooManyRequests)
		if page.Header.Get("Retry-After") == "" || !strings.Contains(page.Find("#reply .field__error").Text(), "new here") ||
			page.Find(`#reply textarea[name=body]`).Text() != "One more" {
			t.Error("no reason, no moment to come back, or the text is lost")
		}
	})
}

// FAULTS E05, E06, E08, E11: what is no id of ours is not there; what is no form of ours is not read.
func TestWriting_refusesWhatIsNoFormOfOurs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		hidden := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		max := testsite.Serve(w).As(w.Max)
		for _, id := range []string{"0", "-1", "x", "1e3", "99999999999999999999", "9223372036854775807", itoa(hidden.ID)} {
			for _, path := range []string{"/t/" + id + "/posts", "/t/" + id + "/read"} {
				max.Post(path, url.Values{"body": {""}, "number": {"x"}}).Want(http.StatusNotFound)
			}
		}
		for _, id := range []string{"0", "x", "99999999999999999999", itoa(openingID(w, hidden))} {
			for _, noun := range []string{"edit", "delete", "restore", "reactions", "bookmark", "accept", "official"} {
				max.Post("/posts/"+id+"/"+noun, url.Values{"on": {"maybe"}}).Want(http.StatusNotFound)
			}
			for _, noun := range []string{"edit", "delete", "history"} {
				max.Get("/posts/" + id + "/" + noun).Want(http.StatusNotFound)
			}
		}
		post := func(kind, body string) int {
			req := max.NewRequest(http.MethodPost, links.ThreadPosts(th.ID), strings.NewReader(body))
			req.Header.Set("Content-Type", kind)
			return max.Do(req).Status
		}
		const form = "application/x-www-form-urlencoded"
		for _, c := range []struct {
			what, kind, body string
			status           int
		}{
			{"JSON", "application/json", `{"body": "x"}`, http.StatusUnsupportedMediaType},
			{"plain text", "text/plain", "body=x", http.StatusUnsupportedMediaType},
			{"no type", "", "body=x", http.StatusUnsupportedMediaType},
			{"broken escapes", form, "body=%zz", http.StatusBadRequest},
			{"a broken part", "multipart/form-data; boundary=x", "--x\r\nnonsense", http.StatusBadRequest},
			{"more than a form may hold", form, "body=" + strings.Repeat("a", 1<<20), http.StatusRequestEntityTooLarge},
		} {
			if got := post(c.kind, c.body); got != c.status {
				t.Errorf("%s: status %d, want %d", c.what, got, c.status)
			}
		}
		// the same without saying how long it is
		req := max.NewRequest(http.MethodPost, links.ThreadPosts(th.ID), struct{ io.Reader }{strings.NewReader("body=" + strings.Repeat("a", 1<<20))})
		req.Header.Set("Content-Type", form)
		if got := max.Do(req).Status; got != http.StatusRequestEntityTooLarge {
			t.Errorf("a long form in pieces: status %d", got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != 1 {
			t.Errorf("%d posts, want 1", n)
		}
	})
}

func TestReply_comesAsMultipartToo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		max := testsite.Serve(w).As(w.Max)
		var body bytes.Buffer
		parts := multipart.NewWriter(&body)
		w.Must(parts.WriteField("body", "In parts"))
		w.Must(parts.Close())
		req := max.NewRequest(http.MethodPost, links.ThreadPosts(th.ID), &body)
		req.Header.Set("Content-Type", parts.FormDataContentType())
		max.Do(req).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE body = 'In parts'`); n != 1 {
			t.Error("the reply was not made")
		}
	})
}
