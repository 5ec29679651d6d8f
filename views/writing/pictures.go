package writing

import (
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// PicturesPage lists one's own pictures.
type PicturesPage struct {
	layout.Page
	Pictures []Picture
	Refusals []string // of the files just sent, each with what helps
	Deleted  string   // the key of one that was just deleted
	Pager    ui.Pager
}

// PictureWordsPage says what is to be known of a picture.
type PictureWordsPage struct {
	layout.Page
	Form
	Picture Picture
	Words   models.PictureWords
	Own     bool // the viewer sent it; else they moderate
}

func (p PictureWordsPage) field(name, label, hint, value string, most int) ui.Field {
	return ui.Field{Name: name, Label: label, Hint: hint, Value: value, Error: p.Errors[name], MaxLength: most, Autocomplete: "off", Spelling: true}
}

func licences() []ui.Option {
	var options []ui.Option
	for _, l := range models.Licences {
		options = append(options, ui.Option{Value: string(l), Label: l.Name()})
	}
	return options
}

// PicturePage shows a picture alone.
type PicturePage struct {
	layout.Page
	Key           string
	Src           string
	Width, Height int
	Alt, Caption  string
	Notes         string
	Author        ui.Person // who posted it
	Own           bool
	Tell          bool   // the viewer may say what is to be known of it
	Post          string // where it is shown; empty: in no post yet
	Thread        string // the title of its thread
	// Before and Behind are keys of the pictures beside it in its thread; empty: none.
	Before, Behind string
}

// words are what the picture shows.
func (p PicturePage) words() string {
	if p.Alt != "" {
		return p.Alt
	}
	return "The picture alone, as large as it is kept"
}

// Picture is one of one's own, with its smallest size.
type Picture struct {
	Key           string
	Href, Src     string
	Width, Height int
	Colour        string
	Alt, Caption  string
	Notes         string // whose it is, what others may do with it, how it was taken
	Used          bool   // a post shows it
	Leads         bool   // a topic's front shows it
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
func (p Picture) markdown() string {
	alt, caption := p.Alt, ""
	if alt == "" {
		alt = "Say what it shows"
	}
	if p.Caption != "" {
		caption = ` "` + strings.ReplaceAll(p.Caption, `"`, "”") + `"`
	}
	return "![" + alt + "](" + p.Href + caption + ")"
}

func (p Picture) state() string {
	state := "In no post yet"
	if p.Used {
		state = "In a post"
	}
	if p.Leads {
		state = "Leads a topic’s front"
	}
	if p.Notes != "" {
		state += ". " + p.Notes
	}
	return state
}

func itoa(n int) string { return strconv.Itoa(n) }
