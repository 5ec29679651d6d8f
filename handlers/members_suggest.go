package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// suggestion is a member as a mention's completion shows them.
type suggestion struct {
	Handle string `json:"handle"`
	Name   string `json:"name"`
	Staff  bool   `json:"staff"`
}

// suggestMembers completes a mention, for signed-in members.
func (s *Server) suggestMembers(c echo.Context) error {
	people, err := s.store.SuggestMembers(c.Request().Context(), viewer(c), c.QueryParam("q"))
	if err != nil {
		return err
	}
	out := make([]suggestion, 0, len(people))
	for _, p := range people {
		out = append(out, suggestion{Handle: p.Handle, Name: p.Name, Staff: p.Staff()})
	}
	private(c)
	return c.JSON(http.StatusOK, out)
}
