package handlers

import (
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/reading"
)

// answerWords is how much of a chosen answer stands at the top of its thread.
const answerWords = 200

// thread is the head of a thread.
func (p presenter) thread(th models.ThreadView) reading.Thread {
	shown := reading.Thread{
		ID: th.ID, Slug: th.Slug, Kind: th.Kind, Status: th.Status, Title: th.Title,
		Topic:        p.topicRef(th.TopicID),
		Visibility:   th.Topic.Visibility,
		Author:       p.personIn(th.Author, th.Employer, th.TopicID),
		Standfirst:   th.Standfirst,
		Cover:        reading.Cover{Scene: th.Cover, Variant: uint32(th.ID), Alt: th.CoverAlt},
		Tags:         th.TagList(),
		Replies:      th.Replies(),
		StartedAt:    p.started(th.Thread),
		PublishAt:    p.atPointer(th.PublishAt),
		InReview:     th.InReview(),
		CheckedAt:    p.atPointer(th.CheckedAt),
		LastActivity: p.at(th.LastActivityAt),
		Pinned:       th.Pinned(),
		Notice:       th.WithdrawnBecause,
	}
	if th.Kind == models.KindStory {
		shown.Minutes = models.ReadingMinutes(th.Words)
	}
	if th.Locked() {
		shown.Locked = &reading.Lock{By: p.person(th.LockedFrom, ""), At: p.atPointer(th.LockedAt), Because: th.LockedBecause}
	}
	if th.Outcome != "" {
		shown.Outcome = &reading.Outcome{Words: th.Outcome, By: p.person(th.OutcomeFrom, ""), At: p.atPointer(th.OutcomeAt)}
	}
	for _, c := range th.Corrections {
		shown.Corrections = append(shown.Corrections, reading.Correction{Words: c.Words, At: p.at(c.CreatedAt)})
	}
	return shown
}

func (p presenter) answer(a *models.ThreadAnswer) *reading.AnswerRef {
	if a == nil {
		return nil
	}
	return &reading.AnswerRef{Number: a.Number, Author: p.person(a.Author, a.Employer), Excerpt: markup.Excerpt(a.Text, answerWords)}
}

// threadCan is what stands in the thread's menu.
func (p presenter) threadCan(th models.ThreadView) reading.ThreadCan {
	v, t := p.viewer, th.Topic.Topic
	opening := models.Post{ThreadID: th.ID, Number: 1, AuthorID: th.AuthorID, Status: models.PostVisible}
	story := th.Kind == models.KindStory
	return reading.ThreadCan{
		Retitle:   v.CanRetitle(th.Thread, t),
		Pin:       v.CanTidy(th.Thread, t),
		Lock:      v.CanModerate(th.Thread, t) && th.Published(),
		Move:      v.CanModerate(th.Thread, t) && th.Published(),
		Outcome:   v.CanSetOutcome(th.Thread, t),
		Edit:      story && v.CanEditPost(opening, th.Thread, t),
		Publish:   !th.Published() && v.CanPublishStory(th.Thread, t) && !v.FourEyes,
		Correct:   th.Published() && v.CanPublishStory(th.Thread, t),
		Unpublish: v.CanWithdrawStory(th.Thread, t),
		Restore:   v.CanModerate(th.Thread, t) && th.Status == models.ThreadRemoved,
		Become:    v.CanBecomeSuggestion(th.Thread, t),
		Decide:    v.CanDecide(th.Thread, t),
	}
}

// reply is the composer under a thread, or why there is none.
func (p presenter) reply(th models.ThreadView) reading.Reply {
	v, t := p.viewer, th.Topic.Topic
	switch {
	case v.CanReply(th.Thread, t):
		return reading.Reply{
			Can: true, DraftKey: replyKey(th.ID),
			CanHurt: th.Kind == models.KindSuggestion && v.ID != th.AuthorID && !v.Staff(),
		}
	case t.Archived():
		return reading.Reply{WhyNot: "This topic is closed. Everything in it can still be read."}
	case th.Locked():
		return reading.Reply{WhyNot: "This thread is closed to replies."}
	case !th.Published():
		return reading.Reply{}
	}
	return reading.Reply{SignIn: !v.SignedIn()}
}
