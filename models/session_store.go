package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// ViewerBySession finds who a session cookie belongs to, in one query. A dead session, or a member who may
// not sign in, is Unauthenticated.
func (s *Store) ViewerBySession(ctx context.Context, token, address string) (Viewer, error) {
	v, session, err := s.sessionWhere(ctx, `s.token_hash = ?`, auth.HashToken(token))
	if err != nil {
		return Viewer{}, err
	}
	v.Address = address
	if s.now().Sub(session.LastSeenAt) > sessionTouch {
		// a note that cannot be taken, on a full disk for one, keeps nobody from reading; the next use takes it
		_ = s.touchSession(ctx, session.ID)
	}
	return v, nil
}

// ViewerOfSession is who a session belongs to now, for what stays open between requests: it is no use of the
// session. Unauthenticated once the session or the member's standing has ended. until is when the session runs out,
// unless it is used before.
func (s *Store) ViewerOfSession(ctx context.Context, id int64) (v Viewer, until time.Time, err error) {
	v, session, err := s.sessionWhere(ctx, `s.id = ?`, id)
	return v, session.Until(v.Role), err
}

func (s *Store) sessionWhere(ctx context.Context, where string, arg any) (Viewer, Session, error) {
	var row struct {
		Member  `gorm:"embedded"`
		Session Session `gorm:"embedded;embeddedPrefix:session_"`
	}
	err := s.one(ctx, &row, `SELECT m.*, s.id AS session_id, s.created_at AS session_created_at, s.last_seen_at AS session_last_seen_at
		FROM sessions s
		JOIN members m ON m.id = s.member_id
		WHERE `+where, arg)
	if KindOf(err) == NotFound {
		return Viewer{}, Session{}, unauthenticated()
	}
	if err != nil {
		return Viewer{}, Session{}, fmt.Errorf("find session: %w", err)
	}
	if now := s.now(); !row.Member.Active(now) || !row.Session.Alive(row.Member.Role, now) {
		return Viewer{}, Session{}, unauthenticated()
	}
	v, err := s.viewerOf(ctx, row.Member)
	v.SessionID = row.Session.ID
	return v, row.Session, err
}

// viewerOf makes a viewer of a member who may act.
func (s *Store) viewerOf(ctx context.Context, m Member) (Viewer, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return Viewer{}, err
	}
	v := Viewer{
		ID: m.ID, Handle: m.Handle, Name: m.Name, Role: m.Role, Employer: m.Employer, HostOf: d.HostedBy(m.ID),
		MayPublish: m.MayPublish, FourEyes: m.FourEyes, PresentTo: m.PresentTo, Restrictions: ParseRestrictions(m.Restrictions), RestrictedUntil: m.RestrictedUntil, JoinedAt: m.CreatedAt, PostCount: m.PostCount,
		AcceptedHouse: m.AcceptedHouse,
	}
	return v, s.addQuiet(ctx, &v, m)
}

// ViewerByHandle is for callers that have proved otherwise who acts: the command line, the demonstration.
func (s *Store) ViewerByHandle(ctx context.Context, handle string) (Viewer, error) {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ?`, handle); err != nil {
		return Viewer{}, fmt.Errorf("find member %s: %w", handle, err)
	}
	return s.viewerOf(ctx, m)
}

func (s *Store) touchSession(ctx context.Context, id int64) error {
	return s.InTx(ctx, func(s *Store) error {
		_, err := s.exec(ctx, `UPDATE sessions SET last_seen_at = ? WHERE id = ?`, s.now(), id)
		return err
	})
}
