-- +goose Up
-- one thing that waits for a moderator. It is never closed without an outcome.
CREATE TABLE cases (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    post_id    INTEGER CONSTRAINT cases_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    member_id  INTEGER NOT NULL CONSTRAINT cases_member_fk REFERENCES members (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL DEFAULT 1,
    opened_at  TIMESTAMP NOT NULL,
    closed_at  TIMESTAMP,
    closed_by  INTEGER CONSTRAINT cases_closed_by_fk REFERENCES members (id) ON DELETE SET NULL,
    outcome    TEXT NOT NULL DEFAULT '',
    words      TEXT NOT NULL DEFAULT '',
    CONSTRAINT cases_kind_known CHECK (kind IN ('report', 'hold', 'appeal', 'joining')),
    CONSTRAINT cases_closed_with_outcome CHECK ((closed_at IS NULL) = (outcome = ''))
);
CREATE UNIQUE INDEX cases_open_key ON cases (kind, post_id) WHERE closed_at IS NULL AND post_id IS NOT NULL;
CREATE INDEX cases_waiting_idx ON cases (kind, id) WHERE closed_at IS NULL;
CREATE INDEX cases_post_idx ON cases (post_id, id);
CREATE INDEX cases_member_idx ON cases (member_id, id);

CREATE TABLE reports (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id      INTEGER NOT NULL CONSTRAINT reports_case_fk REFERENCES cases (id) ON DELETE CASCADE,
    post_id      INTEGER NOT NULL CONSTRAINT reports_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    member_id    INTEGER CONSTRAINT reports_member_fk REFERENCES members (id) ON DELETE SET NULL,
    reporter_key TEXT NOT NULL,
    name         TEXT NOT NULL DEFAULT '',
    email        TEXT NOT NULL DEFAULT '',
    token_hash   TEXT CONSTRAINT reports_token_key UNIQUE,
    reason       TEXT NOT NULL,
    detail       TEXT NOT NULL DEFAULT '',
    created_at   TIMESTAMP NOT NULL,
    CONSTRAINT reports_once_key UNIQUE (post_id, reporter_key),
    CONSTRAINT reports_reason_known CHECK (reason IN ('spam', 'abuse', 'private_data', 'illegal', 'off_topic', 'other')),
    CONSTRAINT reports_detail_shape CHECK (length(detail) <= 2000)
);
CREATE INDEX reports_case_idx ON reports (case_id, id);
CREATE INDEX reports_member_idx ON reports (member_id, id);

-- what staff did to somebody or to what they wrote: never without a rule and a sentence
CREATE TABLE actions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    kind           TEXT NOT NULL,
    member_id      INTEGER NOT NULL CONSTRAINT actions_member_fk REFERENCES members (id) ON DELETE CASCADE,
    thread_id      INTEGER CONSTRAINT actions_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    post_id        INTEGER CONSTRAINT actions_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    case_id        INTEGER CONSTRAINT actions_case_fk REFERENCES cases (id) ON DELETE SET NULL,
    within_id      INTEGER CONSTRAINT actions_within_fk REFERENCES actions (id) ON DELETE SET NULL,
    actor_id       INTEGER CONSTRAINT actions_actor_fk REFERENCES members (id) ON DELETE SET NULL,
    rule           TEXT NOT NULL,
    words          TEXT NOT NULL,
    detail         TEXT NOT NULL DEFAULT '',
    until_at       TIMESTAMP,
    created_at     TIMESTAMP NOT NULL,
    undone_at      TIMESTAMP,
    undone_by      INTEGER CONSTRAINT actions_undone_by_fk REFERENCES members (id) ON DELETE SET NULL,
    undone_because TEXT NOT NULL DEFAULT '',
    CONSTRAINT actions_kind_known CHECK (kind IN ('remove', 'refuse', 'remove_thread', 'warn', 'restrict', 'suspend', 'ban', 'lock', 'slow')),
    CONSTRAINT actions_rule_known CHECK (rule IN ('spam', 'abuse', 'private_data', 'illegal', 'off_topic', 'other')),
    CONSTRAINT actions_sentence CHECK (length(words) >= 3)
);
CREATE INDEX actions_member_idx ON actions (member_id, id);
CREATE INDEX actions_post_idx ON actions (post_id, id) WHERE post_id IS NOT NULL;
CREATE INDEX actions_thread_idx ON actions (thread_id, id) WHERE thread_id IS NOT NULL;
CREATE INDEX actions_created_idx ON actions (created_at, id);

-- what moderators told one member, once
CREATE TABLE moderation_notices (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT moderation_notices_member_fk REFERENCES members (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    action_id  INTEGER CONSTRAINT moderation_notices_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    report_id  INTEGER CONSTRAINT moderation_notices_report_fk REFERENCES reports (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    read_at    TIMESTAMP
);
CREATE UNIQUE INDEX moderation_notices_action_key ON moderation_notices (member_id, kind, action_id) WHERE action_id IS NOT NULL;
CREATE UNIQUE INDEX moderation_notices_report_key ON moderation_notices (member_id, kind, report_id) WHERE report_id IS NOT NULL;
CREATE INDEX moderation_notices_member_idx ON moderation_notices (member_id, id DESC);

ALTER TABLE members ADD COLUMN restrictions TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN restricted_until TIMESTAMP;
ALTER TABLE threads ADD COLUMN slow_seconds INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE threads DROP COLUMN slow_seconds;
ALTER TABLE members DROP COLUMN restricted_until;
ALTER TABLE members DROP COLUMN restrictions;
DROP TABLE moderation_notices;
DROP TABLE actions;
DROP TABLE reports;
DROP TABLE cases;
