package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// showCalendar is what is on and to come, and the last that were, for calendars to subscribe to (RFC 5545). Of public
// topics alone, whoever asks.
func (s *Server) showCalendar(c echo.Context) error {
	ctx := c.Request().Context()
	tag(c, tagLists, tagTitles)
	coming, _, err := s.store.LiveHours(ctx, models.Viewer{}, false, 1)
	if err != nil {
		return err
	}
	over, _, err := s.store.LiveHours(ctx, models.Viewer{}, true, 1)
	if err != nil {
		return err
	}
	var b strings.Builder
	line := func(name, value string) { b.WriteString(folded(name + ":" + value)) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Commonthread//Live hours//EN")
	line("X-WR-CALNAME", calendarText(s.directory(c).Site.Name))
	for _, h := range append(coming, over...) {
		address := s.absolute(c, links.Thread(h.ThreadID, h.Slug))
		line("BEGIN", "VEVENT")
		line("UID", fmt.Sprintf("live-hour-%d@%s", h.ThreadID, strings.TrimPrefix(strings.TrimPrefix(s.base(c), "https://"), "http://")))
		line("SEQUENCE", fmt.Sprint(h.Version))
		line("DTSTAMP", calendarTime(h.StartsAt))
		line("DTSTART", calendarTime(h.StartsAt))
		line("DTEND", calendarTime(h.EndsAt))
		line("SUMMARY", calendarText(h.Title))
		line("DESCRIPTION", calendarText(h.Excerpt+"\n"+address))
		line("URL", address)
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(b.String()))
}

func calendarTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

var calendarEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

func calendarText(text string) string { return calendarEscapes.Replace(text) }

// folded ends a line, which may have 75 bytes; what is longer goes on behind a space. No letter is cut.
func folded(line string) string {
	const most = 75
	var b strings.Builder
	for room := most; len(line) > room; room = most - 1 {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line = line[cut:]
	}
	return b.String() + line + "\r\n"
}
