package models_test

import (
	"fmt"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestLogContact_needsConsent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "phone", "We talked about the rooms."), models.Forbidden)
		refusedField(t, w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "", true), "detail")
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "+44 20 7946 0000", true))
		w.Must(w.Store.LogContact(w.Ctx, w.Sam, "mia", "phone", "We talked about the rooms."))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "", false))
		refused(t, w.Store.LogContact(w.Ctx, w.Sam, "mia", "phone", "Again."), models.Forbidden)
		card, err := w.Store.MemberCard(w.Ctx, w.Sam, "mia")
		w.Must(err)
		if len(card.Contacts) != 1 || len(card.Consents) != 0 {
			t.Errorf("card %+v", card)
		}
	})
}

func TestSetContactConsent_isOnesOwnAndMailGoesToTheAccount(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refused(t, w.Store.SetContactConsent(w.Ctx, w.Reader, "mail", "", true), models.Unauthenticated)
		_, err := w.Store.ContactConsents(w.Ctx, w.Reader)
		refused(t, err, models.Unauthenticated)
		refusedField(t, w.Store.SetContactConsent(w.Ctx, w.Mia, "letter", "", true), "channel")
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", true))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "0113 496 0142", true))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "phone", "0113 496 0142, after six", true))
		own, err := w.Store.OwnAccount(w.Ctx, w.Mia)
		w.Must(err)
		list, err := w.Store.ContactConsents(w.Ctx, w.Mia)
		w.Must(err)
		if len(list) != 2 || list[0].Detail != own.Email || list[1].Detail != "0113 496 0142, after six" {
			t.Errorf("agreed to %+v", list)
		}
		if list, err := w.Store.ContactConsents(w.Ctx, w.Max); err != nil || len(list) != 0 {
			t.Errorf("Max agreed to %+v, %v", list, err)
		}
	})
}

func TestContactLog_isTheStaffsNewestFirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			_, _, err := w.Store.ContactLog(w.Ctx, v, "", 0)
			refused(t, err, models.NotFound)
		}
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Mia, "mail", "", true))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Max, "mail", "", true))
		for i := range models.ContactsPerPage {
			w.Must(w.Store.LogContact(w.Ctx, w.Sam, "mia", "mail", fmt.Sprint("Letter ", i)))
		}
		w.Must(w.Store.LogContact(w.Ctx, w.Mo, "max", "mail", "One to Max"))
		list, more, err := w.Store.ContactLog(w.Ctx, w.Ada, "", 0)
		w.Must(err)
		if len(list) != models.ContactsPerPage || !more || list[0].Words != "One to Max" || list[0].Staff.Handle != "mo-rahimi" || list[0].Member.Handle != "max" {
			t.Errorf("%d entries, more: %t, the first %+v", len(list), more, list[0])
		}
		rest, more, err := w.Store.ContactLog(w.Ctx, w.Ada, "", list[len(list)-1].ID)
		w.Must(err)
		if len(rest) != 1 || more || rest[0].Words != "Letter 0" {
			t.Errorf("then %+v, more: %t", rest, more)
		}
		if one, _, err := w.Store.ContactLog(w.Ctx, w.Ada, " @Max", 0); err != nil || len(one) != 1 {
			t.Errorf("to Max: %+v, %v", one, err)
		}
	})
}
