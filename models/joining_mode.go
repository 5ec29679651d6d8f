package models

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// JoiningMode says how people become members.
type JoiningMode string

// The ways in.
const (
	JoinOpen       JoiningMode = "open"       // anybody, at once
	JoinApproval   JoiningMode = "approval"   // whom a moderator lets in
	JoinInvitation JoiningMode = "invitation" // whom staff invited
	JoinClosed     JoiningMode = "closed"     // nobody
)

// JoiningModes lists them, the widest door first.
var JoiningModes = []JoiningMode{JoinOpen, JoinApproval, JoinInvitation, JoinClosed}

// ParseJoiningMode refuses anything that is no way in.
func ParseJoiningMode(s string) (JoiningMode, error) {
	if m := JoiningMode(s); slices.Contains(JoiningModes, m) {
		return m, nil
	}
	return "", fmt.Errorf("nobody can join by %q", s)
}

const mailDomainsMost = 50

var mailDomain = regexp.MustCompile(`^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$`)

// checkMailDomains reads a list of domains, one a line or by commas; an empty list lets all addresses in.
func (f fieldErrors) checkMailDomains(text string) string {
	var list []string
	for _, d := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(", \t\r\n;", r) }) {
		d = strings.TrimPrefix(d, "@")
		if !mailDomain.MatchString(d) {
			f.add("mail_domains", "%q is no domain. example.org is one.", d)
		}
		if !slices.Contains(list, d) {
			list = append(list, d)
		}
	}
	if len(list) > mailDomainsMost {
		f.add("mail_domains", "List at most %d domains.", mailDomainsMost)
	}
	return strings.Join(list, "\n")
}

// checkJoin checks what somebody typed to join: Forbidden where the community has none of the doors that the form is
// for, before anything is said of what was typed. Who is invited comes from any mail domain.
func (s *Store) checkJoin(ctx context.Context, in JoinInput, role Role, doors ...JoiningMode) (Member, Site, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return Member{}, Site{}, err
	}
	site := d.Site
	if err := site.refuseDoor(doors...); err != nil {
		return Member{}, Site{}, err
	}
	f := fieldErrors{}
	m := s.newMember(MemberInput{Handle: in.Handle, Name: in.Name, Email: in.Email, Role: role}, f)
	f.checkOwnName(in.Name)
	f.checkNewPassword(in.Password, m, site)
	_, domain, _ := strings.Cut(m.EmailKey, "@")
	invited := slices.Contains(doors, JoinInvitation)
	if !invited && len(site.MailDomains) > 0 && !slices.Contains(site.MailDomains, domain) {
		f.add("email", "Only addresses of %s can join here. With an invitation any address can.", strings.Join(site.MailDomains, ", "))
	}
	if err := s.refuseLikeStaff(ctx, f, m.Handle); err != nil {
		return Member{}, Site{}, err
	}
	if site.MinimumAge > 0 && !in.OldEnough {
		f.add("old_enough", "Only people of %d or older may join %s. Tick this if you are.", site.MinimumAge, site.Name)
	}
	return m, site, f.err()
}

// refuseDoor refuses whoever comes to a door that is shut.
func (site Site) refuseDoor(wanted ...JoiningMode) error {
	switch {
	case site.Crisis.Joining:
		return forbidden("%s takes no new members for the moment. Come back later; everything public can be read without an account.", site.Name)
	case slices.Contains(wanted, site.Mode):
		return nil
	case site.Mode == JoinOpen:
		return forbidden("Anybody can join %s at once. Use the form.", site.Name)
	case site.Mode == JoinInvitation:
		return forbidden("%s is joined by invitation. Everything public can be read without an account.", site.Name)
	case site.Mode == JoinApproval:
		return forbidden("%s lets people in one by one. Ask to join with the form.", site.Name)
	}
	return forbidden("%s takes no new members at the moment. Everything public can be read without an account.", site.Name)
}

// Door says why nobody can join by the form at present; nil where somebody can, or can ask to.
func (site Site) Door() error { return site.refuseDoor(JoinOpen, JoinApproval) }
