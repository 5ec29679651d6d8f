package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/tools"
)

// wantedState reads the state that a toggle sends.
func wantedState(c echo.Context) (bool, error) {
	switch c.FormValue("on") {
	case "1":
		return true, nil
	case "0":
		return false, nil
	}
	return false, &models.Error{Kind: models.Invalid, Fields: map[string]string{"on": "Send on=1 or on=0."}}
}

// updatePin pins a thread or lets it down.
func (s *Server) updatePin(c echo.Context) error {
	return s.toggleThread(c, tools.Pin, func(id int64, on bool) (string, error) {
		err := s.store.SetPinned(c.Request().Context(), viewer(c), id, on)
		return choose(on, "The thread is pinned.", "The thread is no longer pinned."), err
	})
}

// updateLock closes a thread or opens it again.
func (s *Server) updateLock(c echo.Context) error {
	return s.toggleThread(c, tools.Lock, func(id int64, on bool) (string, error) {
		rule, because, err := s.reasonIn(c, "reason")
		if err == nil {
			err = s.store.SetLocked(c.Request().Context(), viewer(c), id, on, rule, because)
		}
		return choose(on, "The thread is closed to replies.", "The thread is open to replies again."), err
	})
}

func (s *Server) toggleThread(c echo.Context, t tools.Tool, set func(id int64, on bool) (string, error)) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	on, wrong := wantedState(c)
	if wrong != nil { // what may not be seen is not found before anything is said about the form
		th, err := s.toolThread(c)
		if err != nil {
			return err
		}
		if !canUse(viewer(c), th, t) {
			return toolRefusal(th, t)
		}
		return wrong
	}
	words, err := set(id, on)
	if err != nil {
		return s.again(c, t, err, "rule", "reason", "saved")
	}
	return s.toolDone(c, id, words)
}

func choose(on bool, yes, no string) string {
	if on {
		return yes
	}
	return no
}

// updateSlowMode has members wait between two posts of a thread, or ends that.
func (s *Server) updateSlowMode(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	pause, err := time.ParseDuration(c.FormValue("pause"))
	if err != nil {
		pause = -1 // the verb says what there is to choose from
	}
	in := models.SlowModeInput{Pause: pause}
	if in.Rule, in.Because, err = s.reasonIn(c, "reason"); err == nil {
		err = s.store.SetSlowMode(c.Request().Context(), viewer(c), id, in)
	}
	if err != nil {
		return s.again(c, tools.Slow, err, "pause", "rule", "reason", "saved")
	}
	return s.toolDone(c, id, choose(pause > 0, "The thread is slowed down.", "Everybody posts as they like again."))
}

// updateTitle changes title and tags. Whoever comes second sees both texts.
func (s *Server) updateTitle(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), viewer(c)
	err = s.store.Retitle(ctx, v, id, c.FormValue("title"), c.FormValue("tags"), formNumber(c, "version"))
	if models.KindOf(err) == models.Conflict {
		return s.titleClash(c)
	}
	if err != nil {
		return s.again(c, tools.Title, err, "title", "tags")
	}
	return s.toolDone(c, id, "Title and tags are changed.")
}

func (s *Server) titleClash(c echo.Context) error {
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	page, err := s.toolsPage(c, th, []tools.Tool{tools.Title}, typedIn(c, tools.Title, nil, []string{"title", "tags"}))
	if err != nil {
		return err
	}
	page.Clash = &tools.Clash{Title: th.Title, Tags: th.Tags}
	return s.render(c, http.StatusConflict, tools.Tools(page))
}

// updateOutcome says what came of a thread.
func (s *Server) updateOutcome(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	words := c.FormValue("outcome")
	if err := s.store.SetOutcome(c.Request().Context(), viewer(c), id, words); err != nil {
		return s.again(c, tools.Outcome, err, "outcome")
	}
	return s.toolDone(c, id, choose(words != "", "The outcome stands on top of the thread.", "The outcome is taken away."))
}

// createMove puts a thread into another topic.
func (s *Server) createMove(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.MoveThread(c.Request().Context(), viewer(c), id, c.FormValue("topic"), c.FormValue("reason")); err != nil {
		return s.again(c, tools.Move, err, "topic", "reason")
	}
	return s.toolDone(c, id, "The thread is in its new topic.")
}

// createRemoval takes a thread away; deleteRemoval brings it back.
func (s *Server) createRemoval(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		err = s.store.RemoveThread(c.Request().Context(), viewer(c), id, rule, because)
	}
	if err != nil {
		return s.again(c, tools.Remove, err, "rule", "reason", "saved")
	}
	return s.toolDone(c, id, "The thread is removed. It can be brought back from its tools.")
}

func (s *Server) deleteRemoval(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.RestoreThread(c.Request().Context(), viewer(c), id, c.FormValue("reason")); err != nil {
		return s.again(c, tools.Restore, err, "reason")
	}
	return s.toolDone(c, id, "The thread is back.")
}
