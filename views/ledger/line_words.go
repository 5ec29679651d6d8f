package ledger

import (
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// deeds says what a line records, after the name of whoever did it.
var deeds = map[models.DecisionKind]string{
	models.LineUpdate:     "told how it stands",
	models.LineReopening:  "had it reopened",
	models.LineMergedIn:   "merged another suggestion into this one",
	models.LineUnmerged:   "undid a merge",
	models.LineWithdrawal: "took the last decision back within a minute",
	models.LineWithdrawn:  "took the suggestion back",
	models.LineHidden:     "took it from sight",
	models.LineShown:      "brought it back",
	models.LineSplit:      "moved some of the conversation to a thread of its own",
	models.LinePrivate:    "is continuing privately with the author",
	models.LinePrivateEnd: "ended the private conversation with the author",
}

// byItself says what a line records where nobody did it.
var byItself = map[models.DecisionKind]string{
	models.LineReceipt:  "Received, and its author told so",
	models.LineHandBack: "Handed to whoever is on duty",
	models.LineResumed:  "The clock goes on",
	models.LineReturned: "Its day has come: under review again",
	models.LineShown:    "Brought back",
}

// decided says what a decision did, after the name of whoever made it.
var decided = map[models.State]string{
	models.StateUnderReview:  "took it under review",
	models.StateNeedsInfo:    "asked the author a question",
	models.StatePlanned:      "planned it",
	models.StateUnderWay:     "said that it is under way",
	models.StateDone:         "said that it is done",
	models.StateDeclined:     "declined it",
	models.StateAlreadyThere: "said that it is there already",
	models.StateParked:       "parked it",
	models.StateMerged:       "merged it into another suggestion",
}

// deed is what the line records, to be read after the name; without a name a sentence of its own.
func (l Line) deed() string {
	switch {
	case l.Kind == models.LineDecision && l.From == models.StateMerged:
		return "brought it back from a merge"
	case l.Kind == models.LineDecision:
		return decided[l.To]
	case l.Kind == models.LineVerdict && l.Answered == "yes":
		return "says: this answered me"
	case l.Kind == models.LineVerdict:
		return "says: this did not answer me"
	case l.Kind == models.LineAssignment && l.By.Name == "":
		return "Goes to " + l.OwnerAfter.Name + ", who stands in"
	case l.Kind == models.LineAssignment && l.OwnerAfter.Handle == l.By.Handle:
		return "took it on"
	case l.Kind == models.LineAssignment:
		return "gave it to " + l.OwnerAfter.Name
	case l.By.Name == "":
		return byItself[l.Kind]
	}
	return deeds[l.Kind]
}

// icon is the drawing on the line of time.
func (l Line) icon() string {
	switch l.Kind {
	case models.LineDecision:
		return StateIcon(l.To)
	case models.LineReceipt:
		return "inbox"
	case models.LineUpdate:
		return "message-circle"
	case models.LineAssignment, models.LineHandBack:
		return "users"
	case models.LineMergedIn, models.LineUnmerged:
		return "git-merge"
	case models.LineVerdict:
		if l.Answered == "yes" {
			return "check"
		}
		return "x"
	case models.LineReopening, models.LineWithdrawal, models.LineWithdrawn:
		return "undo-2"
	case models.LineHidden, models.LinePrivate, models.LinePrivateEnd:
		return "lock"
	case models.LineSplit:
		return "move"
	}
	return "clock"
}

// otherWords leads to the other thread of a merge or a split.
func (l Line) otherWords() string {
	switch l.Kind {
	case models.LineMergedIn:
		return "What came here:"
	case models.LineSplit:
		return "It goes on in"
	case models.LineUnmerged:
		return "The other one:"
	}
	return "What goes on:"
}

// soFar is what the brand has kept of its promise, in words.
func (h Head) soFar() string {
	words := "Asked on " + ui.Day(h.BornAt)
	if h.Acknowledged != "" {
		words += ", answered after " + h.Acknowledged
	}
	if h.Decided != "" {
		words += ", decided after " + h.Decided
	}
	if !h.AgainAt.IsZero() {
		words += ", taken up again on " + ui.Day(h.AgainAt)
	}
	if h.DecidedAgain != "" {
		words += ", decided again after " + h.DecidedAgain
	}
	if h.Paused != "" {
		words += "; the clock stood still for " + h.Paused
	}
	return words + "."
}

func supportersWord(n int64) string {
	if n == 1 {
		return "person needs this too"
	}
	return "people need this too"
}

func hurtWords(n int64) string {
	if n == 1 {
		return "One says that it would hurt them."
	}
	return ui.Number(n) + " say that it would hurt them."
}
