package api

import (
	"fmt"
	"net/http"

	"github.com/commonthread/commonthread/models"
)

func postEndpoints() []endpoint {
	return []endpoint{
		{
			method: "GET", path: "/threads/:id/posts", name: "listPosts", summary: "List a thread's posts by number, stubs included",
			query: pageParams, gives: list[post]{}, do: (*call).listPosts,
		},
		{
			method: "POST", path: "/threads/:id/posts", name: "createPost", summary: "Reply in a thread",
			access: writing, takes: postInput{}, gives: post{}, status: http.StatusCreated, repeats: true, do: (*call).createPost,
		},
		{
			method: "GET", path: "/posts/:id", name: "getPost", summary: "Read a post, wherever it was moved",
			gives: post{}, do: (*call).getPost,
		},
		{
			method: "PATCH", path: "/posts/:id", name: "editPost", summary: "Change the words of one's own post; the former ones stay in its history",
			access: writing, takes: postChange{}, gives: post{}, do: (*call).editPost,
		},
		{
			method: "DELETE", path: "/posts/:id", name: "deletePost", summary: "Delete one's own post, or remove another's as a moderator, leaving a stub",
			access: writing, takes: reasonInput{}, gives: post{}, do: (*call).deletePost,
		},
		{
			method: "POST", path: "/posts/:id/restore", name: "restorePost", summary: "Bring a post back",
			access: writing, takes: restoreInput{}, gives: post{}, repeats: true, do: (*call).restorePost,
		},
		{
			method: "GET", path: "/posts/:id/revisions", name: "listRevisions", summary: "List a post's edits, the newest first",
			query: pageParams[1:], gives: list[revision]{}, do: (*call).listRevisions,
		},
		{
			method: "PUT", path: "/posts/:id/revisions/hidden", name: "hideRevisions", summary: "Keep the earlier versions of a post for moderators; its author is told",
			access: writing, takes: hideInput{}, status: http.StatusNoContent, do: func(c *call) error { return c.hideRevisions(true) },
		},
		{
			method: "DELETE", path: "/posts/:id/revisions/hidden", name: "showRevisions", summary: "Let everybody look up the earlier versions of a post again",
			access: writing, status: http.StatusNoContent, do: func(c *call) error { return c.hideRevisions(false) },
		},
		{
			method: "POST", path: "/preview", name: "preview", summary: "Render a text as it would be saved; nothing is stored",
			access: account, takes: previewInput{}, gives: previewed{}, repeats: true, do: (*call).preview,
		},
	}
}

// postInput is a reply.
type postInput struct {
	Body     string `json:"body" need:"yes" doc:"Markdown, up to 16,000 characters."`
	ReplyTo  int64  `json:"reply_to" doc:"The number of the post that it answers."`
	DraftKey string `json:"draft_key" doc:"The same key twice makes one post."`
	Stance   string `json:"stance" enum:"hurts" doc:"In a suggestion: that it would hurt you."`
	Question bool   `json:"question" doc:"In a live hour that is not over: that it is put to the host."`
}

// postChange is an edit; what is left out stays.
type postChange struct {
	Body       *string `json:"body"`
	Reason     string  `json:"reason" doc:"Shown in the history."`
	Standfirst *string `json:"standfirst" doc:"Of a story's opening."`
	Cover      *string `json:"cover" doc:"Of a story's opening."`
	CoverAlt   *string `json:"cover_alt" doc:"Of a story's opening."`
	Version    int64   `json:"version" doc:"The version you saw; 409 when it is not the present one."`
}

// previewInput is a text to render.
type previewInput struct {
	Body    string `json:"body" need:"yes"`
	Kind    string `json:"kind" enum:"story,discussion,question,suggestion,gallery" doc:"discussion when left out."`
	Opening bool   `json:"opening" doc:"Whether it opens its thread."`
	Thread  int64  `json:"thread" doc:"The thread it is for: what is quoted there is shown as far as all who read it may see it."`
	Topic   string `json:"topic" doc:"The topic of a new thread that it is for."`
}

// previewed is a rendered text.
type previewed struct {
	HTML string `json:"html"`
}

func (c *call) listPosts() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	limit, err := c.limit()
	if err != nil {
		return err
	}
	name := fmt.Sprintf("posts %d", id)
	at, err := c.position(name, 1)
	if err != nil {
		return err
	}
	th, err := c.store.Thread(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	after := int64(0)
	if at != nil {
		after = at[0]
	}
	views, err := c.store.PostsAfter(c.ctx, c.viewer, id, after, limit)
	if err != nil {
		return err
	}
	items, err := c.posts(views, th)
	if err != nil {
		return err
	}
	var next *string
	if last := after + int64(limit); last < th.LastNumber {
		next = cursor(name, last)
	}
	return c.answer(listOf(items, next))
}

func (c *call) createPost() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in postInput
	if err := c.read(&in); err != nil {
		return err
	}
	var made models.NewPost
	asked, err := c.repeatable(func(r models.RequestKey) (_ int64, err error) {
		made, err = c.store.CreatePost(c.ctx, c.viewer, id, models.PostInput{Body: in.Body, ReplyTo: in.ReplyTo, Stance: in.Stance, Question: in.Question, DraftKey: draftKey(in.DraftKey, r)})
		return made.ID, err
	})
	if err != nil {
		return err
	}
	if made.Seen == nil {
		return c.showPost(asked)
	}
	return c.showMade(c.post(*made.Seen, models.ThreadView{})) // a new one is no answer that was accepted
}

func (c *call) getPost() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	return c.showPost(id)
}

// showPost answers with a post as it is now; a new one says where it is.
func (c *call) showPost(id int64) error {
	p, th, err := c.store.Post(c.ctx, c.viewer, id)
	if err != nil {
		return err
	}
	shapes, err := c.posts([]models.PostView{p}, th)
	if err != nil {
		return err
	}
	if c.status == http.StatusCreated {
		return c.showMade(shapes[0])
	}
	return c.answer(shapes[0])
}

func (c *call) showMade(p post) error { return c.made(fmt.Sprintf("/posts/%d", p.ID), p) }

func (c *call) editPost() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in postChange
	if err := c.read(&in); err != nil {
		return err
	}
	if _, err := c.store.EditPost(c.ctx, c.viewer, id, models.EditInput{
		Body: in.Body, Reason: in.Reason, Standfirst: in.Standfirst, Cover: in.Cover, CoverAlt: in.CoverAlt, Version: in.Version,
	}); err != nil {
		return err
	}
	return c.showPost(id)
}

func (c *call) deletePost() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in reasonInput
	if err := c.read(&in); err != nil {
		return err
	}
	if _, err := c.store.DeletePost(c.ctx, c.viewer, id, models.DeleteInput{Reason: in.Reason, Rule: in.Rule, Version: in.Version}); err != nil {
		return err
	}
	return c.showPost(id)
}

// restoreInput says why what moderators removed comes back.
type restoreInput struct {
	Reason string `json:"reason" doc:"Of what moderators removed: needed, but for a minute after your own removal. Its author reads it."`
}

func (c *call) restorePost() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in restoreInput
	if err := c.read(&in); err != nil {
		return err
	}
	if _, err = c.repeatable(func(models.RequestKey) (int64, error) {
		_, err := c.store.RestorePost(c.ctx, c.viewer, id, in.Reason)
		return id, err
	}); err != nil {
		return err
	}
	return c.showPost(id)
}

func (c *call) listRevisions() error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	name := fmt.Sprintf("revisions %d", id)
	at, err := c.position(name, 1)
	if err != nil {
		return err
	}
	page := 1
	if at != nil {
		page = int(min(at[0], 1<<30))
	}
	h, err := c.store.History(c.ctx, c.viewer, id, page)
	if err != nil {
		return err
	}
	var items []revision
	for _, r := range h.Revisions {
		items = append(items, revisionOf(r))
	}
	var next *string
	if page < h.Pages {
		next = cursor(name, int64(page+1))
	}
	return c.answer(listOf(items, next))
}

// hideInput says why earlier versions are hidden.
type hideInput struct {
	Reason string `json:"reason" need:"yes" doc:"Everybody reads it in place of the versions."`
}

func (c *call) hideRevisions(on bool) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	var in hideInput
	if on {
		if err := c.read(&in); err != nil {
			return err
		}
	}
	if err := c.store.HideHistory(c.ctx, c.viewer, id, on, in.Reason); err != nil {
		return err
	}
	return c.done()
}

func (c *call) preview() error {
	in := previewInput{Kind: string(models.KindDiscussion)}
	if err := c.read(&in); err != nil {
		return err
	}
	kind, err := models.ParseKind(in.Kind)
	if err != nil {
		return wrongFields(map[string]string{"kind": "Choose story, discussion, question, suggestion or gallery."})
	}
	html, err := c.store.Preview(c.ctx, c.viewer, models.PreviewPlace{
		Kind: kind, Opening: in.Opening, ThreadID: in.Thread, Topic: in.Topic,
	}, in.Body)
	if err != nil {
		return err
	}
	return c.answer(previewed{HTML: html.String()})
}
