package ui

import (
	"strings"

	"github.com/commonthread/commonthread/views/links"
)

// Person is somebody as shown beside what they wrote.
type Person struct {
	Handle   string
	Name     string
	Face     string // the key of a face of their own; empty: the drawn one
	Employer string // the label kept on what staff wrote; empty for members
	Then     bool   // the employer was theirs then and is not now
	Host     bool   // hosts the topic this stands in
	New      bool   // joined lately: shown as a welcome, never as a rank
	Former   bool   // the account was erased: no page, no face
}

// label is the words beside the name that say in which role they speak.
func (p Person) label() string {
	switch {
	case p.Employer != "" && p.Then:
		return "then at " + p.Employer
	case p.Employer != "":
		return p.Employer
	case p.Host:
		return "Host"
	}
	return ""
}

// labelMeaning is what the label says to somebody who wonders.
func (p Person) labelMeaning() string {
	switch {
	case p.Employer != "" && p.Then:
		return p.Name + " worked at " + p.Employer + " when writing this"
	case p.Employer != "":
		return p.Name + " works at " + p.Employer
	case p.Host:
		return p.Name + " is a host of this topic"
	}
	return ""
}

// Initial is the letter on the face of somebody whose picture cannot be shown.
func (p Person) Initial() string {
	for _, r := range strings.TrimSpace(p.Name) {
		return strings.ToUpper(string(r))
	}
	return "·"
}

// FaceSize is one of three, so that the style sheet and the picture agree.
type FaceSize string

const (
	FaceSmall  FaceSize = "small"  // 24 px: beside a line of text
	FaceMedium FaceSize = "medium" // 44 px: beside a post
	FaceLarge  FaceSize = "large"  // 112 px: on a member's page
)

// faceSrc is the file that is sharp on a screen of two dots a pixel.
func (p Person) faceSrc(s FaceSize) string {
	switch {
	case p.Face == "":
		return links.Avatar(p.Handle)
	case s == FaceLarge:
		return links.Face(p.Face, "256.webp")
	}
	return links.Face(p.Face, "96.webp")
}

func (s FaceSize) pixels() string {
	switch s {
	case FaceLarge:
		return "112"
	case FaceMedium:
		return "44"
	}
	return "24"
}
