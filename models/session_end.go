package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

const userAgentMax = 300

// startSession stores a new session under the token and ends the one the browser came with.
func (s *Store) startSession(ctx context.Context, m Member, token string, in SignInInput) (Viewer, time.Duration, error) {
	if in.OldToken != "" {
		if _, err := s.endSessions(ctx, `token_hash = ?`, auth.HashToken(in.OldToken)); err != nil {
			return Viewer{}, 0, err
		}
	}
	now := s.now()
	agent := []rune(strings.ToValidUTF8(in.UserAgent, ""))
	row := Session{
		MemberID: m.ID, TokenHash: auth.HashToken(token), UserAgent: string(agent[:min(len(agent), userAgentMax)]),
		Address: in.Address, CreatedAt: now, LastSeenAt: now,
	}
	if err := s.write(ctx).Create(&row).Error; err != nil {
		return Viewer{}, 0, fmt.Errorf("store session: %w", err)
	}
	v, err := s.viewerOf(ctx, m)
	v.SessionID, v.Address = row.ID, in.Address
	age := memberAge
	if m.Role.Staff() {
		age = staffAge
	}
	return v, age, err
}

// SignOut ends the session of a cookie; a dead one is no error.
func (s *Store) SignOut(ctx context.Context, token string) error {
	return s.InTx(ctx, func(s *Store) error {
		_, err := s.endSessions(ctx, `token_hash = ?`, auth.HashToken(token))
		return err
	})
}

// endSessions ends the sessions that a condition finds and tells every node, whose sockets hear of it.
func (s *Store) endSessions(ctx context.Context, where string, args ...any) (int, error) {
	var members []int64
	err := s.write(ctx).Raw(`DELETE FROM sessions WHERE `+where+` RETURNING member_id`, args...).Scan(&members).Error
	if err != nil {
		return 0, fmt.Errorf("end sessions: %w", err)
	}
	told := map[int64]bool{}
	for _, id := range members {
		if !told[id] {
			told[id] = true
			if err := s.emitMember(ctx, EventAccessChanged, id); err != nil {
				return 0, err
			}
		}
	}
	return len(members), nil
}

// emitMember tells the nodes something of a member, who is the event's actor.
func (s *Store) emitMember(ctx context.Context, what EventType, memberID int64) error {
	return s.emit(ctx, siteChannel, Event{Type: what, ActorID: &memberID})
}

// emitMemberChanged tells the nodes that what pages show of a member, or what the member may do, is other than
// before.
func (s *Store) emitMemberChanged(ctx context.Context, memberID int64) error {
	return s.emitMember(ctx, EventMemberChanged, memberID)
}
