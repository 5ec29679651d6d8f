package handlers

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

const (
	splitWords = 180
	// splitBefore is how many replies before the chosen one the form begins with.
	splitBefore = 5
)

// newSplit chooses the replies that leave a thread. ?from= chooses those from a number on, ?after= turns pages.
func (s *Server) newSplit(c echo.Context) error {
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	from, err := numberParam(c, "from")
	if err != nil {
		return err
	}
	after, err := numberParam(c, "after")
	if err != nil {
		return err
	}
	if from > 0 {
		after = from - 1 - splitBefore
	}
	chosen := func(n int64) bool { return from > 1 && n >= from }
	return s.renderSplit(c, http.StatusOK, th, tools.SplitPage{Topic: th.Topic.Slug}, after, chosen)
}

func numberParam(c echo.Context, name string) (int64, error) {
	text := c.QueryParam(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, echo.NewHTTPError(http.StatusBadRequest, "Posts are numbered from 1.")
	}
	return n, nil
}

func (s *Server) renderSplit(c echo.Context, status int, th models.ThreadView, page tools.SplitPage, after int64, chosen func(int64) bool) error {
	posts, more, err := s.store.SplitChoices(c.Request().Context(), viewer(c), th, after)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	page.Page = s.page(c, "Split off a conversation")
	page.Page.Canonical, page.Page.Robots, page.Page.Colour = "", "noindex", th.Topic.Colour
	page.Thread = s.toolsThread(c, th)
	if viewer(c).Moderator() {
		page.Topics = s.topicOptions(c, th.Topic.Topic)
	}
	for _, post := range posts {
		page.Posts = append(page.Posts, tools.SplitPost{
			Number: post.Number, Author: p.person(post.Author, ""), At: p.at(post.CreatedAt),
			Excerpt: markup.Excerpt(post.Text, splitWords), Chosen: chosen(post.Number),
		})
	}
	if after > 1 {
		page.Earlier = links.SplitAfter(th.ID, max(1, after-models.SplitWindow))
	}
	if more {
		page.Later = links.SplitAfter(th.ID, posts[len(posts)-1].Number)
	}
	return s.render(c, status, tools.ChooseSplit(page))
}

// createSplit makes a discussion of the chosen replies and leads there.
func (s *Server) createSplit(c echo.Context) error {
	private(c)
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	in := models.SplitInput{Title: c.FormValue("title"), Topic: c.FormValue("topic")}
	for _, text := range c.Request().Form["numbers"] {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			n = 0 // no post has it: the verb says so beside the others
		}
		in.Numbers = append(in.Numbers, n)
	}
	made, err := s.store.SplitThread(c.Request().Context(), viewer(c), id, in)
	if e, ok := refused(err); ok {
		th, err := s.toolThread(c)
		if err != nil {
			return err
		}
		after := int64(0)
		if len(in.Numbers) > 0 {
			after = slices.Min(in.Numbers) - 1 - splitBefore
		}
		page := tools.SplitPage{Title: in.Title, Topic: in.Topic, Errors: e.Fields}
		return s.renderSplit(c, http.StatusUnprocessableEntity, th, page, after, func(n int64) bool { return slices.Contains(in.Numbers, n) })
	}
	if err != nil {
		return err
	}
	s.flash(c, ui.Done, "The posts are a discussion of their own now.")
	return c.Redirect(http.StatusSeeOther, links.Thread(made.ID, made.Slug))
}
