package handlers

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// createPost adds a reply. What is refused comes back in the thread's composer.
func (s *Server) createPost(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := models.PostInput{Body: c.FormValue("body"), ReplyTo: replyNumber(c), DraftKey: c.FormValue("draft_key"), Stance: c.FormValue("stance"),
		Question: c.FormValue("question") == "1"}
	ctx, v := c.Request().Context(), viewer(c)
	post, err := s.store.CreatePost(ctx, v, id, in)
	if held, ok := models.HeldBy(err); ok {
		return s.tellHeld(c, held)
	}
	if err == nil && wantsFragment(c) {
		return s.showCreated(c, post.ID)
	}
	if kind := models.KindOf(err); err != nil && !wantsFragment(c) && (kind == models.Invalid || kind == models.TooMany) {
		return s.replyAgain(c, id, in, err)
	}
	if sent, ok := errors.AsType[*models.AlreadySent](err); ok {
		return s.replyBeside(c, id, in, err, sent)
	}
	if err != nil {
		return err
	}
	private(c)
	place, err := s.store.PostPlace(ctx, v, post.ID)
	if err != nil {
		return c.Redirect(http.StatusSeeOther, links.Post(post.ID))
	}
	return c.Redirect(http.StatusSeeOther, placeOf(place))
}

// showCreated answers a script with the post as its author sees it.
func (s *Server) showCreated(c echo.Context, id int64) error {
	private(c)
	p := s.presenter(c)
	post, th, err := s.store.Post(c.Request().Context(), p.viewer, id)
	if err != nil {
		return err
	}
	row := p.postRow(th, post, s.store.Now())
	return s.render(c, http.StatusCreated, reading.PostWithTools(row))
}

// replyNumber is the number that a reply answers: 0 for the thread, one that no post has where it is no number.
func replyNumber(c echo.Context) int64 {
	text := c.FormValue("reply_to")
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (s *Server) replyAgain(c echo.Context, threadID int64, in models.PostInput, refusal error) error {
	fields, message := wrongWith(c, refusal)
	reply := reading.Reply{
		DraftKey: firstOf(in.DraftKey, replyKey(threadID)), DraftVersion: formNumber(c, "draft_version"),
		Error: firstOf(fields["body"], message, firstField(fields)), Asks: in.Question,
	}
	if fields["reply_to"] != "" {
		in.ReplyTo = 0
	}
	return s.showReply(c, threadID, in, refusal, reply)
}

// replyBeside keeps what was typed after the same form was sent with other words: under a key of its own it can
// be sent as well.
func (s *Server) replyBeside(c echo.Context, threadID int64, in models.PostInput, refusal error, sent *models.AlreadySent) error {
	_, _ = wrongWith(c, refusal)
	return s.showReply(c, threadID, in, refusal, reading.Reply{DraftKey: replyKey(threadID), SentID: sent.PostID, SentText: sent.Text})
}

// showReply shows the last page of the thread with a refused reply in its composer.
func (s *Server) showReply(c echo.Context, threadID int64, in models.PostInput, refusal error, reply reading.Reply) error {
	ctx, v := c.Request().Context(), viewer(c)
	th, err := s.store.Thread(ctx, v, threadID)
	if err != nil {
		return err
	}
	reply.Can, reply.Body = v.CanReply(th.Thread, th.Topic.Topic), in.Body
	reply.CanHurt, reply.Hurts = s.presenter(c).reply(th).CanHurt, in.Stance != ""
	if in.ReplyTo > 1 {
		s.answering(c, &reply, th, in.ReplyTo, false)
	}
	return s.renderThread(c, answers.Of(refusal).Status, th, th.Pages(), &reply)
}

// replyForm fills the composer under a thread: with the draft that the member keeps for it, and with whom and
// what "Reply" and "Quote" under a post asked for.
func (s *Server) replyForm(c echo.Context, p presenter, th models.ThreadView) (*reading.Reply, error) {
	reply := p.reply(th)
	if !reply.Can {
		return &reply, nil
	}
	draft, err := s.replyDraft(c, p.viewer, th.ID)
	switch {
	case models.KindOf(err) == models.NotFound:
	case err != nil:
		return nil, err
	default:
		reply.DraftKey, reply.DraftVersion, reply.Body = draft.DraftKey, draft.Version, draft.Body
		if draft.ReplyTo != nil {
			s.answering(c, &reply, th, *draft.ReplyTo, false)
		}
	}
	if n := formNumber(c, "reply_to"); n > 0 {
		s.answering(c, &reply, th, n, c.QueryParam("quote") != "")
	}
	return &reply, nil
}

// replyDraft is the draft that the address names, or else the last one of a reply in this thread.
func (s *Server) replyDraft(c echo.Context, v models.Viewer, threadID int64) (models.Draft, error) {
	if key := c.QueryParam("draft"); key != "" {
		d, err := s.store.Draft(c.Request().Context(), v, key)
		if err == nil && d.ThreadID != nil && *d.ThreadID == threadID && d.PostID == nil {
			return d.Draft, nil
		}
	}
	return s.store.ReplyDraft(c.Request().Context(), v, threadID)
}

// answering makes the form answer one post, and quote it. A post that is not there to be answered changes nothing.
func (s *Server) answering(c echo.Context, reply *reading.Reply, th models.ThreadView, number int64, quote bool) {
	post, err := s.store.PostByNumber(c.Request().Context(), viewer(c), th.ID, number)
	if err != nil || !post.Visible() {
		return
	}
	if number > 1 {
		reply.ReplyTo, reply.To = number, s.presenter(c).person(post.Author, "").Name
	}
	if !quote {
		return
	}
	if reply.Body != "" {
		reply.Body += "\n\n"
	}
	reply.Body += markup.Quote(post.Author.Handle, post.ID, post.Body)
}
