-- +goose Up
-- The promise leaves out the pauses before the first decision, not those after it. Of what is decided already the two
-- cannot be told apart any more: it keeps what was shown.
ALTER TABLE suggestions ADD COLUMN decide_paused BIGINT NOT NULL DEFAULT 0;
UPDATE suggestions
SET decide_paused = CASE WHEN reopened_at IS NULL THEN paused_minutes ELSE paused_before END
WHERE decided_at IS NOT NULL;

-- +goose Down
ALTER TABLE suggestions DROP COLUMN decide_paused;
