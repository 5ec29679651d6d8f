package writing

import (
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// PicturesPage lists one's own pictures.
type PicturesPage struct {
	layout.Page
	Pictures []Picture
	Refusals []string // of the files just sent, each with what helps
}

// PicturePage shows a picture alone.
type PicturePage struct {
	layout.Page
	Src           string
	Width, Height int
	Post          string // where it is shown; empty: in no post yet
}

// Picture is one of one's own, with its smallest size.
type Picture struct {
	Key           string
	Href, Src     string
	Width, Height int
	Colour        string
	Camera        string // what the camera noted
	Used          bool   // a post shows it
	SentAt        time.Time
}

// coverName is the picture among those to choose a cover from.
func (p Picture) coverName() string {
	if p.SentAt.IsZero() {
		return "The cover as it is"
	}
	return "Your picture, sent " + ui.Moment(p.SentAt)
}

func (p Picture) name() string { return "Picture sent on " + p.SentAt.Format("2 January 2006") }

func (p Picture) id() string { return "line-" + p.Href[strings.LastIndexByte(p.Href, '/')+1:] }

// markdown is the line that puts the picture into a text; what it shows is for the author to say.
func (p Picture) markdown() string { return "![Say what it shows](" + p.Href + ")" }

func (p Picture) state() string {
	state := "In no post yet"
	if p.Used {
		state = "In a post"
	}
	if p.Camera != "" {
		state += ". " + p.Camera
	}
	return state
}

func itoa(n int) string { return strconv.Itoa(n) }
