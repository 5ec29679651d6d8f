-- +goose Up
-- what a ban takes along besides posts: what waits to be let through, words beside posts, the face; as clean_up_posts does
CREATE TABLE clean_up_asides (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    action_id   INTEGER NOT NULL CONSTRAINT clean_up_asides_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    held_id     INTEGER CONSTRAINT clean_up_asides_held_fk REFERENCES held_posts (id) ON DELETE CASCADE,
    place       TEXT NOT NULL DEFAULT '',
    thread_id   INTEGER CONSTRAINT clean_up_asides_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    decision_id INTEGER CONSTRAINT clean_up_asides_decision_fk REFERENCES decisions (id) ON DELETE CASCADE,
    state       TEXT NOT NULL,
    because     TEXT NOT NULL DEFAULT '',
    CONSTRAINT clean_up_asides_one_thing CHECK ((held_id IS NULL) = (place <> '')),
    CONSTRAINT clean_up_asides_state_known CHECK (state IN ('waiting', 'taken', 'gone', 'left', 'returning', 'back', 'stays')),
    CONSTRAINT clean_up_asides_because CHECK ((state IN ('left', 'stays')) = (because <> ''))
);
CREATE INDEX clean_up_asides_action_idx ON clean_up_asides (action_id);
CREATE INDEX clean_up_asides_due_idx ON clean_up_asides (id) WHERE state IN ('waiting', 'returning');
CREATE INDEX clean_up_asides_held_idx ON clean_up_asides (held_id) WHERE held_id IS NOT NULL;
CREATE INDEX clean_up_asides_thread_idx ON clean_up_asides (thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX clean_up_asides_decision_idx ON clean_up_asides (decision_id) WHERE decision_id IS NOT NULL;

-- +goose Down
DROP TABLE clean_up_asides;
