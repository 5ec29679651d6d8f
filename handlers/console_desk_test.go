package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// deskStory is a draft of Mia's, whose stories another puts out.
func deskStory(w *testkit.World) models.Thread {
	w.T.Helper()
	w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
	w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
	th, err := w.Store.CreateThread(w.Ctx, w.Viewer("mia"), models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "A year of mornings", Body: "It began in January.", Later: true})
	w.Must(err)
	return th
}

func TestStoryReview_goesFromItsAuthorToAColleagueAndBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := deskStory(w)
		site, at := testsite.Serve(w), links.Thread(th.ID, th.Slug)
		mia, sam, reader := site.As(w.Mia), site.As(w.Sam), site.Browser()
		page := mia.Get(at).Want(http.StatusOK)
		if page.Has("[data-tool=publish]") || page.Has(`form[action$="/publish"]`) || page.Has("[data-tool=schedule]") || !page.Has("[data-tool=review]") {
			t.Error("she is offered to publish herself, or not to send it to review")
		}
		sam.Get(at).Want(http.StatusNotFound)
		mia.Post(links.StoryAction(th.ID, "review"), form("on", "1")).Want(http.StatusSeeOther)
		deliver(w)
		if bell := sam.Get("/notices").Want(http.StatusOK).Find("section.notices h2 a"); bell.AttrOr("href", "") != at {
			t.Errorf("his notices lead to %q", bell.AttrOr("href", ""))
		}
		if waits := sam.Get("/console/overview").Want(http.StatusOK).Find("[data-desk-waits]").Text(); !strings.Contains(waits, "1 for a second pair of eyes") {
			t.Errorf("the overview says %q", waits)
		}
		if got := sam.Get("/console/desk").Want(http.StatusOK).Find("[data-desk=review] .console__title").AttrOr("href", ""); got != at {
			t.Errorf("the desk leads to %q", got)
		}
		page = sam.Get(at).Want(http.StatusOK)
		version := page.Find("[data-tool=verdict] [name=version]").AttrOr("value", "")
		verdict := links.StoryAction(th.ID, "verdict")
		wrong := sam.Post(verdict, form("publish", "0", "version", version)).Want(http.StatusUnprocessableEntity)
		if !wrong.Has("#verdict-words[aria-invalid]") {
			t.Error("it does not say that words are missing")
		}
		sam.Post(verdict, form("publish", "0", "version", version, "words", "Which January?")).Want(http.StatusSeeOther)
		if back := mia.Get(at).Find("[data-handed-back]").Text(); !strings.Contains(back, "Which January?") {
			t.Errorf("she reads %q", back)
		}
		mia.Post(links.StoryAction(th.ID, "review"), form("on", "1")).Want(http.StatusSeeOther)
		sam.Post(verdict, form("publish", "1", "version", "77")).Want(http.StatusConflict)
		reader.Get(at).Want(http.StatusNotFound)
		sam.Post(verdict, form("publish", "1", "version", version)).Want(http.StatusSeeOther)
		reader.Get(at).Want(http.StatusOK)
	})
}

func TestStoryCheck_isAskedOnTheDeskAndToldToReaders(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our opening hours", "From nine.")
	site, at := testsite.Serve(w), links.Thread(th.ID, th.Slug)
	reader := site.Browser()
	w.Clock.Advance(366 * 24 * time.Hour)
	if _, err := w.Store.WatchChecks(w.Ctx); err != nil {
		t.Fatal(err)
	}
	deliver(w)
	if got := site.As(w.Sam).Get("/notices").Find(".notices__one .byline a").AttrOr("href", ""); got != links.StoryAction(th.ID, "check") {
		t.Errorf("his notice leads to %q", got)
	}
	ada := site.As(w.Ada)
	if !ada.Get(at).Want(http.StatusOK).Has("[data-tool=check]") || reader.Get(at).Has("[data-checked]") {
		t.Error("staff are not asked, or readers told of what nobody did")
	}
	button := ada.Get("/console/desk?state=check").Want(http.StatusOK).Find("[data-desk=check] form")
	if button.AttrOr("action", "") != links.StoryAction(th.ID, "check") {
		t.Fatalf("the desk sends to %q", button.AttrOr("action", ""))
	}
	ada.Post(links.StoryAction(th.ID, "check"), form("months", "12")).Want(http.StatusSeeOther)
	if got := reader.Get(at).Find("[data-checked]").Text(); !strings.Contains(got, "checked on 3 March 2027") {
		t.Errorf("readers are told %q", got)
	}
	if ada.Get("/console/desk?state=check").Has("[data-story]") {
		t.Error("it is asked of again at once")
	}
}

func TestStoryPreview_isForWhoeverHasTheLinkAndForNoCache(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	th := deskStory(w)
	site := testsite.Serve(w)
	mia, reader := site.As(w.Mia), site.Browser()
	made := mia.Post(links.StoryAction(th.ID, "previews"), form("do", "make")).Want(http.StatusOK)
	link := made.Find("#preview-link").AttrOr("value", "")
	path := link[strings.Index(link, "/stories/"):]
	if mia.Get(links.StoryAction(th.ID, "previews")).Has("#preview-link") {
		t.Error("the link is shown again")
	}
	page := reader.Get(path).Want(http.StatusOK)
	if !strings.Contains(page.Find(".prose").Text(), "January") || page.Find("meta[name=robots]").AttrOr("content", "") != "noindex, nofollow" {
		t.Error("it shows something else, or may be indexed")
	}
	if h := page.Header; h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "no-referrer" || page.Has(`a[href^="/t/`+fmt.Sprint(th.ID)+`"]`) || page.Has("link[rel=canonical]") {
		t.Error("it may be kept, or tells its address to others")
	}
	reader.Get(path + "x").Want(http.StatusNotFound)
	reader.Get(path + "/uploads/aaaaaaaaaaaaaaaaaaaaaa/480.webp").Want(http.StatusNotFound)
	mia.Post(links.StoryAction(th.ID, "previews"), form("do", "revoke")).Want(http.StatusSeeOther)
	reader.Get(path).Want(http.StatusNotFound)
}

func TestDeskCalendar_hasEachStoryOnItsDay(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Out today", "Words.")
	later, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Out in April", Body: "Words.", Later: true})
	w.Must(err)
	w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, later.ID, time.Date(2026, time.April, 9, 7, 30, 0, 0, time.UTC)))
	sam := testsite.Serve(w).As(w.Sam)
	for path, want := range map[string]string{"": "2026-03-02 " + th.Title, "?month=2026-04": "2026-04-09 " + later.Title, "?month=2026-05": "", "?month=nonsense": "2026-03-02 " + th.Title} {
		page := sam.Get("/console/desk/calendar" + path).Want(http.StatusOK)
		got := ""
		if story := page.Find(".month__story"); story.Length() > 0 {
			got = story.Closest("td").Find("time").AttrOr("datetime", "") + " " + story.Find("a").Text()
		}
		if got != want || page.Has("[data-desk-none]") != (want == "") || page.Find(".month tbody td").Length()%7 != 0 {
			t.Errorf("%s has %q, want %q", path, got, want)
		}
	}
}

func TestFourEyes_areSetOnTheAccountsPage(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	ada := testsite.Serve(w).As(w.Ada)
	if !ada.Get("/console/members/sam").Want(http.StatusOK).Has("[data-four-eyes=false]") || ada.Get("/console/members/max").Has("[data-four-eyes]") {
		t.Error("it is offered for whoever writes no stories, or not for who does")
	}
	ada.Post("/console/members/sam/four-eyes", form("on", "1")).Want(http.StatusSeeOther)
	if !ada.Get("/console/members/sam").Has("[data-four-eyes=true]") || !w.Viewer("sam").FourEyes {
		t.Error("it is not stored")
	}
}
