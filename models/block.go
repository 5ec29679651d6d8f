package models

import (
	"slices"
	"time"
)

// Somebody who blocks another reads nothing of what they write, and is told nothing that they cause; somebody who
// mutes a person, a topic or a thread finds it where they look for it, and is told nothing of it but what is owed. Neither changes
// anything for anybody else, and nobody is told. What staff put on the record stays: nobody hides an answer.

// blocksMost bounds how many people one member blocks, mutesMost what one member mutes.
const (
	blocksMost = 500
	mutesMost  = 1_000
)

// Blocks reports whether the viewer blocked the member.
func (v Viewer) Blocks(memberID int64) bool { return slices.Contains(v.Blocked, memberID) }

// SeeingAll is the viewer without their blocks: at work, in the console, everything is read.
func (v Viewer) SeeingAll() Viewer {
	v.Blocked = nil
	return v
}

// Revealing is the viewer as they look once at a post, by its number in the thread they read, whoever wrote it.
func (v Viewer) Revealing(number int64) Viewer {
	v.revealed = number
	return v
}

// HidesThread reports whether the viewer blocked whoever began the thread, and does not look at it once.
func (v Viewer) HidesThread(th Thread) bool {
	return v.Blocks(th.AuthorID) && th.Kind != KindConsultation && v.revealed != 1
}

// OnRecord reports whether a post of the thread is the company's word, which nobody can hide from themselves: the
// official answer, and what staff say on a suggestion or a consultation.
func (t Thread) OnRecord(p Post) bool {
	official := t.OfficialPostID != nil && *t.OfficialPostID == p.ID
	return official || p.Employer != "" && (t.Kind == KindSuggestion || t.Kind == KindConsultation)
}

// onRecord is the SQL twin of OnRecord for a post p.
const onRecord = `(SELECT CASE WHEN r.official_post_id = p.id OR (p.employer <> '' AND r.kind IN ('suggestion', 'consultation')) THEN 1 ELSE 0 END
	FROM threads r WHERE r.id = p.thread_id) = 1`

// withoutBlocked leaves out of a list what people wrote whom the viewer blocked; each column is of a member's id. It
// begins with AND, or is empty for those who block nobody.
func (v Viewer) withoutBlocked(columns ...string) (where string, args []any) {
	if len(v.Blocked) == 0 {
		return "", nil
	}
	for _, c := range columns {
		where, args = where+` AND `+c+` NOT IN ?`, append(args, v.Blocked)
	}
	return where, args
}

// withoutBlockedThreads is the SQL twin of HidesThread for a list of threads t.
func (v Viewer) withoutBlockedThreads() (where string, args []any) {
	if len(v.Blocked) == 0 {
		return "", nil
	}
	return ` AND (t.author_id NOT IN ? OR t.kind = 'consultation')`, []any{v.Blocked}
}

// withoutBlockedNames does not name in a list who spoke last in a thread, where the viewer blocked them.
func (v Viewer) withoutBlockedNames(items []ThreadItem) []ThreadItem {
	for i := range items {
		if v.Blocks(items[i].LastAuthor.ID) {
			items[i].LastAuthor = Person{}
		}
	}
	return items
}

// withoutMuted leaves out of a list of threads t what the viewer muted; their own threads stay.
func (v Viewer) withoutMuted() (where string, args []any) {
	if !v.Mutes {
		return "", nil
	}
	return ` AND (t.author_id = ? OR NOT EXISTS (SELECT 1 FROM mutes u WHERE u.member_id = ?
		AND (u.thread_id = t.id OR u.topic_id = t.topic_id OR u.person_id = t.author_id)))`, []any{v.ID, v.ID}
}

// MuteSubject is what a mute is about.
type MuteSubject string

const (
	MutePerson MuteSubject = "person"
	MuteTopic  MuteSubject = "topic"
	MuteThread MuteSubject = "thread"
)

// MuteSubjects lists all there are.
var MuteSubjects = []MuteSubject{MutePerson, MuteTopic, MuteThread}

// BlockView is one of the viewer's blocks.
type BlockView struct {
	Person    Person `gorm:"embedded;embeddedPrefix:by_"`
	CreatedAt time.Time
}

// MuteView is one of the viewer's mutes: of a person, or of a topic or thread by its names.
type MuteView struct {
	ID          int64
	Person      Person `gorm:"embedded;embeddedPrefix:by_"` // ID 0: it is none of a person
	TopicSlug   string
	TopicName   string
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	CreatedAt   time.Time
}

// Subject is what the mute is about.
func (m MuteView) Subject() MuteSubject {
	switch {
	case m.Person.ID != 0:
		return MutePerson
	case m.ThreadID != 0:
		return MuteThread
	}
	return MuteTopic
}

// Quiet is what a member keeps away from themselves, and whether they keep what they do from others.
type Quiet struct {
	Blocks         []BlockView // the latest first
	Mutes          []MuteView
	ActivityHidden bool
}

// CanSeeActivity reports whether the viewer may see together what a member wrote here and there: not where the member
// hides it, unless it is their own, or the viewer has to work with it.
func (v Viewer) CanSeeActivity(m Member) bool {
	return !m.ActivityHidden || v.Staff() || v.SignedIn() && v.ID == m.ID
}

// activityOf is the SQL twin of CanSeeActivity for an author's column; it begins with AND.
func (v Viewer) activityOf(column string) (where string, args []any) {
	if v.Staff() {
		return "", nil
	}
	return ` AND (` + column + ` = ? OR NOT EXISTS (SELECT 1 FROM members h WHERE h.id = ` + column + ` AND h.activity_hidden))`, []any{v.ID}
}
