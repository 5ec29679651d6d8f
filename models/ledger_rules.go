package models

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Targets are what the brand promises, in working days.
type Targets struct {
	Acknowledge int
	Decide      int
}

// LedgerRules are what the ledger's clocks go by.
type LedgerRules struct {
	Calendar
	Targets
	Version int64
}

// The targets until an administrator sets others (PRODUCT, "The ledger's rules", 4).
const acknowledgeDays, decideDays = 2, 10

const (
	settingCalendar        = "calendar"
	settingTargets         = "targets"
	settingLedgerVersion   = "ledger_version"
	updateDaysMost         = 90 // how far ahead the next update of what is planned may be
	infoDaysMost           = 20 // working days after which a question to the author no longer stops the clock
	targetMost             = 60
	ledgerHolidaysMost     = 400
	undoFor                = time.Minute
	unmergeFor             = 30 * 24 * time.Hour
	handBackAgainAfterDays = 2
)

// storedCalendar is a calendar as the settings keep it; its zone is the community's.
type storedCalendar struct {
	Days     []time.Weekday `json:"days"`
	Opens    int            `json:"opens"`
	Closes   int            `json:"closes"`
	Holidays []Day          `json:"holidays"`
	Begins   time.Weekday   `json:"begins"`
}

// LedgerRules reads the working calendar and the promise's targets.
func (s *Store) LedgerRules(ctx context.Context) (LedgerRules, error) {
	var rows []struct{ Key, Value string }
	err := s.list(ctx, &rows, `SELECT key, value FROM settings WHERE key IN ?`,
		[]string{settingZone, settingCalendar, settingTargets, settingLedgerVersion})
	if err != nil {
		return LedgerRules{}, fmt.Errorf("read the ledger's rules: %w", err)
	}
	r := LedgerRules{Calendar: DefaultCalendar(time.UTC), Targets: Targets{acknowledgeDays, decideDays}, Version: 1}
	for _, row := range rows {
		switch row.Key {
		case settingZone:
			r.Zone, err = time.LoadLocation(row.Value)
		case settingCalendar:
			c := storedCalendar{Begins: r.Begins} // which calendars stored earlier do not say
			err = json.Unmarshal([]byte(row.Value), &c)
			r.Days, r.Opens, r.Closes, r.Holidays, r.Begins = c.Days, c.Opens, c.Closes, c.Holidays, c.Begins
		case settingTargets:
			err = json.Unmarshal([]byte(row.Value), &r.Targets)
		case settingLedgerVersion:
			err = json.Unmarshal([]byte(row.Value), &r.Version)
		}
		if err != nil {
			return LedgerRules{}, fmt.Errorf("read %s of the ledger: %w", row.Key, err)
		}
	}
	return r, nil
}

// acknowledgeBy is when somebody must have answered what was born at a moment.
func (r LedgerRules) acknowledgeBy(born time.Time) time.Time { return r.AddDays(born, r.Acknowledge) }

// decideBy is when what began at a moment must be decided, the working minutes it was paused for not counted.
func (r LedgerRules) decideBy(began time.Time, paused int64) time.Time {
	return r.AddWorking(began, r.Decide*r.DayMinutes()+int(paused))
}
