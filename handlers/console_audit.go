package handlers

import (
	"encoding/csv"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// auditQuery is the filter of a request, as its address or its form has it.
func auditQuery(c echo.Context) links.AuditQuery {
	return links.AuditQuery{
		Actor: c.FormValue("actor"), Action: c.FormValue("action"), Target: c.FormValue("target"), From: c.FormValue("from"), To: c.FormValue("to"),
	}
}

func auditFilter(q links.AuditQuery, before int64) models.AuditFilter {
	return models.AuditFilter{Actor: q.Actor, Action: q.Action, Target: q.Target, From: models.Day(q.From), To: models.Day(q.To), Before: before}
}

// showAudit lists what staff did, newest first.
func (s *Server) showAudit(c echo.Context) error {
	below, err := before(c)
	if err != nil {
		return err
	}
	q, v := auditQuery(c), viewer(c)
	page := console.AuditPage{Query: q, Later: below > 0, Administrator: v.Administrator()}
	status := http.StatusOK
	lines, more, err := s.store.AuditLog(c.Request().Context(), v, auditFilter(q, below))
	if e, ok := refused(err); ok {
		page.Wrong, status, err = e.Fields, http.StatusUnprocessableEntity, nil
	}
	if err != nil {
		return err
	}
	page.Frame, page.Lines = s.consoleFrame(c, "Audit log", links.ConsoleAudit), s.presenter(c).auditLines(lines)
	if more {
		page.Next = links.ConsoleAuditPage(q, lines[len(lines)-1].ID)
	}
	return s.render(c, status, console.Audit(page))
}

var auditHead = []string{"id", "at", "by", "action", "kind", "object_id", "object", "before", "after", "reason", "address"}

// exportAudit streams the filtered log as a table. It begins with the first entry, so that a refusal is a page.
func (s *Server) exportAudit(c echo.Context) error {
	w := csv.NewWriter(c.Response())
	begun := false
	begin := func() error {
		begun = true
		s.attach(c, "audit.csv", "text/csv; charset=utf-8")
		return w.Write(auditHead)
	}
	err := s.store.ExportAudit(c.Request().Context(), viewer(c), auditFilter(auditQuery(c), 0), func(l models.AuditLine) error {
		if !begun {
			if err := begin(); err != nil {
				return err
			}
		}
		row := []string{
			strconv.FormatInt(l.ID, 10), stamp(l.At), nameOf(l.Actor), l.Action, l.ObjectKind, strconv.FormatInt(l.ObjectID, 10), l.ObjectName,
			l.Before, l.After, l.Reason, l.Address,
		}
		for i := range row {
			row[i] = spreadsheetSafe(row[i])
		}
		return w.Write(row)
	})
	if err == nil && !begun {
		err = begin()
	}
	if err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// showActivity is what staff did in a period, the last 30 days where none is named.
func (s *Server) showActivity(c echo.Context) error {
	q := auditQuery(c)
	if q.From == "" && q.To == "" {
		q.From = string(models.DayOf(s.store.Now(), s.directory(c).Site.TimeZone).Add(-30))
	}
	page, status := console.ActivityPage{Query: q}, http.StatusOK
	list, err := s.store.StaffActivity(c.Request().Context(), viewer(c), auditFilter(q, 0))
	if e, ok := refused(err); ok {
		page.Wrong, status, err = e.Fields, http.StatusUnprocessableEntity, nil
	}
	if err != nil {
		return err
	}
	page.Frame = s.consoleFrame(c, "What staff did", links.ConsoleAudit)
	for _, one := range list {
		shown := console.Activity{By: s.presenter(c).person(one.By, "")}
		for _, d := range one.Deeds {
			entries := q
			entries.Actor, entries.Action = one.By.Handle, d.Action
			shown.Deeds = append(shown.Deeds, console.Deed{Action: d.Action, N: d.N, Href: links.ConsoleAuditPage(entries, 0)})
		}
		page.Staff = append(page.Staff, shown)
	}
	return s.render(c, status, console.StaffActivity(page))
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
