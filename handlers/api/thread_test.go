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

// desk is a thread as it is sent, and what stays of it in the answer.
var desk = in{"topic": testkit.RemoteWork, "kind": "discussion", "title": "A desk by a window", "body": "It *rains* on it.", "tags": []string{"Desk", "#rain", "desk"}}

// deskWhole is how Mia's thread of it is answered.
func deskWhole(p *program, id int64) in {
	return in{
		"id": id, "kind": "discussion", "status": "published", "topic": testkit.RemoteWork, "title": "A desk by a window",
		"url": fmt.Sprintf("%s/t/%d/a-desk-by-a-window", p.site.URL, id), "author": person("mia", "Mia Thornbury", false), "employer": nil,
		"standfirst": "", "cover": "", "cover_alt": "", "excerpt": "It rains on it.", "tags": []string{"desk", "rain"},
		"created_at": start0, "publish_at": nil, "published_at": start0, "last_activity_at": start0, "post_count": 1, "last_number": 1,
		"pinned": false, "locked": false, "locked_because": nil, "outcome": nil, "outcome_at": nil, "accepted_post_id": nil, "official_post_id": nil,
		"version": 1, "corrections": []in{}, "read_number": nil, "series": nil, "theme_until": nil,
		"number": nil, "state": nil, "owner": nil, "support": nil, "due_at": nil, "acknowledged_at": nil, "decided_at": nil, "late": nil,
	}
}

func TestThread_isAnsweredWithExactlyWhatItIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, mo := anybody.as(w.Mia), anybody.as(w.Mo)
		made := mia.post("/threads", desk).want(http.StatusCreated)
		at, whole := path("/threads/%d", made.id()), deskWhole(mia, made.id())
		made.is(whole)
		if got := made.header.Get("Location"); got != mia.site.URL+"/api/v1"+at {
			t.Errorf("it is said to be at %s", got)
		}
		anybody.get(at).want(http.StatusOK).is(whole)
		listed := in{}
		for name, value := range whole {
			if name != "corrections" && name != "read_number" && name != "series" && name != "theme_until" {
				listed[name] = value
			}
		}
		wantSame(t, anybody.get("/threads").items()[0], listed)

		w.Clock.Advance(time.Minute)
		a := mo.patch(at, in{"pinned": true, "locked": true, "rule": "other", "reason": "Settled.", "outcome": "Shut.", "version": 1}).want(http.StatusOK)
		a.is(with(whole, "pinned", true, "locked", true, "locked_because", "Settled.", "outcome", "Shut.", "outcome_at", "2026-03-02T09:01:00Z"))
		b := mo.patch(at, in{"pinned": false, "locked": false, "outcome": ""}).want(http.StatusOK)
		b.is(whole)
		c := mia.patch(at, in{"title": "  A   wet desk ", "tags": []string{}, "version": 1}).want(http.StatusOK)
		c.is(with(whole, "title", "A wet desk", "tags", []string{}, "url", fmt.Sprintf("%s/t/%d/a-wet-desk", mia.site.URL, made.id()), "version", 2))
		d := mo.patch(at, in{"topic": testkit.Photography}).want(http.StatusOK)
		if d.body["topic"] != testkit.Photography || d.body["title"] != "A wet desk" {
			t.Errorf("moved: %s", d.text)
		}
	})
}

func TestThread_refusesWhatBreaksARuleAndChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, mo := anybody.as(w.Mia), anybody.as(w.Mo)
		at := path("/threads/%d", mia.post("/threads", desk).want(http.StatusCreated).id())
		before := everything(w)
		long := func(n int) string { return strings.Repeat("ä", n) }
		for what, c := range map[string]struct {
			change in
			fields []string
		}{
			"no title":         {in{"title": ""}, []string{"title"}},
			"a short title":    {in{"title": "Ab"}, []string{"title"}},
			"a long title":     {in{"title": long(151)}, []string{"title"}},
			"six tags":         {in{"tags": []string{"a", "b", "c", "d", "e", "f"}}, []string{"tags"}},
			"a long tag":       {in{"tags": []string{long(31)}}, []string{"tags"}},
			"two tags in one":  {in{"tags": []string{"a,b"}}, []string{"tags"}},
			"an unknown topic": {in{"topic": "nowhere"}, []string{"topic"}},
		} {
			if what != "two tags in one" {
				mia.post("/threads", with(desk, pairs(c.change)...)).problem(http.StatusUnprocessableEntity, c.fields...)
			}
			if r := mo.patch(at, c.change); r.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: a change answers %d: %s", what, r.status, r.text)
			}
		}
		for what, c := range map[string]struct {
			sent   in
			fields []string
		}{
			"no body":                 {with(desk, "body", " \n\t"), []string{"body"}},
			"a long body":             {with(desk, "body", long(16_001)), []string{"body"}},
			"an unknown kind":         {with(desk, "kind", "poem"), []string{"kind"}},
			"no topic":                {with(desk, "topic", ""), []string{"topic"}},
			"an unknown topic":        {with(desk, "topic", "nowhere"), []string{"topic"}},
			"a topic of staff":        {with(desk, "topic", testkit.StaffTable), []string{"topic"}},
			"a long key":              {with(desk, "draft_key", long(300)), []string{"draft_key"}},
			"an author":               {with(desk, "author", "max"), []string{"author"}},
			"a status":                {with(desk, "status", "draft"), []string{"status"}},
			"everything wrong at one": {in{"topic": "", "kind": "", "title": "", "body": ""}, []string{"topic", "kind", "title", "body"}},
		} {
			r := mia.post("/threads", c.sent)
			if r.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d: %s", what, r.status, r.text)
				continue
			}
			r.problem(http.StatusUnprocessableEntity, c.fields...)
		}
		for what, c := range map[string]struct {
			p      *program
			change in
			want   int
		}{
			"a lock without a reason":      {mo, in{"locked": true, "rule": "other"}, 422},
			"a lock without a rule":        {mo, in{"locked": true, "reason": "Settled."}, 422},
			"a lock by a made-up rule":     {mo, in{"locked": true, "rule": "mine", "reason": "Settled."}, 422},
			"a long reason":                {mo, in{"locked": true, "rule": "other", "reason": long(2_001)}, 422},
			"a stale version":              {mo, in{"title": "Another", "version": 7}, 409},
			"a part that one may not":      {mia, in{"title": "Another", "pinned": true}, 403},
			"a field of another operation": {mo, in{"body": "Words."}, 422},
			"a status":                     {mo, in{"status": "removed"}, 422},
			"a wrong type beside a right":  {mo, in{"title": "Another", "pinned": "yes"}, 422},
			"a good part beside a bad one": {mo, in{"title": "Another", "outcome": long(3_000)}, 422},
		} {
			if r := c.p.patch(at, c.change); r.status != c.want {
				t.Errorf("%s: status %d, want %d: %s", what, r.status, c.want, r.text)
			}
		}
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}

func TestThread_removedIsGoneForReadersAndComesBackWhole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, mo := anybody.as(w.Mia), anybody.as(w.Mo)
		made := mia.post("/threads", desk).want(http.StatusCreated)
		at, whole := path("/threads/%d", made.id()), made.body
		mo.delete(at, in{"rule": "spam"}).problem(http.StatusUnprocessableEntity, "reason")
		mo.delete(at, in{"reason": " ", "rule": "spam"}).problem(http.StatusUnprocessableEntity, "reason")
		if r := mo.delete(at, in{"reason": "An advertisement.", "rule": "spam"}).want(http.StatusOK); r.body["status"] != "removed" {
			t.Errorf("removed: %s", r.text)
		}
		for _, p := range []*program{anybody, mia, anybody.as(w.Sam)} {
			p.get(at).problem(http.StatusGone)
			p.get(at + "/posts").problem(http.StatusGone)
		}
		mia.post(at+"/posts", in{"body": "Still here?"}).problem(http.StatusGone)
		mia.patch(at, in{"title": "Another"}).problem(http.StatusGone)
		mo.get(at).want(http.StatusOK)
		if n := len(anybody.get("/threads").items()) + len(anybody.get("/search?q=desk").items()); n != 0 {
			t.Errorf("listed or found %d times", n)
		}
		mo.post(at+"/restore", in{"reason": "x"}).problem(http.StatusUnprocessableEntity, "reason")
		mo.post(at+"/restore", nil).want(http.StatusOK)
		mia.get(at).want(http.StatusOK).is(whole)
	})
}

func TestThread_splitNamesItsPostsAndLeavesStubs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		hana, mia := anybody.as(w.Hana), anybody.as(w.Mia)
		s := newScene(w, models.KindDiscussion)
		at := path("/threads/%d", s.thread)
		before := everything(w)
		for what, sent := range map[string]in{
			"no numbers": {"title": "Tea"}, "the opening": {"title": "Tea", "numbers": []int{1}}, "no such post": {"title": "Tea", "numbers": []int{9}},
			"none of them": {"title": "Tea", "numbers": []int{}}, "a negative one": {"title": "Tea", "numbers": []int{-2}},
			"no title": {"numbers": []int{2}}, "a short title": {"title": "T", "numbers": []int{2}},
			"numbers as words": {"title": "Tea", "numbers": []string{"2"}},
		} {
			if r := hana.post(at+"/split", sent); r.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: status %d: %s", what, r.status, r.text)
			}
		}
		for _, elsewhere := range []string{testkit.RemoteWork, testkit.StaffTable, "nowhere"} {
			hana.post(at+"/split", in{"title": "Tea", "numbers": []int{2}, "topic": elsewhere}).problem(http.StatusForbidden)
		}
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
		made := hana.post(at+"/split", in{"title": "Tea in fog", "numbers": []int{2, 2, 3}}).want(http.StatusCreated)
		if made.body["post_count"] != 2.0 || made.body["last_number"] != 2.0 || fmt.Sprint(made.body["author"].(map[string]any)["handle"]) != "max" {
			t.Errorf("split: %s", made.text)
		}
		stubs := anybody.get(at + "/posts").items()
		if len(stubs) != 3 || stubs[1]["status"] != "moved" || stubs[1]["moved_to"] != float64(s.reply) || stubs[2]["moved_to"] != float64(s.staffReply) {
			t.Errorf("stubs: %v", stubs)
		}
		if r := anybody.get(path("/posts/%d", s.reply)).want(http.StatusOK); r.body["thread_id"] != float64(made.id()) || r.body["number"] != 1.0 {
			t.Errorf("the post is now %s", r.text)
		}
		mia.post(at+"/split", in{"title": "Mine", "numbers": []int{2}}).problem(http.StatusForbidden)
	})
}
