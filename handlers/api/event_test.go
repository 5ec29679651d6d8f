package api_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func announced() in {
	return in{
		"topic": testkit.Photography, "title": "Ask about fog", "body": "Bring a picture.", "agenda": "Waiting\nLight", "pause": 20,
		"starts_at": "2026-03-02T19:00:00Z", "ends_at": "2026-03-02T20:00:00Z", "draft_key": "fog",
	}
}

// asked is one field of an answer's n-th question.
func asked(t testing.TB, r reply, n int, field string) any {
	t.Helper()
	list, ok := r.body["questions"].([]any)
	if !ok || len(list) <= n {
		t.Fatalf("questions %v, want more than %d", r.body["questions"], n)
	}
	return list[n].(in)[field]
}

func TestEvent_isHeldFromAnnouncementToSummary(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		hana := anybody.as(w.Hana)
		made := hana.post("/events", announced()).want(http.StatusCreated)
		thread := made.body["thread"].(in)
		id := int64(thread["id"].(float64))
		if thread["kind"] != "event" || made.body["phase"] != "coming" || made.body["pause"] != 20.0 || made.body["host"].(in)["handle"] != "hana" {
			t.Errorf("announced: %s", made.text)
		}
		if made.header.Get("Location") != anybody.site.URL+"/api/v1"+path("/events/%d", id) {
			t.Errorf("it is at %q", made.header.Get("Location"))
		}
		again := hana.post("/events", announced()).want(http.StatusCreated)
		if got := again.body["thread"].(in)["id"]; got != thread["id"] {
			t.Errorf("the same key made %v beside %v", got, thread["id"])
		}
		hour := path("/events/%d", id)
		moved := hana.patch(hour, in{"starts_at": "2026-03-02T18:30:00Z", "version": 1}).want(http.StatusOK)
		if moved.body["starts_at"] != "2026-03-02T18:30:00Z" || moved.body["ends_at"] != "2026-03-02T20:00:00Z" || moved.body["agenda"] != "Waiting\nLight" {
			t.Errorf("moved: %s", moved.text)
		}
		hana.patch(hour, in{"agenda": "Mine", "version": 1}).problem(http.StatusConflict)
		hana.put(hour+"/summary", in{"summary": "We spoke about fog and waiting."}).problem(http.StatusConflict)

		w.Clock.Advance(9*time.Hour + 40*time.Minute)
		mia := anybody.as(w.Mia)
		q := mia.post(path("/threads/%d/posts", id), in{"body": "How long did you wait?", "question": true}).want(http.StatusCreated)
		if q.body["question"] != "asked" || q.body["answer_number"] != nil {
			t.Errorf("asked: %s", q.text)
		}
		soon := mia.post(path("/threads/%d/posts", id), in{"body": "And where?", "question": true})
		soon.problem(http.StatusTooManyRequests)
		if soon.header.Get("Retry-After") != "20" {
			t.Errorf("slow mode says to come back in %q", soon.header.Get("Retry-After"))
		}
		picked := hana.put(hour+"/questions/2", in{"to": "picked"}).want(http.StatusOK)
		if asked(t, picked, 0, "state") != "picked" || asked(t, picked, 0, "text") != "How long did you wait?" || picked.body["phase"] != "on" {
			t.Errorf("picked: %s", picked.text)
		}
		hana.post(path("/threads/%d/posts", id), in{"body": "Two hours.", "reply_to": 2}).want(http.StatusCreated)
		if r := anybody.get(hour).want(http.StatusOK); asked(t, r, 0, "state") != "answered" || asked(t, r, 0, "answer_number") != 3.0 {
			t.Errorf("answered: %s", r.text)
		}
		hana.patch(hour, in{"starts_at": "2026-03-02T18:00:00Z"}).problem(http.StatusUnprocessableEntity, "starts_at")
		for range 2 { // a repeat changes nothing
			if r := hana.post(hour+"/end", nil).want(http.StatusOK); r.body["phase"] != "over" {
				t.Errorf("ended: %s", r.text)
			}
		}
		sum := hana.put(hour+"/summary", in{"summary": "We spoke about fog and waiting."}).want(http.StatusOK)
		if sum.body["summary"] != "We spoke about fog and waiting." || sum.body["summed_up_at"] == nil {
			t.Errorf("summed up: %s", sum.text)
		}
		mia.post(path("/threads/%d/posts", id), in{"body": "One more?", "question": true}).problem(http.StatusUnprocessableEntity, "question")
	})
}

func TestEvent_refusesWhatMayNotBe(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		hana, mia := anybody.as(w.Hana), anybody.as(w.Mia)
		for field, value := range map[string]any{
			"starts_at": "soon", "ends_at": "2026-03-02T19:05:00Z", "host": "nobody-here", "pause": 301, "title": "", "topic": "nowhere",
		} {
			refused := announced()
			refused[field], refused["draft_key"] = value, "fog-"+field
			hana.post("/events", refused).problem(http.StatusUnprocessableEntity, field)
		}
		mia.post("/events", announced()).problem(http.StatusForbidden)
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "No live hour", "Words.")
		anybody.get(path("/events/%d", th.ID)).problem(http.StatusNotFound)
		hana.put(path("/events/%d/questions/1", th.ID), in{"to": "picked"}).problem(http.StatusNotFound)
		mia.post(path("/threads/%d/posts", th.ID), in{"body": "To whom?", "question": true}).problem(http.StatusUnprocessableEntity, "question")
		made := hana.post("/events", announced()).want(http.StatusCreated)
		hour := path("/events/%d", int64(made.body["thread"].(in)["id"].(float64)))
		hana.put(hour+"/questions/1", in{"to": "picked"}).problem(http.StatusNotFound)
		hana.put(hour+"/questions/1", in{"to": "postponed"}).problem(http.StatusUnprocessableEntity, "to")
		hana.post(hour+"/end", nil).problem(http.StatusConflict)
		mia.patch(hour, in{"agenda": "Mine"}).problem(http.StatusForbidden)
	})
}

// tourEvents holds a live hour from its announcement to its summary.
func tourEvents(w *testkit.World, hana *program) {
	w.T.Helper()
	made := hana.post("/events", announced()).want(http.StatusCreated)
	id := int64(made.body["thread"].(in)["id"].(float64))
	hana.get("/events").want(http.StatusOK)
	hour := path("/events/%d", id)
	hana.patch(hour, in{"agenda": "Light", "pause": 0}).want(http.StatusOK)
	w.Clock.Advance(10*time.Hour + 5*time.Minute)
	_, err := w.Store.CreatePost(w.Ctx, w.Max, id, models.PostInput{Body: "How long?", Question: true})
	w.Must(err)
	hana.put(hour+"/questions/2", in{"to": "picked"}).want(http.StatusOK)
	hana.post(hour+"/end", nil).want(http.StatusOK)
	hana.put(hour+"/summary", in{"summary": "We spoke about fog and waiting."}).want(http.StatusOK)
	if r := hana.get(hour).want(http.StatusOK); r.body["phase"] != "over" || r.body["agenda"] != "Light" || asked(w.T, r, 0, "state") != "picked" {
		w.T.Errorf("live hour = %s", r.text)
	}
}

func TestEvents_areListedByPhaseAndPageByPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		hana := anybody.as(w.Hana)
		var ids []float64
		for n := range 3 {
			one := announced()
			one["starts_at"], one["ends_at"] = fmt.Sprintf("2026-03-0%dT19:00:00Z", 5-n), fmt.Sprintf("2026-03-0%dT20:00:00Z", 5-n)
			one["draft_key"] = fmt.Sprint("fog ", n)
			made := hana.post("/events", one).want(http.StatusCreated)
			ids = append(ids, made.body["thread"].(in)["id"].(float64))
		}
		first := anybody.get("/events?limit=2").want(http.StatusOK)
		if got := first.items(); len(got) != 2 || got[0]["thread_id"] != ids[2] || got[1]["thread_id"] != ids[1] {
			t.Errorf("to come: %s", first.text)
		}
		if got := first.items()[0]; got["topic"] != testkit.Photography || got["phase"] != "coming" || got["host"].(in)["handle"] != "hana" {
			t.Errorf("the next one is %v", got)
		}
		if got := anybody.get("/events?limit=2&cursor=" + first.next()).want(http.StatusOK); len(got.items()) != 1 || got.items()[0]["thread_id"] != ids[0] || got.next() != "" {
			t.Errorf("the page after: %s", got.text)
		}
		anybody.get("/events?phase=over&cursor=" + first.next()).problem(http.StatusBadRequest)
		anybody.get("/events?phase=soon").problem(http.StatusUnprocessableEntity, "phase")
		w.Exec(`UPDATE topics SET visibility = 'members' WHERE slug = ?`, testkit.Photography)
		if got := anybody.get("/events").want(http.StatusOK).items(); len(got) != 0 {
			t.Errorf("a reader is shown %v", got)
		}
		w.Clock.Advance(10 * 24 * time.Hour)
		if got := hana.get("/events?phase=over").want(http.StatusOK).items(); len(got) != 3 || got[0]["thread_id"] != ids[0] || got[0]["phase"] != "over" {
			t.Errorf("over: %v", got)
		}
		if got := hana.get("/events").want(http.StatusOK).items(); len(got) != 0 {
			t.Errorf("still to come: %v", got)
		}
	})
}
