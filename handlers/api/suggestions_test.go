package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSuggestions_liveThroughTheAPI(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, max, sam := anybody.as(w.Mia), anybody.as(w.Max), anybody.as(w.Sam)
		made := mia.post("/threads", in{"topic": testkit.RemoteWork, "kind": "suggestion", "title": "Quiet rooms", "body": "For calls."}).want(http.StatusCreated)
		if made.body["number"] != 1.0 || made.body["state"] != "received" || made.body["support"] != 0.0 || made.body["late"] != false ||
			made.body["due_at"] != "2026-03-03T17:00:00Z" || made.body["owner"].(map[string]any)["handle"] != "ada" {
			t.Errorf("made %s", made.text)
		}
		at := path("/suggestions/%d", int64(made.body["id"].(float64)))
		mia.put(at+"/support", nil).want(http.StatusForbidden)
		for range 2 {
			if r := max.put(at+"/support", in{"why": "I call all day"}).want(http.StatusOK); r.body["support"] != 1.0 || r.body["supported"] != true {
				t.Errorf("supported: %s", r.text)
			}
		}
		version := sam.get(at).want(http.StatusOK).body["version"]
		plan := in{"to": "planned", "words": "We build two on each floor this spring.", "next_update_on": "2026-04-01", "version": version}
		max.post(at+"/decisions", plan).want(http.StatusForbidden)
		sam.post(at+"/decisions", in{"to": "planned", "words": "Yes.", "version": version}).field(http.StatusUnprocessableEntity, "words")
		sam.post(at+"/decisions", in{"to": "planned", "words": plan["words"], "next_update_on": "2026-04-01"}).field(http.StatusUnprocessableEntity, "version")
		decided := sam.post(at+"/decisions", plan).want(http.StatusCreated)
		if lines := decided.body["decisions"].([]any); len(lines) != 2 || decided.body["state"] != "planned" || decided.body["decided_at"] == nil || decided.body["outcome"] != plan["words"] {
			t.Errorf("decided: %s", decided.text)
		}
		sam.post(at+"/decisions", plan).want(http.StatusConflict)
		wrong := in{"to": "received", "words": "Back to the beginning with all of this.", "version": decided.body["version"]}
		sam.post(at+"/decisions", wrong).field(http.StatusUnprocessableEntity, "to")
		if got := anybody.get("/threads?kind=suggestion&state=planned").items(); len(got) != 1 || got[0]["state"] != "planned" {
			t.Errorf("planned: %v", got)
		}
		if got := anybody.get("/threads?state=done").items(); len(got) != 0 {
			t.Errorf("done: %v", got)
		}
		anybody.get("/threads?state=lost").field(http.StatusUnprocessableEntity, "state")
		if r := sam.put(at+"/owner", in{"handle": "sam"}).want(http.StatusOK); r.body["owner"].(map[string]any)["handle"] != "sam" {
			t.Errorf("owner: %s", r.text)
		}
		sam.put(at+"/owner", in{"handle": "max"}).field(http.StatusUnprocessableEntity, "handle")
		if r := max.delete(at+"/support", nil).want(http.StatusOK); r.body["support"] != 0.0 {
			t.Errorf("withdrawn: %s", r.text)
		}
		w.Clock.Advance(30 * 24 * time.Hour)
		if r := anybody.get("/promise").want(http.StatusOK); r.body["acknowledged"].(map[string]any)["in_time"] != 1.0 {
			t.Errorf("promise: %s", r.text)
		}
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		anybody.get(path("/suggestions/%d", th.ID)).want(http.StatusNotFound)
	})
}
