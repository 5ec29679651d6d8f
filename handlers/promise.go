package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/api"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// The record is worked out anew each time: its 90 days move on by themselves, without any event.

// showPromise is the brand's public record. It covers public topics alone, whoever asks.
func (s *Server) showPromise(c echo.Context) error {
	return s.renderPromise(c, http.StatusOK, ledger.Annotate{})
}

func (s *Server) renderPromise(c echo.Context, status int, form ledger.Annotate) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	record, err := s.store.Promise(ctx)
	if err != nil {
		return err
	}
	page := ledger.PromisePage{Record: record, At: p.at(record.At), Since: p.at(record.Since), Few: map[models.PromiseFigure][]ledger.Card{}}
	for f, share := range map[models.PromiseFigure]models.PromiseShare{
		models.FigureAcknowledged: record.Acknowledged, models.FigureDecided: record.Decided, models.FigureDecidedAgain: record.DecidedAgain,
	} {
		if share.Due > 0 && share.Due < models.PromiseFew {
			if page.Few[f], err = s.promiseCards(c, f, 1); err != nil {
				return err
			}
		}
	}
	if record.Late > 0 {
		if page.Late, err = s.promiseCards(c, models.FigureLate, 1); err != nil {
			return err
		}
	}
	for _, o := range record.OwedDecisions {
		page.Owed = append(page.Owed, ledger.OwedDecision{Href: links.Thread(o.ThreadID, o.Slug), Title: o.Title, By: p.person(o.Author, ""), ClosedAt: p.at(o.ClosedAt)})
	}
	for _, a := range record.Annotations {
		page.Annotations = append(page.Annotations, ledger.Annotation{
			ID: a.ID, By: p.person(a.Author, p.site.Site.Brand), Words: a.Words, At: p.at(a.CreatedAt),
			CanRemove: p.viewer.Administrator() || p.viewer.Staff() && p.viewer.ID == a.Author.ID,
		})
	}
	if p.viewer.Staff() {
		page.Annotate = &form
	}
	page.Page = s.page(c, "What we promise")
	page.Page.Here, page.Page.Description = links.Promise, "How this community’s suggestions are answered: in time or late, and what became of them."
	return s.render(c, status, ledger.Promise(page))
}

func (s *Server) promiseCards(c echo.Context, f models.PromiseFigure, n int) ([]ledger.Card, error) {
	p := s.presenter(c)
	items, err := s.store.PromiseList(c.Request().Context(), models.Viewer{}, f, n)
	return p.suggestionCards(items, s.store.Now()), err
}

// showPromiseData is the same record for programs.
func (s *Server) showPromiseData(c echo.Context) error {
	record, err := s.store.Promise(c.Request().Context())
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", cacheControl(c, http.StatusOK))
	c.Response().Header().Set("Vary", varies)
	return c.JSON(http.StatusOK, api.PromiseOf(record))
}

// showPromiseList is the list behind a figure of the record.
func (s *Server) showPromiseList(c echo.Context) error {
	figure, err := models.ParsePromiseFigure(c.Param("figure"))
	if err != nil {
		return &models.Error{Kind: models.NotFound}
	}
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	page := ledger.PromiseListPage{Figure: figure}
	page.Page = s.page(c, ledger.FigureName(figure))
	page.Page.Here, page.Page.Robots = links.Promise, "noindex, follow"
	list, of := func(n int) (int, error) {
		cards, err := s.promiseCards(c, figure, n)
		page.Suggestions = cards
		return len(cards), err
	}, "Suggestions"
	if figure == models.FigureHidden {
		list, of = func(n int) (int, error) {
			hidden, err := s.promiseHidden(c, n)
			page.Hidden = hidden
			return len(hidden), err
		}, "What was taken from sight"
	}
	following, err := list(n + 1)
	if err != nil {
		return err
	}
	here, err := list(n)
	if err != nil {
		return err
	}
	last := n
	if following > 0 {
		last++
	}
	page.Pager = ui.Pager{Page: n, Pages: last, Label: of, Of: func(n int) string { return links.PromiseList(string(figure), n) }}
	if here == 0 && n > 1 {
		return lastPage(c, links.PromiseList(string(figure), 1))
	}
	return s.render(c, http.StatusOK, ledger.PromiseList(page))
}

// showPromiseDecisions lists the decisions to one state that the record counts: those of its days, in public topics.
func (s *Server) showPromiseDecisions(c echo.Context) error {
	state, err := models.ParseState(c.QueryParam("state"))
	if err != nil {
		return &models.Error{Kind: models.Invalid, Message: "Say to which state: " + links.HeardLately(string(models.StateDone)) + "."}
	}
	before, err := beforeParam(c)
	if err != nil {
		return err
	}
	filter := models.HeardFilter{State: state, Before: before, Since: s.store.Now().AddDate(0, 0, -models.PromiseDays)}
	list, more, err := s.store.Heard(c.Request().Context(), models.Viewer{}, filter)
	if err != nil {
		return err
	}
	page := ledger.HeardPage{State: state, Lately: true, Items: s.presenter(c).heard(list), Before: before > 0}
	if more {
		page.Next = links.HeardLatelyPage(string(state), list[len(list)-1].ID)
	}
	page.Page = s.page(c, "Decisions: "+ledger.StateWord(state))
	page.Page.Here, page.Page.Robots = links.Promise, "noindex, follow"
	return s.render(c, http.StatusOK, ledger.Heard(page))
}

func (s *Server) promiseHidden(c echo.Context, n int) (shown []ledger.HiddenOne, err error) {
	list, err := s.store.HiddenSuggestions(c.Request().Context(), n)
	p := s.presenter(c)
	for _, h := range list {
		shown = append(shown, ledger.HiddenOne{Number: h.Number, Reason: h.Reason, At: p.at(h.CreatedAt)})
	}
	return shown, err
}
