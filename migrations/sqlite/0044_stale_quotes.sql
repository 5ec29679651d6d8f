-- +goose Up
-- A post whose quotations show too much, or too little, since others see what it quotes, or see it. It is drawn anew when
-- it is read, and for good by a job. Of what moved before this, quotations of what fewer may see are marked.
ALTER TABLE posts ADD COLUMN quotes_stale BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX posts_quotes_stale_idx ON posts (id) WHERE quotes_stale;
UPDATE posts SET quotes_stale = TRUE WHERE id IN (
    SELECT q.post_id
    FROM quotes q
    JOIN posts p ON p.id = q.post_id
    JOIN threads quoting ON quoting.id = p.thread_id
    JOIN topics here ON here.id = quoting.topic_id
    JOIN posts source ON source.id = q.source_id
    JOIN threads quoted ON quoted.id = source.thread_id
    JOIN topics there ON there.id = quoted.topic_id
    WHERE there.visibility <> here.visibility AND (there.visibility = 'staff' OR here.visibility = 'public'));

-- +goose Down
DROP INDEX posts_quotes_stale_idx;
ALTER TABLE posts DROP COLUMN quotes_stale;
