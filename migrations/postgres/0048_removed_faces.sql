-- +goose Up
-- a face that moderators took away, for bringing it back where that is undone; its picture and files are kept as long
CREATE TABLE removed_faces (
    action_id  BIGINT NOT NULL CONSTRAINT removed_faces_pk PRIMARY KEY CONSTRAINT removed_faces_action_fk REFERENCES actions (id) ON DELETE CASCADE,
    picture_id BIGINT NOT NULL CONSTRAINT removed_faces_picture_fk REFERENCES pictures (id) ON DELETE CASCADE,
    hash       TEXT NOT NULL CONSTRAINT removed_faces_hash_fk REFERENCES picture_files (hash),
    x          BIGINT NOT NULL,
    y          BIGINT NOT NULL,
    span       BIGINT NOT NULL
);
CREATE INDEX removed_faces_picture_idx ON removed_faces (picture_id);
CREATE INDEX removed_faces_hash_idx ON removed_faces (hash);

-- +goose Down
DROP TABLE removed_faces;
