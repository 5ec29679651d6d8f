package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestPost_isAnsweredWithExactlyWhatItIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		s := newScene(w, models.KindQuestion)
		max, sam, mia := anybody.as(w.Max), anybody.as(w.Sam), anybody.as(w.Mia)
		made := max.post(path("/threads/%d/posts", s.thread), in{"body": "Bring **soup**.", "reply_to": 2}).want(http.StatusCreated)
		at := path("/posts/%d", made.id())
		whole := in{
			"id": made.id(), "thread_id": s.thread, "number": 4, "status": "visible", "url": fmt.Sprintf("%s/posts/%d", max.site.URL, made.id()),
			"author": person("max", "Max Oduya", false), "employer": nil, "reply_to": 2, "body": "Bring **soup**.", "html": "<p>Bring <strong>soup</strong>.</p>",
			"created_at": start0, "edited_at": nil, "removed_because": nil, "moved_to": nil, "accepted": false, "official": false,
			"reactions": []in{}, "bookmarked": false, "stance": nil, "question": nil, "answer_number": nil, "version": 1,
		}
		made.is(whole)
		if got := made.header.Get("Location"); got != max.site.URL+"/api/v1"+at {
			t.Errorf("it is said to be at %s", got)
		}
		anybody.get(at).want(http.StatusOK).is(whole)
		wantSame(t, anybody.get(path("/threads/%d/posts", s.thread)).items()[3], whole)

		w.Clock.Advance(time.Minute)
		edited := with(whole, "body", "Bring stew.", "html", "<p>Bring stew.</p>", "edited_at", "2026-03-02T09:01:00Z", "version", 2)
		max.patch(at, in{"body": "Bring stew.", "reason": "Warmer.", "version": 1}).want(http.StatusOK).is(edited)
		thumb := at + "/reactions/" + url.PathEscape("👍")
		mia.put(thumb, nil).want(http.StatusOK).is(with(edited, "reactions", []in{{"emoji": "👍", "count": 1, "mine": true}}))
		sam.put(thumb, nil).want(http.StatusOK).is(with(edited, "reactions", []in{{"emoji": "👍", "count": 2, "mine": true}}))
		anybody.get(at).is(with(edited, "reactions", []in{{"emoji": "👍", "count": 2, "mine": false}}))
		mia.delete(thumb, nil).want(http.StatusOK).is(with(edited, "reactions", []in{{"emoji": "👍", "count": 1, "mine": false}}))
		sam.delete(thumb, nil).want(http.StatusOK)
		mia.put(at+"/bookmark", nil).want(http.StatusOK).is(with(edited, "bookmarked", true))
		anybody.get(at).is(edited)
		mia.put(at+"/accept", nil).want(http.StatusOK).is(with(edited, "bookmarked", true, "accepted", true))
		if th := anybody.get(path("/threads/%d", s.thread)); th.body["accepted_post_id"] != float64(made.id()) {
			t.Errorf("the thread says %v", th.body["accepted_post_id"])
		}
		official := sam.put(path("/posts/%d/official", s.staffReply), nil).want(http.StatusOK)
		if official.body["official"] != true || official.body["employer"] != "Larkmoor" || official.body["accepted"] != false {
			t.Errorf("official: %s", official.text)
		}
		max.delete(at, nil).want(http.StatusOK).is(with(edited, "status", "deleted", "body", "", "html", "", "accepted", false))
	})
}

func TestPost_refusesWhatBreaksARuleAndChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		s := newScene(w, models.KindQuestion)
		max, mia, mo := anybody.as(w.Max), anybody.as(w.Mia), anybody.as(w.Mo)
		replies, reply := path("/threads/%d/posts", s.thread), path("/posts/%d", s.reply)
		long := strings.Repeat("ä", 16_001)
		before := everything(w)
		for what, c := range map[string]struct {
			p      *program
			method string
			at     string
			sent   any
			status int
			fields []string
		}{
			"no body":                     {max, "POST", replies, in{}, 422, []string{"body"}},
			"an empty body":               {max, "POST", replies, in{"body": "\u200b \n"}, 422, []string{"body"}},
			"a long body":                 {max, "POST", replies, in{"body": long}, 422, []string{"body"}},
			"an answer to nobody":         {max, "POST", replies, in{"body": "Hm", "reply_to": 9}, 422, []string{"reply_to"}},
			"an answer below":             {max, "POST", replies, in{"body": "Hm", "reply_to": -1}, 422, []string{"reply_to"}},
			"a long key":                  {max, "POST", replies, in{"body": "Hm", "draft_key": strings.Repeat("k", 300)}, 422, []string{"draft_key"}},
			"a number as text":            {max, "POST", replies, in{"body": "Hm", "reply_to": "2"}, 422, []string{"reply_to"}},
			"an edit to nothing":          {max, "PATCH", reply, in{"body": ""}, 422, []string{"body"}},
			"an edit too long":            {max, "PATCH", reply, in{"body": long}, 422, []string{"body"}},
			"a stale edit":                {max, "PATCH", reply, in{"body": "Hm", "version": 3}, 409, nil},
			"a title of a reply":          {max, "PATCH", reply, in{"title": "Hm"}, 422, []string{"title"}},
			"an edit of another's":        {mia, "PATCH", reply, in{"body": "Hm"}, 403, nil},
			"an edit by a moderator":      {mo, "PATCH", reply, in{"body": "Hm"}, 403, nil},
			"a stale deletion":            {max, "DELETE", reply, in{"version": 3}, 409, nil},
			"a removal without a reason":  {mo, "DELETE", reply, in{"rule": "spam"}, 422, []string{"reason"}},
			"a removal with a long one":   {mo, "DELETE", reply, in{"reason": long, "rule": "spam"}, 422, []string{"reason"}},
			"an unknown reaction":         {max, "PUT", path("/posts/%d/reactions/x", s.opening), nil, 422, []string{"emoji"}},
			"a reaction of another shape": {max, "PUT", path("/posts/%d/reactions/%s", s.opening, url.PathEscape("👍🏽")), nil, 422, []string{"emoji"}},
			"a body of a reaction":        {max, "PUT", path("/posts/%d/reactions/%s", s.opening, url.PathEscape("👍")), in{"on": true}, 422, []string{"on"}},
			"accepting the question":      {mia, "PUT", path("/posts/%d/accept", s.opening), nil, 422, nil},
			"no such post":                {max, "GET", "/posts/98765", nil, 404, nil},
			"revisions of no such post":   {max, "GET", "/posts/98765/revisions", nil, 404, nil},
			"a reply in no thread":        {max, "POST", "/threads/98765/posts", in{"body": ""}, 404, nil},
		} {
			r := c.p.do(c.method, c.at, c.sent)
			if r.status != c.status {
				t.Errorf("%s: status %d, want %d: %s", what, r.status, c.status, r.text)
				continue
			}
			if what == "accepting the question" {
				continue
			}
			r.problem(c.status, c.fields...)
		}
		max.post(reply+"/restore", nil).want(http.StatusOK) // it stands already
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}

func TestPost_anEditThatChangesNothingIsNoEdit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		s := newScene(w, models.KindQuestion)
		max := anybody.as(w.Max)
		before, at := everything(w), path("/posts/%d", s.reply)
		for _, same := range []in{{}, {"body": "Bring tea."}, {"body": "Bring tea.", "version": 1}, {"version": 1}} {
			if r := max.patch(at, same).want(http.StatusOK); r.body["version"] != 1.0 || r.body["edited_at"] != nil {
				t.Errorf("%v made %s", same, r.text)
			}
		}
		if after := everything(w); after != before {
			t.Errorf("something changed: %s, was %s", after, before)
		}
	})
}
