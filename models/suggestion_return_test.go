package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// toldSince counts how often each was told by a kind of notice since the last call.
func toldSince(w *testkit.World, kind models.NoticeKind) map[string]int64 {
	w.T.Helper()
	deliver(w)
	told := map[string]int64{}
	for _, v := range []models.Viewer{w.Mia, w.Max, w.Hana, w.Nia, w.Sam, w.Mo, w.Ada} {
		list, _, err := w.Store.Notices(w.Ctx, v, 0)
		w.Must(err)
		for _, n := range list {
			if n.Kind == kind && n.Unread() {
				told[v.Handle]++
				if n.Words == "" && kind != models.NoticeSideMessage { // private words stay where they are
					w.T.Errorf("%s was told without words", v.Handle)
				}
			}
		}
		w.Must(w.Store.ReadNotices(w.Ctx, v, 0, 0))
	}
	return told
}

func wantToldOnce(w *testkit.World, what string, got map[string]int64, handles ...string) {
	w.T.Helper()
	for _, h := range handles {
		if got[h] != 1 {
			w.T.Errorf("%s: %s was told %d times", what, h, got[h])
		}
	}
	if len(got) != len(handles) {
		w.T.Errorf("%s: told were %v", what, got)
	}
}

// Whatever brings a suggestion back under review, everybody who waits is told once, with the words; whoever brought it
// back knows.
func TestReturn_isToldToOwnerAuthorAndSupportersOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
		w.Must(err)
		for _, v := range []models.Viewer{w.Max, w.Hana, w.Sam} { // Sam owns it, too: still once
			_, err := w.Store.Support(w.Ctx, v, th.ID, "")
			w.Must(err)
		}
		decide(w, w.Sam, th.ID, models.StateParked)
		toldSince(w, models.NoticeReturned)
		w.Clock.Advance(31 * 24 * time.Hour)
		watch(w)
		wantToldOnce(w, "parked until its day", toldSince(w, models.NoticeReturned), "mia", "max", "hana", "sam")

		decide(w, w.Sam, th.ID, models.StateNeedsInfo)
		w.Clock.Advance(31 * 24 * time.Hour)
		watch(w)
		wantToldOnce(w, "asked in vain", toldSince(w, models.NoticeReturned), "mia", "max", "hana", "sam")

		decide(w, w.Sam, th.ID, models.StateNeedsInfo)
		toldSince(w, models.NoticeReturned)
		w.Reply(w.Mia, th.ID, "On the third floor.")
		wantToldOnce(w, "answered by the author", toldSince(w, models.NoticeReturned), "max", "hana", "sam")

		decide(w, w.Sam, th.ID, models.StateDeclined)
		toldSince(w, models.NoticeReturned)
		w.Must(w.Store.Reopen(w.Ctx, w.Mia, th.ID, "It does not say why not on one floor."))
		deliver(w)
		owner := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'reopened' AND n.member_id = ?`, w.Ada.ID)
		if owner != 1 {
			t.Errorf("the new owner was told %d times", owner)
		}
		wantToldOnce(w, "reopened", toldSince(w, models.NoticeReturned), "max", "hana", "sam")
	})
}

// An answer outlives whoever gave it: what its author says of it still reaches somebody.
func TestVerdict_reachesSomebodyWhoStillAnswers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ofSam := func(title string) models.Thread {
			th := suggest(w, title)
			_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
			w.Must(err)
			return th
		}
		judged, talked, hidden := ofSam("Quiet rooms"), ofSam("A bicycle shed"), ofSam("Lamps")
		decide(w, w.Sam, judged.ID, models.StateDeclined)
		decide(w, w.Mo, talked.ID, models.StateDeclined)
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, talked.ID, "May I write to you?"))
		w.Must(w.Store.WithdrawSuggestion(w.Ctx, w.Mia, hidden.ID)) // nobody is handed what nobody sees
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, ""))
		toldSince(w, models.NoticeVerdictNo)

		w.Must(w.Store.GiveVerdict(w.Ctx, w.Mia, judged.ID, models.VerdictInput{Answered: "no", Because: "It says nothing"}))
		wantToldOnce(w, "a verdict", toldSince(w, models.NoticeVerdictNo), "ada")
		w.Must(w.Store.WriteSide(w.Ctx, w.Mia, talked.ID, "You may."))
		wantToldOnce(w, "a private word", toldSince(w, models.NoticeSideMessage), "ada")
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, hidden.ID, "Mia asked for it."))
		for _, th := range []models.Thread{judged, talked, hidden} {
			g := ledger(w, th.ID)
			last := g.Lines[len(g.Lines)-1]
			if g.Owner.Handle != "ada" || last.OwnerBefore.Handle != "sam" {
				t.Errorf("%s: owned by %s, the last line is %+v", th.Title, g.Owner.Handle, last)
			}
		}
		wantLedger(t, w)
	})
}

func TestNotices_speakToTheOwnerAsTheOwner(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		suggest(w, "Quiet rooms")
		deliver(w)
		list, _, err := w.Store.Notices(w.Ctx, w.Ada, 0)
		w.Must(err)
		if len(list) != 1 || list[0].Kind != models.NoticeAssigned || list[0].Words != "Suggestion 1 is yours. Answer by 3 March 2026, and decide by 13 March 2026." {
			t.Errorf("the owner was told %+v", list)
		}
	})
}

// Nobody supports their own, so a merge into it is nothing that its author could leave.
func TestNotices_sayWhoseTheThreadIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own := suggest(w, "Quiet rooms")
		other := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "Silent rooms", "Please. It would help many of us.")
		in := answer(w, other.ID, models.StateMerged)
		in.MergeInto = own.ID
		_, err := w.Store.Decide(w.Ctx, w.Sam, other.ID, in)
		w.Must(err)
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		for _, v := range []models.Viewer{w.Mia, w.Max} {
			list, _, err := w.Store.Notices(w.Ctx, v, 0)
			w.Must(err)
			if len(list) == 0 || list[0].Kind != models.NoticeMerged || list[0].Mine != (v.ID == w.Mia.ID) {
				t.Errorf("%s was told %+v", v.Handle, list)
			}
		}
	})
}

// A merge does not leave a private conversation open for good: its closing line can still be said, and no new one begun.
func TestCloseSide_isPossibleAfterAMerge(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own, other := suggest(w, "Quiet rooms"), suggest(w, "Silent rooms")
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, other.ID, "May I write to you?"))
		in := answer(w, other.ID, models.StateMerged)
		in.MergeInto = own.ID
		_, err := w.Store.Decide(w.Ctx, w.Sam, other.ID, in)
		w.Must(err)
		w.Must(w.Store.CloseSide(w.Ctx, w.Sam, other.ID, "We spoke, and it goes on over there."))
		g := ledger(w, other.ID)
		if last := g.Lines[len(g.Lines)-1]; last.Kind != models.LinePrivateEnd || g.Ledger.State != models.StateMerged {
			t.Errorf("it is %s and ends in %+v", g.Ledger.State, last)
		}
		refused(t, w.Store.WriteSide(w.Ctx, w.Sam, other.ID, "One thing more."), models.Conflict)
		wantLedger(t, w)
	})
}

func TestHiddenSuggestions_comeByThePage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range models.SuggestionsPerPage + 1 {
			w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, suggest(w, "Gone "+itoa(i)).ID, "other", "An advertisement"))
		}
		seen := map[int64]bool{}
		for page, want := range []int{1: models.SuggestionsPerPage, 2: 1, 3: 0} {
			if page == 0 {
				continue
			}
			list, err := w.Store.HiddenSuggestions(w.Ctx, page)
			w.Must(err)
			for _, h := range list {
				seen[h.Number] = true
			}
			if len(list) != want {
				t.Errorf("page %d has %d", page, len(list))
			}
		}
		if len(seen) != models.SuggestionsPerPage+1 {
			t.Errorf("%d of them are listed", len(seen))
		}
	})
}
