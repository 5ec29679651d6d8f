-- +goose Up
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TEXT SEARCH CONFIGURATION commonthread (COPY = english);

ALTER TEXT SEARCH CONFIGURATION commonthread
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

CREATE TABLE search_documents (
    post_id BIGINT PRIMARY KEY CONSTRAINT search_documents_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    title   TEXT NOT NULL,
    body    TEXT NOT NULL,
    words   TSVECTOR NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('commonthread', title), 'A') || setweight(to_tsvector('commonthread', body), 'B')
    ) STORED
);

CREATE INDEX search_documents_words_idx ON search_documents USING gin (words);

-- +goose Down
DROP TABLE search_documents;
DROP TEXT SEARCH CONFIGURATION commonthread;
