package models

import (
	"context"
	"slices"
	"strings"
	"time"
)

// ContactConsent is a way in which a member agreed to be reached, with what they wrote for it.
type ContactConsent struct {
	MemberID  int64
	Channel   string // mail, phone
	Detail    string // a number
	CreatedAt time.Time
}

// ContactView is what staff said to a member outside of the community, kept for their colleagues.
type ContactView struct {
	ID        int64
	MemberID  int64
	Channel   string
	Words     string
	CreatedAt time.Time
	Staff     Person `gorm:"embedded;embeddedPrefix:by_"`
}

var contactChannels = []string{"mail", "phone"}

const contactDetailMax = 254

// ContactConsents lists how the viewer agreed to be reached.
func (s *Store) ContactConsents(ctx context.Context, v Viewer) (list []ContactConsent, err error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	err = s.list(ctx, &list, `SELECT * FROM contact_consents WHERE member_id = ? ORDER BY channel`, v.ID)
	return list, wrap(err, "list consents")
}

// SetContactConsent says that staff may, or may no longer, reach the viewer by mail or phone; the member alone. Mail
// without an address goes to that of the account.
func (s *Store) SetContactConsent(ctx context.Context, v Viewer, channel, detail string, on bool) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	f := fieldErrors{}
	detail = f.checkLine("detail", detail, "What you wrote", 0, contactDetailMax)
	if !slices.Contains(contactChannels, channel) {
		f.add("channel", "Choose mail or phone.")
	}
	if on && channel == "phone" && detail == "" {
		f.add("detail", "Give the number to call.")
	}
	if err := f.err(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		if !on {
			_, err := s.exec(ctx, `DELETE FROM contact_consents WHERE member_id = ? AND channel = ?`, v.ID, channel)
			return err
		}
		if detail == "" {
			if err := s.one(ctx, &detail, `SELECT email FROM members WHERE id = ?`, v.ID); err != nil {
				return wrap(err, "read the address")
			}
		}
		_, err := s.exec(ctx, `INSERT INTO contact_consents (member_id, channel, detail, created_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (member_id, channel) DO UPDATE SET detail = excluded.detail`, v.ID, channel, detail, s.now())
		return err
	})
	return wrap(err, "store consent")
}

// LogContact keeps what was said to a member by mail or phone; for staff, and only where the member agreed to be reached
// so.
func (s *Store) LogContact(ctx context.Context, v Viewer, handle, channel, words string) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	f := fieldErrors{}
	words = f.checkText("words", words, "What was said", 1, noteMax)
	if !slices.Contains(contactChannels, channel) {
		f.add("channel", "Choose mail or phone.")
	}
	err := s.InTx(ctx, func(s *Store) error {
		id, err := s.MemberID(ctx, handle)
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		var n int64
		if err := s.one(ctx, &n, `SELECT COUNT(*) FROM contact_consents WHERE member_id = ? AND channel = ?`, id, channel); err != nil {
			return err
		}
		if n == 0 {
			return forbidden("They did not agree to be reached by %s.", channel)
		}
		_, err = s.exec(ctx, `INSERT INTO contacts (member_id, staff_id, channel, words, created_at) VALUES (?, ?, ?, ?, ?)`, id, v.ID, channel, words, s.now())
		if err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "member.contacted", Kind: "member", ID: id, After: channel})
	})
	return wrap(err, "log a contact with %s", handle)
}

// ContactEntry is one line of the log of what staff said to members outside of the community.
type ContactEntry struct {
	ContactView `gorm:"embedded"`
	Member      Person `gorm:"embedded;embeddedPrefix:to_"`
}

// ContactsPerPage is the length of one page of the log.
const ContactsPerPage = 30

// ContactLog lists what was said by mail or phone, newest first, from below an id on (0: the newest), to one member
// (their handle; empty: to all), and whether there is more; for staff. NotFound for all others.
func (s *Store) ContactLog(ctx context.Context, v Viewer, handle string, before int64) (list []ContactEntry, more bool, err error) {
	if !v.CanSeeConsole() {
		return nil, false, notFound()
	}
	where, args := `c.id > 0`, []any{}
	if handle = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@")); handle != "" {
		where, args = where+` AND m.handle = ?`, append(args, handle)
	}
	if before > 0 {
		where, args = where+` AND c.id < ?`, append(args, before)
	}
	err = s.list(ctx, &list, `SELECT c.*, `+personAs("a", "by_")+`, `+personAs("m", "to_")+`
		FROM contacts c JOIN members a ON a.id = c.staff_id JOIN members m ON m.id = c.member_id
		WHERE `+where+` ORDER BY c.id DESC LIMIT ?`, append(args, ContactsPerPage+1)...)
	if err != nil {
		return nil, false, wrap(err, "list contacts")
	}
	return list[:min(len(list), ContactsPerPage)], len(list) > ContactsPerPage, nil
}
