package recount

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// history is what the lines and posts of one suggestion say, worked out without its head.
type history struct {
	born, ackDue, decideDue time.Time
	acknowledged, decided   *time.Time
	pausedBefore            int // working minutes of the pauses before the first decision
	again                   []renewal
	pausedSince             time.Time // of a state that is paused
	nextUpdate              models.Day
	state                   models.State
	answered                string
}

// renewal is one promise to decide again.
type renewal struct {
	began, due time.Time
	decided    *time.Time
	paused     int
}

// last is the present promise to decide again; nil before there is one.
func (h *history) last() *renewal {
	if len(h.again) == 0 {
		return nil
	}
	return &h.again[len(h.again)-1]
}

// met reports whether the present promise to decide is met.
func (h *history) met() bool {
	if a := h.last(); a != nil {
		return a.decided != nil
	}
	return h.decided != nil
}

// Promise is every figure of the public record, by the default targets and calendar. What staff say beside the figures and
// the consultations that are owed are not in it.
func Promise(w *testkit.World) models.Promise {
	w.T.Helper()
	now := w.Clock.Now()
	p := models.Promise{At: now, Since: now.AddDate(0, 0, -models.PromiseDays), Targets: models.Targets{Acknowledge: 2, Decide: 10}, DayMinutes: 8 * 60}
	c := models.DefaultCalendar(time.UTC)
	var threads []struct {
		ID     int64
		Status string
	}
	w.Must(w.DB.Write.Raw(`SELECT t.id, t.status FROM threads t WHERE t.kind = 'suggestion' ORDER BY t.id`).Scan(&threads).Error)
	var toAcknowledge, toDecide, again []int64
	decisions := map[models.State]int64{}
	for _, th := range threads {
		lines := linesOf(w, th.ID)
		if w.Count(`SELECT COUNT(*) FROM decisions WHERE thread_id = ? AND kind = 'hidden' AND was_public = TRUE AND created_at >= ?`, th.ID, p.Since) > 0 {
			p.Hidden++
		}
		if th.Status != "published" || lines[len(lines)-1].Kind == models.LineWithdrawn {
			continue
		}
		for _, l := range lines {
			if l.Kind == models.LineDecision && l.WithdrawnAt == nil && !l.CreatedAt.Before(p.Since) {
				decisions[l.ToState]++
			}
		}
		h := historyOf(w, th.ID)
		if h.state == models.StateMerged {
			continue
		}
		h.countIn(&p, now)
		if due(h.ackDue, p) {
			toAcknowledge = append(toAcknowledge, keep(&p.Acknowledged, c, h.born, h.ackDue, h.acknowledged, 0)...)
		}
		if due(h.decideDue, p) && h.counts(h.decided, h.decideDue) {
			p.PausedMinutes += int64(h.pausedBefore)
			toDecide = append(toDecide, keep(&p.Decided, c, h.born, h.decideDue, h.decided, h.pausedBefore)...)
		}
		again = append(again, h.keepAgain(&p, c)...)
	}
	times(&p.Acknowledged, toAcknowledge)
	times(&p.Decided, toDecide)
	times(&p.DecidedAgain, again)
	for _, s := range models.States {
		if decisions[s] > 0 {
			p.Decisions = append(p.Decisions, models.StateCount{State: s, N: decisions[s]})
		}
	}
	return p
}

// counts reports whether a promise that fell due is counted: not while the clock stands still that would have moved it.
func (h history) counts(met *time.Time, due time.Time) bool {
	return met != nil || !h.state.Paused() || h.pausedSince.After(due)
}

// keepAgain counts a suggestion whose promises to decide again fell due, as missed where one of them was.
func (h history) keepAgain(p *models.Promise, c models.Calendar) []int64 {
	var all models.PromiseShare
	var minutes []int64
	for _, a := range h.again {
		if due(a.due, *p) && h.counts(a.decided, a.due) {
			p.PausedMinutes += int64(a.paused)
			minutes = append(minutes, keep(&all, c, a.began, a.due, a.decided, a.paused)...)
		}
	}
	if all.Due == 0 {
		return nil
	}
	p.DecidedAgain.Due++
	if all.Missed > 0 {
		p.DecidedAgain.Missed++
	} else {
		p.DecidedAgain.InTime++
	}
	if len(minutes) == 0 {
		return nil
	}
	p.DecidedAgain.Met++
	return []int64{slices.Max(minutes)}
}

func due(at time.Time, p models.Promise) bool { return !at.Before(p.Since) && at.Before(p.At) }

// keep counts one of those that fell due, and returns the working minutes that it took, where it was met.
func keep(share *models.PromiseShare, c models.Calendar, born, due time.Time, met *time.Time, paused int) []int64 {
	share.Due++
	if met == nil {
		share.Missed++
		return nil
	}
	share.Met++
	if met.After(due) {
		share.Missed++
	} else {
		share.InTime++
	}
	return []int64{int64(max(0, c.WorkingBetween(born, *met)-paused))}
}

func times(share *models.PromiseShare, minutes []int64) {
	slices.Sort(minutes)
	if n := len(minutes); n > 0 {
		share.Median, share.Slowest = minutes[(n-1)/2], minutes[(n-1)*9/10]
	}
}

// countIn counts what is so now.
func (h history) countIn(p *models.Promise, now time.Time) {
	p.Total++
	if !h.state.Final() {
		p.Open++
	}
	if h.state.Paused() {
		p.Paused++
	}
	if h.late(now) {
		p.Late++
	}
	if a := h.last(); a != nil && !a.began.Before(p.Since) {
		p.Reopened++
	}
	switch h.answered {
	case "yes":
		p.VerdictsYes++
	case "no":
		p.VerdictsNo++
	}
}

// late reports whether the next thing that is owed should have come before.
func (h history) late(now time.Time) bool {
	switch {
	case h.state.Final(), h.state.Paused():
		return false
	case h.state == models.StatePlanned, h.state == models.StateUnderWay:
		return h.nextUpdate.End(time.UTC).Before(now)
	case h.acknowledged == nil:
		return h.ackDue.Before(now)
	case h.last() != nil:
		return h.last().due.Before(now)
	}
	return h.decideDue.Before(now)
}

func historyOf(w *testkit.World, id int64) history {
	w.T.Helper()
	c := models.DefaultCalendar(time.UTC)
	lines := linesOf(w, id)
	born := lines[0].CreatedAt
	h := history{born: born, ackDue: c.AddDays(born, 2), state: models.StateReceived}
	earlier := func(at time.Time) {
		if h.acknowledged == nil || at.Before(*h.acknowledged) {
			h.acknowledged = &at
		}
	}
	var posts []struct{ CreatedAt time.Time }
	w.Must(w.DB.Write.Raw(`SELECT p.created_at FROM posts p JOIN members m ON m.id = p.author_id JOIN threads t ON t.id = p.thread_id
		WHERE p.thread_id = ? AND p.employer <> '' AND p.author_id <> t.author_id ORDER BY p.number LIMIT 1`, id).Scan(&posts).Error)
	for _, p := range posts {
		earlier(p.CreatedAt)
	}
	if w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'suggestion.made' AND object_id = ?`, id) > 0 {
		earlier(born) // who of the staff made a suggestion of somebody's thread answered it
	}
	var since time.Time
	var before history // the merge, which can be undone
	for _, l := range lines {
		if l.WithdrawnAt != nil || l.Kind == models.LineWithdrawal {
			continue
		}
		said := l.Kind == models.LineDecision || l.Kind == models.LineUpdate
		if said {
			earlier(l.CreatedAt)
		}
		if said && l.ToState == models.StateMerged {
			before = h
		}
		back := h.state == models.StateMerged && l.ToState != models.StateMerged
		// an update inside a pause ends it and begins the next, at the same moment
		if still(h.state) && (!still(l.ToState) || said && l.ToState.Paused()) {
			minutes := c.WorkingBetween(since, l.CreatedAt)
			switch {
			case h.met():
			case h.last() != nil:
				h.last().paused += minutes
			default:
				h.pausedBefore += minutes
			}
			since = l.CreatedAt
		}
		if !still(h.state) && still(l.ToState) {
			since = l.CreatedAt
		}
		if l.ToState == models.StateUnderReview && h.state != l.ToState && h.met() && !back {
			h.again = append(h.again, renewal{began: l.CreatedAt})
		}
		h.state = l.ToState
		if said && l.NextUpdateOn != "" {
			h.nextUpdate = l.NextUpdateOn
		}
		if l.Kind == models.LineDecision && h.state.Decided() && h.state != models.StateMerged {
			switch at := l.CreatedAt; {
			case h.decided == nil:
				h.decided = &at
			case !h.met():
				h.last().decided = &at
			}
		}
		switch l.Kind {
		case models.LineVerdict:
			h.answered = l.Answered
		case models.LineReopening:
			h.answered = "no"
		case models.LineDecision, models.LineUpdate, models.LineResumed, models.LineReturned:
			h.answered = ""
		case models.LineUnmerged:
			if back {
				h.answered = before.answered
			}
		}
	}
	h.decideDue = c.AddWorking(born, 10*c.DayMinutes()+h.pausedBefore)
	for i, a := range h.again {
		h.again[i].due = c.AddWorking(a.began, 10*c.DayMinutes()+a.paused)
	}
	h.pausedSince = since
	return h
}

// still reports whether the clock stands in a state: while merged it does, should the merge be undone.
func still(s models.State) bool { return s.Paused() || s == models.StateMerged }

func linesOf(w *testkit.World, id int64) []models.DecisionView {
	w.T.Helper()
	_, view, err := w.Store.Suggestion(w.Ctx, w.Ada, id)
	w.Must(err)
	return view.Lines
}
