package api

import (
	"fmt"
	"net/http"

	"github.com/commonthread/commonthread/models"
)

func reportEndpoints() []endpoint {
	return []endpoint{
		{
			method: "POST", path: "/posts/:id/reports", name: "createReport", summary: "Report a post to the moderators; the same post again answers with the first report",
			access: writing, takes: reportInput{}, gives: report{}, status: http.StatusCreated, repeats: true, do: (*call).createReport,
		},
		{
			method: "GET", path: "/reports", name: "listReports", summary: "List what you reported, the newest first, with what came of it",
			access: account, query: pageParams, gives: list[report]{}, do: (*call).listReports,
		},
		{
			method: "GET", path: "/reports/:id", name: "getReport", summary: "Read a report of your own",
			access: account, gives: report{}, do: (*call).getReport,
		},
		{
			method: "POST", path: "/removals", name: "createRemoval", summary: "Take away what somebody wrote beside posts; for moderators",
			access: writing, takes: removalInput{}, status: http.StatusNoContent, repeats: true, do: (*call).createRemoval,
		},
	}
}

// reportInput is what is wrong with a post.
type reportInput struct {
	Reason string `json:"reason" need:"yes" enum:"spam,abuse,private_data,illegal,off_topic,other"`
	Detail string `json:"detail" doc:"Up to 2,000 characters; needed for other."`
}

// removalInput names somebody's words beside posts, and why they go.
type removalInput struct {
	Place      string `json:"place" need:"yes" enum:"why,vote,verdict,bio,location,website,pronouns,interests" doc:"Why they support or answer so, what they said of an answer, or a field of their profile."`
	Handle     string `json:"handle" need:"yes" doc:"Who wrote them."`
	ThreadID   int64  `json:"thread_id" doc:"Of why, vote and verdict: needed."`
	DecisionID int64  `json:"decision_id" doc:"Of a verdict: the line of the ledger; needed."`
	Rule       string `json:"rule" need:"yes" enum:"spam,abuse,private_data,illegal,off_topic,other"`
	Reason     string `json:"reason" need:"yes" doc:"A sentence; whoever wrote them reads it."`
}

func (c *call) createRemoval() error {
	var in removalInput
	if err := c.read(&in); err != nil {
		return err
	}
	_, err := c.repeatable(func(models.RequestKey) (int64, error) {
		return in.ThreadID, c.store.RemoveWords(c.ctx, c.viewer, models.WordsRemoval{
			WordsRef: models.WordsRef{Place: models.Place(in.Place), Handle: in.Handle, ThreadID: in.ThreadID, DecisionID: in.DecisionID},
			Rule:     in.Rule, Because: in.Reason,
		})
	})
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (c *call) createReport() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in reportInput
	if err := c.read(&in); err != nil {
		return err
	}
	made, err := c.repeatable(func(models.RequestKey) (int64, error) {
		r, err := c.store.CreateReport(c.ctx, c.viewer, id, models.ReportInput{Reason: in.Reason, Detail: in.Detail})
		return r.ReportID, err
	})
	if err != nil {
		return err
	}
	r, err := c.store.ReportByReceipt(c.ctx, c.viewer, models.Receipt{ReportID: made})
	if err != nil {
		return err
	}
	return c.made(fmt.Sprintf("/reports/%d", made), reportOf(r))
}

func (c *call) getReport() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	r, err := c.store.ReportByReceipt(c.ctx, c.viewer, models.Receipt{ReportID: id})
	if err != nil {
		return err
	}
	return c.answer(reportOf(r))
}

func (c *call) listReports() error {
	limit, before, err := c.newestFirst("reports")
	if err != nil {
		return err
	}
	found, err := c.store.OwnReportsBefore(c.ctx, c.viewer, before, limit+1)
	if err != nil {
		return err
	}
	var next *string
	if len(found) > limit {
		found, next = found[:limit], cursor("reports", found[limit-1].ID)
	}
	var items []report
	for _, r := range found {
		items = append(items, reportOf(r))
	}
	return c.answer(listOf(items, next))
}

// newestFirst reads how many of a list are asked for, and before which id (0: from the newest).
func (c *call) newestFirst(name string) (limit int, before int64, err error) {
	if limit, err = c.limit(); err != nil {
		return 0, 0, err
	}
	at, err := c.position(name, 1)
	if err != nil || at == nil {
		return limit, 0, err
	}
	return limit, at[0], nil
}
