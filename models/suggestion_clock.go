package models

import "time"

// The clocks of one suggestion: pure, so that every verb and the clock job agree on what is due.

// settle works out what is due next, and when the clock job must look.
func (g *Suggestion) settle(r LedgerRules) {
	g.DueAt, g.WatchAt = nil, nil
	if !g.Open() {
		return
	}
	if g.State.Paused() {
		wake := g.wakes(r)
		g.WatchAt = &wake
		return
	}
	due := g.owes(r)
	g.DueAt, g.WatchAt = &due, &due
	if !g.ActedAt.Before(due) { // late already: whoever took it on since gets some time of their own
		again := r.AddDays(g.ActedAt, handBackAgainAfterDays)
		g.WatchAt = &again
	}
}

// actedOn notes that a person took care of it.
func (g *Suggestion) actedOn(at time.Time) {
	g.ActedAt, g.HandedBackAt, g.HandBacks = at, nil, 0
}

// owes is the moment by which the next thing is owed.
func (g *Suggestion) owes(r LedgerRules) time.Time {
	switch {
	case g.State == StatePlanned || g.State == StateUnderWay:
		return g.NextUpdateOn.End(r.Zone).UTC()
	case g.AcknowledgedAt == nil:
		return g.AckDueAt
	case g.ReopenedAt != nil:
		return *g.RedecideDueAt
	}
	return g.DecideDueAt
}

// wakes is when a pause ends by itself.
func (g *Suggestion) wakes(r LedgerRules) time.Time {
	if g.State == StateParked {
		return g.RevisitOn.Start(r.Zone).UTC()
	}
	return r.AddDays(*g.PausedSince, infoDaysMost)
}

// born starts both clocks.
func (g *Suggestion) born(r LedgerRules, at time.Time) {
	g.State, g.StateSince, g.BornAt, g.ActedAt = StateReceived, at, at, at
	g.AckDueAt, g.DecideDueAt = r.acknowledgeBy(at), r.decideBy(at, 0)
}

// acknowledge meets the first promise, once.
func (g *Suggestion) acknowledge(r LedgerRules, at time.Time) {
	if g.AcknowledgedAt != nil {
		return
	}
	minutes := int64(r.WorkingBetween(g.BornAt, at))
	g.AcknowledgedAt, g.AckMinutes = &at, &minutes
}

// moveTo changes the state, pausing, resuming and meeting the clocks as it goes.
func (g *Suggestion) moveTo(r LedgerRules, to State, at time.Time) {
	if g.PausedSince != nil {
		g.PausedMinutes += int64(r.WorkingBetween(*g.PausedSince, at))
		g.PausedSince = nil
		g.restart(r)
	}
	if to == StateUnderReview && g.State != to && g.DecidedNow() != nil {
		g.reopen(r, at)
	}
	if to != g.State {
		g.StateSince = at
	}
	g.State = to
	if to.Paused() {
		g.PausedSince = &at
	}
	if to.Decided() {
		g.decide(r, at)
	}
	g.Answered, g.AnsweredAt = "", nil
}

// restart moves the end of the promise to decide on by what it was paused for.
func (g *Suggestion) restart(r LedgerRules) {
	due := r.decideBy(g.began(), g.PausedMinutes)
	switch {
	case g.ReopenedAt != nil && g.RedecidedAt == nil:
		g.RedecideDueAt = &due
	case g.ReopenedAt == nil && g.DecidedAt == nil:
		g.DecideDueAt = due
	}
}

// reopen starts the promise to decide anew, since the one before was met: an answer is looked at again, or what was
// planned comes back from where it was parked. What was kept or broken before stays on record. A promise that is not met
// yet has no second beginning: it goes on with what was left of it.
func (g *Suggestion) reopen(r LedgerRules, at time.Time) {
	g.PausedBefore += g.PausedMinutes
	g.PausedMinutes, g.ReopenedAt, g.RedecidedAt = 0, &at, nil
	g.RedecideMinutes, g.RedecidePaused = nil, 0
	due := r.decideBy(at, 0)
	g.RedecideDueAt = &due
}

func (g *Suggestion) decide(r LedgerRules, at time.Time) {
	minutes := max(0, int64(r.WorkingBetween(g.began(), at))-g.PausedMinutes)
	switch {
	case g.ReopenedAt != nil && g.RedecidedAt == nil:
		g.RedecidedAt, g.RedecideMinutes, g.RedecidePaused = &at, &minutes, g.PausedMinutes
	case g.ReopenedAt == nil && g.DecidedAt == nil:
		g.DecidedAt, g.DecideMinutes, g.DecidePaused = &at, &minutes, g.PausedMinutes
	}
}

// resettle works the open due dates out again after the calendar or the targets changed; what was kept or broken
// before stays.
func (g *Suggestion) resettle(r LedgerRules) {
	if g.AcknowledgedAt == nil {
		g.AckDueAt = r.acknowledgeBy(g.BornAt)
	}
	g.restart(r)
	g.settle(r)
}
