package handlers

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showConsoleTopics lists all topics for staff.
func (s *Server) showConsoleTopics(c echo.Context) error {
	p := s.presenter(c)
	figures, err := s.store.TopicFigures(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	quiet, err := s.store.QuietTopics(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	page := console.TopicsPage{Frame: s.consoleFrame(c, "Topics", links.ConsoleTopics), CanSet: p.viewer.Administrator()}
	topics := p.site.Topics(p.viewer)
	for i, t := range topics {
		page.Topics = append(page.Topics, console.Topic{
			First: i == 0 || topics[i-1].Archived() != t.Archived(), Last: i == len(topics)-1 || topics[i+1].Archived() != t.Archived(),
			Quiet: slices.Contains(quiet, t.ID),
			Slug:  t.Slug, Name: t.Name, Colour: t.Colour, Visibility: t.Visibility, Archived: t.Archived(),
			Threads: figures[t.ID].Threads, Posts: figures[t.ID].Posts, Hosts: p.people(t.Hosts),
		})
	}
	if page.CanSet {
		merges, err := s.store.TopicMerges(c.Request().Context(), p.viewer)
		if err != nil {
			return err
		}
		for _, m := range merges {
			page.Merges = append(page.Merges, console.TopicMerge{
				ID: m.ID, Slug: m.Slug, Name: m.Name, Into: m.IntoName, By: m.Actor.Name, At: p.at(m.MergedAt), Until: p.at(m.EndsAt()),
			})
		}
	}
	return s.render(c, http.StatusOK, console.Topics(page))
}

// administratorOnly refuses a page of the console to other staff.
func (s *Server) administratorOnly(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !viewer(c).Administrator() {
			return &models.Error{Kind: models.Forbidden, Message: "Only administrators do this. Ask one of them."}
		}
		return next(c)
	}
}

// topicFields are the fields of the form, with what a clash calls them.
var topicFields = [][2]string{
	{"name", "Name"}, {"slug", "Address"}, {"description", "Description"}, {"posting_rules", "Posting rules"},
	{"visibility", "Who may see it"}, {"kinds", "Kinds"}, {"starters", "Who may start which"}, {"hosts", "Hosts"}, {"owner", "Owner of suggestions"}, {"colour", "Colour"}, {"cover", "Cover"},
	{"position", "Place"}, {"archived", "Archived"},
}

func (s *Server) newTopic(c echo.Context) error {
	return s.renderNewTopic(c, http.StatusOK, console.Form{}, "topic-"+rand.Text())
}

func (s *Server) renderNewTopic(c echo.Context, status int, form console.Form, key string) error {
	page := console.TopicPage{
		Frame: s.consoleFrame(c, "A new topic", links.ConsoleTopics), Form: form, DraftKey: key,
		Now: topicNow(models.TopicEntry{Topic: models.Topic{
			Visibility: models.VisiblePublic, Colour: models.Colours[0], Kinds: "story,discussion,question,suggestion",
		}}),
	}
	if err := s.addTopicOwners(c, &page, nil); err != nil {
		return err
	}
	return s.renderTopicPage(c, status, page)
}

// addTopicOwners says who may get what is suggested in a topic, and who does. Whoever left the staff does not.
func (s *Server) addTopicOwners(c echo.Context, page *console.TopicPage, owner *int64) error {
	p := s.presenter(c)
	staff, err := s.store.Load(c.Request().Context(), p.viewer)
	for _, m := range staff {
		page.Staff = append(page.Staff, p.colleague(m))
		if owner != nil && *owner == m.ID {
			page.Now["owner"] = m.Handle
		}
	}
	return err
}

// renderTopicPage adds the pictures that may lead the topic's front: the one that does, and the viewer's own.
func (s *Server) renderTopicPage(c echo.Context, status int, page console.TopicPage) error {
	own, err := s.ownCovers(c, page.Now["cover"], 0)
	if err != nil {
		return err
	}
	for i, one := range own {
		name := "Yours, sent " + ui.Moment(one.SentAt)
		if i == 0 && one.SentAt.IsZero() {
			name = "As it is"
		}
		page.Own = append(page.Own, console.TopicCover{Key: one.Key, Src: one.Src, Name: name})
	}
	return s.render(c, status, console.EditTopic(page))
}

// createTopic makes a topic and leads to it.
func (s *Server) createTopic(c echo.Context) error {
	in, wrong := topicInput(c)
	in.DraftKey = c.FormValue("draft_key")
	var t models.Topic
	err := wrong
	if err == nil {
		t, err = s.store.CreateTopic(c.Request().Context(), viewer(c), in)
	}
	if e, ok := refused(err); ok {
		return s.renderNewTopic(c, http.StatusUnprocessableEntity, topicForm(c, e.Fields), in.DraftKey)
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, "The topic "+t.Name+" is made.")
	return c.Redirect(http.StatusSeeOther, links.Topic(t.Slug))
}

func (s *Server) editTopic(c echo.Context) error {
	return s.renderTopicForm(c, http.StatusOK, console.Form{})
}

func (s *Server) renderTopicForm(c echo.Context, status int, form console.Form) error {
	t, err := s.directory(c).Topic(viewer(c), c.Param("slug"))
	if err != nil {
		return err
	}
	page := console.TopicPage{
		Frame: s.consoleFrame(c, t.Name, links.ConsoleTopics), Form: form, Slug: t.Slug, Version: t.Version,
		Now: topicNow(t), Archived: t.Archived(),
	}
	if err := s.addTopicOwners(c, &page, t.OwnerID); err != nil {
		return err
	}
	for _, other := range s.directory(c).Topics(viewer(c)) {
		if other.ID != t.ID && !other.Archived() && other.Visibility == t.Visibility {
			page.Others = append(page.Others, console.Topic{Slug: other.Slug, Name: other.Name})
		}
	}
	if status == http.StatusConflict {
		page.Form.Theirs = theirs(form, page.Now, topicFields...)
	}
	return s.renderTopicPage(c, status, page)
}

// updateTopic changes a topic. Whoever comes second sees what the first stored.
func (s *Server) updateTopic(c echo.Context) error {
	in, wrong := topicInput(c)
	in.Version = formNumber(c, "version")
	var t models.Topic
	err := wrong
	if err == nil {
		t, err = s.store.UpdateTopic(c.Request().Context(), viewer(c), c.Param("slug"), in)
	}
	if e, ok := refused(err); ok {
		return s.renderTopicForm(c, http.StatusUnprocessableEntity, topicForm(c, e.Fields))
	}
	if models.KindOf(err) == models.Conflict {
		return s.renderTopicForm(c, http.StatusConflict, topicForm(c, nil))
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, "The topic "+t.Name+" is saved.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopics)
}

// topicInput binds the form.
func topicInput(c echo.Context) (models.TopicInput, error) {
	in := models.TopicInput{
		Slug: c.FormValue("slug"), Name: c.FormValue("name"), Description: c.FormValue("description"),
		PostingRules: c.FormValue("posting_rules"), Cover: coverValue(c), Colour: c.FormValue("colour"),
		Visibility: c.FormValue("visibility"), Kinds: kinds(c), Starters: starters(c), Hosts: c.FormValue("hosts"), Archived: c.FormValue("archived") == "1",
	}
	if owner := c.FormValue("owner"); owner != "" || c.Request().Form.Has("owner") {
		in.Owner = &owner
	}
	errors := map[string]string{}
	if in.Kinds == "" {
		errors["kinds"] = "Choose at least one; otherwise archive the topic."
	}
	if text := strings.TrimSpace(c.FormValue("position")); text != "" {
		var err error
		if in.Position, err = strconv.ParseInt(text, 10, 64); err != nil {
			errors["position"] = "Give a whole number."
		}
	}
	if len(errors) > 0 {
		return in, &models.Error{Kind: models.Invalid, Fields: errors}
	}
	return in, nil
}

func kinds(c echo.Context) string {
	_ = c.FormValue("kinds") // parses the form
	return strings.Join(c.Request().Form["kinds"], ",")
}

// starters are the choices of who may start each kind, as one list.
func starters(c echo.Context) string {
	var parts []string
	for _, k := range models.OpenKinds {
		if who := c.FormValue("starters_" + string(k)); who != "" {
			parts = append(parts, string(k)+":"+who)
		}
	}
	return strings.Join(parts, ",")
}

func topicForm(c echo.Context, errors map[string]string) console.Form {
	var names []string
	for _, f := range topicFields {
		names = append(names, f[0])
	}
	form := consoleForm(c, "topic", errors, names...)
	form.Values["kinds"], form.Values["starters"], form.Values["cover"] = kinds(c), starters(c), coverValue(c)
	return form
}

// topicNow are the fields of the form as they are stored.
func topicNow(t models.TopicEntry) map[string]string {
	var hosts []string
	for _, h := range t.AllHosts() {
		hosts = append(hosts, h.Handle)
	}
	return map[string]string{
		"name": t.Name, "slug": t.Slug, "description": t.Description, "posting_rules": t.PostingRules,
		"visibility": string(t.Visibility), "kinds": t.Kinds, "starters": t.Starters, "hosts": strings.Join(hosts, ", "), "colour": t.Colour,
		"cover": t.Cover, "position": strconv.FormatInt(t.Position, 10), "archived": choose(t.Archived(), "1", ""),
	}
}
