package handlers

import (
	"context"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/tools"
)

// updateSeries puts a story into a series, or takes it out.
func (s *Server) updateSeries(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, v, name := c.Request().Context(), viewer(c), c.FormValue("series")
	if strings.TrimSpace(name) == "" {
		if err := s.store.LeaveSeries(ctx, v, id); err != nil {
			return err
		}
		return s.toolDone(c, id, "The story stands by itself.")
	}
	err = s.store.SetSeries(ctx, v, id, models.SeriesInput{Name: name, Part: partValue(c.FormValue("part"))})
	if err != nil {
		return s.again(c, tools.Series, err, "series", "part")
	}
	return s.toolDone(c, id, "The story has its place in the series.")
}

// partValue is a place as it was typed: 0 for none, and what no verb takes for what is no number.
func partValue(typed string) int64 {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return 0
	}
	n, err := strconv.ParseInt(typed, 10, 64)
	if err != nil || n == 0 {
		return -1
	}
	return n
}

// addSeriesTool fills in what the form of a story's series shows.
func (s *Server) addSeriesTool(ctx context.Context, v models.Viewer, th models.Thread, shown *tools.Thread) error {
	in, err := s.store.SeriesOf(ctx, v, th)
	if err != nil {
		return err
	}
	if in != nil {
		shown.Series, shown.Part, shown.Parts = in.Name, in.Place, len(in.Parts)
	}
	shown.SeriesNames, err = s.store.SeriesNames(ctx, v)
	return err
}

// addSeries shows the other parts around a story; a page that is kept goes when any of them changes.
func (s *Server) addSeries(c echo.Context, p presenter, th models.ThreadView, page *reading.ThreadPage) error {
	if !th.InSeries {
		return nil
	}
	in, err := s.store.SeriesOf(c.Request().Context(), p.viewer, th.Thread)
	if err != nil || in == nil {
		return err
	}
	tag(c, tagTitles)
	page.Series = &reading.Series{Name: in.Name, Place: in.Place}
	for _, t := range in.Parts {
		tag(c, tagThread(t.ID))
		part := reading.SeriesPart{Href: links.Thread(t.ID, t.Slug), Title: t.Title, Out: t.Published()}
		if p.viewer.HidesThread(t) {
			part.Title = hiddenTitle
		}
		page.Series.Parts = append(page.Series.Parts, part)
	}
	return nil
}
