-- +goose Up
-- Each promise to decide but the first: it begins anew when something is taken up again after a decision. The head of a
-- suggestion has the present one alone; one that was missed stays on record.
CREATE TABLE suggestion_renewals (
    thread_id  BIGINT NOT NULL CONSTRAINT suggestion_renewals_thread_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    began_at   TIMESTAMPTZ NOT NULL,
    due_at     TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    minutes    BIGINT,
    paused     BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT suggestion_renewals_pk PRIMARY KEY (thread_id, began_at)
);
CREATE INDEX suggestion_renewals_due_idx ON suggestion_renewals (due_at, thread_id);

ALTER TABLE suggestions ADD COLUMN redecide_minutes BIGINT;
ALTER TABLE suggestions ADD COLUMN redecide_paused BIGINT NOT NULL DEFAULT 0;

-- What was planned, parked and came back owed its first date, which is long past. It gets two weeks from its return, which
-- are the default ten working days.
UPDATE suggestions
SET reopened_at = state_since, redecide_due_at = state_since + INTERVAL '14 days', redecided_at = NULL,
    paused_before = paused_before + paused_minutes, paused_minutes = 0,
    due_at = state_since + INTERVAL '14 days', watch_at = state_since + INTERVAL '14 days'
WHERE state = 'under_review' AND withdrawn_at IS NULL
    AND ((reopened_at IS NULL AND decided_at IS NOT NULL) OR redecided_at IS NOT NULL);

INSERT INTO suggestion_renewals (thread_id, began_at, due_at, decided_at)
SELECT thread_id, reopened_at, redecide_due_at, redecided_at
FROM suggestions
WHERE reopened_at IS NOT NULL;

-- +goose Down
DROP TABLE suggestion_renewals;
ALTER TABLE suggestions DROP COLUMN redecide_minutes;
ALTER TABLE suggestions DROP COLUMN redecide_paused;
