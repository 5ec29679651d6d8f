package models

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Scope is what a token may do on behalf of its owner; a token never may more than its owner.
type Scope string

const (
	ScopeRead  Scope = "read"  // every token has it
	ScopeWrite Scope = "write" // change things
	ScopeStaff Scope = "staff" // act with the owner's role; without it a token acts for an ordinary member
)

// Scopes lists every scope, least first.
var Scopes = []Scope{ScopeRead, ScopeWrite, ScopeStaff}

// ParseScope refuses anything that is not a scope.
func ParseScope(s string) (Scope, error) {
	for _, known := range Scopes {
		if string(known) == s {
			return known, nil
		}
	}
	return "", fmt.Errorf("choose among read, write and staff")
}

// How a token was made. Those made with the password end with it.
const (
	tokenFromSettings = "settings"
	tokenFromPassword = "password"
)

const (
	// TokensMax is how many tokens a member may have.
	TokensMax    = 50
	tokenNameMax = 60
	// tokenDaysMost is the longest life that can be asked for; without a number of days it has no end.
	tokenDaysMost = 366
)

// Token lets a program act for a member. Only its hash is kept.
type Token struct {
	ID         int64
	MemberID   int64
	Name       string
	TokenHash  string
	Scopes     string // separated by a space
	Origin     string
	CreatedAt  time.Time
	LastUsedAt *time.Time
	ExpiresAt  *time.Time
}

// ScopeList is Scopes as a list.
func (t Token) ScopeList() []Scope {
	var scopes []Scope
	for s := range strings.FieldsSeq(t.Scopes) {
		scopes = append(scopes, Scope(s))
	}
	return scopes
}

// Allows reports whether the token has the scope.
func (t Token) Allows(s Scope) bool { return slices.Contains(t.ScopeList(), s) }

// Expired reports whether the token's time is over.
func (t Token) Expired(at time.Time) bool { return t.ExpiresAt != nil && !at.Before(*t.ExpiresAt) }

// FromPassword reports whether the token ends when its owner's password changes.
func (t Token) FromPassword() bool { return t.Origin == tokenFromPassword }

// TokenInput is a token as it is asked for.
type TokenInput struct {
	Name   string
	Scopes []string // what the owner is not entitled to is dropped
	Days   int64    // how long it lasts; 0: without end
}

// TokenMade is a fresh token. The text is nowhere else: the table keeps its hash.
type TokenMade struct {
	Text  string
	Token Token
}

// check returns the token that an input describes, for a member of the role.
func (in TokenInput) check(r Role, now time.Time) (Token, error) {
	f := fieldErrors{}
	t := Token{Name: f.checkLine("name", in.Name, "The name", 1, tokenNameMax), CreatedAt: now}
	wanted := map[Scope]bool{}
	for _, s := range in.Scopes {
		scope, err := ParseScope(s)
		if err != nil {
			f.add("scopes", "There is no scope “%s”: %s.", s, err)
		}
		wanted[scope] = scope != ScopeStaff || r.Staff()
	}
	if len(wanted) == 0 {
		f.add("scopes", "Choose what the token may do.")
	}
	var scopes []string
	for _, s := range Scopes {
		if wanted[s] || s == ScopeRead {
			scopes = append(scopes, string(s))
		}
	}
	t.Scopes = strings.Join(scopes, " ")
	switch {
	case in.Days < 0 || in.Days > tokenDaysMost:
		f.add("days", "A token lasts 1 to %d days, or without end.", tokenDaysMost)
	case in.Days > 0:
		ends := now.AddDate(0, 0, int(in.Days))
		t.ExpiresAt = &ends
	}
	return t, f.err()
}
