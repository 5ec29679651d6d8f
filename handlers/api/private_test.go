package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// canary is a word that stands in what an outsider must never see.
const canary = "Quetzalwort"

// hide makes a thread in a topic for staff with the canary in every part of it, and a public one around it.
func hide(w *testkit.World) (scene, models.Thread) {
	w.T.Helper()
	_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "quetzalwort", Name: canary, Description: canary, Visibility: "staff", Hosts: "mia"})
	w.Must(err)
	th, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: "quetzalwort", Kind: "question", Title: canary + " title", Body: canary + " body", Tags: "quetzalwort"})
	w.Must(err)
	w.Clock.Advance(time.Minute)
	s := scene{thread: th.ID, reply: w.Reply(w.Mo, th.ID, canary+" reply").ID, staffReply: w.Reply(w.Sam, th.ID, canary+" again").ID}
	s.opening = w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
	public := w.Start(w.Sam, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
	w.Reply(w.Mia, public.ID, "More.")
	return s, public
}

func TestPrivate_neverShowsInAnyAnswerToAnOutsider(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		s, public := hide(w)
		anybody := serve(w)
		mia := anybody.as(w.Mia)
		moved := w.Reply(w.Max, public.ID, canary+" moved")
		w.Must(w.Store.Bookmark(w.Ctx, w.Mia, moved.ID, true))
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", ThreadID: public.ID, Body: "Mine."})
		w.Must(err)
		_, err = w.Store.SplitThread(w.Ctx, w.Mo, public.ID, models.SplitInput{Numbers: []int64{3}, Title: canary + " split", Topic: "quetzalwort"})
		w.Must(err)
		if r := anybody.as(w.Sam).get("/threads?tag=quetzalwort"); len(r.items()) != 1 || !strings.Contains(r.text, canary) {
			t.Fatalf("staff do not see it, so this proves nothing: %s", r.text)
		}
		for who, p := range map[string]*program{"a reader": anybody, "a member": mia, "staff without the scope": anybody.as(w.Ada, "write")} {
			for _, at := range []string{
				"/topics", "/threads", "/threads?limit=1", "/threads?sort=new", "/threads?topic=quetzalwort", "/threads?author=sam", "/threads?tag=quetzalwort",
				"/search?q=title", "/search?q=reply", "/search?topic=quetzalwort", "/search?author=mo-rahimi", "/search?tag=quetzalwort",
				"/members/sam", "/members/mia", "/members/mo-rahimi", "/me", "/bookmarks", "/drafts", path("/threads/%d", public.ID), path("/threads/%d/posts", public.ID),
			} {
				r := p.get(at)
				if strings.Contains(strings.ToLower(r.text), strings.ToLower(canary)) {
					t.Errorf("%s sees it at %s: %.300s", who, at, r.text)
				}
			}
			for _, at := range []string{"/threads?topic=quetzalwort", "/threads?tag=quetzalwort", "/search?topic=quetzalwort", "/search?q=" + canary, "/bookmarks"} {
				if r := p.get(at); r.status == http.StatusOK && len(r.items()) != 0 {
					t.Errorf("%s: %d items at %s", who, len(r.items()), at)
				}
			}
			if stub := p.get(path("/threads/%d/posts", public.ID)).items()[2]; stub["status"] != "moved" || stub["moved_to"] != nil || stub["body"] != "" {
				t.Errorf("%s: the stub leads somewhere: %v", who, stub)
			}
			wantSameAsNowhere(t, p, s)
		}
	})
}

// wantSameAsNowhere compares what is said of hidden things with what is said of things that never were: to the byte.
func wantSameAsNowhere(t *testing.T, p *program, s scene) {
	t.Helper()
	nowhere := scene{thread: 987_654, opening: 987_655, reply: 987_656, staffReply: 987_657}
	for _, o := range p.spec.operations {
		if o.id == "createToken" || !strings.Contains(strings.Join(o.parts, "/"), "{id}") || o.parts[1] == "sessions" || o.parts[1] == "tokens" {
			continue
		}
		body := bodies[o.id]
		here := p.do(o.method, filled(o.parts, s.thread, s.reply), body)
		there := p.do(o.method, filled(o.parts, nowhere.thread, nowhere.reply), body)
		if here.status != there.status || here.text != there.text || (here.status != 404 && here.status != 401) {
			t.Errorf("%s: hidden: %d %s; nowhere: %d %s", o.id, here.status, here.text, there.status, there.text)
		}
		for _, name := range []string{"Content-Length", "Content-Type", "Cache-Control", "Etag", "Last-Modified", "Location", "Vary", "Allow"} {
			if here.header.Get(name) != there.header.Get(name) {
				t.Errorf("%s: header %s: %q, %q", o.id, name, here.header.Get(name), there.header.Get(name))
			}
		}
	}
}

// bodies are what each operation needs to get as far as it can.
var bodies = map[string]any{
	"createPost": in{"body": "Words."}, "editPost": in{"body": "Words.", "version": 7}, "changeThread": in{"title": "x", "version": 7},
	"removeThread": in{"reason": "spam", "rule": "spam"}, "deletePost": in{"reason": "spam", "rule": "spam"}, "splitThread": in{"numbers": []int{2}, "title": "x"},
	"createDecision": in{"to": "planned", "words": "We begin in spring, floor by floor.", "version": 7}, "setOwner": in{"handle": "sam"},
	"unpublishStory": in{"reason": "wrong"}, "correctStory": in{"words": ""}, "scheduleStory": in{"publish_at": "soon"},
	"reviewStory": in{"publish": true, "version": 1}, "checkStory": in{"months": 12},
	"createReport": in{"reason": "spam"}, "createAppeal": in{"words": "It was a joke, no more."},
	"decideCase":  in{"do": "no_breach", "words": "It is blunt, not unkind.", "version": 2},
	"setQuestion": in{"to": "picked"}, "sumUpEvent": in{"summary": "We spoke about fog and waiting."},
}

func TestPrivate_whatBecomesHiddenIsGoneAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		anybody := serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, canary, canary)
		other := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Another", "Words.")
		next := anybody.get("/threads?limit=1").next()
		anybody.get(path("/threads/%d", th.ID)).want(http.StatusOK)
		anybody.as(w.Mo).patch(path("/threads/%d", th.ID), in{"topic": testkit.StaffTable}).want(http.StatusOK)
		for _, at := range []string{path("/threads/%d", th.ID), path("/threads/%d/posts", th.ID)} {
			anybody.get(at).want(http.StatusNotFound)
		}
		for _, at := range []string{"/threads", "/threads?limit=1&cursor=" + next, "/search?q=" + canary} {
			if r := anybody.get(at).want(http.StatusOK); strings.Contains(r.text, canary) {
				t.Errorf("%s still shows it: %s", at, r.text)
			}
		}
		if got := ids(anybody.all("/threads", 1), "id"); len(got) != 1 || got[0] != other.ID {
			t.Errorf("threads %v", got)
		}
	})
}

// allowed are all the names that any answer may hold: a new one is a decision, made here.
var allowed = strings.Fields(`items next slug name description posting_rules url cover colour visibility kinds hosts position archived version
	created_at handle staff id kind status topic title author employer standfirst cover_alt excerpt tags publish_at published_at last_activity_at
	post_count last_number pinned locked locked_because hidden_because outcome outcome_at accepted_post_id official_post_id corrections words read_number
	thread_id number reply_to body html edited_at removed_because moved_to accepted official reactions emoji count mine bookmarked
	editor reason at op text post_id thread_title kept_at snippet marked thread key updated_at role may_publish presence joined_at scopes former_employer
	thread_count profile visible_to post_version bio location website pronouns interests token last_used_at expires_at current browser last_seen_at
	state owner support due_at acknowledged_at decided_at late stance department hurt supported answered revisit_on next_update_on merged_into
	merged_from reopened_at paused_since decisions from to words reason_type evidence evidence_url since helped undoes withdrawn_at
	targets acknowledge decide day_minutes acknowledged decided decided_again due in_time missed percent median_minutes slowest_tenth_minutes late_now paused_now
	paused_minutes reopened hidden verdicts yes no open total consultations_owed annotations
	host phase starts_at ends_at agenda pause summary summed_up_at questions question answer_number
	blocks mutes activity_hidden member starters
	detail decided_at outcome answer answered_at same_person rule by until undone_at undone_because appeal can_appeal
	page changed asks
	reasons reports opened_at signals filings filed founded points about before clean_up posts waiting undoing left held_id place
	composed composed_by composed_at stale block shown days most picks picked_at fault review_asked_at handed_back check_due_at checked_at
	opening_version preview_links series part parts theme_until
	key width height credit licence camera_name lens exposure told files type
	received under_review needs_info planned under_way done declined already_there parked merged`)

func TestAnswers_holdNothingThatIsNotMeantForOthers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		known := map[string]bool{}
		for _, name := range allowed {
			known[name] = true
		}
		for name, visible := range map[string]string{"bio": "everyone", "location": "members", "website": "nobody"} {
			w.Exec(`INSERT INTO profile_fields (member_id, field, value, visible_to) VALUES (?, ?, ?, ?)`, w.Hana.ID, name, "Hana's "+name, visible)
		}
		s := newScene(w, models.KindQuestion)
		anybody := serve(w)
		mia, mo := anybody.as(w.Mia), anybody.as(w.Mo)
		testsite.Serve(w).As(w.Mia)
		mia.put(path("/posts/%d/bookmark", s.reply), nil)
		mia.put("/drafts/k", in{"title": "Later"})
		mo.delete(path("/posts/%d", s.staffReply), in{"reason": "off topic", "rule": "spam"}).want(http.StatusOK)
		hashes := []string{"argon2", "example.test", "192.0.2", "127.0.0.1", testkit.Password}
		for _, p := range []*program{anybody, mia, mo} {
			for _, o := range p.spec.operations {
				if o.method != http.MethodGet || o.id == "getDescription" {
					continue
				}
				r := p.do("GET", filled(o.parts, s.thread, s.reply), nil)
				for _, secret := range hashes {
					if strings.Contains(strings.ReplaceAll(r.text, p.site.URL, ""), secret) {
						t.Errorf("%s holds %q", o.id, secret)
					}
				}
				for _, name := range names(t, r.text) {
					if r.status < 300 && !known[name] {
						t.Errorf("%s holds %q, which nobody decided to show", o.id, name)
					}
				}
			}
		}
		for p, want := range map[*program]string{anybody: `{"bio":"Hana's bio"}`, mia: `{"bio":"Hana's bio","location":"Hana's location"}`} {
			got, err := json.Marshal(p.get("/members/hana").body["profile"])
			if err != nil || string(got) != want {
				t.Errorf("profile = %s, want %s", got, want)
			}
		}
	})
}

// names are all the names in a JSON document.
func names(t *testing.T, text string) []string {
	t.Helper()
	var found []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				found = append(found, name)
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	var document any
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	walk(document)
	return found
}
