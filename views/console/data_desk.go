package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// DeskPage is everybody's stories, by state.
type DeskPage struct {
	Frame
	State         models.DeskState
	Topic, Author string // the filters
	Topics        []ui.Option
	Counts        map[models.DeskState]int64
	Stories       []DeskStory
	Next          string
	Moderator     bool // who sees drafts of others
}

// DeskStory is one story on the desk. At is when what its list is about happened, or will.
type DeskStory struct {
	ID                         int64
	Slug, Title, Topic, Colour string
	Author                     ui.Person
	At                         time.Time
	Checked                    time.Time // when somebody last said that it is true; zero: never
	Words                      int64
	HandedBack                 string
	Coming                     bool // it comes out by itself
}

// DeskCalendarPage is a month of the desk.
type DeskCalendarPage struct {
	Frame
	Month         time.Time
	Weeks         [][7]DeskDay
	Before, After string
}

// DeskDay is one day of it.
type DeskDay struct {
	Date    time.Time
	Outside bool // of another month
	Today   bool
	Stories []DeskStory
}

func (s DeskStory) href() string { return links.Thread(s.ID, s.Slug) }

var deskWords = map[models.DeskState][3]string{
	models.DeskReview:    {"To be reviewed", "waits since", "No story waits for a second pair of eyes."},
	models.DeskScheduled: {"Scheduled", "comes out", "Nothing is scheduled."},
	models.DeskDrafts:    {"Drafts", "begun", "No drafts."},
	models.DeskPublished: {"Published", "came out", "No story is out yet."},
	models.DeskCheck:     {"Still true?", "came out", "Every story was looked at within the year, or came out in it."},
}

func (p DeskPage) tabs() []ui.Tab {
	var tabs []ui.Tab
	for _, s := range models.DeskStates {
		tabs = append(tabs, ui.Tab{
			Label: deskWords[s][0], Count: ui.Number(p.Counts[s]), Current: s == p.State, Href: links.ConsoleDeskList(string(s), p.Topic, p.Author, 1),
		})
	}
	return tabs
}
