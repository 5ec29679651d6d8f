-- +goose Up
-- What earlier versions of a post quoted: a post that is taken for good takes the words that others quoted of it along,
-- and is not to look through every version of every post for them.
CREATE TABLE former_quotes (
    post_id   INTEGER NOT NULL CONSTRAINT former_quotes_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL CONSTRAINT former_quotes_source_fk REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT former_quotes_pk PRIMARY KEY (post_id, source_id)
);
CREATE INDEX former_quotes_source_idx ON former_quotes (source_id, post_id);
INSERT INTO former_quotes (post_id, source_id)
WITH RECURSIVE found (post_id, rest) AS (
    SELECT post_id, substr(body, instr(body, '](/posts/') + 9)
    FROM revisions
    WHERE instr(body, '](/posts/') > 0
    UNION ALL
    SELECT post_id, substr(rest, instr(rest, '](/posts/') + 9)
    FROM found
    WHERE instr(rest, '](/posts/') > 0)
SELECT DISTINCT f.post_id, p.id
FROM found f
JOIN posts p ON p.id = CAST(f.rest AS INTEGER);

-- +goose Down
DROP TABLE former_quotes;
