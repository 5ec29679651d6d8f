package api

import (
	"maps"

	"github.com/commonthread/commonthread/models"
)

func seriesEndpoints() []endpoint {
	return []endpoint{
		{
			method: "PUT", path: "/threads/:id/series", name: "setSeries", summary: "Put a story into a series; for its author within their own, and staff",
			access: writing, takes: seriesInput{}, gives: threadWhole{}, do: (*call).setSeries,
		},
		{
			method: "DELETE", path: "/threads/:id/series", name: "leaveSeries", summary: "Take a story out of its series; for its author and staff",
			access: writing, gives: threadWhole{}, do: (*call).leaveSeries,
		},
	}
}

// seriesInput is which series a story belongs to, and where.
type seriesInput struct {
	Name string `json:"name" need:"yes" doc:"Of one of your own, for staff of any; a new name begins one."`
	Part *int64 `json:"part" doc:"From 1, the others move on; left out: the last, or where it is."`
}

// series is what a story belongs to, as far as you may read it.
type series struct {
	ID    int64        `json:"id"`
	Name  string       `json:"name"`
	Part  int          `json:"part" doc:"Which of its parts the story is, from 1."`
	Parts []seriesPart `json:"parts" doc:"What you may read of it, in order, the story among them."`
}

// seriesPart is one story of a series.
type seriesPart struct {
	ID     int64  `json:"id"`
	Title  string `json:"title"`
	URL    string `json:"url"`
	Status string `json:"status" enum:"draft,scheduled,published,unpublished,removed"`
}

func (c *call) series(th models.Thread) (*series, error) {
	in, err := c.store.SeriesOf(c.ctx, c.viewer, th)
	if err != nil || in == nil {
		return nil, err
	}
	out := &series{ID: in.ID, Name: in.Name, Part: in.Place}
	for _, t := range in.Parts {
		shown := c.thread(t, models.Person{}, "")
		out.Parts = append(out.Parts, seriesPart{ID: t.ID, Title: shown.Title, URL: shown.URL, Status: shown.Status})
	}
	return out, nil
}

func (c *call) setSeries() error {
	var in seriesInput
	return c.changeStory(&in, func(s *models.Store, id int64) error {
		to := models.SeriesInput{Name: in.Name}
		if in.Part != nil {
			if to.Part = *in.Part; to.Part == 0 {
				to.Part = -1 // no part is the noughth
			}
		}
		return seriesField(s.SetSeries(c.ctx, c.viewer, id, to))
	})
}

func (c *call) leaveSeries() error {
	return c.changeStory(&struct{}{}, func(s *models.Store, id int64) error {
		return s.LeaveSeries(c.ctx, c.viewer, id)
	})
}

// seriesField calls the form's field by its name here.
func seriesField(err error) error {
	if e := models.AsError(err); err != nil && e.Kind == models.Invalid && e.Fields["series"] != "" {
		fields := maps.Clone(e.Fields)
		fields["name"] = fields["series"]
		delete(fields, "series")
		return wrongFields(fields)
	}
	return err
}
