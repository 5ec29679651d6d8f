package handlers

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

// showThread is a page of a thread. A wrong or old slug leads to the right one; what the viewer may not see is
// not found before its slug is looked at, so that no redirect tells.
func (s *Server) showThread(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	th, err := s.store.Thread(c.Request().Context(), viewer(c), id)
	if err != nil {
		return err
	}
	if c.Param("slug") != th.Slug {
		c.Response().Header().Set("Cache-Control", "no-cache")
		return c.Redirect(http.StatusMovedPermanently, links.ThreadPage(th.ID, th.Slug, n))
	}
	if n > th.Pages() {
		return lastPage(c, links.ThreadPage(th.ID, th.Slug, th.Pages()))
	}
	page, err := s.threadPage(c, th, n, nil)
	if err != nil {
		return err
	}
	if page.Ledger != nil {
		if on := s.goesOn(c, page); on != "" {
			c.Response().Header().Set("Cache-Control", "no-cache")
			return c.Redirect(http.StatusFound, on)
		}
	}
	return s.render(c, http.StatusOK, reading.ShowThread(page))
}

// renderThread draws one page of a thread. A reply that was refused comes back in its composer.
func (s *Server) renderThread(c echo.Context, status int, th models.ThreadView, n int, refused *reading.Reply) error {
	page, err := s.threadPage(c, th, n, refused)
	if err != nil {
		return err
	}
	return s.render(c, status, reading.ShowThread(page))
}

func (s *Server) threadPage(c echo.Context, th models.ThreadView, n int, refused *reading.Reply) (reading.ThreadPage, error) {
	ctx, p := c.Request().Context(), s.presenter(c)
	p.viewer = looking(c)
	tag(c, tagThread(th.ID))
	page := reading.ThreadPage{
		Thread:     p.thread(th),
		Seq:        th.EventSeq,
		Can:        p.threadCan(th),
		Later:      p.laterCan(th, s.store.Now()),
		LastNumber: th.LastNumber,
		Pager: ui.Pager{Page: n, Pages: th.Pages(), Label: "Posts", Of: func(n int) string {
			if c.QueryParam("record") == "1" {
				return links.RecordPage(th.ID, th.Slug, n)
			}
			return links.ThreadPage(th.ID, th.Slug, n)
		}},
	}
	posts, err := s.store.Posts(ctx, p.viewer, th.ID, n)
	if err != nil {
		return page, err
	}
	accepted, official, err := s.store.Answers(ctx, th.Thread)
	if err != nil {
		return page, err
	}
	people, count, err := s.store.ThreadPeople(ctx, th.Thread)
	if err != nil {
		return page, err
	}
	accepted, official = p.readable(th, accepted), p.readable(th, official)
	page.Thread.People, page.Thread.PeopleCount = p.people(p.unblocked(people)), count
	page.Thread.Accepted, page.Thread.Official = p.answer(accepted), p.answer(official)
	if refused == nil {
		if refused, err = s.replyForm(c, p, th); err != nil {
			return page, err
		}
	}
	page.Reply = *refused
	if page.Reply.Can {
		page.Reply.RulesOpen = p.viewer.NewMember(s.store.Now())
		if page.Reply.Rules, err = s.store.Rendered(ctx, th.Topic.PostingRules); err != nil {
			return page, err
		}
	}
	if th.Waiting > 0 {
		if page.Held, err = s.heldReplies(c, p, th.ID); err != nil {
			return page, err
		}
	}
	for _, m := range posts {
		page.Posts = append(page.Posts, p.postRow(th, m, s.store.Now()))
	}
	if th.ReadNumber != nil && *th.ReadNumber < th.LastNumber {
		page.FirstUnread = *th.ReadNumber + 1
	}
	if page.Related, err = s.related(c, p, th); err != nil {
		return page, err
	}
	switch th.Kind {
	case models.KindStory:
		err = s.addSeries(c, p, th, &page)
	case models.KindSuggestion:
		err = s.addLedger(c, p, th, &page)
	case models.KindEvent:
		err = s.addHour(c, p, th, &page)
	case models.KindGallery:
		err = s.addGallery(c, p, th, &page)
	case models.KindConsultation:
		err = s.addConsultation(c, p, th, &page)
	}
	if err != nil {
		return page, err
	}
	desk, ok, err := s.storyDesk(c, th, n)
	if err != nil {
		return page, err
	}
	if ok {
		page.Desk = tools.StoryDesk(desk)
	}
	if p.viewer.SignedIn() {
		if page.Muted, err = s.store.Muted(ctx, p.viewer, models.MuteThread, th.ID); err != nil {
			return page, err
		}
	}
	if p.viewer.HidesThread(th.Thread) {
		hideThread(&page.Thread)
		th.Title, th.Standfirst, th.Excerpt = hiddenTitle, "", ""
	}
	page.Page = s.threadFrame(c, p, th, page, posts, accepted)
	return page, nil
}

// threadFrame is what the page's head says of the thread.
func (s *Server) threadFrame(c echo.Context, p presenter, th models.ThreadView, page reading.ThreadPage, posts []models.PostView, accepted *models.ThreadAnswer) layout.Page {
	title := th.Title
	if page.Pager.Page > 1 {
		title += ", page " + strconv.Itoa(page.Pager.Page)
	}
	frame := s.page(c, title)
	frame.Description = firstOf(th.Standfirst, th.Excerpt)
	frame.Canonical = s.absolute(c, links.ThreadPage(th.ID, th.Slug, page.Pager.Page))
	frame.Prev, frame.Next = page.Pager.Prev(), page.Pager.Next()
	frame.Colour = page.Thread.Topic.Colour
	frame.Here = links.Topic(page.Thread.Topic.Slug)
	frame.Composer = page.Reply.Can
	frame.LastChanged = p.at(th.LastActivityAt)
	frame.OpenGraph = layout.OpenGraph{Type: "article"}
	if page.Thread.Cover.Scene != "" {
		frame.OpenGraph.Image, frame.OpenGraph.ImageAlt = s.absolute(c, page.Thread.Cover.Src()), page.Thread.Cover.Alt
	}
	if c.Request().Method != http.MethodGet {
		frame.Return = links.ThreadPage(th.ID, th.Slug, page.Pager.Page)
	}
	if th.Topic.Visibility != models.VisiblePublic || !th.Published() || len(p.viewer.Blocked) > 0 {
		frame.Robots = "noindex"
		return frame
	}
	frame.Feeds = append(frame.Feeds, layout.Feed{Title: "Replies to “" + th.Title + "”", Href: links.ThreadFeed(th.ID)})
	frame.JSONLD = s.threadData(c, th, page, posts, accepted)
	return frame
}

// relatedStories is how many stories stand under a story: others of its topic, so nothing is named that the
// viewer may not see.
const relatedStories = 3

func (s *Server) related(c echo.Context, p presenter, th models.ThreadView) ([]reading.Card, error) {
	if th.Kind != models.KindStory || !th.Published() {
		return nil, nil
	}
	filter := models.ThreadFilter{TopicID: th.TopicID, Kind: models.KindStory, Sort: models.SortNew}
	items, err := s.store.Threads(c.Request().Context(), p.viewer, filter, 1, relatedStories+1)
	if err != nil {
		return nil, err
	}
	tag(c, tagTitles)
	var cards []reading.Card
	for _, t := range items {
		if t.ID != th.ID && len(cards) < relatedStories {
			tag(c, tagThread(t.ID))
			cards = append(cards, p.card(t, nil))
		}
	}
	return cards, nil
}

// replyKey names a reply before it is made, so that sending the form twice makes one.
func replyKey(threadID int64) string {
	var b [12]byte
	_, _ = rand.Read(b[:])
	return "reply-" + strconv.FormatInt(threadID, 10) + "-" + hex.EncodeToString(b[:])
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
