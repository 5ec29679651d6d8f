package live

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// Bus carries what nodes tell each other beside the table. Telling never waits, and what is told may be lost. A
// hearer gets nil where something may have been.
type Bus interface {
	Tell(topic string, payload []byte)
	Hear(topic string, f func(payload []byte))
	// Ready is an error once the bus has been away for some seconds.
	Ready() error
}

// Options are what the live side is made of.
type Options struct {
	Store *models.Store
	Log   *slog.Logger
	// Draw renders a post as anyone who may see its thread sees it.
	Draw func(context.Context, models.ThreadView, models.PostView) (string, error)
	// Viewer is who the request's cookie stands for.
	Viewer func(echo.Context) models.Viewer
	// BaseURL is the public address; nil: an Origin must name the request's own Host.
	BaseURL *url.URL
	// Bus may be nil: this node is alone.
	Bus Bus
	// RateLimits bounds the sockets of readers behind one address.
	RateLimits bool
}

// readerSockets is how many readers behind one address may listen on one node: a large office.
const readerSockets = 1000

// Live is the live side of one node. Make one with New, end it with Stop.
type Live struct {
	Options
	hub      *hub.Hub
	ctx      context.Context // of work that no request waits for
	cancel   context.CancelFunc
	running  sync.WaitGroup // begun by begin alone: to add while Stop waits is a race
	node     string
	access   *access
	lists    *lists
	presence *presence

	ending  sync.RWMutex // held to read while something begins
	stopped bool

	mu      sync.Mutex
	streams map[string]*stream
	people  map[int64]map[*person]struct{} // by member
}

// New starts the live side: it hears of every event from the store.
func New(o Options) *Live {
	readers := 0
	if o.RateLimits {
		readers = readerSockets
	}
	l := &Live{
		Options: o, hub: hub.NewHub(hub.Options{ReaderSockets: readers}), node: rand.Text(),
		streams: map[string]*stream{}, people: map[int64]map[*person]struct{}{},
	}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	l.access, l.lists, l.presence = newAccess(l), newLists(l), newPresence(l)
	o.Store.Listen(l.heed)
	for _, run := range []func(){l.access.run, l.lists.run, l.presence.run, l.sweep} {
		l.begin(run)
	}
	return l
}

// begin does something that Stop waits for, unless Stop has begun: events go on coming from the store until the
// process ends.
func (l *Live) begin(work func()) {
	l.ending.RLock()
	defer l.ending.RUnlock()
	if !l.stopped {
		l.running.Go(work)
	}
}

// Figures are the hub's, for metrics.
func (l *Live) Figures() *hub.Figures { return &l.hub.Figures }

// Stop sends every client away, with a moment to come back at, and returns when all of it has ended.
func (l *Live) Stop() {
	l.hub.Stop()
	l.cancel()
	l.ending.Lock()
	l.stopped = true
	l.ending.Unlock()
	l.running.Wait()
}

// heed passes events on. It is called before a verb returns, so it only notes them.
func (l *Live) heed(events []models.Event) {
	for _, e := range events {
		switch e.Type {
		case models.EventMemberChanged, models.EventAccessChanged:
			if e.ActorID != nil {
				l.access.member(*e.ActorID)
			}
			if e.Type == models.EventMemberChanged {
				l.forgetFrames() // a name, or a whole member, may stand in them
			}
			continue
		case models.EventUnheard:
			l.access.everybody()
			l.access.everything()
			l.forgetFrames()
			l.begin(l.catchUp)
			continue
		case models.EventSiteChanged:
			l.access.everything()
			l.forgetFrames() // what they quote may be for fewer people now
			continue
		}
		l.mu.Lock()
		st := l.streams[e.Channel]
		l.mu.Unlock()
		if st != nil {
			st.hint(e)
		}
		if e.ThreadID != nil && e.Channel == models.ThreadChannel(*e.ThreadID) {
			l.lists.changed(*e.ThreadID, of(e.Type).lists)
			l.presence.wrote(e)
		}
	}
}

func (l *Live) forgetFrames() {
	for _, st := range l.open() {
		if room := st.opened(); room != nil {
			room.Forget()
		}
	}
}

func (l *Live) open() []*stream {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := make([]*stream, 0, len(l.streams))
	for _, st := range l.streams {
		list = append(list, st)
	}
	return list
}

const (
	sweepEvery = 10 * time.Second
	// keepStream is how long a channel that nobody listens to stays in memory: a restart of their node brings its
	// listeners back within half a minute.
	keepStream = time.Minute
	// sessionCheck is how often it is found out which sessions of open sockets have run out.
	sessionCheck = 2 * time.Second
)

// sweep drops channels without listeners, and has sessions looked at that may have run out. It also reads the table
// for those that have some, in case nobody told of an event: between the start of a process and its first look at
// what others stored there is a moment.
func (l *Live) sweep() {
	tick, check := time.NewTicker(sweepEvery), time.NewTicker(sessionCheck)
	defer tick.Stop()
	defer check.Stop()
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-check.C:
			l.access.sessions()
		case now := <-tick.C:
			for _, st := range l.open() {
				l.closeIfIdle(st, now)
			}
			l.catchUp()
		}
	}
}

// catchUp brings every channel that somebody listens to to where the table is. That of one who was refused stays open
// for a while, and costs nothing.
func (l *Live) catchUp() {
	for _, st := range l.open() {
		if room := st.opened(); room != nil && room.EmptySince().IsZero() {
			_ = st.catchUp(l.ctx) // while the database is away nothing is missed
		}
	}
}

func (l *Live) closeIfIdle(st *stream, now time.Time) {
	room := st.opened()
	if room == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if empty := room.EmptySince(); !empty.IsZero() && now.Sub(empty) > keepStream && st.users == 0 {
		delete(l.streams, st.channel)
	}
}

// code is an error in the words of the protocol.
func code(err error) string {
	switch kind := models.KindOf(err); kind {
	case models.NotFound, models.Gone, models.Unauthenticated, models.Forbidden, models.TooMany:
		return string(kind)
	default:
		return "unavailable"
	}
}

// detail is what people are told of it.
func detail(err error) string {
	if e, ok := errors.AsType[*models.Error](err); ok && e.Message != "" {
		return e.Message
	}
	return "That is not to be had at the moment. Try again."
}
