package account

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// Form is what came back with a form that was refused: messages by field, and one that concerns no field.
type Form = ui.Refusal

// SignInPage is the door.
type SignInPage struct {
	layout.Page
	Form
	Login   string // handle or address, as typed
	Next    string
	Told    string // what brought the visitor here: "Your new password is set."
	Joining bool
	Carried []Carried // fields of a form that was sent without a session
	Typed   string    // the text among them, to be seen and copied
}

// Carried is a field that the sign-in carries on.
type Carried struct{ Name, Value string }

// JoinPage is the form for a new account.
type JoinPage struct {
	layout.Page
	Form
	Handle, Name, Email string
	Next                string
	Closed              string // why nobody may join now; empty: they may
	Asks                bool   // a moderator lets people in
	Why                 string
	Invitation          string // the token of the invitation that one comes by
	Inviter             string
	Role                models.Role // of the invitation
	FixedEmail          bool        // the invitation is for this address
	Domains             string      // whose addresses may join; empty: all
	MinimumAge          int64
	OldEnough           bool
	House               []layout.HouseLink // what one accepts by joining
	HouseUpTo           int64
}

// JoiningPage says what became of somebody's wish to join.
type JoiningPage struct {
	layout.Page
	State models.JoiningState
	Name  string
	Words string
	At    time.Time
}

// ForgotPage asks who cannot sign in; Sent is the same answer for everybody.
type ForgotPage struct {
	layout.Page
	Form
	Login string
	Sent  bool
}

// ResetPage sets a new password by a link.
type ResetPage struct {
	layout.Page
	Form
	Token  string
	Handle string
}

// SetUpPage is the first form of a new community.
type SetUpPage struct {
	layout.Page
	Form
	Token                      string
	Community, TimeZone, Topic string
	Handle, Name, Email        string
	Zones                      []string
}

// ProfilePage edits what one says of oneself.
type ProfilePage struct {
	layout.Page
	Form
	Handle    string
	Name      string
	Version   int64
	Fields    []ProfileField
	PresentTo models.Audience
}

// ProfileField is one field with the choice of who may see it.
type ProfileField struct {
	Name, Label, Hint, Value string
	VisibleTo                models.Audience
	Long                     bool
	Autocomplete, InputMode  string
	MaxLength                int
}

// AddressPage changes one's e-mail address.
type AddressPage struct {
	layout.Page
	Form
	Handle    string
	Email     string // as it is
	Typed     string // as typed
	ChangedAt time.Time
}

// PasswordPage changes one's password.
type PasswordPage struct {
	layout.Page
	Form
	Handle    string
	ChangedAt time.Time
}

// SessionsPage lists where one is signed in.
type SessionsPage struct {
	layout.Page
	Sessions []Session
}

// Session is one signed-in browser.
type Session struct {
	ID         int64
	Browser    string // in words: "Firefox on Windows"
	Address    string
	SameNet    bool // as the one that asks
	Here       bool
	StartedAt  time.Time
	LastSeenAt time.Time
}

// QuietPage lists whom one blocked and what one muted.
type QuietPage struct {
	layout.Page
	Blocks         []Quieted
	Mutes          []Quieted
	ActivityHidden bool
}

// Quieted is a person, or a topic or thread by its title, with where the way back is sent.
type Quieted struct {
	Person ui.Person // of a topic or a thread: nobody
	Title  string
	Href   string
	Action string
	Since  time.Time
}

// LeavePage deletes the account.
type LeavePage struct {
	layout.Page
	Form
	Handle string
	Posts  string // "keep" or "remove"
}

// tabs are the sections of the settings.
func tabs(current string) []ui.Tab {
	var all []ui.Tab
	for _, t := range []struct{ section, label string }{
		{"profile", "Profile"}, {"face", "Face"}, {"account", "Address"}, {"password", "Password"}, {"contact", "Contact"}, {"blocks", "Blocks"}, {"sessions", "Sessions"}, {"tokens", "Tokens"},
	} {
		all = append(all, ui.Tab{Label: t.label, Href: links.Settings(t.section), Current: t.section == current})
	}
	return all
}
