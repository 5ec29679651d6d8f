package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// showAudit lists what staff did, newest first.
func (s *Server) showAudit(c echo.Context) error {
	f := models.AuditFilter{Actor: c.QueryParam("actor"), Action: c.QueryParam("action")}
	var err error
	if f.Before, err = before(c); err != nil {
		return err
	}
	lines, more, err := s.store.AuditLog(c.Request().Context(), viewer(c), f)
	if err != nil {
		return err
	}
	page := console.AuditPage{
		Frame: s.consoleFrame(c, "Audit log", links.ConsoleAudit), Actor: f.Actor, Action: f.Action,
		Lines: s.presenter(c).auditLines(lines), Later: f.Before > 0,
	}
	if more {
		page.Next = links.ConsoleAuditPage(f.Actor, f.Action, lines[len(lines)-1].ID)
	}
	return s.render(c, http.StatusOK, console.Audit(page))
}

func (p presenter) auditLines(lines []models.AuditLine) []console.AuditLine {
	var shown []console.AuditLine
	for _, l := range lines {
		line := console.AuditLine{
			ID: l.ID, At: p.at(l.At), Action: l.Action, Object: l.ObjectName, ObjectHref: auditHref(l),
			Before: l.Before, After: l.After, Reason: l.Reason, Address: l.Address,
		}
		if l.Actor.ID != 0 && !l.Actor.Former() {
			actor := p.person(l.Actor, "")
			line.Actor = &actor
		}
		shown = append(shown, line)
	}
	return shown
}

// auditHref is where the object of an entry is found; empty for what is gone.
func auditHref(l models.AuditLine) string {
	if l.ObjectKind == "case" {
		return links.ConsoleCase(l.ObjectID)
	}
	if l.ObjectName == "" {
		return ""
	}
	switch l.ObjectKind {
	case "member":
		return links.ConsoleMember(l.ObjectName)
	case "topic":
		return links.Topic(l.ObjectName)
	case "thread":
		return links.Thread(l.ObjectID, "")
	case "post":
		return links.Post(l.ObjectID)
	}
	return ""
}
