package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestMemberRecord_leadsThroughItsPartsByRole(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
	post := w.Reply(w.Max, th.ID, "Rude words.")
	_, err := w.Store.CreateReport(w.Ctx, w.Mia, post.ID, models.ReportInput{Reason: "abuse", Detail: "It is rude."})
	w.Must(err)
	w.Must(w.Store.Warn(w.Ctx, w.Ada, "max", "abuse", "Be kind."))
	_, err = w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions`), "It was a joke between us.")
	w.Must(err)
	site.As(w.Max)
	mo, sam := site.As(w.Mo), site.As(w.Sam)
	for section, says := range map[string]string{
		"posts": "Rude words.", "threads": "Fog", "reports": "It is rude.", "actions": "It was a joke between us.", "sessions": "signed in", "suggestions": "Nothing.",
		"filed": "Nothing.",
	} {
		page := mo.Get("/console/members/max/" + section).Want(http.StatusOK)
		if text := page.Find("[data-section=" + section + "]").Text(); !strings.Contains(text, says) {
			t.Errorf("%s says %q, want %q", section, text, says)
		}
	}
	if n := sam.Get("/console/members/max").Want(http.StatusOK).Find(`nav.tabs a[href^="/console/members/max/"]`).Length(); n != 3 {
		t.Errorf("a contributor is led to %d parts", n)
	}
	sam.Get("/console/members/max/reports").Want(http.StatusForbidden)
	mo.Get("/console/members/max/secrets").Want(http.StatusNotFound)
	if past := mo.Get("/console/members/max/posts?page=9"); past.Status != http.StatusFound || past.Location != "/console/members/max/posts" {
		t.Errorf("past the end: %d %s", past.Status, past.Location)
	}
	if done := mo.Post("/console/members/max/sessions/end", nil).Want(http.StatusSeeOther); done.Location != "/console/members/max/sessions" {
		t.Errorf("led to %s", done.Location)
	}
	if !strings.Contains(mo.Get("/console/members/max/sessions").Body, "Nothing.") {
		t.Error("a session is left")
	}
}
