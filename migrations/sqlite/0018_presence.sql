-- +goose Up
-- Who may see a member's name while they read or write in a thread.
ALTER TABLE members ADD COLUMN present_to TEXT NOT NULL DEFAULT 'nobody'
    CONSTRAINT members_present_known CHECK (present_to IN ('nobody', 'members', 'everyone'));

-- +goose Down
ALTER TABLE members DROP COLUMN present_to;
