package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// tourDesk takes a story of Mia's, whose stories another puts out, over the desk; Sam and Ada are of the staff.
func tourDesk(w *testkit.World, sam, ada *program) {
	w.T.Helper()
	w.Must(w.Store.SetMayPublish(w.Ctx, w.Mo, "mia", true))
	w.Must(w.Store.SetFourEyes(w.Ctx, w.Mo, "mia", true))
	mia := sam.as(w.Mia)
	made := mia.post("/threads", in{"topic": testkit.RemoteWork, "kind": "story", "title": "A year of mornings", "body": "It began in January.", "later": true}).want(http.StatusCreated)
	at := path("/threads/%d", made.id())

	link := mia.post(at+"/previews", nil).want(http.StatusCreated)
	if !strings.Contains(link.body["url"].(string), "/stories/preview/") || link.body["expires_at"] == nil {
		w.T.Errorf("link = %s", link.text)
	}
	for turn, left := range []float64{2, 2} { // a repeat makes none, and tells none
		again := mia.do("POST", at+"/previews", nil, "Idempotency-Key", "once").want(http.StatusCreated)
		if (again.body["url"] == nil) != (turn == 1) || mia.get(at + "/desk").body["preview_links"] != left {
			w.T.Errorf("time %d: %s", turn+1, again.text)
		}
	}
	mia.delete(at+"/previews", nil).want(http.StatusNoContent)
	mia.post(at+"/previews", nil).want(http.StatusCreated)
	if one := mia.get(at + "/desk").want(http.StatusOK); one.body["preview_links"] != 1.0 || one.body["opening_version"] != 1.0 || one.body["review_asked_at"] != nil {
		w.T.Errorf("begun = %s", one.text)
	}
	mia.delete(at+"/previews", nil).want(http.StatusNoContent)

	for range 2 { // a repeat changes nothing
		if asked := mia.put(at+"/review", nil).want(http.StatusOK); asked.body["review_asked_at"] == nil || asked.body["preview_links"] != 0.0 {
			w.T.Errorf("asked = %s", asked.text)
		}
	}
	if waits := sam.get("/desk").want(http.StatusOK).items(); len(waits) != 1 || waits[0]["title"] != "A year of mornings" {
		w.T.Errorf("what waits is %v", waits)
	}
	sam.post(at+"/verdict", in{"publish": false, "version": 1}).field(http.StatusUnprocessableEntity, "words")
	sam.post(at+"/verdict", in{"publish": true, "version": 7}).want(http.StatusConflict)
	if back := sam.post(at+"/verdict", in{"publish": false, "words": "Which January?", "version": 1}).want(http.StatusOK); back.body["review_asked_at"] != nil {
		w.T.Errorf("handed back = %s", back.text)
	}
	sam.get(at + "/desk").want(http.StatusNotFound) // it is hers alone again
	if own := mia.get(at + "/desk").want(http.StatusOK); own.body["handed_back"] != "Which January?" {
		w.T.Errorf("she reads %s", own.text)
	}
	mia.put(at+"/review", nil).want(http.StatusOK)
	mia.delete(at+"/review", nil).want(http.StatusOK)
	sam.post(at+"/verdict", in{"publish": true, "version": 1}).want(http.StatusNotFound)
	mia.put(at+"/review", nil).want(http.StatusOK)
	if out := ada.post(at+"/verdict", in{"publish": true, "version": 1}).want(http.StatusOK); out.body["status"] != "published" || out.body["check_due_at"] == nil {
		w.T.Errorf("out = %s", out.text)
	}
	sam.post(at+"/checks", in{"months": 7}).field(http.StatusUnprocessableEntity, "months")
	if checked := sam.post(at+"/checks", nil).want(http.StatusCreated); checked.body["checked_at"] == nil || checked.body["check_due_at"] != "2027-03-02T09:00:00Z" {
		w.T.Errorf("checked = %s", checked.text)
	}
	if never := mia.post(at+"/checks", in{"months": 0}).want(http.StatusCreated); never.body["check_due_at"] != nil {
		w.T.Errorf("never again = %s", never.text)
	}
}

func TestDesk_listsByStateTopicAndAuthorInPages(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	anybody := serve(w)
	for range 3 {
		w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Our opening hours", "From nine.")
		w.Clock.Advance(time.Minute)
	}
	w.Start(w.Ada, testkit.Photography, models.KindStory, "Fog", "Wait.")
	sam := anybody.as(w.Sam)
	for query, want := range map[string]int{
		"": 0, "?state=published": 4, "?state=published&topic=" + testkit.Photography: 1, "?state=published&author=SAM": 3, "?state=published&author=nobody": 0,
		"?state=published&topic=nowhere": 0, "?state=check": 0,
	} {
		if got := sam.get("/desk" + query).want(http.StatusOK).items(); len(got) != want {
			t.Errorf("%s lists %d, want %d", query, len(got), want)
		}
	}
	if got := sam.all("/desk?state=published", 3); len(got) != 4 {
		t.Errorf("page by page there are %d", len(got))
	}
	first := sam.get("/desk?state=published&limit=3").want(http.StatusOK)
	sam.get("/desk?state=check&cursor=" + first.next()).want(http.StatusBadRequest)
	sam.get("/desk?state=lost").want(http.StatusBadRequest)
	for who, p := range map[string]*program{"a member": anybody.as(w.Mia), "staff without the scope": anybody.as(w.Ada, "write")} {
		for _, at := range []string{"/desk", "/desk?state=lost", "/fronts", "/front", "/topics/" + testkit.Photography + "/front"} {
			if r := p.get(at); r.status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d", who, at, r.status)
			}
		}
	}
	talk := newScene(w, models.KindDiscussion)
	sam.get(path("/threads/%d/desk", talk.thread)).want(http.StatusForbidden)
}
