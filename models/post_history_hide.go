package models

import (
	"context"
	"time"
)

// HideHistory keeps what a post said in its earlier versions for moderators alone, with a public sentence that says
// why and that its author is told, or shows it again. What it says now, and versions that later edits make, are not touched: this is for words
// that were edited out and must not be looked up. The same state again changes nothing. NotFound where the post has
// no earlier versions; Invalid, Forbidden, Gone; Unauthenticated for a reader.
func (s *Store) HideHistory(ctx context.Context, v Viewer, postID int64, on bool, because string) error {
	f := fieldErrors{}
	least := 0
	if on {
		least = reasonMin
	}
	because = f.checkLine("reason", because, "The reason", least, reasonMax)
	if !v.SignedIn() {
		_, _, err := s.Post(ctx, v, postID)
		if err == nil {
			err = unauthenticated()
		}
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		p, h, err := s.holdPost(ctx, v, postID)
		if err != nil {
			return err
		}
		if !v.CanModerate(h.Thread, h.Topic) {
			return forbidden("Only moderators hide earlier versions.")
		}
		if err := f.err(); err != nil {
			return err
		}
		if !on {
			because = ""
		}
		changed, err := s.storeHiddenHistory(ctx, postID, on, because)
		if err != nil || !changed {
			return err
		}
		if on {
			if err := s.tellOfHistory(ctx, v, p); err != nil {
				return err
			}
		}
		return s.audit(ctx, v, auditEntry{Action: onOff("history.hidden", "history.shown", on), Kind: "post", ID: postID, Reason: because})
	})
	return wrap(err, "hide the history of post %d", postID)
}

// storeHiddenHistory reports whether any version was not yet as it should be.
func (s *Store) storeHiddenHistory(ctx context.Context, postID int64, on bool, because string) (bool, error) {
	var versions int64
	if err := s.one(ctx, &versions, `SELECT COUNT(*) FROM revisions WHERE post_id = ?`, postID); err != nil {
		return false, err
	}
	if versions == 0 {
		return false, notFound()
	}
	var at *time.Time
	where := `post_id = ? AND hidden_at IS NOT NULL`
	if on {
		now := s.now()
		at, where = &now, `post_id = ? AND hidden_at IS NULL`
	}
	n, err := s.exec(ctx, `UPDATE revisions SET hidden_at = ?, hidden_because = ? WHERE `+where, at, because, postID)
	return n > 0, err
}
