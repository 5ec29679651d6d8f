package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Reports, and what was done to somebody, are theirs alone: for all others they never were.
func TestReportsAndActions_areOnesOwn(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindDiscussion)
	nia, mia, max, mo := anybody.as(w.Nia), anybody.as(w.Mia), anybody.as(w.Max), anybody.as(w.Mo)
	var reported []int64
	for _, post := range []int64{s.opening, s.reply, s.staffReply} {
		made := nia.post(path("/posts/%d/reports", post), in{"reason": "other", "detail": "It is not true."}).want(http.StatusCreated)
		if made.body["outcome"] != nil || made.body["words"] != nil || made.body["decided_at"] != nil {
			t.Errorf("nobody decided, and it says %s", made.text)
		}
		reported = append(reported, made.id())
	}
	w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
	done := max.get("/actions").want(http.StatusOK).items()
	if len(done) != 1 {
		t.Fatalf("what was done is %v", done)
	}
	act := path("/actions/%.0f", done[0]["id"])
	for who, p := range map[string]*program{"Mia": mia, "Mo": mo, "Ada": anybody.as(w.Ada)} {
		for _, at := range []string{path("/reports/%d", reported[0]), act} {
			if got := p.get(at); got.status != http.StatusNotFound || got.text != p.get("/reports/987654").text {
				t.Errorf("%s at %s: %d %s", who, at, got.status, got.text)
			}
		}
		p.post(act+"/appeals", in{"words": "It was a joke between them."}).want(http.StatusNotFound)
		if n := len(p.get("/reports").want(http.StatusOK).items()) + len(p.get("/actions").want(http.StatusOK).items()); n != 0 {
			t.Errorf("%s has %d of them", who, n)
		}
	}
	for _, at := range []string{"/reports", "/actions", "/cases", act} {
		anybody.get(at).want(http.StatusUnauthorized)
	}
	// the newest first, one at a time
	var seen []float64
	for at := "/reports?limit=1"; at != ""; {
		page := nia.get(at).want(http.StatusOK)
		for _, one := range page.items() {
			seen = append(seen, one["id"].(float64))
		}
		if at = ""; page.next() != "" {
			at = "/reports?limit=1&cursor=" + page.next()
		}
	}
	if len(seen) != 3 || seen[0] != float64(reported[2]) || seen[2] != float64(reported[0]) {
		t.Errorf("page by page: %v of %v", seen, reported)
	}
	first := nia.get("/reports?limit=1").next()
	for _, at := range []string{"/actions?limit=1&cursor=" + first, "/reports?cursor=x", "/reports?limit=0", "/reports?limit=-1"} {
		nia.get(at).want(http.StatusBadRequest)
	}
	// who may only read cannot report, nor appeal
	reads := anybody.as(w.Max, "read")
	reads.get(act).want(http.StatusOK)
	reads.post(act+"/appeals", in{"words": "It was a joke between us."}).want(http.StatusForbidden)
	reads.post(path("/posts/%d/reports", s.opening), in{"reason": "abuse"}).want(http.StatusForbidden)
	if w.Count(`SELECT COUNT(*) FROM appeals`) != 0 || w.Count(`SELECT COUNT(*) FROM reports`) != 3 {
		t.Error("a refused request left something")
	}
	asked := in{"words": "It was a joke between us."}
	max.post(act+"/appeals", asked).want(http.StatusCreated)
	max.post(act+"/appeals", asked).want(http.StatusCreated) // the same words again
	max.post(act+"/appeals", in{"words": "No, it was no joke at all."}).want(http.StatusConflict)
	if w.Count(`SELECT COUNT(*) FROM appeals`) != 1 {
		t.Error("two appeals of one action")
	}
}

func TestCreateReport_refusesWhatIsNoReport(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindDiscussion)
	hidden := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Rota", "Who has the desk?")
	opening := w.Count(`SELECT id FROM posts WHERE thread_id = ?`, hidden.ID)
	nia := anybody.as(w.Nia)
	at := path("/posts/%d/reports", s.reply)
	for _, c := range []struct {
		sent   in
		status int
		field  string
	}{
		{in{"reason": "other"}, http.StatusUnprocessableEntity, "detail"},
		{in{"reason": "other", "detail": "   "}, http.StatusUnprocessableEntity, "detail"},
		{in{"reason": "abuse", "detail": strings.Repeat("x", 2_001)}, http.StatusUnprocessableEntity, "detail"},
		{in{"reason": "rude"}, http.StatusUnprocessableEntity, "reason"},
		{in{"reason": "ABUSE"}, http.StatusUnprocessableEntity, "reason"},
	} {
		nia.post(at, c.sent).field(c.status, c.field)
	}
	anybody.as(w.Max).post(at, in{"reason": "abuse"}).want(http.StatusForbidden) // his own
	for _, id := range []int64{opening, 987_654} {
		nia.post(path("/posts/%d/reports", id), in{"reason": "abuse"}).want(http.StatusNotFound)
	}
	_, err := w.Store.DeletePost(w.Ctx, w.Mo, s.reply, models.DeleteInput{Rule: "other", Reason: "It is rude."})
	w.Must(err)
	if got := nia.post(at, in{"reason": "abuse"}); got.status < 400 {
		t.Errorf("what is gone is reported: %s", got.text)
	}
	if n := w.Count(`SELECT COUNT(*) FROM reports`) + w.Count(`SELECT COUNT(*) FROM cases`); n != 0 {
		t.Errorf("%d reports and cases of what was refused", n)
	}
}

// Whoever decides is held to what they saw, and to the choices of the kind; of two at once one decides.
func TestDecideCase_holdsProgramsToTheRules(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindDiscussion)
	mo, ada, nia := anybody.as(w.Mo), anybody.as(w.Ada), anybody.as(w.Nia)
	nia.post(path("/posts/%d/reports", s.reply), in{"reason": "abuse"}).want(http.StatusCreated)
	one := mo.get("/cases").want(http.StatusOK).items()[0]
	at, version := path("/cases/%.0f", one["id"]), one["version"]
	soon := w.Clock.Now().Add(24 * time.Hour).Format(time.RFC3339)
	for what, sent := range map[string]in{
		"nothing to do":       {"words": "Be kind."},
		"an unknown verb":     {"do": "shame", "rule": "abuse", "words": "Be kind."},
		"a verb of holds":     {"do": "approved", "rule": "abuse", "words": "Be kind."},
		"a verb of appeals":   {"do": "reversed", "words": "Be kind."},
		"an unknown rule":     {"do": "warned", "rule": "rude", "words": "Be kind."},
		"no words":            {"do": "warned", "rule": "abuse"},
		"words of blanks":     {"do": "warned", "rule": "abuse", "words": "  "},
		"no end":              {"do": "suspended", "rule": "abuse", "words": "Be kind."},
		"an end in the past":  {"do": "suspended", "rule": "abuse", "words": "Be kind.", "until": "2001-01-01T00:00:00Z"},
		"no restriction":      {"do": "restricted", "rule": "abuse", "words": "Be kind.", "until": soon},
		"a made-up one":       {"do": "restricted", "rule": "abuse", "words": "Be kind.", "until": soon, "restrictions": []string{"no_fun"}},
		"a made-up pause":     {"do": "slowed", "rule": "abuse", "words": "Be kind.", "pause": 61},
		"a pause of ages":     {"do": "slowed", "rule": "abuse", "words": "Be kind.", "pause": int64(1) << 50},
		"a made-up clean-up":  {"do": "banned", "rule": "abuse", "words": "Be kind.", "clean": "year"},
		"an until of nothing": {"do": "suspended", "rule": "abuse", "words": "Be kind.", "until": "0000-00-00"},
	} {
		sent["version"] = version
		if got := mo.post(at+"/decisions", sent); got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", what, got.status, got.text)
		}
	}
	if w.Count(`SELECT COUNT(*) FROM actions`) != 0 || w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NOT NULL`) != 0 {
		t.Fatal("a refused decision left something")
	}
	for _, p := range []*program{mo, ada} {
		for _, bad := range []string{"/cases/0", "/cases/987654", "/cases/-1", "/cases/x", "/cases/99999999999999999999"} {
			p.get(bad).want(http.StatusNotFound)
		}
	}
	var status [2]int
	var wg sync.WaitGroup
	for i, p := range []*program{mo, ada} {
		wg.Go(func() {
			status[i] = p.post(at+"/decisions", in{"do": "removed", "rule": "abuse", "words": "Be kind.", "version": version}).status
		})
	}
	wg.Wait()
	if status[0]+status[1] != http.StatusCreated+http.StatusConflict || w.Count(`SELECT COUNT(*) FROM actions`) != 1 {
		t.Errorf("two at once: %v", status)
	}
	if got := mo.get("/cases").want(http.StatusOK).items(); len(got) != 0 {
		t.Errorf("decided, it still waits: %v", got)
	}
	if told := nia.get("/reports").want(http.StatusOK).items(); len(told) != 1 || told[0]["outcome"] != "removed" {
		t.Errorf("who reported hears %v", told)
	}
}

// A case that is about a moderator tells them that it is there, and not by whom.
func TestGetCase_aboutOneselfHidesWhoReported(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	anybody := serve(w)
	s := newScene(w, models.KindDiscussion)
	own := w.Reply(w.Mo, s.thread, "Blunt words.").ID
	anybody.as(w.Nia).post(path("/posts/%d/reports", own), in{"reason": "abuse", "detail": "He was rude to me."}).want(http.StatusCreated)
	mo := anybody.as(w.Mo)
	at := path("/cases/%.0f", mo.get("/cases").want(http.StatusOK).items()[0]["id"])
	if got := mo.get(at).want(http.StatusOK); strings.Contains(got.text, "nia") || strings.Contains(got.text, "rude to me") || len(got.body["filings"].([]any)) != 0 {
		t.Errorf("he reads %s", got.text)
	}
	if got := anybody.as(w.Ada).get(at).want(http.StatusOK); len(got.body["filings"].([]any)) != 1 || !strings.Contains(got.text, "nia") {
		t.Errorf("she does not read who reported: %s", got.text)
	}
}
