package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/reading"
)

// showError answers with a page that says what happened and what to do, and gives back what was typed. Nothing
// of the request is in it, so what must not be known looks like what is not there. A script that asked for a
// part of a page gets the sentence alone.
func (s *Server) showError(c echo.Context, r refusal) error {
	if wantsFragment(c) {
		return c.String(r.Status, firstOf(r.Message, firstField(r.Fields), http.StatusText(r.Status))+"\n")
	}
	page := reading.ErrorPage{
		Page: s.page(c, http.StatusText(r.Status)), Status: r.Status, Detail: firstOf(r.Message, firstField(r.Fields)),
		RetryAfter: r.Retry, SignIn: r.Status == http.StatusUnauthorized, Typed: typed(c),
	}
	page.Page.Canonical, page.Page.Return, page.Page.Robots = "", "", "noindex"
	if page.SignIn {
		page.Page.Return = s.cameFrom(c)
	}
	err := s.render(c, r.Status, reading.Error(page))
	if err != nil && !c.Response().Committed {
		_ = c.String(r.Status, firstOf(page.Detail, http.StatusText(r.Status))+"\n")
		return fmt.Errorf("draw error page: %w", err)
	}
	return err
}

// wantsFragment reports whether a script asks for a part of a page.
func wantsFragment(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("HX-Request") != "" || h.Get("X-Requested-With") != ""
}

// firstField is the message of one field; a page that shows no form has no place beside it.
func firstField(fields map[string]string) string {
	least := ""
	for name := range fields {
		if least == "" || name < least {
			least = name
		}
	}
	return fields[least]
}

// written are the fields in which people write, in the order in which they are given back.
var written = []string{
	"title", "body", "words", "detail", "outcome", "reason", "evidence", "note", "because", "why", "heard", "changed", "options", "description",
}

// typed is what a form would lose.
func typed(c echo.Context) string {
	r := c.Request()
	if r.Method != http.MethodPost || r.PostForm == nil && r.ParseForm() != nil {
		return ""
	}
	var texts []string
	for _, field := range written {
		if text := r.PostForm.Get(field); text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "\n\n")
}

// cameFrom is the page of ours that a form was on.
func (s *Server) cameFrom(c echo.Context) string {
	from, err := url.Parse(c.Request().Referer())
	if err != nil || from.Host != c.Request().Host {
		return ""
	}
	from.Scheme, from.Host, from.User, from.Fragment = "", "", nil, ""
	return localPath(from.String(), "")
}
