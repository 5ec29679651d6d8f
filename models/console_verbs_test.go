package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestNotes_areForStaffAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, "The landlord says no."))
		notes, err := w.Store.Notes(w.Ctx, w.Ada, th.ID)
		w.Must(err)
		if len(notes) != 1 || notes[0].Author.Handle != "sam" {
			t.Errorf("notes %+v", notes)
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, err := w.Store.Notes(w.Ctx, v, th.ID)
			refused(t, err, models.NotFound)
			refused(t, w.Store.AddNote(w.Ctx, v, th.ID, "Me too"), models.NotFound)
		}
	})
}

func TestSideConversation_saysInPublicThatItIsAndHowItEnded(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		refused(t, w.Store.WriteSide(w.Ctx, w.Mia, th.ID, "Is anybody there?"), models.Conflict)
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "Which floor are you on?"))
		w.Must(w.Store.WriteSide(w.Ctx, w.Mia, th.ID, "On the third."))
		refused(t, w.Store.WriteSide(w.Ctx, w.Max, th.ID, "May I listen?"), models.Forbidden)
		_, _, err := w.Store.SideMessages(w.Ctx, w.Max, th.ID)
		refused(t, err, models.NotFound)
		list, open, err := w.Store.SideMessages(w.Ctx, w.Mia, th.ID)
		w.Must(err)
		if len(list) != 2 || !open {
			t.Errorf("messages %+v, open %t", list, open)
		}
		refusedField(t, w.Store.CloseSide(w.Ctx, w.Sam, th.ID, "Done."), "words")
		w.Must(w.Store.CloseSide(w.Ctx, w.Sam, th.ID, "We found a room on the third floor."))
		lines := ledger(w, th.ID).Lines
		if n := len(lines); n != 3 || lines[1].Kind != models.LinePrivate || lines[2].Kind != models.LinePrivateEnd {
			t.Errorf("ledger %+v", lines)
		}
		refused(t, w.Store.CloseSide(w.Ctx, w.Sam, th.ID, "We found a room on the third floor."), models.Conflict)
	})
}

func TestThank_isKeptAndTakesThemOffTheList(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		in := answer(w, th.ID, models.StateDone)
		in.Helped = "@max"
		_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
		w.Must(err)
		list, err := w.Store.Unthanked(w.Ctx, w.Ada)
		w.Must(err)
		if len(list) != 2 {
			t.Fatalf("to thank: %+v, want Mia and Max", list)
		}
		w.Must(w.Store.Thank(w.Ctx, w.Sam, "max", th.ID, "Your plan of the floor saved us a month."))
		if list, err = w.Store.Unthanked(w.Ctx, w.Ada); err != nil || len(list) != 1 || list[0].Person.Handle != "mia" {
			t.Errorf("to thank: %+v, %v", list, err)
		}
		deliver(w)
		notices, _, err := w.Store.Notices(w.Ctx, w.Max, 0)
		w.Must(err)
		if len(notices) != 1 || notices[0].Kind != models.NoticeThanked {
			t.Errorf("Max was told %+v", notices)
		}
		card, err := w.Store.MemberCard(w.Ctx, w.Sam, "max")
		w.Must(err)
		if card.HelpedDone != 1 || card.ThankedAt == nil {
			t.Errorf("card %+v", card)
		}
		_, err = w.Store.MemberCard(w.Ctx, w.Mia, "max")
		refused(t, err, models.NotFound)
	})
}

func TestSavedReplies_areOnesOwnOrShared(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Dear {{name}}, thank you."})
		w.Must(err)
		_, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Soon", Body: "We answer by {{day}}.", Shared: true})
		w.Must(err)
		if list, err := w.Store.SavedReplies(w.Ctx, w.Mo); err != nil || len(list) != 1 || list[0].Title != "Soon" {
			t.Errorf("Mo has %+v, %v", list, err)
		}
		_, err = w.Store.SaveReply(w.Ctx, w.Mo, models.SavedReplyInput{ID: own.ID, Title: "Mine", Body: "Now."})
		refused(t, err, models.NotFound)
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Mo, own.ID), models.NotFound)
		w.Must(w.Store.DeleteSavedReply(w.Ctx, w.Sam, own.ID))
		_, err = w.Store.SavedReplies(w.Ctx, w.Mia)
		refused(t, err, models.NotFound)
	})
}

func TestRouting_goesToTheTopicsOwnerTheirDelegateOrTheRoster(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "mo-rahimi"))
		if g := ledger(w, suggest(w, "For the roster").ID); g.Owner.Handle != "mo-rahimi" {
			t.Errorf("without an owner of the topic it goes to %s", g.Owner.Handle)
		}
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
		if g := ledger(w, suggest(w, "For the owner").ID); g.Owner.Handle != "sam" {
			t.Errorf("it goes to %s", g.Owner.Handle)
		}
		w.Must(w.Store.AddAbsence(w.Ctx, w.Sam, models.AbsenceInput{FirstDay: "2026-03-02", LastDay: "2026-03-06", Delegate: "ada"}))
		away := suggest(w, "For the delegate")
		if g := ledger(w, away.ID); g.Owner.Handle != "ada" {
			t.Errorf("while Sam is away it goes to %s", g.Owner.Handle)
		}
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, away.ID, models.OwnerInput{Handle: "sam"})
		refusedField(t, err, "handle")
		w.Clock.Set(time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC))
		if g := ledger(w, suggest(w, "Back again").ID); g.Owner.Handle != "sam" {
			t.Errorf("after the holiday it goes to %s", g.Owner.Handle)
		}
		refused(t, w.Store.SetTopicOwner(w.Ctx, w.Mo, testkit.RemoteWork, "mo-rahimi"), models.Forbidden)
		refused(t, w.Store.SetDutyRoster(w.Ctx, w.Mia, "mia"), models.NotFound)
		refusedField(t, w.Store.SetDutyRoster(w.Ctx, w.Ada, "mia"), "roster")
	})
}

func TestEditLedger_movesWhatIsOwedAndNotWhatWas(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kept, open := suggest(w, "Kept"), suggest(w, "Open")
		decide(w, w.Sam, kept.ID, models.StateDone)
		before := ledger(w, kept.ID).Ledger
		w.Must(w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
			Days: []string{"1", "2", "3", "4"}, Opens: "10:00", Closes: "16:00", Holidays: "2026-03-03", Acknowledge: 1, Decide: 5,
		}))
		if g := ledger(w, open.ID).Ledger; !g.DueAt.Equal(time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC)) ||
			!g.DecideDueAt.Equal(time.Date(2026, 3, 10, 16, 0, 0, 0, time.UTC)) {
			t.Errorf("owed: %s, %s", g.DueAt, g.DecideDueAt)
		}
		if after := ledger(w, kept.ID).Ledger; !after.AckDueAt.Equal(before.AckDueAt) || !after.DecideDueAt.Equal(before.DecideDueAt) {
			t.Errorf("what was kept moved: %+v", after)
		}
		for field, in := range map[string]models.LedgerInput{
			"days":     {Opens: "09:00", Closes: "17:00", Acknowledge: 2, Decide: 10},
			"closes":   {Days: []string{"1"}, Opens: "17:00", Closes: "09:00", Acknowledge: 2, Decide: 10},
			"holidays": {Days: []string{"1"}, Opens: "09:00", Closes: "17:00", Holidays: "Easter", Acknowledge: 2, Decide: 10},
			"decide":   {Days: []string{"1"}, Opens: "09:00", Closes: "17:00", Acknowledge: 5, Decide: 2},
		} {
			refusedField(t, w.Store.EditLedger(w.Ctx, w.Ada, in), field)
		}
		refused(t, w.Store.EditLedger(w.Ctx, w.Mo, models.LedgerInput{}), models.Forbidden)
	})
}

func TestConsultation_endsWithAPublishedDecisionAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.ConsultationInput{Topic: testkit.RemoteWork, Title: "Which floor first?", Body: "We can build one.", Options: "The second\nThe third", ClosesOn: "2026-03-06"}
		_, err := w.Store.OpenConsultation(w.Ctx, w.Mia, in)
		refused(t, err, models.Forbidden)
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
		w.Must(err)
		look := func(v models.Viewer) models.ConsultationView {
			view, err := w.Store.Thread(w.Ctx, v, th.ID)
			w.Must(err)
			c, err := w.Store.ConsultationOf(w.Ctx, v, view)
			w.Must(err)
			return c
		}
		third := look(w.Mia).Options[1].ID
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, look(w.Mia).Options[0].ID, "It is loud there"))
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, third, "On second thought, there"))
		w.Must(w.Store.Vote(w.Ctx, w.Max, th.ID, third, ""))
		refused(t, w.Store.Vote(w.Ctx, w.Sam, th.ID, third, ""), models.Forbidden)
		refusedField(t, w.Store.Vote(w.Ctx, w.Max, th.ID, 4711, ""), "option")
		if c := look(w.Mia); c.Votes != 2 || c.Options[1].N != 2 || c.MyOption != third || len(c.Options[1].Reasons) != 1 {
			t.Errorf("tally %+v", c)
		}
		w.Clock.Set(time.Date(2026, 3, 7, 0, 0, 1, 0, time.UTC))
		refused(t, w.Store.Vote(w.Ctx, w.Max, th.ID, 0, ""), models.Conflict)
		owed, _, err := w.Store.OwedConsultations(w.Ctx, w.Sam, 0)
		w.Must(err)
		if len(owed) != 1 {
			t.Errorf("owed %+v", owed)
		}
		refusedField(t, w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, "", "We build on the third floor first."), "heard")
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, "Most of you sit on the third floor.", "We build on the third floor first."))
		refused(t, w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, "Most of you sit on the third floor.", "We build on the third floor first."), models.Conflict)
		deliver(w)
		if n := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'consulted'`); n != 2 {
			t.Errorf("%d of those who voted were told", n)
		}
		wantCounters(t, w)
	})
}
