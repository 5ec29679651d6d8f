-- +goose Up
CREATE TABLE topics (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    slug             TEXT NOT NULL CONSTRAINT topics_slug_key UNIQUE,
    name             TEXT NOT NULL,
    description      TEXT NOT NULL DEFAULT '',
    posting_rules    TEXT NOT NULL DEFAULT '',
    cover            TEXT NOT NULL DEFAULT '',
    colour           TEXT NOT NULL DEFAULT '',
    visibility       TEXT NOT NULL DEFAULT 'public',
    kinds            TEXT NOT NULL DEFAULT 'story,discussion,question',
    position         INTEGER NOT NULL DEFAULT 0,
    owner_id         INTEGER CONSTRAINT topics_owner_fk REFERENCES members (id) ON DELETE SET NULL,
    archived_at      TIMESTAMP,
    version          INTEGER NOT NULL DEFAULT 1,
    created_at       TIMESTAMP NOT NULL,
    CONSTRAINT topics_slug_shape CHECK (length(slug) BETWEEN 2 AND 60),
    CONSTRAINT topics_name_shape CHECK (length(name) BETWEEN 2 AND 80),
    CONSTRAINT topics_visibility_known CHECK (visibility IN ('public', 'members', 'staff'))
);

CREATE TABLE topic_slugs (
    slug     TEXT NOT NULL PRIMARY KEY,
    topic_id INTEGER NOT NULL CONSTRAINT topic_slugs_topic_fk REFERENCES topics (id) ON DELETE CASCADE
);

CREATE TABLE topic_hosts (
    topic_id  INTEGER NOT NULL CONSTRAINT topic_hosts_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL CONSTRAINT topic_hosts_member_fk REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT topic_hosts_pk PRIMARY KEY (topic_id, member_id)
);
CREATE INDEX topic_hosts_member_idx ON topic_hosts (member_id);

CREATE TABLE topic_counts (
    topic_id INTEGER NOT NULL CONSTRAINT topic_counts_topic_fk REFERENCES topics (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    threads  INTEGER NOT NULL DEFAULT 0,
    posts    INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT topic_counts_pk PRIMARY KEY (topic_id, kind)
);

CREATE TABLE threads (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id         INTEGER NOT NULL CONSTRAINT threads_topic_fk REFERENCES topics (id) ON DELETE RESTRICT,
    kind             TEXT NOT NULL,
    status           TEXT NOT NULL DEFAULT 'published',
    title            TEXT NOT NULL,
    slug             TEXT NOT NULL,
    author_id        INTEGER NOT NULL CONSTRAINT threads_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    employer         TEXT NOT NULL DEFAULT '',
    standfirst       TEXT NOT NULL DEFAULT '',
    cover            TEXT NOT NULL DEFAULT '',
    cover_alt        TEXT NOT NULL DEFAULT '',
    tags             TEXT NOT NULL DEFAULT '',
    excerpt          TEXT NOT NULL DEFAULT '',
    words            INTEGER NOT NULL DEFAULT 0,
    post_count       INTEGER NOT NULL DEFAULT 0,
    last_number      INTEGER NOT NULL DEFAULT 0,
    event_seq        INTEGER NOT NULL DEFAULT 0,
    last_author_id   INTEGER CONSTRAINT threads_last_author_fk REFERENCES members (id) ON DELETE SET NULL,
    accepted_post_id INTEGER,
    official_post_id INTEGER,
    outcome          TEXT NOT NULL DEFAULT '',
    outcome_by       INTEGER CONSTRAINT threads_outcome_by_fk REFERENCES members (id) ON DELETE SET NULL,
    outcome_at       TIMESTAMP,
    pinned_at        TIMESTAMP,
    locked_at        TIMESTAMP,
    locked_by        INTEGER CONSTRAINT threads_locked_by_fk REFERENCES members (id) ON DELETE SET NULL,
    locked_because   TEXT NOT NULL DEFAULT '',
    withdrawn_at     TIMESTAMP,
    withdrawn_by     INTEGER CONSTRAINT threads_withdrawn_by_fk REFERENCES members (id) ON DELETE SET NULL,
    withdrawn_because TEXT NOT NULL DEFAULT '',
    publish_at       TIMESTAMP,
    published_at     TIMESTAMP,
    last_activity_at TIMESTAMP NOT NULL,
    version          INTEGER NOT NULL DEFAULT 1,
    created_at       TIMESTAMP NOT NULL,
    CONSTRAINT threads_kind_known CHECK (kind IN ('story', 'discussion', 'question', 'suggestion', 'consultation', 'event', 'gallery')),
    CONSTRAINT threads_status_known CHECK (status IN ('draft', 'scheduled', 'published', 'unpublished', 'removed')),
    CONSTRAINT threads_title_shape CHECK (length(title) BETWEEN 3 AND 150)
);
CREATE INDEX threads_topic_activity_idx ON threads (topic_id, status, last_activity_at DESC, id DESC);
CREATE INDEX threads_topic_kind_activity_idx ON threads (topic_id, status, kind, last_activity_at DESC, id DESC);
CREATE INDEX threads_topic_published_idx ON threads (topic_id, status, published_at DESC, id DESC);
CREATE INDEX threads_topic_kind_published_idx ON threads (topic_id, status, kind, published_at DESC, id DESC);
-- of the few without an answer alone: a thread leaves them with its first reply and costs the next ones nothing
CREATE INDEX threads_topic_unanswered_idx ON threads (topic_id, last_activity_at DESC, id DESC, kind) WHERE status = 'published' AND post_count = 1;
CREATE INDEX threads_kind_unanswered_idx ON threads (kind, last_activity_at DESC, id DESC, topic_id) WHERE status = 'published' AND post_count = 1;
-- with the topic at the end: lists of all topics leave out private ones without touching the rows
CREATE INDEX threads_activity_idx ON threads (status, last_activity_at DESC, id DESC, topic_id);
CREATE INDEX threads_published_idx ON threads (status, published_at DESC, id DESC, topic_id);
CREATE INDEX threads_kind_published_idx ON threads (status, kind, published_at DESC, id DESC, topic_id);
CREATE INDEX threads_pinned_idx ON threads (topic_id, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX threads_author_idx ON threads (author_id, status, published_at DESC, id DESC);
CREATE INDEX threads_publish_at_idx ON threads (publish_at);

CREATE TABLE thread_tags (
    thread_id INTEGER NOT NULL CONSTRAINT thread_tags_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    tag       TEXT NOT NULL,
    position  INTEGER NOT NULL,
    CONSTRAINT thread_tags_pk PRIMARY KEY (thread_id, tag),
    CONSTRAINT thread_tags_shape CHECK (length(tag) BETWEEN 1 AND 30)
);
CREATE INDEX thread_tags_tag_idx ON thread_tags (tag, thread_id);

CREATE TABLE corrections (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id  INTEGER NOT NULL CONSTRAINT corrections_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    author_id  INTEGER NOT NULL CONSTRAINT corrections_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    words      TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX corrections_thread_idx ON corrections (thread_id, id);

CREATE TABLE posts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id      INTEGER NOT NULL CONSTRAINT posts_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    number         INTEGER NOT NULL,
    author_id      INTEGER NOT NULL CONSTRAINT posts_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    employer       TEXT NOT NULL DEFAULT '',
    status         TEXT NOT NULL DEFAULT 'visible',
    reply_to       INTEGER,
    body           TEXT NOT NULL,
    html           TEXT NOT NULL,
    markup_version INTEGER NOT NULL,
    moved_to_id    INTEGER,
    edited_at      TIMESTAMP,
    removed_at     TIMESTAMP,
    removed_by     INTEGER CONSTRAINT posts_removed_by_fk REFERENCES members (id) ON DELETE SET NULL,
    removed_because TEXT NOT NULL DEFAULT '',
    version        INTEGER NOT NULL DEFAULT 1,
    created_at     TIMESTAMP NOT NULL,
    CONSTRAINT posts_number_key UNIQUE (thread_id, number),
    CONSTRAINT posts_status_known CHECK (status IN ('visible', 'deleted', 'removed', 'moved')),
    CONSTRAINT posts_number_positive CHECK (number > 0)
);
CREATE INDEX posts_author_idx ON posts (author_id, created_at DESC, id DESC);
CREATE INDEX posts_moved_idx ON posts (moved_to_id);
CREATE INDEX posts_created_idx ON posts (created_at DESC, id DESC);

CREATE TABLE revisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id    INTEGER NOT NULL CONSTRAINT revisions_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    title      TEXT NOT NULL DEFAULT '',
    body       TEXT NOT NULL,
    author_id  INTEGER NOT NULL CONSTRAINT revisions_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    reason     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT revisions_version_key UNIQUE (post_id, version)
);

CREATE TABLE quotes (
    post_id   INTEGER NOT NULL CONSTRAINT quotes_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL CONSTRAINT quotes_source_fk REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT quotes_pk PRIMARY KEY (post_id, source_id)
);
CREATE INDEX quotes_source_idx ON quotes (source_id);

CREATE TABLE mentions (
    post_id   INTEGER NOT NULL CONSTRAINT mentions_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL CONSTRAINT mentions_member_fk REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT mentions_pk PRIMARY KEY (post_id, member_id)
);
CREATE INDEX mentions_member_idx ON mentions (member_id, post_id);

CREATE TABLE reactions (
    post_id    INTEGER NOT NULL CONSTRAINT reactions_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    member_id  INTEGER NOT NULL CONSTRAINT reactions_member_fk REFERENCES members (id) ON DELETE CASCADE,
    emoji      TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT reactions_pk PRIMARY KEY (post_id, emoji, member_id)
);
CREATE INDEX reactions_member_idx ON reactions (member_id, post_id);

CREATE TABLE bookmarks (
    member_id  INTEGER NOT NULL CONSTRAINT bookmarks_member_fk REFERENCES members (id) ON DELETE CASCADE,
    post_id    INTEGER NOT NULL CONSTRAINT bookmarks_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT bookmarks_pk PRIMARY KEY (member_id, post_id)
);

CREATE TABLE read_positions (
    member_id   INTEGER NOT NULL CONSTRAINT read_positions_member_fk REFERENCES members (id) ON DELETE CASCADE,
    thread_id   INTEGER NOT NULL CONSTRAINT read_positions_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    last_number INTEGER NOT NULL,
    seen_at     TIMESTAMP NOT NULL,
    CONSTRAINT read_positions_pk PRIMARY KEY (member_id, thread_id)
);

CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT drafts_member_fk REFERENCES members (id) ON DELETE CASCADE,
    draft_key  TEXT NOT NULL,
    kind       TEXT NOT NULL DEFAULT '',
    topic      TEXT NOT NULL DEFAULT '',
    thread_id  INTEGER CONSTRAINT drafts_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    post_id    INTEGER CONSTRAINT drafts_post_fk REFERENCES posts (id) ON DELETE CASCADE,
    reply_to   INTEGER,
    title      TEXT NOT NULL DEFAULT '',
    body       TEXT NOT NULL DEFAULT '',
    tags       TEXT NOT NULL DEFAULT '',
    standfirst TEXT NOT NULL DEFAULT '',
    cover      TEXT NOT NULL DEFAULT '',
    cover_alt  TEXT NOT NULL DEFAULT '',
    version    INTEGER NOT NULL DEFAULT 1,
    updated_at TIMESTAMP NOT NULL,
    deleted_at TIMESTAMP,
    CONSTRAINT drafts_key_key UNIQUE (member_id, draft_key)
);
CREATE INDEX drafts_updated_idx ON drafts (member_id, updated_at DESC, id DESC);

CREATE TABLE creations (
    member_id   INTEGER NOT NULL CONSTRAINT creations_member_fk REFERENCES members (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   INTEGER NOT NULL DEFAULT 0,
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT creations_pk PRIMARY KEY (member_id, key)
);
CREATE INDEX creations_created_idx ON creations (created_at);

-- +goose Down
DROP TABLE creations;
DROP TABLE drafts;
DROP TABLE read_positions;
DROP TABLE bookmarks;
DROP TABLE reactions;
DROP TABLE mentions;
DROP TABLE quotes;
DROP TABLE revisions;
DROP TABLE posts;
DROP TABLE corrections;
DROP TABLE thread_tags;
DROP TABLE threads;
DROP TABLE topic_counts;
DROP TABLE topic_hosts;
DROP TABLE topic_slugs;
DROP TABLE topics;
