package handlers

import (
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
)

// itemReplies is how many replies stand beside the form; the others are one click away.
const itemReplies = 10

// cameBack is what a refused form brings to the page of its suggestion.
type cameBack struct {
	form   console.Form
	decide console.Form
	clash  *console.Clash
}

// showSuggestion is a suggestion as staff work on it, beside the list that it was opened from.
func (s *Server) showSuggestion(c echo.Context) error {
	return s.renderSuggestion(c, http.StatusOK, cameBack{})
}

func (s *Server) renderSuggestion(c echo.Context, status int, back cameBack) error {
	id, err := pathID(c, "id")
	if err != nil {
		return err
	}
	q := itemQueue(c)
	item, err := s.item(c, id, q)
	if err != nil {
		return err
	}
	item.Form, item.Clash = back.form, back.clash
	if item.Form.Kept, err = s.keptForms(c, links.ConsoleSuggestion(id, models.InboxOpen), "unmerge"); err != nil {
		return err
	}
	if back.form.Name != "" {
		item.Kept[back.form.Name] = console.Kept{Form: back.form, Version: formNumber(c, "draft_version")}
	}
	if back.decide.Name != "" {
		item.Decide = back.decide
		item.DraftKey, item.DraftVersion = firstOf(c.FormValue("draft_key"), item.DraftKey), formNumber(c, "draft_version")
	}
	return s.renderInbox(c, status, q, item)
}

// itemQueue is the list that a suggestion was opened from.
func itemQueue(c echo.Context) models.InboxView {
	q, ok := queueNamed(firstOf(c.QueryParam("queue"), c.FormValue("queue")))
	if !ok || slices.Contains(console.ThreadQueues, q) {
		return models.InboxOpen
	}
	return q
}

// item gathers what somebody needs to answer a suggestion.
func (s *Server) item(c echo.Context, id int64, q models.InboxView) (*console.Item, error) {
	ctx, p := c.Request().Context(), s.presenter(c)
	th, g, err := s.store.Suggestion(ctx, p.viewer, id)
	if err != nil {
		return nil, err
	}
	i := &console.Item{
		Queue: q, ID: th.ID, Slug: th.Slug, Title: th.Title, Number: g.Ledger.Number, Version: g.Version, State: g.Ledger.State,
		Moves: g.Ledger.State.Moves(), Topic: th.Topic.Name, Author: p.person(th.Author, ""), AskedAt: p.started(th.Thread),
		Owner: p.person(g.Owner, ""), Department: g.Department, Due: p.due(g.Ledger, g.At), Support: g.Ledger.SupportCount, Hurt: g.Hurt,
		Self: p.viewer.Handle, Today: models.DayOf(p.at(g.At), p.at(g.At).Location()),
	}
	if g.Into != nil {
		i.Into, i.Unmerge = p.suggestionRef(*g.Into, q), g.Ledger.Unmergeable(g.At)
	}
	for _, w := range g.Whys {
		i.Whys = append(i.Whys, console.Why{By: p.person(w.Person, ""), Words: w.Why})
	}
	for _, l := range slices.Backward(g.Lines) {
		i.Lines = append(i.Lines, p.line(l, q))
	}
	i.Undo = undoOf(g, p.viewer)
	telling, err := s.store.TellingOf(ctx, p.viewer, id)
	if err != nil {
		return nil, err
	}
	i.Telling = console.Telling(telling)
	i.Decide = takenBack(g, p.viewer)
	for _, fill := range []func(echo.Context, presenter, models.ThreadView, *console.Item) error{s.itemPosts, s.itemStaff, s.itemDraft, s.itemKept, s.itemCandidates} {
		if err := fill(c, p, th, i); err != nil {
			return nil, err
		}
	}
	return i, nil
}

func (p presenter) suggestionRef(r models.SuggestionRef, q models.InboxView) *console.Ref {
	return &console.Ref{ID: r.ThreadID, Number: r.Number, Title: r.Title, State: r.State, Href: links.ConsoleSuggestion(r.ThreadID, q)}
}

// undoOf is the viewer's last decision while it can be taken back.
func undoOf(g models.SuggestionView, v models.Viewer) *console.Undo {
	if len(g.Lines) == 0 {
		return nil
	}
	last := g.Lines[len(g.Lines)-1].Decision
	if !last.Undoable(v, g.At) {
		return nil
	}
	left := last.UndoableUntil().Sub(g.At)
	return &console.Undo{Href: links.ConsoleDecisionUndo(last.ThreadID, last.ID), Seconds: int64(left.Seconds()) + 1, State: last.ToState}
}

// takenBack is the form of the decision that the viewer has just taken back, to be mended; empty where none was.
func takenBack(g models.SuggestionView, v models.Viewer) console.Form {
	last := len(g.Lines) - 1
	if last < 1 || g.Lines[last].Kind != models.LineWithdrawal || g.Lines[last].Actor.ID != v.ID || g.Lines[last].UndoesID == nil {
		return console.Form{}
	}
	i := slices.IndexFunc(g.Lines, func(l models.DecisionView) bool { return l.ID == *g.Lines[last].UndoesID })
	if i < 0 {
		return console.Form{}
	}
	l := g.Lines[i]
	helped := make([]string, len(l.Helpers))
	for n, p := range l.Helpers {
		helped[n] = p.Handle
	}
	values := map[string]string{
		"words": l.Words, "to": string(l.ToState), "reason_type": string(l.ReasonType), "evidence": l.Evidence, "evidence_url": l.EvidenceURL,
		"since": string(l.Since), "helped": strings.Join(helped, ", "), "next_update_on": string(l.NextUpdateOn), "revisit_on": string(l.RevisitOn),
	}
	if l.OtherNumber != nil {
		values["merge_number"] = strconv.FormatInt(*l.OtherNumber, 10)
	}
	maps.DeleteFunc(values, func(_, value string) bool { return value == "" })
	return console.Form{Name: "decide", Partial: true, Values: values}
}

// itemPosts reads the opening and the last replies.
func (s *Server) itemPosts(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	ctx := c.Request().Context()
	opening, err := s.store.PostByNumber(ctx, p.viewer, th.ID, 1)
	if err != nil {
		return err
	}
	i.Opening = p.itemPost(th, opening)
	from := max(1, th.LastNumber-itemReplies)
	posts, err := s.store.PostsAfter(ctx, p.viewer, th.ID, from, itemReplies)
	if err != nil {
		return err
	}
	for _, m := range posts {
		i.Replies = append(i.Replies, p.itemPost(th, m))
	}
	i.Earlier = max(0, from-1)
	return nil
}

func (p presenter) itemPost(th models.ThreadView, m models.PostView) console.ItemPost {
	shown := console.ItemPost{
		Author: p.personIn(m.Author, m.Employer, th.TopicID), At: p.at(m.CreatedAt), Number: m.Number,
		Href: links.ThreadPost(th.ID, th.Slug, m.Number), Hurts: m.Hurts(), Gone: !m.Visible(),
	}
	if m.Visible() {
		shown.Body = markup.Trusted(m.HTML)
	}
	return shown
}

// itemStaff reads what is the staff's own: notes, who can take it on, who asks.
func (s *Server) itemStaff(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	ctx := c.Request().Context()
	notes, err := s.store.Notes(ctx, p.viewer, th.ID)
	if err != nil {
		return err
	}
	for _, n := range notes {
		i.Notes = append(i.Notes, console.Note{ID: n.ID, By: p.person(n.Author, ""), At: p.at(n.CreatedAt), Body: n.Body})
	}
	colleagues, err := s.store.Colleagues(ctx, p.viewer)
	if err != nil {
		return err
	}
	for _, m := range colleagues {
		i.Staff = append(i.Staff, p.colleague(m))
	}
	snooze, err := s.store.SnoozeOf(ctx, p.viewer, th.ID)
	if err == nil {
		i.Snoozed = &console.Snoozed{Until: p.at(snooze.UntilAt), Reason: snooze.Reason}
	} else if models.KindOf(err) != models.NotFound {
		return err
	}
	return s.itemAuthor(c, p, th, i)
}

// itemAuthor reads who asks, and what was said with them in private. An erased account has no card; its suggestion
// stays.
func (s *Server) itemAuthor(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	ctx := c.Request().Context()
	if th.Author.Former() {
		return nil
	}
	card, err := s.store.MemberCard(ctx, p.viewer, th.Author.Handle)
	if err != nil {
		return err
	}
	i.Card = p.memberCard(card, th.ID, i.Queue, s.store.Now())
	messages, open, err := s.store.SideMessages(ctx, p.viewer, th.ID)
	if err != nil {
		return err
	}
	i.Side.Open = open
	for _, m := range messages {
		i.Side.Messages = append(i.Side.Messages, console.Note{ID: m.ID, By: p.person(m.Author, ""), At: p.at(m.CreatedAt), Body: m.Body})
	}
	return nil
}

// itemDraft fills the form with what the viewer wrote before and did not send.
func (s *Server) itemDraft(c echo.Context, p presenter, th models.ThreadView, i *console.Item) error {
	i.DraftKey = "decision-" + strconv.FormatInt(th.ID, 10) + "-" + rand.Text()
	d, err := s.store.DecisionDraft(c.Request().Context(), p.viewer, th.ID)
	if err != nil && models.KindOf(err) != models.NotFound {
		return err
	}
	if err == nil {
		i.DraftKey, i.DraftVersion = d.DraftKey, d.Version
		i.Decide = console.Form{Name: "decide", Partial: true, Values: map[string]string{"words": d.Body, "to": string(i.State)}}
		fields, _ := url.ParseQuery(d.Fields) // what cannot be read fills nothing
		for _, name := range decisionFields {
			if fields.Has(name) {
				i.Decide.Values[name] = fields.Get(name)
			}
		}
	}
	return s.itemReply(c, p, i)
}

// itemReply lists the saved replies, and begins the answer with the one that the address names.
func (s *Server) itemReply(c echo.Context, p presenter, i *console.Item) error {
	replies, err := s.store.SavedReplies(c.Request().Context(), p.viewer)
	if err != nil {
		return err
	}
	for _, r := range replies {
		i.Saved = append(i.Saved, console.Reply{ID: r.ID, Title: r.Title})
		if strconv.FormatInt(r.ID, 10) != c.QueryParam("reply") {
			continue
		}
		if i.Decide.Name == "" {
			i.Decide = console.Form{Name: "decide", Partial: true, Values: map[string]string{"to": string(i.State)}}
		}
		if words := i.Decide.Values["words"]; words != "" {
			i.Decide.Values["words"] = words + "\n\n" + r.Body
		} else {
			i.Decide.Values["words"] = r.Body
		}
	}
	return nil
}
