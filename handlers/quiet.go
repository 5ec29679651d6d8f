package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// quietRoutes are what members keep away from themselves: people they block, and what they mute. Nobody else is told.
func (s *Server) quietRoutes() {
	e := s.echo
	e.GET("/settings/blocks", s.showQuiet, s.accountOnly)
	e.POST("/settings/activity", s.updateActivity, s.accountOnly)
	e.POST("/members/:handle/block", s.createBlock, s.accountOnly)
	e.POST("/members/:handle/mute", s.mutePerson, s.accountOnly)
	e.POST("/topics/:slug/mute", s.muteTopic, s.accountOnly)
	e.POST("/t/:id/mute", s.muteThread, s.accountOnly)
}

// showQuiet lists whom the viewer blocked and what they muted, each with its way back.
func (s *Server) showQuiet(c echo.Context) error {
	p := s.presenter(c)
	q, err := s.store.Quiet(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	page := account.QuietPage{Page: s.page(c, "Settings"), ActivityHidden: q.ActivityHidden}
	for _, b := range q.Blocks {
		page.Blocks = append(page.Blocks, account.Quieted{
			Person: p.person(b.Person, ""), Action: links.MemberBlock(b.Person.Handle), Since: p.at(b.CreatedAt),
		})
	}
	for _, m := range q.Mutes {
		shown := account.Quieted{Since: p.at(m.CreatedAt)}
		switch m.Subject() {
		case models.MutePerson:
			shown.Person, shown.Action = p.person(m.Person, ""), links.MemberMute(m.Person.Handle)
		case models.MuteThread:
			shown.Title, shown.Href, shown.Action = m.ThreadTitle, links.Thread(m.ThreadID, m.ThreadSlug), links.ThreadMute(m.ThreadID)
		case models.MuteTopic:
			shown.Title, shown.Href, shown.Action = m.TopicName, links.Topic(m.TopicSlug), links.TopicMute(m.TopicSlug)
		}
		page.Mutes = append(page.Mutes, shown)
	}
	return s.render(c, http.StatusOK, account.Blocks(page))
}

// updateActivity hides what the viewer does from being seen together, or shows it again.
func (s *Server) updateActivity(c echo.Context) error {
	return s.quieted(c, links.Settings("blocks"), func(on bool) (string, error) {
		err := s.store.SetActivityHidden(c.Request().Context(), viewer(c), on)
		return choose(on, "Your activity is hidden.", "Your activity can be seen again."), err
	})
}

func (s *Server) createBlock(c echo.Context) error {
	handle := c.Param("handle")
	return s.quieted(c, links.Member(handle), func(on bool) (string, error) {
		err := s.store.SetBlock(c.Request().Context(), viewer(c), handle, on)
		return choose(on, "Blocked. You no longer see what they write, and nobody is told.", "You see what they write again."), err
	})
}

func (s *Server) mutePerson(c echo.Context) error {
	return s.mute(c, models.MutePerson, c.Param("handle"), 0, links.Member(c.Param("handle")))
}

func (s *Server) muteTopic(c echo.Context) error {
	return s.mute(c, models.MuteTopic, c.Param("slug"), 0, links.Topic(c.Param("slug")))
}

func (s *Server) muteThread(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if _, wrong := wantedState(c); wrong != nil { // what may not be seen is not found before anything is said about the form
		if _, err := s.toolThread(c); err != nil {
			return err
		}
	}
	return s.mute(c, models.MuteThread, "", id, links.Thread(id, ""))
}

func (s *Server) mute(c echo.Context, subject models.MuteSubject, name string, id int64, back string) error {
	return s.quieted(c, back, func(on bool) (string, error) {
		err := s.store.SetMute(c.Request().Context(), viewer(c), subject, name, id, on)
		return choose(on, "Muted, and nobody is told that. What becomes of suggestions that you made or support still reaches you.", "No longer muted."), err
	})
}

// quieted does what a toggle asks and leads back, or answers a script with nothing but success.
func (s *Server) quieted(c echo.Context, back string, set func(on bool) (string, error)) error {
	on, wrong := wantedState(c)
	if wrong != nil {
		return wrong
	}
	words, err := set(on)
	if err != nil {
		return err
	}
	if wantsFragment(c) {
		private(c)
		return c.NoContent(http.StatusNoContent)
	}
	private(c)
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, nextPath(c, back))
}

// looking is the viewer with the one post revealed that they ask to see, whoever wrote it.
func looking(c echo.Context) models.Viewer {
	v := viewer(c)
	n, err := strconv.ParseInt(c.QueryParam("show"), 10, 64)
	if err != nil || n < 1 || len(v.Blocked) == 0 {
		return v
	}
	return v.Revealing(n)
}

// hiddenTitle stands where the viewer blocked whoever began a thread.
const hiddenTitle = "A thread by somebody you blocked"

// hideThread takes what its author wrote from the head of a thread that the viewer hides from themselves.
func hideThread(t *reading.Thread) {
	t.Title, t.Standfirst, t.Tags, t.Author = hiddenTitle, "", nil, ui.Person{}
	t.Cover = reading.Cover{}
}

// hideCard takes what somebody whom the viewer blocked asked for from a list that says what was decided.
func hideCard(c *ledger.Card) {
	c.Title, c.Excerpt, c.Author = hiddenTitle, "", ui.Person{Name: "somebody you blocked", Former: true}
}

// unblocked are the people whom the viewer did not block.
func (p presenter) unblocked(list []models.Person) []models.Person {
	var kept []models.Person
	for _, m := range list {
		if !p.viewer.Blocks(m.ID) {
			kept = append(kept, m)
		}
	}
	return kept
}

// readable is an answer that stands out, unless the viewer blocked whoever gave it and nobody answers by it for the
// company.
func (p presenter) readable(th models.ThreadView, a *models.ThreadAnswer) *models.ThreadAnswer {
	if a == nil || p.viewer.Blocks(a.Author.ID) && !th.OnRecord(models.Post{ID: a.PostID, Employer: a.Employer}) {
		return nil
	}
	return a
}
