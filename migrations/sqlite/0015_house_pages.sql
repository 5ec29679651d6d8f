-- +goose Up
-- house rules, privacy and the like; each row is a version, and the newest of a kind is the page
CREATE TABLE house_pages (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    body       TEXT NOT NULL,
    html       TEXT NOT NULL,
    changed    TEXT NOT NULL DEFAULT '',
    asks       BOOLEAN NOT NULL DEFAULT FALSE,
    author_id  INTEGER CONSTRAINT house_pages_author_fk REFERENCES members (id) ON DELETE SET NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT house_pages_version_key UNIQUE (kind, version),
    CONSTRAINT house_pages_kind_known CHECK (kind IN ('rules', 'privacy', 'terms', 'imprint', 'contact')),
    CONSTRAINT house_pages_written CHECK (length(body) > 0)
);

-- who accepted everything up to which row of house_pages; members has the highest
CREATE TABLE acceptances (
    member_id   INTEGER NOT NULL CONSTRAINT acceptances_member_fk REFERENCES members (id) ON DELETE CASCADE,
    up_to       INTEGER NOT NULL CONSTRAINT acceptances_page_fk REFERENCES house_pages (id),
    accepted_at TIMESTAMP NOT NULL,
    CONSTRAINT acceptances_pk PRIMARY KEY (member_id, up_to)
);
ALTER TABLE members ADD COLUMN accepted_house INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE members DROP COLUMN accepted_house;
DROP TABLE acceptances;
DROP TABLE house_pages;
