package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// showError answers with a page that says what happened and what to do.
func (s *Server) showError(c echo.Context, r refusal) error {
	text := r.Message
	if text == "" {
		text = http.StatusText(r.Status)
	}
	return c.String(r.Status, text+"\n")
}
