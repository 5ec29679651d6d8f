-- +goose Up
CREATE TABLE search_documents (
    post_id BIGINT PRIMARY KEY CONSTRAINT search_documents_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    body    TEXT NOT NULL,
    terms   TEXT NOT NULL,
    -- terms are words made by internal/search: the configuration here has nothing to decide
    words   TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, terms)) STORED
);

-- how common a word is decides how it is looked for: know it of ten thousand words rather than one thousand
ALTER TABLE search_documents ALTER COLUMN words SET STATISTICS 1000;

CREATE INDEX search_documents_words_idx ON search_documents USING gin (words);

-- +goose Down
DROP TABLE search_documents;
