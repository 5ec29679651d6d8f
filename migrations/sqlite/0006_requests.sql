-- +goose Up
CREATE TABLE requests (
    member_id   INTEGER NOT NULL CONSTRAINT requests_member_fk REFERENCES members (id) ON DELETE CASCADE,
    key_hash    TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    object_id   INTEGER NOT NULL DEFAULT 0,
    sealed      TEXT NOT NULL DEFAULT '',
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT requests_pk PRIMARY KEY (member_id, key_hash)
);
CREATE INDEX requests_created_idx ON requests (created_at);

-- +goose Down
DROP TABLE requests;
