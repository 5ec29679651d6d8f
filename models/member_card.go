package models

import (
	"context"
	"time"
)

// MemberCard is what staff see of a member beside what they wrote: what they said, what was promised to them, and what
// was kept. It is about them as somebody to answer, not to rank.
type MemberCard struct {
	Person     Person `gorm:"embedded;embeddedPrefix:by_"`
	JoinedAt   time.Time
	PostCount  int64
	Supported  int64
	HelpedDone int64            // decisions that name them as having helped
	Promised   Promised         `gorm:"-"` // for what they asked for
	ThankedAt  *time.Time       `gorm:"-"`
	Recent     []Contribution   `gorm:"-"`
	Asked      []SuggestionItem `gorm:"-"`
	Consents   []ContactConsent `gorm:"-"`
	Contacts   []ContactView    `gorm:"-"`
}

// MemberCard reads a member's card; for staff. NotFound.
func (s *Store) MemberCard(ctx context.Context, v Viewer, handle string) (MemberCard, error) {
	if !v.CanSeeConsole() {
		return MemberCard{}, notFound()
	}
	id, err := s.MemberID(ctx, handle)
	if err != nil {
		return MemberCard{}, err
	}
	var card MemberCard
	err = s.one(ctx, &card, `SELECT `+personAs("m", "by_")+`, m.created_at AS joined_at, m.post_count,
			(SELECT COUNT(*) FROM supports p WHERE p.member_id = m.id) AS supported,
			(SELECT COUNT(*) FROM decision_helpers h JOIN decisions d ON d.id = h.decision_id WHERE h.member_id = m.id AND d.withdrawn_at IS NULL) AS helped_done
		FROM members m WHERE m.id = ?`, id)
	if err != nil {
		return card, wrap(err, "read the member")
	}
	v.Blocked = nil // whom staff block for themselves stays on the record
	if card.Promised, err = s.promisedTo(ctx, v, id); err != nil {
		return card, err
	}
	if card.Recent, _, err = s.Contributions(ctx, v, id, 1); err != nil {
		return card, err
	}
	if card.Asked, err = s.Suggestions(ctx, v, SuggestionFilter{AuthorID: id}, 1); err != nil {
		return card, err
	}
	return card, s.addContacts(ctx, &card, id)
}

func (s *Store) addContacts(ctx context.Context, card *MemberCard, id int64) error {
	var thanked []time.Time
	err := s.list(ctx, &thanked, `SELECT created_at FROM thanks WHERE member_id = ? ORDER BY created_at DESC, id DESC LIMIT 1`, id)
	if err != nil {
		return wrap(err, "read the thank-you log")
	}
	if len(thanked) > 0 {
		card.ThankedAt = &thanked[0]
	}
	if err := s.list(ctx, &card.Consents, `SELECT * FROM contact_consents WHERE member_id = ? ORDER BY channel`, id); err != nil {
		return wrap(err, "read consents")
	}
	err = s.list(ctx, &card.Contacts, `SELECT c.*, `+personAs("a", "by_")+`
		FROM contacts c JOIN members a ON a.id = c.staff_id WHERE c.member_id = ? ORDER BY c.id DESC LIMIT 20`, id)
	return wrap(err, "read contacts")
}

// thanksFor is how far back help counts as lately.
const thanksFor = 60 * 24 * time.Hour

// HelperItem is a member who helped lately and was not thanked since.
type HelperItem struct {
	Person      Person `gorm:"embedded;embeddedPrefix:by_"`
	ThreadID    int64
	ThreadTitle string
	ThreadSlug  string
	DecisionID  int64
	HelpedAt    time.Time
	EverThanked bool
}

// Unthanked lists members whom a decision of the last 60 days names as having helped and whom nobody thanked since,
// those never thanked at all first; for staff.
func (s *Store) Unthanked(ctx context.Context, v Viewer) ([]HelperItem, error) {
	if !v.CanSeeConsole() {
		return nil, notFound()
	}
	var list []HelperItem
	err := s.list(ctx, &list, `SELECT `+personAs("m", "by_")+`, t.id AS thread_id, t.title AS thread_title, t.slug AS thread_slug,
			d.id AS decision_id, d.created_at AS helped_at, EXISTS (SELECT 1 FROM thanks k WHERE k.member_id = m.id) AS ever_thanked
		FROM decision_helpers h
		JOIN decisions d ON d.id = h.decision_id
		JOIN threads t ON t.id = d.thread_id
		JOIN members m ON m.id = h.member_id
		WHERE d.created_at > ? AND d.withdrawn_at IS NULL AND m.role = 'member' AND m.status <> 'erased' AND `+visibleThread+`
			AND NOT EXISTS (SELECT 1 FROM thanks k WHERE k.member_id = m.id AND k.created_at >= d.created_at)
		ORDER BY ever_thanked, d.created_at, m.id LIMIT 50`, s.now().Add(-thanksFor), v.Visibilities())
	return list, wrap(err, "list whom to thank")
}

const thanksMin, thanksMax = 10, 1_000

// Thank tells a member thank you, in words of one's own, and keeps that; for staff. The thread is what they
// helped with.
func (s *Store) Thank(ctx context.Context, v Viewer, handle string, threadID int64, words string) error {
	if !v.CanSeeConsole() {
		return notFound()
	}
	f := fieldErrors{}
	words = f.checkText("words", words, "Your thanks", thanksMin, thanksMax)
	if gap := unfilled.FindString(words); gap != "" {
		f.add("words", "Fill in %s before you send this.", gap)
	}
	err := s.InTx(ctx, func(s *Store) error {
		id, err := s.MemberID(ctx, handle)
		if err != nil {
			return err
		}
		h, err := s.holdThread(ctx, v, threadID)
		if err != nil {
			return err
		}
		if err := f.err(); err != nil {
			return err
		}
		_, err = s.exec(ctx, `INSERT INTO thanks (member_id, staff_id, thread_id, words, created_at) VALUES (?, ?, ?, ?, ?)`, id, v.ID, h.ID, words, s.now())
		if err != nil {
			return wrap(err, "keep the thanks")
		}
		if err := s.audit(ctx, v, auditEntry{Action: "member.thanked", Kind: "member", ID: id, After: words}); err != nil {
			return err
		}
		return s.tell(ctx, heldSuggestion{held: h}, Decision{ActorID: &v.ID, Words: words}, NoticeThanked, s.now(), id)
	})
	return wrap(err, "thank %s", handle)
}
