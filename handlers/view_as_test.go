package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// looking opens a browser in which a member of staff looks at the community as somebody else.
func looking(site *testsite.Site, v models.Viewer, as string) *testsite.Browser {
	site.T.Helper()
	b := site.As(v)
	b.Post("/console/view-as", form("as", as)).Want(http.StatusSeeOther)
	return b
}

func TestViewAs_showsWhatOthersSeeAndNoMore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		public := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
		members := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "What do you earn?", "Too little.")
		table := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Tapirtitle", "Among us.")
		site := testsite.Serve(w)
		for as, sees := range map[string][]int{
			"reader": {http.StatusOK, http.StatusNotFound, http.StatusNotFound},
			"member": {http.StatusOK, http.StatusOK, http.StatusNotFound},
		} {
			b := looking(site, w.Ada, as)
			for i, th := range []models.Thread{public, members, table} {
				page := b.Get("/t/" + itoa(th.ID) + "/" + th.Slug).Want(sees[i])
				if !page.Has("[data-view-as=" + as + "] form[action='/view-as/end'] button") {
					t.Errorf("as %s %q does not say so, or leads not back", as, th.Title)
				}
				if page.Header.Get("Cache-Control") != "no-store" {
					t.Errorf("as %s %q can be kept: %s", as, th.Title, page.Header.Get("Cache-Control"))
				}
			}
			front := b.Get("/").Want(http.StatusOK)
			if strings.Contains(front.Body, `href="/console"`) || strings.Contains(front.Body, "Tapirtitle") {
				t.Errorf("as %s the front page shows what is the staff's", as)
			}
			if front.Has("a[href^='/join']") != (as == "reader") {
				t.Errorf("as %s the front page has the wrong door", as)
			}
			if b.Get("/console").Want(http.StatusOK).Has("[data-view-as]") {
				t.Error("at work somebody is not who they are")
			}
		}
	})
}

func TestViewAs_changesNothingUntilSomebodyIsThemselvesAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
		site := testsite.Serve(w)
		for _, as := range []string{"reader", "member"} {
			b := looking(site, w.Sam, as)
			before := state(w)
			for _, path := range []string{"/t/" + itoa(th.ID) + "/posts", "/new", "/settings/profile", "/t/" + itoa(th.ID) + "/read", "/drafts"} {
				refused := b.Post(path, form("body", "Bread.", "name", "Other", "upto", "1")).Want(http.StatusForbidden)
				if !refused.Has("[data-view-as]") || !strings.Contains(refused.Body, "Go back to being yourself") {
					t.Errorf("as %s the refusal of %s leads not back", as, path)
				}
			}
			if state(w) != before {
				t.Errorf("as %s something changed", as)
			}
			if back := b.Post("/view-as/end", form()).Want(http.StatusSeeOther); back.Location != "/console" {
				t.Errorf("the way back leads to %s", back.Location)
			}
			b.Post("/t/"+itoa(th.ID)+"/posts", form("body", "Bread as "+as)).Want(http.StatusSeeOther)
			if b.Get("/").Has("[data-view-as]") {
				t.Error("the page still says that somebody looks as another")
			}
		}
	})
}

// The cookie is nobody's way to more: who is no member of staff is who they are.
func TestViewAs_isForStaffAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		site.As(w.Sam).Post("/console/view-as", form("as", "administrator")).Want(http.StatusUnprocessableEntity)
		site.As(w.Mia).Post("/console/view-as", form("as", "reader")).Want(http.StatusNotFound)
		for _, b := range []*testsite.Browser{site.Browser(), site.As(w.Mia)} {
			req := b.NewRequest(http.MethodGet, "/", nil)
			req.AddCookie(&http.Cookie{Name: "ct_view_as", Value: "member"})
			if page := b.Do(req).Want(http.StatusOK); page.Has("[data-view-as]") {
				t.Error("somebody who is no member of staff looks as another")
			}
		}
		b := looking(site, w.Sam, "member")
		b.Post("/logout", form()).Want(http.StatusSeeOther)
		if inside(b) {
			t.Error("who looks as another cannot sign out")
		}
	})
}
