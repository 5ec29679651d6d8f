package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/writing"
)

// createPreview draws a text exactly as it would be saved: for a script the HTML alone, else the form again with
// the preview above it.
func (s *Server) createPreview(c echo.Context) error {
	ctx, v := c.Request().Context(), viewer(c)
	place, err := s.previewPlace(c)
	if err != nil {
		return err
	}
	html, err := s.store.Preview(ctx, v, place.PreviewPlace, c.FormValue("body"))
	if wantsFragment(c) {
		if err != nil {
			return err
		}
		private(c)
		if place.post != nil {
			html = html.WithPrefix(models.PostPrefix(place.post.ID))
		}
		return c.HTML(http.StatusOK, html.String())
	}
	shown := &writing.Preview{Body: html}
	switch {
	case place.post != nil:
		return s.previewEdit(c, place, shown, err)
	case place.thread != nil:
		return s.previewReply(c, place, shown, err)
	}
	return s.previewThread(c, shown, err)
}

// previewed says where a text would stand.
type previewed struct {
	models.PreviewPlace
	post   *models.PostView
	thread *models.ThreadView
}

func (s *Server) previewPlace(c echo.Context) (previewed, error) {
	ctx, v := c.Request().Context(), viewer(c)
	if id := formNumber(c, "post"); id > 0 {
		post, th, err := s.store.Post(ctx, v, id)
		return previewed{models.PreviewPlace{Kind: th.Kind, Opening: post.Opening(), ThreadID: th.ID}, &post, &th}, err
	}
	if id := formNumber(c, "thread"); id > 0 {
		th, err := s.store.Thread(ctx, v, id)
		return previewed{models.PreviewPlace{Kind: th.Kind, ThreadID: th.ID}, nil, &th}, err
	}
	kind, err := models.ParseKind(c.FormValue("kind"))
	if err != nil {
		kind = models.KindDiscussion
	}
	return previewed{PreviewPlace: models.PreviewPlace{Kind: kind, Opening: true, Topic: c.FormValue("topic")}}, nil
}

func (s *Server) previewThread(c echo.Context, shown *writing.Preview, refusal error) error {
	in := threadInput(c)
	if refusal != nil {
		return s.composeAgainOr(c, in, refusal)
	}
	page, err := s.composePage(c, in, keeping(c))
	if err != nil {
		return err
	}
	shown.Title = in.Title
	if page.Kind == models.KindStory {
		shown.Standfirst = in.Standfirst
	}
	page.Preview = shown
	return s.render(c, http.StatusOK, writing.Compose(page))
}

// composeAgainOr shows the composer again where its text is wrong; any other error is for the error page.
func (s *Server) composeAgainOr(c echo.Context, in models.ThreadInput, refusal error) error {
	if _, ok := refused(refusal); !ok {
		return refusal
	}
	return s.composeAgain(c, http.StatusUnprocessableEntity, in, refusal)
}

func (s *Server) previewReply(c echo.Context, place previewed, shown *writing.Preview, refusal error) error {
	th := place.thread
	page := writing.ReplyPage{
		Page: s.page(c, "Your reply"), Keeping: keeping(c), ThreadID: th.ID, ThreadSlug: th.Slug, ThreadTitle: th.Title,
		ReplyTo: formNumber(c, "reply_to"), Body: c.FormValue("body"),
	}
	page.Canonical, page.Robots, page.Composer = "", "noindex", true
	page.DraftKey = firstOf(page.DraftKey, auth.NewToken())
	page.Return = links.Thread(th.ID, th.Slug)
	status := http.StatusOK
	if refusal == nil {
		page.Preview = shown
	} else if e, ok := refused(refusal); ok {
		status = http.StatusUnprocessableEntity
		page.Wrong(e.Fields, e.Message)
	} else {
		return refusal
	}
	return s.render(c, status, writing.Reply(page))
}

func (s *Server) previewEdit(c echo.Context, place previewed, shown *writing.Preview, refusal error) error {
	page := s.editPage(c, *place.post, *place.thread)
	page.takeTyped(c)
	status := http.StatusOK
	if refusal == nil {
		shown.Title, shown.Standfirst = page.Typed.Title, page.Typed.Standfirst
		page.Preview = shown
	} else if e, ok := refused(refusal); ok {
		status = http.StatusUnprocessableEntity
		page.Wrong(e.Fields, e.Message)
	} else {
		return refusal
	}
	return s.showEdit(c, status, page)
}
