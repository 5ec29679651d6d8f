package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func watch(w *testkit.World) (changed int) {
	w.T.Helper()
	n, _, err := w.Store.WatchLedger(w.Ctx)
	w.Must(err)
	return n
}

// The due minute lies behind a weekend, a holiday and the night in which the clocks go forward.
func TestWatchLedger_handsBackAtTheRightMinute(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Community", TimeZone: "Europe/Berlin", Joining: true}))
		w.Must(w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
			Days: []string{"1", "2", "3", "4", "5"}, Opens: "09:00", Closes: "17:00", Holidays: "2026-03-30", Acknowledge: 2, Decide: 10,
		}))
		berlin, err := time.LoadLocation("Europe/Berlin")
		w.Must(err)
		w.Clock.Set(moment(t, berlin, "2026-03-27 15:30").UTC()) // Friday; clocks change on Sunday, Monday is a holiday
		th := suggest(w, "Quiet rooms")
		_, err = w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
		due := moment(t, berlin, "2026-04-01 15:30").UTC()
		if g := ledger(w, th.ID).Ledger; !g.DueAt.Equal(due) {
			t.Fatalf("due at %s, want %s", g.DueAt.In(berlin), due.In(berlin))
		}
		w.Clock.Set(due)
		if watch(w) != 0 || ledger(w, th.ID).Late() {
			t.Error("handed back, or late, in the minute in which it is due")
		}
		w.Clock.Advance(time.Second)
		if watch(w) != 1 || !ledger(w, th.ID).Late() || ledger(w, th.ID).Owner.Handle != "ada" {
			t.Error("not handed back, or not late, in the next")
		}
		p, err := w.Store.Promise(w.Ctx)
		w.Must(err)
		if p.Late != 1 || p.Acknowledged.Missed != 1 {
			t.Errorf("the promise counts %+v", p)
		}
	})
}

// What one suggestion or notice fails at, whatever it is, keeps no other from its turn.
func TestWatchLedger_andNoticesPassOverWhatFails(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite) // which lets a test refuse one row
	first, second := suggest(w, "Quiet rooms"), suggest(w, "Lamps that can be dimmed")
	for _, th := range []models.Thread{first, second} {
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
	}
	w.Exec(`CREATE TRIGGER poison BEFORE INSERT ON decisions WHEN NEW.thread_id = ` + fmt.Sprint(first.ID) + ` BEGIN SELECT RAISE(ABORT, 'poison'); END`)
	w.Clock.Advance(7 * 24 * time.Hour)
	n, _, err := w.Store.WatchLedger(w.Ctx)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("see to suggestion %d", first.ID)) || n != 1 || ledger(w, second.ID).Owner.Handle != "ada" {
		t.Errorf("%d handed back, the second owned by %s, %v", n, ledger(w, second.ID).Owner.Handle, err)
	}

	due := w.Count(`SELECT COUNT(*) FROM notice_batches WHERE finished_at IS NULL AND cancelled_at IS NULL`)
	w.Exec(`CREATE TRIGGER poison_too BEFORE UPDATE ON notice_batches WHEN NEW.id = (SELECT MIN(id) FROM notice_batches WHERE finished_at IS NULL) BEGIN SELECT RAISE(ABORT, 'poison'); END`)
	w.Clock.Advance(2 * time.Minute)
	tries := int64(0)
	for more := true; more; tries++ {
		if more, err = w.Store.DeliverNotices(w.Ctx); tries > 10*due {
			t.Fatal("it never ends")
		}
	}
	if left := w.Count(`SELECT COUNT(*) FROM notice_batches WHERE finished_at IS NULL AND cancelled_at IS NULL`); left != 1 || due < 2 || err == nil {
		t.Errorf("%d of %d batches are left, %v", left, due, err)
	}
}

func TestSuggestion_isNeverWithoutAnOwner(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for what, leave := range map[string]func(){
			"suspended": func() {
				w.Must(w.Store.Suspend(w.Ctx, w.Ada, "sam", models.SuspensionInput{Rule: "abuse", Because: "Away for good"}))
			},
			"demoted": func() {
				w.Must(w.Store.LiftSuspension(w.Ctx, w.Ada, "sam", ""))
				w.Must(w.Store.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, ""))
			},
		} {
			w.Exec(`UPDATE members SET status = 'active', role = 'contributor' WHERE handle = 'sam'`)
			th := suggest(w, "For somebody "+what)
			_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
			w.Must(err)
			if what == "demoted" {
				w.Exec(`UPDATE members SET status = 'suspended' WHERE handle = 'sam'`)
			}
			leave()
			g := ledger(w, th.ID)
			if last := g.Lines[len(g.Lines)-1]; g.Owner.Handle != "ada" || last.Kind != models.LineHandBack || last.OwnerBefore.Handle != "sam" {
				t.Errorf("%s: owned by %s, the last line is %+v", what, g.Owner.Handle, last)
			}
		}
		th := suggest(w, "By somebody who leaves")
		_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "I call @mia all day")
		w.Must(err)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		for more := true; more; {
			more, err = w.Store.SweepErasures(w.Ctx)
			w.Must(err)
		}
		view, g, err := w.Store.Suggestion(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if !view.Author.Former() || g.Ledger.SupportCount != 1 || strings.Contains(g.Whys[0].Why, "mia") {
			t.Errorf("after its author left: by %+v, %+v", view.Author, g.Whys)
		}
		decide(w, w.Ada, th.ID, models.StatePlanned)
		w.Clock.Advance(time.Minute)
		deliver(w)
		if n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'decision'`); n != 1 {
			t.Errorf("%d were told, want Max", n)
		}
	})
}

func TestWatchLedger_bringsBackWhatWasParkedAndGoesOnWithoutAnAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		parked, asked, answered := suggest(w, "Parked"), suggest(w, "Asked"), suggest(w, "Answered")
		decide(w, w.Sam, parked.ID, models.StateParked)
		decide(w, w.Sam, asked.ID, models.StateNeedsInfo)
		decide(w, w.Sam, answered.ID, models.StateNeedsInfo)
		if g := ledger(w, asked.ID).Ledger; g.DueAt != nil {
			t.Errorf("with a question open something is due at %s", g.DueAt)
		}
		w.Clock.Advance(24 * time.Hour)
		w.Reply(w.Max, answered.ID, "I know.")
		if ledger(w, answered.ID).Ledger.State != models.StateNeedsInfo {
			t.Error("somebody else's words count as the author's")
		}
		w.Reply(w.Mia, answered.ID, "On the third floor.")
		if g := ledger(w, answered.ID).Ledger; g.State != models.StateUnderReview || g.PausedMinutes != 480 || !g.DueAt.After(g.BornAt.AddDate(0, 0, 13)) {
			t.Errorf("after the answer: %+v", g)
		}
		w.Clock.Set(time.Date(2026, 3, 30, 9, 1, 0, 0, time.UTC)) // twenty working days on
		watch(w)
		if g := ledger(w, asked.ID).Ledger; g.State != models.StateUnderReview {
			t.Errorf("without an answer it is %s", g.State)
		}
		w.Clock.Set(time.Date(2026, 4, 1, 0, 0, 1, 0, time.UTC))
		watch(w)
		if g := ledger(w, parked.ID).Ledger; g.State != models.StateUnderReview || g.RevisitOn != "" {
			t.Errorf("on its day it is %s", g.State)
		}
		wantLedger(t, w)
	})
}

func TestBecomeSuggestion_keepsAddressPeopleAndPosts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Why no quiet rooms?", "There are none.")
		w.Reply(w.Max, th.ID, "I wonder too.")
		_, err := w.Store.BecomeSuggestion(w.Ctx, w.Max, th.ID)
		refused(t, err, models.Forbidden)
		g, err := w.Store.BecomeSuggestion(w.Ctx, w.Mia, th.ID)
		w.Must(err)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Kind != models.KindSuggestion || view.Slug != th.Slug || view.PostCount != 2 || g.Number != 1 || g.AcknowledgedAt != nil {
			t.Errorf("became %+v, %+v", view.Thread, g)
		}
		again, err := w.Store.BecomeSuggestion(w.Ctx, w.Mia, th.ID)
		w.Must(err)
		if again.Number != 1 {
			t.Errorf("again it is number %d", again.Number)
		}
		other := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Rooms", "Quiet ones.")
		if g, err := w.Store.BecomeSuggestion(w.Ctx, w.Sam, other.ID); err != nil || g.AcknowledgedAt == nil {
			t.Errorf("turned by staff: %+v, %v", g, err)
		}
		wantCounters(t, w)
		wantLedger(t, w)
	})
}

func TestWithdrawSuggestion_beforeAnybodyElseIsIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mine, supported, answered := suggest(w, "Mine alone"), suggest(w, "Supported"), suggest(w, "Answered")
		_, err := w.Store.Support(w.Ctx, w.Max, supported.ID, "")
		w.Must(err)
		w.Reply(w.Sam, answered.ID, "We are listening.")
		refused(t, w.Store.WithdrawSuggestion(w.Ctx, w.Max, mine.ID), models.Forbidden)
		refused(t, w.Store.WithdrawSuggestion(w.Ctx, w.Mia, supported.ID), models.Conflict)
		refused(t, w.Store.WithdrawSuggestion(w.Ctx, w.Mia, answered.ID), models.Conflict)
		w.Must(w.Store.WithdrawSuggestion(w.Ctx, w.Mia, mine.ID))
		_, err = w.Store.Thread(w.Ctx, w.Max, mine.ID)
		refused(t, err, models.Gone)
		_, err = w.Store.DeletePost(w.Ctx, w.Mia, openingOf(w, supported).ID, models.DeleteInput{})
		refused(t, err, models.Forbidden)
		w.Clock.Advance(60 * 24 * time.Hour)
		for watch(w) > 0 {
		}
		if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE thread_id = ? AND kind = 'hand_back'`, mine.ID); n != 0 {
			t.Error("what was taken back is handed back")
		}
		wantCounters(t, w)
	})
}

func TestMoveAndRemove_ofASuggestionAreOnRecordWithTheReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, gone := suggest(w, "Quiet rooms"), suggest(w, "Gone rooms")
		refusedField(t, w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.BackRoom, ""), "reason")
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.BackRoom, "It names a colleague"))
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "An advertisement"))
		p, err := w.Store.Promise(w.Ctx)
		w.Must(err)
		list, err := w.Store.HiddenSuggestions(w.Ctx, 1)
		w.Must(err)
		if p.Hidden != 2 || len(list) != 2 || list[0].Reason != "An advertisement" {
			t.Errorf("hidden: %d, %+v", p.Hidden, list)
		}
		own, err := w.Store.CreateThread(w.Ctx, w.Mia, models.ThreadInput{Topic: testkit.BackRoom, Kind: "suggestion", Title: "Among ourselves", Body: "It stays here."})
		w.Must(err)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, own.ID, "other", "Nobody outside may read this"))
		if p, err = w.Store.Promise(w.Ctx); err != nil || p.Hidden != 2 {
			t.Errorf("what few could see is counted for all: %d (%v)", p.Hidden, err)
		}
		if list, err = w.Store.HiddenSuggestions(w.Ctx, 1); err != nil || len(list) != 2 {
			t.Errorf("what few could see is listed for all: %+v (%v)", list, err)
		}
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, gone.ID, ""))
		if g := ledger(w, gone.ID); g.Lines[len(g.Lines)-1].Kind != models.LineShown || g.Ledger.WatchAt == nil {
			t.Errorf("restored: %+v", g.Lines)
		}
		wantCounters(t, w)
	})
}

func TestReopen_goesToSomebodyElseOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
		refused(t, w.Store.Reopen(w.Ctx, w.Mia, th.ID, "There is no answer to it yet at all."), models.Conflict)
		refused(t, w.Store.GiveVerdict(w.Ctx, w.Mia, th.ID, models.VerdictInput{Answered: "yes"}), models.Conflict)
		decide(w, w.Mo, th.ID, models.StateDeclined)
		refusedField(t, w.Store.GiveVerdict(w.Ctx, w.Mia, th.ID, models.VerdictInput{Answered: "no"}), "because")
		refused(t, w.Store.GiveVerdict(w.Ctx, w.Max, th.ID, models.VerdictInput{Answered: "yes"}), models.Forbidden)
		w.Must(w.Store.Reopen(w.Ctx, w.Mia, th.ID, "It does not say why not on one floor."))
		g := ledger(w, th.ID)
		if g.Owner.Handle != "ada" || g.Ledger.State != models.StateUnderReview || g.Ledger.DecidedNow() != nil || g.Ledger.DecidedAt == nil || g.Ledger.DueAt == nil {
			t.Errorf("reopened: %s, %+v", g.Owner.Handle, g.Ledger)
		}
		decide(w, w.Ada, th.ID, models.StateDone)
		refused(t, w.Store.Reopen(w.Ctx, w.Mia, th.ID, "It still does not work for all of us."), models.Conflict)
		wantLedger(t, w)
	})
}
