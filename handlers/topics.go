package handlers

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/ui"
)

// topicStories is how many stories lead a topic's front.
const topicStories = 3

// showTopics lists all topics that exist for the viewer.
func (s *Server) showTopics(c echo.Context) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	tag(c, tagLists)
	figures, err := s.store.TopicFigures(ctx, p.viewer)
	if err != nil {
		return err
	}
	latest, err := s.store.LatestThreads(ctx, p.viewer)
	if err != nil {
		return err
	}
	page := reading.TopicsPage{Page: s.page(c, "Topics")}
	page.Page.Here, page.Page.Description = links.Topics, "What this community talks about, and what was said last."
	for _, t := range p.site.Topics(p.viewer) {
		shown := p.topicCard(t, figures[t.ID])
		if item, ok := latest[t.ID]; ok {
			last := p.card(item, nil)
			shown.Latest = &last
		}
		page.Topics = append(page.Topics, shown)
	}
	return s.render(c, http.StatusOK, reading.Topics(page))
}

// showTopic is a topic's front. An address that it had before leads to the one it has now.
func (s *Server) showTopic(c echo.Context) error {
	v := viewer(c)
	topic, err := s.directory(c).Topic(v, c.Param("slug"))
	if models.KindOf(err) == models.NotFound {
		now, err := s.store.TopicNow(c.Request().Context(), v, c.Param("slug"))
		if err != nil {
			return err
		}
		c.Response().Header().Set("Cache-Control", "no-cache")
		return c.Redirect(http.StatusMovedPermanently, withQuery(links.Topic(now), c.Request().URL.RawQuery))
	}
	if err != nil {
		return err
	}
	filter, err := topicFilter(c, topic)
	if err != nil {
		return err
	}
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	page, err := s.topicPage(c, s.presenter(c), topic, filter, n, s.directory(c).Fronts[topic.ID])
	if err != nil {
		return err
	}
	if n > page.Pager.Pages {
		return lastPage(c, page.Pager.Of(page.Pager.Pages))
	}
	return s.render(c, http.StatusOK, reading.Topic(page))
}

func topicFilter(c echo.Context, topic models.TopicEntry) (models.ThreadFilter, error) {
	f := models.ThreadFilter{TopicID: topic.ID}
	var err error
	if f.Sort, err = models.ParseThreadSort(c.QueryParam("sort")); err != nil {
		return f, &models.Error{Kind: models.Invalid, Message: "Threads can be sorted by latest, new or unanswered."}
	}
	if kind := c.QueryParam("kind"); kind != "" {
		if f.Kind, err = models.ParseAnyKind(kind); err != nil {
			return f, &models.Error{Kind: models.Invalid, Message: models.AsError(err).Fields["kind"]}
		}
	}
	return f, nil
}

// topicPage is page n of a topic; past the last it holds nothing but the pager.
func (s *Server) topicPage(c echo.Context, p presenter, topic models.TopicEntry, f models.ThreadFilter, n int, front models.Front) (reading.TopicPage, error) {
	ctx := c.Request().Context()
	tag(c, tagTopics, tagTopic(topic.ID))
	total, err := s.store.CountThreads(ctx, p.viewer, f)
	if err != nil {
		return reading.TopicPage{}, err
	}
	sort := inAddress(f.Sort)
	pager := ui.Pager{Page: n, Pages: pages(total.N, models.ThreadsPerPage), Label: "Threads", Of: func(n int) string {
		return links.TopicPage(topic.Slug, string(f.Kind), sort, n)
	}}
	if n > pager.Pages {
		return reading.TopicPage{Pager: pager}, nil
	}
	items, err := s.store.Threads(ctx, p.viewer, f, n, models.ThreadsPerPage)
	if err != nil {
		return reading.TopicPage{}, err
	}
	figures, err := s.store.TopicFigures(ctx, p.viewer)
	if err != nil {
		return reading.TopicPage{}, err
	}
	rules, err := s.store.Rendered(ctx, topic.PostingRules)
	if err != nil {
		return reading.TopicPage{}, err
	}
	page := reading.TopicPage{
		Topic: p.topicCard(topic, figures[topic.ID]), PostingRules: rules, Archived: topic.Archived(),
		Kind: f.Kind, Sort: string(f.Sort), Total: total.N, Pager: pager,
	}
	for _, k := range topic.KindList() {
		if p.viewer.CanStart(k, topic.Topic) {
			page.Kinds = append(page.Kinds, k)
		}
	}
	if p.viewer.SignedIn() {
		page.Member = true
		if page.Muted, err = s.store.Muted(ctx, p.viewer, models.MuteTopic, topic.ID); err != nil {
			return reading.TopicPage{}, err
		}
	}
	page.CanStart = len(page.Kinds) > 0
	if n == 1 && f.Kind == "" && f.Sort == models.SortLatest {
		if items, err = s.topicTop(c, p, topic, items, front, &page); err != nil {
			return reading.TopicPage{}, err
		}
	}
	page.Threads = p.cards(items)
	page.Page = s.topicFrame(c, p, page)
	return page, nil
}

// topicTop puts the pinned threads before the others, and fills the front above them: with what staff picked, and behind
// it with what there is.
func (s *Server) topicTop(c echo.Context, p presenter, topic models.TopicEntry, items []models.ThreadItem, front models.Front, page *reading.TopicPage) ([]models.ThreadItem, error) {
	ctx := c.Request().Context()
	pinned, err := s.store.PinnedThreads(ctx, p.viewer, topic.ID)
	if err != nil {
		return nil, err
	}
	picks, err := s.store.FrontPicks(ctx, p.viewer, topic.ID, front)
	if err != nil {
		return nil, err
	}
	page.Blocks = []models.FrontBlock{}
	for _, set := range front.Blocks(topic.ID) {
		if !set.Shown {
			continue
		}
		page.Blocks = append(page.Blocks, set.Block)
		switch set.Block {
		case models.FrontLead:
			stories, err := s.store.Threads(ctx, p.viewer, models.ThreadFilter{TopicID: topic.ID, Kind: models.KindStory, Sort: models.SortNew}, 1, topicStories)
			if err != nil {
				return nil, err
			}
			page.Stories = p.cards(filled(picks[set.Block], stories, picks[models.FrontPinned], topicStories))
		case models.FrontHeard:
			heard, err := s.because(ctx, p.viewer, topic.ID, picks[set.Block])
			if err != nil {
				return nil, err
			}
			page.Heard = p.heard(heard)
		case models.FrontPinned:
			voices, err := s.store.Voices(ctx, picks[set.Block])
			if err != nil {
				return nil, err
			}
			for _, t := range picks[set.Block] {
				card := p.card(t, voices[t.ID])
				page.Pinned = &card
			}
		}
	}
	return filled(nil, slices.Concat(pinned, items), picks[models.FrontPinned], len(pinned)+len(items)), nil
}

func (s *Server) topicFrame(c echo.Context, p presenter, page reading.TopicPage) layout.Page {
	title := page.Topic.Name
	if page.Pager.Page > 1 {
		title += ", page " + strconv.Itoa(page.Pager.Page)
	}
	frame := s.page(c, title)
	frame.Description, frame.Colour, frame.Here = page.Topic.Description, page.Topic.Colour, links.Topic(page.Topic.Slug)
	frame.Canonical = s.absolute(c, page.Pager.Of(page.Pager.Page))
	frame.Prev, frame.Next = page.Pager.Prev(), page.Pager.Next()
	if page.Topic.Cover.Scene != "" {
		frame.OpenGraph.Image = s.absolute(c, page.Topic.Cover.Src())
	}
	if page.Topic.Visibility != models.VisiblePublic {
		frame.Robots = "noindex"
		return frame
	}
	if page.Sort != string(models.SortLatest) {
		frame.Robots = "noindex, follow"
	}
	frame.Feeds = append(frame.Feeds, layout.Feed{Title: page.Topic.Name, Href: links.TopicFeed(page.Topic.Slug)})
	frame.JSONLD = s.breadcrumbData(c, page.Topic.Name, links.Topic(page.Topic.Slug))
	return frame
}

// inAddress is a sort order as addresses name it: the usual one is left out.
func inAddress(sort models.ThreadSort) string {
	if sort == models.SortLatest {
		return ""
	}
	return string(sort)
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}
