package models

import (
	"fmt"
	"slices"
	"strings"
)

// Starters says who may start threads of a kind in a topic.
type Starters string

const (
	StartersEverybody  Starters = "everybody"  // every member who sees the topic
	StartersPublishers Starters = "publishers" // members who may publish, and staff
	StartersStaff      Starters = "staff"
)

// AllStarters lists all there are, widest first.
var AllStarters = []Starters{StartersEverybody, StartersPublishers, StartersStaff}

// ParseStarters refuses what it does not know.
func ParseStarters(s string) (Starters, error) {
	if slices.Contains(AllStarters, Starters(s)) {
		return Starters(s), nil
	}
	return "", fmt.Errorf("choose everybody, publishers or staff")
}

// usualStarters are those of a kind where a topic says nothing else: stories are for those who were invited to.
func usualStarters(k Kind) Starters {
	if k == KindStory {
		return StartersPublishers
	}
	return StartersEverybody
}

// StartersOf says who may start threads of the kind here.
func (t Topic) StartersOf(k Kind) Starters {
	for part := range strings.SplitSeq(t.Starters, ",") {
		if kind, who, ok := strings.Cut(part, ":"); ok && Kind(kind) == k {
			return Starters(who)
		}
	}
	return usualStarters(k)
}

// startsHere reports whether the viewer is among those who may start the kind in the topic.
func (v Viewer) startsHere(k Kind, t Topic) bool {
	switch t.StartersOf(k) {
	case StartersStaff:
		return v.Staff()
	case StartersPublishers:
		return v.CanPublish()
	}
	return v.SignedIn()
}

// checkStarters reads "kind:who" with commas between them, and keeps what is not usual, in the order of the kinds.
func (f fieldErrors) checkStarters(list string) string {
	chosen := map[Kind]Starters{}
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, who, _ := strings.Cut(part, ":")
		kind, err := ParseKind(name)
		if err != nil {
			f.add("starters", "There is no kind “%s”: %s.", name, err)
			continue
		}
		if chosen[kind], err = ParseStarters(who); err != nil {
			f.add("starters", "Who may start a %s: %s.", kind, err)
		}
		if kind == KindStory && chosen[kind] == StartersEverybody {
			f.add("starters", "Stories are started by those who may publish, or by staff alone.")
		}
	}
	var parts []string
	for _, k := range OpenKinds {
		if who, ok := chosen[k]; ok && who != usualStarters(k) {
			parts = append(parts, string(k)+":"+string(who))
		}
	}
	return strings.Join(parts, ",")
}
