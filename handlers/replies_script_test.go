package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestReply_isAnsweredToAScriptWithThePostOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		max := testsite.Serve(w).As(w.Max)
		post := func(form url.Values) testsite.Response {
			r := max.NewRequest(http.MethodPost, links.ThreadPosts(th.ID), strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("X-Requested-With", "fetch")
			return max.Do(r)
		}
		form := url.Values{"body": {"They *do*."}, "draft_key": {"reply-of-max"}}
		for range 2 {
			res := post(form).Want(http.StatusCreated)
			if !res.Has(`article#post-2 .tools a[href$="/edit"]`) || !res.Has(`#post-2 .prose em`) || res.Has("html > head > title") {
				t.Errorf("answered with %s", res.Body)
			}
			if got := res.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control %q", got)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`); n != 2 {
			t.Errorf("%d posts, want 2", n)
		}
		res := post(url.Values{"body": {" "}, "draft_key": {"another"}}).Want(http.StatusUnprocessableEntity)
		if strings.Contains(res.Body, "<html") {
			t.Error("a script that is refused gets a whole page")
		}
	})
}
