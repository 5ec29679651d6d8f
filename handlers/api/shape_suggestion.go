package api

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// suggestion is a thread of that kind with its ledger.
type suggestion struct {
	threadWhole
	Department  string           `json:"department"`
	Hurt        int64            `json:"hurt" doc:"How many people said that it would hurt them; not subtracted from support."`
	Supported   bool             `json:"supported" doc:"Whether you support it."`
	Answered    *string          `json:"answered" enum:"yes,no" doc:"The author's verdict on the present answer."`
	RevisitOn   *string          `json:"revisit_on" doc:"The day on which a parked one is under review again."`
	NextUpdate  *string          `json:"next_update_on" doc:"The day of the next word on what is planned or under way."`
	MergedInto  *suggestionLink  `json:"merged_into" doc:"The one that goes on."`
	MergedFrom  []suggestionLink `json:"merged_from" doc:"Those that were merged into this one."`
	ReopenedAt  *time.Time       `json:"reopened_at" doc:"When it was last taken up again after a decision, and the time to decide began anew."`
	PausedSince *time.Time       `json:"paused_since" doc:"Since when its clock stands still."`
	Decisions   []decision       `json:"decisions" doc:"The ledger, oldest first."`
}

// suggestionLink names another suggestion.
type suggestionLink struct {
	ThreadID int64   `json:"thread_id"`
	Number   int64   `json:"number"`
	Title    string  `json:"title"`
	URL      string  `json:"url"`
	Author   *person `json:"author"`
}

// decision is one line of the ledger.
type decision struct {
	ID           int64      `json:"id"`
	Kind         string     `json:"kind" doc:"decision, update, receipt, assignment, hand_back, verdict and others."`
	Author       *person    `json:"author" doc:"null: nobody in particular, such as the clock."`
	Employer     *string    `json:"employer"`
	From         string     `json:"from"`
	To           string     `json:"to"`
	Words        string     `json:"words" doc:"Plain text."`
	Owner        *person    `json:"owner" doc:"Who owns it from here on, where that changed."`
	ReasonType   *string    `json:"reason_type"`
	Evidence     *string    `json:"evidence"`
	EvidenceURL  *string    `json:"evidence_url"`
	Since        *string    `json:"since"`
	Helped       []person   `json:"helped"`
	NextUpdateOn *string    `json:"next_update_on"`
	RevisitOn    *string    `json:"revisit_on"`
	ThreadID     *int64     `json:"thread_id" doc:"The other thread of a merge or a split, where you may see it."`
	Answered     *string    `json:"answered"`
	Undoes       *int64     `json:"undoes" doc:"The id of the decision that was taken back."`
	CreatedAt    time.Time  `json:"created_at"`
	WithdrawnAt  *time.Time `json:"withdrawn_at" doc:"When it was taken back."`
}

func (c *call) suggestion(th models.ThreadView, s models.SuggestionView) suggestion {
	out := suggestion{
		threadWhole: c.threadWhole(th), Department: s.Department, Hurt: s.Hurt, Supported: s.Mine != nil, Answered: textOrNull(s.Ledger.Answered),
		RevisitOn: textOrNull(string(s.Ledger.RevisitOn)), NextUpdate: textOrNull(string(s.Ledger.NextUpdateOn)),
		MergedFrom: []suggestionLink{}, ReopenedAt: s.Ledger.ReopenedAt, PausedSince: s.Ledger.PausedSince, Decisions: []decision{},
	}
	out.ledgerHead = c.ledgerHead(models.LedgerHead{Ledger: s.Ledger, Owner: s.Owner})
	out.Version = s.Version
	if s.Into != nil {
		into := c.suggestionLink(*s.Into)
		out.MergedInto = &into
	}
	for _, m := range s.Merged {
		out.MergedFrom = append(out.MergedFrom, c.suggestionLink(m))
	}
	for _, l := range s.Lines {
		out.Decisions = append(out.Decisions, decisionOf(l))
	}
	return out
}

func (c *call) suggestionLink(r models.SuggestionRef) suggestionLink {
	return suggestionLink{
		ThreadID: r.ThreadID, Number: r.Number, Title: r.Title, URL: c.api.Absolute(c, links.Thread(r.ThreadID, r.Slug)), Author: personOf(r.Author),
	}
}

func decisionOf(l models.DecisionView) decision {
	out := decision{
		ID: l.ID, Kind: string(l.Kind), Author: personOf(l.Actor), Employer: textOrNull(l.Employer), From: string(l.FromState), To: string(l.ToState),
		Words: l.Words, ReasonType: textOrNull(string(l.ReasonType)), Evidence: textOrNull(l.Evidence), EvidenceURL: textOrNull(l.EvidenceURL),
		Since: textOrNull(string(l.Since)), Helped: []person{}, NextUpdateOn: textOrNull(string(l.NextUpdateOn)),
		RevisitOn: textOrNull(string(l.RevisitOn)), Answered: textOrNull(l.Answered), Undoes: l.UndoesID, CreatedAt: l.CreatedAt, WithdrawnAt: l.WithdrawnAt,
	}
	if l.ToOwner != nil {
		out.Owner = personOf(l.OwnerAfter)
	}
	if l.OtherTitle != "" {
		out.ThreadID = l.OtherID
	}
	for _, p := range l.Helpers {
		if one := personOf(p); one != nil {
			out.Helped = append(out.Helped, *one)
		}
	}
	return out
}

// Promise is the brand's record of answering, as programs get it; /promise.json is the same.
type Promise struct {
	At            time.Time        `json:"at"`
	Since         time.Time        `json:"since"`
	Targets       promiseTargets   `json:"targets"`
	Acknowledged  promiseShare     `json:"acknowledged" doc:"Of those whose first human answer fell due since then: a post or decision by staff."`
	Decided       promiseShare     `json:"decided" doc:"Of those whose decision fell due since then, pauses left out: planned, under_way, done, declined, already_there."`
	DecidedAgain  promiseShare     `json:"decided_again" doc:"Of those taken up again after a decision, whose next fell due since then."`
	LateNow       int64            `json:"late_now"`
	PausedNow     int64            `json:"paused_now"`
	PausedMinutes int64            `json:"paused_minutes" doc:"Working minutes that the figures of decisions leave out."`
	Reopened      int64            `json:"reopened"`
	Hidden        int64            `json:"hidden" doc:"Removed, or moved to where fewer see them."`
	Decisions     map[string]int64 `json:"decisions" doc:"How many led to each state."`
	Verdicts      promiseVerdicts  `json:"verdicts"`
	Open          int64            `json:"open"`
	Total         int64            `json:"total"`
	Owed          int64            `json:"consultations_owed" doc:"Consultations that closed and whose decision is not published."`
	Annotations   []promiseWords   `json:"annotations" doc:"What staff say beside the figures."`
}

// promiseTargets are what the brand promises, in working days.
type promiseTargets struct {
	Acknowledge int `json:"acknowledge"`
	Decide      int `json:"decide"`
	DayMinutes  int `json:"day_minutes" doc:"Working minutes of a day."`
}

// promiseShare is how one promise was kept.
type promiseShare struct {
	Due            int64  `json:"due"`
	InTime         int64  `json:"in_time"`
	Missed         int64  `json:"missed" doc:"Late, or open and overdue."`
	Percent        *int64 `json:"percent" doc:"In time; null under five."`
	MedianMinutes  *int64 `json:"median_minutes" doc:"Working minutes; null while there is none."`
	SlowestMinutes *int64 `json:"slowest_tenth_minutes" doc:"Working minutes that the slowest tenth took at least."`
}

// promiseVerdicts are what authors say of the answers.
type promiseVerdicts struct {
	Yes int64 `json:"yes"`
	No  int64 `json:"no"`
}

// promiseWords are what somebody of the staff says of the figures.
type promiseWords struct {
	Words     string    `json:"words"`
	Author    *person   `json:"author"`
	CreatedAt time.Time `json:"created_at"`
}

// PromiseOf is the record as programs get it.
func PromiseOf(p models.Promise) Promise {
	out := Promise{
		At: p.At, Since: p.Since, Targets: promiseTargets{p.Targets.Acknowledge, p.Targets.Decide, p.DayMinutes},
		Acknowledged: shareOf(p.Acknowledged), Decided: shareOf(p.Decided), DecidedAgain: shareOf(p.DecidedAgain), LateNow: p.Late, PausedNow: p.Paused, PausedMinutes: p.PausedMinutes,
		Reopened: p.Reopened, Hidden: p.Hidden, Decisions: map[string]int64{}, Verdicts: promiseVerdicts{p.VerdictsYes, p.VerdictsNo},
		Open: p.Open, Total: p.Total, Owed: p.Owed, Annotations: []promiseWords{},
	}
	for _, d := range p.Decisions {
		out.Decisions[string(d.State)] = d.N
	}
	for _, a := range p.Annotations {
		out.Annotations = append(out.Annotations, promiseWords{Words: a.Words, Author: personOf(a.Author), CreatedAt: a.CreatedAt})
	}
	return out
}

func shareOf(s models.PromiseShare) promiseShare {
	out := promiseShare{Due: s.Due, InTime: s.InTime, Missed: s.Missed}
	if n, ok := s.Percent(); ok {
		out.Percent = &n
	}
	if s.Met > 0 {
		out.MedianMinutes, out.SlowestMinutes = &s.Median, &s.Slowest
	}
	return out
}
