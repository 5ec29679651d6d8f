package moderation

import (
	"strings"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

var ruleWords = map[models.Rule]string{
	models.RuleSpam:        "No advertising",
	models.RuleAbuse:       "Be decent to each other",
	models.RulePrivateData: "Leave private things private",
	models.RuleIllegal:     "Nothing against the law",
	models.RuleOffTopic:    "Stay with the topic",
	models.RuleOther:       "Something else",
}

// RuleWords is a rule as one says it to whoever broke it.
func RuleWords(r models.Rule) string { return ruleWords[r] }

var reasonWords = map[models.Rule]string{
	models.RuleSpam:        "It advertises something",
	models.RuleAbuse:       "It insults, threatens or mocks somebody",
	models.RulePrivateData: "It shows private things of somebody",
	models.RuleIllegal:     "It is against the law",
	models.RuleOffTopic:    "It does not belong here",
	models.RuleOther:       "Something else",
}

// ReasonWords is a rule as one says it of what one reports.
func ReasonWords(r models.Rule) string { return reasonWords[r] }

// RuleOptions offer the rules to a moderator; none is chosen beforehand.
func RuleOptions() []ui.Option {
	options := []ui.Option{{Label: "Choose a rule"}}
	for _, r := range models.Rules {
		options = append(options, ui.Option{Value: string(r), Label: ruleWords[r]})
	}
	return options
}

// NeedsWords reports whether a removal needs words of its own: no saved reason is offered for it.
func NeedsWords(saved []SavedReason) bool {
	return !offered(saved, []models.ReasonFor{models.ForRemoval})
}

// OrSaved is the hint of words that a saved reason can stand for.
func OrSaved(hint string, saved []SavedReason) string {
	if NeedsWords(saved) {
		return hint
	}
	return hint + " Not needed with a saved reason."
}

func reasonOptions() (options []ui.Option) {
	for _, r := range models.Rules {
		options = append(options, ui.Option{Value: string(r), Label: reasonWords[r]})
	}
	return options
}

var actionWords = map[models.ActionKind]string{
	models.ActionRemove:       "removed a post of yours",
	models.ActionRefuse:       "did not let a post of yours through",
	models.ActionRemoveThread: "removed a thread of yours",
	models.ActionWarn:         "warned you",
	models.ActionRestrict:     "limited what you can do",
	models.ActionSuspend:      "suspended your account",
	models.ActionBan:          "banned you",
	models.ActionLock:         "closed a thread of yours",
	models.ActionSlow:         "slowed a thread of yours down",
	models.ActionRemoveWords:  "took away something you wrote or showed",
}

var undoneWords = map[models.ActionKind]string{
	models.ActionRemove:       "brought a post of yours back",
	models.ActionRefuse:       "were too strict with a post of yours, which you can send again",
	models.ActionRemoveThread: "brought a thread of yours back",
	models.ActionWarn:         "took a warning back",
	models.ActionRestrict:     "lifted what limited you",
	models.ActionSuspend:      "lifted your suspension",
	models.ActionBan:          "lifted your ban",
	models.ActionLock:         "opened a thread of yours again",
	models.ActionSlow:         "ended slow mode in a thread of yours",
	models.ActionRemoveWords:  "gave back something you wrote or showed",
}

// ToldWords says what moderators told somebody of.
func ToldWords(kind models.ModerationNoticeKind, a models.ActionKind) string {
	switch kind {
	case models.NoticeOfAction:
		return "The moderators " + actionWords[a]
	case models.NoticeOfUndoing:
		return "The moderators " + undoneWords[a]
	}
	switch kind {
	case models.NoticeOfHold:
		return "What came of a post that waited"
	case models.NoticeOfAppeal:
		return "What came of your appeal"
	case models.NoticeOfHistory:
		return "The moderators hid earlier versions of a post of yours"
	}
	return "What came of your report"
}

var outcomeWords = map[models.CaseOutcome]string{
	models.OutcomeNoBreach:   "The moderators looked at it and left it as it is",
	models.OutcomeRemoved:    "The post was removed",
	models.OutcomeWarned:     "Whoever wrote it was warned",
	models.OutcomeRestricted: "Whoever wrote it can do less for a while",
	models.OutcomeSuspended:  "Whoever wrote it was suspended",
	models.OutcomeBanned:     "Whoever wrote it was banned",
	models.OutcomeLocked:     "The thread was closed",
	models.OutcomeSlowed:     "The thread was slowed down",
	models.OutcomeApproved:   "It was let through",
	models.OutcomeReturned:   "It went back to its author to be changed",
	models.OutcomeWithdrawn:  "Its author took it back",
	models.OutcomeUpheld:     "What was done stands",
	models.OutcomeReversed:   "It was taken back",
	models.OutcomeReplaced:   "Another decision took its place",
}

// OutcomeWords says how a report ended.
func OutcomeWords(o models.CaseOutcome) string {
	if o == "" {
		return "It waits for a moderator"
	}
	return outcomeWords[o]
}

var restrictionWords = map[models.Restriction]string{
	models.NoThreads: "no new threads", models.SlowPosts: "one post in ten minutes", models.NoLinks: "no links",
}

// RestrictionWords is a list of restrictions, as it is stored, in words.
func RestrictionWords(list string) string {
	var words []string
	for _, r := range models.ParseRestrictions(list) {
		words = append(words, restrictionWords[r])
	}
	return strings.Join(words, ", ")
}

var holdWords = map[models.HoldReason]string{
	models.HoldLinks: "many links from somebody new", models.HoldMentions: "many people named by somebody new",
	models.HoldSameText: "the same text again and again", models.HoldBurst: "many posts in a minute",
	models.HoldWord: "a word on the community’s list", models.HoldFirst: "a first post in this topic", models.HoldYoung: "an account of the last hour",
	models.HoldSomeLinks: "links from somebody new", models.HoldFast: "several posts within ten minutes",
	models.HoldRepeated: "the same text earlier today", models.HoldCopied: "the same text by others today",
	models.HoldChecked: "what the operator’s check found",
}

// HoldWords says why a post is held; what was found, such as the word, is for moderators.
func HoldWords(r models.HoldReason, exactly bool) string {
	name, of := r.Parts()
	if !exactly || of == "" {
		return holdWords[name]
	}
	return holdWords[name] + " (" + of + ")"
}

// HeldStateWords says how it stands with a held post.
func HeldStateWords(s models.HeldState) string { return heldStates[s] }

var heldStates = map[models.HeldState]string{
	models.HeldWaiting: "Waits for a moderator", models.HeldApproved: "Let through", models.HeldReturned: "Back with you, to be changed",
	models.HeldRemoved: "Removed", models.HeldWithdrawn: "Taken back by you",
}

// RestrictionWord is one restriction in words.
func RestrictionWord(r models.Restriction) string { return restrictionWords[r] }
