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

func TestToggles_workAsPlainFormsAndByScript(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk?", "I am tall.")
		p := w.Reply(w.Sam, th.ID, "The high one.")
		site := testsite.Serve(w)
		mia, sam := site.As(w.Mia), site.As(w.Sam)
		for _, c := range []struct {
			b     *testsite.Browser
			path  string
			form  url.Values
			count string
		}{
			{mia, links.PostReactions(p.ID), url.Values{"emoji": {"👍"}}, `SELECT COUNT(*) FROM reactions`},
			{mia, links.PostBookmark(p.ID), url.Values{}, `SELECT COUNT(*) FROM bookmarks`},
			{mia, links.PostAccept(p.ID), url.Values{}, `SELECT COUNT(*) FROM threads WHERE accepted_post_id IS NOT NULL`},
			{sam, links.PostOfficial(p.ID), url.Values{}, `SELECT COUNT(*) FROM threads WHERE official_post_id IS NOT NULL`},
		} {
			c.form.Set("on", "1")
			if to := c.b.Post(c.path, c.form).Want(http.StatusSeeOther).Location; to != links.Post(p.ID) {
				t.Errorf("%s led to %s", c.path, to)
			}
			byScript(c.b, c.path, c.form).Want(http.StatusNoContent)
			if n := w.Count(c.count); n != 1 {
				t.Errorf("%s twice: %d, want 1", c.path, n)
			}
			c.form.Set("on", "0")
			byScript(c.b, c.path, c.form).Want(http.StatusNoContent)
			if n := w.Count(c.count); n != 0 {
				t.Errorf("%s off: %d, want 0", c.path, n)
			}
			for _, bad := range []string{"", "2", "true"} {
				c.form.Set("on", bad)
				byScript(c.b, c.path, c.form).Want(http.StatusUnprocessableEntity)
			}
			c.form.Set("on", "1")
			site.Browser().Post(c.path, c.form).Want(http.StatusUnauthorized)
		}
		mia.Post(links.PostReactions(p.ID), url.Values{"emoji": {"💣"}, "on": {"1"}}).Want(http.StatusUnprocessableEntity)
		mia.Post(links.PostOfficial(p.ID), url.Values{"on": {"1"}}).Want(http.StatusForbidden)
		sam.Post(links.PostAccept(p.ID), url.Values{"on": {"1"}}).Want(http.StatusForbidden)
	})
}

func TestBookmarks_areListedAndDropped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They *do*, <b>really</b>.")
		mia := testsite.Serve(w).As(w.Mia)
		if !mia.Get("/bookmarks").Want(http.StatusOK).Has(".empty") {
			t.Error("an empty list does not say so")
		}
		mia.Post(links.PostBookmark(p.ID), url.Values{"on": {"1"}}).Want(http.StatusSeeOther)
		page := mia.Get("/bookmarks").Want(http.StatusOK)
		if page.Find(".draft__title a").Text() != "Standing desks" || !strings.HasPrefix(page.Find(".draft__text").Text(), "They do") {
			t.Errorf("lists %q", page.Find(".draft").Text())
		}
		drop := hidden(page, ".draft form")
		if to := mia.Post(links.PostBookmark(p.ID), drop).Want(http.StatusSeeOther).Location; to != "/bookmarks" {
			t.Errorf("dropping leads to %s", to)
		}
		mia.Get("/bookmarks?page=x").Want(http.StatusBadRequest)
	})
}

func TestReadPosition_movesForwardByPostAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		for i := range int64(24) {
			w.Reply(w.Max, th.ID, "Answer "+itoa(i))
		}
		site := testsite.Serve(w)
		hana := site.As(w.Hana)
		path := threadPath(w, th.ID)
		hana.Get(path + "?page=2").Want(http.StatusOK)
		if n := w.Count(`SELECT COUNT(*) FROM read_positions WHERE member_id = ?`, w.Hana.ID); n != 0 {
			t.Error("looking at a page changed the read position")
		}
		byScript(hana, links.ThreadRead(th.ID), url.Values{"number": {"21"}}).Want(http.StatusNoContent)
		byScript(hana, links.ThreadRead(th.ID), url.Values{"number": {"5"}}).Want(http.StatusNoContent)
		if to := hana.Get(links.ThreadUnread(th.ID)).Want(http.StatusFound).Location; to != path+"?page=2#post-22" {
			t.Errorf("first unread is at %s", to)
		}
		if to := site.Browser().Get(links.ThreadUnread(th.ID)).Want(http.StatusFound).Location; to != path+"#post-1" {
			t.Errorf("a reader starts at %s", to)
		}
		page := hana.Get(path + "?page=2")
		hana.Post(links.ThreadRead(th.ID), hidden(page, "form[data-read]")).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT last_number FROM read_positions WHERE member_id = ?`, w.Hana.ID); n != 25 {
			t.Errorf("the button marks as read up to %d", n)
		}
		for _, bad := range []string{"", "x", "-4", "0"} {
			byScript(hana, links.ThreadRead(th.ID), url.Values{"number": {bad}}).Want(http.StatusUnprocessableEntity)
		}
		site.Browser().Post(links.ThreadRead(th.ID), url.Values{"number": {"1"}}).Want(http.StatusUnauthorized)
	})
}
