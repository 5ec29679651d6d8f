package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ledger"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
)

// addLedger puts what stands around a suggestion on its thread's page.
func (s *Server) addLedger(c echo.Context, p presenter, th models.ThreadView, page *reading.ThreadPage) error {
	view, err := s.store.SuggestionOf(c.Request().Context(), p.viewer, th)
	if err != nil {
		return err
	}
	for _, m := range view.Merged {
		tag(c, tagThread(m.ThreadID))
	}
	head := p.ledgerHead(th, view)
	page.Ledger, page.Thread.SuggestionNumber, page.Thread.Outcome = &head, view.Ledger.Number, nil
	page.CameByMerge = c.QueryParam("merged") == "1"
	return nil
}

// goesOn is where the address of a merged suggestion leads; empty for all others, for its own record, and where the
// viewer may not see what goes on. Staff who come by the record stay.
func (s *Server) goesOn(c echo.Context, page reading.ThreadPage) string {
	h, t := page.Ledger, page.Thread
	merged, record := c.QueryParam("merged"), c.QueryParam("record")
	switch {
	case (merged != "" && merged != "1") || (record != "" && record != "1"): // invented: no page of its own
		return links.ThreadPage(t.ID, t.Slug, page.Pager.Page)
	case h.Into == nil || record == "1":
		return ""
	}
	return links.MergedThread(h.Into.ThreadID, h.Into.Slug)
}

// ledgerHead is what stands around a suggestion, for one viewer.
func (p presenter) ledgerHead(th models.ThreadView, view models.SuggestionView) ledger.Head {
	g, workingDay := view.Ledger, p.site.Site.WorkingDay
	h := ledger.Head{
		ThreadID: th.ID, Slug: th.Slug, Number: g.Number, State: g.State, StateSince: p.at(g.StateSince),
		Owner:      p.person(view.Owner, p.site.Site.Brand),
		Department: view.Department, DepartmentSlug: view.DepartmentSlug,
		Due:     p.publicDue(g, view.At),
		BornAt:  p.at(g.BornAt),
		Support: g.SupportCount, Hurt: view.Hurt,
		Lines:   p.ledgerLines(view.Lines),
		Private: continuesPrivately(view.Lines),
		Mine:    p.mineOf(th, view),
	}
	if g.AckMinutes != nil {
		h.Acknowledged = ledger.WorkingTime(*g.AckMinutes, workingDay)
	}
	if g.DecideMinutes != nil {
		h.Decided = ledger.WorkingTime(*g.DecideMinutes, workingDay)
	}
	if g.ReopenedAt != nil {
		h.AgainAt = p.at(*g.ReopenedAt)
	}
	if g.RedecideMinutes != nil {
		h.DecidedAgain = ledger.WorkingTime(*g.RedecideMinutes, workingDay)
	}
	if paused := g.PausedMinutes + g.PausedBefore; paused > 0 {
		h.Paused = ledger.WorkingTime(paused, workingDay)
	}
	for _, w := range view.Whys {
		h.Whys = append(h.Whys, ledger.Why{Person: p.person(w.Person, ""), Words: w.Why, At: p.at(w.CreatedAt), Remove: p.removal(models.WordsRef{Place: models.PlaceWhy, ThreadID: w.ThreadID}, w.Person)})
	}
	if a := view.Answer(); a != nil {
		answer := p.ledgerLine(*a)
		h.Answer, h.Update = &answer, p.updateSince(view.Lines, a.ID)
	}
	for _, m := range view.Merged {
		h.Merged = append(h.Merged, p.namedSuggestion(m))
	}
	if view.Into != nil {
		into := p.namedSuggestion(*view.Into)
		h.Into = &into
	}
	return h
}

// updateSince is the last word on how it stands after the decision itself.
func (p presenter) updateSince(lines []models.DecisionView, decision int64) *ledger.Line {
	for i := len(lines) - 1; i >= 0 && lines[i].ID > decision; i-- {
		if lines[i].Kind == models.LineUpdate && lines[i].WithdrawnAt == nil {
			l := p.ledgerLine(lines[i])
			return &l
		}
	}
	return nil
}

// continuesPrivately reports whether staff and the author are talking aside just now.
func continuesPrivately(lines []models.DecisionView) bool {
	private := false
	for _, l := range lines {
		switch l.Kind {
		case models.LinePrivate:
			private = true
		case models.LinePrivateEnd:
			private = false
		}
	}
	return private
}

// mineOf is what the viewer did about a suggestion and may do.
func (p presenter) mineOf(th models.ThreadView, view models.SuggestionView) ledger.Mine {
	v, of, in, g := p.viewer, th.Thread, th.Topic.Topic, view.Ledger
	mine := ledger.Mine{
		SignIn:     !v.SignedIn() && th.Published() && !th.Locked() && !in.Archived() && g.State != models.StateMerged,
		CanSupport: v.CanSupport(of, in) && g.State != models.StateMerged,
		CanLeave:   v.CanLeaveSupport(of, in) && g.State != models.StateMerged,
		Author:     v.SignedIn() && v.ID == th.AuthorID,
		Answered:   g.Answered,
		CanDecide:  v.CanDecide(of, in),
	}
	judge := v.CanJudge(of, in)
	mine.CanJudge = judge && g.State.Decided() && g.State != models.StateMerged
	mine.CanReopen = judge && g.State.Final() && g.State != models.StateMerged && !g.VerdictReopened
	mine.CanTake = judge && g.AcknowledgedAt == nil && g.WithdrawnAt == nil && g.SupportCount == 0
	if view.Mine != nil {
		mine.Supporting, mine.Why, mine.Merged = true, view.Mine.Why, view.Mine.MergedFrom != nil
	}
	return mine
}
