-- +goose Up
-- whose post's earlier versions moderators hid is told so, once a post
ALTER TABLE moderation_notices ADD COLUMN post_id INTEGER CONSTRAINT moderation_notices_post_fk REFERENCES posts (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX moderation_notices_post_key ON moderation_notices (member_id, kind, post_id) WHERE post_id IS NOT NULL;
CREATE INDEX moderation_notices_post_idx ON moderation_notices (post_id) WHERE post_id IS NOT NULL;

-- +goose Down
DROP INDEX moderation_notices_post_idx;
DROP INDEX moderation_notices_post_key;
ALTER TABLE moderation_notices DROP COLUMN post_id;
