package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MemberView is a member as this viewer may see them: the handle, the name, what they wrote, and the fields
// that they opened to them.
type MemberView struct {
	Person
	Employer       string
	FormerEmployer string
	JoinedAt       time.Time
	Fields         []ProfileField // those that the viewer may read, in the order of ProfileFields
	Hosts          []TopicEntry   // topics they host that exist for the viewer
	ActivityHidden bool           // from this viewer, by the member
	Blocked, Muted bool           // by the viewer
	Mine           bool           // the viewer's own page; Fields still shows what everyone and members see
}

// CountContributions counts a member's posts, and the threads among them, that the viewer may see: what is written for
// fewer people moves no figure of theirs. Nothing of who hides their activity. The caller got the member from Member.
func (s *Store) CountContributions(ctx context.Context, v Viewer, m MemberView) (posts, threads int64, err error) {
	if m.ActivityHidden {
		return 0, 0, nil
	}
	var n struct{ Posts, Threads int64 }
	err = s.one(ctx, &n, `SELECT COUNT(*) AS posts, COUNT(CASE WHEN p.number = 1 THEN 1 END) AS threads
		FROM posts p JOIN threads t ON t.id = p.thread_id WHERE `+contributedPost, m.ID, v.Visibilities())
	return n.Posts, n.Threads, wrap(err, "count what %s wrote", m.Handle)
}

// Member finds a member for their page. Erased and unknown handles are NotFound. On their own page members see
// what other members would.
func (s *Store) Member(ctx context.Context, v Viewer, handle string) (MemberView, error) {
	var m Member
	if err := s.one(ctx, &m, `SELECT * FROM members WHERE handle = ? AND status <> 'erased'`, strings.ToLower(handle)); err != nil {
		return MemberView{}, fmt.Errorf("find member: %w", err)
	}
	view := MemberView{
		Person:   Person{ID: m.ID, Handle: m.Handle, Name: m.Name, Role: m.Role, Status: m.Status},
		Employer: m.Employer, FormerEmployer: m.FormerEmployer, JoinedAt: m.CreatedAt,
		Mine: v.SignedIn() && v.ID == m.ID,
	}
	view.ActivityHidden, view.Blocked = !v.CanSeeActivity(m), v.Blocks(m.ID)
	fields, err := s.profileFields(ctx, m.ID)
	if err != nil {
		return MemberView{}, err
	}
	if view.Muted, err = s.Muted(ctx, v, MutePerson, m.ID); err != nil {
		return MemberView{}, err
	}
	for _, f := range fields {
		if v.CanReadField(f) {
			view.Fields = append(view.Fields, f)
		}
	}
	slices.SortFunc(view.Fields, func(a, b ProfileField) int {
		return slices.Index(ProfileFields, a.Field) - slices.Index(ProfileFields, b.Field)
	})
	d, err := s.Directory(ctx)
	if err != nil {
		return MemberView{}, err
	}
	for _, t := range d.Topics(v) {
		if slices.ContainsFunc(t.Hosts, func(p Person) bool { return p.ID == m.ID }) {
			view.Hosts = append(view.Hosts, t)
		}
	}
	return view, nil
}

// CanReadField reports whether the viewer may read a profile field. Staff are no exception: what is for nobody
// is for nobody.
func (v Viewer) CanReadField(f ProfileField) bool {
	switch {
	case f.Value == "":
		return false
	case f.VisibleTo == AudienceEveryone:
		return true
	}
	return f.VisibleTo == AudienceMembers && v.SignedIn()
}

// suggestMost is how many members a completion offers.
const suggestMost = 8

// SuggestMembers lists active members whose handle or name begins with what was typed, for mentions. Signed-in
// members alone may ask, so that nobody harvests the directory; an empty prefix finds nobody.
func (s *Store) SuggestMembers(ctx context.Context, v Viewer, prefix string) ([]Person, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	prefix, ok := cleanLine(strings.TrimPrefix(prefix, "@"))
	if !ok || prefix == "" || runes(prefix) > nameMax {
		return nil, nil
	}
	pattern := escapeLike(prefix) + "%"
	var people []Person
	without, blocked := v.withoutBlocked(`id`)
	err := s.list(ctx, &people, `SELECT id, handle, name, role, status
		FROM members
		WHERE status = 'active' AND (handle `+s.db.Dialect.Like()+` ? ESCAPE '\' OR name `+s.db.Dialect.Like()+` ? ESCAPE '\')`+without+`
		ORDER BY handle
		LIMIT ?`, append(append([]any{pattern, pattern}, blocked...), suggestMost)...)
	if err != nil {
		return nil, fmt.Errorf("suggest members: %w", err)
	}
	return people, nil
}

// escapeLike makes typed text match itself alone in a LIKE with ESCAPE '\'.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
