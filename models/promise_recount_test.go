package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// history is what the lines and posts of one suggestion say of the two promises, worked out without its head.
type history struct {
	ackDue, decideDue     time.Time
	acknowledged, decided *time.Time
	paused, merged        bool
}

// wantPromise ends the test where the promise differs from a recount from the history.
func wantPromise(t *testing.T, w *testkit.World) {
	t.Helper()
	p, err := w.Store.Promise(w.Ctx)
	w.Must(err)
	var ids []int64
	w.Must(w.DB.Write.Raw(`SELECT t.id FROM threads t WHERE t.kind = 'suggestion' AND t.status = 'published' ORDER BY t.id`).Scan(&ids).Error)
	now := w.Clock.Now()
	since := now.AddDate(0, 0, -models.PromiseDays)
	var acknowledged, decided models.PromiseShare
	count := func(share *models.PromiseShare, due time.Time, met *time.Time) {
		if due.Before(since) || !due.Before(now) {
			return
		}
		share.Due++
		if met != nil {
			share.Met++
		}
		if met != nil && !met.After(due) {
			share.InTime++
		} else {
			share.Missed++
		}
	}
	for _, id := range ids {
		h := historyOf(w, id)
		if h.merged {
			continue
		}
		count(&acknowledged, h.ackDue, h.acknowledged)
		if h.decided != nil || !h.paused {
			count(&decided, h.decideDue, h.decided)
		}
	}
	p.Acknowledged.Median, p.Acknowledged.Slowest, p.Decided.Median, p.Decided.Slowest = 0, 0, 0, 0
	if p.Acknowledged != acknowledged || p.Decided != decided {
		t.Errorf("promise: acknowledged %+v, decided %+v; recounted %+v, %+v", p.Acknowledged, p.Decided, acknowledged, decided)
	}
}

func historyOf(w *testkit.World, id int64) history {
	w.T.Helper()
	c := models.DefaultCalendar(time.UTC)
	lines := ledger(w, id).Lines
	born := lines[0].CreatedAt
	h := history{ackDue: c.AddDays(born, 2)}
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
	paused, since, state := 0, born, models.StateReceived
	for _, l := range lines {
		if l.WithdrawnAt != nil || l.Kind == models.LineWithdrawal {
			continue
		}
		if l.Kind == models.LineDecision || l.Kind == models.LineUpdate {
			earlier(l.CreatedAt)
		}
		if still(state) && !still(l.ToState) && h.decided == nil {
			paused += c.WorkingBetween(since, l.CreatedAt)
		}
		if !still(state) && still(l.ToState) {
			since = l.CreatedAt
		}
		if state = l.ToState; h.decided == nil && state.Decided() && state != models.StateMerged && l.Kind == models.LineDecision {
			at := l.CreatedAt
			h.decided = &at
		}
	}
	h.paused, h.merged = state.Paused(), state == models.StateMerged
	h.decideDue = c.AddWorking(born, 10*c.DayMinutes()+paused)
	return h
}

// still reports whether the clock stands in a state: while merged it does, should the merge be undone.
func still(s models.State) bool { return s.Paused() || s == models.StateMerged }
