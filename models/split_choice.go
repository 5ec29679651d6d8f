package models

import (
	"context"
	"fmt"
	"time"
)

// SplitChoice is a reply that could be split off.
type SplitChoice struct {
	ID        int64
	Number    int64
	CreatedAt time.Time
	Author    Person `gorm:"embedded;embeddedPrefix:by_"`
	Text      string // the beginning, without markup
}

// SplitWindow is how many replies the form of a split shows at once.
const SplitWindow = splitMost

// SplitChoices lists the visible replies of a thread after a number, and whether there are more; for whoever may
// split it.
func (s *Store) SplitChoices(ctx context.Context, v Viewer, th ThreadView, after int64) (choices []SplitChoice, more bool, err error) {
	if !v.CanTidy(th.Thread, th.Topic.Topic) {
		return nil, false, forbidden("Only hosts and moderators split threads.")
	}
	err = s.list(ctx, &choices, `SELECT p.id, p.number, p.created_at, substr(d.body, 1, 240) AS text,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM posts p
		JOIN members a ON a.id = p.author_id
		JOIN search_documents d ON d.post_id = p.id
		WHERE p.thread_id = ? AND p.number > ? AND p.status = 'visible'
		ORDER BY p.number
		LIMIT ?`, th.ID, max(1, after), SplitWindow+1)
	if err != nil {
		return nil, false, fmt.Errorf("list replies of thread %d: %w", th.ID, err)
	}
	return choices[:min(len(choices), SplitWindow)], len(choices) > SplitWindow, nil
}
