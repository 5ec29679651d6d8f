package handlers

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// queueNamed is a list of the inbox by its word in an address; everything that is owed where there is none.
func queueNamed(text string) (models.InboxView, bool) {
	if text == "" {
		return models.InboxOpen, true
	}
	q := models.InboxView(text)
	if _, ok := caseKind(q); ok {
		return q, true
	}
	return q, slices.Contains(console.OurQueues, q) || slices.Contains(console.YourQueues, q)
}

// showInbox is one list of what waits.
func (s *Server) showInbox(c echo.Context) error {
	q, ok := queueNamed(c.QueryParam("queue"))
	if !ok {
		return echo.NewHTTPError(http.StatusUnprocessableEntity, "The console has no such list. Choose one of those on the page.")
	}
	return s.renderInbox(c, http.StatusOK, q, nil)
}

// renderInbox draws a list, with a suggestion open beside it where there is one.
func (s *Server) renderInbox(c echo.Context, status int, q models.InboxView, item *console.Item) error {
	title, open := console.QueueWords(q), models.QueueRef{}
	if item != nil {
		title = item.Title
	}
	page, err := s.inboxPage(c, title, q, open, item)
	if err != nil {
		return err
	}
	return s.render(c, status, console.Inbox(page))
}

// inboxPage gathers the lists, and the one of them that is shown; open is what of a list of cases stands beside it.
func (s *Server) inboxPage(c echo.Context, title string, q models.InboxView, open models.QueueRef, item *console.Item) (console.InboxPage, error) {
	ctx, p, now := c.Request().Context(), s.presenter(c), s.store.Now()
	page := console.InboxPage{Queue: q, Item: item}
	seq, err := s.store.ChannelSeq(ctx, models.ConsoleChannel)
	if err != nil {
		return page, err
	}
	page.Frame, page.Seq = s.consoleFrame(c, title, links.Console), seq
	page.Composer = item != nil
	if q == models.InboxOpen && item == nil && open.ID == 0 {
		if err := s.addGuide(c, &page); err != nil {
			return page, err
		}
	}
	if p.viewer.Administrator() && item == nil && open.ID == 0 {
		if page.Resets, err = s.store.WaitingResets(ctx, p.viewer); err != nil {
			return page, err
		}
	}
	counts, err := s.store.InboxCounts(ctx, p.viewer)
	if err != nil {
		return page, err
	}
	questions, n, err := s.store.UnansweredQuestions(ctx, p.viewer, models.InboxPerPage)
	if err != nil {
		return page, err
	}
	counts[console.QueueQuestions] = n
	mentions, n, err := s.store.StaffMentions(ctx, p.viewer, models.InboxPerPage)
	if err != nil {
		return page, err
	}
	counts[console.QueueMentions] = n
	if page.Guard, err = s.caseQueues(ctx, p.viewer, q); err != nil {
		return page, err
	}
	page.Ours, page.Yours = queueLinks(console.OurQueues, counts, q), queueLinks(console.YourQueues, counts, q)
	if kind, ok := caseKind(q); ok {
		return page, s.fillCases(c, &page, kind, open)
	}
	switch q {
	case console.QueueQuestions:
		page.Threads = p.waiting(questions, now)
	case console.QueueMentions:
		page.Threads = p.mentions(mentions, now)
	default:
		after, err := numberParam(c, "after")
		if err != nil {
			return page, err
		}
		items, more, err := s.store.Inbox(ctx, p.viewer, q, after)
		if err != nil {
			return page, err
		}
		for _, i := range items {
			page.Items = append(page.Items, p.inboxItem(i, q, now, item != nil && item.ID == i.ID))
		}
		if more {
			page.Next = links.ConsoleQueue(q, items[len(items)-1].ID)
		}
		page.Later = after > 0
	}
	return page, nil
}

func queueLinks(queues []models.InboxView, counts map[models.InboxView]models.Total, here models.InboxView) (list []console.QueueLink) {
	for _, q := range queues {
		link := console.QueueLink{Queue: q, Href: links.ConsoleQueue(q, 0), Current: q == here}
		if counts[q].N > 0 {
			link.Count = totalWords(counts[q])
		}
		list = append(list, link)
	}
	return list
}

// mentions are posts that name somebody of the staff, as lines of the inbox.
func (p presenter) mentions(list []models.Contribution, now time.Time) (shown []console.Waiting) {
	for _, m := range list {
		shown = append(shown, console.Waiting{
			ID: m.ThreadID, Slug: m.ThreadSlug, Number: m.Number, Title: m.ThreadTitle, Topic: p.topicRef(m.TopicID).Name, Words: m.Text,
			At: p.at(m.CreatedAt), Age: "waiting for " + ageWords(now.Sub(m.CreatedAt)),
		})
	}
	return shown
}

func (p presenter) inboxItem(i models.SuggestionItem, q models.InboxView, now time.Time, current bool) console.InboxItem {
	return console.InboxItem{
		ID: i.ID, Href: links.ConsoleSuggestion(i.ID, q), Number: i.Ledger.Number, Title: i.Title, Topic: i.TopicName, State: i.Ledger.State,
		Author: p.person(i.Author, ""), Owner: p.person(i.Owner, ""), Support: i.Ledger.SupportCount,
		Due: p.due(i.Ledger, now), Current: current,
	}
}

// due says what is owed of a suggestion, and how soon.
func (p presenter) due(g models.Suggestion, now time.Time) console.Due {
	switch {
	case g.DueAt == nil && g.State == models.StateParked:
		return console.Due{Words: "until " + dayWords(g.RevisitOn)}
	case g.DueAt == nil && g.PausedSince != nil:
		return console.Due{Words: "waits for its author"}
	case g.DueAt == nil:
		return console.Due{}
	}
	at := p.at(*g.DueAt)
	what := "decision"
	switch {
	case g.State == models.StatePlanned || g.State == models.StateUnderWay:
		what, at = "news", at.Add(-time.Minute) // the day itself, not the midnight at its end
	case g.AcknowledgedAt == nil:
		what = "first answer"
	}
	if g.Late(now) {
		return console.Due{Words: what + " " + ageWords(now.Sub(*g.DueAt)) + " late", Late: true, At: at}
	}
	return console.Due{Words: what + " due " + soonWords(p.at(now), at), At: at}
}

// soonWords is a moment to come, as one says it at a moment.
func soonWords(now, at time.Time) string {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location()) }
	switch days := int(midnight(at).Sub(midnight(now)).Hours()+12) / 24; {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days < 7:
		return "on " + at.Weekday().String()
	case at.Year() == now.Year():
		return at.Format("on 2 January")
	}
	return at.Format("on 2 January 2006")
}

func dayWords(d models.Day) string {
	t := d.Start(time.UTC)
	if t.IsZero() {
		return string(d)
	}
	return t.Format("2 January 2006")
}
