package models

import (
	"context"
	"fmt"
	"strings"
)

// MemberSection is one part of somebody's record, as staff read it.
type MemberSection string

const (
	SectionPosts       MemberSection = "posts"
	SectionThreads     MemberSection = "threads"
	SectionSuggestions MemberSection = "suggestions"
	SectionReports     MemberSection = "reports" // about what they wrote
	SectionFiled       MemberSection = "filed"   // by them
	SectionActions     MemberSection = "actions" // what moderators did, with the appeals
	SectionSessions    MemberSection = "sessions"
)

// MemberSections lists every section, in the order of the page.
var MemberSections = []MemberSection{SectionPosts, SectionThreads, SectionSuggestions, SectionReports, SectionFiled, SectionActions, SectionSessions}

// SectionPerPage is the length of one page of a section.
const SectionPerPage = ContributionsPerPage

// SectionTotal is how much there is in a section.
type SectionTotal struct {
	Section MemberSection
	Total   Total
}

// CanReadSection reports whether the viewer may read that part of an account's record: what was written in public for
// all staff, reports and sanctions for moderators, sessions for whoever may act on the account. Nobody reads who reported
// themselves.
func (v Viewer) CanReadSection(section MemberSection, m Member) bool {
	switch section {
	case SectionPosts, SectionThreads, SectionSuggestions:
		return v.CanSeeConsole()
	case SectionFiled, SectionActions:
		return v.CanJudgeCases()
	case SectionReports:
		return v.CanJudgeCases() && v.ID != m.ID
	case SectionSessions:
		return v.CanAdminister(m) && v.ID != m.ID
	}
	return false
}

// sectionRows are what a section lists and counts, for those that have no list of their own.
func (v Viewer) sectionRows(section MemberSection, m Member) (from string, args []any) {
	switch section {
	case SectionPosts:
		return `FROM posts p JOIN threads t ON t.id = p.thread_id WHERE ` + contributedPost, []any{m.ID, v.Visibilities()}
	case SectionReports:
		return `FROM reports r JOIN cases c ON c.id = r.case_id WHERE c.kind = 'report' AND c.member_id = ? AND r.repeats_id IS NULL`, []any{m.ID}
	case SectionFiled:
		return `FROM reports r JOIN cases c ON c.id = r.case_id WHERE r.member_id = ? AND c.member_id <> ?`, []any{m.ID, v.ID}
	}
	return `FROM actions x WHERE x.member_id = ? AND x.within_id IS NULL`, []any{m.ID}
}

// MemberSections counts the sections of somebody's record that the viewer may read, each by what its list goes by.
// NotFound for all but staff.
func (s *Store) MemberSections(ctx context.Context, v Viewer, handle string) (Member, []SectionTotal, error) {
	m, v, err := s.recordOf(ctx, v, handle)
	if err != nil {
		return Member{}, nil, err
	}
	var totals []SectionTotal
	for _, section := range MemberSections {
		if !v.CanReadSection(section, m) {
			continue
		}
		var total Total
		switch section {
		case SectionThreads:
			total, err = s.CountThreads(ctx, v, ThreadFilter{AuthorID: m.ID})
		case SectionSuggestions:
			total, err = s.CountSuggestions(ctx, v, SuggestionFilter{AuthorID: m.ID})
		case SectionSessions:
			total.N, err = s.liveSessions(ctx, m)
		default:
			from, args := v.sectionRows(section, m)
			err = s.one(ctx, &total.N, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 %s LIMIT %d) c`, from, countCap+1), args...)
			total.Capped, total.N = total.N > countCap, min(total.N, countCap)
		}
		if err != nil {
			return Member{}, nil, wrap(err, "count the %s of %s", section, handle)
		}
		totals = append(totals, SectionTotal{section, total})
	}
	return m, totals, nil
}

// recordOf finds the account and the viewer as they read it: whom staff block for themselves stays on the record.
func (s *Store) recordOf(ctx context.Context, v Viewer, handle string) (Member, Viewer, error) {
	if !v.CanSeeConsole() {
		return Member{}, v, notFound()
	}
	var m Member
	err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`, strings.ToLower(handle))
	v.Blocked = nil
	return m, v, wrap(err, "find member")
}

// recordFor is recordOf for one section. Forbidden for staff who may not read it.
func (s *Store) recordFor(ctx context.Context, v Viewer, handle string, section MemberSection) (Member, Viewer, error) {
	m, v, err := s.recordOf(ctx, v, handle)
	if err == nil && !v.CanReadSection(section, m) {
		err = forbidden("This part of the record is not for you.")
	}
	return m, v, err
}

// MemberPosts is a page of what somebody said, newest first.
func (s *Store) MemberPosts(ctx context.Context, v Viewer, handle string, page int) ([]Contribution, error) {
	m, v, err := s.recordFor(ctx, v, handle, SectionPosts)
	if err != nil {
		return nil, err
	}
	list, _, err := s.Contributions(ctx, v, m.ID, page)
	return list, err
}

// MemberThreads is a page of what somebody started, the last active first.
func (s *Store) MemberThreads(ctx context.Context, v Viewer, handle string, page int) ([]ThreadItem, error) {
	m, v, err := s.recordFor(ctx, v, handle, SectionThreads)
	if err != nil {
		return nil, err
	}
	return s.Threads(ctx, v, ThreadFilter{AuthorID: m.ID}, page, SectionPerPage)
}

// MemberSuggestions is a page of what somebody asked for, and how the promises made to them were kept, all pages over.
func (s *Store) MemberSuggestions(ctx context.Context, v Viewer, handle string, page int) ([]SuggestionItem, Promised, error) {
	m, v, err := s.recordFor(ctx, v, handle, SectionSuggestions)
	if err != nil {
		return nil, nil, err
	}
	list, err := s.Suggestions(ctx, v, SuggestionFilter{AuthorID: m.ID}, page)
	if err != nil {
		return nil, nil, err
	}
	kept, err := s.promisedTo(ctx, v, m.ID)
	return list, kept, err
}

// MemberReport is a report about somebody, or by them.
type MemberReport struct {
	ReportView  `gorm:"embedded"`
	Reporter    Person `gorm:"embedded;embeddedPrefix:by_"`     // ID 0: a reader
	Author      Person `gorm:"embedded;embeddedPrefix:member_"` // of the post
	ThreadTitle string
}

// Upheld is how many of some reports were answered, and for how many of those something was done.
type Upheld struct{ Answered, Founded int64 }

// MemberReports is a page of the reports about somebody (SectionReports) or by them (SectionFiled), newest first, and
// how many were right, all pages over.
func (s *Store) MemberReports(ctx context.Context, v Viewer, handle string, section MemberSection, page int) ([]MemberReport, Upheld, error) {
	m, v, err := s.recordFor(ctx, v, handle, section)
	if err != nil {
		return nil, Upheld{}, err
	}
	from, args := v.sectionRows(section, m)
	var up Upheld
	err = s.one(ctx, &up, `SELECT COUNT(c.closed_at) AS answered,
		COALESCE(SUM(CASE WHEN c.closed_at IS NOT NULL AND c.outcome <> 'no_breach' THEN 1 ELSE 0 END), 0) AS founded `+from, args...)
	if err != nil {
		return nil, Upheld{}, wrap(err, "count reports of %s", handle)
	}
	var list []MemberReport
	err = s.list(ctx, &list, `SELECT r.*, k.outcome, k.words, k.closed_at, `+personAs("b", "by_")+`, `+personAs("a", "member_")+`, t.title AS thread_title
		FROM reports r
		JOIN cases k ON k.id = r.case_id
		JOIN posts p ON p.id = r.post_id
		JOIN threads t ON t.id = p.thread_id
		JOIN members a ON a.id = p.author_id
		LEFT JOIN members b ON b.id = r.member_id
		WHERE r.id IN (SELECT r.id `+from+` ORDER BY r.id DESC LIMIT ? OFFSET ?) ORDER BY r.id DESC`,
		append(args, SectionPerPage, pageOffset(page))...)
	return list, up, wrap(err, "list reports of %s", handle)
}

// MemberActions is a page of what moderators did about somebody, newest first, taken back or not, with the appeals.
func (s *Store) MemberActions(ctx context.Context, v Viewer, handle string, page int) ([]ActionView, error) {
	m, v, err := s.recordFor(ctx, v, handle, SectionActions)
	if err != nil {
		return nil, err
	}
	from, args := v.sectionRows(SectionActions, m)
	return s.actionViews(ctx, `x.id IN (SELECT x.id `+from+` ORDER BY x.id DESC LIMIT ? OFFSET ?)`, append(args, SectionPerPage, pageOffset(page))...)
}

func pageOffset(page int) int64 { return min(int64(max(0, page-1))*SectionPerPage, countCap) }

// MemberSessions lists where somebody is signed in, the last used first. Addresses are for administrators alone.
func (s *Store) MemberSessions(ctx context.Context, v Viewer, handle string) ([]Session, error) {
	m, v, err := s.recordFor(ctx, v, handle, SectionSessions)
	if err != nil {
		return nil, err
	}
	list, err := s.Sessions(ctx, Viewer{ID: m.ID, Role: m.Role})
	for i := range list {
		if list[i].TokenHash = ""; !v.Administrator() {
			list[i].Address = ""
		}
	}
	return list, err
}

// EndMemberSessions signs somebody out of one browser, or (0) of all, and says of how many; on record. For moderators
// from members, administrators from staff. NotFound for a session of somebody else.
func (s *Store) EndMemberSessions(ctx context.Context, v Viewer, handle string, id int64) (int, error) {
	ended := 0
	err := s.changeAccount(ctx, v, handle, func(s *Store, v Viewer, _ int, m Member) error {
		if err := v.mayAdminister(m); err != nil {
			return err
		}
		if v.ID == m.ID {
			return forbidden("These are your own. End them in your settings.")
		}
		where, args := `member_id = ?`, []any{m.ID}
		if id != 0 {
			where, args = where+` AND id = ?`, append(args, id)
		}
		var err error
		if ended, err = s.endSessions(ctx, where, args...); err != nil || ended == 0 {
			if err == nil && id != 0 {
				err = notFound()
			}
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "member.sessions_ended", Kind: "member", ID: m.ID, After: fmt.Sprint(ended)})
	})
	return ended, wrap(err, "end sessions of %s", handle)
}
