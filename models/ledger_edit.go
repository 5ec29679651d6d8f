package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// LedgerInput is what an administrator sends for calendar and targets.
type LedgerInput struct {
	Days        []string // weekdays by number, Sunday 0
	Opens       string   // 09:00
	Closes      string   // 17:00
	Holidays    string   // days such as 2026-12-25, by spaces or lines
	Begins      string   // the first day of the week by number; empty: Monday
	Acknowledge int      // working days
	Decide      int
	Version     int64 // 0: not compared
}

// check returns the rules that an input describes; the zone is the community's.
func (in LedgerInput) check() (storedCalendar, Targets, error) {
	f := fieldErrors{}
	c := storedCalendar{Opens: f.checkTime("opens", in.Opens), Closes: f.checkTime("closes", in.Closes)}
	for _, day := range in.Days {
		n, err := strconv.Atoi(day)
		if err != nil || n < 0 || n > 6 {
			f.add("days", "Choose among the days of the week.")
			continue
		}
		if !slices.Contains(c.Days, time.Weekday(n)) {
			c.Days = append(c.Days, time.Weekday(n))
		}
	}
	if c.Begins = time.Monday; in.Begins != "" {
		n, err := strconv.Atoi(in.Begins)
		if c.Begins = time.Weekday(n); err != nil || n < 0 || n > 6 {
			f.add("begins", "Choose one of the days of the week.")
		}
	}
	slices.Sort(c.Days)
	if len(c.Days) == 0 {
		f.add("days", "Choose at least one day on which somebody works.")
	}
	if c.Closes-c.Opens < 60 {
		f.add("closes", "A working day has at least one hour.")
	}
	for _, text := range strings.FieldsFunc(in.Holidays, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\r' || r == '\t' }) {
		day, err := ParseDay(text)
		if err != nil {
			f.add("holidays", "“%s” is no day; write days such as 2026-12-25.", cutRunes(text, 20))
			continue
		}
		if !slices.Contains(c.Holidays, day) {
			c.Holidays = append(c.Holidays, day)
		}
	}
	slices.Sort(c.Holidays)
	if len(c.Holidays) > ledgerHolidaysMost {
		f.add("holidays", "At most %d days fit.", ledgerHolidaysMost)
	}
	if in.Acknowledge < 1 || in.Acknowledge > targetMost {
		f.add("acknowledge", "Promise an answer within 1 to %d working days.", targetMost)
	}
	if in.Decide < in.Acknowledge || in.Decide > targetMost {
		f.add("decide", "Promise a decision within %d to %d working days.", max(1, in.Acknowledge), targetMost)
	}
	return c, Targets{in.Acknowledge, in.Decide}, f.err()
}

// checkTime reads a time of day as minutes past midnight.
func (f fieldErrors) checkTime(field, text string) int {
	t, err := time.Parse("15:04", strings.TrimSpace(text))
	if err != nil {
		f.add(field, "Give a time such as 09:00.")
		return 0
	}
	return t.Hour()*60 + t.Minute()
}

// EditLedger changes the working calendar and the promise's targets; for administrators. What is owed now gets new due
// dates; what was kept or broken before stays. Conflict when somebody changed them since Version.
func (s *Store) EditLedger(ctx context.Context, v Viewer, in LedgerInput) error {
	return s.runLedger(ctx, v, "edit the ledger's rules", func(s *Store, v Viewer) error {
		c, targets, err := in.check()
		if err != nil {
			return err
		}
		was, err := s.LedgerRules(ctx)
		if err != nil {
			return err
		}
		if in.Version != 0 && in.Version != was.Version {
			return conflict("Somebody changed the calendar or the targets meanwhile.")
		}
		before := storedCalendar{was.Days, was.Opens, was.Closes, was.Holidays, was.Begins}
		changed := false
		for _, w := range []struct {
			key         string
			before, now any
		}{{settingCalendar, before, c}, {settingTargets, was.Targets, targets}} {
			from, err := json.Marshal(w.before)
			if err != nil {
				return err
			}
			to, err := json.Marshal(w.now)
			if err != nil {
				return err
			}
			if string(from) == string(to) {
				continue
			}
			changed = true
			if err := s.setSetting(ctx, w.key, string(to)); err != nil {
				return err
			}
			if err := s.audit(ctx, v, auditEntry{Action: "ledger.changed", Kind: "site", Before: w.key + ": " + string(from), After: w.key + ": " + string(to)}); err != nil {
				return err
			}
		}
		if !changed {
			return nil
		}
		if err := s.setSetting(ctx, settingLedgerVersion, strconv.FormatInt(was.Version+1, 10)); err != nil {
			return err
		}
		return s.resettleAll(ctx)
	})
}

// runLedger runs one change of how the ledger is run, by an administrator as they are at that moment, and tells every
// page.
func (s *Store) runLedger(ctx context.Context, v Viewer, what string, f func(s *Store, v Viewer) error) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who save at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.CanRunLedger() {
			return forbidden("Only administrators change this.")
		}
		if err := f(s, v); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, ActorID: &v.ID})
	})
	return wrap(err, "%s", what)
}

// resettleAll works the open due dates out again, after the calendar, the targets or the zone changed.
func (s *Store) resettleAll(ctx context.Context) error {
	rules, err := s.LedgerRules(ctx)
	if err != nil {
		return err
	}
	var open []Suggestion
	err = s.list(ctx, &open, `SELECT * FROM suggestions WHERE state IN ? AND withdrawn_at IS NULL ORDER BY thread_id`+s.db.Dialect.ForUpdate(), OpenStates)
	if err != nil {
		return fmt.Errorf("list what is owed: %w", err)
	}
	for _, g := range open {
		was := g
		g.resettle(rules)
		if was.AckDueAt.Equal(g.AckDueAt) && was.DecideDueAt.Equal(g.DecideDueAt) && sameMoment(was.RedecideDueAt, g.RedecideDueAt) &&
			sameMoment(was.DueAt, g.DueAt) && sameMoment(was.WatchAt, g.WatchAt) {
			continue
		}
		_, err := s.exec(ctx, `UPDATE suggestions SET ack_due_at = ?, decide_due_at = ?, redecide_due_at = ?, due_at = ?, watch_at = ? WHERE thread_id = ?`,
			g.AckDueAt, g.DecideDueAt, g.RedecideDueAt, g.DueAt, g.WatchAt, g.ThreadID)
		if err != nil {
			return fmt.Errorf("move the due date of suggestion %d: %w", g.ThreadID, err)
		}
		if err := s.saveRenewal(ctx, g); err != nil {
			return err
		}
	}
	return nil
}
