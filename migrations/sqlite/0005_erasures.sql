-- +goose Up
CREATE TABLE erasures (
    member_id    INTEGER NOT NULL PRIMARY KEY CONSTRAINT erasures_member_fk REFERENCES members (id) ON DELETE CASCADE,
    handle       TEXT NOT NULL,
    remove_posts BOOLEAN NOT NULL,
    requested_at TIMESTAMP NOT NULL
);

-- +goose Down
DROP TABLE erasures;
