package console

import (
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

var doWords = map[models.CaseOutcome][2]string{
	models.OutcomeNoBreach:   {"Leave it: no rule is broken", "Whoever reported reads your sentence."},
	models.OutcomeRemoved:    {"Remove the post", "A stub with your sentence stays in its place."},
	models.OutcomeWarned:     {"Warn whoever wrote it", "On record; they can do all they could."},
	models.OutcomeRestricted: {"Limit what they can do for a while", "Choose below what, and until when."},
	models.OutcomeSuspended:  {"Suspend them until a moment", "They are signed out and cannot sign in until then."},
	models.OutcomeBanned:     {"Ban them", "A suspension without an end. Suggestions of theirs are still decided."},
	models.OutcomeLocked:     {"Close the thread", "Nobody can reply until it is opened again."},
	models.OutcomeSlowed:     {"Slow the thread down", "Each member waits between two posts."},
}

func doOptions() (options []ui.Option) {
	for _, o := range models.ReportOutcomes {
		options = append(options, ui.Option{Value: string(o), Label: doWords[o][0], Hint: doWords[o][1]})
	}
	return options
}

var holdOptions = []ui.Option{
	{Value: "approved", Label: "Let it through", Hint: "It appears now, under its author’s name. Change the text below where that is all it needs."},
	{Value: "returned", Label: "Return it for changes", Hint: "Its author reads your sentence, changes it and sends it again."},
	{Value: "removed", Label: "Remove it", Hint: "With a rule. Nobody ever saw it."},
}

var cleanWords = map[string]string{"": "Nothing", "day": "What they wrote in the last day", "week": "What they wrote in the last week", "all": "All they ever wrote"}

func cleanOptions() (options []ui.Option) {
	for _, c := range models.CleanUps {
		options = append(options, ui.Option{Value: c, Label: cleanWords[c]})
	}
	return options
}

// asideWords say what else a ban can take along.
var asideWords = map[models.CleanUpAside]string{
	models.CleanHeld: "What waits in the queue", models.CleanWords: "What others read on their page and beside their support and votes", models.CleanFace: "Their face",
}

var pauseOptions = []ui.Option{{Value: "1m", Label: "One minute"}, {Value: "10m", Label: "Ten minutes"}, {Value: "1h", Label: "One hour"}}

var didWords = map[models.ActionKind]string{
	models.ActionRemove: "removed a post of", models.ActionRefuse: "did not let through a post of", models.ActionRemoveThread: "removed a thread of", models.ActionWarn: "warned",
	models.ActionRestrict: "limited", models.ActionSuspend: "suspended", models.ActionBan: "banned",
	models.ActionLock: "closed a thread of", models.ActionSlow: "slowed down a thread of",
	models.ActionRemoveWords: "took away words or the face of",
}

// AppealedWords says what somebody appeals.
func AppealedWords(k models.ActionKind) string { return appealedWords[k] }

var appealedWords = map[models.ActionKind]string{
	models.ActionRemove: "against a removal", models.ActionRefuse: "against a removal from what was held", models.ActionRemoveThread: "against the removal of a thread",
	models.ActionWarn: "against a warning", models.ActionRestrict: "against a limit", models.ActionSuspend: "against a suspension",
	models.ActionBan: "against a ban", models.ActionLock: "against a closed thread", models.ActionSlow: "against a slow thread",
	models.ActionRemoveWords: "against words or a face taken away",
}

var answerOptions = []ui.Option{
	{Value: string(models.OutcomeUpheld), Label: "Leave it as it is", Hint: "What was done stands."},
	{Value: string(models.OutcomeReversed), Label: "Take it back", Hint: "It is undone at once, on record."},
}

func actionLine(a ActionLine) string {
	words := didWords[a.Kind] + " " + a.Whom.Name
	if a.Kind == models.ActionRestrict {
		words += " (" + moderation.RestrictionWords(a.Detail) + ")"
	}
	if !a.Until.IsZero() {
		words += " until " + ui.Moment(a.Until)
	}
	return words
}

var caseWords = map[models.CaseKind]string{
	models.CaseReport: "Reported", models.CaseHold: "Held", models.CaseAppeal: "Appeal", models.CaseJoining: "Joining",
}
