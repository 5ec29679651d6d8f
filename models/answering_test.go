package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestDecide_refusesWhatASavedReplyLeftOpen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		in := answer(w, th.ID, models.StateUnderReview)
		for _, gap := range []string{"{{name}}", "{{ the day }}", "{{}}", "{{Name}}, {{day}}"} {
			in.Words = "Dear " + gap + ", we look into this and come back."
			_, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
			refusedField(t, err, "words")
			if first, _, _ := strings.Cut(gap, ","); !strings.Contains(models.AsError(err).Fields["words"], first) {
				t.Errorf("%s is not named: %s", gap, models.AsError(err).Fields["words"])
			}
			refusedField(t, w.Store.Thank(w.Ctx, w.Sam, "max", th.ID, "Dear "+gap+", thank you."), "words")
		}
		in.Words = "Braces such as { these } or {{ these on\ntwo lines }} are no gaps."
		if _, err := w.Store.Decide(w.Ctx, w.Sam, th.ID, in); err != nil {
			t.Errorf("plain braces are refused: %v", err)
		}
		if lines := ledger(w, th.ID).Lines; len(lines) != 2 {
			t.Errorf("%d lines, want the receipt and the answer", len(lines))
		}
	})
}

func TestSaveReply_keepsAndChangesWithinItsBounds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for field, in := range map[string]models.SavedReplyInput{
			"title": {Title: "x", Body: "Text."}, "body": {Title: "Thanks", Body: " \n"},
		} {
			_, err := w.Store.SaveReply(w.Ctx, w.Sam, in)
			refusedField(t, err, field)
		}
		_, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: strings.Repeat("t", 81), Body: strings.Repeat("b", 5001)})
		if f := models.AsError(err).Fields; f["title"] == "" || f["body"] == "" {
			t.Errorf("what is too long in both: %v", err)
		}
		kept, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "Thanks", Body: "Dear {{name}}."})
		w.Must(err)
		changed, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{ID: kept.ID, Title: "Many thanks", Body: "Dear {{name}}!", Shared: true})
		w.Must(err)
		if changed.ID != kept.ID || changed.Version != kept.Version+1 || changed.Title != "Many thanks" || !changed.Shared || !changed.CreatedAt.Equal(kept.CreatedAt) {
			t.Errorf("changed %+v", changed)
		}
		// what is shared is read by all, changed by its author alone, and deleted by administrators too
		_, err = w.Store.SaveReply(w.Ctx, w.Ada, models.SavedReplyInput{ID: kept.ID, Title: "Mine", Body: "Now."})
		refused(t, err, models.NotFound)
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Mo, kept.ID), models.NotFound)
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Mia, kept.ID), models.NotFound)
		w.Must(w.Store.DeleteSavedReply(w.Ctx, w.Ada, kept.ID))
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Ada, kept.ID), models.NotFound)
		own, err := w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "My own", Body: "Text."})
		w.Must(err)
		refused(t, w.Store.DeleteSavedReply(w.Ctx, w.Ada, own.ID), models.NotFound)
	})
}

func TestContactConsent_isTheMembersAloneAndForOneChannel(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refused(t, w.Store.SetContactConsent(w.Ctx, w.Reader, "mail", "", true), models.Unauthenticated)
		refusedField(t, w.Store.SetContactConsent(w.Ctx, w.Mia, "fax", "1", true), "channel")
		refusedField(t, w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", strings.Repeat("1", 501), true), "detail")
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", true))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "after six", true))
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "phone", "We talked."), models.Forbidden)
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "max", "mail", "We wrote."), models.Forbidden)
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "nobody-here", "mail", "We wrote."), models.NotFound)
		refused(t, w.Store.LogContact(w.Ctx, w.Max, "mia", "mail", "I wrote."), models.NotFound)
		refusedField(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "mail", " "), "words")
		refusedField(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "fax", "Beep."), "channel")
		w.Must(w.Store.LogContact(w.Ctx, w.Sam, "mia", "mail", "We wrote."))
		card, err := w.Store.MemberCard(w.Ctx, w.Ada, "mia")
		w.Must(err)
		if len(card.Consents) != 1 || card.Consents[0].Detail != "after six" || len(card.Contacts) != 1 || card.Contacts[0].Staff.Handle != "sam" {
			t.Errorf("card %+v, %+v", card.Consents, card.Contacts)
		}
		// the audit log keeps that they were reached, not what was said
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'member.contacted' AND after = 'mail' AND reason = ''`); n != 1 {
			t.Errorf("%d entries in the audit log", n)
		}
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", false))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", false))
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "mail", "Once more."), models.Forbidden)
	})
}

func TestMemberCard_countsWhatWasPromisedToThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kept, missed, open := suggest(w, "Kept"), suggest(w, "Missed"), suggest(w, "Open")
		removed := suggest(w, "Taken away")
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "Asked in jest alone."))
		theirs := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "Of somebody else", "Please.")
		_, err := w.Store.Support(w.Ctx, w.Mia, theirs.ID, "")
		w.Must(err)
		decide(w, w.Sam, kept.ID, models.StateDone)
		w.Clock.Advance(30 * 24 * time.Hour)
		decide(w, w.Sam, missed.ID, models.StateDeclined)
		card, err := w.Store.MemberCard(w.Ctx, w.Sam, "mia")
		w.Must(err)
		got := []int64{card.Promised.Asked(), card.Promised.Decided(), card.Promised[models.DecidedTime], card.Promised[models.LateNow], card.Supported, card.HelpedDone}
		for i, want := range []int64{3, 2, 1, 1, 1, 1} {
			if got[i] != want {
				t.Errorf("suggested, answered, kept, late, supported, helped: %v (%d is open)", got, open.ID)
				break
			}
		}
		if len(card.Asked) != 3 || card.ThankedAt != nil || card.Person.Handle != "mia" {
			t.Errorf("card %+v", card)
		}
		_, err = w.Store.MemberCard(w.Ctx, w.Sam, "nobody-here")
		refused(t, err, models.NotFound)
	})
}

func TestHeard_filtersByWhatCameOfItWhereAndWhen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		photos, err := d.Topic(w.Ada, testkit.Photography)
		w.Must(err)
		done, planned := suggest(w, "Done"), suggest(w, "Planned")
		parked, hidden := suggest(w, "Parked"), w.Start(w.Mia, testkit.BackRoom, models.KindSuggestion, "For us", "Please.")
		there := w.Start(w.Mia, testkit.Photography, models.KindSuggestion, "There", "Please.")
		decide(w, w.Sam, done.ID, models.StateDone)
		w.Clock.Advance(48 * time.Hour)
		since := w.Clock.Now()
		decide(w, w.Sam, planned.ID, models.StatePlanned)
		decide(w, w.Sam, planned.ID, models.StateDone)
		decide(w, w.Sam, parked.ID, models.StateParked)
		decide(w, w.Sam, hidden.ID, models.StateDone)
		decide(w, w.Sam, there.ID, models.StateAlreadyThere)
		back := decide(w, w.Sam, there.ID, models.StateUnderReview)
		for name, c := range map[string]struct {
			v    models.Viewer
			f    models.HeardFilter
			want []int64
		}{
			"a reader":   {w.Reader, models.HeardFilter{}, []int64{there.ID, planned.ID, planned.ID, done.ID}},
			"a member":   {w.Max, models.HeardFilter{}, []int64{there.ID, hidden.ID, planned.ID, planned.ID, done.ID}},
			"done":       {w.Reader, models.HeardFilter{State: models.StateDone}, []int64{planned.ID, done.ID}},
			"parked":     {w.Reader, models.HeardFilter{State: models.StateParked}, []int64{parked.ID}},
			"in a topic": {w.Reader, models.HeardFilter{TopicID: photos.ID}, []int64{there.ID}},
			"lately":     {w.Reader, models.HeardFilter{Since: since, State: models.StateDone}, []int64{planned.ID}},
			"one that is picked comes first, with all that was said of it": {w.Reader, models.HeardFilter{First: []int64{planned.ID}}, []int64{planned.ID, planned.ID, there.ID, done.ID}},
			"what is picked and may not be seen":                           {w.Reader, models.HeardFilter{First: []int64{hidden.ID}}, []int64{there.ID, planned.ID, planned.ID, done.ID}},
			"picked, of another state":                                     {w.Reader, models.HeardFilter{State: models.StateDone, First: []int64{there.ID, done.ID}}, []int64{done.ID, planned.ID}},
			"before the newest":                                            {w.Reader, models.HeardFilter{State: models.StateUnderReview, Before: back.ID}, nil},
		} {
			list, more, err := w.Store.Heard(w.Ctx, c.v, c.f)
			w.Must(err)
			var got []int64
			for _, item := range list {
				got = append(got, item.ThreadID)
			}
			if len(got) != len(c.want) || more {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				continue
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("%s: %v, want %v", name, got, c.want)
				}
			}
		}
	})
}
