package console

import "time"

// LogoPage is where logo and icon are chosen.
type LogoPage struct {
	Frame
	Form
	Version  int64
	Marks    []MarkChoice
	Pictures []MarkPicture // the administrator's own, the newest first
	Icons    []IconShown
}

// MarkChoice is one part of the logo: "light", "dark" or "icon".
type MarkChoice struct {
	Name string
	Src  string // as it is; empty: there is none
	// Width and Height are those of the picture.
	Width, Height int64
}

// MarkPicture is a picture that a part can be made of, in its smallest size.
type MarkPicture struct {
	Key, Src      string
	Width, Height int
	SentAt        time.Time
}

// IconShown is an icon that was made.
type IconShown struct {
	Src  string
	Side int
}

// iconShownMost is how large an icon is shown; the largest would fill a phone.
const iconShownMost = 96

func (i IconShown) shown() int { return min(i.Side, iconShownMost) }

var (
	markLabels = map[string]string{"light": "Logo", "dark": "Logo on dark pages", "icon": "Icon"}
	markHints  = map[string]string{
		"light": "Stands on a light ground, 44 pixels high at the most.",
		"dark":  "Where the first one cannot be seen at night.",
		"icon":  "A sign that is about square, for tabs and home screens, where a long logo becomes too small to be read.",
	}
	markNone = map[string]string{"light": "None: the name is set in letters", "dark": "The same", "icon": "Made of the logo"}
)

// scheme is the ground that a part stands on.
func (m MarkChoice) scheme() string {
	if m.Name == "dark" {
		return "dark"
	}
	return "light"
}

// marked is what is chosen of a part: what was sent, else what is.
func (p LogoPage) marked(m MarkChoice) string {
	now := ""
	if m.Src != "" {
		now = "keep"
	}
	return p.value("logo", m.Name, now)
}
