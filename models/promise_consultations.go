package models

import (
	"context"
	"time"
)

// OwedDecision is a consultation that closed and whose decision is not published.
type OwedDecision struct {
	ThreadID int64
	Slug     string
	Title    string
	ClosedAt time.Time
	Author   Person `gorm:"embedded;embeddedPrefix:by_"` // whoever asked
}

// owedDecisions are those consultations that everybody may see; its parameter is the moment.
const owedDecisions = `c.decided_at IS NULL AND c.closes_at <= ? AND t.status = 'published'
	AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility = 'public')`

// owedShown is how many of them the record names, the longest owed first.
const owedShown = 20

func (s *Store) promiseOwed(ctx context.Context, p *Promise) error {
	err := s.one(ctx, &p.Owed, `SELECT COUNT(*) FROM consultations c JOIN threads t ON t.id = c.thread_id WHERE `+owedDecisions, p.At)
	if err != nil || p.Owed == 0 {
		return wrap(err, "count the decisions that are owed")
	}
	err = s.list(ctx, &p.OwedDecisions, `SELECT t.id AS thread_id, t.slug, t.title, c.closes_at AS closed_at, `+personAs("a", "by_")+`
		FROM consultations c
		JOIN threads t ON t.id = c.thread_id
		LEFT JOIN members a ON a.id = t.author_id
		WHERE `+owedDecisions+`
		ORDER BY c.closes_at, t.id
		LIMIT ?`, p.At, owedShown)
	return wrap(err, "list the decisions that are owed")
}
