package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

const reportMax = 2_000

// The limits on reporting: generous to whoever comes across an advertiser, tight for strangers, who can have many
// addresses. Of one post, strangers' reports beyond the limit tell moderators nothing new: it is looked at.
var (
	reportsByMember  = limit{"report.member", 30, time.Hour}
	reportsByAddress = limit{"report.address", 6, time.Hour}
	reportsByNetwork = limit{"report.network", 18, time.Hour}
	reportsOfPost    = limit{"report.post", 20, time.Hour}
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
	PersonKey   string  // a reader's: whose mail address it is
	NetworkKey  string  // where it was sent from; both are of this post alone
	RepeatsID   *int64  // the report that the same person made of the post before, from elsewhere
	BesideID    *int64  // another's report of the post from the same network, which this one adds no weight to
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
//
// A member is one person. A reader is known by their mail address, whatever its case and whatever stands behind a plus:
// the same address from the same network is the same report; from elsewhere it gets a receipt of its own, which shows
// what was typed with it and never what somebody else typed, and moderators hear of it once. Another address is another
// person, but where it comes from the same network (a /24, or a /64 of IPv6) as somebody's report of the post the two
// weigh as one: CaseItem.Reports counts them so. Readers are limited by address, by network and by post.
//
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
		r.NetworkKey = networkKey(postID, v.Address)
	} else {
		r.Name = f.checkLine("name", in.Name, "The name", 1, nameMax)
		r.Email = f.checkEmail(in.Email)
		r.PersonKey = countKey("person", fmt.Sprint(postID), personKey(r.Email))
		r.NetworkKey = networkKey(postID, v.Address)
		r.ReporterKey = "reader:" + countKey(r.PersonKey, r.NetworkKey)
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
	if err := s.countReport(ctx, v, r); err != nil {
		return 0, err
	}
	r.CreatedAt = s.now()
	if repeats, err := s.repeats(ctx, &r); err != nil || repeats {
		return r.ID, err
	}
	if r.CaseID, err = s.openCase(ctx, Case{Kind: CaseReport, PostID: &p.ID, MemberID: p.AuthorID}); err != nil {
		return 0, err
	}
	if err := s.storeBeside(ctx, &r); err != nil {
		return 0, err
	}
	if _, err := s.exec(ctx, `UPDATE cases SET version = version + 1 WHERE id = ?`, r.CaseID); err != nil {
		return 0, err
	}
	return r.ID, s.emitConsole(ctx, h.ID)
}

// countReport holds whoever reports to the limits.
func (s *Store) countReport(ctx context.Context, v Viewer, r Report) error {
	if v.SignedIn() {
		return s.count(ctx, reportsByMember, r.ReporterKey)
	}
	for _, one := range []struct {
		limit limit
		key   string
	}{{reportsByAddress, LimitKey(v.Address)}, {reportsByNetwork, NetworkPrefix(v.Address)}, {reportsOfPost, fmt.Sprint(r.PostID)}} {
		if err := s.count(ctx, one.limit, countKey(one.key)); err != nil {
			return err
		}
	}
	return nil
}

// repeats stores a reader's report where the same person reported the post before, from elsewhere: it is for their receipt
// alone, and waits for nobody.
func (s *Store) repeats(ctx context.Context, r *Report) (bool, error) {
	if r.PersonKey == "" {
		return false, nil
	}
	var same []Report
	err := s.list(ctx, &same, `SELECT * FROM reports WHERE post_id = ? AND person_key = ? AND repeats_id IS NULL ORDER BY id LIMIT 1`, r.PostID, r.PersonKey)
	if err != nil || len(same) == 0 {
		return false, wrap(err, "look for a report of the same person")
	}
	r.CaseID, r.RepeatsID = same[0].CaseID, &same[0].ID
	return true, wrap(s.write(ctx).Create(r).Error, "store a report again")
}

// storeBeside stores a report of an open case, and has what readers sent from one network weigh as one; an account of
// that network weighs in their place.
func (s *Store) storeBeside(ctx context.Context, r *Report) error {
	if r.MemberID == nil {
		var same []int64
		err := s.list(ctx, &same, `SELECT id FROM reports WHERE case_id = ? AND network_key = ? AND repeats_id IS NULL AND beside_id IS NULL
			ORDER BY id LIMIT 1`, r.CaseID, r.NetworkKey)
		if err != nil {
			return wrap(err, "look for a report from the same network")
		}
		if len(same) > 0 {
			r.BesideID = &same[0]
		}
	}
	if err := s.write(ctx).Create(r).Error; err != nil || r.MemberID == nil {
		return wrap(err, "store report")
	}
	_, err := s.exec(ctx, `UPDATE reports SET beside_id = ? WHERE case_id = ? AND network_key = ? AND token_hash IS NOT NULL
		AND repeats_id IS NULL AND beside_id IS NULL`, r.ID, r.CaseID, r.NetworkKey)
	return wrap(err, "weigh the reports beside one")
}

// networkKey is the network of an address for reports of one post; across posts it says nothing.
func networkKey(postID int64, address string) string {
	return countKey("network", fmt.Sprint(postID), NetworkPrefix(address))
}

// personKey is whose mail address it is: case and what stands behind a plus are anybody's to choose. Dots tell people
// apart with most providers, so they stay.
func personKey(email string) string {
	local, domain, _ := strings.Cut(EmailKey(email), "@")
	if own, _, tagged := strings.Cut(local, "+"); tagged && own != "" {
		local = own
	}
	return local + "@" + domain
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

// forgetReporters drops the names, addresses and networks of readers whose reports were answered long ago, and where
// members reported from.
func (s *Store) forgetReporters(ctx context.Context) error {
	_, err := s.exec(ctx, `UPDATE reports SET name = '', email = '', person_key = '', network_key = '',
			reporter_key = CASE WHEN token_hash IS NULL THEN reporter_key ELSE 'forgotten:' || id END
		WHERE (email <> '' OR network_key <> '') AND case_id IN (SELECT c.id FROM cases c WHERE c.closed_at <= ?)`, s.now().Add(-keepReporters))
	return wrap(err, "forget reporters")
}

func idOf(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}
