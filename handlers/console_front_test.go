package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// filledIn is the composing form as a browser would send it, with a button pressed.
func filledIn(page testsite.Response, do string) url.Values {
	sent := url.Values{"do": {do}}
	page.Find(".compose-front input").Each(func(_ int, s *goquery.Selection) {
		if _, checked := s.Attr("checked"); s.AttrOr("type", "") != "checkbox" || checked {
			sent.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
		}
	})
	return sent
}

// pressed presses a button of the form, with fields changed before.
func pressed(b *testsite.Browser, path string, page testsite.Response, do string, fields ...string) testsite.Response {
	sent := filledIn(page, do)
	for i := 0; i < len(fields); i += 2 {
		sent.Set(fields[i], fields[i+1])
	}
	return b.Post(path, sent)
}

func TestConsoleFront_isComposedWithoutScriptsAndShowsOnEveryNodeAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		site, other := testsite.Serve(w), testsite.Serve(w)
		reader, sam := other.Browser(), site.As(w.Sam)
		if title := reader.Get("/").Find(".lead__title").Text(); !strings.Contains(title, m.story.Title) {
			t.Fatalf("%q leads before", title)
		}
		page := sam.Get("/console/front").Want(http.StatusOK)
		if !page.Has("[data-composed=false]") || page.Find(".compose-block").Length() != 8 || page.Has("[value=undo]") || page.Has("[value=reset]") {
			t.Error("a page that composes itself is shown as another")
		}
		// by an address that was pasted, and by words
		page = pressed(sam, "/console/front", page, "find:lead", "q_lead", "http://forum.example"+links.Thread(m.talk.ID, m.talk.Slug)+"?page=1#post-1").Want(http.StatusOK)
		page = pressed(sam, "/console/front", page, "find", "q_pinned", m.question.Title).Want(http.StatusOK)
		found := page.Find("#block-pinned .compose-found button")
		if found.Length() != 1 || page.Find("#block-lead .compose-pick").Length() != 1 || !page.Has("[data-unsaved]") {
			t.Fatalf("%d found, %d picked", found.Length(), page.Find("#block-lead .compose-pick").Length())
		}
		page = pressed(sam, "/console/front", page, found.AttrOr("value", "")).Want(http.StatusOK)
		page = pressed(sam, "/console/front", page, "up:talked").Want(http.StatusOK)
		if strings.Contains(reader.Get("/").Find(".lead__title").Text(), m.talk.Title) {
			t.Error("readers see what was not saved")
		}
		preview := pressed(sam, "/console/front", page, "preview").Want(http.StatusOK)
		if !strings.Contains(preview.Find(".lead__title").Text(), m.talk.Title) || !preview.Has("[data-preview]") || preview.Header.Get("Cache-Control") != "no-store" {
			t.Error("the preview shows the page as it was, or may be kept")
		}
		sent := filledIn(page, "save")
		sent["show"] = []string{"lead", "pinned", "talked", "heard", "events", "lists"}
		sam.Post("/console/front", sent).Want(http.StatusSeeOther)
		shown := reader.Get("/").Want(http.StatusOK)
		if !strings.Contains(shown.Find(".lead__title").Text(), m.talk.Title) || !strings.Contains(shown.Find(".pinned-talk").Text(), m.question.Title) {
			t.Error("another node shows the page as it was")
		}
		if shown.Has(".strip") || strings.Contains(shown.Find(".talked").Text(), m.talk.Title) || strings.Contains(shown.Find("#newest").Parent().Text(), m.question.Title) {
			t.Error("a block that is off is shown, or something stands there twice")
		}
		page = sam.Get("/console/front").Want(http.StatusOK)
		if order := page.Find(".compose-block").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("data-block", "") }); order[2] != "talked" || order[3] != "pinned" {
			t.Errorf("the order is %v", order)
		}
		pressed(sam, "/console/front", page, "reset").Want(http.StatusSeeOther)
		if title := reader.Get("/").Find(".lead__title").Text(); !strings.Contains(title, m.story.Title) {
			t.Errorf("%q leads after it was left to itself", title)
		}
	})
}

func TestConsoleFront_secondComposerKeepsWhatTheyDid(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	m := fill(w)
	site := testsite.Serve(w)
	sam, ada := site.As(w.Sam), site.As(w.Ada)
	page := sam.Get("/console/front")
	page = pressed(sam, "/console/front", page, fmt.Sprint("add:lead:", m.talk.ID))
	pressed(ada, "/console/front", ada.Get("/console/front"), "save", "show", "lead").Want(http.StatusSeeOther)
	clash := pressed(sam, "/console/front", page, "save").Want(http.StatusConflict)
	if !clash.Has("#form-errors") || clash.Find("#block-lead .compose-pick").Length() != 1 || clash.Find("[name=version]").AttrOr("value", "") != "1" {
		t.Error("what the second composed is lost, or cannot be saved in place of the first's")
	}
	pressed(sam, "/console/front", clash, "save").Want(http.StatusSeeOther)
	pressed(sam, "/console/front", sam.Get("/console/front"), "undo").Want(http.StatusSeeOther)
	if sam.Get("/console/front").Has(".compose-pick") {
		t.Error("the last change stands though it was undone")
	}
}

func TestConsoleFront_refusesAndFlagsWhatReadersMayNotSee(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	m := fill(w)
	private := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "The quiet corner", "Do not tell anybody.")
	sam := testsite.Serve(w).As(w.Sam)
	page := sam.Get("/console/front")
	if found := pressed(sam, "/console/front", page, "find", "q_lead", "quiet corner"); !found.Has("[data-found='0']") {
		t.Error("what readers may not see is offered")
	}
	page = pressed(sam, "/console/front", page, "find", "q_lead", fmt.Sprint("#", private.ID)).Want(http.StatusOK)
	if !strings.Contains(page.Find("#block-lead [data-stale]").Text(), "not public") {
		t.Error("nothing is said of it before it is saved")
	}
	wrong := pressed(sam, "/console/front", page, "save").Want(http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.Find("#show-lead-error").Text(), "cannot stand here") || !wrong.Has("#block-lead .compose-pick") {
		t.Errorf("it says %q", wrong.Find("#show-lead-error").Text())
	}
	page = pressed(sam, "/console/front", wrong, fmt.Sprint("drop:lead:", private.ID))
	page = pressed(sam, "/console/front", page, fmt.Sprint("add:lead:", m.talk.ID))
	pressed(sam, "/console/front", page, "save").Want(http.StatusSeeOther)
	w.Must(w.Store.MoveThread(w.Ctx, w.Mo, m.talk.ID, testkit.BackRoom, "It belongs there."))
	overview := sam.Get("/console/overview").Want(http.StatusOK)
	if overview.Find("[data-stale-fronts] a").AttrOr("href", "") != links.ConsoleFront {
		t.Error("staff are not told that something went stale")
	}
	if body := testsite.Serve(w).Browser().Get("/").Find("main").Text(); strings.Contains(body, m.talk.Title) {
		t.Error("a reader sees what was moved to members")
	}
	for _, do := range []string{"up:nowhere", "up", "first:lead:x", "jump:lead:1", "shout"} {
		pressed(sam, "/console/front", sam.Get("/console/front"), do).Want(http.StatusUnprocessableEntity)
	}
	pressed(sam, "/console/front", sam.Get("/console/front"), "save", "days_lead", "soon").Want(http.StatusUnprocessableEntity)
}

func TestConsoleTopicFront_putsStoriesAndAConversationOnTop(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	m := fill(w)
	site := testsite.Serve(w)
	sam, path := site.As(w.Sam), "/console/topics/remote-work/front"
	page := sam.Get(path).Want(http.StatusOK)
	if page.Find(".compose-block").Length() != 3 {
		t.Errorf("%d blocks", page.Find(".compose-block").Length())
	}
	page = pressed(sam, path, page, fmt.Sprint("add:pinned:", m.talk.ID))
	if preview := pressed(sam, path, page, "preview").Want(http.StatusOK); !preview.Has(".pinned-talk") {
		t.Error("the preview lacks the conversation")
	}
	pressed(sam, path, page, "save").Want(http.StatusSeeOther)
	topic := site.Browser().Get("/topics/remote-work").Want(http.StatusOK)
	if !strings.Contains(topic.Find(".pinned-talk").Text(), m.talk.Title) || strings.Contains(topic.Find(".line__title").Text(), m.talk.Title) {
		t.Error("the conversation is not on top, or stands there twice")
	}
	if site.Browser().Get("/topics/remote-work?sort=new").Has(".pinned-talk") || site.Browser().Get("/").Has(".pinned-talk") {
		t.Error("it stands on other pages too")
	}
}
