package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestTokens_areShownOnceAndTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b := site.As(w.Mia)
		if page := b.Get("/settings/tokens").Want(http.StatusOK); !page.Has(".empty") || page.Has("[data-token]") || page.Has(`input[value="staff"]`) {
			t.Error("want an empty state, no token, no staff scope for a member")
		}
		made := b.Post("/settings/tokens", form("name", "Weekly digest", "scopes", "write", "days", "30")).Want(http.StatusOK)
		text := made.Find("[data-token]").AttrOr("value", "")
		if len(text) < 40 || made.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("token %q, %s", text, made.Header.Get("Cache-Control"))
		}
		page := b.Get("/settings/tokens")
		row := page.Find(`[data-token-name="Weekly digest"]`)
		if strings.Contains(page.Body, text) || !strings.Contains(row.Text(), "reads, writes") || !strings.Contains(row.Text(), "never used") {
			t.Errorf("the list says %q, or shows the token again", row.Text())
		}
		if me(b, text) != http.StatusOK {
			t.Error("the token does not work")
		}
		action, _ := row.Find("form").Attr("action")
		site.As(w.Max).Post(action, nil).Want(http.StatusNotFound)
		b.Post(action, nil).Want(http.StatusSeeOther)
		if me(b, text) != http.StatusUnauthorized {
			t.Error("a token taken back still works")
		}
	})
}

func TestTokens_aRefusedFormKeepsWhatWasTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).As(w.Sam)
		if !b.Get("/settings/tokens").Has(`input[name="scopes"][value="staff"]`) {
			t.Error("staff cannot choose the staff scope")
		}
		res := b.Post("/settings/tokens", form("name", " ", "scopes", "staff", "days", "365")).Want(http.StatusUnprocessableEntity)
		if !res.Has(`input[name="scopes"][value="staff"][checked]`) || res.Has(`input[value="write"][checked]`) ||
			res.Find(`select[name="days"] option[selected]`).AttrOr("value", "") != "365" || !res.Has(`#field-name[aria-describedby~="field-name-error"]`) {
			t.Error("the form forgot something, or does not say what is wrong")
		}
		if n := w.Count(`SELECT COUNT(*) FROM tokens`); n != 0 {
			t.Errorf("%d tokens made", n)
		}
	})
}

func TestTokens_openNoPageAndCookiesOpenNoAPI(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		b := site.As(w.Mia)
		text := b.Post("/settings/tokens", form("name", "Script", "scopes", "write", "days", "0")).Find("[data-token]").AttrOr("value", "")
		stranger := site.Browser()
		for _, path := range []string{"/settings/profile", "/settings/tokens", "/drafts"} {
			req := stranger.NewRequest(http.MethodGet, path, nil)
			req.Header.Set("Authorization", "Bearer "+text)
			req.AddCookie(&http.Cookie{Name: "ct_session", Value: text})
			stranger.Do(req).Want(http.StatusSeeOther)
		}
		if status := me(b, ""); status != http.StatusUnauthorized {
			t.Errorf("a session cookie alone is answered %d by the API", status)
		}
	})
}

// me is how the API answers a token, or the browser's cookies alone.
func me(b *testsite.Browser, token string) int {
	req := b.NewRequest(http.MethodGet, "/api/v1/me", nil)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return b.Do(req).Status
}
