package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// itemCandidates lists what may have asked the same, where the suggestion can be merged at all.
func (s *Server) itemCandidates(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	if !i.State.CanMoveTo(models.StateMerged) {
		return nil
	}
	found, err := s.store.LikelyDuplicates(c.Request().Context(), p.viewer, th.Title, th.ID)
	if err != nil {
		return err
	}
	for _, f := range found {
		i.Candidates = append(i.Candidates, console.Ref{
			ID: f.ID, Number: f.Ledger.Number, Title: f.Title, State: f.Ledger.State, Support: f.Ledger.SupportCount,
			Href: links.ConsoleSuggestion(f.ID, i.Queue),
		})
	}
	return nil
}
