-- +goose Up
-- what moderators say again and again, with the rule that it goes with
CREATE TABLE saved_reasons (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    fits       TEXT NOT NULL,
    title      TEXT NOT NULL,
    rule       TEXT NOT NULL,
    words      TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT saved_reasons_fits_known CHECK (fits IN ('removal', 'leaving', 'returning', 'refusal')),
    CONSTRAINT saved_reasons_rule_known CHECK (rule IN ('spam', 'abuse', 'private_data', 'illegal', 'off_topic', 'other')),
    CONSTRAINT saved_reasons_title_shape CHECK (length(title) BETWEEN 2 AND 80),
    CONSTRAINT saved_reasons_words_shape CHECK (length(words) BETWEEN 3 AND 500)
);
CREATE UNIQUE INDEX saved_reasons_title_key ON saved_reasons (fits, title);

-- one queue of everything that waits, the oldest first
CREATE INDEX cases_opened_idx ON cases (opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX joining_requests_waiting_idx ON joining_requests (created_at, id) WHERE state = 'waiting';

-- +goose Down
DROP INDEX joining_requests_waiting_idx;
DROP INDEX cases_opened_idx;
DROP TABLE saved_reasons;
