package handlers_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestStyle_showsEveryTokenAndComponentInBothSchemes(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w, func(o *handlers.Options) { o.Demonstration = true })
	page := site.As(w.Sam).Get("/console/style").Want(http.StatusOK)
	if n := page.Find("[data-colour-token]").Length(); n < 20 {
		t.Errorf("%d colours", n)
	}
	if strings.Contains(page.Find("main table").First().Text(), "not met") || page.Find("main table tbody tr").Length() < 29 {
		t.Errorf("contrasts: %s", page.Find("main table").First().Text())
	}
	for _, scheme := range []string{"light", "dark"} {
		half := page.Find(".style-scheme[data-scheme=" + scheme + "]")
		for _, part := range []string{".button--primary", ".button--danger", ".field--wrong", "select", "[type=radio]", "[type=checkbox]", ".notice--wrong", ".tabs", ".pager", ".badge", ".face", ".empty"} {
			if half.Find(part).Length() == 0 {
				t.Errorf("the %s half lacks %s", scheme, part)
			}
		}
	}
	turned := page.Find("[data-turned][dir=rtl]")
	if turned.Find("article.post").Length() != 3 || turned.Find("input, textarea").Length() < 4 {
		t.Error("no thread and form from right to left")
	}
	sheet := site.As(w.Sam).Get(page.Find("main link[rel=stylesheet]").AttrOr("href", "")).Want(http.StatusOK)
	for _, want := range []string{`[data-ground="accent-wash"] { background: var(--accent-wash); }`, `[data-step="text-5"] { font-size: var(--text-5); }`, `[data-step="radius-2"] { border-radius: var(--radius-2); }`} {
		if !strings.Contains(sheet.Body, want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
}

func TestStyle_isNowhereInARealCommunity(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	ada := testsite.Serve(w).As(w.Ada)
	ada.Get("/console/style").Want(http.StatusNotFound)
	ada.Get("/console/style/tokens.css").Want(http.StatusNotFound)
	shown := testsite.Serve(w, func(o *handlers.Options) { o.Development = true })
	shown.As(w.Mia).Get("/console/style").Want(http.StatusNotFound)
}
