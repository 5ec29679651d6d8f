-- +goose Up
-- what moderators took away of words beside posts, for whoever judges an appeal and for bringing it back
CREATE TABLE removed_words (
    action_id   INTEGER NOT NULL CONSTRAINT removed_words_pk PRIMARY KEY CONSTRAINT removed_words_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    decision_id INTEGER CONSTRAINT removed_words_decision_fk REFERENCES decisions (id) ON DELETE CASCADE,
    words       TEXT NOT NULL
);
CREATE INDEX removed_words_decision_idx ON removed_words (decision_id) WHERE decision_id IS NOT NULL;

-- +goose Down
DROP TABLE removed_words;
