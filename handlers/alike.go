package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
)

// showAlike lists, for the composer's script, suggestions that may ask for what is being typed.
func (s *Server) showAlike(c echo.Context) error {
	found, err := s.alike(c, c.QueryParam("title"))
	if err != nil {
		return err
	}
	private(c)
	if len(found) == 0 {
		return c.NoContent(http.StatusNoContent)
	}
	return s.render(c, http.StatusOK, ledger.AlikeList(found))
}

func (s *Server) alike(c echo.Context, title string) ([]ledger.Card, error) {
	const longest = 200 // a title that is too long is refused by whoever makes it
	if r := []rune(title); len(r) > longest {
		title = string(r[:longest])
	}
	p := s.presenter(c)
	items, err := s.store.LikelyDuplicates(c.Request().Context(), p.viewer, title, 0)
	return p.suggestionCards(items, s.store.Now()), err
}

// askAlike is the same as a page, before a suggestion is made: everything typed goes on with either answer.
func (s *Server) askAlike(c echo.Context, in models.ThreadInput, found []ledger.Card, err error) error {
	if err != nil {
		return err
	}
	page := ledger.AlikePage{Page: s.page(c, "Is it one of these?"), Found: found, Title: in.Title, Body: in.Body}
	for _, name := range []string{"topic", "kind", "title", "body", "tags", "draft_key", "draft_version"} {
		if value := c.FormValue(name); value != "" {
			page.Hidden = append(page.Hidden, ledger.Hidden{Name: name, Value: value})
		}
	}
	page.Canonical, page.Robots = "", "noindex"
	private(c)
	return s.render(c, http.StatusOK, ledger.ShowAlike(page))
}
