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

// showInbox is one list of what waits; where the address names none, the viewer's own if there is anything in it.
func (s *Server) showInbox(c echo.Context) error {
	if c.QueryParam("queue") == "" && c.QueryParam("after") == "" {
		return s.renderInbox(c, http.StatusOK, "", nil)
	}
	q, ok := queueNamed(c.QueryParam("queue"))
	if !ok {
		return echo.NewHTTPError(http.StatusUnprocessableEntity, "The console has no such list. Choose one of those on the page.")
	}
	return s.renderInbox(c, http.StatusOK, q, nil)
}

// renderInbox draws a list, with a suggestion open beside it where there is one.
func (s *Server) renderInbox(c echo.Context, status int, q models.InboxView, item *console.Item) error {
	title := ""
	if item != nil {
		title = item.Title
	}
	page, err := s.inboxPage(c, title, q, models.QueueRef{}, item)
	if err != nil {
		return err
	}
	return s.render(c, status, console.Inbox(page))
}

// inboxPage gathers the lists, and the one of them that is shown: where q names none, the viewer's own or else all that is
// owed. open is what of a list of cases stands beside it; a page without a title has the list's name.
func (s *Server) inboxPage(c echo.Context, title string, q models.InboxView, open models.QueueRef, item *console.Item) (console.InboxPage, error) {
	ctx, p := c.Request().Context(), s.presenter(c)
	page := console.InboxPage{Item: item}
	seq, err := s.store.ChannelSeq(ctx, models.ConsoleChannel)
	if err != nil {
		return page, err
	}
	counts, err := s.store.InboxCounts(ctx, p.viewer)
	if err != nil {
		return page, err
	}
	first := q == "" || q == models.InboxOpen
	switch {
	case q == "" && counts[models.InboxMine].N > 0:
		q = models.InboxMine
	case q == "":
		q = models.InboxOpen
	}
	page.Queue, page.Seq = q, seq
	page.Frame = s.consoleFrame(c, firstOf(title, console.QueueWords(q)), links.Console)
	page.Composer = item != nil || open.ID != 0
	if first && item == nil && open.ID == 0 {
		if err := s.addGuide(c, &page); err != nil {
			return page, err
		}
	}
	if p.viewer.Administrator() && item == nil && open.ID == 0 {
		if page.Resets, err = s.store.WaitingResets(ctx, p.viewer); err != nil {
			return page, err
		}
	}
	threads, err := s.store.InboxThreadCounts(ctx, p.viewer)
	if err != nil {
		return page, err
	}
	counts[console.QueueQuestions], counts[console.QueueMentions], counts[console.QueueConsultations] = threads.Questions, threads.Mentions, threads.Consultations
	if page.Guard, err = s.caseQueues(ctx, p.viewer, q); err != nil {
		return page, err
	}
	page.Ours, page.Yours = queueLinks(console.OurQueues, counts, q), queueLinks(console.YourQueues, counts, q)
	if kind, ok := caseKind(q); ok {
		return page, s.fillCases(c, &page, kind, open)
	}
	return page, s.fillInbox(c, &page)
}

// fillInbox puts one page of the list that is shown on the page.
func (s *Server) fillInbox(c echo.Context, page *console.InboxPage) error {
	ctx, p, now, q := c.Request().Context(), s.presenter(c), s.store.Now(), page.Queue
	after, err := numberParam(c, "after")
	if err != nil {
		return err
	}
	var last int64
	var more bool
	switch q {
	case console.QueueQuestions, console.QueueConsultations:
		list := s.store.UnansweredQuestions
		if q == console.QueueConsultations {
			list = s.store.OwedConsultations
		}
		var items []models.ThreadItem
		items, more, err = list(ctx, p.viewer, after)
		page.Threads = p.waiting(items, now)
		for i, item := range items {
			if last = item.ID; q == console.QueueConsultations {
				page.Threads[i].Href = links.ConsoleConsultation(item.ID, "")
				page.Threads[i].Age = "asked " + ageWords(now.Sub(page.Threads[i].At)) + " ago"
			}
		}
	case console.QueueMentions:
		var list []models.Contribution
		list, more, err = s.store.StaffMentions(ctx, p.viewer, after)
		page.Threads = p.mentions(list, now)
		if len(list) > 0 {
			last = list[len(list)-1].PostID
		}
	default:
		var items []models.SuggestionItem
		items, more, err = s.store.Inbox(ctx, p.viewer, q, after)
		for _, i := range items {
			last = i.ID
			page.Items = append(page.Items, p.inboxItem(i, q, now, page.Item != nil && page.Item.ID == i.ID))
		}
	}
	if page.Later = after > 0; more {
		page.Next = links.ConsoleQueue(q, last)
	}
	return err
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
