package api

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/commonthread/commonthread/models"
)

func suggestionEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/suggestions/:id", name: "getSuggestion", summary: "Read a suggestion with its ledger, by its thread's id",
			gives: suggestion{}, do: (*call).getSuggestion,
		},
		{
			method: "PUT", path: "/suggestions/:id/support", name: "setSupport", summary: "Support a suggestion, or change why; a merged one leads to what goes on",
			access: writing, takes: supportInput{}, gives: suggestion{}, do: (*call).setSupport,
		},
		{
			method: "DELETE", path: "/suggestions/:id/support", name: "unsetSupport", summary: "Take one's support back",
			access: writing, gives: suggestion{}, do: (*call).unsetSupport,
		},
		{
			method: "POST", path: "/suggestions/:id/decisions", name: "createDecision", summary: "Decide, or tell how it stands; for staff",
			access: writing, takes: decisionInput{}, gives: suggestion{}, status: http.StatusCreated, repeats: true, do: (*call).createDecision,
		},
		{
			method: "PUT", path: "/suggestions/:id/owner", name: "setOwner", summary: "Hand a suggestion to somebody of the staff; for staff",
			access: writing, takes: ownerInput{}, gives: suggestion{}, do: (*call).setOwner,
		},
		{
			method: "GET", path: "/promise", name: "getPromise", summary: "Read the brand's record of answering",
			gives: Promise{}, do: (*call).getPromise,
		},
	}
}

// supportInput is why somebody needs what is suggested.
type supportInput struct {
	Why string `json:"why" doc:"Up to 1,000 characters, in public."`
}

// decisionInput is a decision, or an update where to is the present state.
type decisionInput struct {
	To           string   `json:"to" need:"yes" enum:"received,under_review,needs_info,planned,under_way,done,declined,already_there,parked,merged"`
	Words        string   `json:"words" need:"yes" doc:"20 to 5,000 characters, in public; everybody who asked is sent them."`
	ReasonType   string   `json:"reason_type" enum:"does_not_fit,too_costly,not_possible,legal_or_safety,hurts_others,not_now,other" doc:"Of declined: needed."`
	Evidence     string   `json:"evidence" doc:"Of done: what changed; needed."`
	EvidenceURL  string   `json:"evidence_url" doc:"Of done: where it can be seen."`
	Since        string   `json:"since" doc:"Of done: a day, such as 2026-03-02, not to come; needed."`
	Helped       []string `json:"helped" doc:"Of done: handles; the author is there by default."`
	NextUpdateOn string   `json:"next_update_on" doc:"Of planned and under_way: a day within 90 days; needed."`
	RevisitOn    string   `json:"revisit_on" doc:"Of parked: a day to come; needed."`
	MergeInto    int64    `json:"merge_into" doc:"Of merged: the thread id of what goes on; needed."`
	Version      int64    `json:"version" need:"yes" doc:"The version you saw; 409 when it is not the present one."`
	DraftKey     string   `json:"draft_key" doc:"The same key twice makes one decision."`
}

// ownerInput is who looks after a suggestion from now on.
type ownerInput struct {
	Handle  string `json:"handle" need:"yes"`
	Words   string `json:"words" doc:"In public."`
	Version int64  `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

func (c *call) getSuggestion() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showSuggestion(id)
}

// showSuggestion answers with a suggestion as it is now.
func (c *call) showSuggestion(id int64) error {
	th, view, err := c.store.Suggestion(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	if c.status == http.StatusCreated {
		return c.made(fmt.Sprintf("/suggestions/%d", id), c.suggestion(th, view))
	}
	return c.answer(c.suggestion(th, view))
}

func (c *call) setSupport() error {
	var in supportInput
	return c.changeSuggestion(&in, func(id int64) (int64, error) {
		g, err := c.store.Support(c.ctx, c.viewer, id, in.Why)
		return g.ThreadID, err
	})
}

func (c *call) unsetSupport() error {
	return c.changeSuggestion(&struct{}{}, func(id int64) (int64, error) {
		g, err := c.store.WithdrawSupport(c.ctx, c.viewer, id)
		return g.ThreadID, err
	})
}

func (c *call) setOwner() error {
	var in ownerInput
	return c.changeSuggestion(&in, func(id int64) (int64, error) {
		g, err := c.store.SetOwner(c.ctx, c.viewer, id, models.OwnerInput{Handle: in.Handle, Words: in.Words, Version: in.Version})
		return g.ThreadID, err
	})
}

// changeSuggestion runs one verb on the suggestion of the address and answers with the one that it ended at.
func (c *call) changeSuggestion(into any, verb func(id int64) (int64, error)) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	if err := c.read(into); err != nil {
		return err
	}
	if id, err = verb(id); err != nil {
		return err
	}
	return c.showSuggestion(id)
}

func (c *call) createDecision() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in decisionInput
	if err := c.read(&in); err != nil {
		return err
	}
	_, err = c.repeatable(func(r models.RequestKey) (int64, error) {
		d, err := c.store.Decide(c.ctx, c.viewer, id, models.DecisionInput{
			To: in.To, Words: in.Words, ReasonType: in.ReasonType, Evidence: in.Evidence, EvidenceURL: in.EvidenceURL, Since: in.Since,
			Helped: strings.Join(in.Helped, ","), NextUpdateOn: in.NextUpdateOn, RevisitOn: in.RevisitOn, MergeInto: in.MergeInto,
			Version: in.Version, DraftKey: draftKey(in.DraftKey, r),
		})
		return d.ID, err
	})
	if err != nil {
		return err
	}
	return c.showSuggestion(id)
}

func (c *call) getPromise() error {
	p, err := c.store.Promise(c.ctx)
	if err != nil {
		return err
	}
	return c.answer(PromiseOf(p))
}
