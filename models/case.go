package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// CaseKind says what waits for a moderator.
type CaseKind string

const (
	CaseReport  CaseKind = "report"  // somebody reported a post
	CaseHold    CaseKind = "hold"    // a post waits to be let through
	CaseAppeal  CaseKind = "appeal"  // somebody says that an action was wrong
	CaseJoining CaseKind = "joining" // somebody would like to join
)

// CaseKinds lists every kind, in the console's order.
var CaseKinds = []CaseKind{CaseReport, CaseHold, CaseAppeal, CaseJoining}

// CaseOutcome says how a case ended; there is no end without one.
type CaseOutcome string

const (
	OutcomeNoBreach   CaseOutcome = "no_breach" // nothing is wrong with it
	OutcomeRemoved    CaseOutcome = "removed"
	OutcomeWarned     CaseOutcome = "warned"
	OutcomeRestricted CaseOutcome = "restricted"
	OutcomeSuspended  CaseOutcome = "suspended"
	OutcomeBanned     CaseOutcome = "banned"
	OutcomeLocked     CaseOutcome = "locked"
	OutcomeSlowed     CaseOutcome = "slowed"
	OutcomeApproved   CaseOutcome = "approved"  // a held post was let through
	OutcomeReturned   CaseOutcome = "returned"  // and may be changed and sent again
	OutcomeWithdrawn  CaseOutcome = "withdrawn" // whoever it is about took it back
)

// ReportOutcomes lists how a report can end.
var ReportOutcomes = []CaseOutcome{
	OutcomeNoBreach, OutcomeRemoved, OutcomeWarned, OutcomeRestricted, OutcomeSuspended, OutcomeBanned, OutcomeLocked, OutcomeSlowed,
}

// Case is one thing that waits for a moderator, or waited: all reports of a post that came while it was open are one.
type Case struct {
	ID       int64
	Kind     CaseKind
	PostID   *int64
	HeldID   *int64
	MemberID int64 // whom it is about: who wrote the post, who appeals
	Version  int64
	OpenedAt time.Time
	ClosedAt *time.Time
	ClosedBy *int64
	Outcome  CaseOutcome
	Words    string // what whoever asked is told
}

// Open reports whether nobody has decided yet.
func (c Case) Open() bool { return c.ClosedAt == nil }

// openCase finds the post's open case of the kind, or opens one.
func (s *Store) openCase(ctx context.Context, c Case) (int64, error) {
	if c.PostID != nil {
		var id int64
		err := s.one(ctx, &id, `SELECT id FROM cases WHERE kind = ? AND post_id = ? AND closed_at IS NULL`+s.db.Dialect.ForUpdate(), c.Kind, *c.PostID)
		if err == nil || KindOf(err) != NotFound {
			return id, wrap(err, "find open case")
		}
	}
	c.OpenedAt, c.Version = s.now(), 1
	if err := s.write(ctx).Create(&c).Error; err != nil {
		return 0, fmt.Errorf("open case: %w", err)
	}
	return c.ID, nil
}

// holdCase locks an open case and compares its version with the one that was seen. A case that somebody decided, or
// that got another report meanwhile, is a Conflict.
func (s *Store) holdCase(ctx context.Context, id, version int64) (Case, error) {
	var c Case
	if err := s.one(ctx, &c, `SELECT * FROM cases WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
		return Case{}, wrap(err, "hold case %d", id)
	}
	switch {
	case !c.Open():
		return Case{}, conflict("Somebody decided this a moment ago. What they did stands below.")
	case version != 0 && version != c.Version:
		return Case{}, conflict("Something was added to this since you opened it. Look at it again, then decide.")
	}
	return c, nil
}

// closeCase ends a held case and tells everybody who reported, once each.
func (s *Store) closeCase(ctx context.Context, v Viewer, c Case, outcome CaseOutcome, words string) error {
	_, err := s.exec(ctx, `UPDATE cases SET closed_at = ?, closed_by = ?, outcome = ?, words = ?, version = version + 1 WHERE id = ?`,
		s.now(), v.ID, outcome, words, c.ID)
	if err != nil {
		return wrap(err, "close case %d", c.ID)
	}
	err = s.audit(ctx, v, auditEntry{Action: "case.decided", Kind: "case", ID: c.ID, Before: string(c.Kind), After: string(outcome), Reason: words})
	if err != nil {
		return err
	}
	var reports []Report
	err = s.list(ctx, &reports, `SELECT r.* FROM reports r JOIN members m ON m.id = r.member_id
		WHERE r.case_id = ? AND m.status <> 'erased' ORDER BY r.member_id`, c.ID)
	if err != nil {
		return wrap(err, "find who reported")
	}
	for _, r := range reports {
		if *r.MemberID == v.ID {
			continue
		}
		if err := s.tellMember(ctx, ModerationNotice{MemberID: *r.MemberID, Kind: NoticeOfReport, ReportID: &r.ID}); err != nil {
			return err
		}
	}
	return s.emit(ctx, ConsoleChannel, Event{Type: EventInboxChanged})
}

// checkOutcome refuses what is no end of a report.
func (f fieldErrors) checkOutcome(value string) CaseOutcome {
	if !slices.Contains(ReportOutcomes, CaseOutcome(value)) {
		f.add("do", "Choose what to do.")
	}
	return CaseOutcome(value)
}
