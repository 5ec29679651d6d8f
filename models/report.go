package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

const reportMax = 2_000

// The limits on reporting: generous to whoever comes across an advertiser, tight for strangers.
var (
	reportsByMember  = limit{"report.member", 30, time.Hour}
	reportsByAddress = limit{"report.address", 6, time.Hour}
)

// keepReporters is how long a reader's name and address are kept after the report was answered.
const keepReporters = 180 * 24 * time.Hour

// Report is somebody's word that a post breaks a rule. Who it was is for moderators alone.
type Report struct {
	ID          int64
	CaseID      int64
	PostID      int64
	MemberID    *int64  // nil: a reader, or somebody erased
	ReporterKey string  // one report a person and post
	Name        string  // a reader's
	Email       string  // a reader's
	TokenHash   *string // of a reader's receipt
	Reason      Rule
	Detail      string
	CreatedAt   time.Time
}

// ReportInput is what a report form sends.
type ReportInput struct {
	Reason string
	Detail string
	Name   string // readers
	Email  string // readers
}

// Receipt leads whoever reported to what becomes of it: a member by the report's id, a reader by a token, which is
// stored nowhere.
type Receipt struct {
	ReportID int64
	Token    string
}

// CreateReport hands a post to the moderators, once a person: the same person's second report of a post changes
// nothing and answers with the first. However many report it, the post stays until a moderator has looked.
// Forbidden for its author; Gone, Invalid, NotFound, TooMany.
func (s *Store) CreateReport(ctx context.Context, v Viewer, postID int64, in ReportInput) (Receipt, error) {
	p, _, err := s.Post(ctx, v, postID)
	switch {
	case err != nil:
		return Receipt{}, err
	case !p.Visible():
		return Receipt{}, gone("This post was taken away already.")
	case !v.CanReport(p.Post):
		return Receipt{}, forbidden("This is your own post. You can take it back or change it yourself.")
	}
	f := fieldErrors{}
	r := Report{PostID: postID, Reason: f.checkRule("reason", in.Reason, true), Detail: f.checkText("detail", in.Detail, "The text", 0, reportMax)}
	if r.Reason == RuleOther && strings.TrimSpace(r.Detail) == "" {
		f.add("detail", "Say in a sentence what is wrong with it.")
	}
	var out Receipt
	if v.SignedIn() {
		r.MemberID, r.ReporterKey = &v.ID, fmt.Sprint("member:", v.ID)
	} else {
		r.Name = f.checkLine("name", in.Name, "The name", 1, nameMax)
		r.Email = f.checkEmail(in.Email)
		r.ReporterKey = "reader:" + countKey(EmailKey(r.Email), LimitKey(v.Address))
		out.Token = auth.NewToken()
		hash := auth.HashToken(out.Token)
		r.TokenHash = &hash
	}
	if err := f.err(); err != nil {
		return Receipt{}, err
	}
	err = s.InTx(ctx, func(s *Store) error {
		out.ReportID, err = s.storeReport(ctx, v, r)
		return err
	})
	return out, wrap(err, "report post %d", postID)
}

// storeReport adds a report to the post's open case, or opens one. The thread is held, so two reports at once meet.
func (s *Store) storeReport(ctx context.Context, v Viewer, r Report) (int64, error) {
	p, h, err := s.holdPost(ctx, v, r.PostID)
	if err != nil {
		return 0, err
	}
	if !p.Visible() {
		return 0, gone("This post was taken away a moment ago.")
	}
	var before int64
	err = s.one(ctx, &before, `SELECT id FROM reports WHERE post_id = ? AND reporter_key = ?`, r.PostID, r.ReporterKey)
	if err == nil {
		if r.TokenHash == nil {
			return before, nil
		}
		_, err = s.exec(ctx, `UPDATE reports SET token_hash = ? WHERE id = ?`, *r.TokenHash, before)
		return before, err
	}
	if KindOf(err) != NotFound {
		return 0, err
	}
	if v.SignedIn() {
		err = s.count(ctx, reportsByMember, r.ReporterKey)
	} else {
		err = s.count(ctx, reportsByAddress, countKey(LimitKey(v.Address)))
	}
	if err != nil {
		return 0, err
	}
	if r.CaseID, err = s.openCase(ctx, Case{Kind: CaseReport, PostID: &p.ID, MemberID: p.AuthorID}); err != nil {
		return 0, err
	}
	r.CreatedAt = s.now()
	if err := s.write(ctx).Create(&r).Error; err != nil {
		return 0, fmt.Errorf("store report: %w", err)
	}
	if _, err := s.exec(ctx, `UPDATE cases SET version = version + 1 WHERE id = ?`, r.CaseID); err != nil {
		return 0, err
	}
	return r.ID, s.emitConsole(ctx, h.ID)
}

// ReportView is a report as whoever made it sees it.
type ReportView struct {
	Report   `gorm:"embedded"`
	Outcome  CaseOutcome // empty: nobody has decided yet
	Words    string      // of the decision
	ClosedAt *time.Time
}

const reportColumns = `SELECT r.*, c.outcome, c.words, c.closed_at FROM reports r JOIN cases c ON c.id = r.case_id `

// ReportByReceipt finds a report for whoever made it: a member by its id, anybody by a receipt's token. NotFound.
func (s *Store) ReportByReceipt(ctx context.Context, v Viewer, r Receipt) (ReportView, error) {
	var view ReportView
	var err error
	if r.Token != "" {
		err = s.one(ctx, &view, reportColumns+`WHERE r.token_hash = ?`, auth.HashToken(r.Token))
	} else {
		err = s.one(ctx, &view, reportColumns+`WHERE r.id = ? AND r.member_id = ?`, r.ReportID, v.ID)
	}
	return view, wrap(err, "find report")
}

// OwnReports lists the viewer's last reports, newest first.
func (s *Store) OwnReports(ctx context.Context, v Viewer) ([]ReportView, error) {
	var list []ReportView
	err := s.list(ctx, &list, reportColumns+`WHERE r.member_id = ? ORDER BY r.id DESC LIMIT 50`, v.ID)
	return list, wrap(err, "list own reports")
}

// closeReportsOf answers the open reports of a post that a moderator removed without opening the case.
func (s *Store) closeReportsOf(ctx context.Context, v Viewer, postID int64, words string) error {
	return s.closeReports(ctx, v, words, `post_id = ?`, postID)
}

// closeReportsIn answers the open reports of all posts of a thread that a moderator took away, but for the case that is
// being decided by that.
func (s *Store) closeReportsIn(ctx context.Context, v Viewer, threadID int64, words string) error {
	var deciding int64
	if s.why != nil {
		deciding = idOf(s.why.caseID)
	}
	return s.closeReports(ctx, v, words, `post_id IN (SELECT p.id FROM posts p WHERE p.thread_id = ?) AND id <> ?`, threadID, deciding)
}

func (s *Store) closeReports(ctx context.Context, v Viewer, words, where string, args ...any) error {
	var open []Case
	err := s.list(ctx, &open, `SELECT * FROM cases WHERE `+where+` AND kind = 'report' AND closed_at IS NULL ORDER BY id`+s.db.Dialect.ForUpdate(), args...)
	if err != nil {
		return wrap(err, "find open reports of what was removed")
	}
	for _, c := range open {
		if err := s.closeCase(ctx, v, c, OutcomeRemoved, words); err != nil {
			return err
		}
	}
	return nil
}

// forgetReporters drops the names and addresses of readers whose reports were answered long ago.
func (s *Store) forgetReporters(ctx context.Context) error {
	_, err := s.exec(ctx, `UPDATE reports SET name = '', email = ''
		WHERE email <> '' AND case_id IN (SELECT c.id FROM cases c WHERE c.closed_at <= ?)`, s.now().Add(-keepReporters))
	return wrap(err, "forget reporters")
}

func idOf(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}
