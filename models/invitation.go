package models

import (
	"context"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

const (
	invitationDays = 7   // DECISIONS: invitations hold for a week; less can be chosen
	invitationsMax = 100 // open ones of one inviter
)

// InvitationInput is whom to invite, and as what. Without an address whoever has the link may come.
type InvitationInput struct {
	Email string
	Role  Role // RoleMember where empty
	Days  int64
}

// Invitation is a link that makes one account.
type Invitation struct {
	ID        int64
	TokenHash string
	Email     string
	Role      Role
	InviterID int64
	CreatedAt time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
	UsedBy    *int64
	RevokedAt *time.Time
}

// TableName is the table's name.
func (Invitation) TableName() string { return "invitations" }

// InvitationLine is an invitation in the console's list.
type InvitationLine struct {
	Invitation `gorm:"embedded"`
	Inviter    Person `gorm:"embedded;embeddedPrefix:by_"`
	Guest      Person `gorm:"embedded;embeddedPrefix:for_"` // who came; ID 0: nobody yet
}

// Open reports whether the link still works.
func (i Invitation) Open(at time.Time) bool {
	return i.UsedAt == nil && i.RevokedAt == nil && at.Before(i.ExpiresAt)
}

// CanInvite reports whether the viewer may invite somebody as that: moderators members, administrators anybody.
func (v Viewer) CanInvite(r Role) bool {
	if r.Staff() {
		return v.Administrator()
	}
	return v.Moderator()
}

// Invite makes a link that lets one person in; it is shown once, the table keeps its hash. Moderators invite members,
// administrators anybody.
func (s *Store) Invite(ctx context.Context, v Viewer, in InvitationInput) (token string, err error) {
	if err := v.judgesJoining(); err != nil {
		return "", err
	}
	f := fieldErrors{}
	if in.Role == "" {
		in.Role = RoleMember
	}
	if _, err := ParseRole(string(in.Role)); err != nil {
		f.add("role", "Choose member, contributor, moderator or administrator.")
	}
	if in.Days < 1 || in.Days > invitationDays {
		f.add("days", "An invitation holds from 1 to %d days.", invitationDays)
	}
	if in.Email = strings.TrimSpace(in.Email); in.Email != "" {
		in.Email = f.checkEmail(in.Email)
	}
	if err := f.err(); err != nil {
		return "", err
	}
	token = auth.NewToken()
	err = s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdMember(ctx, v.ID); err != nil { // two invitations at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.CanInvite(in.Role) {
			return forbidden("Only administrators invite staff; moderators invite members.")
		}
		now := s.now()
		var open int64
		err = s.one(ctx, &open, `SELECT COUNT(*) FROM invitations WHERE inviter_id = ? AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?`, v.ID, now)
		if err != nil {
			return err
		}
		if open >= invitationsMax {
			return conflict("You have %d invitations open, which is the most. Take some back first.", open)
		}
		row := Invitation{
			TokenHash: auth.HashToken(token), Email: in.Email, Role: in.Role, InviterID: v.ID, CreatedAt: now,
			ExpiresAt: now.Add(time.Duration(in.Days) * 24 * time.Hour),
		}
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "invitation.made", Kind: "invitation", ID: row.ID, After: string(in.Role)})
	})
	return token, wrap(err, "invite somebody")
}

// Invitations lists them, the newest first; for moderators.
func (s *Store) Invitations(ctx context.Context, v Viewer) ([]InvitationLine, error) {
	if err := v.judgesJoining(); err != nil {
		return nil, err
	}
	var list []InvitationLine
	err := s.list(ctx, &list, `SELECT i.*, b.id AS by_id, b.handle AS by_handle, b.name AS by_name, b.role AS by_role, b.status AS by_status,
			g.id AS for_id, g.handle AS for_handle, g.name AS for_name, g.role AS for_role, g.status AS for_status
		FROM invitations i
		JOIN members b ON b.id = i.inviter_id
		LEFT JOIN members g ON g.id = i.used_by
		ORDER BY i.id DESC
		LIMIT 100`)
	return list, wrap(err, "list invitations")
}

// RevokeInvitation ends a link before somebody came; for whoever made it, and for administrators.
func (s *Store) RevokeInvitation(ctx context.Context, v Viewer, id int64) error {
	if err := v.judgesJoining(); err != nil {
		return err
	}
	err := s.InTx(ctx, func(s *Store) error {
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if err := v.judgesJoining(); err != nil {
			return err
		}
		var i Invitation
		if err := s.one(ctx, &i, `SELECT * FROM invitations WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
			return err
		}
		switch {
		case i.InviterID != v.ID && !v.Administrator():
			return forbidden("Only whoever invited, and administrators, take an invitation back.")
		case i.UsedAt != nil:
			return conflict("Somebody has come by this invitation already.")
		case i.RevokedAt != nil:
			return nil
		}
		if _, err := s.exec(ctx, `UPDATE invitations SET revoked_at = ? WHERE id = ?`, s.now(), id); err != nil {
			return err
		}
		return s.audit(ctx, v, auditEntry{Action: "invitation.revoked", Kind: "invitation", ID: id})
	})
	return wrap(err, "revoke invitation %d", id)
}

// InvitationByToken is a link that works, for whoever has it; Gone for one that does not, whether it ever did or not.
// It dies with its inviter's right to make it.
func (s *Store) InvitationByToken(ctx context.Context, token string) (InvitationLine, error) {
	var i InvitationLine
	err := s.one(ctx, &i, `SELECT i.*, b.id AS by_id, b.handle AS by_handle, b.name AS by_name, b.role AS by_role, b.status AS by_status
		FROM invitations i JOIN members b ON b.id = i.inviter_id WHERE i.token_hash = ?`, auth.HashToken(token))
	dead := gone("This invitation was used or taken back, or its time is over. Ask for a new one.")
	if KindOf(err) == NotFound {
		return i, dead
	}
	if err != nil {
		return i, wrap(err, "find an invitation")
	}
	inviter := Viewer{ID: i.Inviter.ID, Role: i.Inviter.Role}
	if !i.Open(s.now()) || i.Inviter.Status != MemberActive || !inviter.CanInvite(i.Role) {
		return i, dead
	}
	return i, nil
}

// AcceptInvitation makes the account of whoever was invited, with the role of the invitation, and signs it in. Of two
// who come by one link at the same moment one succeeds; the other is Gone.
func (s *Store) AcceptInvitation(ctx context.Context, token string, in JoinInput) (SignedIn, error) {
	i, err := s.InvitationByToken(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	m, _, err := s.checkJoin(ctx, in, i.Role, JoinOpen, JoinApproval, JoinInvitation)
	if err != nil {
		return SignedIn{}, err
	}
	if i.Email != "" && EmailKey(i.Email) != m.EmailKey {
		return SignedIn{}, invalid("email", "This invitation is for another address. Use the one that you were invited by.")
	}
	return s.makeAccount(ctx, m, in, func(s *Store, id int64) error {
		if _, err := s.InvitationByToken(ctx, token); err != nil {
			return err
		}
		n, err := s.exec(ctx, `UPDATE invitations SET used_at = ?, used_by = ? WHERE id = ? AND used_at IS NULL AND revoked_at IS NULL`, s.now(), id, i.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return gone("This invitation was used or taken back a moment ago. Ask for a new one.")
		}
		return s.audit(ctx, Viewer{ID: id, Address: in.Address}, auditEntry{Action: "invitation.accepted", Kind: "invitation", ID: i.ID, After: string(i.Role)})
	})
}
