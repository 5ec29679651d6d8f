package ledger

import (
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// stateText says a state in public: its name, what it means for whoever asked, and its icon.
type stateText struct{ word, meaning, icon string }

var stateTexts = map[models.State]stateText{
	models.StateReceived:     {"Received", "It has an owner and a date. Nobody has answered yet.", "inbox"},
	models.StateUnderReview:  {"Under review", "Somebody is looking into it and owes a decision.", "eye"},
	models.StateNeedsInfo:    {"Question to the author", "The clock stands still until the author answers.", "circle-help"},
	models.StatePlanned:      {"Planned", "It will be done. The next word on it has a date.", "calendar"},
	models.StateUnderWay:     {"Under way", "Somebody is working on it. The next word on it has a date.", "hammer"},
	models.StateDone:         {"Done", "It is there.", "circle-check"},
	models.StateDeclined:     {"Declined", "It will not be done, for the reason given.", "circle-x"},
	models.StateAlreadyThere: {"Already there", "What was asked for exists.", "check"},
	models.StateParked:       {"Parked", "It is put aside until a day that is set.", "circle-pause"},
	models.StateMerged:       {"Merged", "Another suggestion goes on for both.", "git-merge"},
}

// StateWord is a state as one reads it: "Under review".
func StateWord(s models.State) string { return stateTexts[s].word }

// StateMeaning is what a state means for whoever asked, in a sentence.
func StateMeaning(s models.State) string { return stateTexts[s].meaning }

// StateIcon is the drawing that stands beside the word.
func StateIcon(s models.State) string { return stateTexts[s].icon }

var reasonWords = map[models.ReasonType]string{
	"does_not_fit":    "It does not fit what we do",
	"too_costly":      "It costs more than we can put in",
	"not_possible":    "It is not possible",
	"legal_or_safety": "The law or somebody’s safety forbids it",
	"hurts_others":    "It would hurt others here",
	"not_now":         "Not now",
	"other":           "Another reason",
}

// ReasonWord is why something was declined, in a few words.
func ReasonWord(r models.ReasonType) string { return reasonWords[r] }

// Due is what is owed next on a suggestion.
type Due struct {
	Owed string    // "a first answer", "a decision", "word on how it stands"; empty: nothing
	At   time.Time // when it is owed, or a pause ends by itself
	Late bool
	// Paused says why the clock stands still, in a sentence; empty: it runs.
	Paused string
}

// NewDue reads what is owed next off a suggestion as it is at a moment; local turns times to the community's zone.
func NewDue(g models.Suggestion, at time.Time, local func(time.Time) time.Time) Due {
	d := Due{Late: g.Late(at)}
	switch {
	case g.WithdrawnAt != nil || g.State.Final():
		return Due{}
	case g.State == models.StateNeedsInfo:
		d.Paused = "The clock stands still until the author answers."
		return d
	case g.State == models.StateParked:
		d.Paused = "Looked at again on " + DayWord(g.RevisitOn) + "."
		return d
	case g.State == models.StatePlanned || g.State == models.StateUnderWay:
		d.Owed = "word on how it stands"
	case g.AcknowledgedAt == nil:
		d.Owed = "a first answer"
	default:
		d.Owed = "a decision"
	}
	if g.DueAt != nil {
		d.At = local(*g.DueAt)
		if g.State == models.StatePlanned || g.State == models.StateUnderWay {
			d.At = d.At.Add(-time.Minute) // the day itself, not the midnight at its end
		}
	}
	return d
}

// Words says what is owed, with the whole date: "A decision is due by 12 March 2026", "Late: a decision was due by
// 12 March 2026".
func (d Due) Words() string {
	switch {
	case d.Paused != "":
		return d.Paused
	case d.Owed == "" || d.At.IsZero():
		return ""
	case d.Late:
		return "Late: " + d.Owed + " was due by " + ui.Day(d.At)
	}
	return capital(d.Owed) + " is due by " + ui.Day(d.At)
}

// Short is Words for a list: "Decision due 12 March 2026", "Late since 12 March 2026".
func (d Due) Short() string {
	switch {
	case d.Owed == "" || d.At.IsZero():
		return ""
	case d.Late:
		return "Late since " + ui.Day(d.At)
	}
	return "Due by " + ui.Day(d.At)
}

// DayWord is a date of the calendar as one reads it: "29 March 2026".
func DayWord(d models.Day) string {
	t, err := time.Parse("2006-01-02", string(d))
	if err != nil {
		return string(d)
	}
	return ui.Day(t)
}

// WorkingTime is working minutes as people count them: "40 minutes", "5 working hours", "3 working days". day is
// the length of a working day in minutes.
func WorkingTime(minutes, day int64) string {
	switch {
	case minutes < 60:
		return ui.Count(minutes, "working minute", "working minutes")
	case day <= 0 || minutes < day:
		return ui.Count((minutes+30)/60, "working hour", "working hours")
	}
	tenths := (minutes*10 + day/2) / day
	if tenths%10 == 0 {
		return ui.Count(tenths/10, "working day", "working days")
	}
	return ui.Number(tenths/10) + "." + ui.Number(tenths%10) + " working days"
}

// capital makes the first letter large; the words here begin with plain ones.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
