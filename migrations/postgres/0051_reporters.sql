-- +goose Up
-- who among readers without an account is likely one person: the same address, or the same network. Keys are of one post
-- each and are forgotten with the reader's name.
ALTER TABLE reports ADD COLUMN person_key TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN network_key TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN repeats_id BIGINT CONSTRAINT reports_repeats_fk REFERENCES reports (id) ON DELETE CASCADE;
ALTER TABLE reports ADD COLUMN beside_id BIGINT CONSTRAINT reports_beside_fk REFERENCES reports (id) ON DELETE SET NULL;
CREATE INDEX reports_repeats_idx ON reports (repeats_id) WHERE repeats_id IS NOT NULL;
CREATE INDEX reports_beside_idx ON reports (beside_id) WHERE beside_id IS NOT NULL;

-- +goose Down
DROP INDEX reports_beside_idx;
DROP INDEX reports_repeats_idx;
ALTER TABLE reports DROP COLUMN beside_id;
ALTER TABLE reports DROP COLUMN repeats_id;
ALTER TABLE reports DROP COLUMN network_key;
ALTER TABLE reports DROP COLUMN person_key;
