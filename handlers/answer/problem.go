package answer

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// ProblemType is the media type of a Problem.
const ProblemType = "application/problem+json"

// Problem is a problem document, with our field messages.
type Problem struct {
	Type   string            `json:"type" doc:"Always about:blank: the status says what sort of problem it is."`
	Title  string            `json:"title" doc:"The status in words."`
	Status int               `json:"status" doc:"The HTTP status."`
	Detail string            `json:"detail,omitempty" doc:"A sentence for people: what happened and what to do."`
	Fields map[string]string `json:"fields,omitempty" doc:"What to do about each field that breaks a rule."`
}

// Problem is the refusal as a document.
func (r Refusal) Problem() Problem {
	return Problem{Type: "about:blank", Title: http.StatusText(r.Status), Status: r.Status, Detail: r.Message, Fields: r.Fields}
}

// WriteProblem answers with the refusal as a document. A 401 says how to come in.
func WriteProblem(c echo.Context, r Refusal) error {
	h := c.Response().Header()
	h.Set("Content-Type", ProblemType)
	if r.Status == http.StatusUnauthorized {
		challenge := `Bearer realm="Commonthread"`
		if c.Request().Header.Get("Authorization") != "" {
			challenge += `, error="invalid_token"`
		}
		h.Set("WWW-Authenticate", challenge)
	}
	return c.JSON(r.Status, r.Problem())
}
