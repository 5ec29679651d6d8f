package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/commonthread/commonthread/internal/auth"
)

// JoinInput is somebody making their own account, from a browser.
type JoinInput struct {
	Handle, Name, Email, Password string
	Address, UserAgent, OldToken  string
	OldEnough                     bool  // they say that they have the minimum age
	House                         int64 // the HouseAsks that the form showed: what they accept by joining
}

// Join makes a member's account and signs it in. Forbidden while joining is closed; Invalid with the fields;
// a taken address is refused in the words of an unusable one.
func (s *Store) Join(ctx context.Context, in JoinInput) (SignedIn, error) {
	m, _, err := s.checkJoin(ctx, in, RoleMember, JoinOpen)
	if err != nil {
		return SignedIn{}, err
	}
	return s.makeAccount(ctx, m, in, nil)
}

// makeAccount stores an account of somebody who may have one, and signs it in. What goes with it in the same
// transaction is the caller's.
func (s *Store) makeAccount(ctx context.Context, m Member, in JoinInput, with func(s *Store, id int64) error) (SignedIn, error) {
	if err := s.countAlone(ctx, joinsByAddress, countKey(LimitKey(in.Address))); err != nil {
		return SignedIn{}, err
	}
	hash, err := s.hashPassword(ctx, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	m.PasswordHash = hash
	out := SignedIn{Token: auth.NewToken()}
	err = s.InTx(ctx, func(s *Store) error {
		m.ID = 0
		if err := s.insertMember(ctx, &m); err != nil {
			return err
		}
		if with != nil {
			if err := with(s, m.ID); err != nil {
				return err
			}
		}
		if m.AcceptedHouse, err = s.storeAcceptance(ctx, m.ID, in.House, s.now()); err != nil {
			return err
		}
		if err := s.rememberPlace(ctx, m.ID, in.Address); err != nil {
			return err
		}
		out.Viewer, out.MaxAge, err = s.startSession(ctx, m, out.Token, SignInInput{
			Credentials: Credentials{Address: in.Address}, UserAgent: in.UserAgent, OldToken: in.OldToken,
		})
		return err
	})
	if err != nil {
		return SignedIn{}, fmt.Errorf("join: %w", err)
	}
	return out, nil
}

// officeNames are what nobody may call themselves who was not given that role.
var officeNames = []string{"admin", "administrator", "moderator", "staff", "support", "official", "system", "former member"}

// checkOwnName holds a name that somebody gives themselves to more than its length: no invisible characters,
// something to read, and no office.
func (f fieldErrors) checkOwnName(name string) {
	line, _ := cleanLine(name)
	plain := strings.ToLower(norm.NFKC.String(line))
	switch {
	case strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Cf, r) }):
		f.add("name", "The name holds characters that cannot be seen. Type it again.")
	case line != "" && !strings.ContainsFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		f.add("name", "A name has letters or digits in it.")
	case slices.Contains(officeNames, plain):
		f.add("name", "This name is reserved. Choose another.")
	}
}

// looks folds what people take for the same character in a handle.
var looks = strings.NewReplacer("0", "o", "1", "l", "i", "l", "3", "e", "5", "s", "rn", "m", "vv", "w", "_", "", "-", "")

// refuseLikeStaff refuses handles that could be mistaken for the program's own or for a member of staff's.
func (s *Store) refuseLikeStaff(ctx context.Context, f fieldErrors, handle string) error {
	taken := slices.Clone(reservedHandles)
	var staff []string
	if err := s.list(ctx, &staff, `SELECT handle FROM members WHERE role <> 'member'`); err != nil {
		return fmt.Errorf("list staff handles: %w", err)
	}
	for _, other := range append(taken, staff...) {
		if handle != other && looks.Replace(handle) == looks.Replace(other) {
			f.add("handle", "This handle looks like one that is reserved. Choose another.")
		}
	}
	return nil
}

// countAlone counts in a transaction of its own, before the costly part of a verb.
func (s *Store) countAlone(ctx context.Context, l limit, key string) error {
	return s.InTx(ctx, func(s *Store) error { return s.count(ctx, l, key) })
}
