-- +goose Up
CREATE TABLE search_documents (
    post_id INTEGER PRIMARY KEY CONSTRAINT search_documents_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    body    TEXT NOT NULL,
    terms   TEXT NOT NULL
);

-- terms are words made by internal/search: the tokenizer here has nothing to decide
CREATE VIRTUAL TABLE search_index USING fts5(
    terms,
    content = 'search_documents',
    content_rowid = 'post_id',
    tokenize = 'ascii'
);

-- +goose StatementBegin
CREATE TRIGGER search_documents_insert AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_index (rowid, terms) VALUES (new.post_id, new.terms);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_delete AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.post_id, old.terms);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER search_documents_update AFTER UPDATE OF terms ON search_documents BEGIN
    INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.post_id, old.terms);
    INSERT INTO search_index (rowid, terms) VALUES (new.post_id, new.terms);
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER search_documents_update;
DROP TRIGGER search_documents_delete;
DROP TRIGGER search_documents_insert;
DROP TABLE search_index;
DROP TABLE search_documents;
