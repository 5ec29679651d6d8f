package live

import (
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// recentFrames is how many of a room's last frames are kept, so that clients who were away for a moment, all
// of them after a restart, are brought up to date without asking the database.
const recentFrames = 64

// Frame is one message for a whole room, prepared once.
type Frame struct {
	// Seq numbers the frames of a sequenced room without gaps; 0: a hint, which nobody misses.
	Seq int64
	// Level is the least level of a subscription that may see it.
	Level int
	// Below is the level from which on another frame says the same in other words; 0: none.
	Below int
	// Takes says that the frame takes something away or replaces it, so that earlier frames must not be sent
	// to anybody any more.
	Takes bool
	// About are the keys of what it shows: a client that shut one of them out is written Bare instead.
	About    []int64
	prepared *websocket.PreparedMessage
	bare     *websocket.PreparedMessage
}

// NewFrame prepares a message: the same bytes for everybody.
func NewFrame(seq int64, level int, takes bool, message any) *Frame {
	return &Frame{Seq: seq, Level: level, Takes: takes, prepared: prepareText(message)}
}

// Keyed says what the frame is about, and what is written in its stead to those who shut that out; nil: nothing.
func (f *Frame) Keyed(about []int64, bare any) *Frame {
	if f.About = about; len(about) > 0 && bare != nil {
		f.bare = prepareText(bare)
	}
	return f
}

// Room is a channel with those who listen to it on this node. Frames with numbers reach each client once and
// in order, whenever it joins; what is past what the room remembers comes from whoever calls.
type Room struct {
	// Owner is for whoever made the room.
	Owner any

	hub      *Hub
	channel  string // as clients call it
	numbered bool
	parts    []part // one a shard

	mu     sync.Mutex // taken before any client's
	last   int64      // the number of the last frame broadcast
	recent []*Frame   // the last ones, without gaps, up to last

	count   sync.Mutex
	members map[string]int // sockets by account; readers count each
	readers int
	emptyAt time.Time
}

type part struct {
	mu   sync.Mutex
	subs []*sub
}

// sub is a client in a room. What is behind it is guarded by the client's lock, index by the part's.
type sub struct {
	room   *Room
	client *Client
	index  int
	level  int
	pos    int64 // the number of the last frame it was sent
	missed bool
	gone   bool
}

// NewRoom makes a room whose last frame so far had that number.
func (h *Hub) NewRoom(channel string, last int64) *Room {
	r := h.NewHintRoom(channel)
	r.last, r.numbered = last, true
	return r
}

// NewHintRoom makes a room whose frames have no numbers.
func (h *Hub) NewHintRoom(channel string) *Room {
	return &Room{
		hub: h, channel: channel, parts: make([]part, len(h.shards)), members: map[string]int{},
		emptyAt: time.Now(),
	}
}

// Last is the number of the last frame broadcast.
func (r *Room) Last() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.last
}

// Broadcast gives a frame to everybody in the room. Frames with numbers come one by one, each one above the last;
// the caller sees to that.
func (r *Room) Broadcast(f *Frame) {
	if f.Seq != 0 {
		r.mu.Lock()
		r.last = f.Seq
		if f.Takes || len(r.recent) == recentFrames {
			r.recent = trim(r.recent, f.Takes)
		}
		r.recent = append(r.recent, f)
		r.mu.Unlock()
	}
	for i, s := range r.hub.shards {
		r.parts[i].mu.Lock()
		empty := len(r.parts[i].subs) == 0
		r.parts[i].mu.Unlock()
		if empty {
			continue
		}
		select {
		case s.jobs <- job{part: &r.parts[i], frame: f}:
		case <-r.hub.goodbye:
		}
	}
}

func trim(recent []*Frame, all bool) []*Frame {
	if all {
		clear(recent)
		return recent[:0]
	}
	half := len(recent) / 2
	copy(recent, recent[half:])
	clear(recent[half:])
	return recent[:half]
}

// Forget drops the frames that the room remembers: what they show may not be shown any more.
func (r *Room) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.recent = trim(r.recent, true)
}

// Joined says what came of Join.
type Joined int

const (
	// In: everything past since was sent, subscribed was said, and what comes next will be.
	In Joined = iota
	// Behind: what is past since is no longer remembered; send it from the table, then join again.
	Behind
	// Ahead: since is past the room's last frame, so the room has to catch up first.
	Ahead
	// Refused: the account has too many subscriptions, or the socket is closing.
	Refused
)

// FromNow joins without asking for what was before.
const FromNow = int64(-1)

// Join puts the client into the room, sends it what the room remembers past since, and says "subscribed". Who is
// in already joins anew. level is what Frame.Level is held against.
func (r *Room) Join(c *Client, since int64, level int) Joined {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case since == FromNow:
		since = r.last
	case since > r.last:
		return Ahead
	case since < r.last-int64(len(r.recent)):
		return Behind
	}
	return r.enter(c, since, level, false)
}

// Restart joins a client that asks for more than anybody keeps: it is told to fetch the page, and then what is
// new from now on.
func (r *Room) Restart(c *Client, level int) Joined {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.enter(c, r.last, level, true)
}

// restart is Restart for a client that is in.
func (r *Room) restart(c *Client) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.mu.Lock()
	s := c.find(r)
	c.mu.Unlock()
	if s != nil {
		r.enter(c, r.last, s.level, true)
	}
}

// enter adds the subscription under the room's lock, so that no frame falls between what is sent here and what
// is broadcast after, and none is sent twice: frames up to pos are passed over.
func (r *Room) enter(c *Client, since int64, level int, resync bool) Joined {
	c.mu.Lock()
	s := c.find(r)
	added := s == nil
	if c.closing || c.conn == nil || added && !c.budget().takeRoom() {
		c.mu.Unlock()
		r.hub.Figures.Refused.Add(1)
		return Refused
	}
	if added {
		s = &sub{room: r, client: c}
		c.subs = append(c.subs, s)
	}
	s.level, s.missed = level, false
	for _, f := range r.recent {
		if f.Seq <= since || f.Level > level {
			continue
		}
		if resync = c.Full(); resync {
			break
		}
		c.put(f)
	}
	if resync {
		r.hub.Figures.Resyncs.Add(1)
		c.send(Resync{Type: "resync", Channel: r.channel})
	}
	c.granted = min(c.socket.backlog(), r.hub.ReplayBytes)
	s.pos = r.last
	said := Subscribed{Type: "subscribed", Channel: r.channel}
	if r.numbered {
		said.Seq = &s.pos
	}
	c.send(said)
	c.mu.Unlock()
	if added {
		r.add(s)
	}
	return In
}

func (r *Room) add(s *sub) {
	p := &r.parts[s.client.shard]
	p.mu.Lock()
	s.index = len(p.subs)
	p.subs = append(p.subs, s)
	p.mu.Unlock()
	r.count.Lock()
	defer r.count.Unlock()
	if s.client.account.budget == nil {
		r.readers++
		return
	}
	r.members[s.client.account.key]++
}

// Leave takes the client out; nothing of the room is written to it once Leave has returned. It reports whether
// the client was in.
func (r *Room) Leave(c *Client) bool {
	c.mu.Lock()
	s := c.find(r)
	if s == nil {
		c.mu.Unlock()
		return false
	}
	s.gone = true
	c.subs = slices.DeleteFunc(c.subs, func(o *sub) bool { return o == s })
	budget := c.budget()
	c.mu.Unlock()
	budget.giveRooms(1)

	p := &r.parts[c.shard]
	p.mu.Lock()
	last := len(p.subs) - 1
	p.subs[s.index] = p.subs[last]
	p.subs[s.index].index = s.index
	p.subs[last] = nil
	p.subs = p.subs[:last]
	p.mu.Unlock()
	r.uncount(c)
	return true
}

func (r *Room) uncount(c *Client) {
	r.count.Lock()
	defer r.count.Unlock()
	if c.account.budget == nil {
		r.readers--
	} else if r.members[c.account.key]--; r.members[c.account.key] == 0 {
		delete(r.members, c.account.key)
	}
	if r.readers == 0 && len(r.members) == 0 {
		r.emptyAt = time.Now()
	}
}

// People is how many accounts and readers listen, several sockets of one account counted once.
func (r *Room) People() int {
	r.count.Lock()
	defer r.count.Unlock()
	return r.readers + len(r.members)
}

// EmptySince is when the last client left; zero while somebody listens.
func (r *Room) EmptySince() time.Time {
	r.count.Lock()
	defer r.count.Unlock()
	if r.readers > 0 || len(r.members) > 0 {
		return time.Time{}
	}
	return r.emptyAt
}

// Clients are those in the room at this moment.
func (r *Room) Clients() []*Client {
	var list []*Client
	for i := range r.parts {
		p := &r.parts[i]
		p.mu.Lock()
		for _, s := range p.subs {
			list = append(list, s.client)
		}
		p.mu.Unlock()
	}
	return list
}

// deliver writes a frame to one client, unless it has it, may not have it, or is too far behind: then it is
// told to start over when it has read what waits for it.
func (s *sub) deliver(f *Frame) {
	c := s.client
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.gone || s.missed || c.closing || f.Level > s.level || f.Below != 0 && s.level >= f.Below || f.Seq != 0 && f.Seq <= s.pos {
		return
	}
	if c.behind() {
		c.hub.Figures.Missed.Add(1)
		if f.Seq != 0 {
			s.missed, c.missed = true, true
		}
		return
	}
	if f.Seq != 0 {
		s.pos = f.Seq
	}
	c.put(f)
}

// put writes a frame as the client may read it, for who holds its lock.
func (c *Client) put(f *Frame) {
	message := f.prepared
	if len(c.shut) > 0 && slices.ContainsFunc(f.About, func(key int64) bool { return slices.Contains(c.shut, key) }) {
		message = f.bare
	}
	if message == nil {
		return
	}
	if err := c.conn.WritePreparedMessage(message); err != nil {
		c.drop()
	}
}

// Shut has the client hear no more of what is about one of the keys, from the next frame on.
func (c *Client) Shut(keys []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shut = keys
}

// Channel is what clients call the room.
func (r *Room) Channel() string { return r.channel }

// Relevel changes what frames a client in the room may see, from the next one on.
func (r *Room) Relevel(c *Client, level int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.find(r); s != nil {
		s.level = level
	}
}
