package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
)

// in is a body to send.
type in = map[string]any

func start(p *program, kind, topic, title string) int64 {
	p.t.Helper()
	return p.post("/threads", in{"topic": topic, "kind": kind, "title": title, "body": "Words of " + title + ".", "tags": []string{"desk"}}).want(http.StatusCreated).id()
}

func reply1(p *program, thread int64, body string) int64 {
	p.t.Helper()
	return p.post(fmt.Sprintf("/threads/%d/posts", thread), in{"body": body}).want(http.StatusCreated).id()
}

// TestEveryOperation_answersAsDescribed calls each operation with success at least once; each answer is held to
// its schema by the client.
func TestEveryOperation_answersAsDescribed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ada, sam, mia, max := anybody.as(w.Ada), anybody.as(w.Sam), anybody.as(w.Mia), anybody.as(w.Max)

		tourTopics(anybody, ada)
		tourThreads(anybody, ada, mia, max)
		tourStories(sam)
		tourPictures(w, sam.as(w.Hana), sam.as(w.Mo))
		tourFronts(w, sam)
		tourPosts(ada, sam, mia, max)
		tourSuggestions(anybody, sam, mia, max)
		tourOwn(w, anybody, mia)
		tourDesk(w, sam, ada)
		tourEvents(w, anybody.as(w.Hana))
		tourModeration(w, anybody.as(w.Mo), anybody.as(w.Nia), max)
		tourHouse(anybody, ada)
		tourStanding(w, anybody, ada)

		for _, o := range anybody.spec.operations {
			if !anybody.spec.seen[o.id] && o.id != "getDescription" {
				t.Errorf("%s (%s %v) was never answered with success: extend the tour", o.id, o.method, o.parts)
			}
		}
	})
}

func tourHouse(anybody, ada *program) {
	anybody.t.Helper()
	ada.put("/house/rules", in{"body": "Speak to the person, about the thing."}).want(http.StatusOK)
	anybody.get("/house/rules").want(http.StatusOK)
	for _, path := range []string{"/house", "/house/rules/versions"} {
		if items := anybody.get(path).want(http.StatusOK).items(); len(items) != 1 {
			anybody.t.Errorf("%s lists %v", path, items)
		}
	}
}

func tourTopics(anybody, ada *program) {
	anybody.t.Helper()
	made := ada.post("/topics", in{"name": "Cycling", "description": "To work.", "hosts": []string{"mia"}, "kinds": []string{"discussion"}}).want(http.StatusCreated)
	if made.body["slug"] != "cycling" || made.header.Get("Location") != ada.site.URL+"/api/v1/topics/cycling" {
		anybody.t.Errorf("made %s at %s", made.text, made.header.Get("Location"))
	}
	ada.patch("/topics/cycling", in{"slug": "by-bike", "name": "By bike", "version": 1}).want(http.StatusOK)
	moved := anybody.get("/topics/cycling").want(http.StatusMovedPermanently)
	if moved.header.Get("Location") != ada.site.URL+"/api/v1/topics/by-bike" || moved.header.Get("Cache-Control") != "no-cache" {
		anybody.t.Errorf("the former address leads to %v", moved.header)
	}
	if one := anybody.get("/topics/by-bike").want(http.StatusOK); one.body["name"] != "By bike" || one.body["version"] != 2.0 {
		anybody.t.Errorf("topic = %s", one.text)
	}
	if n := len(anybody.get("/topics").want(http.StatusOK).items()); n != 3 {
		anybody.t.Errorf("a reader sees %d topics, want 3", n)
	}
	if n := len(ada.get("/topics").want(http.StatusOK).items()); n != 5 {
		anybody.t.Errorf("staff see %d topics, want 5", n)
	}
}

func tourThreads(anybody, ada, mia, max *program) {
	anybody.t.Helper()
	id := start(mia, "discussion", testkit.RemoteWork, "A desk by a window")
	at := fmt.Sprintf("/threads/%d", id)
	for i := range 3 {
		reply1(max, id, fmt.Sprintf("Reply %d.", i))
	}
	one := anybody.get(at).want(http.StatusOK)
	if one.body["topic"] != testkit.RemoteWork || one.body["post_count"] != 4.0 || one.body["outcome"] != nil ||
		one.body["url"] != fmt.Sprintf("%s/t/%d/a-desk-by-a-window", ada.site.URL, id) {
		anybody.t.Errorf("thread = %s", one.text)
	}
	changed := ada.patch(at, in{"title": "A desk in the rain", "pinned": true, "locked": true, "rule": "off_topic", "reason": "settled", "outcome": "Shut.", "version": 1}).want(http.StatusOK)
	if changed.body["pinned"] != true || changed.body["locked_because"] != "settled" || changed.body["outcome"] != "Shut." {
		anybody.t.Errorf("changed = %s", changed.text)
	}
	ada.patch(at, in{"locked": false}).want(http.StatusOK)
	split := ada.post(at+"/split", in{"numbers": []int{3, 4}, "title": "Two replies"}).want(http.StatusCreated)
	if split.body["post_count"] != 2.0 {
		anybody.t.Errorf("split = %s", split.text)
	}
	if stub := anybody.get(at + "/posts").want(http.StatusOK).items()[2]; stub["status"] != "moved" || stub["moved_to"] == nil {
		anybody.t.Errorf("stub = %v", stub)
	}
	ada.delete(at, in{"reason": "spam", "rule": "spam"}).want(http.StatusOK)
	anybody.get(at).want(http.StatusGone)
	ada.post(at+"/restore", nil).want(http.StatusOK)
	if n := len(anybody.get("/threads?topic=" + testkit.RemoteWork).want(http.StatusOK).items()); n != 2 {
		anybody.t.Errorf("%d threads listed, want 2", n)
	}
	if n := len(anybody.get("/search?q=desk").want(http.StatusOK).items()); n == 0 {
		anybody.t.Error("nothing found")
	}
}

func tourSuggestions(anybody, sam, mia, max *program) {
	mia.t.Helper()
	at := fmt.Sprintf("/suggestions/%d", start(mia, "suggestion", testkit.RemoteWork, "A bench by the lake"))
	max.put(at+"/support", in{"why": "I wait there"}).want(http.StatusOK)
	max.delete(at+"/support", nil).want(http.StatusOK)
	sam.put(at+"/owner", in{"handle": "sam"}).want(http.StatusOK)
	one := anybody.get(at).want(http.StatusOK)
	made := sam.post(at+"/decisions", in{"to": "under_review", "words": "We ask the town about the ground.", "version": one.body["version"]}).want(http.StatusCreated)
	if made.body["state"] != "under_review" || made.body["support"] != 0.0 {
		mia.t.Errorf("decided = %s", made.text)
	}
	anybody.get("/promise").want(http.StatusOK)
}

func tourStories(sam *program) {
	sam.t.Helper()
	made := sam.post("/threads", in{"topic": testkit.RemoteWork, "kind": "story", "title": "A week without meetings", "body": "Quiet.", "later": true}).want(http.StatusCreated)
	if made.body["status"] != "draft" || made.body["employer"] != "Larkmoor" {
		sam.t.Errorf("story = %s", made.text)
	}
	at := fmt.Sprintf("/threads/%d", made.id())
	when := sam.site.Clock.Now().Add(48 * time.Hour).In(time.FixedZone("", 3600)).Format(time.RFC3339)
	if r := sam.post(at+"/schedule", in{"publish_at": when}).want(http.StatusOK); r.body["status"] != "scheduled" || r.body["publish_at"] != "2026-03-04T09:00:00Z" {
		sam.t.Errorf("scheduled = %s", r.text)
	}
	sam.post(at+"/schedule", in{"publish_at": "soon"}).field(http.StatusUnprocessableEntity, "publish_at")
	sam.delete(at+"/schedule", nil).want(http.StatusOK)
	sam.post(at+"/publish", nil).want(http.StatusOK)
	if r := sam.post(at+"/corrections", in{"words": "It was four days."}).want(http.StatusCreated); len(r.body["corrections"].([]any)) != 1 {
		sam.t.Errorf("corrected = %s", r.text)
	}
	next := sam.post("/threads", in{"topic": testkit.RemoteWork, "kind": "story", "title": "A second week", "body": "Louder."}).want(http.StatusCreated)
	sam.put(at+"/series", in{"name": "Weeks"}).want(http.StatusOK)
	nextAt := fmt.Sprintf("/threads/%d", next.id())
	sam.put(nextAt+"/series", in{"name": "Weeks", "part": 1}).want(http.StatusOK)
	if r := sam.get(at).want(http.StatusOK); fmt.Sprint(r.body["series"]) != fmt.Sprintf(
		"map[id:1 name:Weeks part:2 parts:[map[id:%d status:published title:A second week url:%s/t/%d/a-second-week] map[id:%d status:published title:A week without meetings url:%s/t/%d/a-week-without-meetings]]]",
		next.id(), sam.site.URL, next.id(), made.id(), sam.site.URL, made.id()) {
		sam.t.Errorf("in a series = %s", r.text)
	}
	sam.put(nextAt+"/series", in{"name": "x"}).field(http.StatusUnprocessableEntity, "name")
	sam.put(nextAt+"/series", in{"name": "\u200b"}).field(http.StatusUnprocessableEntity, "name")
	sam.put(nextAt+"/series", in{"name": "Weeks", "part": 0}).field(http.StatusUnprocessableEntity, "part")
	if r := sam.delete(nextAt+"/series", nil).want(http.StatusOK); r.body["series"] != nil {
		sam.t.Errorf("by itself = %s", r.text)
	}
	if r := sam.post(at+"/unpublish", in{"reason": "The figures are wrong."}).want(http.StatusOK); r.body["status"] != "unpublished" {
		sam.t.Errorf("withdrawn = %s", r.text)
	}
}

func tourPosts(ada, sam, mia, max *program) {
	mia.t.Helper()
	question := start(mia, "question", testkit.RemoteWork, "How do you end the day")
	mine := reply1(max, question, "I close the laptop.")
	at := fmt.Sprintf("/posts/%d", mine)
	if r := max.patch(at, in{"body": "I **close** the lid.", "version": 1, "reason": "clearer"}).want(http.StatusOK); r.body["version"] != 2.0 || r.body["edited_at"] == nil {
		mia.t.Errorf("edited = %s", r.text)
	}
	max.patch(at, in{"body": "I shut it.", "version": 1}).want(http.StatusConflict)
	if edits := mia.get(at + "/revisions").want(http.StatusOK).items(); len(edits) != 1 || edits[0]["reason"] != "clearer" {
		mia.t.Errorf("edits = %v", edits)
	}
	ada.put(at+"/revisions/hidden", in{}).want(http.StatusUnprocessableEntity)
	ada.put(at+"/revisions/hidden", in{"reason": "It named somebody."}).want(http.StatusNoContent)
	if edits := mia.get(at + "/revisions").want(http.StatusOK).items(); edits[0]["reason"] != "" && edits[0]["reason"] != nil {
		mia.t.Errorf("of a hidden version the author reads %v", edits[0])
	}
	ada.delete(at+"/revisions/hidden", nil).want(http.StatusNoContent)
	heart := "/reactions/" + url.PathEscape("❤️")
	for range 2 { // a repeat changes nothing
		r := mia.put(at+heart, nil).want(http.StatusOK)
		if got := fmt.Sprint(r.body["reactions"]); got != "[map[count:1 emoji:❤️ mine:true]]" {
			mia.t.Errorf("reactions = %s", got)
		}
	}
	mia.delete(at+heart, nil).want(http.StatusOK)
	mia.put(at+"/reactions/x", nil).field(http.StatusUnprocessableEntity, "emoji")
	mia.put(at+"/bookmark", nil).want(http.StatusOK)
	if kept := mia.get("/bookmarks").want(http.StatusOK).items(); len(kept) != 1 || kept[0]["text"] != "I close the lid." {
		mia.t.Errorf("bookmarks = %v", kept)
	}
	mia.delete(at+"/bookmark", nil).want(http.StatusOK)
	for _, quiet := range []string{"/members/nia/block", "/members/nia/mute", "/topics/photography/mute", fmt.Sprintf("/threads/%d/mute", question)} {
		mia.put(quiet, nil).want(http.StatusNoContent)
		mia.get("/blocks").want(http.StatusOK)
		mia.delete(quiet, nil).want(http.StatusNoContent)
	}
	if r := mia.put(at+"/accept", nil).want(http.StatusOK); r.body["accepted"] != true {
		mia.t.Errorf("accepted = %s", r.text)
	}
	mia.delete(at+"/accept", nil).want(http.StatusOK)
	staff := fmt.Sprintf("/posts/%d", reply1(sam, question, "We close at five."))
	sam.put(staff+"/official", nil).want(http.StatusOK)
	sam.delete(staff+"/official", nil).want(http.StatusOK)
	if r := max.delete(at, nil).want(http.StatusOK); r.body["status"] != "deleted" || r.body["body"] != "" {
		mia.t.Errorf("deleted = %s", r.text)
	}
	if r := max.post(at+"/restore", nil).want(http.StatusOK); r.body["status"] != "visible" {
		mia.t.Errorf("restored = %s", r.text)
	}
	ada.delete(at, in{"rule": "spam"}).field(http.StatusUnprocessableEntity, "reason")
	ada.get(at).want(http.StatusOK)
}

func tourOwn(w *testkit.World, anybody, mia *program) {
	mia.t.Helper()
	if r := mia.post("/preview", in{"body": "*Hm* <script>"}).want(http.StatusOK); r.body["html"] == "" {
		mia.t.Errorf("preview = %s", r.text)
	}
	mia.put("/drafts/a%20key", in{"kind": "discussion", "title": "Later", "tags": []string{"fog"}}).want(http.StatusOK)
	mia.put("/drafts/a%20key", in{"title": "Else"}).want(http.StatusConflict)
	if kept := mia.get("/drafts").want(http.StatusOK).items(); len(kept) != 1 || kept[0]["key"] != "a key" {
		mia.t.Errorf("drafts = %v", kept)
	}
	mia.delete("/drafts/a%20key", nil).want(http.StatusNoContent)
	mia.post("/drafts/a%20key/restore", nil).want(http.StatusOK)
	mia.get("/drafts/a%20key").want(http.StatusOK)
	mia.put("/drafts/a%20key", in{"version": 1}).want(http.StatusNoContent)
	mia.get("/drafts/a%20key").want(http.StatusNotFound)

	if r := mia.get("/me").want(http.StatusOK); r.body["handle"] != "mia" || fmt.Sprint(r.body["hosts"]) != "[by-bike]" {
		mia.t.Errorf("me = %s", r.text)
	}
	if r := anybody.get("/members/hana").want(http.StatusOK); fmt.Sprint(r.body["hosts"]) != "[photography]" {
		mia.t.Errorf("member = %s", r.text)
	}
	anybody.get("/members/nobody-here").want(http.StatusNotFound)
	tourProfile(w, anybody, mia)

	mia.site.As(w.Mia)
	mia.site.As(w.Mia)
	sessions := mia.get("/sessions").want(http.StatusOK).items()
	mia.delete(fmt.Sprintf("/sessions/%.0f", sessions[0]["id"]), nil).want(http.StatusNoContent)
	mia.delete("/sessions", nil).want(http.StatusNoContent)
	if left := mia.get("/sessions").want(http.StatusOK).items(); len(sessions) != 2 || len(left) != 0 {
		mia.t.Errorf("sessions %v, then %v", sessions, left)
	}
	own := mia.get("/tokens").want(http.StatusOK).items()
	if len(own) != 1 || own[0]["current"] != true {
		mia.t.Errorf("tokens = %v", own)
	}
	mia.delete(fmt.Sprintf("/tokens/%.0f", own[0]["id"]), nil).want(http.StatusNoContent)
	mia.get("/me").want(http.StatusUnauthorized)
}

func tourProfile(w *testkit.World, anybody, mia *program) {
	mia.t.Helper()
	seen := mia.get("/me/profile").want(http.StatusOK)
	mia.patch("/me/profile", in{"bio": "I draw maps.", "location": "Leith", "visible_to": []string{"bio:everyone"}, "version": seen.body["version"]}).want(http.StatusOK)
	mia.patch("/me/profile", in{"name": "Mia again", "version": seen.body["version"]}).want(http.StatusConflict)
	if r := mia.patch("/me/profile", in{"visible_to": []string{"bio:friends"}}).want(http.StatusUnprocessableEntity); r.body["fields"] == nil {
		mia.t.Errorf("an audience that is none: %s", r.text)
	}
	r := mia.patch("/me/profile", in{"presence": "members"}).want(http.StatusOK)
	if fmt.Sprintf("%v %v %v", r.body["profile"], r.body["name"], r.body["presence"]) != "map[bio:I draw maps. location:Leith] Mia Thornbury members" {
		mia.t.Errorf("what was not sent must stay: %s", r.text)
	}
	if r := anybody.get("/members/mia").want(http.StatusOK); fmt.Sprint(r.body["profile"]) != "map[bio:I draw maps.]" {
		mia.t.Errorf("a reader is shown %v", r.body["profile"])
	}

	th := start(mia, "discussion", testkit.RemoteWork, "How far one has read")
	mia.as(w.Max).put(path("/threads/%d/read", th), in{"number": 1}).want(http.StatusNoContent)
	mia.as(w.Max).put(path("/threads/%d/read", th), in{}).want(http.StatusUnprocessableEntity)
	if n := w.Count(`SELECT last_number FROM read_positions WHERE thread_id = ? AND member_id = ?`, th, w.Max.ID); n != 1 {
		mia.t.Errorf("he has read up to %d", n)
	}
}

func tourStanding(w *testkit.World, anybody, ada *program) {
	ada.t.Helper()
	ada.put("/members/nia/may_publish", nil).want(http.StatusNoContent)
	if !w.Viewer("nia").MayPublish {
		ada.t.Error("nia may not publish")
	}
	ada.delete("/members/nia/may_publish", nil).want(http.StatusNoContent)
	ada.put("/members/nia/role", in{"role": "chief"}).want(http.StatusUnprocessableEntity)
	ada.put("/members/nia/role", in{"role": "contributor", "reason": "She answers in the shop."}).want(http.StatusNoContent)
	if v := w.Viewer("nia"); !v.Staff() || v.MayPublish {
		ada.t.Errorf("nia is %s, may publish: %v", v.Role, v.MayPublish)
	}
	ada.put("/members/ada/role", in{"role": "member"}).want(http.StatusConflict)
	ada.put("/members/nia/suspension", in{"reason": "She left the shop.", "rule": "other", "until": "tomorrow"}).want(http.StatusUnprocessableEntity)
	ada.put("/members/nia/suspension", in{"reason": "She left the shop.", "rule": "other", "until": w.Clock.Now().Add(time.Hour).UTC().Format(time.RFC3339)}).want(http.StatusNoContent)
	suspended := func() int64 {
		return w.Count(`SELECT COUNT(*) FROM members WHERE handle = 'nia' AND status = 'suspended'`)
	}
	if suspended() != 1 {
		ada.t.Error("nia is not suspended")
	}
	ada.delete("/members/nia/suspension", in{"reason": "She is back."}).want(http.StatusNoContent)
	if suspended() != 0 {
		ada.t.Error("nia is suspended still")
	}
	ada.put("/members/nia/suspension", in{"reason": "Only advertising.", "rule": "spam", "clean": "all"}).want(http.StatusUnprocessableEntity)
	ada.put("/members/nia/suspension", in{"reason": "Only advertising.", "rule": "spam", "ban": true, "clean_also": []string{"sessions"}}).want(http.StatusUnprocessableEntity)
	ada.put("/members/nia/suspension", in{"reason": "Only advertising.", "rule": "spam", "ban": true, "clean": "all", "clean_also": []string{"held", "words", "face"}}).want(http.StatusNoContent)
	if n := w.Count(`SELECT COUNT(*) FROM posts WHERE author_id = ? AND status = 'visible'`, w.Nia.ID); n != 0 {
		ada.t.Errorf("%d posts of hers are still there", n)
	}
	ada.delete("/members/nia/suspension", in{"reason": "She is back."}).want(http.StatusNoContent)
	anybody.put("/members/nia/role", in{"role": "member"}).want(http.StatusUnauthorized)
}
