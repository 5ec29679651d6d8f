package live

import (
	"context"
	"maps"
	"slices"
	"sync"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// access looks again at what open sockets may hear when something says that it may have changed. Several changes
// at once are one look. What cannot be looked up while the database is away is looked up when it is back.
type access struct {
	live *Live
	wake chan struct{}

	mu      sync.Mutex
	members map[int64]bool
	all     bool // every channel
}

func newAccess(l *Live) *access {
	return &access{live: l, wake: make(chan struct{}, 1), members: map[int64]bool{}}
}

// member notes that a member's sessions or rights may be other than before.
func (a *access) member(id int64) {
	a.mu.Lock()
	a.members[id] = true
	a.mu.Unlock()
	a.nudge()
}

// everybody notes that the sessions and rights of all who listen may be other than before.
func (a *access) everybody() {
	a.live.mu.Lock()
	ids := slices.Collect(maps.Keys(a.live.people))
	a.live.mu.Unlock()
	for _, id := range ids {
		a.member(id)
	}
}

// everything notes that topics may be other than before: who sees them, who hosts them.
func (a *access) everything() {
	a.mu.Lock()
	a.all = true
	a.mu.Unlock()
	a.nudge()
}

// sessions has those members looked at who have a session that ran out: that makes no event.
func (a *access) sessions() {
	now := a.live.Store.Now()
	var ids []int64
	a.live.mu.Lock()
	for id, sockets := range a.live.people {
		for p := range sockets {
			if p.ranOut(now) {
				ids = append(ids, id)
				break
			}
		}
	}
	a.live.mu.Unlock()
	for _, id := range ids {
		a.member(id)
	}
}

func (a *access) nudge() {
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

func (a *access) run() {
	for {
		select {
		case <-a.live.ctx.Done():
			return
		case <-a.wake:
		}
		a.mu.Lock()
		members, all := a.members, a.all
		a.members, a.all = map[int64]bool{}, false
		a.mu.Unlock()
		if err := a.look(members, all); err != nil {
			a.live.Log.Warn("look at who may listen; trying again", "error", err)
			pause(a.live.ctx, workRetry)
			a.nudge()
		}
	}
}

// look looks again at members and channels, at each of them whatever becomes of the others. What is left when it fails
// is noted for the next time.
func (a *access) look(members map[int64]bool, all bool) (err error) {
	ctx, end := a.live.step(a.live.ctx)
	defer func() {
		if err = end(err); err == nil {
			return
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		maps.Copy(a.members, members)
		a.all = a.all || all
	}()
	for id := range members {
		if failure := a.lookAtMember(ctx, id); failure != nil {
			err = failure
			continue
		}
		delete(members, id)
	}
	if all {
		if failure := a.lookAtChannels(ctx); failure != nil {
			return failure
		}
		all = false
	}
	return err
}

// lookAtMember looks the member up again for each of their sockets, and ends what they may hear no more.
func (a *access) lookAtMember(ctx context.Context, id int64) error {
	l := a.live
	l.mu.Lock()
	people := make([]*person, 0, len(l.people[id]))
	for p := range l.people[id] {
		people = append(people, p)
	}
	l.mu.Unlock()
	for _, p := range people {
		if err := p.look(ctx); refuses(err) {
			continue
		} else if err != nil {
			return err
		}
		p.mu.Lock()
		c := p.client
		p.mu.Unlock()
		for _, room := range c.Rooms() {
			switch owner := room.Owner.(type) {
			case *stream:
				owner.reviewOne(ctx, c)
				room.Relevel(c, levelFor(p.who()))
			case *list:
				owner.reviewOne(ctx, c)
			}
		}
	}
	return nil
}

// lookAtChannels asks of every channel who may still listen.
func (a *access) lookAtChannels(ctx context.Context) error {
	if _, err := a.live.Store.Directory(ctx); err != nil {
		return err
	}
	open := a.live.open()
	var threads []int64
	for _, st := range open {
		if st.thread != 0 {
			threads = append(threads, st.thread)
		}
	}
	topics, err := a.live.Store.TopicsOf(ctx, threads)
	if err != nil {
		return err
	}
	for _, st := range open {
		room := st.opened()
		if room == nil {
			continue
		}
		room.Forget() // a frame may be of another level by now
		if st.thread != 0 && topics[st.thread] != st.view.Load().TopicID {
			if err := st.lookAgain(ctx); err != nil {
				return err
			}
		}
		st.review(ctx)
	}
	a.live.lists.review(ctx)
	return nil
}

// viewerAt is who listens at a socket.
func viewerAt(c *hub.Client) models.Viewer {
	if p, ok := c.Handler().(*person); ok {
		return p.who()
	}
	return models.Viewer{}
}
