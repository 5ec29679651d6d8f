package live

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"time"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// carried says how one type of event goes out.
type carried struct {
	html  bool // with the post it is about, as anyone may see it now
	posts bool // it leaves the thread as it was, but for its figures
	takes bool // it takes away or replaces something, so earlier frames must not be sent again
	lists bool // what lists show of the thread is other than before
}

// carriedTypes is every type that goes to clients. A type that is missing here goes out with its ids alone: a
// number must never be left out. The types that are for the nodes themselves never come this far.
var carriedTypes = map[models.EventType]carried{
	models.EventPostCreated:     {html: true, posts: true, lists: true},
	models.EventPostEdited:      {html: true, takes: true},
	models.EventPostRemoved:     {html: true, takes: true, lists: true},
	models.EventReactionChanged: {html: true, posts: true},
	models.EventThreadChanged:   {html: true, takes: true, lists: true},
	models.EventDecisionMade:    {lists: true},
	models.EventSupportChanged:  {lists: true},
	models.EventInboxChanged:    {}, // staff's own and a member's own: ids alone, and no hint to anybody else
	models.EventNoticeCreated:   {},
	models.EventNoticeRead:      {},
}

func of(t models.EventType) carried {
	if c, ok := carriedTypes[t]; ok {
		return c
	}
	return carried{takes: true, lists: true}
}

// Event is one event as clients get it, over a socket and over HTTP.
type Event struct {
	Type    string           `json:"type"` // "event"
	Channel string           `json:"channel"`
	Seq     int64            `json:"seq,omitempty"`
	Event   models.EventType `json:"event"`
	Thread  int64            `json:"thread,omitempty"` // on channels that are no thread
	ID      int64            `json:"id,omitempty"`     // of the post
	Number  int64            `json:"number,omitempty"`
	HTML    string           `json:"html,omitempty"`
	Threads []threadHint     `json:"threads,omitempty"` // of hints
	// about are those whose words HTML shows: whoever blocked one of them gets the event bare.
	about []int64
}

// bare is the event as whoever blocked somebody in it gets it: its number counts, the page says the rest.
func (e Event) bare() Event {
	e.HTML, e.about = "", nil
	return e
}

// to is the event as the viewer may read it.
func (e Event) to(v models.Viewer) Event {
	if slices.ContainsFunc(e.about, v.Blocks) {
		return e.bare()
	}
	return e
}

// drawn are the parts that events are composed of: a thread and posts as they are now.
type drawn struct {
	thread *models.ThreadView
	posts  map[int64]models.PostView
	html   map[int64]string
	quoted map[int64][]int64 // whose words each post quotes
}

// about are those whose words a post shows. What is said for the company is nobody's to hide.
func (d drawn) about(id int64) []int64 {
	p, ok := d.posts[id]
	if !ok || d.thread == nil {
		return nil
	}
	about := slices.Clone(d.quoted[id])
	if p.Visible() && !d.thread.OnRecord(p.Post) {
		about = append(about, p.AuthorID)
	}
	return about
}

// compose makes messages of a channel's events, in order. thread is the channel's own, nil for the others. A
// post is drawn as it is now, however old the event: what was taken away since is never shown again.
func (l *Live) compose(ctx context.Context, name string, thread *models.ThreadView, events []models.Event) ([]Event, error) {
	d := drawn{thread: thread, html: map[int64]string{}}
	if thread != nil {
		var err error
		if d.posts, err = l.posts(ctx, events); err != nil {
			return nil, err
		}
		if d.quoted, err = l.Store.QuotedAuthors(ctx, d.posts); err != nil {
			return nil, err
		}
	}
	messages := make([]Event, len(events))
	for i, e := range events {
		m := Event{Type: "event", Channel: name, Seq: e.Seq, Event: e.Type}
		if e.PostID != nil {
			m.ID = *e.PostID
		}
		if e.Number != nil {
			m.Number = *e.Number
		}
		if thread == nil && e.ThreadID != nil {
			m.Thread = *e.ThreadID
		}
		if m.ID != 0 && of(e.Type).html {
			var err error
			if m.HTML, err = d.draw(ctx, l, m.ID); err != nil {
				return nil, err
			}
			m.about = d.about(m.ID)
		}
		messages[i] = m
	}
	return messages, nil
}

// madeFor is how long a post counts as it was made: longer than it takes to be told, and no longer than reading, drawing
// and telling takes, in which a post can become another just as well.
const madeFor = 20 * time.Millisecond

// posts are those that the events show, as they are now. One that was made just now need not be read, unless something
// else became of it, or something was taken away.
func (l *Live) posts(ctx context.Context, events []models.Event) (map[int64]models.PostView, error) {
	var read []int64
	made := map[int64]models.PostView{}
	took := slices.ContainsFunc(events, func(e models.Event) bool { return of(e.Type).takes })
	for _, e := range events {
		switch {
		case e.PostID == nil || !of(e.Type).html:
		case e.Made != nil && !took && time.Since(e.ToldAt) < madeFor:
			made[*e.PostID] = *e.Made
		default:
			delete(made, *e.PostID)
			read = append(read, *e.PostID)
		}
	}
	posts, err := l.Store.LivePosts(ctx, read)
	if err != nil {
		return nil, err
	}
	maps.Copy(made, posts)
	return made, nil
}

// draw renders a post once. One that is not in the thread any more has no picture here.
func (d drawn) draw(ctx context.Context, l *Live, id int64) (string, error) {
	if html, ok := d.html[id]; ok {
		return html, nil
	}
	p, ok := d.posts[id]
	if !ok || d.thread == nil || p.ThreadID != d.thread.ID {
		return "", nil
	}
	html, err := l.drawSafely(ctx, *d.thread, p)
	if err != nil && models.KindOf(err) == models.Unavailable {
		return "", fmt.Errorf("draw post %d: %w", id, err)
	}
	if err != nil { // its number must go out all the same; who gets it without a picture fetches the page
		l.Log.Error("draw a post for its thread's listeners", "post", id, "error", err)
		return "", nil
	}
	d.html[id] = html
	return html, nil
}

// drawSafely turns a panic into an error: no request is there to be recovered.
func (l *Live) drawSafely(ctx context.Context, th models.ThreadView, p models.PostView) (html string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return l.Draw(ctx, th, p)
}

// levelOf is who may see what is in a topic, as the hub compares it.
func levelOf(v models.Visibility) int {
	switch v {
	case models.VisiblePublic:
		return 0
	case models.VisibleMembers:
		return 1
	}
	return 2
}

// levelFor is the viewer's level: the highest of what they may see.
func levelFor(v models.Viewer) int {
	level := 0
	for _, visible := range v.Visibilities() {
		level = max(level, levelOf(visible))
	}
	return level
}

func frame(m Event, level int) *hub.Frame {
	return hub.NewFrame(m.Seq, level, of(m.Event).takes, m).Keyed(m.about, m.bare())
}
