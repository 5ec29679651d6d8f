package live

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
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

// Presence says who listens to a thread, as a number, and who is writing in it. It has no number: only the last counts.
type Presence struct {
	Type    string `json:"type"` // "presence"
	Channel string `json:"channel"`
	Readers int    `json:"readers"`
	// Typing are handles and Names theirs, Answering those of them who answer for the company, in questions and suggestions.
	Typing    []string    `json:"typing"`
	Names     []string    `json:"names,omitempty"`
	Answering []Answering `json:"answering,omitempty"`
}

// Answering is somebody of the staff at work on an answer.
type Answering struct {
	Handle   string `json:"handle"`
	Name     string `json:"name"`
	Employer string `json:"employer"`
}

func (p Presence) equal(o Presence) bool {
	return p.Readers == o.Readers && slices.Equal(p.Typing, o.Typing) && slices.Equal(p.Answering, o.Answering)
}

// presence gathers who is where on this node and hears of it from the others.
type presence struct {
	live *Live

	mu    sync.Mutex
	rooms map[string]*roomPresence // by channel
}

type roomPresence struct {
	told     int                  // what the bus last heard of this node,
	toldAt   time.Time            // and when; zero: it has to hear again
	known    bool                 // the others know that somebody listens here
	others   map[string]elsewhere // by node
	typists  map[int64]typist     // by member
	sent     Presence             // what listeners last heard
	nextSend time.Time
}

type elsewhere struct {
	readers int
	at      time.Time
}

type typist struct {
	Answering
	ID        int64 `json:"id"`
	Answers   bool  `json:"answers"`
	until     time.Time
	untoldBus bool
}

// roomNews is what a node tells of one channel.
type roomNews struct {
	Channel string   `json:"c"`
	Readers int      `json:"n"`
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
	now := p.room(st.channel).now(st.channel, st.room.People(), time.Now())
	p.mu.Unlock()
	c.Send(now)
}

// typed notes that a member is writing.
func (p *presence) typed(channel string, v models.Viewer, answers bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	who := Answering{Handle: v.Handle, Name: v.Name, Employer: v.Employer}
	p.room(channel).typists[v.ID] = typist{Answering: who, ID: v.ID, Answers: answers, until: time.Now().Add(typingKept), untoldBus: true}
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
		if r.others[news.Node] = (elsewhere{n.Readers, now}); n.Readers == 0 {
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
	for _, st := range p.live.open() {
		room := st.opened()
		if st.thread == 0 || room == nil {
			continue
		}
		here := room.People()
		p.mu.Lock()
		r := p.room(st.channel)
		if n, ok := r.news(st.channel, here, now); ok {
			news = append(news, n)
		}
		m, due := r.due(st.channel, here, now)
		p.mu.Unlock()
		if due {
			room.Broadcast(hub.NewFrame(0, 0, false, m))
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

// news is what the bus should hear of this node, if anything.
func (r *roomPresence) news(channel string, here int, now time.Time) (roomNews, bool) {
	n := roomNews{Channel: channel, Readers: here, New: !r.known && here > 0}
	for id, t := range r.typists {
		if t.untoldBus {
			t.untoldBus = false
			r.typists[id] = t
			n.Typists = append(n.Typists, t)
		}
	}
	if here == r.told && len(n.Typists) == 0 && (here == 0 || now.Sub(r.toldAt) < presenceRepeat) {
		return n, false
	}
	r.told, r.toldAt, r.known = here, now, here > 0
	return n, true
}

// now is what holds at the moment.
func (r *roomPresence) now(channel string, here int, at time.Time) Presence {
	m := Presence{Type: "presence", Channel: channel, Readers: here, Typing: []string{}}
	var writing []Answering
	for node, there := range r.others {
		if at.Sub(there.at) > presenceKept {
			delete(r.others, node)
			continue
		}
		m.Readers += there.readers
	}
	for id, t := range r.typists {
		if at.After(t.until) {
			delete(r.typists, id)
			continue
		}
		writing = append(writing, t.Answering)
		if t.Answers {
			m.Answering = append(m.Answering, t.Answering)
		}
	}
	byHandle := func(a, b Answering) int { return strings.Compare(a.Handle, b.Handle) }
	slices.SortFunc(m.Answering, byHandle)
	slices.SortFunc(writing, byHandle)
	for _, w := range writing {
		m.Typing, m.Names = append(m.Typing, w.Handle), append(m.Names, w.Name)
	}
	return m
}

// due is what listeners should hear, if anything has changed and they did not hear a moment ago. Among hundreds
// one more or less is not worth telling everybody.
func (r *roomPresence) due(channel string, here int, now time.Time) (Presence, bool) {
	m := r.now(channel, here, now)
	if m.equal(r.sent) || here == 0 || now.Before(r.nextSend) {
		return m, false
	}
	people := slices.Equal(m.Typing, r.sent.Typing)
	if apart := max(m.Readers-r.sent.Readers, r.sent.Readers-m.Readers); people && apart*100 < m.Readers {
		return m, false
	}
	r.sent, r.nextSend = m, now.Add(time.Duration(here)*perListener)
	return m, true
}
