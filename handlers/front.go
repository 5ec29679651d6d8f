package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// How much of each the front page shows.
const (
	frontStories    = 7 // the lead and six more
	frontTalked     = 6
	frontUnanswered = 5
	frontNewest     = 8
)

// showFront composes the front page by itself, of what there is.
func (s *Server) showFront(c echo.Context) error {
	p := s.presenter(c)
	tag(c, tagLists)
	parts, err := s.frontParts(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	page := reading.FrontPage{
		Talked:     p.talked(parts.latest, parts.voices),
		Unanswered: p.cards(parts.unanswered),
		Newest:     p.cards(parts.newest),
		Heard:      p.heard(parts.heard),
	}
	if stories := p.cards(parts.stories); len(stories) > 0 {
		page.Lead, page.Second = &stories[0], stories[1:]
	}
	for _, t := range p.site.Topics(p.viewer) {
		if !t.Archived() {
			page.Topics = append(page.Topics, p.topicCard(t, models.TopicFigures{}))
		}
	}
	page.Page = s.page(c, "")
	page.Page.Description = p.site.Site.Tagline
	page.Page.Here = links.Front
	page.Page.JSONLD = s.siteData(c)
	if page.Lead != nil && page.Lead.Cover.Scene != "" {
		page.Page.OpenGraph = layout.OpenGraph{Image: s.absolute(c, page.Lead.Cover.Src()), ImageAlt: page.Lead.Cover.Alt}
	}
	return s.render(c, http.StatusOK, reading.Front(page))
}

type frontParts struct {
	stories, latest, unanswered, newest []models.ThreadItem
	voices                              map[int64][]models.ThreadVoice
	heard                               []models.HeardItem
}

func (s *Server) frontParts(ctx context.Context, v models.Viewer) (f frontParts, err error) {
	for _, part := range []struct {
		into   *[]models.ThreadItem
		filter models.ThreadFilter
		most   int
	}{
		{&f.stories, models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}, frontStories},
		{&f.latest, models.ThreadFilter{Talked: true, News: true}, 2 * frontTalked},
		{&f.unanswered, models.ThreadFilter{Kind: models.KindQuestion, Sort: models.SortUnanswered, News: true}, frontUnanswered},
		{&f.newest, models.ThreadFilter{Sort: models.SortNew, News: true}, 2 * frontNewest},
	} {
		if *part.into, err = s.store.Threads(ctx, v, part.filter, 1, part.most); err != nil {
			return f, err
		}
	}
	f.newest = withoutStories(f.newest, frontNewest)
	f.latest = repliedTo(f.latest, 2*frontTalked)
	if f.voices, err = s.store.Voices(ctx, f.latest); err != nil {
		return f, err
	}
	f.heard, err = s.because(ctx, v, 0)
	return f, err
}

// becauseMost is how many decisions stand on a front page, each of another suggestion.
const becauseMost = 3

// because are the newest decisions that did what somebody asked for, of a topic or of all (0).
func (s *Server) because(ctx context.Context, v models.Viewer, topicID int64) ([]models.HeardItem, error) {
	list, _, err := s.store.Heard(ctx, v, models.HeardFilter{TopicID: topicID})
	var kept []models.HeardItem
	seen := map[int64]bool{}
	for _, h := range list {
		did := h.ToState == models.StateDone || h.ToState == models.StateUnderWay || h.ToState == models.StatePlanned
		if did && !seen[h.ThreadID] && len(kept) < becauseMost {
			kept, seen[h.ThreadID] = append(kept, h), true
		}
	}
	return kept, err
}

func repliedTo(items []models.ThreadItem, most int) []models.ThreadItem {
	var kept []models.ThreadItem
	for _, t := range items {
		if t.LastNumber > 1 && len(kept) < most {
			kept = append(kept, t)
		}
	}
	return kept
}

// withoutStories keeps what the top of the page does not show already.
func withoutStories(items []models.ThreadItem, most int) []models.ThreadItem {
	var kept []models.ThreadItem
	for _, t := range items {
		if t.Kind != models.KindStory && len(kept) < most {
			kept = append(kept, t)
		}
	}
	return kept
}

// talked are the conversations that somebody spoke in last, each with those words.
func (p presenter) talked(latest []models.ThreadItem, voices map[int64][]models.ThreadVoice) []reading.Card {
	var cards []reading.Card
	for _, t := range latest {
		if c := p.card(t, voices[t.ID]); c.Latest != nil && len(cards) < frontTalked {
			cards = append(cards, c)
		}
	}
	return cards
}
