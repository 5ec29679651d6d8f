package handlers

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// How much of each the front page shows.
const (
	frontStories    = 7 // the lead and six more
	frontPictures   = 4
	frontTalked     = 6
	frontUnanswered = 5
	frontNewest     = 8
	frontHours      = 3
)

// showFront is the front page: as staff composed it, and of what there is where they did not.
func (s *Server) showFront(c echo.Context) error {
	p := s.presenter(c)
	tag(c, tagLists)
	page, err := s.frontPage(c, p, p.site.Fronts[0])
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, reading.Front(page))
}

// frontPage composes the page for the presenter's viewer.
func (s *Server) frontPage(c echo.Context, p presenter, front models.Front) (reading.FrontPage, error) {
	page := reading.FrontPage{Blocks: []models.FrontBlock{}}
	for _, set := range front.Blocks(0) {
		if set.Shown {
			page.Blocks = append(page.Blocks, set.Block)
		}
	}
	parts, err := s.frontParts(c.Request().Context(), p.viewer, front)
	if err != nil {
		return page, err
	}
	page.Pictures, page.Talked = p.cards(parts.pictures), p.talked(parts.latest, parts.voices)
	page.Unanswered, page.Newest, page.Heard = p.cards(parts.unanswered), p.cards(parts.newest), p.heard(parts.heard)
	for _, t := range parts.pinned {
		pinned := p.card(t, parts.voices[t.ID])
		page.Pinned = &pinned
	}
	for _, h := range parts.hours {
		page.Hours = append(page.Hours, p.hourItem(h, s.store.Now()))
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
	return page, nil
}

type frontParts struct {
	stories, pictures, pinned, latest, unanswered, newest []models.ThreadItem

	voices map[int64][]models.ThreadVoice
	heard  []models.HeardItem
	hours  []models.HourItem
}

// frontParts fetches what the page shows: what was picked, and behind it what there is. Nothing is asked for a block
// that is off.
func (s *Server) frontParts(ctx context.Context, v models.Viewer, front models.Front) (f frontParts, err error) {
	picks, err := s.store.FrontPicks(ctx, v, 0, front)
	if err != nil {
		return f, err
	}
	for _, part := range []struct {
		block  models.FrontBlock
		into   *[]models.ThreadItem
		filter models.ThreadFilter
		most   int
	}{
		{models.FrontLead, &f.stories, models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}, frontStories},
		{models.FrontPictures, &f.pictures, models.ThreadFilter{Kind: models.KindGallery, Sort: models.SortNew}, 3 * frontPictures},
		{models.FrontTalked, &f.latest, models.ThreadFilter{Talked: true, News: true}, 2*frontTalked + frontStories},
		{models.FrontLists, &f.unanswered, models.ThreadFilter{Kind: models.KindQuestion, Sort: models.SortUnanswered, News: true}, frontUnanswered},
		{models.FrontLists, &f.newest, models.ThreadFilter{Sort: models.SortNew, News: true}, 2 * frontNewest},
	} {
		// the liveliest conversation leads where there is no story
		if !front.Set(part.block).Shown && (part.block != models.FrontTalked || len(f.stories) > 0 || !front.Set(models.FrontLead).Shown) {
			continue
		}
		if *part.into, err = s.store.Threads(ctx, v, part.filter, 1, part.most); err != nil {
			return f, err
		}
	}
	f.pinned = picks[models.FrontPinned]
	f.stories = filled(picks[models.FrontLead], f.stories, f.pinned, frontStories)
	f.pictures = filled(picks[models.FrontPictures], withCover(f.pictures), nil, frontPictures)
	above := slices.Concat(f.pinned, picks[models.FrontLead])
	f.newest = filled(nil, withoutStories(f.newest), above, frontNewest)
	f.latest = filled(picks[models.FrontTalked], repliedTo(f.latest), above, 2*frontTalked)
	if f.voices, err = s.store.Voices(ctx, slices.Concat(f.latest, f.pinned)); err != nil {
		return f, err
	}
	if front.Set(models.FrontHeard).Shown {
		if f.heard, err = s.because(ctx, v, 0, picks[models.FrontHeard]); err != nil {
			return f, err
		}
	}
	if front.Set(models.FrontEvents).Shown {
		f.hours, err = s.store.NextHours(ctx, v, threadIDs(picks[models.FrontEvents]), frontHours)
	}
	return f, err
}

// filled are the threads that were picked, and behind them those that come by themselves and stand nowhere else.
func filled(picked, others, elsewhere []models.ThreadItem, most int) []models.ThreadItem {
	kept := slices.Clone(picked)
	for _, t := range others {
		same := func(o models.ThreadItem) bool { return o.ID == t.ID }
		if !slices.ContainsFunc(kept, same) && !slices.ContainsFunc(elsewhere, same) {
			kept = append(kept, t)
		}
	}
	return kept[:min(len(kept), most)]
}

func threadIDs(items []models.ThreadItem) []int64 {
	var ids []int64
	for _, t := range items {
		ids = append(ids, t.ID)
	}
	return ids
}

// becauseMost is how many decisions stand on a front page, each of another suggestion.
const becauseMost = 3

// because are the newest decisions that did what somebody asked for, of a topic or of all (0); those that were picked
// come first.
func (s *Server) because(ctx context.Context, v models.Viewer, topicID int64, picked []models.ThreadItem) ([]models.HeardItem, error) {
	list, _, err := s.store.Heard(ctx, v, models.HeardFilter{TopicID: topicID, First: threadIDs(picked)})
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

func repliedTo(items []models.ThreadItem) []models.ThreadItem {
	return kept(items, func(t models.ThreadItem) bool { return t.LastNumber > 1 })
}

// withoutStories keeps what the top of the page does not show already.
func withoutStories(items []models.ThreadItem) []models.ThreadItem {
	return kept(items, func(t models.ThreadItem) bool { return t.Kind != models.KindStory })
}

func withCover(items []models.ThreadItem) []models.ThreadItem {
	return kept(items, func(t models.ThreadItem) bool { return t.Cover != "" })
}

func kept(items []models.ThreadItem, when func(models.ThreadItem) bool) []models.ThreadItem {
	return slices.DeleteFunc(items, func(t models.ThreadItem) bool { return !when(t) })
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
