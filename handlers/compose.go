package handlers

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// newThread is the composer, for a kind and topic among those open to the member; without them it asks first.
func (s *Server) newThread(c echo.Context) error {
	if key := c.QueryParam("draft"); key != "" {
		return s.openDraft(c, key)
	}
	v, d := viewer(c), s.directory(c)
	choices := topicChoices(v, d)
	in := models.ThreadInput{Topic: c.QueryParam("topic"), Kind: c.QueryParam("kind")}
	if c.QueryParam("template") != "" {
		if err := s.beginFrom(c, &in); err != nil {
			return err
		}
	}
	if in.Topic != "" {
		if _, err := d.Topic(v, in.Topic); err != nil {
			return err
		}
	}
	kind, err := models.ParseKind(in.Kind)
	if in.Topic == "" && in.Kind == "" || len(choices) == 0 || (in.Kind != "" && err != nil) {
		page := writing.StartPage{Page: s.page(c, "Write something"), Topics: choices}
		page.Canonical, page.Robots = "", "noindex"
		return s.render(c, http.StatusOK, writing.Start(page))
	}
	in.Topic, in.Kind = fillIn(choices, in.Topic, kind)
	if in.Topic == "" || in.Kind == "" {
		return &models.Error{Kind: models.Forbidden, Message: "You cannot start this here."}
	}
	page, err := s.composePage(c, in, writing.Keeping{DraftKey: auth.NewToken()})
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, writing.Compose(page))
}

// beginFrom puts a template of the composer's under what was typed. NotFound.
func (s *Server) beginFrom(c echo.Context, in *models.ThreadInput) error {
	n, err := strconv.ParseInt(c.FormValue("template"), 10, 64)
	if err != nil {
		return &models.Error{Kind: models.NotFound}
	}
	t, err := s.store.StoryTemplate(c.Request().Context(), viewer(c), n)
	if err != nil {
		return err
	}
	in.Kind = string(models.KindStory)
	in.Title, in.Body = t.Begin(in.Title, in.Body)
	return nil
}

// templateOptions are what the composer of a story offers to begin with; none where there is none.
func (s *Server) templateOptions(c echo.Context) (options []ui.Option, err error) {
	list, err := s.store.StoryTemplates(c.Request().Context(), viewer(c))
	for _, t := range list {
		if !t.Archived() {
			label := t.Name
			if t.Purpose != "" {
				label += ": " + t.Purpose
			}
			options = append(options, ui.Option{Value: strconv.FormatInt(t.ID, 10), Label: label})
		}
	}
	return options, err
}

// topicChoices are the topics and kinds that the viewer may start something in.
func topicChoices(v models.Viewer, d *models.Directory) []writing.TopicChoice {
	var choices []writing.TopicChoice
	for _, t := range d.Topics(v) {
		choice := writing.TopicChoice{Slug: t.Slug, Name: t.Name, Description: t.Description, Colour: t.Colour}
		for _, k := range models.OpenKinds {
			if v.CanStart(k, t.Topic) {
				choice.Kinds = append(choice.Kinds, k)
			}
		}
		if len(choice.Kinds) > 0 {
			choices = append(choices, choice)
		}
	}
	return choices
}

// fillIn completes a topic without a kind, or a kind without a topic; empty where the two do not go together.
func fillIn(choices []writing.TopicChoice, topic string, kind models.Kind) (string, string) {
	for _, t := range choices {
		if topic != "" && t.Slug != topic {
			continue
		}
		if kind == "" {
			return t.Slug, string(t.Kinds[0])
		}
		if slices.Contains(t.Kinds, kind) {
			return t.Slug, string(kind)
		}
	}
	return "", ""
}

// threadInput reads the composer's form.
func threadInput(c echo.Context) models.ThreadInput {
	return models.ThreadInput{
		Topic: c.FormValue("topic"), Kind: c.FormValue("kind"), Title: c.FormValue("title"), Body: c.FormValue("body"),
		Tags: c.FormValue("tags"), Standfirst: c.FormValue("standfirst"), Cover: coverValue(c),
		CoverAlt: c.FormValue("cover_alt"), DraftKey: c.FormValue("draft_key"), Later: c.FormValue("later") == "1",
	}
}

func keeping(c echo.Context) writing.Keeping {
	return writing.Keeping{DraftKey: c.FormValue("draft_key"), DraftVersion: formNumber(c, "draft_version")}
}

// createThread starts a thread. What is refused comes back in the composer, everything typed kept.
func (s *Server) createThread(c echo.Context) error {
	in := threadInput(c)
	until, err := models.ParseLocalMoment("theme_until", c.FormValue("theme_until"), s.directory(c).Site.TimeZone)
	if err != nil {
		return s.composeAgain(c, http.StatusUnprocessableEntity, in, err)
	}
	in.ThemeUntil = until.At
	switch c.FormValue("change") {
	case "":
	case "template":
		if err := s.beginFrom(c, &in); err != nil && models.KindOf(err) == models.NotFound {
			gone := &models.Error{Kind: models.Invalid, Fields: map[string]string{"template": "This template is not offered any more. Choose another."}}
			return s.composeAgain(c, http.StatusUnprocessableEntity, in, gone)
		} else if err != nil {
			return err
		}
		return s.composeAgain(c, http.StatusOK, in, nil)
	default:
		return s.composeAgain(c, http.StatusOK, in, nil)
	}
	if c.FormValue("alike") == "look" && in.Kind == string(models.KindSuggestion) {
		if found, err := s.alike(c, in.Title); err != nil || len(found) > 0 {
			return s.askAlike(c, in, found, err)
		}
	}
	th, err := s.store.CreateThread(c.Request().Context(), viewer(c), in)
	if held, ok := models.HeldBy(err); ok {
		return s.tellHeld(c, held)
	}
	switch models.KindOf(err) {
	case models.Invalid, models.Forbidden, models.TooMany, models.Conflict:
		if err != nil {
			return s.composeAgain(c, answers.Of(err).Status, in, err)
		}
	}
	if err != nil {
		return err
	}
	private(c)
	return c.Redirect(http.StatusSeeOther, links.Thread(th.ID, th.Slug))
}

// composeAgain shows the composer as it was sent, with what is wrong.
func (s *Server) composeAgain(c echo.Context, status int, in models.ThreadInput, refusal error) error {
	page, err := s.composePage(c, in, keeping(c))
	if err != nil {
		return err
	}
	if refusal != nil {
		page.Wrong(wrongWith(c, refusal))
	}
	if sent, ok := errors.AsType[*models.AlreadySent](refusal); ok {
		page.SentID, page.SentText = sent.PostID, sent.Text
		page.Keeping = writing.Keeping{DraftKey: auth.NewToken()}
	}
	return s.render(c, status, writing.Compose(page))
}

// wrongWith splits a refusal into messages for fields and for the whole form, and says when to come back.
func wrongWith(c echo.Context, refusal error) (map[string]string, string) {
	r := answers.Of(refusal)
	r.SetHeaders(c.Response().Header())
	return r.Fields, r.Message
}

func (s *Server) composePage(c echo.Context, in models.ThreadInput, k writing.Keeping) (writing.ComposePage, error) {
	v, d := viewer(c), s.directory(c)
	kind, err := models.ParseKind(in.Kind)
	if err != nil {
		kind = models.KindDiscussion
	}
	page := writing.ComposePage{
		Page: s.page(c, writing.KindName(kind)), Keeping: k, Kind: kind, Topic: in.Topic,
		Typed: writing.Text{Title: in.Title, Body: in.Body, Tags: in.Tags, Standfirst: in.Standfirst, Cover: in.Cover, CoverAlt: in.CoverAlt, ThemeUntil: c.FormValue("theme_until")},
	}
	page.Canonical, page.Robots, page.Composer = "", "noindex", true
	if page.DraftKey == "" {
		page.DraftKey = auth.NewToken()
	}
	allowed := map[models.Kind]bool{}
	for _, t := range topicChoices(v, d) {
		page.Topics = append(page.Topics, ui.Option{Value: t.Slug, Label: t.Name})
		for _, k := range t.Kinds {
			allowed[k] = true
		}
	}
	for _, k := range models.OpenKinds {
		if allowed[k] {
			page.Kinds = append(page.Kinds, ui.Option{Value: string(k), Label: writing.KindName(k)})
		}
	}
	if kind == models.KindStory && v.SignedIn() {
		if page.Own, err = s.ownCovers(c, in.Cover, 0); err != nil {
			return page, err
		}
		if v.CanPublish() {
			if page.Templates, err = s.templateOptions(c); err != nil {
				return page, err
			}
		}
		page.Template = c.FormValue("template")
	}
	t, err := d.Topic(v, in.Topic)
	if err != nil {
		return page, nil // the field says that the topic is to be chosen
	}
	page.Theme = v.CanOpenTheme(t.Topic)
	page.Where, page.Colour, page.Here = t.Name, t.Colour, links.Topic(t.Slug)
	page.RulesOpen = v.NewMember(s.store.Now())
	page.Rules, err = s.store.Rendered(c.Request().Context(), t.PostingRules)
	return page, err
}
