-- +goose Up
CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE members (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    handle            TEXT NOT NULL CONSTRAINT members_handle_key UNIQUE,
    name              TEXT NOT NULL,
    email             TEXT NOT NULL,
    email_key         TEXT NOT NULL CONSTRAINT members_email_key UNIQUE,
    password_hash     TEXT NOT NULL,
    role              TEXT NOT NULL DEFAULT 'member',
    employer          TEXT NOT NULL DEFAULT '',
    former_employer   TEXT NOT NULL DEFAULT '',
    may_publish       BOOLEAN NOT NULL DEFAULT FALSE,
    status            TEXT NOT NULL DEFAULT 'active',
    suspended_until   TIMESTAMP,
    suspended_because TEXT NOT NULL DEFAULT '',
    post_count        INTEGER NOT NULL DEFAULT 0,
    thread_count      INTEGER NOT NULL DEFAULT 0,
    version           INTEGER NOT NULL DEFAULT 1,
    created_at        TIMESTAMP NOT NULL,
    last_seen_at      TIMESTAMP,
    credentials_at    TIMESTAMP NOT NULL,
    CONSTRAINT members_handle_shape CHECK (length(handle) BETWEEN 3 AND 30),
    CONSTRAINT members_name_shape CHECK (length(name) BETWEEN 1 AND 60),
    CONSTRAINT members_role_known CHECK (role IN ('member', 'contributor', 'moderator', 'administrator')),
    CONSTRAINT members_status_known CHECK (status IN ('active', 'suspended', 'erased'))
);
CREATE INDEX members_role_idx ON members (role);
CREATE INDEX members_name_idx ON members (lower(name));

CREATE TABLE profile_fields (
    member_id  INTEGER NOT NULL CONSTRAINT profile_fields_member_fk REFERENCES members (id) ON DELETE CASCADE,
    field      TEXT NOT NULL,
    value      TEXT NOT NULL,
    visible_to TEXT NOT NULL DEFAULT 'nobody',
    CONSTRAINT profile_fields_pk PRIMARY KEY (member_id, field),
    CONSTRAINT profile_fields_visible_known CHECK (visible_to IN ('nobody', 'members', 'everyone'))
);

CREATE TABLE retired_handles (
    handle_hash TEXT NOT NULL PRIMARY KEY,
    retired_at  TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id    INTEGER NOT NULL CONSTRAINT sessions_member_fk REFERENCES members (id) ON DELETE CASCADE,
    token_hash   TEXT NOT NULL CONSTRAINT sessions_token_key UNIQUE,
    user_agent   TEXT NOT NULL DEFAULT '',
    address      TEXT NOT NULL DEFAULT '',
    created_at   TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_member_idx ON sessions (member_id, last_seen_at DESC);

CREATE TABLE tokens (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id    INTEGER NOT NULL CONSTRAINT tokens_member_fk REFERENCES members (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    token_hash   TEXT NOT NULL CONSTRAINT tokens_token_key UNIQUE,
    scopes       TEXT NOT NULL,
    origin       TEXT NOT NULL,
    created_at   TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP,
    expires_at   TIMESTAMP,
    CONSTRAINT tokens_origin_known CHECK (origin IN ('settings', 'password'))
);
CREATE INDEX tokens_member_idx ON tokens (member_id, id);

CREATE TABLE password_resets (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id    INTEGER NOT NULL CONSTRAINT password_resets_member_fk REFERENCES members (id) ON DELETE CASCADE,
    token_hash   TEXT CONSTRAINT password_resets_token_key UNIQUE,
    requested_at TIMESTAMP NOT NULL,
    handed_by    INTEGER CONSTRAINT password_resets_handed_by_fk REFERENCES members (id) ON DELETE SET NULL,
    expires_at   TIMESTAMP,
    ended_at     TIMESTAMP
);
CREATE INDEX password_resets_member_idx ON password_resets (member_id, id);

CREATE TABLE attempts (
    scope   TEXT NOT NULL,
    key     TEXT NOT NULL,
    n       INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    CONSTRAINT attempts_pk PRIMARY KEY (scope, key)
);
CREATE INDEX attempts_ends_idx ON attempts (ends_at);

CREATE TABLE audit_log (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at          TIMESTAMP NOT NULL,
    actor_id    INTEGER CONSTRAINT audit_log_actor_fk REFERENCES members (id) ON DELETE SET NULL,
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   INTEGER NOT NULL,
    before      TEXT NOT NULL DEFAULT '',
    after       TEXT NOT NULL DEFAULT '',
    reason      TEXT NOT NULL DEFAULT '',
    address     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_object_idx ON audit_log (object_kind, object_id, id);
CREATE INDEX audit_log_actor_idx ON audit_log (actor_id, id);
CREATE INDEX audit_log_action_idx ON audit_log (action, id);

-- +goose Down
DROP TABLE audit_log;
DROP TABLE attempts;
DROP TABLE password_resets;
DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE retired_handles;
DROP TABLE profile_fields;
DROP TABLE members;
DROP TABLE settings;
