package models

import (
	"cmp"
	"context"
	"slices"
	"time"
)

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
	Before  []PostView // what the post stands after, or would stand after
	After   []PostView // what was said after it
	Filings []CaseReportView
	History MemberHistory
	Feuds   []Feud       // whom the author reported and was reported by
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
	if err != nil {
		return CaseView{}, err
	}
	view.Actions = view.Actions[:min(len(view.Actions), shownActions)]
	if view.History, err = s.memberHistory(ctx, view.MemberID); err != nil {
		return CaseView{}, err
	}
	if view.Feuds, err = s.feuds(ctx, view.MemberID); err != nil {
		return CaseView{}, err
	}
	if view.Feuds = slices.DeleteFunc(view.Feuds, func(f Feud) bool { return f.Other.ID == v.ID }); view.MemberID == v.ID {
		view.Filings, view.Feuds = nil, nil // nobody learns who reported them, moderators neither
	}
	return view, nil
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
	var decided Case
	err := s.one(ctx, &decided, `SELECT * FROM cases WHERE id = ?`, *a.CaseID)
	view.HeldID = decided.HeldID
	return wrap(err, "find what was held")
}

// aroundCase is how many posts are shown before what a case is about, and after it.
const aroundCase = 2

// casePost reads the post of a case with those around it; of a held reply, the last ones of its thread.
func (s *Store) casePost(ctx context.Context, v Viewer, view *CaseView) error {
	if view.PostID == nil {
		return s.heldPlace(ctx, v, view)
	}
	var err error
	if view.Post, view.Thread, err = s.Post(ctx, v, *view.PostID); err != nil {
		return wrap(err, "read the post of case %d", view.ID)
	}
	if view.Before, err = s.nearPosts(ctx, v, view.Thread.ID, `q.number < ?`, "DESC", view.Post.Number); err != nil {
		return err
	}
	view.After, err = s.nearPosts(ctx, v, view.Thread.ID, `q.number > ?`, "ASC", view.Post.Number)
	return err
}

func (s *Store) heldPlace(ctx context.Context, v Viewer, view *CaseView) error {
	if view.HeldID == nil {
		return nil
	}
	var h HeldPost
	err := s.one(ctx, &h, `SELECT * FROM held_posts WHERE id = ?`, *view.HeldID)
	if err != nil || h.ThreadID == nil {
		return wrap(err, "find where held post %d would stand", *view.HeldID)
	}
	view.Before, err = s.nearPosts(ctx, v, *h.ThreadID, `q.number > ?`, "DESC", 0)
	return err
}

// nearPosts are the visible posts of a thread that are nearest to a place, in their order.
func (s *Store) nearPosts(ctx context.Context, v Viewer, threadID int64, side, order string, number int64) ([]PostView, error) {
	posts, err := s.postsWhere(ctx, v, `p.id IN (SELECT near.id FROM (
			SELECT q.id FROM posts q WHERE q.thread_id = ? AND q.status = 'visible' AND `+side+` ORDER BY q.number `+order+` LIMIT ?) near)`,
		threadID, number, aroundCase)
	slices.SortFunc(posts, func(a, b PostView) int { return cmp.Compare(a.Number, b.Number) })
	return posts, wrap(err, "list the posts around")
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
		WHERE r.case_id = ? AND r.repeats_id IS NULL ORDER BY r.id`, c.MemberID, c.MemberID, c.ID)
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
	if st.Actions, err = s.actionViews(ctx, ownAction, v.ID); err != nil {
		return Standing{}, err
	}
	st.Reports, err = s.OwnReports(ctx, v)
	return st, err
}

// Ended reports whether the action's time is over at a moment.
func (a Action) Ended(at time.Time) bool { return a.UntilAt != nil && !at.Before(*a.UntilAt) }
