package handlers

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

// showTools has every tool that the viewer may use on a thread.
func (s *Server) showTools(c echo.Context) error {
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	return s.renderTools(c, http.StatusOK, th, usable(viewer(c), th), tools.Typed{})
}

// showTool is the page of one tool.
func (s *Server) showTool(t tools.Tool) echo.HandlerFunc {
	return func(c echo.Context) error {
		th, err := s.toolThread(c)
		if err != nil {
			return err
		}
		if !canUse(viewer(c), th, t) {
			return toolRefusal(th, t)
		}
		shown := []tools.Tool{t}
		if t == tools.Publish && canUse(viewer(c), th, tools.Schedule) {
			shown = append(shown, tools.Schedule)
		}
		return s.renderTools(c, http.StatusOK, th, shown, tools.Typed{})
	}
}

// visibleThread leads readers from a tool to the sign-in, where the thread exists for them; where it does not,
// it is not found, as for everybody.
func (s *Server) visibleThread(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if viewer(c).SignedIn() {
			return next(c)
		}
		if _, err := s.toolThread(c); err != nil {
			return err
		}
		return s.accountOnly(next)(c)
	}
}

// toolThread finds the thread of the address for whoever asks.
func (s *Server) toolThread(c echo.Context) (models.ThreadView, error) {
	private(c)
	id, err := pathID(c, "id")
	if err != nil {
		return models.ThreadView{}, err
	}
	return s.store.Thread(c.Request().Context(), viewer(c), id)
}

// canUse asks policy for one tool.
func canUse(v models.Viewer, th models.ThreadView, t tools.Tool) bool {
	of, in := th.Thread, th.Topic.Topic
	switch t {
	case tools.Pin, tools.Split:
		return v.CanTidy(of, in)
	case tools.Title:
		return v.CanRetitle(of, in)
	case tools.Outcome:
		return v.CanSetOutcome(of, in)
	case tools.Lock, tools.Slow:
		return v.CanModerate(of, in) && of.Published()
	case tools.Move:
		return v.CanModerate(of, in)
	case tools.Remove:
		return v.CanModerate(of, in) && of.Status != models.ThreadRemoved
	case tools.Restore:
		return v.CanModerate(of, in) && of.Status == models.ThreadRemoved
	case tools.Publish:
		return v.CanPublishStory(of, in) && !of.Published() && !v.FourEyes
	case tools.Schedule:
		return v.CanPublishStory(of, in) && (of.Status == models.ThreadDraft || of.Status == models.ThreadScheduled) && !v.FourEyes
	case tools.Review:
		return v.CanPublishStory(of, in) && !of.Published() && of.Status != models.ThreadScheduled
	case tools.Verdict:
		return v.CanReviewStory(of, in)
	case tools.Check:
		return v.CanCheckStory(of, in)
	case tools.Previews:
		return v.CanPreviewStory(of, in)
	case tools.Theme:
		return v.CanSetTheme(of, in)
	case tools.Series:
		return v.CanSetSeries(of, in)
	case tools.Corrections:
		return v.CanPublishStory(of, in) && of.Published()
	case tools.Withdraw:
		return v.CanWithdrawStory(of, in)
	case tools.Suggestion:
		return v.CanBecomeSuggestion(of, in)
	case tools.TakeBack:
		return v.CanJudge(of, in)
	}
	return false
}

func usable(v models.Viewer, th models.ThreadView) []tools.Tool {
	var all []tools.Tool
	for _, t := range tools.All {
		if canUse(v, th, t) {
			all = append(all, t)
		}
	}
	return all
}

func toolRefusal(th models.ThreadView, t tools.Tool) error {
	e := &models.Error{Kind: models.Forbidden}
	switch {
	case th.Kind == models.KindStory && t == tools.Publish && th.Published():
		e.Kind, e.Message = models.Conflict, "The story is out already."
	case t == tools.Schedule && th.Status == models.ThreadPublished:
		e.Kind, e.Message = models.Conflict, "The story is out already, so it cannot be scheduled."
	}
	return e
}

// renderTools draws tools of a thread; what came back with a form is kept.
func (s *Server) renderTools(c echo.Context, status int, th models.ThreadView, shown []tools.Tool, typed tools.Typed) error {
	page, err := s.toolsPage(c, th, shown, typed)
	if err != nil {
		return err
	}
	return s.render(c, status, tools.Tools(page))
}

func (s *Server) toolsPage(c echo.Context, th models.ThreadView, shown []tools.Tool, typed tools.Typed) (tools.Page, error) {
	if len(shown) == 0 {
		return tools.Page{}, &models.Error{Kind: models.Forbidden, Message: "There is nothing that you may change about this thread."}
	}
	frame := s.page(c, "Tools")
	frame.Canonical, frame.Robots, frame.Colour = "", "noindex", th.Topic.Colour
	thread, err := s.storyThread(c, th, shown)
	if err != nil {
		return tools.Page{}, err
	}
	page := tools.Page{Page: frame, Thread: thread, Tools: shown, Topics: s.topicOptions(c, th.Topic.Topic), Typed: typed}
	page.Page.Title = page.Headline()
	if !slices.ContainsFunc(shown, func(t tools.Tool) bool {
		return t == tools.Remove || t == tools.Withdraw || t == tools.Slow || t == tools.Lock
	}) {
		return page, nil
	}
	page.Saved, err = s.savedReasons(c.Request().Context(), viewer(c))
	return page, err
}

// storyThread is toolsThread, with what reviewing a story and handing out links to it need to know.
func (s *Server) storyThread(c echo.Context, th models.ThreadView, shown []tools.Tool) (tools.Thread, error) {
	ctx, thread := c.Request().Context(), s.toolsThread(c, th)
	var err error
	if slices.Contains(shown, tools.Verdict) {
		if thread.Opening, err = s.store.OpeningVersion(ctx, th.ID); err != nil {
			return thread, err
		}
	}
	if slices.Contains(shown, tools.Previews) {
		if thread.Links, err = s.store.OpenPreviews(ctx, th.ID); err != nil {
			return thread, err
		}
	}
	if slices.Contains(shown, tools.Theme) {
		theme, err := s.store.Theme(ctx, th.ID)
		if err != nil && models.KindOf(err) != models.NotFound {
			return thread, err
		}
		thread.ThemeUntil, thread.ThemeOpen = s.presenter(c).at(theme.ClosesAt), theme.Open(s.store.Now())
	}
	if slices.Contains(shown, tools.Series) {
		if err := s.addSeriesTool(ctx, viewer(c), th.Thread, &thread); err != nil {
			return thread, err
		}
	}
	thread.NewLink, _ = c.Get(keyNewPreview).(string)
	return thread, nil
}

func (s *Server) toolsThread(c echo.Context, th models.ThreadView) tools.Thread {
	p := s.presenter(c)
	return tools.Thread{
		Slip:     p.viewer.Slipped(th.WithdrawnBy, th.WithdrawnAt, s.store.Now()),
		InReview: th.InReview(), HandedBack: th.ReviewWords, Own: th.AuthorID == p.viewer.ID, FourEyes: p.viewer.FourEyes,
		CheckedAt: p.atPointer(th.CheckedAt), CheckDue: p.at(th.CheckDue()), Overdue: th.CheckOverdue(s.store.Now()),
		ID: th.ID, Slug: th.Slug, Title: th.Title, Tags: th.Tags, Kind: th.Kind, Status: th.Status,
		Topic: th.Topic.Name, TopicSlug: th.Topic.Slug, Outcome: th.Outcome,
		Pinned: th.Pinned(), Locked: th.Locked(), LockedBecause: th.LockedBecause, Slow: time.Duration(th.SlowSeconds) * time.Second,
		PublishAt: p.atPointer(th.PublishAt), Version: th.Version, Zone: s.zone(c),
	}
}

func (s *Server) zone(c echo.Context) tools.Zone {
	return tools.Zone{Name: s.directory(c).Site.TimeZone.String(), Now: s.local(c, s.store.Now())}
}

// topicOptions are the topics that a thread can go to: the one it is in, and every other that is not archived.
func (s *Server) topicOptions(c echo.Context, now models.Topic) []ui.Option {
	var options []ui.Option
	for _, t := range s.directory(c).Topics(viewer(c)) {
		if !t.Archived() || t.ID == now.ID {
			options = append(options, ui.Option{Value: t.Slug, Label: t.Name + visibilityWords(t.Visibility)})
		}
	}
	return options
}

func visibilityWords(v models.Visibility) string {
	switch v {
	case models.VisibleMembers:
		return " (members only)"
	case models.VisibleStaff:
		return " (staff only)"
	}
	return ""
}

// again shows a tool's form once more with what was typed, where the verb refused a field.
func (s *Server) again(c echo.Context, t tools.Tool, err error, fields ...string) error {
	e, ok := refused(err)
	if !ok {
		return err
	}
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	return s.renderTools(c, http.StatusUnprocessableEntity, th, []tools.Tool{t}, typedIn(c, t, e.Fields, fields))
}

func typedIn(c echo.Context, t tools.Tool, errors map[string]string, fields []string) tools.Typed {
	typed := tools.Typed{Tool: t, Values: map[string]string{}, Errors: errors}
	for _, f := range fields {
		typed.Values[f] = c.FormValue(f)
	}
	return typed
}

// toolDone leads to the thread as it is now, and says what was done. A script only hears that it was.
func (s *Server) toolDone(c echo.Context, id int64, words string) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	th, err := s.store.Thread(c.Request().Context(), viewer(c), id)
	if models.KindOf(err) == models.Gone { // what was just withdrawn leaves a notice at its address
		err = nil
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, links.Thread(id, th.Slug))
}
