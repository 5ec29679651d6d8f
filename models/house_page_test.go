package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const fewRules = "## How we talk here\n\nSpeak to the person, about the thing."

func publish(w *testkit.World, k models.HouseKind, in models.HouseInput) {
	w.T.Helper()
	w.Must(w.Store.PublishHouse(w.Ctx, w.Ada, k, in))
}

func houseOf(w *testkit.World) *models.Directory {
	w.T.Helper()
	d, err := w.Store.Directory(w.Ctx)
	w.Must(err)
	return d
}

func TestHouseTemplate_hasTheCommunitysNameAndIsNotPublishedWithItsGaps(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := models.Site{Name: "Waymark", Brand: "Larkmoor"}
		gaps := 0
		for _, k := range models.HouseKinds {
			text, err := models.HouseTemplate(k, site)
			w.Must(err)
			if strings.Contains(text, "{{") || !strings.Contains(text, "Waymark") && !strings.Contains(text, "Larkmoor") && k != models.HouseContact {
				t.Errorf("the template of %s is %.80s", k, text)
			}
			err = w.Store.PublishHouse(w.Ctx, w.Ada, k, models.HouseInput{Body: text})
			if !strings.Contains(text, "[") {
				kind(t, err, "")
				continue
			}
			gaps++
			wrongField(t, err, "body")
		}
		if gaps != 4 {
			t.Errorf("%d templates have something to fill in; only the house rules have nothing", gaps)
		}
		rules, err := models.HouseTemplate(models.HouseRules, site)
		if err != nil || !strings.Contains(rules, "cannot write to each other in private") {
			t.Error("the house rules do not say that there are no private messages")
		}
	})
}

func wrongField(t *testing.T, err error, field string) {
	t.Helper()
	kind(t, err, models.Invalid)
	if models.AsError(err).Fields[field] == "" {
		t.Errorf("nothing is said about %s: %v", field, err)
	}
}

func TestPublishHouse_keepsEachVersionAndTheAuditLog(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam, w.Mo} {
			kind(t, w.Store.PublishHouse(w.Ctx, v, models.HouseRules, models.HouseInput{Body: fewRules}), models.Forbidden)
		}
		wrongField(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: "Be kind."}), "body")
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules, Asks: true})
		wantEvents(t, w, models.EventSiteChanged)
		wantAudit(t, w, w.Ada, "house.published", "", "rules, version 1", "")
		wrongField(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: fewRules + " Always.", Version: 1}), "changed")
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules + " Always.", Changed: "It holds always.", Version: 1})
		kind(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: fewRules + " Mine.", Changed: "Mine.", Version: 1}), models.Conflict)
		list, err := w.Store.HouseVersions(w.Ctx, models.HouseRules)
		w.Must(err)
		if len(list) != 2 || list[0].Version != 2 || list[1].Body != fewRules || !strings.Contains(list[0].HTML, "Always.") {
			t.Errorf("the versions are %+v", list)
		}
		_, err = w.Store.HouseVersions(w.Ctx, models.HouseImprint)
		kind(t, err, models.NotFound)
		if d := houseOf(w); d.House[models.HouseRules].Version != 2 || len(d.House) != 1 || d.HouseAsks != list[1].ID {
			t.Errorf("the directory has %+v, asks %d", d.House, d.HouseAsks)
		}
	})
}

// Its HTML is drawn once, and nothing draws it anew when a post goes.
func TestPublishHouse_quotesNoPost(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := w.Reply(w.Max, discussionTo(w).ID, "Speak to the person.")
		wrongField(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: fewRules + "\n\n" + markup.Quote("max", p.ID, p.Body)}), "body")
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules + "\n\n> Speak to the person.\n\nAs [Max](/posts/1) says."})
	})
}

func TestPublishHouse_ofTwoTheSecondIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		errs := atOnce(2, func(i int) error {
			return w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: fewRules + itoa(i)})
		})
		if (errs[0] == nil) == (errs[1] == nil) || w.Count(`SELECT COUNT(*) FROM house_pages`) != 1 {
			t.Errorf("both ended alike: %v", errs)
		}
	})
}

func TestHouse_isAskedAgainOnlyWhenAVersionAsks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		if w.Viewer("mia").OwesHouse(houseOf(w)) {
			t.Error("something is owed where nothing was published")
		}
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules, Asks: true})
		publish(w, models.HouseImprint, models.HouseInput{Body: "Larkmoor, Malmö, Sweden", Asks: true}) // binds nobody
		d := houseOf(w)
		if !w.Viewer("mia").OwesHouse(d) || w.Viewer("ada").OwesHouse(d) || w.Reader.OwesHouse(d) {
			t.Error("members owe it; who wrote it, and readers, do not")
		}
		kind(t, w.Store.AcceptHouse(w.Ctx, w.Reader, d.HouseAsks), models.Unauthenticated)
		w.Must(w.Store.AcceptHouse(w.Ctx, w.Mia, d.HouseAsks+1000)) // nothing that was never shown
		w.Must(w.Store.AcceptHouse(w.Ctx, w.Mia, d.HouseAsks))
		if mia := w.Viewer("mia"); mia.OwesHouse(d) || mia.AcceptedHouse != d.HouseAsks {
			t.Errorf("she accepted up to %d of %d", mia.AcceptedHouse, d.HouseAsks)
		}
		if n := w.Count(`SELECT COUNT(*) FROM acceptances WHERE member_id = ?`, w.Mia.ID); n != 1 {
			t.Errorf("%d acceptances on record, want 1", n)
		}
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules + " Please.", Changed: "A word.", Version: 1})
		if w.Viewer("mia").OwesHouse(houseOf(w)) {
			t.Error("a small correction asks everybody again")
		}
		publish(w, models.HousePrivacy, models.HouseInput{Body: "We keep your name and address.", Asks: true})
		changes, err := w.Store.HouseChanges(w.Ctx, w.Viewer("mia"))
		w.Must(err)
		if len(changes) != 1 || changes[0].Kind != models.HousePrivacy || !w.Viewer("mia").OwesHouse(houseOf(w)) {
			t.Errorf("she is shown %+v", changes)
		}
	})
}

func TestJoin_recordsWhatTheFormShowed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules, Asks: true})
		shown := houseOf(w).HouseAsks
		publish(w, models.HouseTerms, models.HouseInput{Body: "These are the terms between us.", Asks: true})
		in := newcomer("pia")
		in.House = shown
		out, err := w.Store.Join(w.Ctx, in)
		w.Must(err)
		if d := houseOf(w); !out.Viewer.OwesHouse(d) || out.Viewer.AcceptedHouse != shown || w.Viewer("pia").AcceptedHouse != shown {
			t.Errorf("she accepted %d; the form showed %d, now %d is asked for", out.Viewer.AcceptedHouse, shown, d.HouseAsks)
		}
		in = newcomer("quentin")
		in.House = 1 << 40
		out, err = w.Store.Join(w.Ctx, in)
		if err != nil || out.Viewer.OwesHouse(houseOf(w)) {
			t.Errorf("he owes something after accepting all of it (%v)", err)
		}
	})
}

func newcomer(handle string) models.JoinInput {
	return models.JoinInput{Handle: handle, Name: "Somebody New", Email: handle + "@example.org", Password: "a long enough phrase", Address: "192.0.2." + itoa(len(handle))}
}

func TestJoin_asksForTheMinimumAge(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := waymark
		for _, age := range []int64{-1, 5, 12, 22, 200} {
			in.MinimumAge = age
			wrongField(t, w.Store.EditSite(w.Ctx, w.Ada, in), "minimum_age")
		}
		in.MinimumAge = 16
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, in))
		wantAudit(t, w, w.Ada, "site.changed", "minimum_age: 0", "minimum_age: 16", "")
		pia := newcomer("pia")
		_, err := w.Store.Join(w.Ctx, pia)
		wrongField(t, err, "old_enough")
		pia.OldEnough = true
		_, err = w.Store.Join(w.Ctx, pia)
		w.Must(err)
	})
}
