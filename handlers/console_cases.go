package handlers

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// showCase is one thing that waits, with what a moderator needs to decide it.
func (s *Server) showCase(c echo.Context) error {
	return s.renderCase(c, http.StatusOK, console.Form{}, "")
}

func (s *Server) renderCase(c echo.Context, status int, form console.Form, message string) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	ctx, p, now := c.Request().Context(), s.presenter(c), s.store.Now()
	view, err := s.store.CaseByID(ctx, p.viewer, id)
	if err != nil {
		return err
	}
	if form.Kept, err = s.keptForms(c, links.ConsoleCase(id), "decide"); err != nil {
		return err
	}
	switch view.Kind {
	case models.CaseHold:
		return s.renderHold(c, status, view, form, message)
	case models.CaseAppeal:
		return s.renderAppeal(c, status, view, form, message)
	}
	page := p.casePage(view, form, message)
	page.Until = s.local(c, now.Add(7*24*time.Hour)).Format("2006-01-02T15:04")
	for _, f := range view.Filings {
		page.Filings = append(page.Filings, p.filing(f))
	}
	page.Done = p.actionLines(view.Done, now)
	page.Earlier = p.actionLines(view.Actions, now)
	if page.Sentences, err = s.store.Sentences(ctx, p.viewer); err != nil {
		return err
	}
	return s.renderOpened(c, status, view.Ref(), "Reported post", func(base console.CasePage) console.InboxPage {
		page.CaseBase(base)
		return console.InboxPage{Case: &page}
	})
}

func (p presenter) filing(f models.CaseReportView) console.Filing {
	shown := console.Filing{Reason: f.Reason, Detail: f.Detail, At: p.at(f.CreatedAt), Email: f.Email}
	switch {
	case f.Reporter.ID != 0:
		shown.By = p.person(f.Reporter, "")
	case f.Name != "":
		shown.By = ui.Person{Name: f.Name}
	default:
		shown.By = ui.Person{Name: models.FormerMember}
	}
	var parts []string
	if f.SameAuthor > 2 {
		parts = append(parts, "They reported this author "+ui.Count(f.SameAuthor, "time", "times")+".")
	}
	if f.Filed > 2 && f.Founded == 0 {
		parts = append(parts, "None of their "+ui.Count(f.Filed, "report", "reports")+" so far had a reason.")
	}
	if f.BesideID != nil {
		parts = append(parts, "Sent from the same network as another report here: the two count as one.")
	}
	shown.Pattern = strings.Join(parts, " ")
	return shown
}

func (p presenter) action(a models.ActionView, now time.Time) moderation.Action {
	shown := moderation.Action{
		ID: a.ID, Kind: a.Sort(), CleanUp: a.CleanUp, Taken: a.Taken, Rule: a.Rule, Words: a.Words, Detail: a.Detail, Where: a.ThreadTitle, At: p.at(a.CreatedAt),
		Until: p.atPointer(a.UntilAt), Ended: a.Ended(now), Undone: p.atPointer(a.UndoneAt), Because: a.UndoneBecause,
	}
	if w := a.Appeal; w.Made() {
		shown.Appeal = &moderation.Appeal{
			Words: w.Words, At: p.at(w.CreatedAt), Outcome: w.Outcome, Answer: w.Answer, ClosedAt: p.atPointer(w.ClosedAt), Same: w.SamePerson,
		}
	}
	switch {
	case a.PostID != nil:
		shown.Href = links.Post(*a.PostID)
	case a.ThreadID != nil:
		shown.Href = links.Thread(*a.ThreadID, a.ThreadSlug)
	}
	return shown
}

func (p presenter) actionLines(list []models.ActionView, now time.Time) (lines []console.ActionLine) {
	for _, a := range list {
		line := console.ActionLine{Action: p.action(a, now), Whom: p.person(a.Member, ""), By: p.person(a.Actor, "")}
		line.CanUndo = a.Stands() && !line.Ended && p.viewer.CanJudgeCases()
		lines = append(lines, line)
	}
	return lines
}

// decideCase ends a report.
func (s *Server) decideCase(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	kind, err := s.caseKindOf(c, id)
	switch {
	case err != nil:
		return err
	case kind == models.CaseHold:
		return s.decideHold(c, id)
	case kind == models.CaseAppeal:
		return s.decideAppeal(c, id)
	}
	rule, said, err := s.reason(c)
	if err != nil {
		return s.caseAgain(c, err)
	}
	in := models.CaseDecision{
		Do: c.FormValue("do"), Rule: rule, Words: said, Remove: c.FormValue("remove") == "1",
		Clean: c.FormValue("clean"), Also: formList(c, "clean_also"), Version: formNumber(c, "version"), Restrictions: formList(c, "restrictions"),
	}
	do := models.CaseOutcome(in.Do)
	if do == models.OutcomeRestricted || do == models.OutcomeSuspended {
		until, err := models.ParseLocalMoment("until", c.FormValue("until"), s.directory(c).Site.TimeZone)
		if err != nil {
			return s.caseAgain(c, err)
		}
		in.Until = until.At
	}
	if do == models.OutcomeSlowed {
		in.Pause, _ = time.ParseDuration(c.FormValue("pause"))
	}
	if err := s.sending(c).DecideCase(c.Request().Context(), viewer(c), id, in); err != nil {
		return s.caseAgain(c, err)
	}
	s.cleanUp(c)
	private(c)
	s.flash(c, ui.Done, "Decided. Everybody concerned is told: “"+strings.TrimSpace(said)+"”")
	return s.goOn(c, models.QueueRef{Kind: kind, ID: id})
}

// cleanUpAtOnce is how many things of a clean-up whoever decided waits for; the clock job goes on with the rest.
const cleanUpAtOnce = 25

// cleanUp begins what a ban takes along, or brings back, so that the next page shows it. A failure is the job's to tell.
func (s *Server) cleanUp(c echo.Context) {
	if _, err := s.store.SweepCleanUps(c.Request().Context(), cleanUpAtOnce); err != nil {
		c.Set(keyCause, err)
	}
}

// formList reads all values of a field that a form may send several times.
func formList(c echo.Context, name string) []string {
	form, err := c.FormParams()
	if err != nil {
		return nil
	}
	return form[name]
}

// caseAgain shows a case with the form that was refused, or that somebody else was faster with.
func (s *Server) caseAgain(c echo.Context, err error) error {
	e := models.AsError(err)
	if e.Kind != models.Invalid && e.Kind != models.Conflict {
		return err
	}
	status := http.StatusUnprocessableEntity
	if e.Kind == models.Conflict {
		status = http.StatusConflict
	}
	form := consoleForm(c, "decide", e.Fields, "do", "rule", "words", "remove", "until", "clean", "clean_also", "pause", "body", "saved", "restrictions")
	return s.renderCase(c, status, form, e.Message)
}

// undoAction takes back what moderators did.
func (s *Server) undoAction(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	a, err := s.store.UndoAction(c.Request().Context(), viewer(c), id, c.FormValue("reason"))
	if err != nil {
		return err
	}
	s.cleanUp(c)
	private(c)
	s.flash(c, ui.Done, "It is taken back.")
	to := links.Console
	if a.CaseID != nil {
		to = links.ConsoleCase(*a.CaseID)
	}
	return c.Redirect(http.StatusSeeOther, to)
}

// createWarning tells a member, on record, that something breaks a rule.
func (s *Server) createWarning(c echo.Context) error {
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		err = s.sending(c).Warn(c.Request().Context(), viewer(c), c.Param("handle"), rule, because)
	}
	if err != nil {
		return s.accountAgain(c, "warn", err, "rule", "reason", "saved")
	}
	return s.accountDone(c, "They are warned.")
}

// createRestriction limits what a member can do for a while; deleteRestriction ends that.
func (s *Server) createRestriction(c echo.Context) error {
	rule, because, err := s.reasonIn(c, "reason")
	var until models.LocalMoment
	if err == nil {
		until, err = models.ParseLocalMoment("until", c.FormValue("until"), s.directory(c).Site.TimeZone)
	}
	if err == nil {
		err = s.sending(c).Restrict(c.Request().Context(), viewer(c), c.Param("handle"), models.RestrictionInput{
			Restrictions: formList(c, "restrictions"), Until: until.At, Because: because, Rule: rule,
		})
	}
	if err != nil {
		return s.accountAgain(c, "restrict", err, "rule", "reason", "saved", "until", "restrictions")
	}
	return s.accountDone(c, "They can do less until then.")
}

func (s *Server) deleteRestriction(c echo.Context) error {
	if err := s.sending(c).LiftRestriction(c.Request().Context(), viewer(c), c.Param("handle"), c.FormValue("reason")); err != nil {
		return s.accountAgain(c, "unrestrict", err, "reason")
	}
	return s.accountDone(c, "They can do everything again.")
}
