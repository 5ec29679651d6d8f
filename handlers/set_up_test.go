package handlers_test

import (
	"net/http"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestSetUp_worksOnceThenIsNotThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET role = 'moderator' WHERE role = 'administrator'`)
		token, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		site := testsite.Serve(w)
		b := site.Browser()
		page := b.Get("/setup/" + token).Want(http.StatusOK)
		if page.Header.Get("Cache-Control") != "no-store" || page.Find(`select[name="time_zone"] option`).Length() < 50 || page.Has(`link[rel="canonical"]`) {
			t.Error("want a private page with time zones to choose from")
		}
		b.Get("/setup/guessed").Want(http.StatusNotFound)
		b.Post("/setup/guessed", form("community", "x")).Want(http.StatusNotFound)
		typed := form("community", "Waymark", "time_zone", "Europe/Berlin", "topic", "Cycling", "handle", "ruth", "name", "Ruth Alder", "email", "ruth@example.test", "password", "short")
		res := b.Post("/setup/"+token, typed).Want(http.StatusUnprocessableEntity)
		if res.Find(`input[name="topic"]`).AttrOr("value", "") != "Cycling" || res.Find(`select[name="time_zone"] option[selected]`).AttrOr("value", "") != "Europe/Berlin" {
			t.Error("what was typed must be kept")
		}
		typed.Set("password", newOne)
		b.Post("/setup/"+token, typed).Want(http.StatusSeeOther)
		if b.Get("/").Want(http.StatusOK).Find(".nameplate").Text() != "Waymark" || !w.Viewer("ruth").Administrator() || !inside(b) {
			t.Error("want the community named and its administrator signed in")
		}
		b.Get("/setup/" + token).Want(http.StatusNotFound)
		site.Browser().Post("/setup/"+token, typed).Want(http.StatusNotFound)
	})
}

func TestSetUp_isNotThereWhileThereIsAnAdministrator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, func(o *handlers.Options) { o.Development = true }).Browser()
		real := b.Get("/setup/anything").Want(http.StatusNotFound)
		other := b.Get("/t/987654321").Want(http.StatusNotFound)
		if real.Body != other.Body {
			t.Error("the page tells that there is a set-up")
		}
	})
}
