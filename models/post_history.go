package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// TextChange is a piece of text that stayed, was added or was removed between two versions.
type TextChange = markup.Change

// What became of a TextChange's words.
const (
	TextSame    = markup.Same
	TextAdded   = markup.Added
	TextRemoved = markup.Removed
)

// RevisionsPerPage bounds how many versions are compared for one page.
const RevisionsPerPage = 10

// Revision is one edit of a post: what it changed, who made it, when and why.
type Revision struct {
	Version int64 // that the edit made
	Editor  Person
	Reason  string
	At      time.Time
	// Title, Tags and Standfirst are those of an opening's thread, where they changed.
	Title      []TextChange
	Tags       []TextChange
	Standfirst []TextChange
	Body       []TextChange
	Hidden     bool   // what it replaced is for moderators alone: to others it has neither words nor a reason
	Because    string // the public sentence that says why
}

// PostHistory is what a post has said.
type PostHistory struct {
	Post      PostView
	Thread    ThreadView
	Revisions []Revision // newest first
	Pages     int
	CanHide   bool // the viewer may keep the earlier versions for moderators alone
}

// revisionRow is a former text with who replaced it.
type revisionRow struct {
	Version    int64
	Title      string
	Tags       *string // nil: not of an opening, or not kept then
	Standfirst *string
	Body       string
	Reason     string
	CreatedAt  time.Time
	Editor     Person `gorm:"embedded;embeddedPrefix:by_"`

	HiddenAt      *time.Time
	HiddenBecause string
}

// History compares a page of a post's versions, the newest edits first. The history is as visible as the post:
// that of a removed post is Gone, but for moderators, and so are the words of versions that one of them hid.
func (s *Store) History(ctx context.Context, v Viewer, id int64, page int) (PostHistory, error) {
	p, th, err := s.Post(ctx, v, id)
	if err != nil {
		return PostHistory{}, err
	}
	if !p.Visible() && !v.CanReadRemoved(p.Post) {
		return PostHistory{}, gone("This post was removed, and its history with it.")
	}
	if p.Blocked {
		return PostHistory{}, forbidden("You blocked whoever wrote this, so its history is not shown. Lift the block in your settings to read it.")
	}
	h := PostHistory{Post: p, Thread: th}
	var total int64
	if err := s.one(ctx, &total, `SELECT COUNT(*) FROM revisions WHERE post_id = ?`, id); err != nil {
		return h, fmt.Errorf("count revisions of post %d: %w", id, err)
	}
	h.Pages = max(1, int((total+RevisionsPerPage-1)/RevisionsPerPage))
	offset := int64(max(0, page-1)) * RevisionsPerPage
	if offset > 0 && offset >= total {
		return h, notFound()
	}
	rows, err := s.revisionRows(ctx, v, p.Post, offset)
	if err != nil {
		return h, err
	}
	h.Revisions = compare(rows, p, th, offset == 0)
	h.CanHide = v.CanModerate(th.Thread, th.Topic.Topic) && total > 0
	if !v.CanModerate(th.Thread, th.Topic.Topic) {
		for i := range h.Revisions {
			h.Revisions[i].conceal()
		}
	}
	return h, nil
}

// revisionRows are the texts of a page of versions, newest first, and the one that replaced the newest of them.
func (s *Store) revisionRows(ctx context.Context, v Viewer, p Post, offset int64) ([]revisionRow, error) {
	limit := RevisionsPerPage
	if offset > 0 {
		offset, limit = offset-1, limit+1
	}
	var rows []revisionRow
	err := s.list(ctx, &rows, `SELECT r.version, r.title, r.tags, r.standfirst, r.body, r.reason, r.created_at, r.hidden_at, r.hidden_because,
			m.id AS by_id, m.handle AS by_handle, m.name AS by_name, m.role AS by_role, m.status AS by_status
		FROM revisions r
		JOIN members m ON m.id = r.author_id
		WHERE r.post_id = ?
		ORDER BY r.version DESC
		LIMIT ? OFFSET ?`, p.ID, limit, offset)
	if err != nil {
		return nil, fmt.Errorf("list revisions of post %d: %w", p.ID, err)
	}
	var quoted []int64
	for _, r := range rows {
		quoted = append(quoted, markup.Quoted(r.Body)...)
	}
	gone, err := s.goneFrom(ctx, spot{thread: p.ThreadID}, quoted)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Body = stubQuotesFor(v, p, rows[i].Body, gone)
	}
	return rows, nil
}

// compare makes an edit of each text and the one after it.
func compare(rows []revisionRow, p PostView, th ThreadView, current bool) []Revision {
	if current {
		now := revisionRow{Version: p.Version, Body: p.Body}
		if p.Opening() {
			now.Title, now.Tags, now.Standfirst = th.Title, &th.Tags, &th.Standfirst
		}
		rows = slices.Insert(rows, 0, now)
	}
	var out []Revision
	for i := 1; i < len(rows); i++ {
		after, before := rows[i-1], rows[i]
		r := Revision{
			Version: after.Version, Editor: before.Editor, Reason: before.Reason, At: before.CreatedAt,
			Body: markup.Diff(before.Body, after.Body), Tags: compareLabels(spaced(before.Tags), spaced(after.Tags)), Standfirst: compareLabels(before.Standfirst, after.Standfirst),
			Hidden: before.HiddenAt != nil, Because: before.HiddenBecause,
		}
		if before.Title != after.Title {
			r.Title = markup.Diff(before.Title, after.Title)
		}
		out = append(out, r)
	}
	return out
}

// compareLabels says what changed of a label; nothing where it stayed, or was not kept then.
func compareLabels(before, after *string) []TextChange {
	if before == nil || after == nil || *before == *after {
		return nil
	}
	return markup.Diff(*before, *after)
}

// spaced sets tags apart, so that they are compared one by one.
func spaced(tags *string) *string {
	if tags == nil {
		return nil
	}
	apart := strings.ReplaceAll(*tags, ",", ", ")
	return &apart
}

// conceal leaves of an edit of hidden words that there was one: who made it, when, and why its words are hidden. An edit
// that leads from what all may read to hidden words does not exist: all that came before hidden words is hidden too.
func (r *Revision) conceal() {
	if r.Hidden {
		r.Title, r.Tags, r.Standfirst, r.Body, r.Reason = nil, nil, nil, nil, ""
	}
}

// CompareTexts says word by word what one text has that another has not, for pages that show two of them.
func CompareTexts(before, after string) []TextChange { return markup.Diff(before, after) }
