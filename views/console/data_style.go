package console

import (
	"time"

	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// StylePage shows what pages are made of.
type StylePage struct {
	Frame
	Sheet   string // the style sheet of its swatches
	Colours []StyleColour
	Pairs   []StylePair
	Groups  []StyleGroup
	Prose   ui.HTML            // a text with everything that a text can have
	Posts   []reading.PostView // of a thread
	Turned  StyleTurned
	Now     time.Time
}

// StyleColour is a colour of the style sheet, as a screen shows it.
type StyleColour struct{ Name, Light, Dark string }

// StylePair is an ink on a ground with the contrasts that were reckoned from the style sheet.
type StylePair struct {
	Ink, Ground string
	Light, Dark string
	Enough      bool
}

// StyleGroup is a scale: letters, spaces, corners and the like.
type StyleGroup struct {
	Name, Kind string // Kind: "text", "space", "radius", "shadow", "motion"
	Steps      []StyleStep
}

// StyleStep is one value of a scale.
type StyleStep struct{ Token, Value string }

// StyleTurned is a thread in a script that runs from right to left.
type StyleTurned struct {
	Title string
	Posts []reading.PostView
}

// styleScheme is one of the two halves in which every component is shown; names and ids differ by it.
type styleScheme string

var styleSchemes = []styleScheme{"light", "dark"}

func (s styleScheme) id(name string) string { return "style-" + string(s) + "-" + name }

func (s styleScheme) title() string {
	if s == "dark" {
		return "Dark"
	}
	return "Light"
}

func (s styleScheme) field(f ui.Field) ui.Field {
	f.ID = s.id(f.Name)
	f.Name = f.ID
	return f
}

func (s styleScheme) choice(c ui.Choice) ui.Choice {
	c.ID = s.id(c.Name)
	c.Name = c.ID
	return c
}

var (
	styleHost   = ui.Person{Handle: "hana", Name: "Hana Sato", Host: true}
	styleStaff  = ui.Person{Handle: "sam", Name: "Sam Okafor", Employer: "Larkmoor"}
	styleMember = ui.Person{Handle: "mia", Name: "Mia Thornbury", New: true}
)

func stylePage(int) string { return "#components" }
