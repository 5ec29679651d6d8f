package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// FAULTS M01: the words leave every page at once, also those readers get from memory.
func TestDelete_takesTheWordsFromEveryPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		other := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Go on here.")
		p := w.Reply(w.Max, th.ID, "My zanzibar address")
		w.Reply(w.Hana, other.ID, markup.Quote("max", p.ID, p.Body)+"Look at that.")
		site := w.Serve()
		max, reader := site.As(w.Max), site.Browser()
		surfaces := []string{
			threadPath(w, th.ID), threadPath(w, other.ID), "/", "/topics/remote-work", "/members/max", "/search?q=zanzibar", links.ThreadFeed(th.ID), links.ThreadFeed(other.ID),
		}
		seen := 0
		for _, path := range surfaces {
			if strings.Contains(strings.ReplaceAll(reader.Get(path).Body, "q=zanzibar", ""), "zanzibar address") {
				seen++
			}
		}
		if seen < 3 {
			t.Fatalf("the words stood on %d pages before, else this proves nothing", seen)
		}
		page := max.Get(links.PostDelete(p.ID)).Want(http.StatusOK)
		max.Post(links.PostDelete(p.ID), url.Values{"version": {value(page, `input[name=version]`)}}).Want(http.StatusSeeOther)
		for _, path := range append(surfaces, links.PostHistory(p.ID)) {
			if strings.Contains(reader.Get(path).Body, "zanzibar address") {
				t.Errorf("%s still shows what was deleted", path)
			}
		}
		stub := max.Get(threadPath(w, th.ID))
		if !stub.Has(`#post-2.post--gone form[action="` + links.PostRestore(p.ID) + `"]`) {
			t.Error("the author is not offered to put it back")
		}
		max.Post(links.PostRestore(p.ID), url.Values{}).Want(http.StatusSeeOther)
		for _, path := range surfaces[:2] {
			if !strings.Contains(reader.Get(path).Body, "zanzibar address") {
				t.Errorf("%s does not show it again", path)
			}
		}
	})
}

func TestDelete_asksModeratorsForAReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "An insult")
		site := w.Serve()
		mo := site.As(w.Mo)
		mo.Get(links.PostDelete(p.ID)).Want(http.StatusOK)
		page := mo.Post(links.PostDelete(p.ID), url.Values{"reason": {"x"}}).Want(http.StatusUnprocessableEntity)
		if !page.Has("#field-reason-error") || value(page, `input[name=reason]`) != "x" {
			t.Error("no message beside the reason, or it is lost")
		}
		mo.Post(links.PostDelete(p.ID), url.Values{"reason": {"Insulting"}, "version": {"9"}}).Want(http.StatusConflict)
		mo.Post(links.PostDelete(p.ID), url.Values{"reason": {"Insulting"}, "version": {"1"}}).Want(http.StatusSeeOther)
		max := site.As(w.Max)
		stub := max.Get(threadPath(w, th.ID))
		if !strings.Contains(stub.Find("#post-2").Text(), "Insulting") || strings.Contains(stub.Body, "An insult") {
			t.Error("the author does not read why, or still reads the words")
		}
		max.Post(links.PostRestore(p.ID), url.Values{}).Want(http.StatusForbidden)
		max.Get(links.PostHistory(p.ID)).Want(http.StatusGone)
		mo.Get(links.PostHistory(p.ID)).Want(http.StatusOK)
		mo.Post(links.PostRestore(p.ID), url.Values{}).Want(http.StatusSeeOther)
	})
}

func TestDelete_ofALonelyOpeningTakesTheThread(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		site, id, path := w.Serve(), openingID(w, th), threadPath(w, th.ID)
		mia := site.As(w.Mia)
		page := mia.Get(links.PostDelete(id)).Want(http.StatusOK)
		if !strings.Contains(page.Find("main").Text(), "thread goes with it") {
			t.Error("does not say that the thread goes too")
		}
		mia.Post(links.PostDelete(id), url.Values{}).Want(http.StatusSeeOther)
		site.Browser().Get(path).Want(http.StatusGone)
		own := mia.Get(path).Want(http.StatusOK)
		if !own.Has(`form[action="` + links.PostRestore(id) + `"]`) {
			t.Error("the author is not offered to put the thread back")
		}
		mia.Post(links.PostRestore(id), url.Values{}).Want(http.StatusSeeOther)
		site.Browser().Get(path).Want(http.StatusOK)
	})
}
