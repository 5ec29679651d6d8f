package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// magazineRoutes are where staff make the magazine.
func (s *Server) magazineRoutes() {
	e := s.echo
	e.GET("/console/desk", s.showConsoleDesk)
	e.GET("/console/desk/calendar", s.showDeskCalendar)
	e.GET("/console/templates", s.showTemplates)
	e.POST("/console/templates", s.createTemplate)
	e.GET("/console/templates/:id", s.editTemplate)
	e.POST("/console/templates/:id", s.updateTemplate)
	e.POST("/console/templates/:id/archive", s.updateTemplateArchive)
	e.POST("/console/members/:handle/four-eyes", s.updateFourEyes)
	e.GET("/console/front", s.editFront)
	e.POST("/console/front", s.updateFront)
	e.GET("/console/topics/:slug/front", s.editFront)
	e.POST("/console/topics/:slug/front", s.updateFront)
}

// composing is a front as somebody composes it, before it is stored.
type composing struct {
	topic  models.TopicEntry // ID 0: the front page
	stored models.Front
	in     models.FrontInput
	words  map[models.FrontBlock]string // what is looked for
	found  map[models.FrontBlock][]models.ThreadItem
	wrong  map[string]string
}

// composing begins with the front as it is stored.
func (s *Server) composing(c echo.Context) (*composing, error) {
	f := &composing{words: map[models.FrontBlock]string{}, found: map[models.FrontBlock][]models.ThreadItem{}}
	d := s.directory(c)
	if slug := c.Param("slug"); slug != "" {
		var err error
		if f.topic, err = d.Topic(viewer(c), slug); err != nil {
			return nil, err
		}
	}
	f.stored = d.Fronts[f.topic.ID]
	f.in.Version = f.stored.Version
	for _, set := range f.stored.Blocks(f.topic.ID) {
		block := models.FrontBlockInput{Block: set.Block, Shown: set.Shown, Days: set.Days}
		for _, p := range set.Picks {
			block.Picks = append(block.Picks, models.FrontPickInput{ThreadID: p.ThreadID})
		}
		f.in.Blocks = append(f.in.Blocks, block)
	}
	return f, nil
}

// read takes the form as it came.
func (f *composing) read(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return err
	}
	f.in = models.FrontInput{Version: formNumber(c, "version")}
	for _, name := range form["block"] {
		b := models.FrontBlock(name)
		sent := slices.ContainsFunc(f.in.Blocks, func(o models.FrontBlockInput) bool { return o.Block == b })
		if sent || !slices.Contains(models.FrontBlocks(f.topic.ID), b) {
			continue
		}
		block := models.FrontBlockInput{Block: b, Shown: slices.Contains(form["show"], name)}
		if days := strings.TrimSpace(form.Get("days_" + name)); days != "" {
			if block.Days, err = strconv.ParseInt(days, 10, 64); err != nil {
				block.Days = -1
			}
		}
		for _, value := range form["pick_"+name] {
			id, anew := strings.CutSuffix(value, "+")
			if n, err := strconv.ParseInt(id, 10, 64); err == nil {
				block.Picks = append(block.Picks, models.FrontPickInput{ThreadID: n, Anew: anew})
			}
		}
		f.words[b] = strings.TrimSpace(form.Get("q_" + name))
		f.in.Blocks = append(f.in.Blocks, block)
	}
	return nil
}

// editFront shows how a front stands.
func (s *Server) editFront(c echo.Context) error {
	f, err := s.composing(c)
	if err != nil {
		return err
	}
	return s.renderComposing(c, http.StatusOK, f)
}

// updateFront does what a button of the form says. All but saving, undoing and resetting change the form alone.
func (s *Server) updateFront(c echo.Context) error {
	f, err := s.composing(c)
	if err != nil {
		return err
	}
	if err := f.read(c); err != nil {
		return err
	}
	ctx, v, id := c.Request().Context(), viewer(c), f.topic.ID
	switch do := strings.Split(c.FormValue("do"), ":"); do[0] {
	case "save":
		return s.composed(c, f, s.store.ComposeFront(ctx, v, id, f.in), "Saved. Readers find the page as you composed it.")
	case "undo":
		return s.composed(c, f, s.store.UndoFront(ctx, v, id, f.in.Version), "Undone: the page stands as it did before the last change.")
	case "reset":
		return s.composed(c, f, s.store.ResetFront(ctx, v, id, f.in.Version), "The page composes itself again.")
	case "preview":
		return s.previewFront(c, f)
	case "find", "":
		if err := s.findForFront(c, f); err != nil {
			return err
		}
	default:
		if !f.do(do) {
			return &models.Error{Kind: models.Invalid, Message: "The form has no such button."}
		}
	}
	return s.renderComposing(c, http.StatusOK, f)
}

// composed answers what became of a change.
func (s *Server) composed(c echo.Context, f *composing, err error, words string) error {
	if e, ok := refused(err); ok {
		f.wrong = e.Fields
		return s.renderComposing(c, http.StatusUnprocessableEntity, f)
	}
	if models.KindOf(err) == models.Conflict && f.in.Version != f.stored.Version {
		return s.renderComposing(c, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.ConsoleTopicFront(f.topic.Slug))
}

// do moves blocks and picks about in the form: up, down, first, drop, anew, add.
func (f *composing) do(do []string) bool {
	if len(do) < 2 {
		return false
	}
	at := slices.IndexFunc(f.in.Blocks, func(b models.FrontBlockInput) bool { return string(b.Block) == do[1] })
	if at < 0 {
		return false
	}
	switch do[0] {
	case "up", "down":
		to := at + 1
		if do[0] == "up" {
			to = at - 1
		}
		if to >= 0 && to < len(f.in.Blocks) {
			f.in.Blocks[at], f.in.Blocks[to] = f.in.Blocks[to], f.in.Blocks[at]
		}
		return true
	}
	if len(do) < 3 {
		return false
	}
	id, err := strconv.ParseInt(do[2], 10, 64)
	return err == nil && f.pick(&f.in.Blocks[at], do[0], id)
}

func (f *composing) pick(block *models.FrontBlockInput, do string, id int64) bool {
	pick := models.FrontPickInput{ThreadID: id}
	n := slices.IndexFunc(block.Picks, func(p models.FrontPickInput) bool { return p.ThreadID == id })
	if n >= 0 {
		pick = block.Picks[n]
	}
	others := slices.DeleteFunc(slices.Clone(block.Picks), func(p models.FrontPickInput) bool { return p.ThreadID == id })
	switch do {
	case "first":
		block.Picks = slices.Insert(others, 0, pick)
	case "drop":
		block.Picks = others
	case "anew":
		pick.Anew = true
		block.Picks = slices.Insert(others, max(0, n), pick)
	case "add":
		block.Picks = append(others, pick)
		f.words[block.Block] = ""
	default:
		return false
	}
	return true
}

// previewFront draws the page as readers would find it.
func (s *Server) previewFront(c echo.Context, f *composing) error {
	private(c)
	p := s.presenter(c)
	front := f.in.Apply(f.stored, s.store.Now())
	if f.topic.ID != 0 {
		page, err := s.topicPage(c, p, f.topic, models.ThreadFilter{TopicID: f.topic.ID, Sort: models.SortLatest}, 1, front)
		if err != nil {
			return err
		}
		page.Robots = "noindex"
		return s.render(c, http.StatusOK, reading.Topic(page))
	}
	p.viewer = models.Viewer{}
	page, err := s.frontPage(c, p, front)
	if err != nil {
		return err
	}
	page.Preview, page.Robots = true, "noindex"
	return s.render(c, http.StatusOK, reading.Front(page))
}
