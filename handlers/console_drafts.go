package handlers

import (
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

// toolFields are what is typed into the smaller forms beside a suggestion: the field that is the draft's text, and what
// goes with it. Fields that are chosen are kept with words alone.
var toolFields = map[string]struct {
	body   string
	typed  []string
	chosen []string
}{
	models.DraftOwner:   {body: "words", typed: []string{"note"}, chosen: []string{"handle"}},
	models.DraftNote:    {body: "body"},
	models.DraftSide:    {body: "body"},
	models.DraftSideEnd: {body: "words"},
}

// toolDraft is what stands in one of those forms. Its key is its place: there is one a suggestion and person.
func toolDraft(c echo.Context, kind string, id int64) (models.DraftInput, error) {
	of, there := toolFields[kind]
	if !there {
		return models.DraftInput{}, &models.Error{Kind: models.Invalid, Message: "No form here keeps such a draft."}
	}
	in := models.DraftInput{
		Key: models.ToolDraftKey(kind, id), Version: formNumber(c, "draft_version"), Kind: kind, ThreadID: id, Body: c.FormValue(of.body),
	}
	fields, typed := url.Values{}, in.Body
	for _, name := range of.typed {
		if value := c.FormValue(name); value != "" {
			fields.Set(name, value)
			typed += value
		}
	}
	if strings.TrimSpace(typed) == "" {
		return in, nil // which drops what was kept
	}
	for _, name := range of.chosen {
		fields.Set(name, c.FormValue(name))
	}
	in.Fields = fields.Encode()
	return in, nil
}

// itemKept fills the smaller forms with what the viewer typed before and did not send.
func (s *Server) itemKept(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	drafts, err := s.store.ToolDrafts(c.Request().Context(), p.viewer, th.ID)
	if err != nil {
		return err
	}
	i.Kept = map[string]console.Kept{}
	for _, d := range drafts {
		of := toolFields[d.Kind]
		values := map[string]string{of.body: d.Body}
		fields, _ := url.ParseQuery(d.Fields) // what cannot be read fills nothing
		for name := range fields {
			values[name] = fields.Get(name)
		}
		i.Kept[d.Kind] = console.Kept{Form: console.Form{Name: d.Kind, Values: values, Partial: true}, Version: d.Version}
	}
	return nil
}
