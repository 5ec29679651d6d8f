package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// A form that was sent, taken back with the browser's button, changed and sent again must lose neither text.
func TestReply_sentAgainWithOtherWordsLosesNeitherText(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Reply(w.Mia, th.ID, "Anybody?")
		max := testsite.Serve(w).As(w.Max)
		send := func(key, body string) testsite.Response {
			return max.Post(links.ThreadPosts(th.ID), url.Values{"draft_key": {key}, "draft_version": {"3"}, "body": {body}, "reply_to": {"2"}})
		}
		first := send("reply-k", "They do.").Want(http.StatusSeeOther).Location
		if again := send("reply-k", "They do.").Want(http.StatusSeeOther).Location; again != first {
			t.Errorf("the same again leads to %s, want %s", again, first)
		}
		page := send("reply-k", "They do not.").Want(http.StatusConflict)
		kept := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 3`, th.ID)
		if page.Find(`#reply textarea[name=body]`).Text() != "They do not." || page.Find("#sent-text").Text() != "They do." ||
			!page.Has(`[data-sent][href="`+links.Post(kept)+`"]`) || value(page, `#reply input[name=reply_to]`) != "2" {
			t.Errorf("the page lacks a text, or the way to the first: %s", page.Find("#reply").Text())
		}
		key := value(page, `#reply input[name=draft_key]`)
		if key == "" || key == "reply-k" || value(page, `#reply input[name=draft_version]`) != "0" {
			t.Errorf("the form has the key %q, version %q", key, value(page, `#reply input[name=draft_version]`))
		}
		if page.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page may be kept: %q", page.Header.Get("Cache-Control"))
		}
		send(key, "They do not.").Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != 4 {
			t.Errorf("%d posts, want 4: both replies are kept", n)
		}
	})
}

func TestCompose_sentAgainWithOtherWordsLosesNeitherText(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sam := testsite.Serve(w).As(w.Sam)
		send := func(key, title, body string) testsite.Response {
			return sam.Post(links.Threads, url.Values{
				"draft_key": {key}, "topic": {testkit.RemoteWork}, "kind": {"story"}, "title": {title}, "body": {body},
				"standfirst": {"In short"}, "tags": {"quiet"}, "cover": {"fog-road"}, "cover_alt": {"A road"},
			})
		}
		send("k", "A quiet week", "It was quiet.").Want(http.StatusSeeOther)
		page := send("k", "A loud week", "It was loud.").Want(http.StatusConflict)
		for selector, want := range map[string]string{
			`input[name=title]`: "A loud week", `input[name=tags]`: "quiet", `input[name=cover_alt]`: "A road", `input[name=draft_version]`: "0",
			`input[name=cover][checked]`: "fog-road",
		} {
			if got := value(page, selector); got != want {
				t.Errorf("%s = %q, want %q", selector, got, want)
			}
		}
		if page.Find(`textarea[name=body]`).Text() != "It was loud." || page.Find("#sent-text").Text() != "It was quiet." {
			t.Error("one of the two texts is lost")
		}
		key := value(page, `input[name=draft_key]`)
		if key == "" || key == "k" {
			t.Fatalf("the form has the key %q", key)
		}
		send(key, "A loud week", "It was loud.").Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 2 {
			t.Errorf("%d threads, want 2", n)
		}
	})
}
