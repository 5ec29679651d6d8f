-- +goose Up
CREATE TABLE search_documents (
    post_id INTEGER PRIMARY KEY CONSTRAINT search_documents_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    body    TEXT NOT NULL
);

CREATE VIRTUAL TABLE search_index USING fts5(
    title,
    body,
    content = 'search_documents',
    content_rowid = 'post_id',
    tokenize = 'porter unicode61 remove_diacritics 2',
    prefix = '2 3'
);

-- +goose StatementBegin
CREATE TRIGGER search_documents_insert AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, title, body) VALUES (new.post_id, new.title, new.body);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_delete AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.post_id, old.title, old.body);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_update AFTER UPDATE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.post_id, old.title, old.body);
    INSERT INTO search_index (rowid, title, body) VALUES (new.post_id, new.title, new.body);
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER search_documents_update;
DROP TRIGGER search_documents_delete;
DROP TRIGGER search_documents_insert;
DROP TABLE search_index;
DROP TABLE search_documents;
