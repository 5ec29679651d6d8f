package handlers_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// What a saved reason is worth is that it stands without typing, wherever moderators act.
func TestSavedReason_standsInThreadRemovalsAndInTheFormsAboutAMember(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	saved, err := w.Store.SaveReason(w.Ctx, w.Mo, models.SavedReasonInput{Fits: "removal", Title: "Unkind", Rule: "abuse", Words: "Be kind to each other."})
	w.Must(err)
	id := strconv.FormatInt(saved.ID, 10)
	th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
	remove := "/t/" + strconv.FormatInt(th.ID, 10) + "/remove"
	for at, form := range map[string]string{remove: "remove", "/console/members/max": "warn"} {
		if page := mo.Get(at).Want(http.StatusOK); page.Find("#"+form+"-saved option[data-rule=abuse]").Length() != 1 || page.Has("#"+form+"-reason[required]") {
			t.Errorf("%s does not offer the saved reason, or asks for words beside it", at)
		}
	}
	for _, c := range []struct {
		at, kind string
		more     url.Values
	}{
		{"/console/members/max/warnings", "warn", nil},
		{"/console/members/max/restriction", "restrict", url.Values{"restrictions": {"no_links"}, "until": {"2026-03-09T09:00"}}},
		{"/console/members/max/suspension", "suspend", url.Values{"until": {"2026-03-09T09:00"}}},
		{remove, "remove_thread", nil},
	} {
		form := url.Values{"saved": {id}, "rule": {""}, "reason": {""}}
		for name, value := range c.more {
			form[name] = value
		}
		mo.Post(c.at, form).Want(http.StatusSeeOther)
		if w.Count(`SELECT COUNT(*) FROM actions WHERE kind = ? AND rule = 'abuse' AND words = 'Be kind to each other.'`, c.kind) != 1 {
			t.Errorf("%s did not take the saved reason", c.kind)
		}
	}
	other := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Mist", "Words.")
	at := "/t/" + strconv.FormatInt(other.ID, 10) + "/remove"
	if again := mo.Post(at, url.Values{"saved": {""}, "rule": {"rude"}, "reason": {"It is rude."}}).Want(http.StatusUnprocessableEntity); !again.Has("#remove-rule-error") {
		t.Error("nothing says that there is no such rule")
	}
}

// Somebody may take a saved reason away between the form and the answer: the form says so, and nothing typed is lost.
func TestSavedReason_takenAwayMeanwhileLosesNothingOfTheForm(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	mo := testsite.Serve(w).As(w.Mo)
	saved, err := w.Store.SaveReason(w.Ctx, w.Mo, models.SavedReasonInput{Fits: "removal", Title: "Unkind", Rule: "abuse", Words: "Be kind to each other."})
	w.Must(err)
	w.Must(w.Store.DeleteReason(w.Ctx, w.Mo, saved.ID))
	th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
	const until = "2026-03-09T09:00"
	for at, name := range map[string]string{
		"/console/members/max/warnings":                  "warn",
		"/console/members/max/restriction":               "restrict",
		"/console/members/max/suspension":                "suspend",
		"/t/" + strconv.FormatInt(th.ID, 10) + "/remove": "remove",
	} {
		again := mo.Post(at, url.Values{
			"saved": {strconv.FormatInt(saved.ID, 10)}, "rule": {"spam"}, "reason": {""}, "until": {until}, "restrictions": {"no_threads", "no_links"},
		}).Want(http.StatusUnprocessableEntity)
		if !again.Has("#"+name+"-reason[aria-invalid]") || again.Find("#"+name+"-rule option[selected]").AttrOr("value", "") != "spam" {
			t.Errorf("%s does not ask for words beside the chosen rule", name)
		}
		if moment := again.Find("#" + name + "-until"); moment.Length() == 1 && moment.AttrOr("value", "") != until {
			t.Errorf("%s lost the moment", name)
		}
		if n := again.Find("[name=restrictions][checked]").Length(); name == "restrict" && n != 2 {
			t.Errorf("%d of two boxes are still ticked", n)
		}
	}
	if n := w.Count(`SELECT COUNT(*) FROM actions`); n != 0 {
		t.Errorf("%d refused forms did something", n)
	}
}
