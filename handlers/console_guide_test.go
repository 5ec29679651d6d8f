package handlers_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestConsoleGuide_standsOnTheFrontUntilItIsPutAway(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	w.Exec(`UPDATE members SET created_at = ?`, w.Clock.Now())
	site := testsite.Serve(w)
	ada, mo := site.As(w.Ada), site.As(w.Mo)
	page := ada.Get("/console").Want(http.StatusOK)
	if !page.Has("[data-guide] [data-step=rules]:not(.guide__step--done)") || !page.Has("[data-guide] [data-step=topics].guide__step--done") {
		t.Errorf("the guide says %q", page.Find("[data-guide]").Text())
	}
	if mo.Get("/console").Has("[data-guide]") || ada.Get("/console?queue=late").Has("[data-guide]") {
		t.Error("the guide is in the way")
	}
	mo.Post("/console/guide", url.Values{"on": {"0"}}).Want(http.StatusForbidden)
	ada.Post("/console/guide", url.Values{"on": {"0"}}).Want(http.StatusSeeOther)
	if ada.Get("/console").Has("[data-guide]") {
		t.Error("it was put away")
	}
	if !ada.Get("/console/overview").Has(`form[action="/console/guide"] button[value="1"]`) || mo.Get("/console/overview").Has(`form[action="/console/guide"]`) {
		t.Error("there is no way back, or others than administrators have it")
	}
	ada.Post("/console/guide", url.Values{"on": {"1"}}).Want(http.StatusSeeOther)
	if !ada.Get("/console").Has("[data-guide]") {
		t.Error("it was called back")
	}
}
