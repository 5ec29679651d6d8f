-- +goose Up
-- one appeal an action: whoever was sanctioned says, in their own words, why it was wrong
CREATE TABLE appeals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id   INTEGER NOT NULL CONSTRAINT appeals_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL CONSTRAINT appeals_member_fk REFERENCES members (id) ON DELETE CASCADE,
    case_id     INTEGER NOT NULL CONSTRAINT appeals_case_fk REFERENCES cases (id) ON DELETE CASCADE,
    words       TEXT NOT NULL,
    same_person BOOLEAN NOT NULL DEFAULT FALSE,
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT appeals_action_key UNIQUE (action_id),
    CONSTRAINT appeals_case_key UNIQUE (case_id)
);
CREATE INDEX appeals_created_idx ON appeals (created_at, id);
CREATE INDEX appeals_member_idx ON appeals (member_id, id);

-- for an hour, whoever proved who they are may read their own standing and appeal, also without a session
CREATE TABLE standing_keys (
    token_hash TEXT NOT NULL PRIMARY KEY,
    member_id  INTEGER NOT NULL CONSTRAINT standing_keys_member_fk REFERENCES members (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX standing_keys_member_idx ON standing_keys (member_id);

ALTER TABLE moderation_notices ADD COLUMN appeal_id INTEGER CONSTRAINT moderation_notices_appeal_fk REFERENCES appeals (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX moderation_notices_appeal_key ON moderation_notices (member_id, kind, appeal_id) WHERE appeal_id IS NOT NULL;

-- +goose Down
DROP INDEX moderation_notices_appeal_key;
ALTER TABLE moderation_notices DROP COLUMN appeal_id;
DROP TABLE standing_keys;
DROP TABLE appeals;
