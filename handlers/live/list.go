package live

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// hintEvery is how often lists are told at most (DECISIONS).
const hintEvery = time.Second

// threadHint is what lists show of a thread and changes often.
type threadHint struct {
	ID     int64 `json:"id"`
	Posts  int64 `json:"posts"`  // visible ones
	Number int64 `json:"number"` // of the last post
	author int64 // of the thread
}

// list is a channel of hints: the front page, or a topic's. Hints have no numbers and nothing is replayed: a page
// is as fresh as when it was drawn, plus what is hinted since.
type list struct {
	live *Live
	slug string // "": the front
	room *hub.Room
}

// lists are this node's lists, and what changed since they were last told.
type lists struct {
	live *Live

	mu      sync.Mutex
	open    map[string]*list // by channel
	threads map[int64]bool
}

func newLists(l *Live) *lists {
	return &lists{live: l, open: map[string]*list{}, threads: map[int64]bool{}}
}

func (ls *lists) join(ctx context.Context, c *hub.Client, v models.Viewer, ch channel) error {
	if ch.kind == topicChannel {
		d, err := ls.live.Store.Directory(ctx)
		if err != nil {
			return err
		}
		if _, err := d.Topic(v, ch.slug); err != nil {
			return err
		}
	}
	ls.mu.Lock()
	li := ls.open[ch.name]
	if li == nil {
		li = &list{live: ls.live, slug: ch.slug, room: ls.live.hub.NewHintRoom(ch.name)}
		li.room.Owner = li
		ls.open[ch.name] = li
	}
	joined := li.room.Join(c, hub.FromNow, levelFor(v))
	ls.mu.Unlock()
	if joined == hub.Refused {
		return tooManyRooms()
	}
	li.reviewOne(ctx, c)
	return nil
}

// changed notes a thread for the next hint.
func (ls *lists) changed(threadID int64, shown bool) {
	if !shown {
		return
	}
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if len(ls.open) > 0 {
		ls.threads[threadID] = true
	}
}

func (ls *lists) run() {
	tick := time.NewTicker(hintEvery)
	defer tick.Stop()
	for {
		select {
		case <-ls.live.ctx.Done():
			return
		case <-tick.C:
		}
		ls.mu.Lock()
		ids := slices.Sorted(maps.Keys(ls.threads))
		clear(ls.threads)
		maps.DeleteFunc(ls.open, func(_ string, li *list) bool {
			empty := li.room.EmptySince()
			return !empty.IsZero() && time.Since(empty) > keepStream
		})
		ls.mu.Unlock()
		if err := ls.tell(ids); err != nil {
			ls.mu.Lock()
			for _, id := range ids {
				ls.threads[id] = true
			}
			ls.mu.Unlock()
		}
	}
}

// tell gives each list one hint for all of its threads, apart for each level of who may see them.
func (ls *lists) tell(ids []int64) (err error) {
	if len(ids) == 0 {
		return nil
	}
	ctx, end := ls.live.step(ls.live.ctx)
	defer func() { err = end(err) }()
	hints, err := ls.live.Store.ThreadHints(ctx, ids)
	if err != nil {
		return err
	}
	d, err := ls.live.Store.Directory(ctx)
	if err != nil {
		return err
	}
	type place struct {
		slug  string
		level int
	}
	told := map[place][]threadHint{}
	for _, h := range hints {
		topic, ok := d.TopicByID(h.TopicID)
		if !ok {
			continue
		}
		hint := threadHint{ID: h.ID, Posts: h.PostCount, Number: h.LastNumber, author: h.AuthorID}
		for _, at := range []place{{"", levelOf(topic.Visibility)}, {topic.Slug, levelOf(topic.Visibility)}} {
			told[at] = append(told[at], hint)
		}
	}
	ls.mu.Lock()
	open := slices.Collect(maps.Values(ls.open))
	ls.mu.Unlock()
	for _, li := range open {
		for level := range levels {
			li.hint(told[place{li.slug, level}], level)
		}
	}
	return nil
}

// hint tells the list's listeners of threads: in one frame, but for those of people whom one of the listeners blocked.
func (li *list) hint(threads []threadHint, level int) {
	if len(threads) == 0 {
		return
	}
	blocked := map[int64]bool{}
	for _, c := range li.room.Clients() {
		for _, id := range viewerAt(c).Blocked {
			blocked[id] = true
		}
	}
	by := map[int64][]threadHint{} // 0: nobody whom anybody here blocked
	for _, h := range threads {
		if !blocked[h.author] {
			h.author = 0
		}
		by[h.author] = append(by[h.author], h)
	}
	for author, some := range by {
		f := hub.NewFrame(0, level, false, Event{Type: "event", Channel: li.room.Channel(), Event: models.EventThreadChanged, Threads: some})
		if author != 0 {
			f.Keyed([]int64{author}, nil)
		}
		li.room.Broadcast(f)
	}
}

// levels is how many there are: everybody, members, staff.
const levels = 3

// reviewOne ends or adjusts one subscription of the list.
func (li *list) reviewOne(ctx context.Context, c *hub.Client) {
	v := viewerAt(c)
	if li.slug != "" {
		d, err := li.live.Store.Directory(ctx)
		if err != nil {
			return
		}
		if _, err := d.Topic(v, li.slug); refuses(err) {
			evict(li.room, c, li.room.Channel(), err)
			return
		}
	}
	li.room.Relevel(c, levelFor(v))
}

func (ls *lists) review(ctx context.Context) {
	ls.mu.Lock()
	open := slices.Collect(maps.Values(ls.open))
	ls.mu.Unlock()
	for _, li := range open {
		for _, c := range li.room.Clients() {
			li.reviewOne(ctx, c)
		}
	}
}
