package models

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
)

// CaseItem is a case in a list.
type CaseItem struct {
	Case        `gorm:"embedded"`
	Member      Person `gorm:"embedded;embeddedPrefix:member_"`
	ThreadTitle string
	Text        string // the start of the post
	Reports     int64
	Reasons     string // of the reports, each once, or of the hold; comma separated. Of an appeal: the kind of action
}

// CasesPerPage is the length of one page of a list of cases.
const CasesPerPage = InboxPerPage

// openCases is what waits: its list and its count both go by it.
const openCases = `c.closed_at IS NULL AND c.kind = ?`

// Cases lists one page of what waits, the oldest first, after a case's id (0: from the first), and whether there is
// more; for moderators. NotFound for all others.
func (s *Store) Cases(ctx context.Context, v Viewer, kind CaseKind, after int64) (items []CaseItem, more bool, err error) {
	if !v.CanJudgeCases() {
		return nil, false, notFound()
	}
	err = s.list(ctx, &items, `SELECT c.*, `+personAs("m", "member_")+`, COALESCE(NULLIF(h.title, ''), t.title, '') AS thread_title,
			SUBSTR(COALESCE(w.words, d.body, p.body, h.body, ''), 1, 200) AS text, COALESCE(h.reasons, x.kind, '') AS reasons,
			(SELECT COUNT(*) FROM reports r WHERE r.case_id = c.id) AS reports
		FROM cases c
		JOIN members m ON m.id = c.member_id
		LEFT JOIN appeals w ON w.case_id = c.id
		LEFT JOIN actions x ON x.id = w.action_id
		LEFT JOIN posts p ON p.id = COALESCE(c.post_id, x.post_id)
		LEFT JOIN search_documents d ON d.post_id = p.id
		LEFT JOIN held_posts h ON h.id = c.held_id
		LEFT JOIN threads t ON t.id = COALESCE(p.thread_id, h.thread_id, x.thread_id)
		WHERE `+openCases+` AND c.id > ?
		ORDER BY c.id LIMIT ?`, kind, after, CasesPerPage+1)
	if err != nil {
		return nil, false, fmt.Errorf("list cases: %w", err)
	}
	if len(items) > CasesPerPage {
		items, more = items[:CasesPerPage], true
	}
	return items, more, s.addReasons(ctx, items)
}

// addReasons says what the reports of each case name.
func (s *Store) addReasons(ctx context.Context, items []CaseItem) error {
	if len(items) == 0 {
		return nil
	}
	at := map[int64]int{}
	ids := make([]int64, len(items))
	for i := range items {
		at[items[i].ID], ids[i] = i, items[i].ID
	}
	var rows []struct {
		CaseID int64
		Reason Rule
	}
	err := s.list(ctx, &rows, `SELECT DISTINCT case_id, reason FROM reports WHERE case_id IN ? ORDER BY case_id, reason`, ids)
	for _, r := range rows {
		i := at[r.CaseID]
		items[i].Reasons = strings.TrimPrefix(items[i].Reasons+","+string(r.Reason), ",")
	}
	return wrap(err, "list reasons of cases")
}

// CaseCounts counts what waits of each kind, up to 99; for moderators.
func (s *Store) CaseCounts(ctx context.Context, v Viewer) (map[CaseKind]Total, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	var parts []string
	var args []any
	for _, kind := range CaseKinds {
		parts = append(parts, fmt.Sprintf(`SELECT '%s' AS kind, COUNT(*) AS n FROM (SELECT 1 FROM cases c WHERE %s LIMIT %d) w`, kind, openCases, inboxCap+1))
		args = append(args, kind)
	}
	var rows []struct {
		Kind CaseKind
		N    int64
	}
	if err := s.list(ctx, &rows, strings.Join(parts, " UNION ALL "), args...); err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	counts := map[CaseKind]Total{}
	for _, r := range rows {
		counts[r.Kind] = Total{N: min(r.N, inboxCap), Capped: r.N > inboxCap}
	}
	return counts, nil
}

// CaseReportView is a report as moderators see it, with what its reporter did before.
type CaseReportView struct {
	Report     `gorm:"embedded"`
	Reporter   Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: a reader
	Filed      int64  // reports of theirs that were answered
	Founded    int64  // of those, with something done
	SameAuthor int64  // reports of theirs about this author's posts, this one included
	Reverse    int64  // reports by this author about posts of theirs
}

// CaseView is a case with all that somebody needs to decide it.
type CaseView struct {
	CaseItem
	Closer  Person
	Post    PostView
	Thread  ThreadView
	Before  *PostView // what the post stands after
	Filings []CaseReportView
	Actions []ActionView // what was done to the author before, newest first
	Done    []ActionView // what was done in this case
	Appeal  ActionView   // of an appeal: what it is about, with the appeal
}

const shownActions = 20

// CaseByID finds a case for moderators. NotFound for all others.
func (s *Store) CaseByID(ctx context.Context, v Viewer, id int64) (CaseView, error) {
	if !v.CanJudgeCases() {
		return CaseView{}, notFound()
	}
	var view CaseView
	err := s.one(ctx, &view.CaseItem, `SELECT c.*, `+personAs("m", "member_")+` FROM cases c JOIN members m ON m.id = c.member_id WHERE c.id = ?`, id)
	if err != nil {
		return CaseView{}, wrap(err, "find case %d", id)
	}
	if view.ClosedBy != nil {
		err = s.one(ctx, &view.Closer, `SELECT id, handle, name, role, status FROM members WHERE id = ?`, *view.ClosedBy)
		if err != nil {
			return CaseView{}, wrap(err, "find who decided")
		}
	}
	if view.Kind == CaseAppeal {
		about, err := s.actionViews(ctx, `x.id = (SELECT q.action_id FROM appeals q WHERE q.case_id = ?)`, id)
		if err != nil || len(about) == 0 {
			return CaseView{}, wrap(cmp.Or(err, notFound()), "find what case %d appeals", id)
		}
		view.Appeal = about[0]
		if err := s.appealed(ctx, &view); err != nil {
			return CaseView{}, err
		}
	}
	if err := s.casePost(ctx, v, &view); err != nil {
		return CaseView{}, err
	}
	if view.Filings, err = s.filings(ctx, view.Case); err != nil {
		return CaseView{}, err
	}
	view.Done, err = s.actionViews(ctx, `x.case_id = ?`, id)
	if err != nil {
		return CaseView{}, err
	}
	view.Actions, err = s.actionViews(ctx, `x.member_id = ? AND (x.case_id IS NULL OR x.case_id <> ?) AND x.within_id IS NULL`, view.MemberID, id)
	view.Actions = view.Actions[:min(len(view.Actions), shownActions)]
	return view, err
}

// appealed finds what the appealed action was about: a post, the opening of a thread, or what was held.
func (s *Store) appealed(ctx context.Context, view *CaseView) error {
	a := view.Appeal
	if view.PostID = a.PostID; a.PostID == nil && a.ThreadID != nil && a.Kind != ActionRefuse {
		var opening int64
		if err := s.one(ctx, &opening, `SELECT id FROM posts WHERE thread_id = ? AND number = 1`, *a.ThreadID); err != nil {
			return wrap(err, "find the opening of thread %d", *a.ThreadID)
		}
		view.PostID = &opening
	}
	if a.Kind != ActionRefuse || a.CaseID == nil {
		return nil
	}
	err := s.one(ctx, &view.HeldID, `SELECT held_id FROM cases WHERE id = ?`, *a.CaseID)
	return wrap(err, "find what was held")
}

// casePost reads the post of a case with the one before it.
func (s *Store) casePost(ctx context.Context, v Viewer, view *CaseView) error {
	if view.PostID == nil {
		return nil
	}
	var err error
	if view.Post, view.Thread, err = s.Post(ctx, v, *view.PostID); err != nil {
		return wrap(err, "read the post of case %d", view.ID)
	}
	if view.Post.Opening() {
		return nil
	}
	before, err := s.postsWhere(ctx, v, `p.thread_id = ? AND p.number = (
		SELECT MAX(q.number) FROM posts q WHERE q.thread_id = ? AND q.number < ? AND q.status = 'visible')`,
		view.Thread.ID, view.Thread.ID, view.Post.Number)
	if err == nil && len(before) > 0 {
		view.Before = &before[0]
	}
	return err
}

// Sentences are what moderators wrote under their decisions before, the last used first, to choose from again.
func (s *Store) Sentences(ctx context.Context, v Viewer) ([]string, error) {
	if !v.CanJudgeCases() {
		return nil, notFound()
	}
	var list []string
	err := s.list(ctx, &list, `SELECT words FROM (SELECT words, MAX(id) AS last FROM actions WHERE within_id IS NULL GROUP BY words) w
		ORDER BY last DESC LIMIT 12`)
	return list, wrap(err, "list sentences used before")
}

// filings are the reports of a case, with the pattern that retaliation shows.
func (s *Store) filings(ctx context.Context, c Case) ([]CaseReportView, error) {
	var list []CaseReportView
	err := s.list(ctx, &list, `SELECT r.*, `+personAs("m", "by_")+`,
			(SELECT COUNT(*) FROM reports o JOIN cases k ON k.id = o.case_id WHERE o.member_id = r.member_id AND k.closed_at IS NOT NULL) AS filed,
			(SELECT COUNT(*) FROM reports o JOIN cases k ON k.id = o.case_id
				WHERE o.member_id = r.member_id AND k.closed_at IS NOT NULL AND k.outcome <> 'no_breach') AS founded,
			(SELECT COUNT(*) FROM reports o JOIN posts p ON p.id = o.post_id WHERE o.member_id = r.member_id AND p.author_id = ?) AS same_author,
			(SELECT COUNT(*) FROM reports o JOIN posts p ON p.id = o.post_id WHERE o.member_id = ? AND p.author_id = r.member_id) AS reverse
		FROM reports r
		LEFT JOIN members m ON m.id = r.member_id
		WHERE r.case_id = ? ORDER BY r.id`, c.MemberID, c.MemberID, c.ID)
	return list, wrap(err, "list reports of case %d", c.ID)
}

// Standing is what moderators did about the viewer, newest first, and what the viewer reported.
type Standing struct {
	Actions []ActionView
	Reports []ReportView
}

// Standing is the viewer's own record: what was done, by which rule, with which words, until when.
func (s *Store) Standing(ctx context.Context, v Viewer) (Standing, error) {
	if !v.SignedIn() {
		return Standing{}, unauthenticated()
	}
	var st Standing
	var err error
	if st.Actions, err = s.actionViews(ctx, `x.member_id = ? AND x.within_id IS NULL AND (x.actor_id IS NULL OR x.actor_id <> x.member_id)`, v.ID); err != nil {
		return Standing{}, err
	}
	st.Reports, err = s.OwnReports(ctx, v)
	return st, err
}

// Ended reports whether the action's time is over at a moment.
func (a Action) Ended(at time.Time) bool { return a.UntilAt != nil && !at.Before(*a.UntilAt) }
