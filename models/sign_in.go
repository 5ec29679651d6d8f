package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
)

// Credentials are what somebody shows to prove who they are.
type Credentials struct {
	Login    string // handle or e-mail address
	Password string
	Address  string // of the client, for limits
}

// SignInInput is a sign-in from a browser.
type SignInInput struct {
	Credentials
	UserAgent string
	OldToken  string // the session cookie the browser came with; that session ends
}

// SignedIn is a fresh session. The token is nowhere else: the table keeps its hash.
type SignedIn struct {
	Token  string
	MaxAge time.Duration
	Viewer Viewer
}

// wrongCredentials is one answer for an unknown name, a wrong password and an account that may not sign in,
// so that nobody learns who has an account.
func wrongCredentials() error {
	return &Error{Kind: Unauthenticated, Message: "This handle or address and this password do not go together."}
}

// SignIn starts a session; the token is always new, whatever the browser brought. Wrong credentials are
// Unauthenticated, too many tries TooMany.
func (s *Store) SignIn(ctx context.Context, in SignInInput) (SignedIn, error) {
	proof, err := s.prove(ctx, in.Credentials)
	if err != nil {
		return SignedIn{}, err
	}
	out := SignedIn{Token: auth.NewToken()}
	err = s.InTx(ctx, func(s *Store) error {
		m, err := s.accept(ctx, proof)
		if err != nil {
			return err
		}
		out.Viewer, out.MaxAge, err = s.startSession(ctx, m, out.Token, in)
		return err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("sign in: %w", err)
	}
	return out, nil
}

// proof is a verified password, not yet used.
type proof struct {
	member  Member
	address string
	counted []counted
}

type counted struct {
	limit limit
	key   string
}

// prove counts the try as a failure, then verifies the password, whoever the login names: the same work for
// every answer. It must not run inside a transaction. Whoever uses the proof calls accept in theirs.
func (s *Store) prove(ctx context.Context, c Credentials) (proof, error) {
	p, err := s.proveAnybody(ctx, c)
	if err == nil && !p.member.Active(s.now()) {
		return proof{}, wrongCredentials()
	}
	return p, err
}

// proveAnybody is prove for suspended accounts too.
func (s *Store) proveAnybody(ctx context.Context, c Credentials) (proof, error) {
	login := strings.ToLower(EmailKey(c.Login))
	var m Member
	err := s.one(ctx, &m, `SELECT * FROM members WHERE (email_key = ? OR handle = ?) AND status <> 'erased'`, login, login)
	known := err == nil
	if err != nil && KindOf(err) != NotFound {
		return proof{}, fmt.Errorf("find account: %w", err)
	}
	usual, err := s.atUsualPlace(ctx, m.ID, c.Address)
	if err != nil {
		return proof{}, err
	}
	p := proof{member: m, address: c.Address, counted: []counted{{signInsByAddress, countKey(LimitKey(c.Address))}}}
	if usual {
		p.counted = append(p.counted, counted{signInsAtUsual, countKey(login, LimitKey(c.Address))})
	} else {
		p.counted = append(p.counted, counted{signInsByAccount, countKey(login)})
	}
	err = s.InTx(ctx, func(s *Store) error {
		for _, n := range p.counted {
			if err := s.count(ctx, n.limit, n.key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return proof{}, err
	}
	hash, password := m.PasswordHash, c.Password
	if len(password) > passwordBytes {
		hash, password = "", ""
	}
	right, err := s.parts.Hasher.Verify(ctx, password, hash)
	if err != nil {
		return proof{}, s.notTried(ctx, err, p.counted...)
	}
	if !right || !known {
		return proof{}, wrongCredentials()
	}
	return p, nil
}

// accept reads the member again in the transaction that uses the proof, takes the counted failure back and
// remembers the place. A password changed meanwhile makes the proof worthless.
func (s *Store) accept(ctx context.Context, p proof) (Member, error) {
	m, err := s.holdMember(ctx, p.member.ID)
	if err != nil {
		return Member{}, err
	}
	if m.PasswordHash != p.member.PasswordHash || !m.Active(s.now()) {
		return Member{}, wrongCredentials()
	}
	if err := s.uncountAll(ctx, p.counted...); err != nil {
		return Member{}, err
	}
	return m, s.rememberPlace(ctx, m.ID, p.address)
}

// holdMember locks a member's row until the transaction ends.
func (s *Store) holdMember(ctx context.Context, id int64) (Member, error) {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE id = ?`+s.db.Dialect.ForUpdate(), id); err != nil {
		return Member{}, fmt.Errorf("hold member %d: %w", id, err)
	}
	return m, nil
}
