package models

import (
	"fmt"
	"time"
)

// Role is what a member may do everywhere; being host is a right per topic beside it.
type Role string

const (
	RoleMember        Role = "member"
	RoleContributor   Role = "contributor" // publishes stories, answers officially
	RoleModerator     Role = "moderator"   // also removes, locks, moves, suspends
	RoleAdministrator Role = "administrator"
)

// Roles lists every role, least first.
var Roles = []Role{RoleMember, RoleContributor, RoleModerator, RoleAdministrator}

// ParseRole refuses anything that is not a role.
func ParseRole(s string) (Role, error) {
	for _, r := range Roles {
		if string(r) == s {
			return r, nil
		}
	}
	return "", fmt.Errorf("no role is called %q", s)
}

// Rank orders roles; a reader's empty role ranks lowest.
func (r Role) Rank() int {
	for i, known := range Roles {
		if r == known {
			return i + 1
		}
	}
	return 0
}

// Staff reports whether the role belongs to the company.
func (r Role) Staff() bool { return r.Rank() >= RoleContributor.Rank() }

// MemberStatus says whether an account can be used.
type MemberStatus string

const (
	MemberActive    MemberStatus = "active"
	MemberSuspended MemberStatus = "suspended"
	MemberErased    MemberStatus = "erased" // the row stays so that what was said keeps an author: "former member"
)

// Member is an account. Email, PasswordHash and the suspension are never for a public surface.
type Member struct {
	ID               int64
	Handle           string
	Name             string
	Email            string
	EmailKey         string // the address as compared: NFKC, lower case
	PasswordHash     string
	Role             Role
	Employer         string // staff's label now
	FormerEmployer   string
	MayPublish       bool
	FourEyes         bool // their stories go out by the hand of another
	Status           MemberStatus
	SuspendedUntil   *time.Time
	SuspendedBecause string
	BlockCount       int64 // whom they blocked, and what they muted: see Quiet
	MuteCount        int64
	ActivityHidden   bool
	PresentTo        Audience // who is told their name while they read or write in a thread
	Restrictions     string   // see Restriction; they hold until RestrictedUntil
	RestrictedUntil  *time.Time
	PostCount        int64
	ThreadCount      int64
	Version          int64
	CreatedAt        time.Time
	LastSeenAt       *time.Time
	AcceptedHouse    int64     // see HousePage
	CredentialsAt    time.Time // when password or address last changed
}

// Active reports whether the member can sign in at that moment; a suspension with an end lapses by itself.
func (m Member) Active(at time.Time) bool {
	if m.Status == MemberSuspended && m.SuspendedUntil != nil {
		return !at.Before(*m.SuspendedUntil)
	}
	return m.Status == MemberActive
}

// FormerMember is the name shown for an erased account.
const FormerMember = "Former member"

// Person is a member as anyone may see them beside what they wrote.
type Person struct {
	ID     int64
	Handle string
	Name   string
	Role   Role
	Status MemberStatus
}

// Staff reports whether the person is staff now. What they wrote keeps its own employer label.
func (p Person) Staff() bool { return p.Role.Staff() }

// Former reports whether the account was erased; it then has no page and no face.
func (p Person) Former() bool { return p.Status == MemberErased }

// Audience says who may see a profile field.
type Audience string

const (
	AudienceNobody   Audience = "nobody" // the default
	AudienceMembers  Audience = "members"
	AudienceEveryone Audience = "everyone"
)

// Includes reports whether the audience takes in somebody who is a member or, as a reader, is not. The zero audience
// is nobody.
func (a Audience) Includes(member bool) bool {
	return a == AudienceEveryone || a == AudienceMembers && member
}

// Audiences lists every audience, least first.
var Audiences = []Audience{AudienceNobody, AudienceMembers, AudienceEveryone}

// ParseAudience refuses anything that is not an audience.
func ParseAudience(s string) (Audience, error) {
	for _, a := range Audiences {
		if string(a) == s {
			return a, nil
		}
	}
	return "", fmt.Errorf("nobody knows an audience called %q", s)
}
