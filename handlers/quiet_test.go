package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// unread is a word that Max writes, and that nobody who blocked him reads.
const unread = "Gallimaufry"

func TestBlock_collapsesInThreadsAndIsGoneFromEveryOtherPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		talk := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		reply := w.Reply(w.Max, talk.ID, unread+" reply")
		theirs := w.Start(w.Max, testkit.RemoteWork, models.KindQuestion, unread+" question", unread)
		site := testsite.Serve(w)
		mia, max := site.As(w.Mia), site.As(w.Max)
		paths := []string{"/", "/topics", "/topics/remote-work", "/search?q=" + unread, "/members/max", "/members/suggest?q=max", links.Thread(talk.ID, talk.Slug)}
		for _, path := range paths[:3] {
			if !strings.Contains(mia.Get(path).Want(http.StatusOK).Body, unread) {
				t.Fatalf("%s lacks the word before, so this proves nothing", path)
			}
		}
		seenByMax := max.Get("/members/mia").Want(http.StatusOK).Body + max.Get(links.Thread(talk.ID, talk.Slug)).Body
		mia.Post("/members/max/block", url.Values{"on": {"1"}}).Want(http.StatusSeeOther)
		for _, path := range paths {
			if body := mia.Get(path).Want(http.StatusOK).Body; strings.Contains(strings.ReplaceAll(body, "q="+unread, ""), unread+" ") {
				t.Errorf("%s still shows the word", path)
			}
		}
		page := mia.Get(links.Thread(talk.ID, talk.Slug))
		if line := page.Find("#post-2.post--blocked"); line.Length() != 1 || !strings.Contains(line.Text(), "By somebody you blocked.") || strings.Contains(line.Text(), "Max") {
			t.Errorf("in their place stands %q", line.Text())
		}
		show, _ := page.Find("#post-2 a.quietly").Attr("href")
		once := mia.Get(show).Want(http.StatusOK)
		if !strings.Contains(once.Find("#post-2").Text(), reply.Body) {
			t.Errorf("%s does not show it", show)
		}
		if mia.Get(links.Thread(talk.ID, talk.Slug)).Find("#post-2.post--blocked").Length() != 1 {
			t.Error("it is shown more than once")
		}
		hidden := mia.Get(links.Thread(theirs.ID, theirs.Slug)).Want(http.StatusOK)
		if h1 := strings.TrimSpace(hidden.Find("h1").Text()); h1 != "A thread by somebody you blocked" || strings.Contains(hidden.Find("title").Text(), unread) {
			t.Errorf("their thread is called %q", h1)
		}
		if site.Browser().Get(links.Thread(talk.ID, talk.Slug)).Find("#post-2.post--blocked").Length() != 0 {
			t.Error("a reader's page is another than before")
		}
		if now := max.Get("/members/mia").Body + max.Get(links.Thread(talk.ID, talk.Slug)).Body; strings.Count(now, "Mia") != strings.Count(seenByMax, "Mia") || strings.Contains(now, "blocked") {
			t.Error("something tells whoever was blocked")
		}
		mia.Post("/members/max/block", url.Values{"on": {"0"}, "next": {"/settings/blocks"}}).Want(http.StatusSeeOther)
		if mia.Get(links.Thread(talk.ID, talk.Slug)).Find("#post-2.post--blocked").Length() != 0 {
			t.Error("after the block is lifted it is still collapsed")
		}
	})
}

func TestQuiet_isListedWithItsWaysBack(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	talk := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	mia := testsite.Serve(w).As(w.Mia)
	thread, topic := fmt.Sprintf("/t/%d/mute", talk.ID), "/topics/photography/mute"
	for _, path := range []string{"/members/max/block", "/members/hana/mute", topic, thread} {
		mia.Post(path, url.Values{"on": {"1"}, "next": {"//elsewhere.example"}}).Want(http.StatusSeeOther)
	}
	for path, at := range map[string]string{thread: links.Thread(talk.ID, talk.Slug), topic: "/topics/photography"} {
		if mia.Get(at).Find(`form[action="`+path+`"] button[aria-pressed=true]`).Length() != 1 {
			t.Errorf("%s does not say that it is muted", at)
		}
	}
	page := mia.Get("/settings/blocks").Want(http.StatusOK)
	for _, path := range []string{"/members/max/block", "/members/hana/mute", topic, thread} {
		if page.Find(`main form[action="`+path+`"] button[value="0"]`).Length() != 1 {
			t.Errorf("no way back from %s", path)
		}
		mia.Post(path, url.Values{"on": {"0"}, "next": {"/settings/blocks"}}).Want(http.StatusSeeOther)
	}
	if n := mia.Get("/settings/blocks").Find(".quieted__one").Length(); n != 0 {
		t.Errorf("%d things are still listed", n)
	}
	mia.Post("/settings/activity", url.Values{"on": {"1"}}).Want(http.StatusSeeOther)
	if mia.Get("/settings/blocks").Find(`form[action="/settings/activity"] button[value="0"]`).Length() != 1 {
		t.Error("hidden activity has no way back")
	}
	for _, path := range []string{"/members/max/block", thread, "/settings/activity"} {
		mia.Post(path, url.Values{"on": {"perhaps"}}).Want(http.StatusUnprocessableEntity)
	}
	mia.Post("/members/mia/block", url.Values{"on": {"1"}}).Want(http.StatusUnprocessableEntity)
	mia.Post("/members/nobody-here/mute", url.Values{"on": {"1"}}).Want(http.StatusNotFound)
	mia.Post("/topics/staff-table/mute", url.Values{"on": {"1"}}).Want(http.StatusNotFound)
	mia.Post("/t/999999/mute", url.Values{"on": {"1"}}).Want(http.StatusNotFound)
}

func TestActivity_isOnNobodysPageButTheMembersOwnAndStaffs(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words of hers.")
	site := testsite.Serve(w)
	reader, max, mia, sam := site.Browser(), site.As(w.Max), site.As(w.Mia), site.As(w.Sam)
	if !strings.Contains(reader.Get("/members/mia").Body, "Words of hers.") {
		t.Fatal("a reader sees nothing before, so this proves nothing")
	}
	w.Must(w.Store.SetActivityHidden(w.Ctx, w.Mia, true))
	for who, c := range map[string]struct {
		b    *testsite.Browser
		sees bool
	}{"a reader": {reader, false}, "a member": {max, false}, "herself": {mia, true}, "staff": {sam, true}} {
		for _, path := range []string{"/members/mia", "/search?author=mia"} {
			if sees := strings.Contains(c.b.Get(path).Want(http.StatusOK).Body, "A desk"); sees != c.sees {
				t.Errorf("%s sees it together at %s: %t", who, path, sees)
			}
		}
	}
}

func TestBlock_costsAMembersPageLittle(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		m := fill(w)
		source := w.Reply(w.Max, m.talk.ID, "Words that are quoted.")
		w.Reply(w.Sam, m.talk.ID, "> [@max](/posts/"+fmt.Sprint(source.ID)+")\n> Words that are quoted.\n\nYes.")
		w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", m.story.ID, true))
		mia := testsite.Serve(w, counted).As(w.Mia)
		mia.Get("/")
		for _, path := range []string{"/", "/topics", "/topics/remote-work", links.Thread(m.talk.ID, m.talk.Slug), links.Thread(m.story.ID, m.story.Slug), "/search?q=again"} {
			if n := queries(t, mia.Get(path).Want(http.StatusOK)); n > listQueries {
				t.Errorf("%s: %d queries, at most %d", path, n, listQueries)
			}
		}
	})
}

// What was decided is the company's word and stays; who asked for it, and in which words, is what a block keeps away.
func TestBlock_leavesDecisionsWithoutTheNameAndTheWordsOfWhoeverAsked(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	asked := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, unread+" rooms", unread+" rooms would help many of us.")
	const decided = "We build two of them in the spring, floor by floor."
	_, err := w.Store.Decide(w.Ctx, w.Sam, asked.ID, models.DecisionInput{To: "planned", Words: decided, NextUpdateOn: "2026-04-01", Version: asked.Version})
	w.Must(err)
	talk := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	reply := w.Reply(w.Max, talk.ID, unread+" reply")
	again := unread + " again"
	_, err = w.Store.EditPost(w.Ctx, w.Max, reply.ID, models.EditInput{Body: &again, Version: 1})
	w.Must(err)
	w.Clock.Advance(21 * 24 * time.Hour) // the record counts what was due
	mia := testsite.Serve(w).As(w.Mia)
	history := fmt.Sprint("/posts/", reply.ID, "/history")
	lists := map[string]bool{"/heard": true, "/promise/decisions?state=planned": true, "/promise/decided": true, "/suggestions": false, history: false}
	for path := range lists {
		if !strings.Contains(mia.Get(path).Want(http.StatusOK).Body, unread) {
			t.Fatalf("%s lacks the word before, so this proves nothing", path)
		}
	}
	w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
	for path, stays := range lists {
		page := mia.Get(path)
		if strings.Contains(page.Body, unread) || strings.Contains(page.Body, "Max Oduya") {
			t.Errorf("%s still says what Max said, or who he is", path)
		}
		if strings.Contains(page.Body, decided) != stays {
			t.Errorf("%s: what was decided stays: %v", path, stays)
		}
	}
	mia.Get(history).Want(http.StatusForbidden)
}
