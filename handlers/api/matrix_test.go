package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// scene is a thread for one request: by Mia in Photography, which Hana hosts, with a reply by Max and one by Sam.
type scene struct{ thread, opening, reply, staffReply int64 }

func newScene(w *testkit.World, kind models.Kind) scene {
	w.T.Helper()
	author := w.Mia
	if kind == models.KindStory {
		author = w.Sam
	}
	th := w.Start(author, testkit.Photography, kind, "Fog and how to wait for it", "I waited two hours.")
	s := scene{thread: th.ID, reply: w.Reply(w.Max, th.ID, "Bring tea.").ID, staffReply: w.Reply(w.Sam, th.ID, "And a chair.").ID}
	s.opening = w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
	return s
}

type act struct {
	what    string
	kind    models.Kind
	method  string
	at      func(s scene) string
	body    any
	allowed string // handles
}

func ofThread(suffix string) func(scene) string {
	return func(s scene) string { return path("/threads/%d%s", s.thread, suffix) }
}

func ofReply(suffix string) func(scene) string {
	return func(s scene) string { return path("/posts/%d%s", s.reply, suffix) }
}

const everybody = "mia max hana sam mo-rahimi ada"

var acts = []act{
	{"reply", "question", "POST", ofThread("/posts"), in{"body": "I too."}, everybody},
	{"edit the reply", "question", "PATCH", ofReply(""), in{"body": "Bring coffee."}, "max"},
	{"delete the reply", "question", "DELETE", ofReply(""), in{"reason": "off topic", "rule": "spam"}, "max mo-rahimi ada"},
	{"react", "question", "PUT", ofReply("/reactions/%F0%9F%91%8D"), nil, everybody},
	{"keep", "question", "PUT", ofReply("/bookmark"), nil, everybody},
	{"accept", "question", "PUT", ofReply("/accept"), nil, "mia"},
	{"mark official", "question", "PUT", func(s scene) string { return path("/posts/%d/official", s.staffReply) }, nil, "sam mo-rahimi ada"},
	{"retitle", "discussion", "PATCH", ofThread(""), in{"title": "Fog, and waiting"}, "mia hana mo-rahimi ada"},
	{"pin", "discussion", "PATCH", ofThread(""), in{"pinned": true}, "hana mo-rahimi ada"},
	{"lock", "discussion", "PATCH", ofThread(""), in{"locked": true, "rule": "other", "reason": "settled"}, "mo-rahimi ada"},
	{"move", "discussion", "PATCH", ofThread(""), in{"topic": "remote-work"}, "mo-rahimi ada"},
	{"set the outcome", "discussion", "PATCH", ofThread(""), in{"outcome": "A bench was put there."}, "sam mo-rahimi ada"},
	{"split", "discussion", "POST", ofThread("/split"), in{"numbers": []int{2}, "title": "Tea in fog"}, "hana mo-rahimi ada"},
	{"remove", "discussion", "DELETE", ofThread(""), in{"reason": "spam", "rule": "spam"}, "mo-rahimi ada"},
	{"correct the story", "story", "POST", ofThread("/corrections"), in{"words": "It was three hours."}, "sam"},
	{"withdraw the story", "story", "POST", ofThread("/unpublish"), in{"reason": "wrong", "rule": "spam"}, "sam mo-rahimi ada"},
	{"make a topic", "discussion", "POST", func(s scene) string { return "/topics" }, in{"name": "Boats"}, "ada"},
	{"change a topic", "discussion", "PATCH", func(s scene) string { return "/topics/" + testkit.Photography }, in{"posting_rules": "Be kind."}, "ada"},
	{"write a story", "discussion", "POST", func(s scene) string { return "/threads" }, in{"topic": "remote-work", "kind": "story", "title": "A week", "body": "Quiet."}, "sam mo-rahimi ada"},
}

// TestEveryAct_isForWhoeverMayAndNobodyElse replays each act as everybody: whoever is not named is refused, and
// nothing changes.
func TestEveryAct_isForWhoeverMayAndNobodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		people := map[string]*program{"reader": anybody}
		for _, v := range []models.Viewer{w.Mia, w.Max, w.Hana, w.Sam, w.Mo, w.Ada} {
			people[v.Handle] = anybody.as(v)
		}
		suspended := anybody.as(w.Nia)
		w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'nia'`)
		people["nia"] = suspended
		for _, a := range acts {
			allowed := strings.Fields(a.allowed)
			s := newScene(w, a.kind)
			before := everything(w)
			for who, p := range people {
				if slices.Contains(allowed, who) {
					continue
				}
				r := p.do(a.method, a.at(s), a.body)
				if r.status != http.StatusForbidden && r.status != http.StatusUnauthorized {
					t.Errorf("%s as %s: status %d: %s", a.what, who, r.status, r.text)
				}
			}
			if after := everything(w); after != before {
				t.Errorf("%s: something changed: %s, was %s", a.what, after, before)
			}
			for _, who := range allowed {
				if a.what == "make a topic" {
					w.Exec(`DELETE FROM topics WHERE slug = 'boats'`)
				}
				if r := people[who].do(a.method, a.at(newScene(w, a.kind)), a.body); r.status >= 300 {
					t.Errorf("%s as %s: status %d: %s", a.what, who, r.status, r.text)
				}
			}
		}
	})
}

func TestLockedAndArchivedThreads_takeNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, max, ada := anybody.as(w.Mia), anybody.as(w.Max), anybody.as(w.Ada)
		s := newScene(w, models.KindQuestion)
		closed := func(state string) {
			t.Helper()
			before := everything(w)
			for _, r := range map[string]reply{
				"reply":         max.post(path("/threads/%d/posts", s.thread), in{"body": "Late."}),
				"staff reply":   ada.post(path("/threads/%d/posts", s.thread), in{"body": "Late."}),
				"edit":          max.patch(path("/posts/%d", s.reply), in{"body": "Late."}),
				"delete":        max.delete(path("/posts/%d", s.reply), nil),
				"react":         mia.put(path("/posts/%d/reactions/%%F0%%9F%%91%%8D", s.reply), nil),
				"accept":        mia.put(path("/posts/%d/accept", s.reply), nil),
				"mark official": ada.put(path("/posts/%d/official", s.staffReply), nil),
				"retag":         mia.patch(path("/threads/%d", s.thread), in{"tags": []string{"late"}}),
			} {
				r.want(http.StatusForbidden)
			}
			if after := everything(w); after != before {
				t.Errorf("%s: something changed: %s, was %s", state, after, before)
			}
		}
		ada.patch(path("/threads/%d", s.thread), in{"locked": true, "rule": "other", "reason": "settled"}).want(http.StatusOK)
		closed("locked")
		ada.patch(path("/threads/%d", s.thread), in{"locked": false}).want(http.StatusOK)
		ada.patch("/topics/"+testkit.Photography, in{"archived": true}).want(http.StatusOK)
		closed("archived")
	})
}

func TestOnesOwn_isNotFoundForAnybodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		mia, ada := anybody.as(w.Mia), anybody.as(w.Ada)
		testsite.Serve(w).As(w.Mia)
		session := mia.get("/sessions").items()[0]["id"]
		token := mia.get("/tokens").items()[0]["id"]
		mia.put("/drafts/mine", in{"title": "Secret"}).want(http.StatusOK)
		for _, c := range [][2]string{
			{"DELETE", path("/sessions/%.0f", session)}, {"DELETE", path("/tokens/%.0f", token)},
			{"GET", "/drafts/mine"}, {"DELETE", "/drafts/mine"}, {"POST", "/drafts/mine/restore"},
		} {
			ada.do(c[0], c[1], nil).want(http.StatusNotFound)
		}
		for _, at := range []string{"/sessions", "/drafts", "/bookmarks"} {
			if n := len(ada.get(at).want(http.StatusOK).items()); n != 0 {
				t.Errorf("%s shows %d of somebody else's", at, n)
			}
		}
		mia.get("/drafts/mine").want(http.StatusOK)
	})
}
