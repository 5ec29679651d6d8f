package models

import (
	"strings"
	"time"
)

const (
	// DraftsMax is how many drafts a member may keep.
	DraftsMax = 100
	// DraftUndo is how long a deleted draft can be brought back.
	DraftUndo = time.Hour
	// a draft holds what cannot be posted yet: its lines may be longer than those of a thread
	draftLineMax   = 1_000
	draftFieldsMax = 12_000
)

// Draft is a text that its author has not sent yet: of a new thread, of a reply where ThreadID is set, of an
// edit where PostID is. Nobody else ever sees it.
type Draft struct {
	ID         int64
	MemberID   int64
	DraftKey   string
	Kind       string
	Topic      string // slug
	ThreadID   *int64
	PostID     *int64
	ReplyTo    *int64
	Title      string
	Body       string
	Tags       string
	Standfirst string
	Cover      string
	CoverAlt   string
	Fields     string // what its form holds besides, as a query string
	// PostVersion is the version of the post that an edit began from: saving compares with it, however long the
	// draft lay.
	PostVersion int64
	Version     int64
	UpdatedAt   time.Time
	DeletedAt   *time.Time
}

// DraftInput is what a form saves of itself. Version is the one the device last saw, 0 for a new draft.
type DraftInput struct {
	Key        string
	Kind       string
	Topic      string
	ThreadID   int64 // 0: none
	PostID     int64
	ReplyTo    int64
	Title      string
	Body       string
	Tags       string
	Standfirst string
	Cover      string
	CoverAlt   string
	Fields     string
	// PostVersion is the version of the post that the form of an edit showed; 0: the one there is.
	PostVersion int64
	Version     int64
}

// DraftDecision is the kind of the draft of a decision: it is gone on with in the console.
const DraftDecision = "decision"

// DraftView is a draft in its author's list, with the thread it belongs to.
type DraftView struct {
	Draft       `gorm:"embedded"`
	ThreadTitle string
	ThreadSlug  string
	PostNumber  int64 // of the post that an edit is for
}

// Empty reports whether there is nothing to keep.
func (d Draft) Empty() bool {
	return strings.TrimSpace(d.Title+d.Body+d.Tags+d.Standfirst+d.CoverAlt+d.Fields) == ""
}

// sameText reports whether both say the same, whatever their versions.
func (d Draft) sameText(o Draft) bool {
	return d.Kind == o.Kind && d.Topic == o.Topic && d.Title == o.Title && d.Body == o.Body && d.Tags == o.Tags &&
		d.Standfirst == o.Standfirst && d.Cover == o.Cover && d.CoverAlt == o.CoverAlt && d.Fields == o.Fields &&
		optional(d.ReplyTo) == optional(o.ReplyTo)
}

// check cleans a draft: only what cannot be stored is refused, since it is not finished.
func (in DraftInput) check() (Draft, error) {
	f := fieldErrors{}
	d := Draft{
		DraftKey:   f.checkLine("draft_key", in.Key, "The key", 1, draftKeyMax),
		Kind:       f.checkLine("kind", in.Kind, "The kind", 0, tagMax),
		Topic:      f.checkLine("topic", in.Topic, "The topic", 0, topicSlugMax),
		Title:      f.checkLine("title", in.Title, "The title", 0, draftLineMax),
		Body:       f.checkText("body", in.Body, "The text", 0, storyMax),
		Tags:       f.checkLine("tags", in.Tags, "The list of tags", 0, draftLineMax),
		Standfirst: f.checkLine("standfirst", in.Standfirst, "The standfirst", 0, draftLineMax),
		Cover:      f.checkCover(in.Cover),
		CoverAlt:   f.checkLine("cover_alt", in.CoverAlt, "The description of the cover", 0, draftLineMax),
		Fields:     f.checkLine("fields", in.Fields, "The rest of the form", 0, draftFieldsMax),
		ThreadID:   given(in.ThreadID), PostID: given(in.PostID), ReplyTo: given(in.ReplyTo),
	}
	if d.PostID != nil {
		d.PostVersion = max(0, in.PostVersion)
	}
	return d, f.err()
}

// EditDraftKey is the key under which the draft of an edit is kept: one a post, on every device.
func EditDraftKey(postID int64) string { return "edit" + PostPrefix(postID) }

func given(id int64) *int64 {
	if id <= 0 {
		return nil
	}
	return &id
}

func optional(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}
