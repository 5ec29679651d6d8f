package models

import (
	"context"
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"
)

// ReasonFor says where a saved reason fits.
type ReasonFor string

const (
	ForRemoval   ReasonFor = "removal"   // of a post, and for warnings and all that follows from it
	ForLeaving   ReasonFor = "leaving"   // of what was reported without need
	ForReturning ReasonFor = "returning" // of what is held, to be changed
	ForRefusal   ReasonFor = "refusal"   // of somebody who would like to join
)

// ReasonFors lists every use, in the order in which the console shows them.
var ReasonFors = []ReasonFor{ForRemoval, ForLeaving, ForReturning, ForRefusal}

// SavedReason is what moderators say again and again: a rule and a sentence, shared by all of them.
type SavedReason struct {
	ID        int64
	Fits      ReasonFor
	Title     string
	Rule      Rule
	Words     string
	Version   int64
	CreatedAt time.Time
}

// SavedReasonInput is what the form sends; ID 0 makes a new one.
type SavedReasonInput struct {
	ID      int64
	Fits    string
	Title   string
	Rule    string // empty: RuleOther
	Words   string
	Version int64
}

// savedReasonsMost bounds the list, which every form offers whole.
const savedReasonsMost = 100

// SavedReasons lists them all, by use and title; for moderators. NotFound for all others.
func (s *Store) SavedReasons(ctx context.Context, v Viewer) ([]SavedReason, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	var list []SavedReason
	err := s.list(ctx, &list, `SELECT * FROM saved_reasons ORDER BY title, id LIMIT ?`, savedReasonsMost)
	slices.SortStableFunc(list, func(a, b SavedReason) int { return slices.Index(ReasonFors, a.Fits) - slices.Index(ReasonFors, b.Fits) })
	return list, wrap(err, "list saved reasons")
}

// Reason is what moderators say in a decision: as they typed it, or, where they typed nothing, as the saved reason of the
// id has it (0: none). A saved reason that is gone by now changes nothing.
func (s *Store) Reason(ctx context.Context, v Viewer, saved int64, rule, words string) (string, string, error) {
	if saved == 0 || words != "" || !v.CanJudgeCases() {
		return rule, words, nil
	}
	var r SavedReason
	err := s.one(ctx, &r, `SELECT * FROM saved_reasons WHERE id = ?`, saved)
	if err != nil {
		if KindOf(err) == NotFound {
			err = nil
		}
		return rule, words, wrap(err, "find saved reason %d", saved)
	}
	return string(r.Rule), r.Words, nil
}

// SaveReason keeps a reason for all moderators, or changes one; on record. Conflict where somebody changed it since
// Version; Invalid.
func (s *Store) SaveReason(ctx context.Context, v Viewer, in SavedReasonInput) (SavedReason, error) {
	if !v.CanJudgeCases() {
		return SavedReason{}, notFound()
	}
	f := fieldErrors{}
	r := SavedReason{
		ID: in.ID, Fits: ReasonFor(in.Fits), Title: f.checkLine("title", in.Title, "The title", savedTitleMin, savedTitleMax), Rule: f.checkRule("rule", in.Rule, false),
		Words: f.checkLine("words", in.Words, "The sentence", reasonMin, reasonMax), Version: 1, CreatedAt: s.now(),
	}
	if !slices.Contains(ReasonFors, r.Fits) {
		f.add("fits", "Choose where it is offered.")
	}
	if err := f.err(); err != nil {
		return r, err
	}
	err := s.InTx(ctx, func(s *Store) error {
		before, err := s.storeReason(ctx, &r, in.Version)
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return invalid("title", "There is one with this title already.")
		}
		if err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "reason.saved", Kind: "reason", ID: r.ID, Before: before, After: r.line()})
	})
	return r, wrap(err, "save a reason")
}

// storeReason writes a reason, and answers with what it said before.
func (s *Store) storeReason(ctx context.Context, r *SavedReason, version int64) (before string, err error) {
	if r.ID == 0 {
		var n int64
		if err := s.one(ctx, &n, `SELECT COUNT(*) FROM saved_reasons`); err != nil {
			return "", err
		}
		if n >= savedReasonsMost {
			return "", invalid("title", "There are %d saved reasons. Delete one that nobody needs first.", n)
		}
		return "", s.write(ctx).Create(r).Error
	}
	var was SavedReason
	if err := s.one(ctx, &was, `SELECT * FROM saved_reasons WHERE id = ?`+s.db.Dialect.ForUpdate(), r.ID); err != nil {
		return "", err
	}
	if version != 0 && version != was.Version {
		return "", conflict("Somebody changed this reason meanwhile.")
	}
	r.Version, r.CreatedAt = was.Version+1, was.CreatedAt
	return was.line(), s.write(ctx).Save(r).Error
}

func (r SavedReason) line() string { return r.Title + ": " + string(r.Rule) + ", " + r.Words }

// DeleteReason drops one; on record. What was said with it stays said. For moderators.
func (s *Store) DeleteReason(ctx context.Context, v Viewer, id int64) error {
	if !v.CanJudgeCases() {
		return notFound()
	}
	err := s.InTx(ctx, func(s *Store) error {
		var was SavedReason
		if err := s.one(ctx, &was, `SELECT * FROM saved_reasons WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
			return err
		}
		if _, err := s.exec(ctx, `DELETE FROM saved_reasons WHERE id = ?`, id); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "reason.deleted", Kind: "reason", ID: id, Before: was.line()})
	})
	return wrap(err, "delete saved reason %d", id)
}
