-- +goose Up
-- What earlier versions of a post quoted: a post that is taken for good takes the words that others quoted of it along,
-- and is not to look through every version of every post for them.
CREATE TABLE former_quotes (
    post_id   BIGINT NOT NULL CONSTRAINT former_quotes_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    source_id BIGINT NOT NULL CONSTRAINT former_quotes_source_fk REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT former_quotes_pk PRIMARY KEY (post_id, source_id)
);
CREATE INDEX former_quotes_source_idx ON former_quotes (source_id, post_id);
INSERT INTO former_quotes (post_id, source_id)
SELECT DISTINCT r.post_id, p.id
FROM revisions r
CROSS JOIN LATERAL regexp_matches(r.body, '\]\(/posts/([1-9][0-9]{0,17})\) wrote:', 'g') m
JOIN posts p ON p.id = m[1]::BIGINT;

-- +goose Down
DROP TABLE former_quotes;
