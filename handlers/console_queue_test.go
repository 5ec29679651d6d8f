package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// waitingHold has a post of Nia's held, and says which case it is.
func waitingHold(w *testkit.World, n int) int64 {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, fmt.Sprint("Standing desks ", n), "Do they help?")
	w.Exec(`INSERT INTO held_posts (member_id, thread_id, body, reasons, score, created_at) VALUES (?, ?, 'Buy now.', 'word:buy', 5, ?)`, w.Nia.ID, th.ID, w.Clock.Now())
	w.Exec(`INSERT INTO cases (kind, member_id, held_id, opened_at) VALUES ('hold', ?, (SELECT MAX(id) FROM held_posts), ?)`, w.Nia.ID, w.Clock.Now())
	return w.Count(`SELECT MAX(id) FROM cases`)
}

func TestQueue_leadsFromEachToTheNextWithASavedReason(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	first, second := waitingHold(w, 1), waitingHold(w, 2)
	r, err := w.Store.SaveReason(w.Ctx, w.Mo, models.SavedReasonInput{Fits: "removal", Title: "Ads", Rule: "spam", Words: "Nothing is sold here."})
	w.Must(err)
	list := mo.Get("/console?queue=waiting")
	if list.Status != http.StatusOK || strings.Count(list.Body, "data-case=") != 2 || !strings.Contains(list.Body, fmt.Sprintf("/console/cases/%d?queue=waiting", first)) {
		t.Fatalf("the queue is %d: %s", list.Status, list.Body)
	}
	page := mo.Get(fmt.Sprintf("/console/cases/%d?queue=waiting", first))
	if !strings.Contains(page.Body, `data-words="Nothing is sold here."`) || !strings.Contains(page.Body, "data-near") {
		t.Error("neither saved reason nor thread stand on the page")
	}
	res := mo.Post(fmt.Sprintf("/console/cases/%d", first), form("do", "removed", "saved", fmt.Sprint(r.ID), "queue", "waiting", "version", "1"))
	if res.Status != http.StatusSeeOther || res.Location != fmt.Sprintf("/console/cases/%d?queue=waiting", second) {
		t.Fatalf("answered %d to %s", res.Status, res.Location)
	}
	if n := w.Count(`SELECT COUNT(*) FROM actions WHERE kind = 'refuse' AND rule = 'spam' AND words = 'Nothing is sold here.'`); n != 1 {
		t.Error("the removal lacks rule and sentence of the saved reason")
	}
	if next := mo.Get(res.Location); !strings.Contains(next.Body, "data-focus") {
		t.Error("the keyboard is not led to the next")
	}
	res = mo.Post(fmt.Sprintf("/console/cases/%d", second), form("do", "approved", "queue", "waiting"))
	if res.Location != "/console?queue=waiting" {
		t.Errorf("after the last one is led to %s", res.Location)
	}
	if bad := mo.Get("/console?queue=waiting&after=nothing"); bad.Status != http.StatusBadRequest {
		t.Errorf("a list after nothing is %d", bad.Status)
	}
}

func TestBulk_decidesWhatItCanAndKeepsWhatWasTyped(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	first, second := waitingHold(w, 1), waitingHold(w, 2)
	refused := mo.Post("/console/queue", form("kind", "hold", "queue", "held", "items", fmt.Sprintf("hold-%d:1", first), "do", "returned", "words", ""))
	if refused.Status != http.StatusUnprocessableEntity || !strings.Contains(refused.Body, "checked") {
		t.Errorf("without a sentence it is %d", refused.Status)
	}
	res := mo.Post("/console/queue", form("kind", "hold", "queue", "held", "items", fmt.Sprintf("hold-%d:1", first), "items", fmt.Sprintf("hold-%d:9", second), "do", "approved"))
	if res.Status != http.StatusOK || !strings.Contains(res.Body, fmt.Sprintf(`data-result="hold-%d"`, second)) || !strings.Contains(res.Body, "Something was added to this") {
		t.Errorf("bulk is %d: %s", res.Status, res.Body)
	}
	if n := w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NULL`); n != 1 {
		t.Errorf("%d are left, want the stale one", n)
	}
	if bad := mo.Post("/console/queue", form("kind", "hold", "items", "x-1", "do", "approved")); bad.Status != http.StatusUnprocessableEntity {
		t.Errorf("nonsense is %d", bad.Status)
	}
}

func TestAsked_isAnsweredInTheQueue(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	f := &fixture{World: w}
	at := askedCase(f)
	if res := mo.Post(at, form("do", "refuse", "queue", "joining")); res.Status != http.StatusUnprocessableEntity || !strings.Contains(res.Body, "data-asked") {
		t.Errorf("a no without a word is %d", res.Status)
	}
	if res := mo.Post(at, form("do", "refuse", "queue", "joining", "words", "We are full.")); res.Location != "/console?queue=joining" {
		t.Errorf("answered %d to %s", res.Status, res.Location)
	}
	if res := mo.Post(at, form("do", "refuse", "queue", "joining", "words", "We are full.")); res.Status != http.StatusConflict {
		t.Errorf("the second no is %d", res.Status)
	}
	if res := mo.Get(at); !strings.Contains(res.Body, `data-closed="refused"`) {
		t.Error("what was answered is not shown")
	}
}

func TestReasons_areWrittenInTheConsole(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	if res := mo.Post("/console/reasons", form("fits", "removal", "title", "Ads", "words", "No")); res.Status != http.StatusUnprocessableEntity {
		t.Errorf("two letters are %d", res.Status)
	}
	mo.Post("/console/reasons", form("fits", "removal", "title", "Ads", "rule", "spam", "words", "Nothing is sold here."))
	id := w.Count(`SELECT id FROM saved_reasons`)
	edit := fmt.Sprint("/console/reasons/", id)
	if res := mo.Get(edit); !strings.Contains(res.Body, "Change “Ads”") {
		t.Error("it cannot be changed")
	}
	mo.Post(edit, form("fits", "removal", "title", "Ads", "rule", "spam", "words", "Sell it elsewhere.", "version", "1"))
	late := mo.Post(edit, form("fits", "removal", "title", "Ads", "rule", "abuse", "words", "Mine.", "version", "1"))
	if late.Status != http.StatusConflict || !strings.Contains(late.Body, "Sell it elsewhere.") || !strings.Contains(late.Body, "Mine.") {
		t.Errorf("the second is %d and lacks a text", late.Status)
	}
	if res := mo.Get("/console/reasons/999"); res.Status != http.StatusNotFound {
		t.Errorf("one that never was is %d", res.Status)
	}
	mo.Post(edit+"/delete", form())
	if w.Count(`SELECT COUNT(*) FROM saved_reasons`) != 0 {
		t.Error("it is still there")
	}
}

func TestDeletePost_takesASavedReason(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
	p := w.Reply(w.Max, th.ID, "Buy mine.")
	r, err := w.Store.SaveReason(w.Ctx, w.Mo, models.SavedReasonInput{Fits: "removal", Title: "Ads", Rule: "spam", Words: "Nothing is sold here."})
	w.Must(err)
	at := fmt.Sprintf("/posts/%d/delete", p.ID)
	if own := site.As(w.Max).Get(at); strings.Contains(own.Body, "Nothing is sold here.") {
		t.Error("an author is shown what moderators say")
	}
	mo := site.As(w.Mo)
	if page := mo.Get(at); !strings.Contains(page.Body, `data-words="Nothing is sold here."`) {
		t.Error("the form offers no saved reason")
	}
	if res := mo.Post(at, form("saved", fmt.Sprint(r.ID), "reason", "")); res.Status != http.StatusSeeOther {
		t.Fatalf("answered %d", res.Status)
	}
	if n := w.Count(`SELECT COUNT(*) FROM actions WHERE post_id = ? AND rule = 'spam' AND words = 'Nothing is sold here.'`, p.ID); n != 1 {
		t.Error("the removal lacks rule and sentence")
	}
}
