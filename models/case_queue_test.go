package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// oneOfEach has something of every kind wait, a minute apart: a report, a hold, a joining request, an appeal.
func oneOfEach(t *testing.T, w *testkit.World) models.Thread {
	t.Helper()
	th, p := offence(w)
	report(w, w.Hana, p.ID, "abuse")
	w.Clock.Advance(time.Minute)
	holdReply(t, w, w.Nia, th.ID, manyLinks)
	w.Clock.Advance(time.Minute)
	doorIs(w, models.JoinApproval, "")
	_, err := w.Store.AskToJoin(w.Ctx, newcomer("pia"), "Tobias sent me.")
	w.Must(err)
	w.Clock.Advance(time.Minute)
	w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
	_, err = w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions`), "It was meant as a joke.")
	w.Must(err)
	return th
}

func kinds(items []models.CaseItem) (list []models.CaseKind) {
	for _, c := range items {
		list = append(list, c.Kind)
	}
	return list
}

func TestQueue_listsEverythingThatWaitsTheOldestFirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		oneOfEach(t, w)
		items, more, err := w.Store.Queue(w.Ctx, w.Mo, "", models.QueueRef{})
		if got := fmt.Sprint(kinds(items)); err != nil || more || got != "[report hold joining appeal]" {
			t.Fatalf("%s waits, more is %t (%v)", got, more, err)
		}
		if c := items[2]; c.ThreadTitle != "Somebody New (@pia)" || c.Text != "Tobias sent me." {
			t.Errorf("the request is %+v", c)
		}
		for i, c := range items {
			rest, _, err := w.Store.Queue(w.Ctx, w.Mo, "", c.Ref())
			if err != nil || len(rest) != len(items)-i-1 {
				t.Errorf("after %s %d wait (%v)", c.Ref(), len(rest), err)
			}
			of, _, err := w.Store.Queue(w.Ctx, w.Mo, c.Kind, models.QueueRef{})
			if err != nil || len(of) != 1 || of[0].Ref() != c.Ref() {
				t.Errorf("of %s there are %v (%v)", c.Kind, of, err)
			}
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam} {
			_, _, err := w.Store.Queue(w.Ctx, v, "", models.QueueRef{})
			kind(t, err, models.NotFound)
			_, err = w.Store.NextCase(w.Ctx, v, "", models.QueueRef{})
			kind(t, err, models.NotFound)
		}
	})
}

func TestQueue_pagesWithoutLossAndCountsWhatItLists(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		oneOfEach(t, w)
		at := w.Clock.Now()
		for i := range models.CasesPerPage { // many at the same moment
			w.Exec(`INSERT INTO joining_requests (token_hash, handle, name, email, email_key, password_hash, created_at) VALUES (?, ?, 'N', '', ?, '', ?)`,
				itoa(i), "h"+itoa(i), itoa(i), at)
		}
		counts, err := w.Store.CaseCounts(w.Ctx, w.Mo)
		w.Must(err)
		for _, of := range append([]models.CaseKind{""}, models.CaseKinds...) {
			seen, after := map[models.QueueRef]bool{}, models.QueueRef{}
			for more := true; more; {
				var items []models.CaseItem
				items, more, err = w.Store.Queue(w.Ctx, w.Mo, of, after)
				w.Must(err)
				for _, c := range items {
					seen[c.Ref()] = true
					after = c.Ref()
				}
			}
			if int64(len(seen)) != counts[of].N {
				t.Errorf("%q: %d are listed, %+v counted", of, len(seen), counts[of])
			}
		}
		if counts[""].N != models.CasesPerPage+4 || counts[models.CaseJoining].N != models.CasesPerPage+1 {
			t.Errorf("the counts are %+v", counts)
		}
		list, more, err := w.Store.JoiningRequests(w.Ctx, w.Mo, 0)
		w.Must(err)
		rest, end, err := w.Store.JoiningRequests(w.Ctx, w.Mo, list[len(list)-1].ID)
		if err != nil || !more || end || len(list) != models.JoiningPerPage || len(rest) != 1 {
			t.Errorf("%d requests, then %d (%v)", len(list), len(rest), err)
		}
	})
}

func TestNextCase_goesRoundAndPassesOverWhatIsOnesOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := oneOfEach(t, w)
		report(w, w.Hana, w.Reply(w.Mo, th.ID, "Not so fast.").ID, "abuse") // Mo's own
		var walked []models.CaseKind
		var at models.QueueRef
		for range 4 {
			next, err := w.Store.NextCase(w.Ctx, w.Mo, "", at)
			w.Must(err)
			walked, at = append(walked, next.Kind), next
		}
		if got := fmt.Sprint(walked); got != "[report hold joining report]" {
			t.Errorf("Mo walks %s: the appeal is of his own warning", got)
		}
		next, err := w.Store.NextCase(w.Ctx, w.Ada, models.CaseAppeal, models.QueueRef{})
		if err != nil || next.Kind != models.CaseAppeal {
			t.Errorf("Ada is led to %s (%v)", next, err)
		}
		if next, err = w.Store.NextCase(w.Ctx, w.Mo, models.CaseAppeal, models.QueueRef{}); err != nil || next.ID != 0 {
			t.Errorf("Mo is led to %s (%v)", next, err)
		}
	})
}

// What somebody asks for in an address is never a part of what the database is asked.
func TestQueue_takesNoKindThatIsNone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, bad := range []models.CaseKind{"x", "Report", "'", "report' OR '1'='1", "' UNION SELECT 'report', id, created_at, 0 FROM members --", "a\x00"} {
			_, _, err := w.Store.Queue(w.Ctx, w.Mo, bad, models.QueueRef{})
			kind(t, err, models.Invalid)
			_, _, err = w.Store.OpenCases(w.Ctx, w.Mo, bad, 0, 10)
			kind(t, err, models.Invalid)
			_, err = w.Store.NextCase(w.Ctx, w.Mo, bad, models.QueueRef{})
			kind(t, err, models.Invalid)
			_, _, err = w.Store.Queue(w.Ctx, w.Mia, bad, models.QueueRef{})
			kind(t, err, models.NotFound)
		}
	})
}

func TestQueueRef_isReadAsItIsWritten(t *testing.T) {
	for _, text := range []string{"", "report-1", "joining-77"} {
		if r, err := models.ParseQueueRef(text); err != nil || r.String() != text {
			t.Errorf("%q is read as %q (%v)", text, r, err)
		}
	}
	for _, text := range []string{"report", "report-0", "report--1", "report-1x", "post-1", "-1", "report-99999999999999999999"} {
		_, err := models.ParseQueueRef(text)
		kind(t, err, models.Invalid)
	}
}

func TestCaseByID_hasWhatStandsAroundAndWhatIsKnown(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		for _, words := range []string{"That was unkind.", "Quite.", "Back to the feet."} {
			w.Reply(w.Hana, th.ID, words)
		}
		report(w, w.Hana, p.ID, "abuse")
		report(w, w.Max, w.Reply(w.Hana, th.ID, "Go away.").ID, "abuse")
		c := onlyReport(w, p.ID)
		view, err := w.Store.CaseByID(w.Ctx, w.Mo, c)
		w.Must(err)
		if len(view.After) != 2 || view.After[0].Number != view.Post.Number+1 || len(view.Before) == 0 || view.Before[len(view.Before)-1].Number != view.Post.Number-1 {
			t.Errorf("around #%d stand %d and %d", view.Post.Number, len(view.Before), len(view.After))
		}
		if len(view.Feuds) != 1 || view.Feuds[0].Other.Handle != "hana" || view.Feuds[0].Theirs != 1 || view.Feuds[0].Own != 1 {
			t.Errorf("the pattern is %+v", view.Feuds)
		}
		err = w.Store.DecideCase(w.Ctx, w.Mo, c, models.CaseDecision{Do: "warned", Rule: "abuse", Words: "Be kind.", Remove: true})
		w.Must(err)
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Again."))
		view, err = w.Store.CaseByID(w.Ctx, w.Ada, c)
		w.Must(err)
		if h := view.History; h.Warned != 2 || h.Removed != 1 || h.Reported != 1 || h.Founded != 1 || h.Filed != 0 || h.PostCount == 0 {
			t.Errorf("what is known of Max: %+v", h)
		}
	})
}

// onlyReport is the open case about a post.
func onlyReport(w *testkit.World, postID int64) int64 {
	return w.Count(`SELECT id FROM cases WHERE kind = 'report' AND post_id = ? AND closed_at IS NULL`, postID)
}

func TestDecideCases_doesWhatItCanAndListsTheRest(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		report(w, w.Hana, p.ID, "spam")
		more := w.Reply(w.Max, th.ID, "Buy two.")
		report(w, w.Hana, more.ID, "spam")
		own := w.Reply(w.Mo, th.ID, "Not so fast.")
		report(w, w.Hana, own.ID, "spam")
		stale := w.Reply(w.Max, th.ID, "Buy three.")
		report(w, w.Hana, stale.ID, "spam")
		var items []models.BulkItem
		for _, id := range []int64{p.ID, more.ID, own.ID} {
			items = append(items, models.BulkItem{Ref: models.QueueRef{Kind: models.CaseReport, ID: onlyReport(w, id)}})
		}
		items = append(items, models.BulkItem{Ref: models.QueueRef{Kind: models.CaseReport, ID: onlyReport(w, stale.ID)}, Version: 77})
		in := models.BulkDecision{Kind: models.CaseReport, Do: "removed", Rule: "spam", Words: "Nothing is sold here."}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam} {
			_, err := w.Store.DecideCases(w.Ctx, v, items, in)
			kind(t, err, models.NotFound)
		}
		results, err := w.Store.DecideCases(w.Ctx, w.Mo, items, in)
		w.Must(err)
		for i, want := range []models.ErrorKind{"", "", models.Forbidden, models.Conflict} {
			kind(t, results[i].Err, want)
			if results[i].Title == "" {
				t.Errorf("result %d has no title", i)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE status = 'removed'`); n != 2 {
			t.Errorf("%d posts are removed, want 2", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM actions WHERE words = 'Nothing is sold here.' AND rule = 'spam' AND kind = 'remove'`); n != 2 {
			t.Errorf("%d removals have rule and sentence", n)
		}
	})
}

func TestDecideCases_refusesWhatMakesNoSense(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	oneOfEach(t, w)
	items, _, err := w.Store.Queue(w.Ctx, w.Mo, "", models.QueueRef{})
	w.Must(err)
	ref := map[models.CaseKind][]models.BulkItem{}
	for _, c := range items {
		ref[c.Kind] = append(ref[c.Kind], models.BulkItem{Ref: c.Ref()})
	}
	for field, in := range map[string]models.BulkDecision{
		"do":    {Kind: models.CaseHold, Do: "banned", Words: "Go away."},
		"words": {Kind: models.CaseHold, Do: "returned"},
		"rule":  {Kind: models.CaseHold, Do: "removed", Words: "No."},
		"items": {Kind: models.CaseReport, Do: "no_breach", Words: "Fine."},
	} {
		_, err := w.Store.DecideCases(w.Ctx, w.Ada, ref[models.CaseHold], in)
		wrongField(t, err, field)
	}
	_, err = w.Store.DecideCases(w.Ctx, w.Ada, ref[models.CaseAppeal], models.BulkDecision{Kind: models.CaseAppeal, Do: "upheld", Words: "It stands."})
	wrongField(t, err, "do")
	_, err = w.Store.DecideCases(w.Ctx, w.Ada, nil, models.BulkDecision{Kind: models.CaseHold, Do: "approved"})
	wrongField(t, err, "items")
	for _, in := range []models.BulkDecision{
		{Kind: models.CaseHold, Do: "approved"}, {Kind: models.CaseJoining, Do: "refused", Words: "We are full."},
	} {
		results, err := w.Store.DecideCases(w.Ctx, w.Ada, ref[in.Kind], in)
		w.Must(err)
		w.Must(results[0].Err)
	}
	if n := w.Count(`SELECT COUNT(*) FROM joining_requests WHERE state = 'refused' AND words = 'We are full.'`); n != 1 {
		t.Error("whoever asked was not refused")
	}
}
