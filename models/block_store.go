package models

import (
	"context"
	"fmt"
	"strings"
)

// SetBlock blocks a member for the viewer, or lifts the block; a repeat changes nothing. It holds at the next request,
// and for open sockets within moments. Nobody else is told: the event has no more than the viewer in it.
// NotFound, Invalid (oneself, too many); Unauthenticated for a reader.
func (s *Store) SetBlock(ctx context.Context, v Viewer, handle string, on bool) error {
	err := s.changeQuiet(ctx, v, func(s *Store) (int64, error) {
		id, err := s.quietPerson(ctx, v, handle, on)
		if err != nil {
			return 0, err
		}
		if !on {
			return s.exec(ctx, `DELETE FROM blocks WHERE member_id = ? AND blocked_id = ?`, v.ID, id)
		}
		n, err := s.exec(ctx, `INSERT INTO blocks (member_id, blocked_id, created_at) VALUES (?, ?, ?)
			ON CONFLICT (member_id, blocked_id) DO NOTHING`, v.ID, id, s.now())
		if err != nil {
			return 0, err
		}
		return n, s.refuseTooMany(ctx, `SELECT COUNT(*) FROM blocks WHERE member_id = ?`, v.ID, blocksMost)
	})
	return wrap(err, "block %s", handle)
}

// SetMute has the viewer told nothing more of a person (a handle), a topic (a slug) or a thread (an id), or lifts that;
// a repeat changes nothing. What the viewer may not see is NotFound; Invalid (oneself, too many).
func (s *Store) SetMute(ctx context.Context, v Viewer, subject MuteSubject, name string, threadID int64, on bool) error {
	err := s.changeQuiet(ctx, v, func(s *Store) (int64, error) {
		id, err := s.quietSubject(ctx, v, subject, name, threadID, on)
		if err != nil {
			return 0, err
		}
		column := string(subject) + "_id"
		if !on {
			return s.exec(ctx, `DELETE FROM mutes WHERE member_id = ? AND `+column+` = ?`, v.ID, id)
		}
		n, err := s.exec(ctx, `INSERT INTO mutes (member_id, `+column+`, created_at) VALUES (?, ?, ?)
			ON CONFLICT (member_id, `+column+`) DO NOTHING`, v.ID, id, s.now())
		if err != nil {
			return 0, err
		}
		return n, s.refuseTooMany(ctx, `SELECT COUNT(*) FROM mutes WHERE member_id = ?`, v.ID, mutesMost)
	})
	return wrap(err, "mute a %s", subject)
}

// changeQuiet changes what the viewer keeps away from themselves, under a lock of their own row. Where nothing was
// changed nothing is told.
func (s *Store) changeQuiet(ctx context.Context, v Viewer, change func(s *Store) (int64, error)) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdMember(ctx, v.ID); err != nil {
			return err
		}
		if n, err := change(s); err != nil || n == 0 {
			return err
		}
		_, err := s.exec(ctx, `UPDATE members SET
				block_count = (SELECT COUNT(*) FROM blocks b WHERE b.member_id = members.id),
				mute_count = (SELECT COUNT(*) FROM mutes u WHERE u.member_id = members.id)
			WHERE id = ?`, v.ID)
		if err != nil {
			return fmt.Errorf("count blocks and mutes: %w", err)
		}
		return s.emitMember(ctx, EventAccessChanged, v.ID)
	})
}

// quietPerson finds who is meant. A block can be lifted of those who left, by the handle that stands in place of theirs.
func (s *Store) quietPerson(ctx context.Context, v Viewer, handle string, on bool) (int64, error) {
	var m Member
	handle = strings.ToLower(strings.TrimPrefix(handle, "@"))
	if err := s.one(ctx, &m, `SELECT id, status FROM members WHERE handle = ?`, handle); err != nil {
		return 0, err
	}
	switch {
	case on && m.Status == MemberErased:
		return 0, notFound()
	case m.ID == v.ID:
		return 0, invalid("handle", "That is you.")
	}
	return m.ID, nil
}

func (s *Store) quietSubject(ctx context.Context, v Viewer, subject MuteSubject, name string, threadID int64, on bool) (int64, error) {
	switch subject {
	case MutePerson:
		return s.quietPerson(ctx, v, name, on)
	case MuteTopic:
		d, err := s.Directory(ctx)
		if err != nil {
			return 0, err
		}
		t, err := d.Topic(v, name)
		return t.ID, err
	case MuteThread:
		th, err := s.Thread(ctx, v, threadID)
		if KindOf(err) == Gone && !on { // what was removed since need not stay muted
			return threadID, nil
		}
		return th.ID, err
	}
	return 0, fmt.Errorf("mute a %q", subject)
}

func (s *Store) refuseTooMany(ctx context.Context, query string, memberID int64, most int64) error {
	var n int64
	if err := s.one(ctx, &n, query, memberID); err != nil {
		return err
	}
	if n > most {
		return invalid("handle", "That is more than %d. Lift some of the others first.", most)
	}
	return nil
}

// SetActivityHidden keeps what the viewer does from being seen together: the list on their page, searches for all that
// they wrote, and their name while they read. Each post stays where it is. A repeat changes nothing.
func (s *Store) SetActivityHidden(ctx context.Context, v Viewer, on bool) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	err := s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `UPDATE members SET activity_hidden = ?, version = version + 1 WHERE id = ? AND activity_hidden <> ?`, on, v.ID, on)
		if err != nil || n == 0 {
			return err
		}
		return s.emitMemberChanged(ctx, v.ID)
	})
	return wrap(err, "hide activity")
}

// Quiet lists what the viewer blocked and muted. A muted topic or thread that they may not see any more is left out.
func (s *Store) Quiet(ctx context.Context, v Viewer) (q Quiet, err error) {
	if !v.SignedIn() {
		return q, unauthenticated()
	}
	if err := s.one(ctx, &q.ActivityHidden, `SELECT activity_hidden FROM members WHERE id = ?`, v.ID); err != nil {
		return q, wrap(err, "read whether activity is hidden")
	}
	err = s.list(ctx, &q.Blocks, `SELECT b.created_at, `+personAs("m", "by_")+`
		FROM blocks b JOIN members m ON m.id = b.blocked_id
		WHERE b.member_id = ? ORDER BY b.created_at DESC, b.blocked_id`, v.ID)
	if err != nil {
		return q, wrap(err, "list blocks")
	}
	err = s.list(ctx, &q.Mutes, `SELECT u.id, u.created_at, `+personAs("m", "by_")+`,
			COALESCE(o.slug, '') AS topic_slug, COALESCE(o.name, '') AS topic_name,
			COALESCE(t.id, 0) AS thread_id, COALESCE(t.slug, '') AS thread_slug, COALESCE(t.title, '') AS thread_title
		FROM mutes u
		LEFT JOIN members m ON m.id = u.person_id
		LEFT JOIN threads t ON t.id = u.thread_id
		LEFT JOIN topics o ON o.id = COALESCE(u.topic_id, t.topic_id)
		WHERE u.member_id = ? AND (o.id IS NULL OR o.visibility IN ?) AND (t.id IS NULL OR t.status = 'published')
		ORDER BY u.created_at DESC, u.id DESC`, v.ID, v.Visibilities())
	return q, wrap(err, "list mutes")
}

// addQuiet tells the viewer whom they blocked: one query, and none for those who blocked nobody.
func (s *Store) addQuiet(ctx context.Context, v *Viewer, m Member) error {
	v.Mutes = m.MuteCount > 0
	if m.ActivityHidden {
		v.PresentTo = AudienceNobody
	}
	if m.BlockCount == 0 {
		return nil
	}
	return wrap(s.list(ctx, &v.Blocked, `SELECT blocked_id FROM blocks WHERE member_id = ? ORDER BY blocked_id`, m.ID), "list whom %s blocked", m.Handle)
}

// Muted reports whether the viewer muted a person, a topic or a thread by itself.
func (s *Store) Muted(ctx context.Context, v Viewer, subject MuteSubject, id int64) (bool, error) {
	if !v.Mutes {
		return false, nil
	}
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM mutes WHERE member_id = ? AND `+string(subject)+`_id = ?`, v.ID, id)
	return n > 0, wrap(err, "look for a mute")
}
