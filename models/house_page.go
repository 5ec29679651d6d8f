package models

import (
	"embed"
	"fmt"
	"strings"
	"time"
)

// HouseKind is one of the pages that say what a community is and who answers for it.
type HouseKind string

// The community's own pages.
const (
	HouseRules   HouseKind = "rules"
	HousePrivacy HouseKind = "privacy"
	HouseTerms   HouseKind = "terms"
	HouseImprint HouseKind = "imprint"
	HouseContact HouseKind = "contact"
)

// HouseKinds lists them as the foot of each page does.
var HouseKinds = []HouseKind{HouseRules, HousePrivacy, HouseTerms, HouseImprint, HouseContact}

// ParseHouseKind refuses anything that is no page of the house: NotFound, as an address that never was.
func ParseHouseKind(s string) (HouseKind, error) {
	for _, k := range HouseKinds {
		if string(k) == s {
			return k, nil
		}
	}
	return "", notFound()
}

// Binding reports whether members accept the page: an imprint and an address bind nobody.
func (k HouseKind) Binding() bool {
	return k == HouseRules || k == HousePrivacy || k == HouseTerms
}

// HousePage is one version of a page; the newest of its kind is the page.
type HousePage struct {
	ID        int64
	Kind      HouseKind
	Version   int64
	Body      string // Markdown
	HTML      string `gorm:"column:html"`
	Changed   string // what is different, in its author's words
	Asks      bool   // whether members are asked to accept it
	AuthorID  *int64
	CreatedAt time.Time
}

// TableName is the table's name.
func (HousePage) TableName() string { return "house_pages" }

//go:embed house/*.md
var houseTemplates embed.FS

// HouseTemplate is a text to start a page from, with the community's name in it. What only its people know stands
// in square brackets, and is refused when it is published as it is.
func HouseTemplate(k HouseKind, site Site) (string, error) {
	text, err := houseTemplates.ReadFile("house/" + string(k) + ".md")
	if err != nil {
		return "", fmt.Errorf("read the template of %s: %w", k, err)
	}
	brand := site.Brand
	if brand == "" {
		brand = "[your company]"
	}
	return strings.NewReplacer("{{community}}", site.Name, "{{brand}}", brand).Replace(string(text)), nil
}

// OwesHouse reports whether the viewer is to be asked to accept pages that changed since they last did.
func (v Viewer) OwesHouse(d *Directory) bool { return v.SignedIn() && v.AcceptedHouse < d.HouseAsks }
