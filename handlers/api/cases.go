package api

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// apiCaseKinds are those that programs decide; who may join is asked in the console alone.
var apiCaseKinds = []models.CaseKind{models.CaseReport, models.CaseHold, models.CaseAppeal}

func caseEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/cases", name: "listCases", summary: "List the reports, held posts and appeals that wait, the oldest first; for moderators",
			access: account, query: append([]param{{name: "kind", doc: "One kind alone.", enum: []string{"report", "hold", "appeal"}}}, pageParams...),
			gives: list[moderationCase]{}, do: (*call).listCases,
		},
		{
			method: "GET", path: "/cases/:id", name: "getCase", summary: "Read a case, decided ones too; for moderators",
			access: account, gives: caseDetail{}, do: (*call).getCase,
		},
		{
			method: "POST", path: "/cases/:id/decisions", name: "decideCase", summary: "End a report, a hold or an appeal; for moderators, never about what is one's own",
			access: writing, takes: caseDecisionInput{}, gives: caseDetail{}, status: http.StatusCreated, repeats: true, do: (*call).decideCase,
		},
	}
}

// caseDecisionInput is what is done about a case; what each kind takes is in do.
type caseDecisionInput struct {
	Do           string   `json:"do" need:"yes" enum:"no_breach,removed,warned,restricted,suspended,banned,locked,slowed,approved,returned,upheld,reversed" doc:"Of a report: up to slowed. Of a hold: approved, returned, removed. Of an appeal: upheld, reversed."`
	Rule         string   `json:"rule" enum:"spam,abuse,private_data,illegal,off_topic,other" doc:"Which was broken: needed wherever something is done."`
	Words        string   `json:"words" doc:"A sentence for whoever it concerns; needed but for an approval without changes."`
	Body         string   `json:"body" doc:"Of an approval: the text as you changed it; its author is told what."`
	Remove       bool     `json:"remove" doc:"Of a report: also remove the post."`
	Until        string   `json:"until" format:"date-time" doc:"Of restricted and suspended."`
	Restrictions []string `json:"restrictions" doc:"Of restricted: no_threads, slow, no_links."`
	Pause        int64    `json:"pause" doc:"Of slowed: 60, 600 or 3600 seconds."`
	Clean        string   `json:"clean" enum:"day,week,all" doc:"Of banned: what they wrote goes too."`
	Also         []string `json:"clean_also" doc:"Of banned: what goes besides posts: held, words, face."`
	Version      int64    `json:"version" need:"yes" doc:"The version you saw; 409 when it is not the present one, or somebody decided."`
}

func (c *call) listCases() error {
	kind := models.CaseKind(c.QueryParam("kind"))
	limit, after, err := c.newestFirst("cases " + string(kind))
	switch {
	case err != nil:
		return err
	case c.viewer.CanJudgeCases() && kind != "" && !slices.Contains(apiCaseKinds, kind):
		return badRequest("kind", "There are report, hold and appeal.")
	}
	found, more, err := c.store.OpenCases(c.ctx, c.viewer, kind, after, limit)
	if err != nil {
		return err
	}
	var next *string
	if more {
		next = cursor("cases "+string(kind), found[len(found)-1].ID)
	}
	var items []moderationCase
	for _, one := range found {
		items = append(items, caseOf(one))
	}
	return c.answer(listOf(items, next))
}

func caseOf(i models.CaseItem) moderationCase {
	out := moderationCase{
		ID: i.ID, Kind: string(i.Kind), Member: personOf(i.Member), PostID: i.PostID, Title: i.ThreadTitle, Text: i.Text, Reasons: []string{},
		Reports: i.Reports, OpenedAt: i.OpenedAt, DecidedAt: i.ClosedAt, Outcome: textOrNull(string(i.Outcome)), Words: textOrNull(i.Case.Words),
		Version: i.Version,
	}
	if i.Reasons != "" {
		out.Reasons = strings.Split(i.Reasons, ",")
	}
	return out
}

func (c *call) getCase() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showCase(id)
}

// showCase answers with a case as it is now.
func (c *call) showCase(id int64) error {
	item, view, err := c.store.CaseWithItem(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	out := caseDetail{
		moderationCase: caseOf(item), Body: view.Post.Body, Signals: []signal{}, Filings: []filing{},
		Done: c.actions(view.Done, true), Before: c.actions(view.Actions, true),
	}
	if view.Thread.ID != 0 {
		out.ThreadID = &view.Thread.ID
	}
	for _, f := range view.Filings {
		out.Filings = append(out.Filings, filing{
			By: personOf(f.Reporter), Reason: string(f.Reason), Detail: f.Detail, CreatedAt: f.CreatedAt, Filed: f.Filed, Founded: f.Founded,
		})
	}
	switch view.Kind {
	case models.CaseHold:
		err = c.addHeld(&out, view)
	case models.CaseAppeal:
		about := c.action(view.Appeal, true)
		out.About, out.Body = &about, view.Appeal.Appeal.Words
	}
	if err != nil {
		return err
	}
	return c.answer(out)
}

func (c *call) addHeld(out *caseDetail, view models.CaseView) error {
	h, err := c.store.Held(c.ctx, c.viewer, idOr0(view.HeldID))
	if err != nil {
		return err
	}
	out.Body, out.ThreadID, out.PostID = h.Body, h.ThreadID, h.PostID
	for _, r := range h.ReasonList() {
		name, detail := r.Parts()
		out.Signals = append(out.Signals, signal{Reason: string(name), Detail: detail, Points: r.Points()})
	}
	return nil
}

func idOr0(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

func (c *call) decideCase() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in caseDecisionInput
	if err := c.read(&in); err != nil {
		return err
	}
	kind, err := c.store.CaseKindOf(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	until, err := untilOf(in)
	if err != nil {
		return err
	}
	_, err = c.repeatable(func(models.RequestKey) (_ int64, err error) {
		switch kind {
		case models.CaseHold:
			err = c.store.DecideHold(c.ctx, c.viewer, id, models.HoldDecision{Do: in.Do, Body: in.Body, Rule: in.Rule, Words: in.Words, Version: in.Version})
		case models.CaseAppeal:
			err = c.store.DecideAppeal(c.ctx, c.viewer, id, models.AppealDecision{Do: in.Do, Words: in.Words, Version: in.Version})
		default:
			err = c.store.DecideCase(c.ctx, c.viewer, id, models.CaseDecision{
				Do: in.Do, Rule: in.Rule, Words: in.Words, Remove: in.Remove, Until: until, Restrictions: in.Restrictions,
				Pause: time.Duration(in.Pause) * time.Second, Clean: in.Clean, Also: in.Also, Version: in.Version,
			})
		}
		return id, err
	})
	if err != nil {
		return err
	}
	c.cleanUp()
	return c.showCase(id)
}

// cleanUpAtOnce is how many things of a clean-up a program waits for; the clock job goes on with the rest.
const cleanUpAtOnce = 25

// cleanUp begins what a ban takes along, or brings back. The decision stands already: what fails here the clock job tries
// again, and tells of.
func (c *call) cleanUp() {
	_, _ = c.store.SweepCleanUps(c.ctx, cleanUpAtOnce)
}

func untilOf(in caseDecisionInput) (time.Time, error) {
	if in.Until == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, in.Until)
	if err != nil {
		return time.Time{}, wrongFields(map[string]string{"until": "Give a moment such as 2026-03-02T09:00:00Z."})
	}
	return at, nil
}
