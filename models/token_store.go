package models

import (
	"context"
	"fmt"

	"github.com/commonthread/commonthread/internal/auth"
)

// CreateToken makes a token for the viewer, who is signed in at a browser: a token makes no other. Forbidden with
// a token; Invalid; Unauthenticated for a reader.
func (s *Store) CreateToken(ctx context.Context, v Viewer, in TokenInput) (TokenMade, error) {
	switch {
	case !v.SignedIn():
		return TokenMade{}, unauthenticated()
	case v.SessionID == 0:
		return TokenMade{}, forbidden("A token is made in the settings, or with the password.")
	}
	t, err := in.check(v.Role, s.now())
	if err != nil {
		return TokenMade{}, err
	}
	made := TokenMade{Text: auth.NewToken()}
	err = s.InTx(ctx, func(s *Store) error {
		m, err := s.holdMember(ctx, v.ID)
		if err != nil {
			return err
		}
		t.Origin = tokenFromSettings
		made.Token, err = s.storeToken(ctx, m, t, made.Text)
		return err
	})
	if err != nil {
		return TokenMade{}, fmt.Errorf("create token: %w", err)
	}
	return made, nil
}

// CreateTokenByPassword makes a token for who knows the password, through the limits on signing in. It ends when
// the password changes. Without scopes it gets all that its owner is entitled to. The viewer returned is its owner.
func (s *Store) CreateTokenByPassword(ctx context.Context, c Credentials, in TokenInput, r RequestKey) (TokenMade, Viewer, error) {
	proof, err := s.prove(ctx, c)
	if err != nil {
		return TokenMade{}, Viewer{}, err
	}
	if len(in.Scopes) == 0 {
		in.Scopes = []string{string(ScopeRead), string(ScopeWrite), string(ScopeStaff)}
	}
	made, v := TokenMade{}, Viewer{}
	err = s.InTx(ctx, func(s *Store) error {
		m, err := s.accept(ctx, proof)
		if err != nil {
			return err
		}
		if v, err = s.viewerOf(ctx, m); err != nil {
			return err
		}
		t, err := in.check(m.Role, s.now())
		if err != nil {
			return err
		}
		t.Origin = tokenFromPassword
		made, err = s.tokenOnce(ctx, v, m, t, r)
		return err
	})
	if err != nil {
		return TokenMade{}, Viewer{}, fmt.Errorf("create token: %w", err)
	}
	return made, v, nil
}

// tokenOnce makes a token, or repeats the one that was made for the same request, while it lives.
func (s *Store) tokenOnce(ctx context.Context, v Viewer, m Member, t Token, r RequestKey) (TokenMade, error) {
	done, err := s.claimRequest(ctx, v, r)
	if err != nil {
		return TokenMade{}, err
	}
	made := TokenMade{Text: auth.NewToken()}
	if done.ObjectID != 0 {
		if made.Text, err = auth.Unseal(r.Key, done.Sealed); err != nil {
			return TokenMade{}, err
		}
		err = s.one(ctx, &made.Token, `SELECT * FROM tokens WHERE id = ?`, done.ObjectID)
		if KindOf(err) == NotFound {
			err = gone("The token made for this request was taken back.")
		}
		return made, err
	}
	if made.Token, err = s.storeToken(ctx, m, t, made.Text); err != nil {
		return TokenMade{}, err
	}
	return made, s.recordRequest(ctx, v, r, made.Token.ID, made.Text)
}

// storeToken stores a token of a member whose row is held, so that their number stays exact.
func (s *Store) storeToken(ctx context.Context, m Member, t Token, text string) (Token, error) {
	var n int64
	err := s.one(ctx, &n, `SELECT COUNT(*) FROM tokens WHERE member_id = ? AND (expires_at IS NULL OR expires_at > ?)`, m.ID, s.now())
	if err != nil {
		return Token{}, fmt.Errorf("count tokens: %w", err)
	}
	if n >= TokensMax {
		return Token{}, invalid("name", "You have %d tokens already. Take one back first.", n)
	}
	t.ID, t.MemberID, t.TokenHash = 0, m.ID, auth.HashToken(text)
	if err := s.write(ctx).Create(&t).Error; err != nil {
		return Token{}, fmt.Errorf("insert token: %w", err)
	}
	return t, nil
}

// Tokens lists the viewer's own tokens that still work, the newest first.
func (s *Store) Tokens(ctx context.Context, v Viewer) ([]Token, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	var tokens []Token
	err := s.list(ctx, &tokens, `SELECT id, member_id, name, scopes, origin, created_at, last_used_at, expires_at
		FROM tokens
		WHERE member_id = ? AND (expires_at IS NULL OR expires_at > ?)
		ORDER BY id DESC`, v.ID, s.now())
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}

// RevokeToken ends one of the viewer's own tokens at once, on every node; anybody else's is NotFound.
func (s *Store) RevokeToken(ctx context.Context, v Viewer, id int64) error {
	if !v.SignedIn() {
		return unauthenticated()
	}
	return s.InTx(ctx, func(s *Store) error {
		n, err := s.exec(ctx, `DELETE FROM tokens WHERE id = ? AND member_id = ?`, id, v.ID)
		if err != nil {
			return fmt.Errorf("revoke token: %w", err)
		}
		if n == 0 {
			return notFound()
		}
		return nil
	})
}

// ViewerByToken finds for whom a token acts and what it may. Expired, revoked, and of a member who may not sign
// in: Unauthenticated. Without the staff scope the viewer is an ordinary member, whatever the owner's role.
func (s *Store) ViewerByToken(ctx context.Context, text, address string) (Viewer, Token, error) {
	var row struct {
		Member `gorm:"embedded"`
		Token  Token `gorm:"embedded;embeddedPrefix:token_"`
	}
	err := s.one(ctx, &row, `SELECT m.*, t.id AS token_id, t.name AS token_name, t.scopes AS token_scopes, t.origin AS token_origin,
			t.created_at AS token_created_at, t.last_used_at AS token_last_used_at, t.expires_at AS token_expires_at
		FROM tokens t
		JOIN members m ON m.id = t.member_id
		WHERE t.token_hash = ?`, auth.HashToken(text))
	if err != nil && KindOf(err) != NotFound {
		return Viewer{}, Token{}, fmt.Errorf("find token: %w", err)
	}
	now := s.now()
	if err != nil || row.Token.Expired(now) || !row.Member.Active(now) {
		return Viewer{}, Token{}, &Error{Kind: Unauthenticated, Message: "This token is not valid, or not any more."}
	}
	v, err := s.viewerOf(ctx, row.Member)
	if err != nil {
		return Viewer{}, Token{}, err
	}
	v.Address = address
	if !row.Token.Allows(ScopeStaff) {
		v.Role = RoleMember
	}
	if last := row.Token.LastUsedAt; last == nil || now.Sub(*last) > sessionTouch {
		// as with a session: a note that cannot be taken keeps nobody from reading
		_ = s.InTx(ctx, func(s *Store) error {
			_, err := s.exec(ctx, `UPDATE tokens SET last_used_at = ? WHERE id = ?`, now, row.Token.ID)
			return err
		})
	}
	return v, row.Token, nil
}
