package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
)

// showTokens lists the viewer's tokens beside the form for a new one.
func (s *Server) showTokens(c echo.Context) error {
	p, err := s.tokensPage(c)
	if err != nil {
		return err
	}
	p.Days, p.Scopes = "90", []string{string(models.ScopeWrite)}
	return s.render(c, http.StatusOK, account.Tokens(p))
}

func (s *Server) tokensPage(c echo.Context) (account.TokensPage, error) {
	v := viewer(c)
	own, err := s.store.Tokens(c.Request().Context(), v)
	if err != nil {
		return account.TokensPage{}, err
	}
	p := account.TokensPage{Page: s.page(c, "Settings"), Staff: v.Staff()}
	for _, t := range own {
		one := account.Token{
			ID: t.ID, Name: t.Name, Scopes: t.ScopeList(), FromPassword: t.FromPassword(), CreatedAt: s.local(c, t.CreatedAt),
		}
		if t.LastUsedAt != nil {
			one.LastUsedAt = new(s.local(c, *t.LastUsedAt))
		}
		if t.ExpiresAt != nil {
			one.ExpiresAt = new(s.local(c, *t.ExpiresAt))
		}
		p.Tokens = append(p.Tokens, one)
	}
	private(c)
	return p, nil
}

// createToken makes a token and shows it this once: there is no address at which it could be seen again.
func (s *Server) createToken(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest, "The form cannot be read.")
	}
	in := models.TokenInput{
		Name: c.FormValue("name"), Scopes: append([]string{string(models.ScopeRead)}, form["scopes"]...), Days: formNumber(c, "days"),
	}
	made, err := s.store.CreateToken(c.Request().Context(), viewer(c), in)
	e, wrong := refused(err)
	if err != nil && !wrong {
		return err
	}
	p, err := s.tokensPage(c)
	if err != nil {
		return err
	}
	if wrong {
		p.Name, p.Days, p.Scopes = in.Name, c.FormValue("days"), in.Scopes
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Tokens(p))
	}
	p.Made, p.Days, p.Scopes = made.Text, "90", []string{string(models.ScopeWrite)}
	return s.render(c, http.StatusOK, account.Tokens(p))
}

// revokeToken ends one of the viewer's tokens.
func (s *Server) revokeToken(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.RevokeToken(c.Request().Context(), viewer(c), id); err != nil {
		return err
	}
	return s.saved(c, "tokens", "That token no longer works.")
}
