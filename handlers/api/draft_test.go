package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestDraft_isKeptChangedDroppedAndBroughtBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		s := newScene(w, models.KindQuestion)
		mia := anybody.as(w.Mia)
		whole := in{
			"key": "k", "kind": "story", "topic": "remote-work", "thread_id": nil, "post_id": nil, "reply_to": nil, "title": "Half", "body": "A thought",
			"tags": []string{"fog", "tea"}, "standfirst": "In short", "cover": "fog-road", "cover_alt": "A road", "post_version": 0, "version": 1, "updated_at": start0,
		}
		sent := in{"kind": "story", "topic": "remote-work", "title": "Half", "body": "A thought", "tags": []string{"fog", "tea"}, "standfirst": "In short", "cover": "fog-road", "cover_alt": "A road"}
		mia.put("/drafts/k", sent).want(http.StatusOK).is(whole)
		mia.get("/drafts/k").want(http.StatusOK).is(whole)
		mia.put("/drafts/k", sent).want(http.StatusOK).is(whole) // the same from a device that knows nothing
		w.Clock.Advance(time.Minute)
		changed := with(whole, "body", "A whole thought", "version", 2, "updated_at", "2026-03-02T09:01:00Z")
		mia.put("/drafts/k", with(sent, "body", "A whole thought", "version", 1)).want(http.StatusOK).is(changed)
		mia.put("/drafts/k", with(sent, "body", "Another", "version", 1)).problem(http.StatusConflict)
		mia.put("/drafts/k", with(sent, "body", "Another", "version", 9)).problem(http.StatusConflict)
		mia.get("/drafts/k").is(changed)

		reply := mia.put("/drafts/r", in{"thread_id": s.thread, "reply_to": 2, "body": "Or coffee"}).want(http.StatusOK)
		if reply.body["thread_id"] != float64(s.thread) || reply.body["reply_to"] != 2.0 || fmt.Sprint(reply.body["tags"]) != "[]" {
			t.Errorf("a reply's draft: %s", reply.text)
		}
		listed := mia.get("/drafts").want(http.StatusOK)
		if items := listed.items(); len(items) != 2 || items[0]["key"] != "r" || items[1]["key"] != "k" || listed.body["next"] != nil {
			t.Errorf("drafts: %s", listed.text)
		}
		mia.delete("/drafts/k", nil).want(http.StatusNoContent)
		mia.get("/drafts/k").problem(http.StatusNotFound)
		mia.post("/drafts/k/restore", nil).want(http.StatusOK)
		if back := mia.get("/drafts/k").want(http.StatusOK); back.body["body"] != "A whole thought" {
			t.Errorf("brought back: %s", back.text)
		}
		mia.delete("/drafts/k", nil).want(http.StatusNoContent)
		w.Clock.Advance(time.Hour + time.Second)
		mia.post("/drafts/k/restore", nil).problem(http.StatusNotFound)
		mia.post("/threads", with(desk, "draft_key", "r2")).want(http.StatusCreated)
		mia.put("/drafts/r2", in{"body": "Too late"}).problem(http.StatusGone)
		mia.put("/drafts/r", in{"version": 1}).want(http.StatusNoContent)
		if n := len(mia.get("/drafts").items()); n != 0 {
			t.Errorf("%d drafts are left", n)
		}
	})
}

func TestDraft_refusesWhatBreaksARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia := anybody.as(w.Mia)
		hidden := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Who has the keys", "Hush.")
		before := everything(w)
		for what, c := range map[string]struct {
			at     string
			sent   in
			status int
		}{
			"a long text":         {"/drafts/k", in{"body": strings.Repeat("a", 100_001)}, 422},
			"a long title":        {"/drafts/k", in{"title": strings.Repeat("a", 2_000)}, 422},
			"a long key":          {"/drafts/" + strings.Repeat("k", 101), in{"body": "Hm"}, 422},
			"an unknown field":    {"/drafts/k", in{"body": "Hm", "later": true}, 422},
			"a number as a text":  {"/drafts/k", in{"thread_id": "1"}, 422},
			"no such thread":      {"/drafts/k", in{"body": "Hm", "thread_id": 98_765}, 404},
			"a thread one cannot": {"/drafts/k", in{"body": "Hm", "thread_id": hidden.ID}, 404},
			"no such post":        {"/drafts/k", in{"body": "Hm", "post_id": 98_765}, 404},
			"a post one cannot":   {"/drafts/k", in{"body": "Hm", "post_id": openingOf(w, hidden)}, 404},
		} {
			if r := mia.put(c.at, c.sent); r.status != c.status {
				t.Errorf("%s: status %d, want %d: %s", what, r.status, c.status, r.text)
			}
		}
		mia.put("/drafts/empty", in{"kind": "story"}).want(http.StatusNoContent)
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
		for i := range models.DraftsMax {
			w.Exec(`INSERT INTO drafts (member_id, draft_key, body, version, updated_at) VALUES (?, ?, 'Words', 1, ?)`, w.Mia.ID, fmt.Sprint("kept-", i), testkit.Start)
		}
		mia.put("/drafts/one-more", in{"body": "Hm"}).problem(http.StatusUnprocessableEntity, "draft_key")
		mia.put("/drafts/kept-1", in{"body": "Other words", "version": 1}).want(http.StatusOK)
	})
}

func TestStory_goesThroughItsStatesAndEachMomentIsShown(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		sam, mia, mo := anybody.as(w.Sam), anybody.as(w.Mia), anybody.as(w.Mo)
		made := sam.post("/threads", in{
			"topic": testkit.RemoteWork, "kind": "story", "title": "A quiet week", "body": "It was.", "later": true,
			"standfirst": "In short", "cover": "fog-road", "cover_alt": "A road",
		}).want(http.StatusCreated)
		at := path("/threads/%d", made.id())
		state := func(r reply, status string, published, publishAt any) {
			t.Helper()
			if r.want(http.StatusOK); r.body["status"] != status || r.body["published_at"] != published || r.body["publish_at"] != publishAt {
				t.Errorf("%s, published %v, to come %v; want %s, %v, %v", r.body["status"], r.body["published_at"], r.body["publish_at"], status, published, publishAt)
			}
		}
		state(sam.get(at), "draft", nil, nil)
		if made.body["standfirst"] != "In short" || made.body["cover"] != "fog-road" || made.body["cover_alt"] != "A road" || made.body["employer"] != "Larkmoor" {
			t.Errorf("made %s", made.text)
		}
		for _, p := range []*program{anybody, mia} {
			for _, one := range []string{at, at + "/posts"} {
				p.get(one).problem(http.StatusNotFound)
			}
		}
		mia.post(at+"/publish", nil).problem(http.StatusNotFound)
		mo.post(at+"/publish", nil).problem(http.StatusForbidden)
		for what, when := range map[string]any{
			"a moment passed": "2026-03-02T08:00:00Z", "no moment": "", "words": "tomorrow", "no zone": "2026-03-03T09:00:00", "a day": "2026-03-03", "two years on": "2028-03-03T09:00:00Z",
			"the thirtieth of February": "2026-02-30T09:00:00Z",
		} {
			if r := sam.post(at+"/schedule", in{"publish_at": when}); r.status != 422 {
				t.Errorf("%s: status %d", what, r.status)
			}
		}
		sam.post(at+"/schedule", in{"publish_at": 1_772_000_000}).problem(http.StatusUnprocessableEntity, "publish_at")
		sam.post(at+"/corrections", in{"words": "It was four days."}).want(http.StatusConflict)
		state(sam.post(at+"/schedule", in{"publish_at": "2026-03-03T10:00:00+01:00"}), "scheduled", nil, "2026-03-03T09:00:00Z")
		state(sam.delete(at+"/schedule", nil), "draft", nil, nil)
		state(sam.post(at+"/schedule", in{"publish_at": "2026-03-03T09:00:00Z"}), "scheduled", nil, "2026-03-03T09:00:00Z")
		state(sam.post(at+"/publish", nil), "published", start0, nil)
		anybody.get(at).want(http.StatusOK)
		state(sam.post(at+"/publish", nil), "published", start0, nil)
		w.Clock.Advance(time.Minute)
		corrected := sam.post(at+"/corrections", in{"words": "It was four days."}).want(http.StatusCreated)
		if got := fmt.Sprint(corrected.body["corrections"]); got != "[map[created_at:2026-03-02T09:01:00Z words:It was four days.]]" {
			t.Errorf("corrections %s", got)
		}
		sam.post(at+"/corrections", in{"words": ""}).problem(http.StatusUnprocessableEntity, "words")
		sam.post(at+"/corrections", in{"words": strings.Repeat("w", 5_000)}).problem(http.StatusUnprocessableEntity, "words")
		mia.post(at+"/unpublish", in{"reason": "No."}).problem(http.StatusForbidden)
		sam.post(at+"/unpublish", nil).problem(http.StatusUnprocessableEntity, "reason")
		if r := sam.post(at+"/unpublish", in{"reason": "Wrong figures."}).want(http.StatusOK); r.body["status"] != "unpublished" {
			t.Errorf("withdrawn: %s", r.text)
		}
		if gone := anybody.get(at).want(http.StatusGone); !strings.Contains(gone.text, "Wrong figures.") {
			t.Errorf("readers are not told why: %s", gone.text)
		}
		discussion := start(mia, "discussion", testkit.RemoteWork, "No story")
		for _, verb := range []string{"/publish", "/unpublish", "/corrections", "/schedule"} {
			if r := mia.post(path("/threads/%d%s", discussion, verb), in{}); r.status < 400 || r.status >= 500 {
				t.Errorf("%s of a discussion: status %d", verb, r.status)
			}
		}
	})
}
