package live

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// person is who listens at one socket. The viewer is looked up again whenever an event says that it changed.
type person struct {
	live *Live

	mu     sync.Mutex
	viewer models.Viewer
	client *hub.Client
	until  time.Time // when the session runs out, as last looked up
}

// who is the viewer as last looked up.
func (p *person) who() models.Viewer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.viewer
}

// at is the viewer, and the socket once it is open.
func (p *person) at() (models.Viewer, *hub.Client) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.viewer, p.client
}

// Began enters the socket in the list by member, then looks once more whether its session still stands: one that
// ended since the handshake found no socket to close.
func (p *person) Began(c *hub.Client) {
	p.mu.Lock()
	p.client = c
	id := p.viewer.ID
	c.Shut(p.viewer.Blocked)
	p.mu.Unlock()
	if id == 0 {
		return
	}
	l := p.live
	l.mu.Lock()
	if l.people[id] == nil {
		l.people[id] = map[*person]struct{}{}
	}
	l.people[id][p] = struct{}{}
	l.mu.Unlock()
	ctx, end := l.step(l.ctx)
	if err := end(p.look(ctx)); err != nil && !refuses(err) {
		l.access.member(id)
	}
}

// Ended takes the socket from the list.
func (p *person) Ended(*hub.Client) {
	l, id := p.live, p.who().ID
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.people[id], p)
	if len(l.people[id]) == 0 {
		delete(l.people, id)
	}
}

// ranOut reports whether the session has run out, unless it was used since it was looked up. Nobody tells of that.
func (p *person) ranOut(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.until.IsZero() && !now.Before(p.until)
}

// Receive does what a message asks.
func (p *person) Receive(c *hub.Client, m hub.Message) {
	defer func() { // one bad message harms no other socket
		if r := recover(); r != nil {
			p.live.Log.Error("serve a socket", "panic", r, "stack", string(debug.Stack()))
			c.End("internal")
		}
	}()
	ctx, end := p.live.step(p.live.ctx)
	defer func() { _ = end(nil) }()
	ch := parseChannel(m.Channel)
	var err error
	switch m.Type {
	case hub.Subscribe:
		err = p.subscribe(ctx, c, ch, m.Since)
	case hub.Unsubscribe:
		for _, room := range c.Rooms() {
			if room.Channel() == m.Channel {
				room.Leave(c)
			}
		}
	case hub.Typing:
		err = p.live.typing(ctx, c, p.who(), ch)
	}
	if err = end(err); err != nil {
		if code(err) == "unavailable" {
			p.live.Log.Warn("serve a socket", "type", m.Type, "error", err)
		}
		c.Send(hub.Error{Type: "error", Code: code(err), Channel: m.Channel, Detail: detail(err)})
	}
}

func (p *person) subscribe(ctx context.Context, c *hub.Client, ch channel, since *int64) error {
	v := p.who()
	if err := ch.refusal(v); err != nil {
		return err
	}
	if !ch.sequenced() {
		return p.live.lists.join(ctx, c, v, ch)
	}
	st, done, err := p.live.stream(ctx, ch, v)
	if err != nil {
		return err
	}
	defer done()
	from := hub.FromNow
	if since != nil {
		from = *since
	}
	if err := st.join(ctx, c, v, from); err != nil {
		return err
	}
	p.live.presence.joined(c, st)
	return nil
}

// look asks who the session stands for now, and closes the socket where it stands for nobody any more: the page
// comes back as a reader's.
func (p *person) look(ctx context.Context) error {
	p.mu.Lock()
	old, c := p.viewer, p.client
	p.mu.Unlock()
	now, until, err := p.live.Store.ViewerOfSession(ctx, old.SessionID)
	if refuses(err) {
		c.Send(hub.Error{Type: "error", Code: code(err), Detail: "This session has ended."})
		c.End("the session has ended")
	}
	if err != nil {
		return err
	}
	now.Address = old.Address
	p.mu.Lock()
	p.viewer, p.until = now, until
	c.Shut(now.Blocked)
	p.mu.Unlock()
	return nil
}
