-- +goose Up
-- a live hour stands beside a thread of the kind event; phase is how far its listeners were told
CREATE TABLE live_hours (
    thread_id    INTEGER NOT NULL PRIMARY KEY CONSTRAINT live_hours_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    host_id      INTEGER NOT NULL CONSTRAINT live_hours_host_fk REFERENCES members (id) ON DELETE RESTRICT,
    starts_at    TIMESTAMP NOT NULL,
    ends_at      TIMESTAMP NOT NULL,
    phase        TEXT NOT NULL DEFAULT 'coming',
    agenda       TEXT NOT NULL DEFAULT '',
    pause_seconds INTEGER NOT NULL DEFAULT 0,
    summary      TEXT NOT NULL DEFAULT '',
    summed_up_at TIMESTAMP,
    version      INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT live_hours_ends_later CHECK (ends_at > starts_at),
    CONSTRAINT live_hours_phase_known CHECK (phase IN ('coming', 'on', 'over')),
    CONSTRAINT live_hours_agenda_shape CHECK (length(agenda) <= 2000),
    CONSTRAINT live_hours_pause_bounded CHECK (pause_seconds BETWEEN 0 AND 300),
    CONSTRAINT live_hours_summary_shape CHECK (length(summary) <= 5000)
);
CREATE INDEX live_hours_starts_idx ON live_hours (starts_at, thread_id);
CREATE INDEX live_hours_waiting_idx ON live_hours (phase, starts_at) WHERE phase <> 'over';
CREATE INDEX live_hours_host_idx ON live_hours (host_id);

-- a question to the host, how far it has come, and the post that answered it
ALTER TABLE posts ADD COLUMN question TEXT NOT NULL DEFAULT '' CONSTRAINT posts_question_known CHECK (question IN ('', 'asked', 'picked', 'answered'));
ALTER TABLE posts ADD COLUMN answer_number INTEGER;
-- the question that a post of the host answered
ALTER TABLE posts ADD COLUMN answers_number INTEGER;
CREATE INDEX posts_question_idx ON posts (thread_id, number) WHERE question <> '';

-- +goose Down
DROP INDEX posts_question_idx;
ALTER TABLE posts DROP COLUMN answers_number;
ALTER TABLE posts DROP COLUMN answer_number;
ALTER TABLE posts DROP COLUMN question;
DROP TABLE live_hours;
