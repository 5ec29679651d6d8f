package account

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// FacePage makes a part of a picture one's face.
type FacePage struct {
	layout.Page
	Form
	Person   ui.Person
	Own      bool // the face is not the drawn one
	Crop     models.Crop
	Chosen   *FacePicture // the picture that is being cut; nil: none yet
	Pictures []FacePicture
}

// FacePicture is one of one's own pictures, in its smallest size.
type FacePicture struct {
	Key, Src      string
	Width, Height int
	SentAt        time.Time
	Chosen        bool
}

func (p FacePicture) name() string { return "Your picture, sent " + ui.Moment(p.SentAt) }

// slider is a range from least to 100.
type slider struct {
	Name, Label, Before, After string
	Value, Least               int64
}

func sliders(c models.Crop) []slider {
	return []slider{
		{"x", "From left to right", "left", "right", c.X, 0},
		{"y", "From top to bottom", "top", "bottom", c.Y, 0},
		{"span", "How much of it", "close", "all", c.Span, models.FaceSpan},
	}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
