package models_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// history is what the lines and posts of one suggestion say, worked out without its head.
type history struct {
	born, ackDue, decideDue time.Time
	acknowledged, decided   *time.Time
	pausedBefore            int // working minutes of the pauses before the first decision
	reopened                time.Time
	redecided               bool
	redecideDue             time.Time
	nextUpdate              models.Day
	state                   models.State
	answered                string
}

// wantPromise holds every figure of the promise to a recount from the history.
func wantPromise(t *testing.T, w *testkit.World) {
	t.Helper()
	p, err := w.Store.Promise(w.Ctx)
	w.Must(err)
	if want := recount(w); !reflect.DeepEqual(p, want) {
		t.Errorf("the promise is\n%+v\nrecounted from the history\n%+v", p, want)
	}
}

func recount(w *testkit.World) models.Promise {
	w.T.Helper()
	now := w.Clock.Now()
	p := models.Promise{At: now, Since: now.AddDate(0, 0, -models.PromiseDays), Targets: models.Targets{Acknowledge: 2, Decide: 10}, DayMinutes: 8 * 60}
	c := models.DefaultCalendar(time.UTC)
	var threads []struct {
		ID     int64
		Status string
	}
	w.Must(w.DB.Write.Raw(`SELECT t.id, t.status FROM threads t WHERE t.kind = 'suggestion' ORDER BY t.id`).Scan(&threads).Error)
	var toAcknowledge, toDecide []int64
	decisions := map[models.State]int64{}
	for _, th := range threads {
		lines := ledger(w, th.ID).Lines
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
		if due(h.decideDue, p) && (h.decided != nil || !h.state.Paused()) {
			p.PausedMinutes += int64(h.pausedBefore)
			toDecide = append(toDecide, keep(&p.Decided, c, h.born, h.decideDue, h.decided, h.pausedBefore)...)
		}
	}
	times(&p.Acknowledged, toAcknowledge)
	times(&p.Decided, toDecide)
	for _, s := range models.States {
		if decisions[s] > 0 {
			p.Decisions = append(p.Decisions, models.StateCount{State: s, N: decisions[s]})
		}
	}
	return p
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
	if !h.reopened.IsZero() && !h.reopened.Before(p.Since) {
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
	case !h.reopened.IsZero():
		return h.redecideDue.Before(now)
	}
	return h.decideDue.Before(now)
}

func historyOf(w *testkit.World, id int64) history {
	w.T.Helper()
	c := models.DefaultCalendar(time.UTC)
	lines := ledger(w, id).Lines
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
	pausedAgain := 0   // since it was reopened
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
			case !h.reopened.IsZero() && !h.redecided:
				pausedAgain += minutes
			case h.decided == nil:
				h.pausedBefore += minutes
			}
			since = l.CreatedAt
		}
		if !still(h.state) && still(l.ToState) {
			since = l.CreatedAt
		}
		if h.state.Final() && !back && !l.ToState.Final() {
			h.reopened, h.redecided, pausedAgain = l.CreatedAt, false, 0
		}
		h.state = l.ToState
		if said && l.NextUpdateOn != "" {
			h.nextUpdate = l.NextUpdateOn
		}
		if l.Kind == models.LineDecision && h.state.Decided() && h.state != models.StateMerged {
			switch at := l.CreatedAt; {
			case h.decided == nil:
				h.decided = &at
			case !h.reopened.IsZero():
				h.redecided = true
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
	h.redecideDue = c.AddWorking(h.reopened, 10*c.DayMinutes()+pausedAgain)
	return h
}

// still reports whether the clock stands in a state: while merged it does, should the merge be undone.
func still(s models.State) bool { return s.Paused() || s == models.StateMerged }

func TestPromise_saysHowLongOneTook_andTwo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i, minutes := range []int64{120, 240, 480} {
			th := suggest(w, "Wish "+itoa(i))
			w.Clock.Advance(time.Duration(minutes) * time.Minute) // from nine o'clock on
			decide(w, w.Sam, th.ID, models.StateDone)
			w.Clock.Set(time.Date(2026, 3, 3+i, 9, 0, 0, 0, time.UTC))
			past := w.Clock.Now()
			w.Clock.Set(past.AddDate(0, 0, 20))
			p, err := w.Store.Promise(w.Ctx)
			w.Must(err)
			want := [][2]int64{{120, 120}, {120, 120}, {240, 240}}[i]
			for what, got := range map[string]models.PromiseShare{"acknowledged": p.Acknowledged, "decided": p.Decided} {
				if got.Median != want[0] || got.Slowest != want[1] {
					t.Errorf("%d %s: median %d, slowest tenth %d, want %v", i+1, what, got.Median, got.Slowest, want)
				}
			}
			w.Clock.Set(past)
		}
	})
}
