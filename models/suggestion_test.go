package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// suggest makes a suggestion of Mia's.
func suggest(w *testkit.World, title string) models.Thread {
	w.T.Helper()
	return w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, title, "Please. It would help many of us.")
}

// ledger is a suggestion as it is now.
func ledger(w *testkit.World, id int64) models.SuggestionView {
	w.T.Helper()
	_, view, err := w.Store.Suggestion(w.Ctx, w.Ada, id)
	w.Must(err)
	return view
}

// answer is a decision to a state with all that the state asks for, and words of its own.
func answer(w *testkit.World, id int64, to models.State) models.DecisionInput {
	w.T.Helper()
	in := models.DecisionInput{
		To: string(to), Words: "We looked at number " + itoa(int(w.Clock.Now().UnixMilli())) + " and " + itoa(int(id)) + string(to) + ": this is what we do.",
		Version: ledger(w, id).Version,
	}
	today := models.DayOf(w.Clock.Now(), time.UTC)
	switch to {
	case models.StateDeclined:
		in.ReasonType = "does_not_fit"
	case models.StateDone:
		in.Evidence, in.Since = "The new desk booking", string(today)
	case models.StatePlanned, models.StateUnderWay:
		in.NextUpdateOn = string(today.Add(30))
	case models.StateParked:
		in.RevisitOn = string(today.Add(30))
	}
	return in
}

func decide(w *testkit.World, v models.Viewer, id int64, to models.State) models.Decision {
	w.T.Helper()
	w.Clock.Advance(time.Second)
	d, err := w.Store.Decide(w.Ctx, v, id, answer(w, id, to))
	w.Must(err)
	return d
}

// deliver hands out every notice that is due.
func deliver(w *testkit.World) {
	w.T.Helper()
	for {
		more, err := w.Store.DeliverNotices(w.Ctx)
		w.Must(err)
		if !more {
			return
		}
	}
}

func TestCreateThread_suggestionIsBornWithNumberOwnerDatesAndReceipt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		g := ledger(w, th.ID)
		if g.Ledger.Number != 1 || g.Ledger.State != models.StateReceived || g.Owner.Handle != "ada" {
			t.Errorf("born as %+v, owner %s", g.Ledger, g.Owner.Handle)
		}
		// Monday at nine: two working days end on Tuesday at five, ten on Friday of the week after
		if want := time.Date(2026, 3, 3, 17, 0, 0, 0, time.UTC); g.Ledger.DueAt == nil || !g.Ledger.DueAt.Equal(want) {
			t.Errorf("due at %v, want %v", g.Ledger.DueAt, want)
		}
		if want := time.Date(2026, 3, 13, 17, 0, 0, 0, time.UTC); !g.Ledger.DecideDueAt.Equal(want) {
			t.Errorf("decided by %v, want %v", g.Ledger.DecideDueAt, want)
		}
		if len(g.Lines) != 1 || g.Lines[0].Kind != models.LineReceipt || !strings.Contains(g.Lines[0].Words, "13 March 2026") {
			t.Errorf("ledger = %+v", g.Lines)
		}
		deliver(w)
		list, _, err := w.Store.Notices(w.Ctx, w.Mia, 0)
		w.Must(err)
		if len(list) != 1 || list[0].Kind != models.NoticeReceipt || list[0].Words != g.Lines[0].Words {
			t.Errorf("the author was told %+v", list)
		}
		if next := suggest(w, "Quieter rooms"); ledger(w, next.ID).Ledger.Number != 2 {
			t.Error("the second is not number 2")
		}
		wantCounters(t, w)
	})
}

func TestDecide_tellsAuthorAndSupportersOnceWithTheWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		for _, v := range []models.Viewer{w.Max, w.Hana, w.Sam} {
			_, err := w.Store.Support(w.Ctx, v, th.ID, "I call all day")
			w.Must(err)
		}
		if n := ledger(w, th.ID).Ledger.SupportCount; n != 2 {
			t.Errorf("%d supporters are counted, want the two members", n)
		}
		deliver(w)
		w.Events()
		d := decide(w, w.Sam, th.ID, models.StatePlanned)
		deliver(w)
		if n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.decision_id = ?`, d.ID); n != 0 {
			t.Errorf("%d people were told before the minute was over", n)
		}
		w.Clock.Advance(time.Minute)
		deliver(w)
		deliver(w)
		for _, v := range []models.Viewer{w.Mia, w.Max, w.Hana, w.Sam} {
			n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.decision_id = ? AND n.member_id = ?`, d.ID, v.ID)
			if n != 1 {
				t.Errorf("%s was told %d times", v.Handle, n)
			}
		}
		list, _, err := w.Store.Notices(w.Ctx, w.Max, 0)
		w.Must(err)
		if len(list) != 1 || list[0].Words != d.Words || list[0].ToState != models.StatePlanned {
			t.Errorf("notices = %+v", list)
		}
		g := ledger(w, th.ID)
		if g.Ledger.AcknowledgedAt == nil || g.Ledger.DecidedAt == nil || g.Late() || g.Answer() == nil {
			t.Errorf("after the decision: %+v", g.Ledger)
		}
	})
}

func TestUndoDecision_withinAMinuteTellsNobody(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		before := ledger(w, th.ID)
		d := decide(w, w.Sam, th.ID, models.StateDeclined)
		w.Must(w.Store.UndoDecision(w.Ctx, w.Sam, th.ID, d.ID))
		w.Clock.Advance(time.Hour)
		deliver(w)
		after := ledger(w, th.ID)
		if after.Ledger.State != models.StateReceived || !after.Ledger.DueAt.Equal(*before.Ledger.DueAt) || after.Ledger.DecidedAt != nil {
			t.Errorf("after the undo: %+v", after.Ledger)
		}
		if last := after.Lines[len(after.Lines)-1]; last.Kind != models.LineWithdrawal || *last.UndoesID != d.ID {
			t.Errorf("the last line is %+v", last)
		}
		if n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'decision'`); n != 0 {
			t.Errorf("%d people were told", n)
		}
		for who, v := range map[string]models.Viewer{"reader": w.Reader, "author": w.Mia, "staff": w.Mo} {
			_, g, err := w.Store.Suggestion(w.Ctx, v, th.ID)
			w.Must(err)
			l := g.Lines[len(g.Lines)-2]
			if l.ID != d.ID || l.WithdrawnAt == nil || (l.Words+string(l.ReasonType) != "") != v.Staff() {
				t.Errorf("what was taken back, for %s: %q %q", who, l.Words, l.ReasonType)
			}
		}
		var words string // the same again, mended in another place, is no answer given twice
		w.DB.Read.Raw(`SELECT words FROM decisions WHERE id = ?`, d.ID).Scan(&words)
		_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{To: "declined", Words: words, ReasonType: "not_now", Version: ledger(w, th.ID).Version})
		w.Must(err)
		th = suggest(w, "Quieter rooms")
		late := decide(w, w.Sam, th.ID, models.StateUnderReview)
		w.Clock.Advance(time.Minute)
		refused(t, w.Store.UndoDecision(w.Ctx, w.Sam, th.ID, late.ID), models.Conflict)
	})
}

func TestWatchLedger_handsBackWhatIsLateOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
		w.Clock.Set(time.Date(2026, 3, 3, 17, 0, 0, 0, time.UTC))
		if n, _, err := w.Store.WatchLedger(w.Ctx); err != nil || n != 0 {
			t.Fatalf("at five it is in time: changed %d, %v", n, err)
		}
		w.Clock.Advance(time.Minute)
		for range 3 {
			_, _, err := w.Store.WatchLedger(w.Ctx)
			w.Must(err)
		}
		g := ledger(w, th.ID)
		if g.Owner.Handle != "ada" || !g.Late() || g.Ledger.HandedBackAt == nil {
			t.Errorf("late: %v, owner %s, %+v", g.Late(), g.Owner.Handle, g.Ledger)
		}
		if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'hand_back'`); n != 1 {
			t.Errorf("%d hand-backs on record", n)
		}
		late, err := w.Store.Suggestions(w.Ctx, w.Reader, models.SuggestionFilter{Late: true}, 1)
		w.Must(err)
		if len(late) != 1 || late[0].ID != th.ID {
			t.Errorf("late in public: %+v", late)
		}
	})
}

func TestMerge_unitesSupportersOnceAndComesApartAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := suggest(w, "Quiet rooms")
		b := w.Start(w.Hana, testkit.RemoteWork, models.KindSuggestion, "Rooms to be quiet in", "Please, soon, for all of us.")
		for _, v := range []models.Viewer{w.Max, w.Hana} {
			_, err := w.Store.Support(w.Ctx, v, a.ID, "")
			w.Must(err)
		}
		_, err := w.Store.Support(w.Ctx, w.Max, b.ID, "")
		w.Must(err)
		in := answer(w, a.ID, models.StateMerged)
		in.MergeInto = b.ID
		_, err = w.Store.Decide(w.Ctx, w.Sam, a.ID, in)
		w.Must(err)
		if n := ledger(w, b.ID).Ledger.SupportCount; n != 2 {
			t.Errorf("the one that goes on has %d supporters, want Max and Mia", n)
		}
		if into := ledger(w, a.ID).Into; into == nil || into.ThreadID != b.ID {
			t.Errorf("the merged one leads to %+v", into)
		}
		if from := ledger(w, b.ID).Merged; len(from) != 1 || from[0].Author.Handle != "mia" {
			t.Errorf("credited: %+v", from)
		}
		in.Version = ledger(w, a.ID).Version
		_, err = w.Store.Decide(w.Ctx, w.Sam, a.ID, in)
		refused(t, err, models.Conflict)
		w.Clock.Advance(24 * time.Hour)
		w.Must(w.Store.Unmerge(w.Ctx, w.Sam, a.ID, "These are two things after all, sorry."))
		if n := ledger(w, b.ID).Ledger.SupportCount; n != 1 {
			t.Errorf("apart again the other has %d supporters, want Max", n)
		}
		if g := ledger(w, a.ID).Ledger; g.State != models.StateReceived || g.SupportCount != 2 {
			t.Errorf("apart again: %+v", g)
		}
	})
}
