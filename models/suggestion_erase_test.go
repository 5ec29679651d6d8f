package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// The ledger is searched for the handle as posts are: titles with the addresses made of them, what was decided and why,
// private words, and what the audit log says.
// A talk that went with the one it was with has ended, and says so in public.
func TestErase_endsPrivateConversationsInPublic(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Nia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Two would do.")
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "Which floor are you on?"))
		if l := lastLine(w, th.ID); l.Kind != models.LinePrivate {
			t.Fatalf("the last line is %+v: this proves nothing", l)
		}
		leave(t, w, signIn(t, w, "nia", home).Viewer, "keep")
		if l := lastLine(w, th.ID); l.Kind != models.LinePrivateEnd || l.Words == "" || l.FromState != l.ToState {
			t.Errorf("the last line is %+v", l)
		}
	})
}

func lastLine(w *testkit.World, id int64) models.DecisionView {
	lines := ledger(w, id).Lines
	return lines[len(lines)-1]
}

func TestDeleteAccount_reachesTheHandleInTheLedger(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "Do what @nia asked for in May", "Please, all of it.")
		other := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "What @niamh asked for in June", "Please, some of it.")
		_, err := w.Store.Support(w.Ctx, w.Hana, th.ID, strings.Repeat("As @nia says! ", 71))
		w.Must(err)
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, "See /members/nia for why."))
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "Did @Nia tell you?"))
		w.Must(w.Store.CloseSide(w.Ctx, w.Sam, th.ID, "We asked @nia, and she agrees to it."))
		w.Must(w.Store.Snooze(w.Ctx, w.Sam, th.ID, models.SnoozeInput{Days: 2, Reason: "Waiting for @nia"}))
		_, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Ask", Body: "Ask @nia about it."})
		w.Must(err)
		w.Must(w.Store.AnnotatePromise(w.Ctx, w.Sam, "It was @nia who found the mistake in these."))
		w.Clock.Advance(time.Second)
		d, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{
			To: "done", Words: "Two rooms are open since Monday, thanks to @nia.", Evidence: "Ask @nia for the key.", EvidenceURL: "https://example.test/members/nia",
			Since: "2026-03-02", Helped: "nia", Version: ledger(w, th.ID).Version,
		})
		w.Must(err)
		w.Clock.Advance(2 * time.Minute)
		deliver(w)

		before := traces(w, "@nia")
		for _, place := range []string{"threads.title", "search_documents.title", "decisions.words", "supports.why", "side_messages.body", "audit_log.reason", "threads.outcome"} {
			if before[place] == 0 {
				t.Fatalf("%s does not name her: this proves nothing", place)
			}
		}
		leave(t, w, signIn(t, w, "nia", home).Viewer, "keep")
		for place, n := range traces(w, "@nia") {
			if n != traces(w, "@niamh")[place] {
				t.Errorf("%s still names her, %d times", place, n)
			}
		}
		for place, n := range traces(w, "/members/nia") {
			t.Errorf("%s still leads to her, %d times", place, n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE words_key LIKE '% nia%'`); n != 0 {
			t.Errorf("%d answers are still compared by her name", n)
		}
		former := fmt.Sprintf("former-%d", w.Nia.ID)
		view, g, err := w.Store.Suggestion(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Title != "Do what @"+former+" asked for in May" || strings.Contains(view.Slug, "-nia-") || !strings.Contains(view.Outcome, "@"+former) {
			t.Errorf("the thread is %q at %q, settled with %q", view.Title, view.Slug, view.Outcome)
		}
		if last := g.Lines[len(g.Lines)-1]; last.ID != d.ID || last.Words != "Two rooms are open since Monday, thanks to @"+former+"." {
			t.Errorf("the decision says %q", last.Words)
		}
		if now, _, err := w.Store.Suggestion(w.Ctx, w.Reader, other.ID); err != nil || now.Title != other.Title {
			t.Errorf("a longer handle was touched: %q, %v", now.Title, err)
		}
		found, err := w.Store.Search(w.Ctx, w.Reader, models.Search{Words: "nia"}, 1)
		w.Must(err)
		if len(found.Hits) != 0 {
			t.Errorf("she is found: %+v", found.Hits)
		}
	})
}

// What the audit log says of owners and rosters are handles without a sign.
func TestDeleteAccount_leavesTheFactWithoutThePersonInTheAuditLog(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
		w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "mo-rahimi,sam"))
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
		if w.Count(`SELECT COUNT(*) FROM audit_log WHERE before LIKE '%sam%' OR after LIKE '%sam%'`) < 3 {
			t.Fatal("the log does not name him: this proves nothing")
		}
		leave(t, w, signIn(t, w, "sam", home).Viewer, "keep")
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE before LIKE '%sam%' OR after LIKE '%sam%'`); n != 0 {
			t.Errorf("%d entries still name him", n)
		}
		former := fmt.Sprintf("former-%d", w.Sam.ID)
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'roster.changed' AND after LIKE ?`, "%mo-rahimi%"+former+"%"); n != 1 {
			t.Error("the entry of the roster is not what it was but for the name")
		}
	})
}
