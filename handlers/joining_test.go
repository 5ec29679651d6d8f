package handlers_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func person(handle string, more ...string) url.Values {
	f := form(append([]string{"handle", handle, "name", "Somebody New", "email", handle + "@example.org", "password", "a long enough phrase"}, more...)...)
	return f
}

func TestJoining_byApprovalEndsWithASignIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		ada.Post("/console/site", form("name", "Waymark", "time_zone", "UTC", "joining", "window")).Want(http.StatusUnprocessableEntity)
		ada.Post("/console/site", form("name", "Waymark", "time_zone", "UTC", "joining", "approval", "mail_domains", "")).Want(http.StatusSeeOther)
		b := site.Browser()
		says(t, b.Get("/join"), "main form button", "Ask to join")
		again := b.Post("/join", person("x", "why", "I ride.")).Want(http.StatusUnprocessableEntity)
		says(t, again, "main [name=why]", "I ride.")
		r := b.Post("/join", person("pia", "why", "I ride.")).Want(http.StatusSeeOther)
		if !strings.HasPrefix(r.Location, "/join/requests/") {
			t.Fatalf("it leads to %s", r.Location)
		}
		says(t, b.Get(r.Location), "h1", "waits")
		mo := site.As(w.Mo)
		page := mo.Get("/console/joining").Want(http.StatusOK)
		says(t, page, "[data-request]", "I ride.")
		at := page.Find("[data-request] form").AttrOr("action", "")
		mo.Post(at, form("do", "refuse")).Want(http.StatusUnprocessableEntity)
		mo.Post(at, form("do", "approve", "words", "Welcome.")).Want(http.StatusSeeOther)
		says(t, b.Get(r.Location), "main", "Welcome.")
		b.Post("/login", form("email", "pia", "password", "a long enough phrase")).Want(http.StatusSeeOther)
	})
}

func TestInvitation_isShownOnceAndLetsOneIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "UTC", Joining: true, Mode: models.JoinInvitation}))
		site := testsite.Serve(w)
		says(t, site.Browser().Get("/join"), "main", "by invitation")
		ada := site.As(w.Ada)
		ada.Post("/console/invitations", form("days", "70")).Want(http.StatusUnprocessableEntity)
		made := ada.Post("/console/invitations", form("days", "7", "role", "contributor")).Want(http.StatusOK)
		link, err := url.Parse(made.Find("[data-invitation-link]").AttrOr("value", ""))
		if err != nil || !strings.HasPrefix(link.Path, "/invitations/") {
			t.Fatalf("the link is %v (%v)", link, err)
		}
		if strings.Contains(ada.Get("/console/joining").Body, link.Path) {
			t.Error("the link is shown again")
		}
		b := site.Browser()
		says(t, b.Get(link.Path), ".page-head__lead", "the staff")
		b.Post(link.Path, person("x")).Want(http.StatusUnprocessableEntity)
		b.Post(link.Path, person("pia", "role", "administrator")).Want(http.StatusSeeOther)
		if w.Viewer("pia").Role != models.RoleContributor {
			t.Error("the form raised the role")
		}
		site.Browser().Get(link.Path).Want(http.StatusGone)
		second := ada.Post("/console/invitations", form("days", "1")).Want(http.StatusOK)
		ada.Post(second.Find("form[action$='/revoke']").First().AttrOr("action", ""), form()).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM invitations WHERE revoked_at IS NOT NULL`); n != 1 {
			t.Errorf("%d were taken back", n)
		}
	})
}

func TestCrisis_isSaidOnEveryPageAndHoldsForTheAPI(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		site := testsite.Serve(w)
		reader, mo := site.Browser(), site.As(w.Mo)
		absent(t, reader.Get("/"), "[data-banner]")
		mo.Post("/console/crisis", form("posting", "all", "banner", "We are looking into it.")).Want(http.StatusUnprocessableEntity)
		mo.Post("/console/crisis", form("posting", "all", "banner", "We are looking into it.", "reason", "A wave of spam.")).Want(http.StatusSeeOther)
		says(t, reader.Get("/"), "[data-banner]", "looking into it")
		site.As(w.Mia).Post("/t/"+itoa(th.ID)+"/posts", form("body", "They do.")).Want(http.StatusForbidden)
		made, err := w.Store.CreateToken(w.Ctx, session(w, "mia"), models.TokenInput{Name: "script", Scopes: []string{"read", "write"}})
		w.Must(err)
		req := reader.NewRequest(http.MethodPost, "/api/v1/threads/"+itoa(th.ID)+"/posts", strings.NewReader(`{"body": "They do."}`))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+made.Text)
		reader.Do(req).Want(http.StatusForbidden)
		mo.Post("/console/crisis", form()).Want(http.StatusSeeOther)
		absent(t, reader.Get("/"), "[data-banner]")
	})
}

// session is the member on a session of their own, as making a token needs.
func session(w *testkit.World, handle string) models.Viewer {
	f := &fixture{World: w, who: w.Viewer(handle)}
	f.signIn()
	f.who.SessionID = f.session
	return f.who
}
