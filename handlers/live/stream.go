package live

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

const (
	// workDeadline bounds what is done for one step of a stream, workRetry is the wait after one that was not to be
	// done: the database is away.
	workDeadline = 10 * time.Second
	workRetry    = 250 * time.Millisecond
	// readBatch is how many events are read at once, replayMost how many a client is sent; one that missed more
	// fetches the page, which is less work for everybody.
	readBatch  = 100
	replayMost = 1000
)

// stream is a sequenced channel on this node. The room's last number says how far it has come.
type stream struct {
	live    *Live
	channel string // in the table
	name    string // as clients say it
	thread  int64  // 0: none
	member  int64  // whose "me" it is
	users   int    // who is about to join, guarded by live.mu

	ready chan struct{} // closed when room or failure is set
	room  *hub.Room
	fail  error

	view atomic.Pointer[models.ThreadView] // as the last event left it
	gone atomic.Bool                       // the thread is deleted

	mu      sync.Mutex
	pending []models.Event
	working bool

	turn sync.Mutex // one at a time brings the room forward
}

// stream finds the viewer's stream of a channel, and opens it where nobody listened so far. done must be called
// when the caller has joined it or not.
func (l *Live) stream(ctx context.Context, c channel, v models.Viewer) (st *stream, done func(), err error) {
	key := c.table(v)
	l.mu.Lock()
	st = l.streams[key]
	if st == nil {
		st = &stream{live: l, channel: key, name: c.name, thread: c.thread, ready: make(chan struct{})}
		if c.kind == meChannel {
			st.member = v.ID
		}
		l.streams[key] = st // from here on it is told of events
		l.begin(st.start)
	}
	st.users++
	l.mu.Unlock()
	done = func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		st.users--
	}
	select {
	case <-st.ready:
	case <-ctx.Done():
		done()
		return nil, nil, ctx.Err()
	}
	if st.fail != nil {
		done()
		return nil, nil, st.fail
	}
	return st, done, nil
}

// start finds where the channel stands. Events told meanwhile wait, and those up to that place are passed over.
func (st *stream) start() {
	ctx, end := st.live.step(st.live.ctx)
	seq, err := st.place(ctx)
	err = end(err)
	if err != nil {
		st.fail = err
		st.live.mu.Lock()
		delete(st.live.streams, st.channel)
		st.live.mu.Unlock()
		close(st.ready)
		return
	}
	st.room = st.live.hub.NewRoom(st.name, seq)
	st.room.Owner = st
	close(st.ready)
	st.hint()
}

// step bounds one step of what nobody's request waits for. The function ends it, with the error it ended with.
func (l *Live) step(ctx context.Context) (context.Context, func(error) error) {
	ctx, cancel := context.WithTimeout(ctx, workDeadline)
	ctx, end := l.Store.While(ctx)
	return ctx, func(err error) error {
		defer cancel()
		return end(err)
	}
}

// place reads where the channel stands, and its thread.
func (st *stream) place(ctx context.Context) (seq int64, err error) {
	if st.thread == 0 {
		return st.live.Store.ChannelSeq(ctx, st.channel)
	}
	view, err := st.live.Store.LiveThread(ctx, st.thread)
	if err != nil {
		return 0, err
	}
	st.view.Store(&view)
	return view.EventSeq, nil
}

// opened is the room, or nil while the stream is not open.
func (st *stream) opened() *hub.Room {
	select {
	case <-st.ready:
		return st.room
	default:
		return nil
	}
}

// hint notes events that were committed, and has them worked on.
func (st *stream) hint(events ...models.Event) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.pending = append(st.pending, events...)
	if !st.working && len(st.pending) > 0 && st.opened() != nil {
		st.working = true
		st.live.begin(st.work)
	}
}

// work brings the room forward until nothing is pending. While the database is away it tries again: the sockets
// stay, and nothing is lost.
func (st *stream) work() {
	for {
		st.mu.Lock()
		events := st.pending
		st.pending = nil
		if len(events) == 0 || st.live.ctx.Err() != nil {
			st.working = false
			st.mu.Unlock()
			return
		}
		st.mu.Unlock()
		if err := st.advance(st.live.ctx, events); err != nil {
			st.live.Log.Warn("tell of what happened; trying again", "channel", st.channel, "error", err)
			st.mu.Lock()
			st.pending = append(events, st.pending...)
			st.mu.Unlock()
			pause(st.live.ctx, workRetry)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// advance broadcasts what is past the room's last number: the events told, and where they leave a gap - a node
// hears of its own events before those of others - what the table has. Told means committed, and a channel's
// numbers are given under a lock held until the commit, so all numbers below are in the table.
func (st *stream) advance(ctx context.Context, told []models.Event) (err error) {
	ctx, end := st.live.step(ctx)
	defer func() { err = end(err) }()
	st.turn.Lock()
	defer st.turn.Unlock()
	next, whole := following(told, st.room.Last())
	if whole {
		return st.broadcast(ctx, next)
	}
	return st.readOn(ctx)
}

// readOn broadcasts what the table has past the room's last number.
func (st *stream) readOn(ctx context.Context) error {
	for {
		next, err := st.live.Store.EventsSince(ctx, st.channel, st.room.Last(), readBatch)
		if err != nil {
			return fmt.Errorf("read events of %s: %w", st.channel, err)
		}
		if err := st.broadcast(ctx, next); err != nil {
			return err
		}
		if len(next) < readBatch {
			return nil
		}
	}
}

// following picks the events past last, in order; whole reports that none is missing among them.
func following(told []models.Event, last int64) (next []models.Event, whole bool) {
	bySeq := make(map[int64]models.Event, len(told))
	highest := last
	for _, e := range told {
		bySeq[e.Seq] = e
		highest = max(highest, e.Seq)
	}
	for seq := last + 1; seq <= highest; seq++ {
		e, ok := bySeq[seq]
		if !ok {
			return nil, false
		}
		next = append(next, e)
	}
	return next, true
}

// broadcast asks again who may listen, then tells them.
func (st *stream) broadcast(ctx context.Context, events []models.Event) error {
	if len(events) == 0 {
		return nil
	}
	level := 0
	if st.thread != 0 {
		view, err := st.look(ctx, events)
		if err != nil {
			return err
		}
		if old := st.view.Swap(&view); old == nil || audience(*old) != audience(view) || st.gone.Load() {
			st.review(ctx)
		}
		level = levelOf(view.Topic.Visibility)
	}
	messages, err := st.live.compose(ctx, st.name, st.view.Load(), events)
	if err != nil {
		return err
	}
	for _, m := range messages {
		st.room.Broadcast(frame(m, level))
	}
	return nil
}

// lookAgain has the thread read anew: topics are merged and parted whole, without an event of each thread's own.
func (st *stream) lookAgain(ctx context.Context) error {
	st.turn.Lock()
	defer st.turn.Unlock()
	view, err := st.read(ctx)
	if err != nil {
		return err
	}
	st.view.Store(&view)
	return nil
}

// read is the thread as it is now. Of one that is deleted it is the last that was known, for nobody.
func (st *stream) read(ctx context.Context) (models.ThreadView, error) {
	view, err := st.live.Store.LiveThread(ctx, st.thread)
	if known := st.view.Load(); models.KindOf(err) == models.NotFound && known != nil {
		st.gone.Store(true)
		return *known, nil
	}
	return view, err
}

// look is the thread as the events leave it: read anew unless all of them are about posts alone, and its topic as it
// is in any case. What changes a thread is told on its channel, in order, so that none before them is missing; that it
// is in another topic, since topics were merged or parted, each event of its own says too.
func (st *stream) look(ctx context.Context, events []models.Event) (models.ThreadView, error) {
	known := st.view.Load()
	if known == nil || slices.ContainsFunc(events, func(e models.Event) bool {
		return !of(e.Type).posts || e.TopicID == nil || *e.TopicID != known.TopicID
	}) {
		return st.read(ctx)
	}
	d, err := st.live.Store.Directory(ctx)
	if err != nil {
		return models.ThreadView{}, err
	}
	view := *known
	topic, ok := d.TopicByID(view.TopicID)
	if !ok {
		return st.read(ctx)
	}
	view.Topic = topic
	return view, nil
}

// audienceKey is what decides who may listen to a thread.
type audienceKey struct {
	status     models.ThreadStatus
	topic      int64
	visibility models.Visibility
	out        bool
}

func audience(view models.ThreadView) audienceKey {
	return audienceKey{view.Status, view.TopicID, view.Topic.Visibility, view.PublishedAt != nil}
}

// refusal is why the viewer may not listen: about the thread as the last event left it, and the topic as it is.
func (st *stream) refusal(ctx context.Context, v models.Viewer) error {
	switch {
	case st.member != 0 && st.member != v.ID:
		return &models.Error{Kind: models.Unauthenticated, Message: "Sign in to hear what concerns you."}
	case st.channel == models.ConsoleChannel && !v.Staff():
		return &models.Error{Kind: models.NotFound}
	case st.thread == 0:
		return nil
	case st.gone.Load():
		return &models.Error{Kind: models.NotFound}
	}
	view := *st.view.Load()
	d, err := st.live.Store.Directory(ctx)
	if err != nil {
		return err
	}
	if topic, ok := d.TopicByID(view.TopicID); ok {
		view.Topic = topic
	}
	return view.RefusalTo(v)
}

// review ends the subscriptions of those who may listen no more.
func (st *stream) review(ctx context.Context) {
	for _, c := range st.room.Clients() {
		st.reviewOne(ctx, c)
	}
}

func (st *stream) reviewOne(ctx context.Context, c *hub.Client) {
	p, ok := c.Handler().(*person)
	if !ok {
		return
	}
	if err := st.refusal(ctx, p.who()); refuses(err) {
		evict(st.room, c, st.name, err)
	}
}

// refuses reports an answer about rights; while the database is away nobody loses any.
func refuses(err error) bool {
	switch models.KindOf(err) {
	case models.NotFound, models.Gone, models.Unauthenticated, models.Forbidden:
		return err != nil
	}
	return false
}

func evict(room *hub.Room, c *hub.Client, name string, why error) {
	if room.Leave(c) {
		c.Send(hub.Error{Type: "error", Code: code(why), Channel: name, Detail: detail(why)})
	}
}
