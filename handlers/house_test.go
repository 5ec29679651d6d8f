package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestHouse_isWrittenInTheConsoleAndStandsAtTheFootOfEachPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada, reader := site.As(w.Ada), site.Browser()
		reader.Get("/house/rules").Want(http.StatusNotFound)
		absent(t, reader.Get("/"), "[data-house-link]")
		page := ada.Get("/console/house/rules")
		says(t, page, "textarea[name=body]", "write to each other in private")
		r := ada.Post("/console/house/rules", form("body", "## Talk\n\nSpeak to the *person*.", "asks", "1", "version", "0"))
		r.Want(http.StatusSeeOther)
		says(t, reader.Get("/"), "[data-house-link]", "House rules")
		page = reader.Get("/house/rules")
		page.Want(http.StatusOK)
		says(t, page, ".prose em", "person")
		ada.Post("/console/house/rules", form("body", "## Talk\n\nSpeak up, everybody.", "version", "0")).Want(http.StatusConflict)
		again := ada.Post("/console/house/rules", form("body", "short", "version", "1"))
		again.Want(http.StatusUnprocessableEntity)
		says(t, again, "textarea[name=body]", "short")
		ada.Post("/console/house/rules", form("body", "## Talk\n\nSpeak up, everybody.", "changed", "Louder.", "version", "1")).Want(http.StatusSeeOther)
		says(t, reader.Get("/house/rules"), ".prose", "Speak up")
		says(t, reader.Get("/house/rules?version=1"), ".prose", "Speak to the person")
		reader.Get("/house/rules?version=9").Want(http.StatusNotFound)
		says(t, reader.Get("/house/rules/history"), "main", "Louder.")
	})
}

func TestHouse_asksMembersUntilTheyAccept(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: "Speak to the person, about the thing.", Asks: true}))
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		says(t, mia.Get("/topics"), "[data-house-asks] a", "accept")
		absent(t, site.Browser().Get("/topics"), "[data-house-asks]")
		page := mia.Get("/house/acceptance")
		absent(t, page, "[data-house-asks]")
		upTo := page.Find("input[name=up_to]").AttrOr("value", "")
		mia.Post("/house/acceptance", form("up_to", upTo, "next", "/topics")).Want(http.StatusSeeOther)
		absent(t, mia.Get("/topics"), "[data-house-asks]")
	})
}

func TestJoin_saysWhatOneAcceptsAndAsksForTheAge(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseRules, models.HouseInput{Body: "Speak to the person, about the thing.", Asks: true}))
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "UTC", Joining: true, MinimumAge: 16}))
		site := testsite.Serve(w)
		b := site.Browser()
		page := b.Get("/join")
		says(t, page, "[data-agreement] a[href='/house/rules']", "House rules")
		fields := []string{"handle", "ines", "name", "Ines", "email", "ines@example.org", "password", "a long enough phrase", "house", page.Find("input[name=house]").AttrOr("value", "")}
		r := b.Post("/join", form(fields...))
		r.Want(http.StatusUnprocessableEntity)
		says(t, r, "main", "16 or older")
		b.Post("/join", form(append(fields, "old_enough", "1")...)).Want(http.StatusSeeOther)
		if w.Count(`SELECT COUNT(*) FROM acceptances a JOIN members m ON m.id = a.member_id WHERE m.handle = 'ines'`) != 1 {
			t.Error("nothing is on record")
		}
	})
}

// says holds what is under the selector to a part of its words.
func says(t *testing.T, r testsite.Response, selector, words string) {
	t.Helper()
	if got := r.Find(selector).Text(); !strings.Contains(got, words) {
		t.Errorf("%s says %q, without %q", selector, got, words)
	}
}

func absent(t *testing.T, r testsite.Response, selector string) {
	t.Helper()
	if r.Has(selector) {
		t.Errorf("there is %s: %s", selector, r.Find(selector).Text())
	}
}
