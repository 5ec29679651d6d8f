package ledger

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

var (
	morning = time.Date(2026, time.March, 2, 9, 14, 0, 0, time.UTC)
	mia     = ui.Person{Handle: "mia", Name: "Mia Thornbury"}
	sam     = ui.Person{Handle: "sam", Name: "Sam Okafor", Employer: "Larkmoor"}
	gone    = ui.Person{Name: "Former member", Former: true}
	hostile = ui.Person{Handle: "mia", Name: drawn.Hostile, Employer: drawn.Hostile}
	cycling = Topic{Slug: "cycling-to-work", Name: "Cycling to work", Colour: "ocean"}
)

func card(id int64, state models.State) Card {
	return Card{
		ThreadID: id, Slug: "a-drying-room", Number: id + 100, Title: "A drying room", Excerpt: "Wet coats all day.", Topic: cycling, Author: mia,
		State: state, StateSince: morning, Owner: sam, Support: 12, Replies: 3, BornAt: morning,
		Due: Due{Owed: "a decision", At: morning.AddDate(0, 0, 10)},
	}
}

func decision(id int64, from, to models.State) Line {
	return Line{ID: id, Kind: models.LineDecision, By: sam, At: morning, From: from, To: to, Words: "We looked at the cellar.\nIt is dry."}
}

// head is a suggestion that somebody is looking into, as a reader without an account sees it.
func head() Head {
	return Head{
		ThreadID: 7, Slug: "a-drying-room", Number: 107, State: models.StateUnderReview, StateSince: morning, Owner: sam,
		Due: Due{Owed: "a decision", At: morning.AddDate(0, 0, 10)}, BornAt: morning, Acknowledged: "3 working hours", Support: 12,
		Lines: []Line{{ID: 1, Kind: models.LineReceipt, At: morning}, decision(2, models.StateReceived, models.StateUnderReview)},
		Mine:  Mine{SignIn: true},
	}
}

// answered is a suggestion that was done.
func answered() Head {
	h := head()
	done := decision(3, models.StateUnderReview, models.StateDone)
	h.State, h.Due, h.Decided, h.Answer = models.StateDone, Due{}, "4 working days", &done
	h.Lines = append(h.Lines, done)
	return h
}

func drawHead(t testing.TB, h Head) *drawn.Page {
	t.Helper()
	p := drawn.Draw(t, ShowHead(h))
	p.Parts()
	return p
}
