package api

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// reaction is how many members chose an emoji.
type reaction struct {
	Emoji string `json:"emoji"`
	Count int64  `json:"count"`
	Mine  bool   `json:"mine" doc:"Whether you are among them."`
}

// post is one contribution. What was deleted, removed or moved stays as a stub: its number is never given again.
type post struct {
	ID             int64      `json:"id"`
	ThreadID       int64      `json:"thread_id"`
	Number         int64      `json:"number" doc:"Its number in the thread; 1 is the opening."`
	Status         string     `json:"status" enum:"visible,deleted,removed,moved,blocked" doc:"blocked: its author is one whom you blocked; it is a stub for you alone."`
	URL            string     `json:"url"`
	Author         *person    `json:"author" doc:"null for a former member."`
	Employer       *string    `json:"employer"`
	ReplyTo        *int64     `json:"reply_to" doc:"The number of the post that it answers."`
	Body           string     `json:"body" doc:"Markdown; empty for a stub. Of what is quoted and gone, your own keep the line that names the post: leave it, and an edit keeps the quotation."`
	HTML           string     `json:"html" doc:"The body, rendered and sanitised."`
	CreatedAt      time.Time  `json:"created_at"`
	EditedAt       *time.Time `json:"edited_at"`
	RemovedBecause *string    `json:"removed_because" doc:"Why a moderator removed it; for its author and moderators."`
	MovedTo        *int64     `json:"moved_to" doc:"The id of the post that stood here, where you may see it."`
	Accepted       bool       `json:"accepted"`
	Official       bool       `json:"official"`
	Stance         *string    `json:"stance" enum:"hurts" doc:"That the suggestion would hurt its writer."`
	Question       *string    `json:"question" enum:"asked,picked,answered" doc:"In a live hour: how far what was put to the host has come."`
	AnswerNumber   *int64     `json:"answer_number" doc:"Of a question: the number of the post that answered it."`
	Reactions      []reaction `json:"reactions"`
	Bookmarked     bool       `json:"bookmarked"`
	Version        int64      `json:"version" doc:"Send it with an edit to be told of somebody else's."`
}

// posts are a thread's posts as the viewer may see them: one query more where stubs of moved ones are among them.
func (c *call) posts(views []models.PostView, th models.ThreadView) ([]post, error) {
	var moved []int64
	for _, p := range views {
		if p.MovedToID != nil {
			moved = append(moved, *p.MovedToID)
		}
	}
	seen, err := c.store.SeenPosts(c.ctx, c.viewer, moved)
	if err != nil {
		return nil, err
	}
	out := make([]post, len(views))
	for i, p := range views {
		out[i] = c.post(p, th)
		if p.MovedToID != nil && slices.Contains(seen, *p.MovedToID) {
			out[i].MovedTo = p.MovedToID
		}
	}
	return out, nil
}

func (c *call) post(p models.PostView, th models.ThreadView) post {
	out := post{
		ID: p.ID, ThreadID: p.ThreadID, Number: p.Number, Status: string(p.Status), URL: c.api.Absolute(c, links.Post(p.ID)),
		Author: personOf(p.Author), Employer: textOrNull(p.Employer), ReplyTo: p.ReplyTo, Body: p.Body, HTML: p.HTML,
		CreatedAt: p.CreatedAt, EditedAt: p.EditedAt, Reactions: []reaction{}, Bookmarked: p.Bookmarked, Version: p.Version,
		Accepted: th.AcceptedPostID != nil && *th.AcceptedPostID == p.ID,
		Official: th.OfficialPostID != nil && *th.OfficialPostID == p.ID,
	}
	if p.Blocked {
		out.Status, out.CreatedAt = "blocked", p.CreatedAt
		return out
	}
	if p.Status == models.PostRemoved && (c.viewer.Moderator() || c.viewer.SignedIn() && p.AuthorID == c.viewer.ID) {
		out.RemovedBecause = textOrNull(p.RemovedBecause)
	}
	for _, r := range p.Reactions {
		out.Reactions = append(out.Reactions, reaction{Emoji: r.Emoji, Count: r.N, Mine: r.Mine})
	}
	if p.Visible() {
		out.Stance, out.Question, out.AnswerNumber = textOrNull(p.Stance), textOrNull(string(p.Question)), p.AnswerNumber
	}
	return out
}

// change is a piece of text between two versions.
type change struct {
	Op   string `json:"op" enum:"same,added,removed"`
	Text string `json:"text"`
}

// revision is one edit of a post.
type revision struct {
	Version int64     `json:"version" doc:"The version that the edit made."`
	Editor  *person   `json:"editor"`
	Reason  string    `json:"reason"`
	At      time.Time `json:"at"`
	Body    []change  `json:"body"`

	Title      []change `json:"title" doc:"Of an opening whose title changed."`
	Tags       []change `json:"tags" doc:"Of an opening whose thread's tags changed."`
	Standfirst []change `json:"standfirst" doc:"Of an opening whose standfirst changed."`

	Hidden  bool   `json:"hidden" doc:"A moderator hid what this edit replaced; others get neither its words nor its reason."`
	Because string `json:"hidden_because" doc:"The public sentence that says why."`
}

func revisionOf(r models.Revision) revision {
	return revision{
		Version: r.Version, Editor: personOf(r.Editor), Reason: r.Reason, At: r.At,
		Title: changesOf(r.Title), Tags: changesOf(r.Tags), Standfirst: changesOf(r.Standfirst), Body: changesOf(r.Body),
		Hidden: r.Hidden, Because: r.Because,
	}
}

func changesOf(texts []models.TextChange) []change {
	out := []change{}
	for _, t := range texts {
		out = append(out, change{Op: string(t.Op), Text: t.Text})
	}
	return out
}
