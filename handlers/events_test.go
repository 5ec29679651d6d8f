package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// liveHour is one of Hana's that is on, with a question of the author's as post 2.
func liveHour(w *testkit.World) models.Thread {
	w.T.Helper()
	begins := w.Clock.Now().Add(time.Hour)
	th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, models.LiveHourInput{
		Topic: testkit.Photography, Title: "Ask about fog", Body: "Bring a picture.",
		LiveHourChange: models.LiveHourChange{StartsAt: begins, EndsAt: begins.Add(time.Hour), Agenda: "Waiting\nLight"},
	})
	w.Must(err)
	w.Exec(`UPDATE live_hours SET starts_at = ?, ends_at = ?, phase = 'on' WHERE thread_id = ?`, begins.Add(-2*time.Hour), begins.Add(time.Hour), th.ID)
	_, err = w.Store.CreatePost(w.Ctx, w.Viewer("mia"), th.ID, models.PostInput{Body: "How long did you wait?", Question: true})
	w.Must(err)
	return th
}

func onHour(rest string, pairs ...string) func(*fixture) request {
	return to(func(f *fixture) string { return fmt.Sprint("/events/", liveHour(f.World).ID, rest) }, pairs...)
}

var eventRules = []rule{
	{get, "/events", everybody, at("/events")},
	{get, "/events.ics", everybody, at("/events.ics")},
	{get, "/events/new", "host " + staff, at("/events/new")},
	{post, "/events", "host " + staff, at("/events", "topic", testkit.Photography, "title", "Ask about fog", "body", "Words.", "starts_at", "2026-03-09T19:00", "minutes", "60")},
	{get, "/events/:id/edit", hosts, onHour("/edit")},
	{post, "/events/:id/edit", hosts, onHour("/edit", "minutes", "200")},
	{post, "/events/:id/end", hosts, onHour("/end")},
	{post, "/events/:id/summary", hosts, onHour("/summary", "summary", "We spoke about fog and waiting.")},
	{post, "/events/:id/questions/:number", hosts, onHour("/questions/2", "to", "picked")},
}

func TestEvents_goFromAnnouncementToTranscript(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		hana, mia, reader := site.As(w.Hana), site.As(w.Mia), site.Browser()
		in := url.Values{
			"topic": {testkit.Photography}, "title": {"Ask about fog, and lenses"}, "body": {"Bring a picture."}, "agenda": {"Waiting\nLight"},
			"starts_at": {"2026-03-02T19:00"}, "minutes": {"5"}, "pause": {"20"}, "draft_key": {"fog"},
		}
		again := hana.Post("/events", in).Want(http.StatusUnprocessableEntity)
		if again.Find("#field-minutes-error").Length() != 1 || again.Find("#field-title").AttrOr("value", "") != in.Get("title") {
			t.Error("the form does not say what is wrong, or lost what was typed")
		}
		in.Set("minutes", "90")
		path := hana.Post("/events", in).Want(http.StatusSeeOther).Location
		page := reader.Get(path).Want(http.StatusOK)
		if got := page.Find(".hour__when").Text(); !strings.Contains(got, "19:00 – 20:30 UTC") {
			t.Errorf("when: %s", got)
		}
		if page.Find(".hour__agenda li").Length() != 2 || page.Find(".hour__until").AttrOr("data-until", "") != "2026-03-02T19:00:00Z" || page.Has(".hour__lead") {
			t.Error("a reader does not see the agenda and the time to go, or sees the host's tools")
		}
		if list := reader.Get("/events").Want(http.StatusOK); list.Find("#events-coming").Length() != 1 || !strings.Contains(list.Find(".event").Text(), "Ask about fog") {
			t.Error("it is not in the list of what comes")
		}

		id := strings.Split(path, "/")[2]
		w.Clock.Advance(10*time.Hour + 5*time.Minute)
		_, err := w.Store.WatchLiveHours(w.Ctx)
		w.Must(err)
		mia.Post("/t/"+id+"/posts", url.Values{"body": {"How long did you wait?"}, "question": {"1"}}).Want(http.StatusSeeOther)
		soon := mia.Post("/t/"+id+"/posts", url.Values{"body": {"And where?"}, "question": {"1"}}).Want(http.StatusTooManyRequests)
		if soon.Header.Get("Retry-After") != "20" || soon.Find("#reply textarea").Text() != "And where?" || soon.Find(`#reply [name="question"][checked]`).Length() != 1 {
			t.Error("slow mode does not say when to come back, or lost what was typed")
		}
		hana.Post("/events/"+id+"/questions/2", url.Values{"to": {"picked"}}).Want(http.StatusSeeOther)
		if q := reader.Get(path).Find(`.queue__one[data-question="picked"]`); !strings.Contains(q.Text(), "How long did you wait?") {
			t.Errorf("the queue: %s", q.Text())
		}
		hana.Post("/t/"+id+"/posts", url.Values{"body": {"Two hours."}, "reply_to": {"2"}}).Want(http.StatusSeeOther)
		page = reader.Get(path)
		if page.Find(`.queue__one[data-question="answered"] .queue__answer`).Length() != 1 || page.Find(`#post-3[data-answers="2"]`).Length() != 1 ||
			!strings.Contains(page.Find("#post-2 .post__answer").Text(), "answered") {
			t.Error("the host's answer does not close the question")
		}
		hana.Post("/events/"+id+"/summary", url.Values{"summary": {"We spoke about fog and waiting."}}).Want(http.StatusConflict)
		hana.Post("/events/"+id+"/end", nil).Want(http.StatusSeeOther)
		short := hana.Post("/events/"+id+"/summary", url.Values{"summary": {"Fog."}}).Want(http.StatusUnprocessableEntity)
		if short.Find("#hour-summary").Text() != "Fog." {
			t.Error("the refused summary is lost")
		}
		hana.Post("/events/"+id+"/summary", url.Values{"summary": {"We spoke about fog and waiting."}}).Want(http.StatusSeeOther)
		page = reader.Get(path)
		if !strings.Contains(page.Find(".hour__summary").Text(), "fog and waiting") || page.Has(".hour__until") || page.Find("article[data-post]").Length() != 3 {
			t.Error("afterwards the thread is not the transcript with its summary on top")
		}
		if reader.Get("/events").Find("#events-over").Length() != 1 {
			t.Error("it is not in the list of what was")
		}
	})
}

func TestEvents_theFormKeepsWhatBeganAndWarnsOfAnotherChange(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := liveHour(w)
		hana := testsite.Serve(w).As(w.Hana)
		path := fmt.Sprint("/events/", th.ID, "/edit")
		form := hana.Get(path).Want(http.StatusOK)
		if form.Has("#field-starts_at") || form.Find("#field-minutes").AttrOr("value", "") != "180" {
			t.Error("what has begun can be moved, or its length is not shown")
		}
		hana.Post(path, url.Values{"minutes": {"190"}, "version": {"1"}, "agenda": {"More"}}).Want(http.StatusSeeOther)
		stale := hana.Post(path, url.Values{"minutes": {"200"}, "version": {"1"}, "agenda": {"Mine"}}).Want(http.StatusConflict)
		if stale.Find("#field-agenda").Text() != "Mine" || stale.Find(`[name="version"]`).AttrOr("value", "") != "2" {
			t.Error("the conflict loses what was typed, or cannot be sent again")
		}
	})
}

func TestEvents_theCalendarIsOneThatProgramsRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := liveHour(w)
		w.Exec(`UPDATE threads SET title = ? WHERE id = ?`, "Fog; light, and "+strings.Repeat("ä", 60), th.ID)
		res := testsite.Serve(w).Browser().Get("/events.ics").Want(http.StatusOK)
		if got := res.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/calendar") {
			t.Errorf("it is %s", got)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(res.Body, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.Contains(line, "\n") {
				t.Errorf("a line of %d bytes: %q", len(line), line)
			}
		}
		whole := strings.ReplaceAll(res.Body, "\r\n ", "")
		for _, want := range []string{"BEGIN:VCALENDAR\r\n", "DTSTART:20260302T080000Z\r\n", "DTEND:20260302T110000Z\r\n", `SUMMARY:Fog\; light\, and ä`} {
			if !strings.Contains(whole, want) {
				t.Errorf("it lacks %q:\n%s", want, whole)
			}
		}
	})
}
