package models

import (
	"context"
	"fmt"
)

// AlreadySent is the cause of the Conflict that a creation meets when its key made something before, with other
// words: the first is kept, and whoever sent the second must hear of it, or their words would be lost unseen.
type AlreadySent struct {
	PostID int64  // the post that was made, or the opening of the thread
	Text   string // what it said at first
}

func (a *AlreadySent) Error() string {
	return fmt.Sprintf("its key made post %d with another text", a.PostID)
}

// sentBefore is a post that a key made, as it was sent.
type sentBefore struct {
	ID    int64
	Title string
	Body  string
}

// refuseOtherWords compares what is sent under a used key with what was sent the first time, whatever was edited
// since. A title is compared where there is one.
func (s *Store) refuseOtherWords(ctx context.Context, postID int64, title, body string) error {
	var first sentBefore
	err := s.one(ctx, &first, `SELECT p.id, COALESCE(NULLIF(r.title, ''), t.title) AS title, COALESCE(r.body, p.body) AS body
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		LEFT JOIN revisions r ON r.post_id = p.id AND r.version = (SELECT MIN(o.version) FROM revisions o WHERE o.post_id = p.id)
		WHERE p.id = ?`, postID)
	if err != nil {
		return fmt.Errorf("read what the key made: %w", err)
	}
	if first.Body == body && (title == "" || first.Title == title) {
		return nil
	}
	return &Error{
		Kind:    Conflict,
		Message: fmt.Sprintf("This was sent before with other words, and those are kept as post %d. To send these as well, use a new draft_key.", first.ID),
		Cause:   &AlreadySent{PostID: first.ID, Text: first.Body},
	}
}
