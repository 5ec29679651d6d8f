package models

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Visibility says who may see a topic and everything in it.
type Visibility string

const (
	VisiblePublic  Visibility = "public"
	VisibleMembers Visibility = "members"
	VisibleStaff   Visibility = "staff"
)

// Visibilities lists every visibility, widest first.
var Visibilities = []Visibility{VisiblePublic, VisibleMembers, VisibleStaff}

// ParseVisibility refuses anything that is not a visibility.
func ParseVisibility(s string) (Visibility, error) {
	for _, v := range Visibilities {
		if string(v) == s {
			return v, nil
		}
	}
	return "", fmt.Errorf("no visibility is called %q", s)
}

// openTo reports whether everybody who reads what the others may see may see this too.
func (v Visibility) openTo(others Visibility) bool {
	return slices.Index(Visibilities, v) <= slices.Index(Visibilities, others)
}

// Colours are the accents a topic may have; the style sheet defines each for light and dark.
var Colours = []string{"moss", "rust", "ocean", "plum", "ochre", "slate", "rose", "teal"}

// Topic is a subject with a front page of its own.
type Topic struct {
	ID           int64
	Slug         string
	Name         string
	Description  string
	PostingRules string
	Cover        string // a scene of the picture set, or an upload as CoverPicture reads it; empty: a plain one
	Colour       string
	Visibility   Visibility
	Kinds        string // the kinds that may be started here, comma separated
	Starters     string // who may start which of them, where it is not usual: see StartersOf
	Position     int64
	OwnerID      *int64
	ArchivedAt   *time.Time
	HoldFirst    bool // everybody's first post here waits for a moderator
	Version      int64
	CreatedAt    time.Time
}

// Allows reports whether threads of the kind may be started in the topic.
func (t Topic) Allows(k Kind) bool { return slices.Contains(t.KindList(), k) }

// KindList is Kinds as a list.
func (t Topic) KindList() []Kind {
	var kinds []Kind
	for k := range strings.SplitSeq(t.Kinds, ",") {
		if k != "" {
			kinds = append(kinds, Kind(k))
		}
	}
	return kinds
}

// Archived reports whether the topic is closed for good; it can still be read.
func (t Topic) Archived() bool { return t.ArchivedAt != nil }
