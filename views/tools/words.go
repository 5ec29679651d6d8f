package tools

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// headings are what each tool does, in words; explanations what follows from it.
var headings = map[Tool]string{
	Publish: "Publish now", Schedule: "Publish at a later moment", Corrections: "Add a correction", Withdraw: "Withdraw the story",
	Title: "Change title and tags", Outcome: "Say what came of it", Pin: "Pin to the topic", Lock: "Close to replies", Slow: "Slow mode",
	Review: "Send to review", Verdict: "Review the story", Check: "Is it still true?", Previews: "Links for colleagues", Series: "Part of a series", Theme: "Open it to everybody",
	Suggestion: "Make it a suggestion", TakeBack: "Take the suggestion back",
	Split: "Split off a conversation", Move: "Move to another topic", Remove: "Remove the thread", Restore: "Bring the thread back",
}

var explanations = map[Tool]string{
	Publish:     "Everybody who can see the topic can read it from then on.",
	Review:      "Another of the staff reads it, and puts it out or hands it back with words. You can go on writing meanwhile.",
	Verdict:     "You read what stands here. Put it out under its author’s name, or say what is to be changed.",
	Previews:    "Whoever has such a link reads the story as it is, without an account, for a week or until you revoke it or the story comes out.",
	Theme:       "The words of the gallery are the prompt, and everybody’s pictures in replies stand on its wall until then.",
	Series:      "Stories that belong together name each other above and below, in the order of their parts.",
	Corrections: "The note stands under the story with today’s date, for good. Put the text itself right by editing it.",
	Withdraw:    "Readers find a notice with your reason in its place. You keep the story and can publish it again; replies come back with it.",
	Suggestion:  "It gets a number, an owner and a date by which somebody must answer, in public. Its address, its people and its posts stay. This cannot be undone.",
	TakeBack:    "It goes from every list, and a notice that you took it back stands in its place. That is possible while nobody of the staff has answered and nobody else needs it.",
	Title:       "The address follows the title. Old addresses lead to the new one for ever, and the former title stays in the history.",
	Outcome:     "Stands on top of the thread and wherever it is listed. Leave it empty to take it away.",
	Pin:         "It stands above the other threads of its topic until it is unpinned.",
	Lock:        "Nobody can reply, edit or react any more, staff included. The reason is public.",
	Slow:        "Each member waits between two posts, so that a heated talk cools down. Staff and hosts do not. The author of the thread is told why.",
	Split:       "Some of the replies become a discussion of their own. Each leaves a pointer where it was, and links to it still work.",
	Move:        "The address and all posts stay. Who may see it is then decided by the new topic. A pin is lost.",
	Remove:      "It goes from every list and feed. Whoever has the address finds a notice with the reason. A moderator can bring it back.",
	Restore:     "It returns to every list as it was, with all its posts.",
}

// Headline is what the page is about: its tool, its story, or everything there is.
func (p Page) Headline() string {
	switch {
	case p.one():
		return p.heading(p.Tools[0])
	case len(p.Tools) == 2 && p.has(Publish) && p.has(Schedule):
		return "Publish the story"
	}
	return "Tools for this thread"
}

func (p Page) heading(t Tool) string {
	switch {
	case t == Pin && p.Thread.Pinned:
		return "Unpin"
	case t == Lock && p.Thread.Locked:
		return "Open to replies again"
	case t == Schedule && !p.Thread.PublishAt.IsZero():
		return "Change the moment"
	case t == Review && p.Thread.InReview:
		return "Take it back from review"
	case t == Theme && p.Thread.ThemeOpen:
		return "Change until when it is open"
	}
	return headings[t]
}

func (p Page) explanation(t Tool) string {
	switch {
	case t == Pin && p.Thread.Pinned:
		return "It takes its place among the others again."
	case t == Lock && p.Thread.Locked:
		return "It was closed because: " + p.Thread.LockedBecause
	case t == Publish && p.Thread.Status == models.ThreadUnpublished:
		return "It comes back with the date it had and with its replies."
	case t == Schedule && !p.Thread.PublishAt.IsZero():
		return "It comes out by itself on " + ui.Moment(p.Thread.PublishAt) + ". Empty the field to make it a draft again."
	case t == Review && p.Thread.InReview:
		return "It becomes a draft again that you and the moderators see."
	case t == Check:
		return p.checkWords()
	case t == Theme && !p.Thread.ThemeOpen && !p.Thread.ThemeUntil.IsZero():
		return "It was open until " + ui.Moment(p.Thread.ThemeUntil) + ". Opened again, the pictures sent meanwhile join its wall."
	case t == Series && p.Thread.Part > 0:
		return "It is part " + strconv.Itoa(p.Thread.Part) + " of " + strconv.Itoa(p.Thread.Parts) + " of “" + p.Thread.Series + "”. A place that another part has moves that part on."
	case t == Schedule:
		return "It comes out by itself then. Until that moment only you and the moderators see it."
	}
	return explanations[t]
}

// checkWords say what is known of a story's being true, and what a click does.
func (p Page) checkWords() string {
	words := "Readers are told the day on which somebody looked. Where it is not, edit the story or add a correction instead."
	switch {
	case p.Thread.Overdue:
		return "It has been out for a while. " + words
	case !p.Thread.CheckDue.IsZero():
		return "You are asked on " + ui.Day(p.Thread.CheckDue) + ". " + words
	}
	return words
}

// checkOptions are when a story is asked of again.
func checkOptions() (options []ui.Option) {
	for _, months := range models.CheckMonths {
		label := "Never"
		if months > 0 {
			label = "In " + strconv.FormatInt(months, 10) + " months"
		}
		options = append(options, ui.Option{Value: strconv.FormatInt(months, 10), Label: label})
	}
	return options
}

// zoneHint says whose clock a moment is read by.
func zoneHint(z Zone) string {
	return "By the clock of " + z.Name + ", where it is " + z.Now.Format("15:04 MST, 2 January") + "."
}

// state is a story's state as its author is told.
func state(t Thread) string {
	switch {
	case t.InReview && !t.Own:
		return "This story waits for a second pair of eyes."
	case t.InReview:
		return "Your story waits for a second pair of eyes."
	case !t.Own && t.Overdue:
		return "Is this story still true?"
	}
	switch t.Status {
	case models.ThreadDraft:
		return "This is how your draft will look."
	case models.ThreadScheduled:
		return "Your story comes out on " + ui.Moment(t.PublishAt) + "."
	case models.ThreadUnpublished:
		return "Your story is withdrawn."
	}
	return "Your story is out."
}

func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }
