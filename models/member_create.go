package models

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"
)

// MemberInput is what an account is made from.
type MemberInput struct {
	Handle   string
	Name     string
	Email    string
	Password string
	Role     Role   // RoleMember when empty
	Employer string // staff's label; empty: the community's StaffLabel
}

var (
	handlePattern = regexp.MustCompile(`^[a-z0-9_-]{3,30}$`)
	// an address as browsers check type=email, with a dot in the host so that mail can arrive
	emailPattern = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$`)
)

const emailMax = 254

// reservedHandles would be mistaken for the program, for staff or for an address.
var reservedHandles = []string{
	"admin", "administrator", "moderator", "mod", "staff", "support", "help", "official", "team", "system", "root",
	"me", "api", "new", "join", "login", "logout", "settings", "suggest", "console", "topics", "threads", "posts",
	"members", "member", "everyone", "here", "all", "anonymous", "guest", "former-member", "commonthread", "null", "undefined",
}

// EmailKey is the form in which addresses are compared: NFKC, lower case.
func EmailKey(email string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(email)))
}

func (f fieldErrors) checkHandle(handle string) string {
	handle = strings.TrimSpace(handle)
	switch {
	case handle == "":
		f.add("handle", "Choose a handle.")
	case !handlePattern.MatchString(handle):
		f.add("handle", "A handle has 3 to 30 of the letters a-z, digits, _ and -.")
	case slices.Contains(reservedHandles, handle) || strings.HasPrefix(handle, "former-"):
		f.add("handle", "This handle is reserved. Choose another.")
	}
	return handle
}

func (f fieldErrors) checkEmail(email string) string {
	email = strings.TrimSpace(email)
	if len(email) > emailMax || !emailPattern.MatchString(email) {
		f.add("email", "Give an e-mail address such as name@example.org.")
	}
	return email
}

// CreateMember makes an account. A taken handle is said openly, since handles are public; a taken address is
// refused in the same words as an unusable one, so that nobody learns who has an account.
func (s *Store) CreateMember(ctx context.Context, in MemberInput) (Member, error) {
	f := fieldErrors{}
	m := s.newMember(in, f)
	f.checkPassword(in.Password, m)
	if err := f.err(); err != nil {
		return Member{}, err
	}
	hash, err := s.hashPassword(ctx, in.Password)
	if err != nil {
		return Member{}, err
	}
	m.PasswordHash = hash
	err = s.InTx(ctx, func(s *Store) error { return s.insertMember(ctx, &m) })
	if err != nil {
		return Member{}, fmt.Errorf("create member: %w", err)
	}
	return m, nil
}

// newMember cleans an input; what is wrong with it is left in f.
func (s *Store) newMember(in MemberInput, f fieldErrors) Member {
	if in.Role == "" {
		in.Role = RoleMember
	}
	m := s.beginning(in.Role)
	m.Handle, m.Name = f.checkHandle(in.Handle), f.checkLine("name", in.Name, "The name", 1, nameMax)
	m.Email = f.checkEmail(in.Email)
	m.EmailKey = EmailKey(m.Email)
	m.Employer = f.checkLine("employer", in.Employer, "The employer", 0, nameMax)
	return m
}

// beginning is what is the same in every new account.
func (s *Store) beginning(r Role) Member {
	now := s.now()
	return Member{Role: r, Status: MemberActive, PresentTo: AudienceNobody, Version: 1, CreatedAt: now, CredentialsAt: now}
}

// refuseTaken refuses a handle that somebody has or had, and an address that somebody has.
func (s *Store) refuseTaken(ctx context.Context, m Member) error {
	var taken []struct{ Handle, EmailKey string }
	err := s.list(ctx, &taken, `SELECT handle, email_key FROM members WHERE handle = ? OR email_key = ?`, m.Handle, m.EmailKey)
	if err != nil {
		return fmt.Errorf("look for the same member: %w", err)
	}
	for _, t := range taken {
		if t.Handle == m.Handle {
			return invalid("handle", "Somebody has this handle already. Choose another.")
		}
	}
	var retired int64
	if err := s.one(ctx, &retired, `SELECT COUNT(*) FROM retired_handles WHERE handle_hash = ?`, handleHash(m.Handle)); err != nil {
		return fmt.Errorf("look for a retired handle: %w", err)
	}
	if retired > 0 {
		return invalid("handle", "This handle is reserved. Choose another.")
	}
	if len(taken) > 0 {
		return emailRefused()
	}
	return nil
}

func (s *Store) insertMember(ctx context.Context, m *Member) error {
	err := s.refuseTaken(ctx, *m)
	if err != nil {
		return err
	}
	if m.Employer, err = s.label(ctx, m.Role, m.Employer); err != nil {
		return err
	}
	err = s.write(ctx).Create(m).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return conflict("Somebody joined with this handle or address a moment ago. Choose another.")
	}
	return err
}

func emailRefused() error {
	return invalid("email", "This address cannot be used to join. If you have an account, sign in or ask for a new password.")
}
