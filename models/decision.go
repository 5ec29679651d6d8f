package models

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// DecisionKind says what a line of the ledger records.
type DecisionKind string

const (
	LineReceipt    DecisionKind = "receipt"    // it was born, and its author told so: no human answer yet
	LineDecision   DecisionKind = "decision"   // somebody changed the state, with words
	LineUpdate     DecisionKind = "update"     // words without a change of state
	LineAssignment DecisionKind = "assignment" // somebody gave it to an owner
	LineHandBack   DecisionKind = "hand_back"  // it went to the duty person by itself
	LineResumed    DecisionKind = "resumed"    // a pause for information ended
	LineReturned   DecisionKind = "returned"   // its day came, and it is under review again
	LineVerdict    DecisionKind = "verdict"    // the author says whether the answer answered
	LineReopening  DecisionKind = "reopening"  // the author's one
	LineMergedIn   DecisionKind = "merged_in"  // OtherID's people came here
	LineUnmerged   DecisionKind = "unmerged"   // they, or this one, went back
	LineWithdrawal DecisionKind = "withdrawal" // UndoesID was taken back within a minute
	LineWithdrawn  DecisionKind = "withdrawn"  // its author took the suggestion back
	LineHidden     DecisionKind = "hidden"     // removed, or moved to where fewer see it; words are the reason
	LineShown      DecisionKind = "shown"      // brought back
	LineSplit      DecisionKind = "split"      // posts left for OtherID
	LinePrivate    DecisionKind = "private"    // continuing privately with the author
	LinePrivateEnd DecisionKind = "private_end"
)

// DecisionKinds lists every kind of line.
var DecisionKinds = []DecisionKind{
	LineReceipt, LineDecision, LineUpdate, LineAssignment, LineHandBack, LineResumed, LineReturned, LineVerdict, LineReopening,
	LineMergedIn, LineUnmerged, LineWithdrawal, LineWithdrawn, LineHidden, LineShown, LineSplit, LinePrivate, LinePrivateEnd,
}

// Decision is one line of the ledger: who, when, from state, to state, and the public words that went with it.
// Words are plain text, to be shown with its line breaks.
type Decision struct {
	ID           int64
	ThreadID     int64
	Kind         DecisionKind
	ActorID      *int64 // nil: the clock
	Employer     string
	DepartmentID *int64
	FromState    State
	ToState      State
	FromOwner    *int64
	ToOwner      *int64
	Words        string
	WordsKey     string // words as compared with the person's last ones
	ReasonType   ReasonType
	Evidence     string
	EvidenceURL  string
	Since        Day
	NextUpdateOn Day
	RevisitOn    Day
	OtherID      *int64 // the other thread of a merge or a split
	UndoesID     *int64
	Answered     string // a verdict's yes or no
	Before       string // what an undo restores
	CreatedAt    time.Time
	WithdrawnAt  *time.Time
	WasPublic    bool // of LineHidden: everybody could see it before, so it is in the public figures
}

// Undoable reports whether the decision can still be taken back, by whoever made it: its notices are not out yet.
func (d Decision) Undoable(v Viewer, at time.Time) bool {
	return v.SignedIn() && (d.Kind == LineDecision || d.Kind == LineUpdate) && d.WithdrawnAt == nil &&
		d.ActorID != nil && *d.ActorID == v.ID && at.Before(d.CreatedAt.Add(undoFor))
}

// DecisionInput is what the form for a decision sends. To may be the present state: a public update.
type DecisionInput struct {
	To           string
	Words        string
	ReasonType   string // declined
	Evidence     string // done: what changed
	EvidenceURL  string
	Since        string // done: a day, not in the future
	Helped       string // done: handles, comma separated; the author's is added
	NextUpdateOn string // planned, under_way: a day, at most 90 days ahead
	RevisitOn    string // parked: a day to come
	MergeInto    int64  // merged: a thread id
	Version      int64  // the suggestion's, as it was seen; needed
	DraftKey     string
}

const (
	wordsMin, wordsMax = 20, 5_000
	evidenceMax        = 2_000
	urlMax             = 2_000
	helpedMost         = 50
	whyMax             = 1_000
)

// checkedDecision is a DecisionInput whose fields are right by themselves.
type checkedDecision struct {
	DecisionInput
	to     State
	key    string
	helped []string // handles
}

var unfilled = regexp.MustCompile(`\{\{[^{}\n]*\}\}`)

// check holds the fields to what their state needs; what depends on the suggestion comes later.
func (in DecisionInput) check(today Day) (checkedDecision, error) {
	f := fieldErrors{}
	d := checkedDecision{DecisionInput: in, to: State(in.To)}
	if _, err := ParseState(in.To); err != nil {
		f.add("to", "Choose the state that this leads to.")
	}
	if in.Version == 0 {
		f.add("version", "Send the version of the suggestion that you saw.")
	}
	d.DraftKey = f.checkDraftKey(in.DraftKey)
	d.Words = f.checkWords("words", in.Words)
	d.key = wordsKey(d.Words)
	d.keepOnly()
	switch d.to {
	case StateDeclined:
		if !slices.Contains(ReasonTypes, ReasonType(d.ReasonType)) {
			f.add("reason_type", "Choose the kind of reason why this is declined.")
		}
	case StateDone:
		d.checkDone(f, today)
	case StatePlanned, StateUnderWay:
		d.NextUpdateOn = f.checkDay("next_update_on", d.NextUpdateOn, "Say on which day you will tell how it stands.")
		if day := Day(d.NextUpdateOn); day != "" && (day <= today || day > today.Add(updateDaysMost)) {
			f.add("next_update_on", "Choose a day after today and at most %d days ahead, so by %s.", updateDaysMost, today.Add(updateDaysMost))
		}
	case StateParked:
		d.RevisitOn = f.checkDay("revisit_on", d.RevisitOn, "Say on which day you will look at this again.")
		if day := Day(d.RevisitOn); day != "" && day <= today {
			f.add("revisit_on", "Choose a day after today.")
		}
	case StateMerged:
		if d.MergeInto <= 0 {
			f.add("merge_into", "Choose the suggestion that goes on for both.")
		}
	}
	return d, f.err()
}

// keepOnly drops what other states ask for: a form sends all of its fields.
func (d *checkedDecision) keepOnly() {
	if d.to != StateDeclined {
		d.ReasonType = ""
	}
	if d.to != StateDone {
		d.Evidence, d.EvidenceURL, d.Since, d.Helped = "", "", "", ""
	}
	if d.to != StatePlanned && d.to != StateUnderWay {
		d.NextUpdateOn = ""
	}
	if d.to != StateParked {
		d.RevisitOn = ""
	}
	if d.to != StateMerged {
		d.MergeInto = 0
	}
}

func (d *checkedDecision) checkDone(f fieldErrors, today Day) {
	d.Evidence = f.checkText("evidence", d.Evidence, "What changed", 3, evidenceMax)
	d.EvidenceURL = f.checkURL("evidence_url", d.EvidenceURL)
	d.Since = f.checkDay("since", d.Since, "Say since when it is so.")
	if Day(d.Since) > today {
		f.add("since", "This day is still to come. What is not there yet is planned or under way.")
	}
	for part := range strings.FieldsFuncSeq(d.Helped, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		if handle := strings.ToLower(strings.TrimPrefix(part, "@")); !slices.Contains(d.helped, handle) {
			d.helped = append(d.helped, handle)
		}
	}
	if len(d.helped) > helpedMost {
		f.add("helped", "At most %d people fit.", helpedMost)
	}
}

// checkWords cleans the public words of a decision: long enough to say something, and no saved reply sent as it is.
func (f fieldErrors) checkWords(field, value string) string {
	text := f.checkText(field, value, "Your words to the people who asked", 1, wordsMax)
	text = strings.TrimSpace(text)
	if n := runes(strings.Join(strings.Fields(text), " ")); n < wordsMin {
		f.add(field, "Write at least %d characters, so that people know what this means for them.", wordsMin)
	}
	if gap := unfilled.FindString(text); gap != "" {
		f.add(field, "Fill in %s before you send this.", gap)
	}
	return text
}

func (f fieldErrors) checkDay(field, value, missing string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		f.add(field, "%s", missing)
		return ""
	}
	day, err := ParseDay(value)
	if err != nil {
		f.add(field, "Give a day such as 2026-03-29.")
		return ""
	}
	return string(day)
}

func (f fieldErrors) checkURL(field, value string) string {
	value = f.checkLine(field, value, "The link", 0, urlMax)
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		f.add(field, "Give a whole address that begins with https://.")
	}
	return value
}

// wordsKey is how two answers are compared: letters alone, so that a comma more makes no new answer.
func wordsKey(words string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}), " ")
}

// moveRefusal names the states that may follow.
func moveRefusal(from State) error {
	var names []string
	for _, to := range from.Moves() {
		names = append(names, string(to))
	}
	if from == StateMerged {
		return invalid("to", "This suggestion is merged into another, which goes on for both. Undo the merge first.")
	}
	return invalid("to", "From %s it can go to %s, or stay as it is with an update.", from, strings.Join(names, ", "))
}

func describeDay(d Day) string {
	t, err := time.Parse(dayLayout, string(d))
	if err != nil {
		return string(d)
	}
	return fmt.Sprintf("%d %s %d", t.Day(), t.Month(), t.Year())
}
