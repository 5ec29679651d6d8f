package handlers

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

// formKept is what is kept of a form: the field that is the draft's text, what else is typed, and what is chosen, which is
// kept with words alone.
type formKept struct {
	what   string // in the list of drafts
	body   string
	typed  []string
	chosen []string
}

var sanction = formKept{what: "What you say to a member", body: "reason", chosen: []string{"rule", "saved", "until", "clean", "clean_also", "restrictions", "role"}}

// formsKept are the forms whose words outlive a refresh, a sign-out and the device, by their names. Thanks have one form a
// helper: thanks-HANDLE-THREAD.
var formsKept = map[string]formKept{
	"decide": {what: "A decision on what waits", body: "words", typed: []string{"body"},
		chosen: []string{"do", "rule", "saved", "remove", "until", "clean", "clean_also", "pause", "restrictions"}},
	"warn": sanction, "suspend": sanction, "ban": sanction, "restrict": sanction, "face": sanction, "lift": sanction, "unrestrict": sanction,
	"role":         sanction,
	"contact":      {what: "What was said by mail or phone", body: "words", chosen: []string{"channel"}},
	"removal":      {what: "Why words are taken away", body: "reason", chosen: []string{"rule", "saved"}},
	"remove":       {what: "Why it is removed", body: "reason", chosen: []string{"rule", "saved"}},
	"unmerge":      {what: "Why a merge is undone", body: "words"},
	"merges":       {what: "What you say to the people of several suggestions", body: "words", typed: []string{"numbers", "into"}},
	"consultation": {what: "A consultation", body: "body", typed: []string{"title", "options"}, chosen: []string{"topic", "closes_on"}},
	"decision":     {what: "The decision after a consultation", body: "heard", typed: []string{"changed"}},
	"house":        {what: "A page of the house", body: "body", typed: []string{"changed"}, chosen: []string{"asks", "version"}},
	"reply":        {what: "A saved reply", body: "body", typed: []string{"title"}, chosen: []string{"shared"}},
	"template":     {what: "A story template", body: "body", typed: []string{"name", "purpose", "title"}, chosen: []string{"version"}},
	"thanks":       {what: "Thanks", body: "words", chosen: []string{"handle", "thread"}},
}

// formNamed is what is kept of a form, and the name that its page knows it by.
func formNamed(form string) (of formKept, name string, there bool) {
	if strings.HasPrefix(form, "thanks-") {
		form = "thanks"
	}
	of, there = formsKept[form]
	return of, form, there
}

// saveForm keeps what stands in one of those forms.
func (s *Server) saveForm(c echo.Context) error {
	in := models.DraftInput{Key: c.FormValue("draft_at"), Version: formNumber(c, "draft_version"), Kind: models.DraftForm}
	page, form := models.Draft{DraftKey: in.Key, Kind: in.Kind}.Place()
	of, _, there := formNamed(form)
	if !there || localPath(page, "") == "" {
		return &models.Error{Kind: models.Invalid, Message: "No form here keeps such a draft."}
	}
	in.Body = c.FormValue(of.body)
	in.Fields = of.fields(c, in.Body)
	d, err := s.store.SaveDraft(c.Request().Context(), viewer(c), in)
	if models.KindOf(err) == models.Conflict && err != nil {
		return s.draftConflict(c, in, err)
	}
	if err != nil {
		return err
	}
	private(c)
	if wantsFragment(c) {
		return c.JSON(http.StatusOK, keptDraft{Key: d.DraftKey, Version: d.Version})
	}
	s.flash(c, ui.Done, "Your draft is kept.")
	return c.Redirect(http.StatusSeeOther, page)
}

// fields are what the form holds besides its text; empty where nothing is typed into it, which drops what was kept.
func (of formKept) fields(c echo.Context, typed string) string {
	fields := url.Values{}
	for _, name := range of.typed {
		if value := c.FormValue(name); value != "" {
			fields.Set(name, value)
			typed += value
		}
	}
	if strings.TrimSpace(typed) == "" {
		return ""
	}
	for _, name := range of.chosen {
		fields.Set(name, strings.Join(formList(c, name), ","))
	}
	return fields.Encode()
}

// keptForms finds what the viewer typed into forms of a page and did not send.
func (s *Server) keptForms(c echo.Context, page string, forms ...string) (map[string]console.Kept, error) {
	kept, places := map[string]console.Kept{}, []string{}
	for _, form := range forms {
		if place := models.FormPlace(page, form); models.FormPlaceFits(place) {
			kept[form] = console.Kept{Place: place}
			places = append(places, place)
		}
	}
	drafts, err := s.store.FormDrafts(c.Request().Context(), viewer(c), places)
	for _, d := range drafts {
		_, form := d.Place()
		of, name, _ := formNamed(form)
		values := map[string]string{of.body: d.Body}
		fields, _ := url.ParseQuery(d.Fields) // what cannot be read fills nothing
		for field := range fields {
			values[field] = fields.Get(field)
		}
		kept[form] = console.Kept{Form: console.Form{Name: name, Values: values, Partial: true}, Version: d.Version, Place: d.DraftKey}
	}
	return kept, err
}

// sending is the store for the verb that a form with a draft calls: the draft goes with what the verb stores.
func (s *Server) sending(c echo.Context) *models.Store {
	return s.store.Sending(viewer(c), c.FormValue("draft_at"))
}
