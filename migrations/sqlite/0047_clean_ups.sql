-- +goose Up
-- what a ban takes along of what somebody wrote, post by post, and brings back where it is taken back: each is seen to in
-- a transaction of its own, and what waits when the program stops is seen to when it runs again
CREATE TABLE clean_up_posts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id INTEGER NOT NULL CONSTRAINT clean_up_posts_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    post_id   INTEGER NOT NULL CONSTRAINT clean_up_posts_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    state     TEXT NOT NULL,
    because   TEXT NOT NULL DEFAULT '',
    CONSTRAINT clean_up_posts_once_key UNIQUE (action_id, post_id),
    CONSTRAINT clean_up_posts_state_known CHECK (state IN ('waiting', 'taken', 'gone', 'left', 'returning', 'back', 'stays')),
    CONSTRAINT clean_up_posts_because CHECK ((state IN ('left', 'stays')) = (because <> ''))
);
CREATE INDEX clean_up_posts_due_idx ON clean_up_posts (id) WHERE state IN ('waiting', 'returning');
CREATE INDEX clean_up_posts_post_idx ON clean_up_posts (post_id);
CREATE INDEX actions_within_idx ON actions (within_id) WHERE within_id IS NOT NULL;

-- bans from before: what they took along can come back with them
INSERT INTO clean_up_posts (action_id, post_id, state)
    SELECT DISTINCT x.within_id, x.post_id, 'taken' FROM actions x
    WHERE x.within_id IS NOT NULL AND x.post_id IS NOT NULL AND x.undone_at IS NULL;

-- +goose Down
DROP INDEX actions_within_idx;
DROP TABLE clean_up_posts;
