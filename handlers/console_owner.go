package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
)

// updateOwner gives a suggestion to somebody of the staff.
func (s *Server) updateOwner(c echo.Context) error {
	return s.itemVerb(c, "owner", "", "The owner is saved, and on record.", func(id int64) error {
		_, err := s.store.SetOwner(c.Request().Context(), viewer(c), id, models.OwnerInput{
			Handle: c.FormValue("handle"), Words: c.FormValue("words"), Note: c.FormValue("note"), Version: formNumber(c, "version"),
		})
		return err
	}, "handle", "words", "note")
}

// createNote keeps private words about a suggestion.
func (s *Server) createNote(c echo.Context) error {
	return s.itemVerb(c, "note", "#notes", "The note is kept, for the staff alone.", func(id int64) error {
		return s.store.AddNote(c.Request().Context(), viewer(c), id, c.FormValue("body"))
	}, "body")
}

// createSnooze puts a suggestion aside for the viewer alone.
func (s *Server) createSnooze(c echo.Context) error {
	return s.itemVerb(c, "snooze", "", "It is put aside for you until then. Its clock runs on.", func(id int64) error {
		return s.store.Snooze(c.Request().Context(), viewer(c), id, models.SnoozeInput{Days: int(formNumber(c, "days")), Reason: c.FormValue("reason")})
	}, "days", "reason")
}

func (s *Server) deleteSnooze(c echo.Context) error {
	return s.itemVerb(c, "", "", "It is back in your lists.", func(id int64) error {
		return s.store.Wake(c.Request().Context(), viewer(c), id)
	})
}

// createSideMessage writes to whoever asked in private.
func (s *Server) createSideMessage(c echo.Context) error {
	return s.itemVerb(c, "side", "#side", "It is sent to the author in private.", func(id int64) error {
		return s.store.WriteSide(c.Request().Context(), viewer(c), id, c.FormValue("body"))
	}, "body")
}

// deleteSide closes the private conversation with a public line.
func (s *Server) deleteSide(c echo.Context) error {
	return s.itemVerb(c, "side-close", "", "The private conversation is closed, and the page says how it ended.", func(id int64) error {
		return s.store.CloseSide(c.Request().Context(), viewer(c), id, c.FormValue("words"))
	}, "words")
}

// deleteMerge lets a merged suggestion stand by itself again.
func (s *Server) deleteMerge(c echo.Context) error {
	return s.itemVerb(c, "unmerge", "", "It stands by itself again, and its people are told.", func(id int64) error {
		return s.sending(c).Unmerge(c.Request().Context(), viewer(c), id, c.FormValue("words"))
	}, "words")
}

// itemVerb runs one verb on a suggestion: the form comes back where it is refused, else its page.
func (s *Server) itemVerb(c echo.Context, form, fragment, done string, verb func(id int64) error, fields ...string) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := verb(id); err != nil {
		return s.itemRefused(c, form, err, fields...)
	}
	return s.itemDone(c, id, fragment, done)
}
