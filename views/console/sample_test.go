package console_test

import (
	"strconv"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	sam     = ui.Person{Handle: "sam", Name: "Sam Okafor"}
	gone    = ui.Person{Name: "Former member", Former: true}
	hostile = ui.Person{Handle: "mia", Name: drawn.Hostile, Employer: drawn.Hostile}
)

// received is a suggestion that nobody answered yet.
func received() *console.Item {
	return &console.Item{
		ID: 7, Queue: models.InboxOpen, Slug: "a-drying-room", Title: "A drying room", Number: 107, Version: 3, State: models.StateReceived,
		Moves: []models.State{models.StateUnderReview, models.StatePlanned, models.StateDone, models.StateDeclined, models.StateParked, models.StateMerged},
		Topic: "Cycling", Author: mia, AskedAt: morning, Owner: sam, Due: console.Due{Words: "Due tomorrow", At: morning.AddDate(0, 0, 1)},
		Support: 12, Opening: post(1), Self: "ada", DraftKey: "key", Today: "2026-03-02",
		Staff: []console.Colleague{{Person: sam, Department: "Buildings"}, {Person: ada}},
		Card:  &console.MemberCard{Person: mia, JoinedAt: morning, Posts: 1},
	}
}

func post(n int64) console.ItemPost {
	return console.ItemPost{Author: mia, At: morning, Number: n, Href: "/t/7/a-drying-room#post-" + strconv.FormatInt(n, 10)}
}

func drawItem(t testing.TB, i *console.Item) *drawn.Page {
	t.Helper()
	p := drawn.Draw(t, console.Inbox(console.InboxPage{Frame: frame(), Queue: models.InboxOpen, Item: i}))
	p.Sound()
	return p
}

func refused(form string, fields ...string) console.Form {
	f := console.Form{Name: form, Values: map[string]string{}, Errors: map[string]string{}}
	for _, name := range fields {
		f.Values[name], f.Errors[name] = "typed "+name, "Mend "+name+"."
	}
	return f
}
