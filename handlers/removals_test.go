package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
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
		site := testsite.Serve(w)
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

// FAULTS D09: what was quoted goes with the sight of its source, also from the pages readers get from memory.
func TestMove_takesQuotedWordsFromEveryPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "My zanzibar address")
		other := w.Start(w.Hana, testkit.Photography, models.KindDiscussion, "Elsewhere", markup.Quote("max", p.ID, p.Body)+"Look at that.")
		site := testsite.Serve(w)
		reader := site.Browser()
		surfaces := []string{
			threadPath(w, other.ID), links.ThreadFeed(other.ID), "/feed.atom", "/topics/photography/feed.atom",
			"/api/v1/threads/" + itoa(other.ID) + "/posts", "/search?q=zanzibar", "/", "/topics/photography", "/members/hana",
		}
		shown := func() (n int) {
			for _, path := range surfaces {
				if strings.Contains(reader.Get(path).Body, "zanzibar address") {
					n++
				}
			}
			return n
		}
		before := shown()
		if before < 5 {
			t.Fatalf("the words stood on %d surfaces before, else this proves nothing", before)
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "Private."))
		if n := shown(); n != 0 {
			t.Errorf("%d surfaces still quote what readers may not see", n)
		}
		if _, err := w.Store.RedrawQuotes(w.Ctx); err != nil || shown() != 0 {
			t.Errorf("after the job they do (%v)", err)
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.Photography, "Public again."))
		if n := shown(); n != before {
			t.Errorf("%d surfaces quote it again, %d did", n, before)
		}
	})
}

func TestDelete_asksModeratorsForAReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "An insult")
		site := testsite.Serve(w)
		mo := site.As(w.Mo)
		mo.Get(links.PostDelete(p.ID)).Want(http.StatusOK)
		page := mo.Post(links.PostDelete(p.ID), url.Values{"reason": {"x"}}).Want(http.StatusUnprocessableEntity)
		if !page.Has("#field-rule-error") || !page.Has("#field-reason-error") || value(page, `input[name=reason]`) != "x" {
			t.Error("no message beside the reason, or it is lost")
		}
		mo.Post(links.PostDelete(p.ID), url.Values{"reason": {"Insulting"}, "version": {"9"}}).Want(http.StatusConflict)
		mo.Post(links.PostDelete(p.ID), url.Values{"rule": {"abuse"}, "reason": {"Insulting"}, "version": {"1"}}).Want(http.StatusSeeOther)
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
		site, id, path := testsite.Serve(w), openingID(w, th), threadPath(w, th.ID)
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

// A moderator gets from words beside posts to taking them away; nobody else is led there.
func TestWordsBesidePosts_leadModeratorsToTakingThemAway(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "A drying room", "Please. It rains.")
	_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "Only fools would want less.")
	w.Must(err)
	w.Must(w.Store.EditProfile(w.Ctx, w.Max, models.ProfileInput{Name: "Max Oduya", Fields: map[string]models.ProfileField{
		"bio": {Value: "Fools, all of you.", VisibleTo: models.AudienceEveryone},
	}}))
	site := testsite.Serve(w)
	mo := site.As(w.Mo)
	for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Hana), site.As(w.Sam)} {
		if b.Get(threadPath(w, th.ID)).Want(http.StatusOK).Has("[data-remove]") {
			t.Error("who is no moderator is led to taking words away")
		}
	}
	href, _ := mo.Get(threadPath(w, th.ID)).Find(".whys__list a[data-remove]").Attr("href")
	page := mo.Get(href).Want(http.StatusOK)
	if got := page.Find("[data-words=why] .words").Text(); got != "Only fools would want less." {
		t.Fatalf("%s shows %q", href, got)
	}
	sent := url.Values{}
	for _, name := range []string{"place", "handle", "thread", "decision"} {
		sent.Set(name, value(page, `form.console__form input[name=`+name+`]`))
	}
	again := mo.Post(links.ConsoleRemovals, sent).Want(http.StatusUnprocessableEntity)
	if !again.Has("#removal-rule[aria-invalid]") || !again.Has("#removal-reason[aria-invalid]") {
		t.Error("what is missing is not said beside rule and sentence")
	}
	sent.Set("rule", "abuse")
	sent.Set("reason", "Be kind.")
	mo.Post(links.ConsoleRemovals, sent).Want(http.StatusSeeOther)
	if strings.Contains(site.Browser().Get(threadPath(w, th.ID)).Body, "Only fools") {
		t.Error("readers still get the words")
	}
	if told := site.As(w.Max).Get("/notices").Body; !strings.Contains(told, "took away something you wrote") {
		t.Error("who wrote them is not told")
	}
	if got := mo.Get("/console/members/max").Find(`#words a, [href*="place=bio"]`).Length(); got == 0 {
		t.Error("the account does not lead to the words on its page")
	}
}
