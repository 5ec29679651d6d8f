package console

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// JoiningRequest is somebody who would like to join.
type JoiningRequest struct {
	ID                  int64
	Handle, Name, Email string
	Why                 string
	At                  time.Time
}

// Invitation is a link that lets one person in, or did.
type Invitation struct {
	ID            int64
	Email         string // empty: whoever has the link
	Role          models.Role
	Inviter       ui.Person
	Guest         *ui.Person // who came
	At, Expires   time.Time
	Open, Revoked bool
	Mine          bool // the viewer may take it back
}

// JoiningPage is who comes in.
type JoiningPage struct {
	Frame
	Form
	Mode          models.JoiningMode
	Requests      []JoiningRequest
	Next          string // further requests
	Later         bool   // not the first page
	Invitations   []Invitation
	Link          string // just made, shown once
	Administrator bool
}

// CrisisPage pauses what a bad day needs paused.
type CrisisPage struct {
	Frame
	Form
	Now models.Crisis
}

func (p CrisisPage) checked(field string, now bool) bool {
	if p.Form.Name == "crisis" {
		return p.Form.Values[field] == "1"
	}
	return now
}

var joiningModeWords = map[models.JoiningMode]string{
	models.JoinOpen:       "Anybody can join at present, so requests come only after the settings say “by approval”.",
	models.JoinApproval:   "Anybody can ask; you let them in.",
	models.JoinInvitation: "Only who is invited can join at present.",
	models.JoinClosed:     "Nobody can join at present, with an invitation neither.",
}

// invitationRoles are what the viewer may invite somebody as.
func invitationRoles(administrator bool) []ui.Option {
	var options []ui.Option
	for _, r := range models.Roles {
		if !r.Staff() || administrator {
			options = append(options, ui.Option{Value: string(r), Label: roleWords[r]})
		}
	}
	return options
}

func (i Invitation) state() string {
	switch {
	case i.Guest != nil:
		return "Came"
	case i.Revoked:
		return "Taken back"
	case i.Open:
		return "Open until " + ui.Moment(i.Expires)
	}
	return "Over"
}

func (i Invitation) whom() string {
	if i.Email == "" {
		return "Whoever has the link"
	}
	return i.Email
}
