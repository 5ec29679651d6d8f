package models

import (
	"cmp"
	"context"
	"fmt"
)

// SaveDraft keeps a text under its key. A device that did not see the newest version, and has another text,
// gets a Conflict: nothing is overwritten unseen. An empty text drops the draft. Gone once its post was made;
// NotFound for a thread or post that does not exist for the viewer; Invalid; Unauthenticated for a reader.
func (s *Store) SaveDraft(ctx context.Context, v Viewer, in DraftInput) (Draft, error) {
	if !v.SignedIn() {
		return Draft{}, unauthenticated()
	}
	d, err := in.check()
	if err != nil {
		return Draft{}, err
	}
	postVersion, err := s.checkDraftPlace(ctx, v, d)
	if err != nil {
		return Draft{}, err
	}
	d.MemberID, d.UpdatedAt = v.ID, s.now()
	err = s.InTx(ctx, func(s *Store) error {
		// the member's row orders what their devices send at once, and keeps the number of drafts exact
		var id int64
		if err := s.one(ctx, &id, `SELECT id FROM members WHERE id = ?`+s.db.Dialect.ForUpdate(), v.ID); err != nil {
			return fmt.Errorf("hold member: %w", err)
		}
		var made int64
		err := s.one(ctx, &made, `SELECT COUNT(*) FROM creations WHERE member_id = ? AND key = ?`, v.ID, d.DraftKey)
		if err != nil {
			return fmt.Errorf("look for what was made: %w", err)
		}
		if made > 0 {
			return gone("This was sent already.")
		}
		var kept Draft
		err = s.one(ctx, &kept, `SELECT * FROM drafts WHERE member_id = ? AND draft_key = ?`, v.ID, d.DraftKey)
		switch {
		case KindOf(err) == NotFound:
			d.PostVersion = cmp.Or(d.PostVersion, postVersion)
			return s.insertDraft(ctx, v, &d)
		case err != nil:
			return fmt.Errorf("find draft: %w", err)
		}
		return s.updateDraft(ctx, v, kept, &d, in.Version)
	})
	if err != nil {
		return Draft{}, fmt.Errorf("save draft: %w", err)
	}
	return d, nil
}

// checkDraftPlace lets a draft belong only to what its author can see, and tells the version of the post that it
// is an edit of.
func (s *Store) checkDraftPlace(ctx context.Context, v Viewer, d Draft) (postVersion int64, err error) {
	if d.PostID != nil {
		p, _, err := s.Post(ctx, v, *d.PostID)
		return p.Version, err
	}
	if d.ThreadID != nil {
		_, err = s.Thread(ctx, v, *d.ThreadID)
	}
	return 0, err
}

func (s *Store) insertDraft(ctx context.Context, v Viewer, d *Draft) error {
	if d.Empty() {
		return nil
	}
	var n int64
	if err := s.one(ctx, &n, `SELECT COUNT(*) FROM drafts WHERE member_id = ? AND deleted_at IS NULL`, v.ID); err != nil {
		return fmt.Errorf("count drafts: %w", err)
	}
	if n >= DraftsMax {
		return invalid("draft_key", "You keep %d drafts already. Delete some, so that this one can be kept too.", n)
	}
	d.Version = 1
	if err := s.write(ctx).Create(d).Error; err != nil {
		return fmt.Errorf("insert draft: %w", err)
	}
	return nil
}

func (s *Store) updateDraft(ctx context.Context, v Viewer, kept Draft, d *Draft, seen int64) error {
	d.ID, d.Version = kept.ID, kept.Version
	if d.sameText(kept) && kept.DeletedAt == nil && d.PostVersion <= kept.PostVersion {
		d.PostVersion = kept.PostVersion
		return nil
	}
	d.PostVersion = cmp.Or(d.PostVersion, kept.PostVersion)
	if seen != kept.Version && kept.DeletedAt == nil {
		return conflict("This draft was changed on another device. Both texts are below; choose what to keep.")
	}
	if d.Empty() {
		return s.dropDraft(ctx, v, d.DraftKey)
	}
	d.Version++
	_, err := s.exec(ctx, `UPDATE drafts SET kind = ?, topic = ?, thread_id = ?, post_id = ?, reply_to = ?, title = ?, body = ?,
			tags = ?, standfirst = ?, cover = ?, cover_alt = ?, fields = ?, post_version = ?, version = ?, updated_at = ?, deleted_at = NULL
		WHERE id = ?`, d.Kind, d.Topic, d.ThreadID, d.PostID, d.ReplyTo, d.Title, d.Body,
		d.Tags, d.Standfirst, d.Cover, d.CoverAlt, d.Fields, d.PostVersion, d.Version, d.UpdatedAt, d.ID)
	if err != nil {
		return fmt.Errorf("update draft: %w", err)
	}
	return nil
}

// dropDraft forgets the draft under a key; an empty key names none.
func (s *Store) dropDraft(ctx context.Context, v Viewer, key string) error {
	if key == "" {
		return nil
	}
	if _, err := s.exec(ctx, `DELETE FROM drafts WHERE member_id = ? AND draft_key = ?`, v.ID, key); err != nil {
		return fmt.Errorf("drop draft: %w", err)
	}
	return nil
}

// draftColumns joins the thread only where the viewer may still see it: a draft outlives the right to its thread,
// the thread's title does not.
const draftColumns = `SELECT d.*, COALESCE(t.title, '') AS thread_title, COALESCE(t.slug, '') AS thread_slug,
		COALESCE(p.number, 0) AS post_number
	FROM drafts d
	LEFT JOIN posts p ON p.id = d.post_id
	LEFT JOIN threads t ON t.id = COALESCE(d.thread_id, p.thread_id)
		AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility IN ?)`

// Drafts lists the viewer's drafts, the last changed first: at most DraftsMax.
func (s *Store) Drafts(ctx context.Context, v Viewer) ([]DraftView, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var drafts []DraftView
	err := s.list(ctx, &drafts, draftColumns+`
		WHERE d.member_id = ? AND d.deleted_at IS NULL
		ORDER BY d.updated_at DESC, d.id DESC`, v.Visibilities(), v.ID)
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	return drafts, nil
}

// Draft finds one of the viewer's drafts by its key. NotFound.
func (s *Store) Draft(ctx context.Context, v Viewer, key string) (DraftView, error) {
	var d DraftView
	err := s.one(ctx, &d, draftColumns+`
		WHERE d.member_id = ? AND d.draft_key = ? AND d.deleted_at IS NULL`, v.Visibilities(), v.ID, key)
	if err != nil {
		return d, fmt.Errorf("find draft: %w", err)
	}
	return d, nil
}

// ReplyDraft finds the viewer's last draft of a reply in a thread. NotFound where there is none.
func (s *Store) ReplyDraft(ctx context.Context, v Viewer, threadID int64) (Draft, error) {
	var d Draft
	err := s.one(ctx, &d, `SELECT * FROM drafts
		WHERE member_id = ? AND thread_id = ? AND post_id IS NULL AND kind NOT IN ? AND deleted_at IS NULL
		ORDER BY updated_at DESC, id DESC LIMIT 1`, v.ID, threadID, consoleDrafts)
	if err != nil {
		return d, fmt.Errorf("find draft of a reply: %w", err)
	}
	return d, nil
}

// DecisionDraft finds the viewer's last draft of a decision on a suggestion. NotFound where there is none.
func (s *Store) DecisionDraft(ctx context.Context, v Viewer, threadID int64) (Draft, error) {
	var d Draft
	err := s.one(ctx, &d, `SELECT * FROM drafts
		WHERE member_id = ? AND thread_id = ? AND kind = 'decision' AND deleted_at IS NULL
		ORDER BY updated_at DESC, id DESC LIMIT 1`, v.ID, threadID)
	if err != nil {
		return d, fmt.Errorf("find draft of a decision: %w", err)
	}
	return d, nil
}

// DeleteDraft puts a draft away; for DraftUndo RestoreDraft brings it back. A repeat changes nothing.
func (s *Store) DeleteDraft(ctx context.Context, v Viewer, key string) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		now := s.now()
		n, err := s.exec(ctx, `UPDATE drafts SET deleted_at = COALESCE(deleted_at, ?) WHERE member_id = ? AND draft_key = ?`, now, v.ID, key)
		if err != nil {
			return fmt.Errorf("delete draft: %w", err)
		}
		if n == 0 {
			return notFound()
		}
		_, err = s.exec(ctx, `DELETE FROM drafts WHERE member_id = ? AND deleted_at < ?`, v.ID, now.Add(-DraftUndo))
		if err != nil {
			return fmt.Errorf("forget deleted drafts: %w", err)
		}
		return nil
	})
}

// RestoreDraft takes a deletion back. NotFound when it is too late.
func (s *Store) RestoreDraft(ctx context.Context, v Viewer, key string) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `UPDATE drafts SET deleted_at = NULL WHERE member_id = ? AND draft_key = ? AND (deleted_at IS NULL OR deleted_at >= ?)`,
			v.ID, key, s.now().Add(-DraftUndo))
		if err != nil {
			return fmt.Errorf("restore draft: %w", err)
		}
		if n == 0 {
			return notFound()
		}
		return nil
	})
}
