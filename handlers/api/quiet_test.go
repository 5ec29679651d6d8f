package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestBlocks_takeWhatSomebodyWritesOutOfEveryAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		talk := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		reply := w.Reply(w.Max, talk.ID, canary+" reply")
		theirs := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, canary+" suggestion", canary)
		mia := serve(w).as(w.Mia)
		answers := []string{
			"/threads", "/threads?sort=new", "/threads?author=max", "/threads?kind=suggestion", "/search?q=" + canary, "/search?author=max",
			path("/threads/%d/posts", talk.ID), path("/posts/%d", reply.ID), path("/threads/%d", theirs.ID), path("/threads/%d/posts", theirs.ID),
		}
		for _, at := range answers {
			if !strings.Contains(mia.get(at).want(http.StatusOK).text, canary) {
				t.Errorf("%s lacks it before, so this proves nothing", at)
			}
		}
		for range 2 {
			mia.put("/members/max/block", nil).want(http.StatusNoContent)
		}
		for _, at := range answers {
			if r := mia.get(at).want(http.StatusOK); strings.Contains(strings.ToLower(r.text), strings.ToLower(canary)) {
				t.Errorf("%s still shows it: %.300s", at, r.text)
			}
		}
		stub := mia.get(path("/threads/%d/posts", talk.ID)).items()[1]
		if stub["status"] != "blocked" || stub["body"] != "" || stub["author"] != nil || stub["number"] != float64(2) {
			t.Errorf("the stub is %v", stub)
		}
		mia.put(path("/threads/%d/mute", talk.ID), nil).want(http.StatusNoContent)
		mia.put("/topics/photography/mute", nil).want(http.StatusNoContent)
		mia.put("/members/hana/mute", nil).want(http.StatusNoContent)
		list := mia.get("/blocks").want(http.StatusOK)
		if len(list.body["blocks"].([]any)) != 1 || len(list.body["mutes"].([]any)) != 3 {
			t.Errorf("the list is %s", list.text)
		}
		mia.delete("/members/max/block", nil).want(http.StatusNoContent)
		mia.delete(path("/threads/%d/mute", talk.ID), nil).want(http.StatusNoContent)
		mia.delete("/topics/photography/mute", nil).want(http.StatusNoContent)
		mia.delete("/members/hana/mute", nil).want(http.StatusNoContent)
		list = mia.get("/blocks")
		if len(list.body["blocks"].([]any)) != 0 || len(list.body["mutes"].([]any)) != 0 {
			t.Errorf("after all is lifted the list is %s", list.text)
		}
		mia.put("/members/mia/block", nil).want(http.StatusUnprocessableEntity)
		mia.put("/members/nobody-here/block", nil).want(http.StatusNotFound)
		mia.put("/topics/staff-table/mute", nil).want(http.StatusNotFound)
	})
}
