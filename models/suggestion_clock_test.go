package models

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// walk moves one suggestion about as decisions do, and knows by itself how long its clock stood still.
type walk struct {
	t      *rapid.T
	rules  LedgerRules
	g      Suggestion
	now    time.Time
	paused int64 // working minutes of the pauses since it began
	met    bool  // the present promise to decide
}

func newWalk(t *rapid.T) *walk {
	w := &walk{t: t, rules: LedgerRules{Calendar: DefaultCalendar(time.UTC), Targets: Targets{Acknowledge: 2, Decide: 10}}}
	w.now = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 7*24*60).Draw(t, "born")) * time.Minute)
	w.g.born(w.rules, w.now)
	w.g.settle(w.rules)
	return w
}

func (w *walk) pass() {
	w.now = w.now.Add(time.Duration(rapid.IntRange(1, 6*24*60).Draw(w.t, "minutes")) * time.Minute)
}

// step has somebody decide, or a pause end by itself.
func (w *walk) step() (from State) {
	from = w.g.State
	to := from
	if next := from.Moves(); len(next) > 0 {
		to = rapid.SampledFrom(next).Draw(w.t, "to")
	}
	if to == StateMerged || to == from {
		return from
	}
	if w.g.PausedSince != nil {
		w.paused += int64(w.rules.WorkingBetween(*w.g.PausedSince, w.now))
	}
	if to == StateUnderReview && w.met {
		w.paused, w.met = 0, false
	}
	w.met = w.met || to.Decided()
	today := DayOf(w.now, w.rules.Zone)
	w.g.NextUpdateOn, w.g.RevisitOn = "", ""
	switch to {
	case StatePlanned, StateUnderWay:
		w.g.NextUpdateOn = today.Add(rapid.IntRange(1, 90).Draw(w.t, "next"))
	case StateParked:
		w.g.RevisitOn = today.Add(rapid.IntRange(1, 90).Draw(w.t, "revisit"))
	}
	w.g.acknowledge(w.rules, w.now)
	w.g.actedOn(w.now)
	w.g.moveTo(w.rules, to, w.now)
	w.g.settle(w.rules)
	return from
}

func TestSuggestionClock_owesExactlyWhatItsStatePromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w.pass()
			w.step()
			g := w.g
			switch {
			case g.State.Final():
				if g.DueAt != nil || g.WatchAt != nil || g.PausedSince != nil {
					t.Fatalf("%s owes %v, is watched at %v", g.State, g.DueAt, g.WatchAt)
				}
			case g.State.Paused():
				if g.DueAt != nil || g.WatchAt == nil || g.PausedSince == nil || g.Late(w.now.AddDate(9, 0, 0)) {
					t.Fatalf("%s owes %v, is watched at %v, paused since %v", g.State, g.DueAt, g.WatchAt, g.PausedSince)
				}
				if g.StateSince.Equal(w.now) && !g.WatchAt.After(w.now) {
					t.Fatalf("%s at %s is watched at %s, which is past", g.State, w.now, g.WatchAt)
				}
			default:
				if g.DueAt == nil || g.WatchAt == nil || g.PausedSince != nil {
					t.Fatalf("%s owes nothing, or is watched by nobody: %+v", g.State, g)
				}
			}
			if g.NextUpdateOn != "" && !g.DueAt.Equal(g.NextUpdateOn.End(time.UTC)) {
				t.Fatalf("%s until the end of %s is due at %s", g.State, g.NextUpdateOn, g.DueAt)
			}
		}
	})
}

func TestSuggestionClock_pausesMoveTheDecisionByWhatTheyTook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			w.pass()
			decidedBefore, redecidedBefore := w.g.DecidedAt, w.g.RedecidedAt
			w.step()
			g := w.g
			if g.PausedMinutes != w.paused {
				t.Fatalf("paused for %d working minutes, counted %d", g.PausedMinutes, w.paused)
			}
			switch {
			case g.ReopenedAt == nil && decidedBefore == nil && g.PausedSince == nil:
				if want := w.rules.AddWorking(g.BornAt, 10*480+int(w.paused)); !g.DecideDueAt.Equal(want) {
					t.Fatalf("to be decided by %s, want %s after a pause of %d", g.DecideDueAt, want, w.paused)
				}
			case g.ReopenedAt != nil && redecidedBefore == nil && g.PausedSince == nil && g.RedecidedAt == nil:
				if want := w.rules.AddWorking(*g.ReopenedAt, 10*480+int(w.paused)); !g.RedecideDueAt.Equal(want) {
					t.Fatalf("reopened, to be decided by %s, want %s", g.RedecideDueAt, want)
				}
			}
		}
	})
}

func TestSuggestionClock_whatWasKeptOrMissedStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		for range rapid.IntRange(2, 14).Draw(t, "steps") {
			w.pass()
			before := w.g
			w.step()
			g := w.g
			if before.AcknowledgedAt != nil && (!g.AcknowledgedAt.Equal(*before.AcknowledgedAt) || *g.AckMinutes != *before.AckMinutes || !g.AckDueAt.Equal(before.AckDueAt)) {
				t.Fatal("a first answer was given a second time")
			}
			if before.DecidedAt != nil && (!g.DecidedAt.Equal(*before.DecidedAt) || *g.DecideMinutes != *before.DecideMinutes || !g.DecideDueAt.Equal(before.DecideDueAt)) {
				t.Fatalf("a decision of %s became one of %s", before.DecidedAt, g.DecidedAt)
			}
			if g.DecideMinutes != nil && (*g.DecideMinutes < 0 || *g.DecideMinutes > int64(w.rules.WorkingBetween(g.BornAt, *g.DecidedAt))) {
				t.Fatalf("it took %d working minutes of %d", *g.DecideMinutes, w.rules.WorkingBetween(g.BornAt, *g.DecidedAt))
			}
			if g.State.Decided() && g.DecidedNow() == nil {
				t.Fatalf("%s, and nothing was decided", g.State)
			}
			sum, ended := before.PausedBefore+before.PausedMinutes, 0
			if before.PausedSince != nil {
				ended = w.rules.WorkingBetween(*before.PausedSince, w.now)
			}
			if g.PausedBefore < before.PausedBefore || g.PausedBefore > sum+int64(ended) {
				t.Fatalf("pauses before it was reopened went from %d to %d", before.PausedBefore, g.PausedBefore)
			}
		}
	})
}

func TestSuggestionClock_otherRulesMoveWhatIsOpenAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		for range rapid.IntRange(0, 5).Draw(t, "steps") {
			w.pass()
			w.step()
		}
		before := w.g
		rules := w.rules
		rules.Targets = Targets{Acknowledge: rapid.IntRange(1, 5).Draw(t, "acknowledge"), Decide: rapid.IntRange(5, 30).Draw(t, "decide")}
		w.g.resettle(rules)
		if before.AcknowledgedAt != nil && !w.g.AckDueAt.Equal(before.AckDueAt) {
			t.Fatal("a first answer that came is due at another time")
		}
		if before.AcknowledgedAt == nil && !w.g.AckDueAt.Equal(rules.AddDays(w.g.BornAt, rules.Acknowledge)) {
			t.Fatalf("a first answer is due at %s", w.g.AckDueAt)
		}
		if before.DecidedAt != nil && !w.g.DecideDueAt.Equal(before.DecideDueAt) {
			t.Fatal("a decision that was made is due at another time")
		}
		if w.g.State != before.State || w.g.PausedMinutes != before.PausedMinutes || w.g.Late(w.now) && !w.g.Open() {
			t.Fatalf("from %+v to %+v", before, w.g)
		}
		again := w.g
		again.resettle(rules)
		if (again.DueAt == nil) != (w.g.DueAt == nil) || again.DueAt != nil && !again.DueAt.Equal(*w.g.DueAt) {
			t.Fatalf("the same rules again move it from %s to %s", w.g.DueAt, again.DueAt)
		}
	})
}

// What was decided and comes back under review owes a whole new decision, never its first date; what was not decided owes
// what was left of its time, so that parking wins nobody any.
func TestSuggestionClock_whatComesBackOwesWhatItsPromiseStillAllows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t)
		for range rapid.IntRange(2, 14).Draw(t, "steps") {
			w.pass()
			met, was := w.met, w.g
			from := w.step()
			g := w.g
			if g.State != StateUnderReview || from == StateUnderReview {
				continue
			}
			if met {
				if want := w.rules.AddWorking(w.now, 10*480); !g.DueAt.Equal(want) || g.Late(w.now) {
					t.Fatalf("decided, %s and back at %s: due %s, want %s", from, w.now, g.DueAt, want)
				}
				continue
			}
			if was.PausedSince == nil {
				continue
			}
			began := was.began()
			spent := w.rules.WorkingBetween(began, *was.PausedSince) - int(was.PausedMinutes)
			if left := w.rules.WorkingBetween(w.now, *g.DueAt); spent < 10*480 && left != 10*480-spent {
				t.Fatalf("%d working minutes were left when the pause began, %d after it", 10*480-spent, left)
			}
			if spent > 10*480 && !g.Late(w.now) {
				t.Fatalf("it was late when the pause began, and is due %s at %s", g.DueAt, w.now)
			}
		}
	})
}

// The table of moves, by what must hold whatever stands in it.
func TestMoves_leadFromEveryStateToAnAnswer(t *testing.T) {
	reached := map[State]bool{StateReceived: true}
	for range States {
		for _, s := range States {
			for _, to := range s.Moves() {
				if reached[s] {
					reached[to] = true
				}
			}
		}
	}
	for _, s := range States {
		if !reached[s] {
			t.Errorf("nothing leads to %s", s)
		}
		answer := s.Final()
		for _, to := range s.Moves() {
			answer = answer || to.Final()
			if to == StateReceived || to == s {
				t.Errorf("%s leads to %s", s, to)
			}
			if s.Final() && to != StateUnderReview {
				t.Errorf("an answer, %s, leads to %s without being looked at again", s, to)
			}
		}
		if !answer {
			t.Errorf("from %s no answer can be given", s)
		}
		if s.Final() && s.Paused() || s.Final() && !s.Decided() || s.Paused() && s.Decided() {
			t.Errorf("%s: final %t, paused %t, decided %t", s, s.Final(), s.Paused(), s.Decided())
		}
		moves := s.Moves()
		if len(moves) > 0 {
			moves[0] = "changed"
			if s.Moves()[0] == "changed" {
				t.Errorf("whoever asks where %s leads can change it", s)
			}
		}
	}
}
