package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// ThreadItem is a thread as lists show it: flat, shaped by the query.
type ThreadItem struct {
	Thread      `gorm:"embedded"`
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
	LastAuthor  Person `gorm:"embedded;embeddedPrefix:latest_"`
	TopicSlug   string
	TopicName   string
	TopicColour string
	ReadNumber  *int64 // the viewer's read position; nil: never opened
}

// Unread is how many numbers were given since the viewer last looked; 0 for what they never opened.
func (i ThreadItem) Unread() int64 {
	if i.ReadNumber == nil {
		return 0
	}
	return max(0, i.LastNumber-*i.ReadNumber)
}

// ThreadSort is the order of a list of threads.
type ThreadSort string

const (
	SortLatest     ThreadSort = "latest" // last activity first; the default
	SortNew        ThreadSort = "new"    // newest first
	SortUnanswered ThreadSort = "unanswered"
)

// ParseThreadSort takes an empty text for the default and refuses what it does not know.
func ParseThreadSort(s string) (ThreadSort, error) {
	switch ThreadSort(s) {
	case "", SortLatest:
		return SortLatest, nil
	case SortNew:
		return SortNew, nil
	case SortUnanswered:
		return SortUnanswered, nil
	}
	return "", fmt.Errorf("sort by latest, new or unanswered")
}

// ThreadFilter narrows a list of threads; the zero value is every published thread the viewer may see.
type ThreadFilter struct {
	TopicID  int64
	Kind     Kind
	Sort     ThreadSort
	AuthorID int64
	Tag      string
	Talked   bool  // with at least one reply
	State    State // of suggestions
	// News leaves out what the viewer muted.
	News bool
	// ReadBy keeps to the threads that this member has opened or written in.
	ReadBy int64
}

// ThreadsPerPage is the length of a numbered list of threads.
const ThreadsPerPage = 20

// walked is how many pages of a list are gone through to find the next; further ones are looked for: see seatOf.
const walked = 10

// countCap bounds counting where no counter is kept; a list says "1,000+" past it.
const countCap = 1000

// visibleThread is the SQL twin of CanSeeThread for published threads. EXISTS rather than IN: it leaves the
// planner the index that gives the order.
const visibleThread = `t.status = 'published' AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility IN ?)`

const threadItemColumns = `t.*,
	a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
	l.id AS latest_id, l.handle AS latest_handle, l.name AS latest_name, l.role AS latest_role, l.status AS latest_status,
	tp.slug AS topic_slug, tp.name AS topic_name, tp.colour AS topic_colour,
	rp.last_number AS read_number`

const threadItemJoins = `JOIN members a ON a.id = t.author_id
	JOIN topics tp ON tp.id = t.topic_id
	LEFT JOIN members l ON l.id = t.last_author_id
	LEFT JOIN read_positions rp ON rp.thread_id = t.id AND rp.member_id = ?`

// Threads lists one page of threads, 1 the first. A page past the end is empty.
func (s *Store) Threads(ctx context.Context, v Viewer, f ThreadFilter, page, perPage int) ([]ThreadItem, error) {
	where, args := f.where(v)
	order, backward := f.order()
	offset, limit := int64(max(0, page-1))*int64(perPage), int64(perPage)
	if offset == 0 {
		return s.threadItems(ctx, v, fmt.Sprintf(`SELECT t.id FROM threads t WHERE %s ORDER BY %s LIMIT %d`, where, order, limit), args, order)
	}
	at, found, err := s.seatOf(ctx, v, f, offset, limit)
	if err != nil || !found {
		return nil, err
	}
	inOrder := order
	if at.backward {
		inOrder = backward
	}
	var ids []int64
	err = s.list(ctx, &ids, fmt.Sprintf(`SELECT t.id FROM threads t WHERE %s%s ORDER BY %s LIMIT %d OFFSET ?`, where, at.where, inOrder, at.limit),
		slices.Concat(args, at.args, []any{at.skip})...)
	if err != nil || len(ids) == 0 {
		return nil, wrap(err, "find threads")
	}
	return s.threadItems(ctx, v, `?`, []any{ids}, order)
}

// threadItems are the threads that a query finds, or a list of them. PostgreSQL keeps one plan for a statement
// whose limit is written out, and for a list; with an offset in it, it plans all the joins anew for each page,
// which takes longer than to answer.
func (s *Store) threadItems(ctx context.Context, v Viewer, find string, args []any, order string) ([]ThreadItem, error) {
	var items []ThreadItem
	query := fmt.Sprintf(`SELECT %s FROM threads t %s WHERE t.id IN (%s) ORDER BY %s`, threadItemColumns, threadItemJoins, find, order)
	if err := s.list(ctx, &items, query, append([]any{v.ID}, args...)...); err != nil {
		return nil, fmt.Errorf("list threads: %w", err)
	}
	return v.withoutBlockedNames(items), nil
}

// Total is a count; Capped says that there are at least N.
type Total struct {
	N      int64
	Capped bool
}

// CountThreads counts what Threads lists: by the topics' counters where they tell, else up to countCap.
func (s *Store) CountThreads(ctx context.Context, v Viewer, f ThreadFilter) (Total, error) {
	var n int64
	if f.counted(v) {
		query := `SELECT COALESCE(SUM(c.threads), 0) FROM topic_counts c JOIN topics o ON o.id = c.topic_id WHERE o.visibility IN ?`
		args := []any{v.Visibilities()}
		if f.TopicID != 0 {
			query += ` AND c.topic_id = ?`
			args = append(args, f.TopicID)
		}
		if f.Kind != "" {
			query += ` AND c.kind = ?`
			args = append(args, f.Kind)
		}
		if err := s.one(ctx, &n, query, args...); err != nil || len(v.Blocked) == 0 {
			return Total{N: n}, err
		}
		hidden, err := s.countHidden(ctx, v, f)
		return Total{N: n - hidden}, err
	}
	where, args := f.where(v)
	query := fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM threads t WHERE %s LIMIT %d) c`, where, countCap+1)
	if err := s.one(ctx, &n, query, args...); err != nil {
		return Total{}, fmt.Errorf("count threads: %w", err)
	}
	return Total{N: min(n, countCap), Capped: n > countCap}, nil
}

// counted reports whether counters are kept of the list.
func (f ThreadFilter) counted(v Viewer) bool {
	return !f.narrowed(v) && f.AuthorID == 0 && f.ReadBy == 0 && f.Tag == "" && !f.Talked && f.State == "" && f.Sort != SortUnanswered
}

// narrowed reports whether the viewer's mutes leave something out, which no counter knows of.
func (f ThreadFilter) narrowed(v Viewer) bool { return f.News && v.Mutes }

// countHidden counts what Threads leaves out for the viewer's blocks.
func (s *Store) countHidden(ctx context.Context, v Viewer, f ThreadFilter) (n int64, err error) {
	where, args := f.hidden(v)
	err = s.one(ctx, &n, `SELECT COUNT(*) FROM threads t WHERE `+where, args...)
	return n, wrap(err, "count threads of people who are blocked")
}

// hidden is what Threads leaves out for the viewer's blocks.
func (f ThreadFilter) hidden(v Viewer) (string, []any) {
	where, args := f.where(v.SeeingAll())
	return where + ` AND t.author_id IN ? AND t.kind <> 'consultation'`, append(args, v.Blocked)
}

func (f ThreadFilter) where(v Viewer) (string, []any) {
	parts, args := []string{visibleThread}, []any{v.Visibilities()}
	add := func(part string, arg any) { parts, args = append(parts, part), append(args, arg) }
	if f.TopicID != 0 {
		// the same as visibleThread, but asked once for the topic instead of for each of its threads
		parts = []string{`t.status = 'published' AND EXISTS (SELECT 1 FROM topics o WHERE o.visibility IN ? AND o.id = ?)`}
		args = append(args, f.TopicID)
		add(`t.topic_id = ?`, f.TopicID)
	}
	if f.Kind != "" {
		add(`t.kind = ?`, f.Kind)
	}
	if f.State != "" {
		add(`EXISTS (SELECT 1 FROM suggestions g WHERE g.thread_id = t.id AND g.state = ?)`, f.State)
	}
	if f.AuthorID != 0 {
		add(`t.author_id = ?`, f.AuthorID)
	}
	if f.ReadBy != 0 {
		add(`t.id IN (SELECT r.thread_id FROM read_positions r WHERE r.member_id = ?)`, f.ReadBy)
	}
	if f.Tag != "" {
		add(`t.id IN (SELECT g.thread_id FROM thread_tags g WHERE g.tag = ?)`, f.Tag)
	}
	if f.Talked {
		parts = append(parts, `t.post_count > 1`)
	}
	if f.Sort == SortUnanswered {
		parts = append(parts, `t.post_count = 1`)
	}
	where := strings.Join(parts, " AND ")
	also := func(part string, more []any) { where, args = where+part, append(args, more...) }
	also(v.withoutBlockedThreads())
	if f.News {
		also(v.withoutMuted())
	}
	if f.AuthorID != 0 {
		also(v.activityOf(`t.author_id`))
	}
	return where, args
}

// byPublication reports whether the list goes by when threads came out, and not by their last activity.
func (f ThreadFilter) byPublication() bool { return f.Sort == SortNew || f.AuthorID != 0 }

// column is what the list goes by.
func (f ThreadFilter) column() string {
	if f.byPublication() {
		return "t.published_at"
	}
	return "t.last_activity_at"
}

// order returns the list's order and the same backwards.
func (f ThreadFilter) order() (forward, backward string) {
	return f.column() + ` DESC, t.id DESC`, f.column() + `, t.id`
}

// PinnedThreads lists a topic's pinned threads, the last pinned first.
func (s *Store) PinnedThreads(ctx context.Context, v Viewer, topicID int64) ([]ThreadItem, error) {
	var items []ThreadItem
	without, blocked := v.withoutBlockedThreads()
	err := s.list(ctx, &items, fmt.Sprintf(`SELECT %s FROM threads t %s
		WHERE %s AND t.topic_id = ? AND t.pinned_at IS NOT NULL%s
		ORDER BY t.pinned_at DESC, t.id DESC LIMIT 10`, threadItemColumns, threadItemJoins, visibleThread, without),
		append([]any{v.ID, v.Visibilities(), topicID}, blocked...)...)
	if err != nil {
		return nil, fmt.Errorf("list pinned threads: %w", err)
	}
	return items, nil
}
