-- +goose Up
-- The draft of an edit remembers which version of the post it began from. Of drafts kept so far, one older than
-- the post's last edit began before that edit.
ALTER TABLE drafts ADD COLUMN post_version INTEGER NOT NULL DEFAULT 0;
UPDATE drafts SET post_version = COALESCE((
    SELECT CASE WHEN p.edited_at > drafts.updated_at THEN p.version - 1 ELSE p.version END
    FROM posts p WHERE p.id = drafts.post_id), 0);

-- +goose Down
ALTER TABLE drafts DROP COLUMN post_version;
