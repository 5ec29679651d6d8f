package live

import (
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// How long what is said of people holds. Nothing of it is stored: a node that dies is forgotten.
const (
	presenceEvery = time.Second
	// presenceRepeat is how often a node tells the others what has not changed, presenceKept how long they believe it.
	presenceRepeat = 10 * time.Second
	presenceKept   = 25 * time.Second
	typingKept     = 6 * time.Second
	// perListener stretches the pause between two counts by the size of the audience: to tell ten thousand that one
	// more has come costs what a post costs.
	perListener = time.Millisecond
	// presencePayload bounds one message on the bus; PostgreSQL takes 8,000 bytes.
	presencePayload = 6000
	topicPresence   = "presence"
)

// Presence says who listens to a thread and who is writing in it, as numbers, and the names of those who allow it. It
// has no number: only the last counts.
type Presence struct {
	Type    string `json:"type"` // "presence"
	Channel string `json:"channel"`
	Readers int    `json:"readers"`
	Here    []Here `json:"here,omitempty"` // some of the readers
	Writing int    `json:"writing,omitempty"`
	// Typing are handles of some who write and Names theirs, Answering those of them who answer for the company, in
	// questions and suggestions.
	Typing    []string    `json:"typing"`
	Names     []string    `json:"names,omitempty"`
	Answering []Answering `json:"answering,omitempty"`
	named     []int64     // members whom it names, but for those who answer
}

// Answering is somebody of the staff at work on an answer.
type Answering struct {
	Handle   string `json:"handle"`
	Name     string `json:"name"`
	Employer string `json:"employer"`
}

func (p Presence) equal(o Presence) bool {
	return p.Readers == o.Readers && p.Writing == o.Writing && slices.Equal(p.Here, o.Here) &&
		slices.Equal(p.Typing, o.Typing) && slices.Equal(p.Answering, o.Answering)
}

// presence gathers who is where on this node and hears of it from the others.
type presence struct {
	live *Live

	mu    sync.Mutex
	rooms map[string]*roomPresence // by channel
}

type roomPresence struct {
	here     present              // of this node, as last looked
	told     told                 // what the bus last heard of this node,
	toldAt   time.Time            // and when; zero: it has to hear again
	known    bool                 // the others know that somebody listens here
	others   map[string]elsewhere // by node
	typists  map[int64]typist     // by member
	sent     [audiences]Presence  // what listeners last heard
	nextSend time.Time
}

// told is what a node says of those who listen to a channel there.
type told struct {
	readers int
	present
}

type elsewhere struct {
	told
	at time.Time
}

type typist struct {
	shown
	Employer  string `json:"employer,omitempty"`
	Answers   bool   `json:"answers,omitempty"`
	until     time.Time
	untoldBus bool
}

// roomNews is what a node tells of one channel.
type roomNews struct {
	Channel string   `json:"c"`
	Readers int      `json:"n"`
	Here    []shown  `json:"h,omitempty"`
	Members []int64  `json:"m,omitempty"`   // who of them have an account: one who is on two nodes is one reader
	New     bool     `json:"new,omitempty"` // the node knows nothing of the channel yet: tell it
	Typists []typist `json:"t,omitempty"`
}

type nodeNews struct {
	Node  string     `json:"node"`
	Rooms []roomNews `json:"rooms"`
}

func newPresence(l *Live) *presence {
	p := &presence{live: l, rooms: map[string]*roomPresence{}}
	if l.Bus != nil {
		l.Bus.Hear(topicPresence, p.heard)
	}
	return p
}

func (p *presence) room(channel string) *roomPresence {
	r := p.rooms[channel]
	if r == nil {
		r = &roomPresence{others: map[string]elsewhere{}, typists: map[int64]typist{}}
		p.rooms[channel] = r
	}
	return r
}

// joined tells a newcomer what is known; the others hear with the next count.
func (p *presence) joined(c *hub.Client, st *stream) {
	if st.thread == 0 {
		return
	}
	p.mu.Lock()
	now := p.room(st.channel).now(st.channel, st.room.People(), time.Now())[audienceOf(levelFor(viewerAt(c)))]
	p.mu.Unlock()
	c.Send(now.to(viewerAt(c)))
}

// typed notes that a member is writing.
func (p *presence) typed(channel string, v models.Viewer, answers bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := typist{shown: showing(v), Answers: answers, until: time.Now().Add(typingKept), untoldBus: true}
	if answers {
		t.Employer = v.Employer
	}
	p.room(channel).typists[v.ID] = t
}

// wrote ends somebody's typing: here is the post.
func (p *presence) wrote(e models.Event) {
	if e.Type != models.EventPostCreated || e.ActorID == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if r := p.rooms[e.Channel]; r != nil {
		delete(r.typists, *e.ActorID)
	}
}

// heard takes in what another node tells of the channels that somebody listens to here.
func (p *presence) heard(payload []byte) {
	var news nodeNews
	if err := json.Unmarshal(payload, &news); err != nil || news.Node == p.live.node {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	for _, n := range news.Rooms {
		r := p.rooms[n.Channel]
		if r == nil {
			continue
		}
		if n.New {
			r.toldAt = time.Time{}
		}
		if r.others[news.Node] = (elsewhere{told{n.Readers, present{n.Here, n.Members}}, now}); n.Readers == 0 {
			delete(r.others, news.Node)
		}
		for _, t := range n.Typists {
			t.until = now.Add(typingKept)
			r.typists[t.ID] = t
		}
	}
}

func (p *presence) run() {
	tick := time.NewTicker(presenceEvery)
	defer tick.Stop()
	for {
		select {
		case <-p.live.ctx.Done():
			return
		case now := <-tick.C:
			p.tell(now)
		}
	}
}

// tell gives the bus what changed here, and listeners what changed anywhere.
func (p *presence) tell(now time.Time) {
	var news []roomNews
	present := p.live.present()
	for _, st := range p.live.open() {
		room := st.opened()
		if st.thread == 0 || room == nil {
			continue
		}
		here := room.People()
		p.mu.Lock()
		r := p.room(st.channel)
		r.here = present[room].bounded()
		news = append(news, r.news(st.channel, here, now)...)
		m, due := r.due(st.channel, here, now)
		p.mu.Unlock()
		if due {
			for _, frame := range frames(m) {
				room.Broadcast(frame)
			}
		}
	}
	p.forget()
	p.publish(news)
}

// forget drops channels that are open no more.
func (p *presence) forget() {
	p.live.mu.Lock()
	defer p.live.mu.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.rooms, func(channel string, _ *roomPresence) bool { return p.live.streams[channel] == nil })
}

func (p *presence) publish(news []roomNews) {
	if p.live.Bus == nil {
		return
	}
	for len(news) > 0 {
		n := len(news)
		payload := hub.Encode(nodeNews{p.live.node, news})
		for ; len(payload) > presencePayload && n > 1; payload = hub.Encode(nodeNews{p.live.node, news[:n]}) {
			n = (n + 1) / 2
		}
		p.live.Bus.Tell(topicPresence, payload)
		news = news[n:]
	}
}

// news is what the bus should hear of this node, in as many parts as its messages need.
func (r *roomPresence) news(channel string, readers int, now time.Time) []roomNews {
	n := roomNews{Channel: channel, Readers: readers, Here: r.here.names, Members: r.here.members, New: !r.known && readers > 0}
	var typists []typist
	for id, t := range r.typists {
		if t.untoldBus {
			t.untoldBus = false
			r.typists[id] = t
			typists = append(typists, t.masked())
		}
	}
	same := readers == r.told.readers && r.here.equal(r.told.present)
	if same && len(typists) == 0 && (readers == 0 || now.Sub(r.toldAt) < presenceRepeat) {
		return nil
	}
	r.told, r.toldAt, r.known = told{readers, r.here}, now, readers > 0
	parts := []roomNews{n}
	for some := range slices.Chunk(typists, namesMost) {
		n.New, n.Typists = false, some
		parts = append(parts, n)
	}
	return parts
}

// now is what holds at the moment, as each audience is told it.
func (r *roomPresence) now(channel string, readers int, at time.Time) [audiences]Presence {
	here, seen := slices.Clone(r.here.names), newSeen(r.here.members)
	for node, there := range r.others {
		if at.Sub(there.at) > presenceKept {
			delete(r.others, node)
			continue
		}
		readers += there.readers - seen.again(there.members)
		here = append(here, there.names...)
	}
	here = unique(here)
	var writing []typist
	for id, t := range r.typists {
		if at.After(t.until) {
			delete(r.typists, id)
			continue
		}
		writing = append(writing, t)
	}
	slices.SortFunc(writing, func(a, b typist) int { return byHandle(a.shown, b.shown) })
	var m [audiences]Presence
	for i := range m {
		m[i] = Presence{Type: "presence", Channel: channel, Readers: readers, Writing: len(writing)}
		m[i].name(here, i)
		m[i].write(writing, i)
	}
	return m
}

// due is what listeners should hear, if anything has changed and they did not hear a moment ago. Among hundreds
// one more or less is not worth telling everybody.
func (r *roomPresence) due(channel string, readers int, now time.Time) ([audiences]Presence, bool) {
	m := r.now(channel, readers, now)
	if readers == 0 || now.Before(r.nextSend) || !differ(m, r.sent) {
		return m, false
	}
	r.sent, r.nextSend = m, now.Add(time.Duration(readers)*perListener)
	return m, true
}
