package reading

import (
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// TopicRef is a topic as named beside a thread.
type TopicRef struct{ Slug, Name, Colour string }

// Cover is a picture of the scene set, or one that the author sent.
type Cover struct {
	Scene   string // as models.CoverPicture reads it; empty: no picture
	Variant uint32 // any number; the same draws the same, such as the thread's id
	Alt     string
}

// Src is the picture's address, in a format that every browser knows.
func (c Cover) Src() string {
	if key, _ := models.CoverPicture(c.Scene); key != "" {
		return links.UploadSize(key, "1600.jpg")
	}
	return links.Cover(c.Scene, c.Variant)
}

// attributes are what a browser chooses a size by, in a place as wide as sizes say, and what to keep in view.
func (c Cover) attributes(sizes string) templ.Attributes {
	key, focus := models.CoverPicture(c.Scene)
	if key == "" {
		return nil
	}
	srcset := make([]string, len(models.CoverSizes))
	for i, width := range models.CoverSizes {
		srcset[i] = links.UploadSize(key, width+".webp") + " " + width + "w"
	}
	attributes := templ.Attributes{"srcset": strings.Join(srcset, ", "), "sizes": sizes}
	if focus != "" {
		attributes["data-focus"] = focus
	}
	return attributes
}

// Card is a thread as listed anywhere: on fronts, in lists, in results.
type Card struct {
	ID             int64
	Slug           string
	Kind           models.Kind
	Title          string
	Topic          TopicRef
	Author         ui.Person
	Standfirst     string // of stories
	Excerpt        string // plain text of the opening
	Cover          Cover
	StartedAt      time.Time // of stories: when published
	LastActivityAt time.Time
	LastAuthor     ui.Person
	People         []ui.Person // some who wrote in it, latest first; may be empty
	Replies        int64
	Minutes        int // reading time of a story
	Pinned         bool
	Locked         bool
	Accepted       bool   // a question whose asker chose an answer
	Official       bool   // the brand answered
	Outcome        string // what came of it
	Unread         int64  // posts since the viewer's last visit
	FirstUnread    int64  // the number of the first of them; 0: none
	Latest         *Voice // the newest reply's words, where the list wants them
}

// Voice is a few words that somebody said in a thread.
type Voice struct {
	Author ui.Person
	Words  string // plain text, cut at a word
	Number int64
	At     time.Time
}

func (c Card) href() string { return links.Thread(c.ID, c.Slug) }

// unreadHref leads to the first post not yet read.
func (c Card) unreadHref() string { return links.ThreadPost(c.ID, c.Slug, c.FirstUnread) }

func (c Card) isStory() bool    { return c.Kind == models.KindStory }
func (c Card) isQuestion() bool { return c.Kind == models.KindQuestion }

// summary is the standfirst, or the opening's first words.
func (c Card) summary() string {
	if c.Standfirst != "" {
		return c.Standfirst
	}
	return c.Excerpt
}
