package api_test

import (
	"net/http"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// tourFronts composes the front page and a topic's, as Sam.
func tourFronts(w *testkit.World, sam *program) {
	w.T.Helper()
	lead := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "A lamp at night", "Words.")
	blocks := []string{"pinned", "lead", "heard"}
	at := "/topics/" + testkit.Photography + "/front"
	if alone := sam.get(at).want(http.StatusOK); alone.body["composed"] != false || alone.body["version"] != 0.0 || len(alone.body["blocks"].([]any)) != 3 {
		w.T.Errorf("by itself = %s", alone.text)
	}
	composed := sam.put(at, in{"blocks": blocks, "off": []string{"heard"}, "picks": []string{path("pinned:%d", lead.ID)}, "days": []string{"pinned:3"}}).want(http.StatusOK)
	first := composed.body["blocks"].([]any)[0].(map[string]any)
	pick := first["picks"].([]any)[0].(map[string]any)
	if composed.body["version"] != 1.0 || first["block"] != "pinned" || first["days"] != 3.0 || pick["title"] != "A lamp at night" || pick["fault"] != nil || pick["ends_at"] == nil {
		w.T.Errorf("composed = %s", composed.text)
	}
	if last := composed.body["blocks"].([]any)[2].(map[string]any); last["shown"] != false {
		w.T.Errorf("what is off is %v", last)
	}
	sam.put(at, in{"do": "undo", "version": 0}).want(http.StatusConflict)
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, lead.ID, "other", "An advertisement."))
	if gone := sam.get(at).want(http.StatusOK).body["blocks"].([]any)[0].(map[string]any)["picks"].([]any)[0].(map[string]any); gone["fault"] == nil {
		w.T.Errorf("stale = %v", gone)
	}
	var stale float64
	for _, place := range sam.get("/fronts").want(http.StatusOK).items() {
		stale += place["stale"].(float64)
	}
	if stale != 1 {
		w.T.Errorf("%v went stale", stale)
	}
	if undone := sam.put(at, in{"do": "undo", "version": 1}).want(http.StatusOK); undone.body["composed"] != false || undone.body["version"] != 2.0 {
		w.T.Errorf("undone = %s", undone.text)
	}
	whole := sam.get("/front").want(http.StatusOK)
	var all []string
	for _, b := range whole.body["blocks"].([]any) {
		all = append([]string{b.(map[string]any)["block"].(string)}, all...)
	}
	if turned := sam.put("/front", in{"blocks": all}).want(http.StatusOK); turned.body["blocks"].([]any)[0].(map[string]any)["block"] != all[0] {
		w.T.Errorf("turned = %s", turned.text)
	}
	sam.put("/front", in{"do": "reset", "version": 1}).want(http.StatusOK)
}

func TestFronts_refuseWhatCannotStand(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	sam := serve(w).as(w.Sam)
	private := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
	at := "/topics/" + testkit.Photography + "/front"
	blocks := []string{"pinned", "lead", "heard"}
	for field, body := range map[string]in{
		"picks":  {"blocks": blocks, "picks": []string{"12"}},
		"anew":   {"blocks": blocks, "anew": []string{"lead:x"}},
		"days":   {"blocks": blocks, "days": []string{"talked:3"}},
		"off":    {"blocks": blocks, "off": []string{"talked"}},
		"do":     {"do": "burn"},
		"blocks": {},
		"lead":   {"blocks": blocks, "picks": []string{path("lead:%d", private.ID)}},
	} {
		sam.put(at, body).field(http.StatusUnprocessableEntity, field)
	}
	sam.put("/topics/nowhere/front", in{"blocks": blocks}).want(http.StatusNotFound)
	if one := sam.get(at).want(http.StatusOK); one.body["composed"] != false {
		t.Errorf("something of it was stored: %s", one.text)
	}
}
