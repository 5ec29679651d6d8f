package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
)

// profileForm is how each field of a profile is asked for.
var profileForm = map[string]account.ProfileField{
	"bio":       {Label: "About you", Hint: "A few sentences.", Long: true, MaxLength: 1000},
	"location":  {Label: "Location", Hint: "As near or far as you like.", Autocomplete: "off", MaxLength: 80},
	"website":   {Label: "Website", Hint: "A whole address: https://example.org", Autocomplete: "url", InputMode: "url", MaxLength: 200},
	"pronouns":  {Label: "Pronouns", MaxLength: 40},
	"interests": {Label: "Interests", Hint: "Separated by commas.", MaxLength: 200},
}

func (s *Server) editProfile(c echo.Context) error {
	own, err := s.store.OwnProfile(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, account.Profile(s.profilePage(c, own)))
}

func (s *Server) profilePage(c echo.Context, own models.Profile) account.ProfilePage {
	p := account.ProfilePage{
		Page: s.page(c, "Settings"), Handle: viewer(c).Handle, Name: own.Name, Version: own.Version, PresentTo: own.PresentTo,
	}
	for _, key := range models.ProfileFields {
		f := profileForm[key]
		f.Name, f.Value, f.VisibleTo = key, own.Fields[key].Value, own.Fields[key].VisibleTo
		p.Fields = append(p.Fields, f)
	}
	return p
}

func (s *Server) updateProfile(c echo.Context) error {
	in := models.ProfileInput{
		Name: c.FormValue("name"), Version: formNumber(c, "version"), PresentTo: models.Audience(c.FormValue("presence_visible")), Fields: map[string]models.ProfileField{},
	}
	for _, key := range models.ProfileFields {
		in.Fields[key] = models.ProfileField{
			Field: key, Value: c.FormValue(key), VisibleTo: models.Audience(c.FormValue(key + "_visible")),
		}
	}
	err := s.store.EditProfile(c.Request().Context(), viewer(c), in)
	switch models.KindOf(err) {
	case models.Invalid:
		e, _ := refused(err)
		p := s.profilePage(c, models.Profile(in))
		p.Wrong(e.Fields, e.Message)
		return s.render(c, http.StatusUnprocessableEntity, account.Profile(p))
	case models.Conflict:
		return s.profileConflict(c, in, err)
	}
	if err != nil {
		return err
	}
	return s.saved(c, "profile", "Your profile is saved.")
}

// profileConflict gives back what was typed; saving once more replaces what another window saved.
func (s *Server) profileConflict(c echo.Context, in models.ProfileInput, conflict error) error {
	own, err := s.store.OwnProfile(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	typed := models.Profile(in)
	typed.Version = own.Version
	p := s.profilePage(c, typed)
	p.Wrong(nil, models.AsError(conflict).Message)
	for i, f := range p.Fields {
		if kept := own.Fields[f.Name].Value; kept != f.Value {
			p.Fields[i].Hint = "Saved in the other window: “" + kept + "”"
		}
	}
	return s.render(c, http.StatusConflict, account.Profile(p))
}
