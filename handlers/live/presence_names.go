package live

import (
	"slices"
	"strings"

	hub "github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/models"
)

// namesMost bounds the names in one message: a room of hundreds is a number, and a few who are known by name.
const namesMost = 8

// membersMost bounds the accounts that a node tells of one channel, to find who is on two nodes: a person more or less
// among hundreds is not worth a longer message.
const membersMost = 200

// audiences is how many are told apart: readers without an account, and members.
const audiences = 2

func audienceOf(level int) int { return min(level, audiences-1) }

// shown is a member whose name may be told, and to whom.
type shown struct {
	ID     int64           `json:"id"`
	Handle string          `json:"handle,omitempty"`
	Name   string          `json:"name,omitempty"`
	To     models.Audience `json:"to,omitempty"`
}

func showing(v models.Viewer) shown {
	return shown{ID: v.ID, Handle: v.Handle, Name: v.Name, To: v.PresentTo}
}

// Here is a reader by name.
type Here struct {
	Handle string `json:"handle"`
	Name   string `json:"name"`
}

// present is who listens to a channel on one node: names that may be told, and accounts, each as far as they are told.
type present struct {
	names   []shown
	members []int64
}

func (p present) equal(o present) bool {
	return slices.Equal(p.names, o.names) && slices.Equal(p.members, o.members)
}

// bounded leaves each member once, and as many as are told.
func (p present) bounded() present {
	slices.Sort(p.members)
	p.members = slices.Compact(p.members)
	return present{some(unique(p.names)), p.members[:min(len(p.members), membersMost)]}
}

// seen tells accounts that were counted already.
type seen map[int64]bool

func newSeen(members []int64) seen {
	s := seen{}
	s.again(members)
	return s
}

// again counts those that were seen before, and remembers the others.
func (s seen) again(members []int64) int {
	n := 0
	for _, id := range members {
		if s[id] {
			n++
		}
		s[id] = true
	}
	return n
}

// present gathers which members listen where on this node. Without other nodes only those matter who let somebody
// know it; most do not, so members are asked for their rooms rather than rooms for their clients.
func (l *Live) present() map[*hub.Room]present {
	l.mu.Lock()
	var people []*person
	for _, sockets := range l.people {
		for p := range sockets {
			people = append(people, p)
		}
	}
	l.mu.Unlock()
	rooms := map[*hub.Room]present{}
	for _, p := range people {
		v, c := p.at()
		named := v.PresentTo.Includes(true)
		if c == nil || !named && l.Bus == nil {
			continue
		}
		for _, room := range c.Rooms() {
			r := rooms[room]
			if r.members = append(r.members, v.ID); named {
				r.names = append(r.names, showing(v))
			}
			rooms[room] = r
		}
	}
	return rooms
}

// some keeps as many as are told: first those whom everybody is told of ("everyone" sorts before "members").
func some(here []shown) []shown {
	slices.SortStableFunc(here, func(a, b shown) int { return strings.Compare(string(a.To), string(b.To)) })
	return here[:min(len(here), namesMost)]
}

// unique leaves each member once, by handle: somebody has two pages open, or is on two nodes.
func unique(here []shown) []shown {
	slices.SortFunc(here, byHandle)
	return slices.CompactFunc(here, func(a, b shown) bool { return a.ID == b.ID })
}

func byHandle(a, b shown) int {
	if c := strings.Compare(a.Handle, b.Handle); c != 0 {
		return c
	}
	return int(a.ID - b.ID)
}

// name names those readers whose name the audience may be told.
func (p *Presence) name(here []shown, audience int) {
	for _, h := range here {
		if h.To.Includes(audience > 0) && len(p.Here) < namesMost {
			p.Here, p.named = append(p.Here, Here{h.Handle, h.Name}), append(p.named, h.ID)
		}
	}
}

// write names those writers whose name the audience may be told. Who answers for the company does so by name.
func (p *Presence) write(writing []typist, audience int) {
	p.Typing = []string{}
	for _, t := range writing {
		if len(p.Typing) == namesMost || !t.Answers && !t.To.Includes(audience > 0) {
			continue
		}
		p.Typing, p.Names = append(p.Typing, t.Handle), append(p.Names, t.Name)
		if t.Answers {
			p.Answering = append(p.Answering, Answering{Handle: t.Handle, Name: t.Name, Employer: t.Employer})
			continue
		}
		p.named = append(p.named, t.ID)
	}
}

// masked is what other nodes need of a writer: no name that nobody is to be told.
func (t typist) masked() typist {
	if !t.Answers && !t.To.Includes(true) {
		t.shown = shown{ID: t.ID}
	}
	return t
}

// differ reports whether there is news for anybody. Among hundreds of readers one more or less is none.
func differ(now, before [audiences]Presence) bool {
	for i := range now {
		apart := max(now[i].Readers-before[i].Readers, before[i].Readers-now[i].Readers)
		if before[i].Readers = now[i].Readers; apart*100 >= max(now[i].Readers, 1) || !now[i].equal(before[i]) {
			return true
		}
	}
	return false
}

// frames are what a room is told: one for all, or one for each audience where they may not be told the same. Whoever
// blocked somebody who is named hears the numbers alone.
func frames(m [audiences]Presence) []*hub.Frame {
	readers := hub.NewFrame(0, 0, false, m[0]).Keyed(m[0].named, m[0].nameless())
	if m[0].equal(m[1]) {
		return []*hub.Frame{readers}
	}
	readers.Below = 1
	return []*hub.Frame{readers, hub.NewFrame(0, 1, false, m[1]).Keyed(m[1].named, m[1].nameless())}
}

// nameless is the presence without names but of those who answer for the company.
func (p Presence) nameless() Presence {
	p.Here, p.Typing, p.Names, p.named = nil, []string{}, nil, nil
	for _, a := range p.Answering {
		p.Typing, p.Names = append(p.Typing, a.Handle), append(p.Names, a.Name)
	}
	return p
}

// to is the presence as the viewer may hear it.
func (p Presence) to(v models.Viewer) Presence {
	if slices.ContainsFunc(p.named, v.Blocks) {
		return p.nameless()
	}
	return p
}
