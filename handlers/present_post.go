package handlers

import (
	"time"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// post is a post as anyone may see it: nothing in it depends on who looks, so the same bytes go to readers'
// pages and over the socket.
func (p presenter) post(th models.ThreadView, m models.PostView) reading.PostView {
	shown := reading.PostView{
		ID: m.ID, ThreadID: th.ID, ThreadSlug: th.Slug, Number: m.Number, Kind: th.Kind, Status: m.Status,
		Author: p.personIn(m.Author, m.Employer, th.TopicID),
		At:     p.at(m.CreatedAt),
	}
	if m.Status == models.PostMoved && m.MovedToID != nil {
		// the address asks again who may see the new place, and names nothing
		shown.MovedToHref = links.Post(*m.MovedToID)
	}
	if !m.Visible() {
		return shown
	}
	shown.Body = markup.Trusted(m.HTML)
	shown.EditedAt = p.atPointer(m.EditedAt)
	shown.ByAsker = (th.Kind == models.KindQuestion || th.Kind == models.KindSuggestion) && !m.Opening() && m.AuthorID == th.AuthorID
	shown.Accepted = th.AcceptedPostID != nil && *th.AcceptedPostID == m.ID
	shown.Official = th.OfficialPostID != nil && *th.OfficialPostID == m.ID
	shown.Employer = m.Employer
	shown.Hurts = m.Hurts()
	if th.Kind == models.KindEvent {
		shown.Question, shown.Answers = m.Question, pointed(m.AnswersNumber)
		shown.AnswerNumber = pointed(m.AnswerNumber)
	}
	if m.ReplyTo != nil {
		shown.ReplyTo, shown.ReplyToName = *m.ReplyTo, p.person(m.ReplyAuthor, "").Name
	}
	for _, r := range m.Reactions {
		shown.Reactions = append(shown.Reactions, reading.Reaction{Emoji: r.Emoji, Count: r.N})
	}
	return shown
}

// postRow is a post with what is the viewer's own laid over it; nothing for readers.
func (p presenter) postRow(th models.ThreadView, m models.PostView, now time.Time) reading.PostRow {
	row := reading.PostRow{Post: p.post(th, m), Blocked: m.Blocked}
	v := p.viewer
	if !v.SignedIn() || m.Blocked {
		return row
	}
	own := v.ID == m.AuthorID
	mine := &reading.Mine{Bookmarked: m.Bookmarked, Own: own, Can: p.postCan(th, m.Post, now)}
	for _, r := range m.Reactions {
		if r.Mine {
			mine.Reacted = append(mine.Reacted, r.Emoji)
		}
	}
	if v.CanReadRemoved(m.Post) {
		mine.Hidden = markup.Trusted(m.HTML)
	}
	if m.Status == models.PostRemoved && (own || v.Moderator()) {
		mine.Because = m.RemovedBecause
	}
	row.Mine = mine
	return row
}

// postCan is what a member may do with a post of the thread.
func (p presenter) postCan(th models.ThreadView, m models.Post, now time.Time) reading.PostCan {
	v, t := p.viewer, th.Topic.Topic
	own, reply := v.ID == m.AuthorID, !m.Opening() && m.Visible()
	return reading.PostCan{
		Reply:    m.Visible() && v.CanReply(th.Thread, t),
		React:    v.CanReact(m, th.Thread, t),
		Bookmark: m.Visible(),
		Edit:     v.CanEditPost(m, th.Thread, t),
		Delete:   own && v.CanDeletePost(m, th.Thread, t),
		Remove:   !own && v.CanDeletePost(m, th.Thread, t),
		Restore:  v.CanRestorePost(m, th.Thread, t, now),
		Accept:   reply && v.CanAccept(th.Thread, t),
		Official: reply && m.Employer != "" && v.CanMarkOfficial(th.Thread, t),
		Split:    reply && v.CanTidy(th.Thread, t),
		History:  m.Visible() && m.EditedAt != nil,

		RestoreAsModerator: m.Status == models.PostRemoved && v.CanRestorePost(m, th.Thread, t, now),
	}
}

// laterCan is postCan of replies that nobody has written yet; the page takes what is for staff's replies alone away
// from the others.
func (p presenter) laterCan(th models.ThreadView, now time.Time) reading.LaterCan {
	if !p.viewer.SignedIn() {
		return reading.LaterCan{}
	}
	reply := models.Post{ThreadID: th.ID, Number: th.LastNumber + 1, Status: models.PostVisible, Employer: p.viewer.Employer, CreatedAt: now}
	own := reply
	own.AuthorID = p.viewer.ID
	return reading.LaterCan{Other: p.postCan(th, reply, now), Own: p.postCan(th, own, now)}
}

// pointed is what a number that may be missing is, 0 where it is.
func pointed(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}
