package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Typeface is which of the letters that come with the program the pages are set in.
type Typeface string

// Typefaces lists every choice, the usual one first: a serif for reading with a sans for the rest, or one of them alone.
var Typefaces = []Typeface{TypefaceMagazine, TypefacePlain, TypefaceBook}

const (
	TypefaceMagazine Typeface = "magazine"
	TypefacePlain    Typeface = "plain"
	TypefaceBook     Typeface = "book"
)

// Corners is how round buttons, pictures and boxes are.
type Corners string

// CornersList lists every choice, the sharpest first.
var CornersList = []Corners{CornersSquare, CornersSoft, CornersRound}

const (
	CornersSquare Corners = "square"
	CornersSoft   Corners = "soft"
	CornersRound  Corners = "round"
)

// FooterLink is one of the brand's own links at the foot of every page. Href is a path here or a whole address.
type FooterLink struct{ Label, Href string }

// FooterLinksMost is how many there may be.
const FooterLinksMost = 6

// Look is a version of how the community presents itself. All its values can be compared with ==.
type Look struct {
	Version  int64
	Name     string
	Tagline  string
	HostLine string
	HostURL  string // where the credit line leads; empty: nowhere
	Accent   string // "#1a2b3c", as it was asked for; empty: the program's own
	Typeface Typeface
	Corners  Corners
	Footer   string // see Links
	// Logo, LogoDark and Icon are what files are kept under, or nothing: on light pages and wherever no other is
	// chosen, on dark ones, and for the icons of browsers.
	Logo           string
	LogoWidth      int64
	LogoHeight     int64
	LogoDark       string
	LogoDarkWidth  int64
	LogoDarkHeight int64
	Icon           string
	AuthorID       *int64
	CreatedAt      time.Time
}

// Links are the footer's links, as they are stored: one a line, the label first.
func (l Look) Links() []FooterLink {
	var list []FooterLink
	for line := range strings.Lines(l.Footer) {
		label, href, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		list = append(list, FooterLink{label, href})
	}
	return list
}

func footerText(list []FooterLink) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteString(l.Label + "\t" + l.Href + "\n")
	}
	return b.String()
}

// firstLook is how a community looks that nobody changed.
func firstLook(site Site) Look {
	return Look{Version: 1, Name: site.Name, Tagline: site.Tagline, HostLine: site.HostLine, Typeface: TypefaceMagazine, Corners: CornersSoft}
}

// readLook reads the newest version. The settings have the last word on what stands in both.
func (s *Store) readLook(ctx context.Context, site Site) (Look, error) {
	l := firstLook(site)
	var stored []Look
	if err := s.list(ctx, &stored, `SELECT * FROM looks ORDER BY version DESC LIMIT 1`); err != nil {
		return Look{}, fmt.Errorf("read look: %w", err)
	}
	if len(stored) == 1 {
		l = stored[0]
		l.Name, l.Tagline, l.HostLine = site.Name, site.Tagline, site.HostLine
	}
	return l, nil
}

// LookVersion is a version with who made it.
type LookVersion struct {
	Look
	Author *Person // nil: from before anybody changed it, or by somebody who left
}

const looksShown = 20

// Looks lists the last versions, the newest first; for administrators. Empty until the first change.
func (s *Store) Looks(ctx context.Context, v Viewer) ([]LookVersion, error) {
	if !v.Administrator() {
		return nil, forbidden(lookIsAdministrators)
	}
	var stored []Look
	if err := s.list(ctx, &stored, `SELECT * FROM looks ORDER BY version DESC LIMIT ?`, looksShown); err != nil {
		return nil, fmt.Errorf("list looks: %w", err)
	}
	var ids []int64
	for _, l := range stored {
		if l.AuthorID != nil {
			ids = append(ids, *l.AuthorID)
		}
	}
	var people []Person
	if len(ids) > 0 {
		err := s.list(ctx, &people, `SELECT id, handle, name, role, status FROM members WHERE id IN ? AND status <> 'erased' ORDER BY id`, ids)
		if err != nil {
			return nil, fmt.Errorf("list who changed the look: %w", err)
		}
	}
	var list []LookVersion
	for _, l := range stored {
		one := LookVersion{Look: l}
		if i := slices.IndexFunc(people, func(p Person) bool { return l.AuthorID != nil && p.ID == *l.AuthorID }); i >= 0 {
			one.Author = &people[i]
		}
		list = append(list, one)
	}
	return list, nil
}
