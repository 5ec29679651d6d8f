package models

import (
	"context"
	"fmt"
	"slices"
)

// erasureWindow is how many rows one look for a handle reads: few enough for the time that a statement has.
const erasureWindow = 20_000

// namingText is a stored text in which the handle of an erased member may stand.
type namingText struct {
	ID   int64 // of the post or draft
	Body string
}

// postsNaming lists posts, at most so many, that the change alters now or in a former version. It reads texts, not
// the lists of mentions and quotes: a handle may also stand in code, in a link, or in words edited away since.
// What was altered is not found again, so each call has fewer.
func (s *Store) postsNaming(ctx context.Context, e erasure, change func(string) string, most int) ([]int64, error) {
	var ids []int64
	note := func(t namingText) bool {
		if change(t.Body) != t.Body && !slices.Contains(ids, t.ID) {
			ids = append(ids, t.ID)
		}
		return len(ids) < most
	}
	var quoting []namingText
	err := s.list(ctx, &quoting, `SELECT p.id, p.body FROM posts p
		WHERE p.id IN (SELECT q.post_id FROM quotes q JOIN posts o ON o.id = q.source_id WHERE o.author_id = ?)
		ORDER BY p.id`, e.MemberID)
	if err != nil {
		return nil, fmt.Errorf("list posts that quote the member: %w", err)
	}
	for _, t := range quoting {
		note(t)
	}
	if err := s.eachNaming(ctx, e, "posts", "id", "body", note); err != nil {
		return nil, err
	}
	err = s.eachNaming(ctx, e, "revisions", "post_id", "body", note)
	return ids[:min(len(ids), most)], err
}

// eachNaming hands over the texts of a table's column that hold the handle as a mention or a link does, until f
// has enough.
func (s *Store) eachNaming(ctx context.Context, e erasure, table, id, column string, f func(namingText) bool) error {
	var last int64
	if err := s.one(ctx, &last, `SELECT COALESCE(MAX(id), 0) FROM `+table); err != nil {
		return fmt.Errorf("find the end of %s: %w", table, err)
	}
	like := s.db.Dialect.Like()
	for from := int64(0); from < last; from += erasureWindow {
		var texts []namingText
		err := s.list(ctx, &texts, `SELECT `+id+` AS id, `+column+` AS body FROM `+table+`
			WHERE id > ? AND id <= ? AND (`+column+` `+like+` ? OR `+column+` `+like+` ?)
			ORDER BY id`, from, from+erasureWindow, "%@"+e.Handle+"%", "%/members/"+e.Handle+"%")
		if err != nil {
			return fmt.Errorf("look for the handle in %s: %w", table, err)
		}
		for _, t := range texts {
			if !f(t) {
				return nil
			}
		}
	}
	return nil
}

// rewriteDrafts takes the handle out of what others have not sent yet. Their version stays: nobody need choose
// between two texts for its sake.
func (s *Store) rewriteDrafts(ctx context.Context, e erasure, change func(string) string) error {
	for _, column := range []string{"title", "body", "standfirst"} {
		var changed []namingText
		err := s.eachNaming(ctx, e, "drafts", "id", column, func(t namingText) bool {
			if change(t.Body) != t.Body {
				changed = append(changed, t)
			}
			return true
		})
		if err != nil {
			return err
		}
		for _, t := range changed {
			// only where it still says so: a draft saved meanwhile is found by the next sweep, or was retyped
			err := s.InTx(ctx, func(s *Store) error {
				_, err := s.exec(ctx, `UPDATE drafts SET `+column+` = ? WHERE id = ? AND `+column+` = ?`, change(t.Body), t.ID, t.Body)
				return err
			})
			if err != nil {
				return fmt.Errorf("rewrite draft %d: %w", t.ID, err)
			}
		}
	}
	return nil
}
