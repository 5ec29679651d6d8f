package handlers

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/moderation"
	"github.com/commonthread/commonthread/views/ui"
)

// caseKind is what a list of cases has, by its word in an address; empty for all that waits.
func caseKind(q models.InboxView) (models.CaseKind, bool) {
	for _, known := range console.CaseQueues {
		if known.Queue == q {
			return known.Kind, true
		}
	}
	return "", false
}

// caseQueue is the list that something was opened from; that of its kind where none is named.
func caseQueue(c echo.Context, kind models.CaseKind) models.InboxView {
	q := models.InboxView(c.FormValue("queue"))
	if of, ok := caseKind(q); ok && (of == "" || of == kind) {
		return q
	}
	for _, known := range console.CaseQueues {
		if known.Kind == kind {
			return known.Queue
		}
	}
	return console.QueueWaiting
}

// caseQueues are the lists of what waits for moderators, with their counts; none for other staff.
func (s *Server) caseQueues(ctx context.Context, v models.Viewer, here models.InboxView) ([]console.QueueLink, error) {
	if !v.CanJudgeCases() {
		return nil, nil
	}
	counts, err := s.store.CaseCounts(ctx, v)
	if err != nil {
		return nil, err
	}
	var list []console.QueueLink
	for _, q := range console.CaseQueues {
		link := console.QueueLink{Queue: q.Queue, Href: links.ConsoleCases(q.Queue, models.QueueRef{}), Current: q.Queue == here}
		if counts[q.Kind].N > 0 {
			link.Count = totalWords(counts[q.Kind])
		}
		list = append(list, link)
	}
	return list, nil
}

// fillCases puts one page of a list of cases on the page, and what can be done about several of it.
func (s *Server) fillCases(c echo.Context, page *console.InboxPage, kind models.CaseKind, open models.QueueRef) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	after, err := models.ParseQueueRef(c.QueryParam("after"))
	if err != nil {
		return echo.NewHTTPError(http.StatusBadRequest, "This list goes on after something that it has.")
	}
	list, more, err := s.store.Queue(ctx, p.viewer, kind, after)
	if err != nil {
		return err
	}
	page.Cases = p.caseItems(list, page.Queue, open, s.store.Now())
	if page.Later = after.ID > 0; more {
		page.Next = links.ConsoleCases(page.Queue, list[len(list)-1].Ref())
	}
	if open.ID != 0 || len(models.BulkOutcomes[kind]) == 0 {
		return nil
	}
	saved, err := s.savedReasons(ctx, p.viewer)
	page.Bulk = &console.Bulk{Kind: kind, Queue: page.Queue, Saved: saved}
	return err
}

func (p presenter) caseItems(list []models.CaseItem, q models.InboxView, open models.QueueRef, now time.Time) (shown []console.CaseItem) {
	for _, c := range list {
		item := console.CaseItem{
			Ref: c.Ref(), Version: c.Version, Href: links.ConsoleWaiting(c.Ref(), q), Title: c.ThreadTitle, Text: c.Text, Reports: c.Reports,
			Age: "waiting for " + ageWords(now.Sub(c.OpenedAt)), Current: c.Ref() == open,
		}
		if c.Member.ID != 0 {
			item.Author = p.person(c.Member, "")
		}
		var reasons []string
		for r := range strings.SplitSeq(c.Reasons, ",") {
			words := moderation.ReasonWords(models.Rule(r))
			switch c.Kind {
			case models.CaseHold:
				words = moderation.HoldWords(models.HoldReason(r), true)
			case models.CaseAppeal:
				words = console.AppealedWords(models.ActionKind(r))
			}
			if words != "" {
				reasons = append(reasons, words)
			}
		}
		item.Reasons = strings.Join(reasons, "; ")
		if item.Title == "" { // a warning is about no thread
			item.Title = item.Author.Name
		}
		shown = append(shown, item)
	}
	return shown
}

// renderOpened draws something that waits beside the list that it was opened from.
func (s *Server) renderOpened(c echo.Context, status int, r models.QueueRef, title string, with func(console.CasePage) console.InboxPage) error {
	q := caseQueue(c, r.Kind)
	lists, err := s.inboxPage(c, title, q, r, nil)
	if err != nil {
		return err
	}
	saved, err := s.savedReasons(c.Request().Context(), viewer(c))
	if err != nil {
		return err
	}
	page := with(console.CasePage{Queue: q, Arrived: len(lists.Flash) > 0, Saved: saved, Zone: lists.Zone})
	lists.Case, lists.Hold, lists.Appeal, lists.Asked = page.Case, page.Hold, page.Appeal, page.Asked
	return s.render(c, status, console.Inbox(lists))
}

// goOn leads from what was decided to the next of its list, or to the list where nothing more waits for the viewer.
func (s *Server) goOn(c echo.Context, decided models.QueueRef) error {
	q := caseQueue(c, decided.Kind)
	kind, _ := caseKind(q)
	next, err := s.store.NextCase(c.Request().Context(), viewer(c), kind, decided)
	if err != nil {
		return err
	}
	if next.ID == 0 {
		return c.Redirect(http.StatusSeeOther, links.ConsoleCases(q, models.QueueRef{}))
	}
	return c.Redirect(http.StatusSeeOther, links.ConsoleWaiting(next, q))
}

func (p presenter) nearPosts(posts []models.PostView) (shown []console.ItemPost) {
	for _, b := range posts {
		shown = append(shown, console.ItemPost{
			Author: p.person(b.Author, b.Employer), At: p.at(b.CreatedAt), Number: b.Number, Href: links.Post(b.ID), Body: markup.Trusted(b.HTML),
		})
	}
	return shown
}

// known says in words what moderators know of somebody.
func (p presenter) known(h models.MemberHistory) console.Known {
	k := console.Known{JoinedAt: p.at(h.JoinedAt), Figures: []string{ui.Count(h.PostCount, "post", "posts")}}
	for _, f := range []struct {
		n             int64
		one, many, of string
	}{
		{h.Removed, "removed", "removed", ""}, {h.Refused, "held post refused", "held posts refused", ""}, {h.Warned, "warning", "warnings", ""},
		{h.Limited, "limit or suspension", "limits or suspensions", ""}, {h.Reversed, "thing taken back", "things taken back", ""},
		{h.Reported, "answered report about them", "answered reports about them", ui.Number(h.Founded) + " with reason"},
		{h.Filed, "report of theirs answered", "reports of theirs answered", ui.Number(h.Right) + " with reason"},
		{h.Held, "held post decided", "held posts decided", ui.Number(h.Passed) + " let through"},
	} {
		if f.n == 0 {
			continue
		}
		words := ui.Count(f.n, f.one, f.many)
		if f.of != "" {
			words += ", " + f.of
		}
		k.Figures = append(k.Figures, words)
	}
	return k
}

// decideCases decides several things of a list and says of each what became of it.
func (s *Server) decideCases(c echo.Context) error {
	rule, words, err := s.reason(c)
	if err != nil {
		return err
	}
	in := models.BulkDecision{Kind: models.CaseKind(c.FormValue("kind")), Do: c.FormValue("do"), Rule: rule, Words: words}
	var items []models.BulkItem
	for _, sent := range formList(c, "items") {
		name, version, _ := strings.Cut(sent, ":")
		r, err := models.ParseQueueRef(name)
		if err != nil {
			return err
		}
		n, _ := strconv.ParseInt(version, 10, 64)
		items = append(items, models.BulkItem{Ref: r, Version: n})
	}
	results, err := s.store.DecideCases(c.Request().Context(), viewer(c), items, in)
	e, wrong := refused(err)
	if err != nil && !wrong {
		return err
	}
	q := caseQueue(c, in.Kind)
	page, err := s.inboxPage(c, console.QueueWords(q), q, models.QueueRef{}, nil)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if wrong {
		status = http.StatusUnprocessableEntity
	}
	if page.Bulk != nil {
		if wrong {
			page.Bulk.Form = consoleForm(c, "bulk", e.Fields, "do", "rule", "words", "saved")
		}
		page.Bulk.Results = s.bulkResults(c, results, q)
	}
	for i, shown := range page.Cases {
		for _, item := range items {
			page.Cases[i].Chosen = page.Cases[i].Chosen || wrong && item.Ref == shown.Ref
		}
	}
	return s.render(c, status, console.Inbox(page))
}

func (s *Server) bulkResults(c echo.Context, results []models.BulkResult, q models.InboxView) (shown []console.BulkResult) {
	for _, r := range results {
		line := console.BulkResult{Ref: r.Ref.String(), Title: firstOf(r.Title, r.Ref.String()), Href: links.ConsoleWaiting(r.Ref, q)}
		if r.Err != nil {
			e := models.AsError(r.Err)
			if e.Kind == models.Internal {
				c.Set(keyCause, r.Err)
			}
			line.Wrong = firstOf(e.Message, firstField(e.Fields), "It could not be decided. Try it by itself.")
		}
		shown = append(shown, line)
	}
	return shown
}

// showAsked is somebody who would like to join, in the queue.
func (s *Server) showAsked(c echo.Context) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	return s.renderAsked(c, http.StatusOK, id, console.Form{}, "")
}

// askedAgain shows somebody who would like to join with the form that was refused.
func (s *Server) askedAgain(c echo.Context, id int64, e *models.Error) error {
	status := http.StatusUnprocessableEntity
	if e.Kind == models.Conflict {
		status = http.StatusConflict
	}
	return s.renderAsked(c, status, id, consoleForm(c, "decide", e.Fields, "do", "words", "saved"), e.Message)
}

func (s *Server) renderAsked(c echo.Context, status int, id int64, form console.Form, message string) error {
	p := s.presenter(c)
	r, err := s.store.JoiningRequestByID(c.Request().Context(), p.viewer, id)
	if err != nil {
		return err
	}
	if form.Kept, err = s.keptForms(c, links.ConsoleJoiningRequest(id), "decide"); err != nil {
		return err
	}
	page := console.AskedPage{Handle: r.Handle, Email: r.Email, Why: r.Why}
	page.CasePage = console.CasePage{
		Form: form, Kind: models.CaseJoining, ID: r.ID, Version: 1, Open: r.State == models.JoiningWaiting, Message: message,
		Title: r.Name + " (@" + r.Handle + ")", Written: p.at(r.CreatedAt), Words: r.Words, Outcome: models.CaseOutcome(r.State), At: p.atPointer(r.DecidedAt),
	}
	return s.renderOpened(c, status, models.QueueRef{Kind: models.CaseJoining, ID: id}, "Somebody would like to join", func(base console.CasePage) console.InboxPage {
		page.CaseBase(base)
		return console.InboxPage{Asked: &page}
	})
}
