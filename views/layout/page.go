package layout

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/views/ui"
)

// Page is what the frame needs to know of a page.
type Page struct {
	Title       string // without the community's name; empty on the front page
	Description string
	Canonical   string // absolute
	Prev, Next  string // addresses of the pages before and after, where there are any
	OpenGraph   OpenGraph
	JSONLD      JSONLD
	Feeds       []Feed
	Robots      string // "noindex" and the like; empty: nothing is said
	LastChanged time.Time

	Site   Site
	Viewer *Viewer // nil: a reader without an account
	Nav    []NavTopic
	Here   string // the address of the navigation entry to mark as current
	Return string // where signing in leads back to; empty: no link is made
	Query  string // what stands in the search box
	Flash  []Flash

	Banner    string      // what the community says on every page for a while
	ViewAs    ViewAs      // as whom a member of staff looks at the page
	House     []HouseLink // the community's own pages that are published
	HouseAsks string      // where the viewer is to accept what changed in them; empty: nothing did

	BodyClass string
	Colour    string // a topic's accent, from the closed list; empty: the community's
	Unopened  bool   // nobody has set the community up, so nothing leads anywhere yet
	Composer  bool   // whether the page has a composer, and loads its script
}

// Site is the community as its brand settings say.
type Site struct {
	Name       string
	Tagline    string
	HostLine   string // "Hosted by Larkmoor"
	HostURL    string
	Logo       Logo        // in place of the name; none: the name is set in letters
	LogoDark   Logo        // on dark pages; none: the same
	Icon       string      // of tabs
	IconType   string      // an SVG where empty
	TouchIcon  string      // of home screens
	BrandSheet string      // address of the brand's colours; empty: the ones of the style sheet
	Sans       bool        // nothing is set in the serif, so its file is not asked for early
	Links      []HouseLink // the brand's own, for the foot of the page
	Language   string      // of the pages; "en" where empty
}

// Logo is a picture that stands for the name.
type Logo struct {
	Src           string
	Width, Height int64
}

func (s Site) iconType() string {
	if s.IconType == "" {
		return "image/svg+xml"
	}
	return s.IconType
}

func (s Site) language() string {
	if s.Language == "" {
		return "en"
	}
	return s.Language
}

// Viewer is what the masthead says of the signed-in member.
type Viewer struct {
	Name   string
	Handle string
	Face   string // as ui.Person's
	Staff  bool
	// Notices is how many they have not read, Heard where their own channel stood then.
	Notices int64
	Heard   int64
	Theme   string // "light", "dark"; empty: as the device
}

func (v Viewer) person() ui.Person { return ui.Person{Name: v.Name, Handle: v.Handle, Face: v.Face} }

// bell is what the bell says to those who hear it.
func (v Viewer) bell() string {
	if v.Notices == 0 {
		return "Notices"
	}
	return "Notices, " + ui.Number(v.Notices) + " unread"
}

// bellCount is the number on the bell, which has little room.
func (v Viewer) bellCount() string {
	if v.Notices > 99 {
		return "99+"
	}
	return ui.Number(v.Notices)
}

// NavTopic is a topic in the navigation.
type NavTopic struct{ Name, Slug, Colour string }

// HouseLink is one of the community's own pages.
type HouseLink struct{ Label, Href string }

// Feed is an Atom feed that belongs to the page.
type Feed struct{ Title, Href string }

// Flash is said once, on top of the page after a form.
type Flash struct {
	Kind ui.NoticeKind
	Text string
}

// OpenGraph is how a link to the page looks elsewhere. Title and description
// are the page's own.
type OpenGraph struct {
	Type     string // "website" where empty
	Image    string // absolute
	ImageAlt string
	Small    bool // the picture is a sign and no scene
}

func (o OpenGraph) card() string {
	if o.Small {
		return "summary"
	}
	return "summary_large_image"
}

func (o OpenGraph) kind() string {
	if o.Type == "" {
		return "website"
	}
	return o.Type
}

// JSONLD is structured data, encoded so that nothing in it can end the element
// it stands in. The zero value draws nothing.
type JSONLD struct{ encoded string }

// NewJSONLD encodes v; "<", ">" and "&" become escapes.
func NewJSONLD(v any) (JSONLD, error) {
	encoded, err := json.Marshal(v)
	if err != nil {
		return JSONLD{}, fmt.Errorf("encode structured data: %w", err)
	}
	return JSONLD{encoded: string(encoded)}, nil
}

func (j JSONLD) element() string {
	return `<script type="application/ld+json">` + j.encoded + `</script>`
}

// heading is the whole of <title>.
func (p Page) heading() string {
	switch {
	case p.Title == "" && p.Site.Tagline != "":
		return p.Site.Name + " – " + p.Site.Tagline
	case p.Title == "" || p.Title == p.Site.Name:
		return p.Site.Name
	}
	return p.Title + " · " + p.Site.Name
}

func (p Page) ogTitle() string {
	if p.Title == "" {
		return p.Site.Name
	}
	return p.Title
}

func (p Page) theme() string {
	if p.Viewer == nil {
		return ""
	}
	return p.Viewer.Theme
}

func (p Page) isHere(href string) bool {
	return p.Here != "" && strings.TrimRight(p.Here, "/") == strings.TrimRight(href, "/")
}
