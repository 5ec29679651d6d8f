package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showSettings leads to the first section.
func (s *Server) showSettings(c echo.Context) error {
	private(c)
	return c.Redirect(http.StatusSeeOther, links.Settings("profile"))
}

// saved leads back to a section, which says what was done.
func (s *Server) saved(c echo.Context, section, words string) error {
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.Settings(section))
}

func (s *Server) editAddress(c echo.Context) error {
	p, err := s.addressPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.Address(p))
}

func (s *Server) addressPage(c echo.Context) (account.AddressPage, error) {
	own, err := s.store.OwnAccount(c.Request().Context(), viewer(c))
	if err != nil {
		return account.AddressPage{}, err
	}
	return account.AddressPage{
		Page: s.page(c, "Settings"), Handle: viewer(c).Handle, Email: own.Email, ChangedAt: s.local(c, own.CredentialsAt),
	}, nil
}

func (s *Server) updateAddress(c echo.Context) error {
	in := models.EmailInput{Current: c.FormValue("current"), Email: c.FormValue("email")}
	err := s.store.ChangeEmail(c.Request().Context(), viewer(c), in)
	if e, ok := refused(err); ok {
		p, err := s.addressPage(c)
		if err != nil {
			return err
		}
		p.Typed = in.Email
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Address(p))
	}
	if err != nil {
		return err
	}
	return s.saved(c, "account", "Your address is changed. Sign in with the new one from now on.")
}

func (s *Server) editPassword(c echo.Context) error {
	p, err := s.passwordPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.Password(p))
}

func (s *Server) passwordPage(c echo.Context) (account.PasswordPage, error) {
	own, err := s.store.OwnAccount(c.Request().Context(), viewer(c))
	if err != nil {
		return account.PasswordPage{}, err
	}
	return account.PasswordPage{Page: s.page(c, "Settings"), Handle: viewer(c).Handle, ChangedAt: s.local(c, own.CredentialsAt)}, nil
}

func (s *Server) updatePassword(c echo.Context) error {
	in := models.PasswordInput{Current: c.FormValue("current"), New: c.FormValue("password")}
	err := s.store.ChangePassword(c.Request().Context(), viewer(c), in)
	if e, ok := refused(err); ok {
		p, err := s.passwordPage(c)
		if err != nil {
			return err
		}
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Password(p))
	}
	if err != nil {
		return err
	}
	return s.saved(c, "password", "Your password is changed, and every other browser is signed out.")
}

func (s *Server) confirmLeave(c echo.Context) error {
	return s.render(c, http.StatusOK, account.Leave(s.leavePage(c, "keep")))
}

func (s *Server) leavePage(c echo.Context, posts string) account.LeavePage {
	return account.LeavePage{Page: s.page(c, "Delete your account"), Handle: viewer(c).Handle, Posts: posts}
}

// deleteAccount erases the account at once, and begins with what it wrote; the clock job does what is left.
func (s *Server) deleteAccount(c echo.Context) error {
	ctx := c.Request().Context()
	in := models.LeaveInput{Current: c.FormValue("current"), Posts: c.FormValue("posts")}
	err := s.store.DeleteAccount(ctx, viewer(c), in)
	if e, ok := refused(err); ok {
		p := s.leavePage(c, in.Posts)
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Leave(p))
	}
	if err != nil {
		return err
	}
	if _, err := s.store.SweepErasures(ctx); err != nil {
		c.Set(keyCause, err)
	}
	s.clearSession(c)
	private(c)
	return c.Redirect(http.StatusSeeOther, links.SignIn+"?done=deleted")
}
