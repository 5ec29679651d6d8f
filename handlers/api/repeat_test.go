package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestIdempotencyKey_makesEachPOSTActOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		ada, mia, sam := anybody.as(w.Ada), anybody.as(w.Mia), anybody.as(w.Sam)
		s, story := newScene(w, models.KindQuestion), newScene(w, models.KindStory)
		for i, c := range []struct {
			p    *program
			at   string
			body any
			what string
		}{
			{mia, "/threads", in{"topic": testkit.RemoteWork, "kind": "discussion", "title": "A desk", "body": "Rain."}, `SELECT COUNT(*) FROM threads`},
			{mia, path("/threads/%d/posts", s.thread), in{"body": "Once."}, `SELECT COUNT(*) FROM posts`},
			{ada, "/topics", in{"name": "Boats"}, `SELECT COUNT(*) FROM topics`},
			{ada, path("/threads/%d/split", s.thread), in{"numbers": []int{3}, "title": "A chair"}, `SELECT COUNT(*) FROM threads`},
			{sam, path("/threads/%d/corrections", story.thread), in{"words": "Three hours."}, `SELECT COUNT(*) FROM corrections`},
			{anybody, "/tokens", in{"email": "max", "password": testkit.Password}, `SELECT COUNT(*) FROM tokens`},
		} {
			key := fmt.Sprintf("key-%d", i)
			before := w.Count(c.what)
			first := c.p.do("POST", c.at, c.body, "Idempotency-Key", key).want(http.StatusCreated)
			w.Events()
			again := c.p.do("POST", c.at, c.body, "Idempotency-Key", key).want(http.StatusCreated)
			if again.text != first.text || again.header.Get("Location") != first.header.Get("Location") {
				t.Errorf("%s: first %s, again %s", c.at, first.text, again.text)
			}
			if n := w.Count(c.what) - before; n != 1 {
				t.Errorf("%s made %d", c.at, n)
			}
			if events := w.Events(); len(events) != 0 {
				t.Errorf("%s again: events %v", c.at, events)
			}
			other := in{"name": "Something else", "scopes": []string{"read"}}
			if c.at == "/tokens" {
				other["email"], other["password"] = "max", testkit.Password
			}
			c.p.do("POST", c.at, other, "Idempotency-Key", key).want(http.StatusUnprocessableEntity)
		}
	})
}

func TestIdempotencyKey_aLateRepeatDoesNotUndoWhatCameAfter(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		sam, max, mo := anybody.as(w.Sam), anybody.as(w.Max), anybody.as(w.Mo)
		s := newScene(w, models.KindStory)
		at := path("/threads/%d", s.thread)
		sam.do("POST", at+"/unpublish", in{"reason": "wrong"}, "Idempotency-Key", "u").want(http.StatusOK)
		sam.do("POST", at+"/publish", nil, "Idempotency-Key", "p").want(http.StatusOK)
		if r := sam.do("POST", at+"/unpublish", in{"reason": "wrong"}, "Idempotency-Key", "u").want(http.StatusOK); r.body["status"] != "published" {
			t.Errorf("the repeat withdrew it again: %s", r.text)
		}
		reply := path("/posts/%d", s.reply)
		max.delete(reply, nil).want(http.StatusOK)
		max.do("POST", reply+"/restore", nil, "Idempotency-Key", "r").want(http.StatusOK)
		max.delete(reply, nil).want(http.StatusOK)
		if r := max.do("POST", reply+"/restore", nil, "Idempotency-Key", "r").want(http.StatusOK); r.body["status"] != "deleted" {
			t.Errorf("the repeat restored it again: %s", r.text)
		}
		mo.delete(at, in{"reason": "spam", "rule": "spam"}).want(http.StatusOK)
		mo.do("POST", at+"/restore", nil, "Idempotency-Key", "t").want(http.StatusOK)
		mo.do("POST", at+"/restore", nil, "Idempotency-Key", "t").want(http.StatusOK)
		sam.do("POST", at+"/publish", nil, "Idempotency-Key", "u").want(http.StatusUnprocessableEntity)
	})
}

func TestIdempotencyKey_aRefusedRequestCanBePutRightUnderTheSameKey(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := serve(w).as(w.Mia)
		at := path("/threads/%d/posts", newScene(w, models.KindQuestion).thread)
		mia.do("POST", at, in{"body": ""}, "Idempotency-Key", "k").field(http.StatusUnprocessableEntity, "body")
		mia.do("POST", at, in{"body": "Now."}, "Idempotency-Key", "k").want(http.StatusCreated)
		for _, key := range []string{"ä", fmt.Sprintf("%0256d", 1)} {
			mia.do("POST", at, in{"body": "Now."}, "Idempotency-Key", key).want(http.StatusBadRequest)
		}
		w.Clock.Advance(25 * time.Hour)
		if r := mia.do("POST", at, in{"body": "Another day."}, "Idempotency-Key", "k").want(http.StatusCreated); r.body["body"] != "Another day." {
			t.Errorf("a day later: %s", r.text)
		}
	})
}

func TestIdempotencyKey_manyAtOnceMakeOneThing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := serve(w).as(w.Mia)
		at := path("/threads/%d/posts", newScene(w, models.KindQuestion).thread)
		before := w.Count(`SELECT COUNT(*) FROM posts`)
		replies := make([]reply, 8)
		var wg sync.WaitGroup
		for i := range replies {
			wg.Go(func() { replies[i] = mia.do("POST", at, in{"body": "Once."}, "Idempotency-Key", "k") })
		}
		wg.Wait()
		for _, r := range replies {
			if r.want(http.StatusCreated); r.id() != replies[0].id() {
				t.Errorf("made %d and %d", r.id(), replies[0].id())
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`) - before; n != 1 {
			t.Errorf("%d posts, want 1", n)
		}
	})
}

func TestDraftKey_makesOneThingOnItsOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mia := serve(w).as(w.Mia)
		body := in{"topic": testkit.RemoteWork, "kind": "discussion", "title": "A desk", "body": "Rain.", "draft_key": "d"}
		first := mia.post("/threads", body).want(http.StatusCreated)
		if again := mia.post("/threads", body).want(http.StatusCreated); again.id() != first.id() {
			t.Errorf("made %d and %d", first.id(), again.id())
		}
		at := path("/threads/%d/posts", first.id())
		kept := mia.post(at, in{"body": "First.", "draft_key": "p"}).want(http.StatusCreated).id()
		for _, refused := range []reply{
			mia.post("/threads", in{"topic": testkit.RemoteWork, "kind": "discussion", "title": "A desk", "body": "Snow.", "draft_key": "d"}),
			mia.post(at, in{"body": "Second.", "draft_key": "p"}),
			mia.do("POST", at, in{"body": "Third.", "draft_key": "p"}, "Idempotency-Key", "i"),
			mia.post(at, in{"body": "First.", "draft_key": "d"}), // the key of something of another kind
		} {
			refused.want(http.StatusConflict)
		}
		if detail := mia.post(at, in{"body": "Second.", "draft_key": "p"}).body["detail"]; !strings.Contains(fmt.Sprint(detail), fmt.Sprintf("post %d.", kept)) {
			t.Errorf("nothing says what was kept: %v", detail)
		}
		mia.do("POST", at, in{"body": "Third.", "draft_key": "other"}, "Idempotency-Key", "i").want(http.StatusCreated)
	})
}
