package models

import (
	"context"
	"fmt"
	"time"
)

// HourQuestion is a question of a live hour, with how far it has come.
type HourQuestion struct {
	PostID       int64
	Number       int64
	State        QuestionState
	AnswerNumber *int64 // the post that answered it, where one did
	Text         string // plain
	CreatedAt    time.Time
	Author       Person `gorm:"embedded;embeddedPrefix:by_"`
}

// LiveHourView is what stands around the thread of a live hour.
type LiveHourView struct {
	LiveHour  `gorm:"embedded"`
	Host      Person         `gorm:"embedded;embeddedPrefix:by_"`
	Questions []HourQuestion `gorm:"-"` // the one at hand, those that wait, those that are answered; each by number
}

// questionsMost are shown of one live hour.
const questionsMost = 200

// LiveHourOf is the live hour of a thread that the viewer got from Thread. NotFound where it has none.
func (s *Store) LiveHourOf(ctx context.Context, threadID int64) (LiveHourView, error) {
	var view LiveHourView
	err := s.one(ctx, &view, `SELECT l.*,
			m.id AS by_id, m.handle AS by_handle, m.name AS by_name, m.role AS by_role, m.status AS by_status
		FROM live_hours l
		JOIN members m ON m.id = l.host_id
		WHERE l.thread_id = ?`, threadID)
	if err != nil {
		return view, fmt.Errorf("find live hour of thread %d: %w", threadID, err)
	}
	err = s.list(ctx, &view.Questions, `SELECT p.id AS post_id, p.number, p.question AS state, p.answer_number, p.created_at, COALESCE(d.body, '') AS text,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM posts p
		JOIN members a ON a.id = p.author_id
		LEFT JOIN search_documents d ON d.post_id = p.id
		WHERE p.thread_id = ? AND p.question <> '' AND p.status = 'visible'
		ORDER BY CASE p.question WHEN 'picked' THEN 0 WHEN 'asked' THEN 1 ELSE 2 END, p.number
		LIMIT ?`, threadID, questionsMost)
	return view, wrap(err, "list questions of thread %d", threadID)
}

// HourItem is a live hour in a list.
type HourItem struct {
	LiveHour  `gorm:"embedded"`
	Title     string
	Slug      string
	TopicID   int64
	Excerpt   string
	PostCount int64
	Host      Person `gorm:"embedded;embeddedPrefix:by_"`
}

// HoursPerPage is the length of one page of past live hours; of those to come all are listed, up to HoursComing.
const HoursPerPage, HoursComing = 20, 100

// LiveHours lists those that are on or to come, the next one first, or a page of those that are over, the last one first.
func (s *Store) LiveHours(ctx context.Context, v Viewer, over bool, page int) (items []HourItem, more bool, err error) {
	limit, skip := HoursComing, 0
	if over {
		limit, skip = HoursPerPage, (page-1)*HoursPerPage
	}
	items, err = s.LiveHoursFrom(ctx, v, over, skip, limit+1)
	return items[:min(len(items), limit)], len(items) > limit, err
}

// LiveHoursFrom lists as LiveHours does, up to limit of them after the first skip.
func (s *Store) LiveHoursFrom(ctx context.Context, v Viewer, over bool, skip, limit int) ([]HourItem, error) {
	if over {
		return s.liveHours(ctx, v, `(l.phase = 'over' OR l.ends_at <= ?)`, `l.starts_at DESC, l.thread_id DESC LIMIT ? OFFSET ?`, limit, skip)
	}
	return s.liveHours(ctx, v, hourToCome, `l.starts_at, l.thread_id LIMIT ? OFFSET ?`, limit, skip)
}

// NextHours lists a few live hours that are on or to come: those of the given threads before all others.
func (s *Store) NextHours(ctx context.Context, v Viewer, first []int64, most int) ([]HourItem, error) {
	return s.liveHours(ctx, v, hourToCome, `CASE WHEN l.thread_id IN ? THEN 0 ELSE 1 END, l.starts_at, l.thread_id LIMIT ?`, first, most)
}

const hourToCome = `l.phase <> 'over' AND l.ends_at > ?`

// liveHours lists live hours that the viewer may see; the condition is asked with the time.
func (s *Store) liveHours(ctx context.Context, v Viewer, where, order string, args ...any) (items []HourItem, err error) {
	without, blocked := v.withoutBlocked(`t.author_id`, `l.host_id`)
	err = s.list(ctx, &items, `SELECT l.*, t.title, t.slug, t.topic_id, t.excerpt, t.post_count,
			m.id AS by_id, m.handle AS by_handle, m.name AS by_name, m.role AS by_role, m.status AS by_status
		FROM live_hours l
		JOIN threads t ON t.id = l.thread_id
		JOIN topics o ON o.id = t.topic_id
		JOIN members m ON m.id = l.host_id
		WHERE `+where+` AND t.status = 'published' AND o.visibility IN ?`+without+`
		ORDER BY `+order, append(append([]any{s.now(), v.Visibilities()}, blocked...), args...)...)
	return items, wrap(err, "list live hours")
}
