-- +goose Up
-- Who may start which kinds of thread in a topic, where it is not everybody: "question:staff,discussion:publishers".
ALTER TABLE topics ADD COLUMN starters TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE topics DROP COLUMN starters;
