package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// tourModeration goes through what moderators do: Mo decides, Nia reports, and Max is who it is about.
func tourModeration(w *testkit.World, mo, nia, max *program) {
	w.T.Helper()
	s := newScene(w, models.KindDiscussion)
	made := nia.post(path("/posts/%d/reports", s.reply), in{"reason": "abuse", "detail": "It is rude."}).want(http.StatusCreated)
	if again := nia.post(path("/posts/%d/reports", s.reply), in{"reason": "spam"}).want(http.StatusCreated); again.id() != made.id() {
		w.T.Errorf("a second report is %d, the first %d", again.id(), made.id())
	}
	waits := mo.get("/cases?kind=report").want(http.StatusOK).items()
	if len(waits) != 1 || waits[0]["text"] != "Bring tea." || waits[0]["reports"] != 1.0 {
		w.T.Fatalf("what waits is %v", waits)
	}
	at := path("/cases/%.0f", waits[0]["id"])
	one := mo.get(at).want(http.StatusOK)
	filings, _ := one.body["filings"].([]any)
	if len(filings) != 1 || one.body["body"] != "Bring tea." || filings[0].(map[string]any)["detail"] != "It is rude." {
		w.T.Errorf("the case is %s", one.text)
	}
	mo.post(at+"/decisions", in{"do": "removed", "rule": "abuse", "words": "Be kind.", "version": 1}).want(http.StatusConflict)
	mo.post(at+"/decisions", in{"do": "removed", "words": "Be kind.", "version": one.body["version"]}).field(http.StatusUnprocessableEntity, "rule")
	mo.post(at+"/decisions", in{"do": "suspended", "rule": "abuse", "words": "Be kind.", "until": "soon", "version": one.body["version"]}).field(http.StatusUnprocessableEntity, "until")
	ended := mo.post(at+"/decisions", in{"do": "removed", "rule": "abuse", "words": "Be kind.", "version": one.body["version"]}).want(http.StatusCreated)
	if ended.body["outcome"] != "removed" || len(ended.body["done"].([]any)) != 1 {
		w.T.Errorf("decided: %s", ended.text)
	}
	if told := nia.get(path("/reports/%d", made.id())).want(http.StatusOK); told.body["outcome"] != "removed" || told.body["words"] != "Be kind." {
		w.T.Errorf("who reported hears %s", told.text)
	}
	if own := nia.get("/reports").want(http.StatusOK).items(); len(own) != 1 || own[0]["outcome"] != "removed" {
		w.T.Errorf("Nia's reports are %v", own)
	}
	tourAppeal(w, mo, max)
	tourRemoval(w, mo, nia)
}

func tourAppeal(w *testkit.World, mo, max *program) {
	w.T.Helper()
	done := max.get("/actions").want(http.StatusOK).items()
	if len(done) != 1 || done[0]["kind"] != "remove" || done[0]["can_appeal"] != true || done[0]["by"] != nil {
		w.T.Fatalf("what was done is %v", done)
	}
	own := path("/actions/%.0f", done[0]["id"])
	max.get(own).want(http.StatusOK)
	max.post(own+"/appeals", in{"words": "No."}).field(http.StatusUnprocessableEntity, "words")
	asked := max.post(own+"/appeals", in{"words": "It was a joke between us."}).want(http.StatusCreated)
	if asked.body["can_appeal"] != false || asked.body["appeal"] == nil {
		w.T.Errorf("appealed: %s", asked.text)
	}
	waits := mo.get("/cases?kind=appeal").want(http.StatusOK).items()
	if len(waits) != 1 {
		w.T.Fatalf("what waits is %v", waits)
	}
	answer := in{"do": "reversed", "words": "It was one, indeed.", "version": 1}
	mo.post(path("/cases/%.0f/decisions", waits[0]["id"]), answer).want(http.StatusForbidden) // Mo removed it
	answered := mo.as(w.Ada).post(path("/cases/%.0f/decisions", waits[0]["id"]), answer).want(http.StatusCreated)
	if answered.body["about"] == nil || answered.body["body"] != "It was a joke between us." {
		w.T.Errorf("answered: %s", answered.text)
	}
	if now := max.get(own).want(http.StatusOK); now.body["undone_at"] == nil || now.body["appeal"].(map[string]any)["outcome"] != "reversed" {
		w.T.Errorf("Max hears %s", now.text)
	}
}

func TestHolds_areApprovedChangedReturnedAndRemovedByPrograms(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	mo := anybody.as(w.Mo)
	w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
	th := newScene(w, models.KindDiscussion).thread
	for range 4 {
		if _, err := w.Store.CreatePost(w.Ctx, w.Nia, th, models.PostInput{Body: "A casino with a view"}); models.KindOf(err) != models.Held {
			t.Fatal(err)
		}
	}
	waits := mo.get("/cases?kind=hold&limit=3").want(http.StatusOK)
	rest := mo.get("/cases?kind=hold&limit=3&cursor=" + waits.next()).want(http.StatusOK)
	if len(waits.items()) != 3 || len(rest.items()) != 1 || rest.next() != "" {
		t.Fatalf("%d and %d wait", len(waits.items()), len(rest.items()))
	}
	all := slices.Concat(waits.items(), rest.items())
	for i, c := range []struct {
		decision in
		posts    int64
		says     string
	}{
		{in{"do": "approved", "version": 1}, 1, "A casino with a view"},
		{in{"do": "approved", "version": 1, "body": "A house with a view", "words": "The word is not welcome here."}, 1, "A house with a view"},
		{in{"do": "returned", "version": 1, "words": "Say which house you mean."}, 0, ""},
		{in{"do": "removed", "version": 1, "rule": "spam", "words": "This is an advertisement."}, 0, ""},
	} {
		before := w.Count(`SELECT COUNT(*) FROM posts`)
		at := path("/cases/%.0f", all[i]["id"])
		if one := mo.get(at).want(http.StatusOK); one.body["body"] != "A casino with a view" || len(one.body["signals"].([]any)) == 0 {
			t.Errorf("the case is %s", one.text)
		}
		first := mo.do("POST", at+"/decisions", c.decision, "Idempotency-Key", at).want(http.StatusCreated)
		again := mo.do("POST", at+"/decisions", c.decision, "Idempotency-Key", at).want(http.StatusCreated)
		if first.text != again.text || first.body["outcome"] != c.decision["do"] {
			t.Errorf("%v: %s, again %s", c.decision, first.text, again.text)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts`) - before; n != c.posts {
			t.Errorf("%v made %d posts", c.decision, n)
		}
		if c.says != "" && w.Count(`SELECT COUNT(*) FROM posts WHERE body = ?`, c.says) != 1 {
			t.Errorf("%v: no post says %q", c.decision, c.says)
		}
		mo.post(at+"/decisions", c.decision).want(http.StatusConflict)
	}
}

func TestCases_areForModeratorsWithTheScopeAndNeverAboutOneself(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindDiscussion)
	own := w.Reply(w.Mo, s.thread, "Blunt words.").ID
	anybody.as(w.Nia).post(path("/posts/%d/reports", own), in{"reason": "abuse"}).want(http.StatusCreated)
	id := anybody.as(w.Mo).get("/cases").want(http.StatusOK).items()[0]["id"]
	at, end := path("/cases/%.0f", id), in{"do": "no_breach", "words": "It is blunt, not unkind.", "version": 2}
	for _, p := range []*program{anybody.as(w.Sam), anybody.as(w.Mia), anybody.as(w.Mo, "read", "write")} {
		p.get("/cases").want(http.StatusNotFound)
		p.get(at).want(http.StatusNotFound)
		p.post(at+"/decisions", end).want(http.StatusNotFound)
	}
	anybody.as(w.Mo, "read", "staff").post(at+"/decisions", end).want(http.StatusForbidden)
	anybody.as(w.Mo).post(at+"/decisions", end).want(http.StatusForbidden)
	for _, kind := range []string{"joining", "x", "REPORT", "'", "report' OR '1'='1", "report' UNION SELECT kind, id FROM cases --"} {
		anybody.as(w.Ada).get("/cases?kind=" + url.QueryEscape(kind)).want(http.StatusBadRequest)
		anybody.as(w.Mia).get("/cases?kind=" + url.QueryEscape(kind)).want(http.StatusNotFound)
	}
	anybody.as(w.Ada).post(at+"/decisions", in{"do": "approved", "words": "Fine by me.", "version": 2}).field(http.StatusUnprocessableEntity, "do")
	anybody.as(w.Ada).post(at+"/decisions", end).want(http.StatusCreated)
	anybody.as(w.Mo).post(path("/posts/%d/reports", own), in{"reason": "abuse"}).want(http.StatusForbidden)
	anybody.post(path("/posts/%d/reports", own), in{"reason": "abuse"}).want(http.StatusUnauthorized)
}

// tourRemoval takes words beside posts away: for moderators, with rule and sentence.
func tourRemoval(w *testkit.World, mo, nia *program) {
	w.T.Helper()
	w.Must(w.Store.EditProfile(w.Ctx, w.Max, models.ProfileInput{Name: "Max Oduya", Fields: map[string]models.ProfileField{
		"bio": {Value: "Fools, all of you.", VisibleTo: models.AudienceEveryone},
	}}))
	sent := in{"place": "bio", "handle": "max", "rule": "abuse", "reason": "Be kind."}
	nia.post("/removals", sent).want(http.StatusNotFound)
	for _, field := range []string{"rule", "reason"} {
		mo.post("/removals", with(sent, field, "")).field(http.StatusUnprocessableEntity, field)
	}
	mo.post("/removals", sent).want(http.StatusNoContent)
	mo.post("/removals", sent).want(http.StatusNotFound)
	if n := w.Count(`SELECT COUNT(*) FROM profile_fields WHERE member_id = ? AND value <> ''`, w.Max.ID); n != 0 {
		w.T.Error("the words are still there")
	}
}
