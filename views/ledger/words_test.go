package ledger

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/models"
)

func TestEveryStateReasonAndLineHasItsWords(t *testing.T) {
	for _, s := range models.States {
		if StateWord(s) == "" || !strings.HasSuffix(StateMeaning(s), ".") || StateIcon(s) == "" {
			t.Errorf("%s: %q, %q, %q", s, StateWord(s), StateMeaning(s), StateIcon(s))
		}
		l := Line{Kind: models.LineDecision, From: models.StateReceived, To: s}
		if s != models.StateReceived && l.deed() == "" {
			t.Errorf("nothing says what a decision to %s did", s)
		}
	}
	for _, r := range models.ReasonTypes {
		if ReasonWord(r) == "" {
			t.Errorf("the reason %s has no words", r)
		}
	}
	for _, k := range models.DecisionKinds {
		l := Line{Kind: k, To: models.StatePlanned}
		l.By.Name = "Sam"
		own := Line{Kind: k, To: models.StatePlanned}
		if l.deed() == "" && own.deed() == "" {
			t.Errorf("nothing says what a line of kind %s records", k)
		}
	}
	for _, k := range models.NoticeKinds {
		if NoticeWords(Notice{Kind: k}) == "" {
			t.Errorf("nothing says what a notice of kind %s tells", k)
		}
	}
}

// A holiday hands things over by itself: nobody is named as having done it.
func TestDeed_ofAHolidayNamesTheStandInAlone(t *testing.T) {
	l := Line{Kind: models.LineAssignment}
	l.OwnerAfter.Handle, l.OwnerAfter.Name = "wren", "Wren Gallagher"
	if got := l.deed(); got != "Goes to Wren Gallagher, who stands in" {
		t.Errorf("got %q", got)
	}
	l.By.Handle, l.By.Name = "ada", "Ada Lindqvist"
	if got := l.deed(); got != "gave it to Wren Gallagher" {
		t.Errorf("by somebody: %q", got)
	}
}

func TestDue_saysWhatIsOwedByWhen(t *testing.T) {
	noon := time.Date(2026, time.March, 12, 12, 0, 0, 0, time.UTC)
	before, after := noon.Add(-time.Hour), noon.Add(time.Hour)
	same := func(t time.Time) time.Time { return t }
	for _, c := range []struct {
		name string
		g    models.Suggestion
		want string
	}{
		{"new", models.Suggestion{State: models.StateReceived, DueAt: &after}, "A first answer is due by 12 March 2026"},
		{"new and late", models.Suggestion{State: models.StateReceived, DueAt: &before}, "Late: a first answer was due by 12 March 2026"},
		{"answered", models.Suggestion{State: models.StateUnderReview, AcknowledgedAt: &before, DueAt: &after}, "A decision is due by 12 March 2026"},
		{"planned, at the end of its day", models.Suggestion{State: models.StatePlanned, DueAt: midnight(13)}, "Word on how it stands is due by 12 March 2026"},
		{"asked back", models.Suggestion{State: models.StateNeedsInfo}, "The clock stands still until the author answers."},
		{"parked", models.Suggestion{State: models.StateParked, RevisitOn: "2026-06-01"}, "Looked at again on 1 June 2026."},
		{"done", models.Suggestion{State: models.StateDone}, ""},
		{"taken back", models.Suggestion{State: models.StateReceived, WithdrawnAt: &before}, ""},
	} {
		if got := NewDue(c.g, noon, same).Words(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func midnight(day int) *time.Time {
	t := time.Date(2026, time.March, day, 0, 0, 0, 0, time.UTC)
	return &t
}

func TestWorkingTime_countsAsPeopleDo(t *testing.T) {
	for minutes, want := range map[int64]string{
		1: "1 working minute", 59: "59 working minutes", 60: "1 working hour", 200: "3 working hours",
		480: "1 working day", 700: "1.5 working days", 4800: "10 working days",
	} {
		if got := WorkingTime(minutes, 480); got != want {
			t.Errorf("%d minutes: %s, want %s", minutes, got, want)
		}
	}
}
