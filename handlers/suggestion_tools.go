package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/tools"
)

// createSuggestion turns a discussion or question into a suggestion, at the same address.
func (s *Server) createSuggestion(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if _, err := s.store.BecomeSuggestion(c.Request().Context(), viewer(c), id); err != nil {
		return s.again(c, tools.Suggestion, err)
	}
	return s.toolDone(c, id, "It is a suggestion now: it has an owner, and a date by which somebody answers.")
}

// deleteSuggestion lets its author take a suggestion back.
func (s *Server) deleteSuggestion(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	if err := s.store.WithdrawSuggestion(c.Request().Context(), viewer(c), id); err != nil {
		return s.again(c, tools.TakeBack, err)
	}
	return s.toolDone(c, id, "You took the suggestion back.")
}
