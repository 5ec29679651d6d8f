-- +goose Up
CREATE TABLE departments (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    slug       TEXT NOT NULL CONSTRAINT departments_slug_key UNIQUE,
    name       TEXT NOT NULL,
    lead_id    INTEGER CONSTRAINT departments_lead_fk REFERENCES members (id) ON DELETE SET NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT departments_slug_shape CHECK (length(slug) BETWEEN 2 AND 60),
    CONSTRAINT departments_name_shape CHECK (length(name) BETWEEN 2 AND 80)
);

CREATE TABLE department_members (
    member_id     INTEGER NOT NULL PRIMARY KEY CONSTRAINT department_members_member_fk REFERENCES members (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL CONSTRAINT department_members_department_fk REFERENCES departments (id) ON DELETE CASCADE
);
CREATE INDEX department_members_department_idx ON department_members (department_id, member_id);

CREATE TABLE duty_roster (
    position  INTEGER NOT NULL PRIMARY KEY,
    member_id INTEGER NOT NULL CONSTRAINT duty_roster_member_key UNIQUE CONSTRAINT duty_roster_member_fk REFERENCES members (id) ON DELETE CASCADE
);

CREATE TABLE absences (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id   INTEGER NOT NULL CONSTRAINT absences_member_fk REFERENCES members (id) ON DELETE CASCADE,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    delegate_id INTEGER CONSTRAINT absences_delegate_fk REFERENCES members (id) ON DELETE SET NULL,
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT absences_days_shape CHECK (length(first_day) = 10 AND length(last_day) = 10 AND first_day <= last_day)
);
CREATE INDEX absences_member_idx ON absences (member_id, last_day);

-- one row: the number given last. It is taken in the transaction that makes a suggestion, so none is missing.
CREATE TABLE suggestion_numbers (
    id   INTEGER NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL,
    CONSTRAINT suggestion_numbers_single CHECK (id = 1)
);
INSERT INTO suggestion_numbers (id, last) VALUES (1, 0);

CREATE TABLE suggestions (
    thread_id        INTEGER NOT NULL PRIMARY KEY CONSTRAINT suggestions_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    number           INTEGER NOT NULL CONSTRAINT suggestions_number_key UNIQUE,
    state            TEXT NOT NULL DEFAULT 'received',
    state_since      TIMESTAMP NOT NULL,
    owner_id         INTEGER NOT NULL CONSTRAINT suggestions_owner_fk REFERENCES members (id) ON DELETE RESTRICT,
    owner_since      TIMESTAMP NOT NULL,
    department_id    INTEGER CONSTRAINT suggestions_department_fk REFERENCES departments (id) ON DELETE SET NULL,
    born_at          TIMESTAMP NOT NULL,
    ack_due_at       TIMESTAMP NOT NULL,
    acknowledged_at  TIMESTAMP,
    ack_minutes      INTEGER,
    decide_due_at    TIMESTAMP NOT NULL,
    decided_at       TIMESTAMP,
    decide_minutes   INTEGER,
    paused_since     TIMESTAMP,
    paused_minutes   INTEGER NOT NULL DEFAULT 0,
    paused_before    INTEGER NOT NULL DEFAULT 0,
    reopened_at      TIMESTAMP,
    redecide_due_at  TIMESTAMP,
    redecided_at     TIMESTAMP,
    verdict_reopened BOOLEAN NOT NULL DEFAULT FALSE,
    answered         TEXT NOT NULL DEFAULT '',
    answered_at      TIMESTAMP,
    next_update_on   TEXT NOT NULL DEFAULT '',
    revisit_on       TEXT NOT NULL DEFAULT '',
    due_at           TIMESTAMP,
    watch_at         TIMESTAMP,
    acted_at         TIMESTAMP NOT NULL,
    handed_back_at   TIMESTAMP,
    hand_backs       INTEGER NOT NULL DEFAULT 0,
    merged_into      INTEGER CONSTRAINT suggestions_merged_fk REFERENCES suggestions (thread_id) ON DELETE RESTRICT,
    merged_at        TIMESTAMP,
    support_count    INTEGER NOT NULL DEFAULT 0,
    imported         BOOLEAN NOT NULL DEFAULT FALSE,
    withdrawn_at     TIMESTAMP,
    CONSTRAINT suggestions_state_known CHECK (state IN ('received', 'under_review', 'needs_info', 'planned', 'under_way', 'done', 'declined', 'already_there', 'parked', 'merged')),
    CONSTRAINT suggestions_parked_has_date CHECK (state <> 'parked' OR length(revisit_on) = 10),
    CONSTRAINT suggestions_promised_has_date CHECK (state NOT IN ('planned', 'under_way') OR length(next_update_on) = 10),
    CONSTRAINT suggestions_merged_has_target CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
    CONSTRAINT suggestions_merged_elsewhere CHECK (merged_into IS NULL OR merged_into <> thread_id),
    CONSTRAINT suggestions_paused_state CHECK ((state IN ('needs_info', 'parked')) = (paused_since IS NOT NULL)),
    CONSTRAINT suggestions_answered_known CHECK (answered IN ('', 'yes', 'no')),
    CONSTRAINT suggestions_support_count_positive CHECK (support_count >= 0)
);
CREATE INDEX suggestions_state_idx ON suggestions (state, number DESC);
CREATE INDEX suggestions_support_idx ON suggestions (support_count DESC, number DESC);
CREATE INDEX suggestions_due_idx ON suggestions (due_at, thread_id) WHERE due_at IS NOT NULL;
CREATE INDEX suggestions_watch_idx ON suggestions (watch_at, thread_id) WHERE watch_at IS NOT NULL;
CREATE INDEX suggestions_owner_idx ON suggestions (owner_id, state, due_at);
CREATE INDEX suggestions_department_idx ON suggestions (department_id, state, due_at);
CREATE INDEX suggestions_waiting_idx ON suggestions (ack_due_at, thread_id) WHERE acknowledged_at IS NULL;
CREATE INDEX suggestions_handed_back_idx ON suggestions (handed_back_at, thread_id) WHERE handed_back_at IS NOT NULL;
CREATE INDEX suggestions_reopened_idx ON suggestions (reopened_at, thread_id) WHERE reopened_at IS NOT NULL;
CREATE INDEX suggestions_answered_idx ON suggestions (answered, answered_at, thread_id) WHERE answered <> '';
CREATE INDEX suggestions_merged_idx ON suggestions (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX suggestions_ack_due_idx ON suggestions (ack_due_at, thread_id);
CREATE INDEX suggestions_decide_due_idx ON suggestions (decide_due_at, thread_id);

-- the ledger: one line for each thing that happened to a suggestion. Lines are never changed, only marked as withdrawn.
CREATE TABLE decisions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id      INTEGER NOT NULL CONSTRAINT decisions_thread_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    kind           TEXT NOT NULL,
    actor_id       INTEGER CONSTRAINT decisions_actor_fk REFERENCES members (id) ON DELETE SET NULL,
    employer       TEXT NOT NULL DEFAULT '',
    department_id  INTEGER CONSTRAINT decisions_department_fk REFERENCES departments (id) ON DELETE SET NULL,
    from_state     TEXT NOT NULL,
    to_state       TEXT NOT NULL,
    from_owner     INTEGER CONSTRAINT decisions_from_owner_fk REFERENCES members (id) ON DELETE SET NULL,
    to_owner       INTEGER CONSTRAINT decisions_to_owner_fk REFERENCES members (id) ON DELETE SET NULL,
    words          TEXT NOT NULL DEFAULT '',
    words_key      TEXT NOT NULL DEFAULT '',
    reason_type    TEXT NOT NULL DEFAULT '',
    evidence       TEXT NOT NULL DEFAULT '',
    evidence_url   TEXT NOT NULL DEFAULT '',
    since          TEXT NOT NULL DEFAULT '',
    next_update_on TEXT NOT NULL DEFAULT '',
    revisit_on     TEXT NOT NULL DEFAULT '',
    other_id       INTEGER CONSTRAINT decisions_other_fk REFERENCES threads (id) ON DELETE SET NULL,
    undoes_id      INTEGER CONSTRAINT decisions_undoes_fk REFERENCES decisions (id) ON DELETE SET NULL,
    answered       TEXT NOT NULL DEFAULT '',
    before         TEXT NOT NULL DEFAULT '',
    created_at     TIMESTAMP NOT NULL,
    withdrawn_at   TIMESTAMP,
    CONSTRAINT decisions_words_for_a_change CHECK (kind <> 'decision' OR length(words) >= 20)
);
CREATE INDEX decisions_thread_idx ON decisions (thread_id, id);
CREATE INDEX decisions_actor_idx ON decisions (actor_id, id DESC);
CREATE INDEX decisions_heard_idx ON decisions (to_state, id DESC) WHERE kind = 'decision' AND withdrawn_at IS NULL;
CREATE INDEX decisions_department_idx ON decisions (department_id, id DESC) WHERE kind = 'decision' AND withdrawn_at IS NULL;
CREATE INDEX decisions_kind_idx ON decisions (kind, created_at, id);

CREATE TABLE decision_helpers (
    decision_id INTEGER NOT NULL CONSTRAINT decision_helpers_decision_fk REFERENCES decisions (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL CONSTRAINT decision_helpers_member_fk REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT decision_helpers_pk PRIMARY KEY (decision_id, member_id)
);
CREATE INDEX decision_helpers_member_idx ON decision_helpers (member_id, decision_id);

CREATE TABLE supports (
    thread_id   INTEGER NOT NULL CONSTRAINT supports_thread_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL CONSTRAINT supports_member_fk REFERENCES members (id) ON DELETE CASCADE,
    why         TEXT NOT NULL DEFAULT '',
    counts      BOOLEAN NOT NULL DEFAULT TRUE,
    merged_from INTEGER CONSTRAINT supports_merged_from_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    created_at  TIMESTAMP NOT NULL,
    CONSTRAINT supports_pk PRIMARY KEY (thread_id, member_id),
    CONSTRAINT supports_why_shape CHECK (length(why) <= 1000)
);
CREATE INDEX supports_member_idx ON supports (member_id, created_at DESC, thread_id);
CREATE INDEX supports_merged_from_idx ON supports (merged_from, thread_id) WHERE merged_from IS NOT NULL;

-- private words among staff: in no other table, and read by no query but those of the console
CREATE TABLE notes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id  INTEGER NOT NULL CONSTRAINT notes_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    author_id  INTEGER NOT NULL CONSTRAINT notes_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT notes_body_shape CHECK (length(body) BETWEEN 1 AND 5000)
);
CREATE INDEX notes_thread_idx ON notes (thread_id, id);
CREATE INDEX notes_author_idx ON notes (author_id, id);

CREATE TABLE notice_batches (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id   INTEGER NOT NULL CONSTRAINT notice_batches_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    decision_id INTEGER CONSTRAINT notice_batches_decision_fk REFERENCES decisions (id) ON DELETE CASCADE,
    actor_id    INTEGER CONSTRAINT notice_batches_actor_fk REFERENCES members (id) ON DELETE SET NULL,
    kind        TEXT NOT NULL,
    words       TEXT NOT NULL DEFAULT '',
    recipients  INTEGER NOT NULL DEFAULT 0,
    delivered   INTEGER NOT NULL DEFAULT 0,
    deliver_at  TIMESTAMP NOT NULL,
    created_at  TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    cancelled_at TIMESTAMP
);
CREATE INDEX notice_batches_open_idx ON notice_batches (deliver_at, id) WHERE finished_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX notice_batches_thread_idx ON notice_batches (thread_id, id);

-- who is still to be told of a batch, as it stood at the commit of what it tells of
CREATE TABLE notice_recipients (
    batch_id  INTEGER NOT NULL CONSTRAINT notice_recipients_batch_fk REFERENCES notice_batches (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL CONSTRAINT notice_recipients_member_fk REFERENCES members (id) ON DELETE CASCADE,
    CONSTRAINT notice_recipients_pk PRIMARY KEY (batch_id, member_id)
);
CREATE INDEX notice_recipients_member_idx ON notice_recipients (member_id);

CREATE TABLE notices (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id    INTEGER NOT NULL CONSTRAINT notices_batch_fk REFERENCES notice_batches (id) ON DELETE CASCADE,
    member_id   INTEGER NOT NULL CONSTRAINT notices_member_fk REFERENCES members (id) ON DELETE CASCADE,
    thread_id   INTEGER NOT NULL CONSTRAINT notices_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    created_at  TIMESTAMP NOT NULL,
    read_at     TIMESTAMP,
    CONSTRAINT notices_once_key UNIQUE (batch_id, member_id)
);
CREATE INDEX notices_member_idx ON notices (member_id, id DESC);
CREATE INDEX notices_unread_idx ON notices (member_id, thread_id) WHERE read_at IS NULL;

CREATE TABLE saved_replies (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id  INTEGER NOT NULL CONSTRAINT saved_replies_author_fk REFERENCES members (id) ON DELETE CASCADE,
    shared     BOOLEAN NOT NULL DEFAULT FALSE,
    title      TEXT NOT NULL,
    body       TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT saved_replies_title_shape CHECK (length(title) BETWEEN 2 AND 80),
    CONSTRAINT saved_replies_body_shape CHECK (length(body) BETWEEN 1 AND 5000)
);
CREATE INDEX saved_replies_author_idx ON saved_replies (author_id, title, id);

CREATE TABLE snoozes (
    thread_id  INTEGER NOT NULL CONSTRAINT snoozes_thread_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    member_id  INTEGER NOT NULL CONSTRAINT snoozes_member_fk REFERENCES members (id) ON DELETE CASCADE,
    until_at   TIMESTAMP NOT NULL,
    reason     TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT snoozes_pk PRIMARY KEY (thread_id, member_id)
);
CREATE INDEX snoozes_member_idx ON snoozes (member_id, until_at);

CREATE TABLE thanks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT thanks_member_fk REFERENCES members (id) ON DELETE CASCADE,
    staff_id   INTEGER NOT NULL CONSTRAINT thanks_staff_fk REFERENCES members (id) ON DELETE RESTRICT,
    thread_id  INTEGER CONSTRAINT thanks_thread_fk REFERENCES threads (id) ON DELETE SET NULL,
    words      TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT thanks_words_shape CHECK (length(words) BETWEEN 1 AND 1000)
);
CREATE INDEX thanks_member_idx ON thanks (member_id, created_at, id);

-- how a member agreed to be reached, and what staff then said to them
CREATE TABLE contact_consents (
    member_id  INTEGER NOT NULL CONSTRAINT contact_consents_member_fk REFERENCES members (id) ON DELETE CASCADE,
    channel    TEXT NOT NULL,
    detail     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT contact_consents_pk PRIMARY KEY (member_id, channel),
    CONSTRAINT contact_consents_channel_known CHECK (channel IN ('mail', 'phone'))
);

CREATE TABLE contacts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER NOT NULL CONSTRAINT contacts_member_fk REFERENCES members (id) ON DELETE CASCADE,
    staff_id   INTEGER NOT NULL CONSTRAINT contacts_staff_fk REFERENCES members (id) ON DELETE RESTRICT,
    channel    TEXT NOT NULL,
    words      TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT contacts_channel_known CHECK (channel IN ('mail', 'phone')),
    CONSTRAINT contacts_words_shape CHECK (length(words) BETWEEN 1 AND 5000)
);
CREATE INDEX contacts_member_idx ON contacts (member_id, id);

CREATE TABLE side_conversations (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id    INTEGER NOT NULL CONSTRAINT side_conversations_thread_fk REFERENCES suggestions (thread_id) ON DELETE CASCADE,
    member_id    INTEGER NOT NULL CONSTRAINT side_conversations_member_fk REFERENCES members (id) ON DELETE CASCADE,
    opened_by    INTEGER NOT NULL CONSTRAINT side_conversations_opened_fk REFERENCES members (id) ON DELETE RESTRICT,
    closing_line TEXT NOT NULL DEFAULT '',
    created_at   TIMESTAMP NOT NULL,
    closed_at    TIMESTAMP
);
CREATE UNIQUE INDEX side_conversations_open_key ON side_conversations (thread_id) WHERE closed_at IS NULL;
CREATE INDEX side_conversations_thread_idx ON side_conversations (thread_id, id);
CREATE INDEX side_conversations_member_idx ON side_conversations (member_id, id);

CREATE TABLE side_messages (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL CONSTRAINT side_messages_conversation_fk REFERENCES side_conversations (id) ON DELETE CASCADE,
    author_id       INTEGER NOT NULL CONSTRAINT side_messages_author_fk REFERENCES members (id) ON DELETE RESTRICT,
    body            TEXT NOT NULL,
    created_at      TIMESTAMP NOT NULL,
    CONSTRAINT side_messages_body_shape CHECK (length(body) BETWEEN 1 AND 5000)
);
CREATE INDEX side_messages_conversation_idx ON side_messages (conversation_id, id);

CREATE TABLE promise_annotations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    author_id  INTEGER CONSTRAINT promise_annotations_author_fk REFERENCES members (id) ON DELETE SET NULL,
    words      TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    removed_at TIMESTAMP
);

CREATE TABLE consultations (
    thread_id     INTEGER NOT NULL PRIMARY KEY CONSTRAINT consultations_thread_fk REFERENCES threads (id) ON DELETE CASCADE,
    closes_at     TIMESTAMP NOT NULL,
    heard         TEXT NOT NULL DEFAULT '',
    changed       TEXT NOT NULL DEFAULT '',
    decided_by    INTEGER CONSTRAINT consultations_decided_by_fk REFERENCES members (id) ON DELETE SET NULL,
    decided_at    TIMESTAMP,
    CONSTRAINT consultations_decided_with_words CHECK (decided_at IS NULL OR (length(heard) >= 20 AND length(changed) >= 20))
);

CREATE TABLE consultation_options (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id INTEGER NOT NULL CONSTRAINT consultation_options_thread_fk REFERENCES consultations (thread_id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    words     TEXT NOT NULL,
    CONSTRAINT consultation_options_position_key UNIQUE (thread_id, position),
    CONSTRAINT consultation_options_words_shape CHECK (length(words) BETWEEN 1 AND 300)
);

CREATE TABLE consultation_votes (
    thread_id  INTEGER NOT NULL CONSTRAINT consultation_votes_thread_fk REFERENCES consultations (thread_id) ON DELETE CASCADE,
    member_id  INTEGER NOT NULL CONSTRAINT consultation_votes_member_fk REFERENCES members (id) ON DELETE CASCADE,
    option_id  INTEGER NOT NULL CONSTRAINT consultation_votes_option_fk REFERENCES consultation_options (id) ON DELETE CASCADE,
    reason     TEXT NOT NULL DEFAULT '',
    created_at TIMESTAMP NOT NULL,
    CONSTRAINT consultation_votes_pk PRIMARY KEY (thread_id, member_id),
    CONSTRAINT consultation_votes_reason_shape CHECK (length(reason) <= 1000)
);
CREATE INDEX consultation_votes_option_idx ON consultation_votes (option_id, created_at);
CREATE INDEX consultation_votes_member_idx ON consultation_votes (member_id);

-- what a reply says of itself; counted apart from support, never subtracted from it
ALTER TABLE posts ADD COLUMN stance TEXT NOT NULL DEFAULT '' CONSTRAINT posts_stance_known CHECK (stance IN ('', 'hurts'));
CREATE INDEX posts_stance_idx ON posts (thread_id, author_id) WHERE stance <> '';

UPDATE topics SET kinds = kinds || ',suggestion' WHERE kinds = 'story,discussion,question';

-- +goose Down
UPDATE topics SET kinds = 'story,discussion,question' WHERE kinds = 'story,discussion,question,suggestion';
DROP INDEX posts_stance_idx;
ALTER TABLE posts DROP COLUMN stance;
DROP TABLE consultation_votes;
DROP TABLE consultation_options;
DROP TABLE consultations;
DROP TABLE promise_annotations;
DROP TABLE side_messages;
DROP TABLE side_conversations;
DROP TABLE contacts;
DROP TABLE contact_consents;
DROP TABLE thanks;
DROP TABLE snoozes;
DROP TABLE saved_replies;
DROP TABLE notices;
DROP TABLE notice_recipients;
DROP TABLE notice_batches;
DROP TABLE notes;
DROP TABLE supports;
DROP TABLE decision_helpers;
DROP TABLE decisions;
DROP TABLE suggestions;
DROP TABLE suggestion_numbers;
DROP TABLE absences;
DROP TABLE duty_roster;
DROP TABLE department_members;
DROP TABLE departments;
