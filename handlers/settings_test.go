package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestSettings_needAnAccount(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		for _, section := range []string{"", "/profile", "/account", "/password", "/sessions", "/tokens", "/delete"} {
			res := site.Browser().Get("/settings" + section).Want(http.StatusSeeOther)
			if !strings.HasPrefix(res.Location, "/login?next=%2Fsettings") {
				t.Errorf("/settings%s leads to %s", section, res.Location)
			}
		}
		for _, path := range []string{"/profile", "/account", "/password", "/sessions/1/end", "/sessions/others/end", "/tokens", "/tokens/1/revoke", "/delete"} {
			res := site.Browser().Post("/settings"+path, form("name", "x")).Want(http.StatusUnauthorized)
			if !res.Has(`a[href^="/login"]`) {
				t.Errorf("%s: no way to sign in", path)
			}
		}
	})
}

func TestSettings_pagesHaveOneHeadingAndAccessibleForms(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).As(w.Mia)
		for _, section := range []string{"profile", "account", "password", "sessions", "tokens", "delete"} {
			res := b.Get("/settings/" + section).Want(http.StatusOK)
			if res.Find("h1").Length() != 1 || res.Find(`.tabs [aria-current="page"]`).Length() != 1 {
				t.Errorf("%s: want one h1 and one current tab", section)
			}
			if res.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s: %s", section, res.Header.Get("Cache-Control"))
			}
			ids := map[string]bool{}
			res.Find("[id]").Each(func(_ int, e *goquery.Selection) {
				id, _ := e.Attr("id")
				if ids[id] {
					t.Errorf("%s: id %s twice", section, id)
				}
				ids[id] = true
			})
			res.Find(`main input:not([type="hidden"], [type="radio"], [type="checkbox"], [aria-hidden]), main select, main textarea`).Each(func(_ int, e *goquery.Selection) {
				if !res.Has(`label[for="` + e.AttrOr("id", "none") + `"]`) {
					t.Errorf("%s: %s has no label", section, e.AttrOr("name", ""))
				}
			})
		}
	})
}

func TestProfile_savesAndShowsByAudience(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b := site.As(w.Mia)
		version := b.Get("/settings/profile").Find(`input[name="version"]`).AttrOr("value", "")
		typed := form("name", "Mia T.", "version", version, "bio", "I cycle.", "bio_visible", "everyone", "website", "not an address", "website_visible", "members",
			"presence_visible", "members")
		res := b.Post("/settings/profile", typed).Want(http.StatusUnprocessableEntity)
		if res.Find(`input[name="website"]`).AttrOr("value", "") != "not an address" || res.Find(`select[name="bio_visible"] option[selected]`).AttrOr("value", "") != "everyone" {
			t.Error("what was typed and chosen must be kept")
		}
		if res.Find(`select[name="presence_visible"] option[selected]`).AttrOr("value", "") != "members" {
			t.Error("who is told of one's presence must be kept")
		}
		typed.Set("website", "https://mia.example.org")
		b.Post("/settings/profile", typed).Want(http.StatusSeeOther)
		if !strings.Contains(b.Get("/settings/profile").Find(".flashes").Text(), "saved") {
			t.Error("nothing says that it was saved")
		}
		if body := site.Browser().Get("/members/mia").Want(http.StatusOK).Body; !strings.Contains(body, "I cycle.") || strings.Contains(body, "mia.example.org") {
			t.Error("readers must see the bio and not the website")
		}
		if !site.As(w.Max).Get("/members/mia").Has(`a[href="https://mia.example.org"]`) {
			t.Error("members must see the website")
		}
		typed.Set("bio", "Another window.")
		res = b.Post("/settings/profile", typed).Want(http.StatusConflict)
		if res.Find(`textarea[name="bio"]`).Text() != "Another window." || !strings.Contains(res.Body, "I cycle.") {
			t.Error("a conflict must show both texts")
		}
	})
}

func TestPasswordAndAddress_changeWithTheCurrentPassword(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b, phone := site.As(w.Mia), site.As(w.Mia)
		b.Post("/settings/password", form("current", "wrong", "password", newOne)).Want(http.StatusUnprocessableEntity)
		if !inside(phone) {
			t.Fatal("a refused change ended a session")
		}
		b.Post("/settings/password", form("current", testkit.Password, "password", newOne)).Want(http.StatusSeeOther)
		if inside(phone) || !inside(b) {
			t.Error("want the phone out and this browser in")
		}
		res := b.Post("/settings/account", form("current", newOne, "email", "max@example.test")).Want(http.StatusUnprocessableEntity)
		if res.Find(`input[name="email"]`).AttrOr("value", "") != "max@example.test" {
			t.Error("the address was not kept")
		}
		b.Post("/settings/account", form("current", newOne, "email", "mia@new.test")).Want(http.StatusSeeOther)
		if !strings.Contains(b.Get("/settings/account").Body, "mia@new.test") {
			t.Error("the new address is not shown")
		}
		site.Browser().Post("/login", form("email", "mia@new.test", "password", newOne)).Want(http.StatusSeeOther)
	})
}

// FAULTS B04.
func TestSessions_canBeSeenAndEnded(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b, phone, tablet, max := site.As(w.Mia), site.As(w.Mia), site.As(w.Mia), site.As(w.Max)
		list := b.Get("/settings/sessions").Want(http.StatusOK)
		if list.Find(`[data-session="here"]`).Length() != 1 || list.Find(`[data-session="other"]`).Length() != 2 {
			t.Fatal("want this session and two others")
		}
		end, _ := list.Find(`[data-session="other"] form`).First().Attr("action")
		max.Post(end, nil).Want(http.StatusNotFound)
		max.Post("/settings/sessions/x/end", nil).Want(http.StatusNotFound)
		b.Post(end, nil).Want(http.StatusSeeOther)
		if inside(phone) == inside(tablet) {
			t.Error("want exactly one of the two ended")
		}
		b.Post("/settings/sessions/others/end", nil).Want(http.StatusSeeOther)
		if inside(phone) || inside(tablet) || !inside(b) || !inside(max) {
			t.Error("want all others of Mia's ended, and nobody else's")
		}
	})
}

func TestReset_isHandedOverByAnAdministratorAndSpentOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		reader, mia := site.Browser(), site.As(w.Mia)
		known := reader.Post("/forgot", form("email", "mia@example.test")).Want(http.StatusOK)
		unknown := reader.Post("/forgot", form("email", "nobody@example.test")).Want(http.StatusOK)
		if known.Body != unknown.Body {
			t.Error("the answers tell who has an account")
		}
		mia.Get("/console/resets").Want(http.StatusNotFound)
		site.As(w.Mo).Get("/console/resets").Want(http.StatusForbidden)
		ada := site.As(w.Ada)
		waiting := ada.Get("/console/resets").Want(http.StatusOK)
		if !strings.Contains(waiting.Find("main").Text(), "@mia") {
			t.Error("the request is not shown")
		}
		if got := waiting.Find(`nav[aria-label=Console] a[aria-current=page]`).Text(); strings.TrimSpace(got) != "New passwords" || !waiting.Has(`nav[aria-label=Console] a[href="/console/members"]`) {
			t.Errorf("the page is no part of the console: the current tab is %q", got)
		}
		link := ada.Post("/console/resets", form("handle", "@mia")).Want(http.StatusOK).Find("[data-reset-link]").AttrOr("value", "")
		path, found := strings.CutPrefix(link, site.URL)
		if !found || !strings.HasPrefix(path, "/reset/") {
			t.Fatalf("link %q", link)
		}
		ada.Post("/console/resets", form("handle", "ada")).Want(http.StatusForbidden)
		if wrong := ada.Post("/console/resets", form("handle", "nobody")).Want(http.StatusUnprocessableEntity); value(wrong, "#reset-handle") != "nobody" || !wrong.Has("#reset-handle-error") {
			t.Error("the form lacks what was typed, or what is wrong with it")
		}
		for range 2 {
			res := reader.Get(path).Want(http.StatusOK)
			if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Referrer-Policy") != "same-origin" {
				t.Error("a page with a secret address must not be kept or told on")
			}
			reader.Do(reader.NewRequest(http.MethodHead, path, nil))
		}
		reader.Post(path, form("password", "short")).Want(http.StatusUnprocessableEntity)
		if res := reader.Post(path, form("password", newOne)).Want(http.StatusSeeOther); res.Location != "/login?done=reset" {
			t.Errorf("leads to %s", res.Location)
		}
		reader.Post(path, form("password", "another new one")).Want(http.StatusGone)
		reader.Get(path).Want(http.StatusGone)
		reader.Get("/reset/guessed").Want(http.StatusGone)
		if inside(mia) {
			t.Error("the old session lives")
		}
		reader.Post("/login", form("email", "mia", "password", newOne)).Want(http.StatusSeeOther)
	})
}

func TestReset_linkNamesTheConfiguredHostAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		ada := site.As(w.Ada)
		req := ada.NewRequest(http.MethodPost, "/console/resets", strings.NewReader(form("handle", "mia").Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-Host", "evil.test")
		req.Header.Set("Forwarded", "host=evil.test")
		if link := ada.Do(req).Want(http.StatusOK).Find("[data-reset-link]").AttrOr("value", ""); !strings.HasPrefix(link, site.URL+"/reset/") {
			t.Errorf("link %q", link)
		}
	})
}

func TestForgot_theFourthInAMinuteIs429(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		for range 3 {
			b.Post("/forgot", form("email", "mia")).Want(http.StatusOK)
		}
		if res := b.Post("/forgot", form("email", "mia")).Want(http.StatusTooManyRequests); res.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		b.Post("/forgot", form("email", " ")).Want(http.StatusUnprocessableEntity)
		w.Clock.Advance(time.Minute)
		b.Post("/forgot", form("email", "mia")).Want(http.StatusOK)
	})
}

func TestDeleteAccount_signsOutAndSaysSo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Where do you work best?", "Asking @mia.")
		site := testsite.Serve(w)
		b, reader, thread := site.As(w.Mia), site.Browser(), fmt.Sprintf("/t/%d/%s", th.ID, th.Slug)
		if !strings.Contains(reader.Get(thread).Want(http.StatusOK).Body, `href="/members/mia"`) {
			t.Fatal("nothing names her: this proves nothing")
		}
		b.Post("/settings/delete", form("current", "wrong", "posts", "remove")).Want(http.StatusUnprocessableEntity)
		res := b.Post("/settings/delete", form("current", testkit.Password, "posts", "keep")).Want(http.StatusSeeOther)
		if !strings.Contains(b.Get(res.Location).Body, "Your account is deleted") || inside(b) {
			t.Error("want to be told, and signed out")
		}
		site.Browser().Get("/members/mia").Want(http.StatusNotFound)
		if body := reader.Get(thread).Want(http.StatusOK).Body; strings.Contains(body, "@mia") || strings.Contains(body, "/members/mia") {
			t.Error("the thread still names her")
		}
	})
}

func TestSuggestMembers_isForMembers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		site.Browser().Get("/members/suggest?q=m").Want(http.StatusUnauthorized)
		res := site.As(w.Nia).Get("/members/suggest?q=mi").Want(http.StatusOK)
		if strings.TrimSpace(res.Body) != `[{"handle":"mia","name":"Mia Thornbury","staff":false}]` {
			t.Errorf("%s", res.Body)
		}
	})
}
