package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// showSuggestions is the public ledger, filtered and sorted.
func (s *Server) showSuggestions(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	filter, err := s.suggestionFilter(c)
	if err != nil {
		return err
	}
	tag(c, tagLists)
	total, err := s.store.CountSuggestions(ctx, p.viewer, filter)
	if err != nil {
		return err
	}
	page := ledger.SuggestionsPage{
		State: filter.State, Topic: c.QueryParam("topic"), Sort: filter.Sort, Late: filter.Late, Mine: filter.OwnerID != 0, CanAnswer: p.viewer.CanSeeConsole(),
		Topics: s.publicTopics(c), Total: total.N, Capped: total.Capped,
	}
	page.Pager = ui.Pager{Page: n, Pages: pages(total.N, models.SuggestionsPerPage), Label: "Suggestions", Of: func(n int) string {
		return links.SuggestionsPage(string(page.State), page.Topic, sortInAddress(page.Sort), page.Late, page.Mine, n)
	}}
	if n > page.Pager.Pages {
		return lastPage(c, page.Pager.Of(page.Pager.Pages))
	}
	items, err := s.store.Suggestions(ctx, p.viewer, filter, n)
	if err != nil {
		return err
	}
	page.Suggestions = p.suggestionCards(items, s.store.Now())
	page.CanSuggest = s.canSuggest(c)
	page.Page = s.page(c, "Suggestions")
	page.Page.Here, page.Page.Description = links.Suggestions, "Everything that was asked for here, with who looks after it, by when, and what became of it."
	page.Page.Canonical = s.absolute(c, page.Pager.Of(n))
	page.Page.Prev, page.Page.Next = page.Pager.Prev(), page.Pager.Next()
	if page.Sort != models.SuggestionsRecent || page.Late || page.Mine {
		page.Page.Robots = "noindex, follow"
	}
	return s.render(c, http.StatusOK, ledger.Suggestions(page))
}

func sortInAddress(sort models.SuggestionSort) string {
	if sort == models.SuggestionsRecent {
		return ""
	}
	return string(sort)
}

func (s *Server) suggestionFilter(c echo.Context) (f models.SuggestionFilter, err error) {
	if f.Sort, err = models.ParseSuggestionSort(c.QueryParam("sort")); err != nil {
		return f, &models.Error{Kind: models.Invalid, Message: "Suggestions can be sorted by recent, support or due."}
	}
	if state := c.QueryParam("state"); state != "" {
		if f.State, err = models.ParseState(state); err != nil {
			return f, &models.Error{Kind: models.Invalid, Message: models.AsError(err).Fields["state"]}
		}
	}
	f.Late = c.QueryParam("late") == "1"
	if v := viewer(c); v.CanSeeConsole() && c.QueryParam("mine") == "1" {
		f.OwnerID, f.Open = v.ID, true
	}
	f.TopicID, err = s.topicID(c, c.QueryParam("topic"))
	return f, err
}

// topicID finds a topic that a filter names; 0 for none, not found for one that the viewer does not see.
func (s *Server) topicID(c echo.Context, slug string) (int64, error) {
	if slug == "" {
		return 0, nil
	}
	t, err := s.directory(c).Topic(viewer(c), slug)
	return t.ID, err
}

// publicTopics are the topics to filter by: those that the viewer sees.
func (s *Server) publicTopics(c echo.Context) []ui.Option {
	options := []ui.Option{{Label: "All topics"}}
	for _, t := range s.directory(c).Topics(viewer(c)) {
		options = append(options, ui.Option{Value: t.Slug, Label: t.Name})
	}
	return options
}

// canSuggest reports whether there is a topic in which the viewer may suggest something.
func (s *Server) canSuggest(c echo.Context) bool {
	for _, t := range s.directory(c).Topics(viewer(c)) {
		if viewer(c).CanStart(models.KindSuggestion, t.Topic) {
			return true
		}
	}
	return false
}

// showMySuggestions is what the member asked for, or supports, and what became of it.
func (s *Server) showMySuggestions(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	page := ledger.MinePage{Supported: c.QueryParam("show") == "supported"}
	items, total, err := s.store.MySuggestions(ctx, p.viewer, page.Supported, n)
	if err != nil {
		return err
	}
	page.Pager = ui.Pager{Page: n, Pages: pages(total.N, models.SuggestionsPerPage), Label: "Your suggestions", Of: func(n int) string {
		return links.MySuggestionsPage(page.Supported, n)
	}}
	if n > page.Pager.Pages {
		return lastPage(c, page.Pager.Of(page.Pager.Pages))
	}
	for _, i := range items {
		page.Suggestions = append(page.Suggestions, ledger.MyCard{
			Card:  p.suggestionCard(i, s.store.Now()),
			Judge: !page.Supported && i.Ledger.State.Decided() && i.Ledger.State != models.StateMerged && i.Ledger.Answered == "",
		})
	}
	page.Page = s.page(c, "Your suggestions")
	page.Page.Canonical, page.Page.Robots = "", "noindex"
	return s.render(c, http.StatusOK, ledger.ShowMine(page))
}
