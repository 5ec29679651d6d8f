package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// FrontPage composes the front page or a topic's front. What is shown of the form is its state as it came back.
type FrontPage struct {
	Frame
	Slug     string // of the topic; empty: the front page
	Name     string // of the topic
	Places   []FrontPlace
	Version  int64
	Composed bool      // as it is stored; otherwise it composes itself
	By       ui.Person // who composed it last
	At       time.Time // zero: nobody ever did
	Blocks   []FrontBlock
	Unsaved  bool   // the form has something that is not stored
	Clash    bool   // somebody else was faster
	Wrong    string // what concerns no block
}

// FrontPlace is a page that can be composed.
type FrontPlace struct {
	Slug, Name string
	Stale      int
}

// FrontBlock is one block of the form.
type FrontBlock struct {
	Block       models.FrontBlock
	Shown       bool
	First, Last bool
	Days        string
	Most        int
	Picks       []FrontPick
	Query       string
	Found       []FrontFound
	Searched    bool
	Wrong       string
}

// FrontPick is a thread that stands in a block, or should.
type FrontPick struct {
	ThreadID int64
	Anew     bool // picked again in this form
	Title    string
	Href     string
	Topic    string
	By       string
	Until    time.Time // zero: as long as nobody changes it
	Fault    string    // why it does not stand there; empty: it does
}

// FrontFound is a thread that was found for a block.
type FrontFound struct {
	ThreadID         int64
	Title, Topic, By string
}

// magazineLinks lead between the pages where the magazine is made.
func magazineLinks(here string) []ui.Tab {
	tabs := []ui.Tab{{Label: "Publishing desk", Href: links.ConsoleDesk}, {Label: "Templates", Href: links.ConsoleTemplates}, {Label: "Fronts", Href: links.ConsoleFront}}
	for i := range tabs {
		tabs[i].Current = tabs[i].Href == here
	}
	return tabs
}

// BlockWords are what a block is called, and what stands in it by itself.
func BlockWords(b models.FrontBlock, topic bool) (name, alone string) {
	switch b {
	case models.FrontLead:
		if topic {
			return "Stories on top", "By itself: the newest stories of the topic."
		}
		return "Lead story", "By itself: the newest stories. The first that you pick leads, the others stand beside it; a member’s as well as yours."
	case models.FrontPictures:
		return "In pictures", "By itself: the newest galleries that have a picture to show."
	case models.FrontPinned:
		return "Join the conversation", "By itself: nothing. It is left out until you pick a conversation for it."
	case models.FrontTalked:
		return "People are talking about", "By itself: the conversations in which somebody spoke last."
	case models.FrontHeard:
		return "What we did because you asked", "By itself: the newest decisions that did what somebody asked for."
	case models.FrontEvents:
		return "What is on next", "By itself: the next live hours."
	case models.FrontLists:
		return "Just started, and can you answer this?", "It always composes itself."
	}
	return "Topics", "It always composes itself."
}

func blockName(p FrontPage, b models.FrontBlock) string {
	name, _ := BlockWords(b, p.Slug != "")
	return name
}

func blockAlone(p FrontPage, b models.FrontBlock) string {
	_, alone := BlockWords(b, p.Slug != "")
	return alone
}

func (p FrontPage) action() string { return links.ConsoleTopicFront(p.Slug) }

// at is where the form comes back to after a button of a block.
func (p FrontPage) at(b models.FrontBlock) string { return p.action() + "#block-" + string(b) }

func (p FrontPage) heading() string {
	if p.Slug != "" {
		return "The front of " + p.Name
	}
	return "Front page"
}
