-- +goose Up
-- who would like to join where staff decide. Address and password are there until somebody has decided.
CREATE TABLE joining_requests (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash    TEXT NOT NULL CONSTRAINT joining_requests_token_key UNIQUE,
    handle        TEXT NOT NULL,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL,
    email_key     TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    why           TEXT NOT NULL DEFAULT '',
    house         INTEGER NOT NULL DEFAULT 0,
    state         TEXT NOT NULL DEFAULT 'waiting',
    words         TEXT NOT NULL DEFAULT '',
    created_at    TIMESTAMP NOT NULL,
    decided_at    TIMESTAMP,
    decided_by    INTEGER CONSTRAINT joining_requests_decided_by_fk REFERENCES members (id) ON DELETE SET NULL,
    CONSTRAINT joining_requests_state_known CHECK (state IN ('waiting', 'approved', 'refused'))
);
CREATE UNIQUE INDEX joining_requests_handle_key ON joining_requests (handle) WHERE state = 'waiting';
CREATE UNIQUE INDEX joining_requests_email_key ON joining_requests (email_key) WHERE state = 'waiting';

CREATE TABLE invitations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash TEXT NOT NULL CONSTRAINT invitations_token_key UNIQUE,
    email      TEXT NOT NULL DEFAULT '',
    role       TEXT NOT NULL DEFAULT 'member',
    inviter_id INTEGER NOT NULL CONSTRAINT invitations_inviter_fk REFERENCES members (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at    TIMESTAMP,
    used_by    INTEGER CONSTRAINT invitations_used_by_fk REFERENCES members (id) ON DELETE SET NULL,
    revoked_at TIMESTAMP,
    CONSTRAINT invitations_role_known CHECK (role IN ('member', 'contributor', 'moderator', 'administrator'))
);
CREATE INDEX invitations_inviter_idx ON invitations (inviter_id, id);

-- +goose Down
DROP TABLE invitations;
DROP TABLE joining_requests;
