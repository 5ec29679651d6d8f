package live

import (
	"sync"
	"sync/atomic"
)

const (
	// shardQueue is how many broadcasts may wait for a writer.
	shardQueue = 256
	// handful is how many sockets a writer takes at a time where another may take some too. A write over the loopback
	// takes some ten microseconds, so none waits for another for longer than a few tenths of a millisecond.
	handful = 16
)

// shard is one of the writers that share all sockets. What is written to the sockets of one reaches each client in
// order: a frame goes to all of them before the next one goes to any. Writers help each other, since the system hardly
// ever lets them have as much of the processor each.
type shard struct {
	jobs    chan job
	help    chan *delivery // what another one is at; the last that began
	scratch []*sub
}

type job struct {
	part  *part
	frame *Frame
}

func newShard() *shard {
	return &shard{jobs: make(chan job, shardQueue), help: make(chan *delivery, 1)}
}

func (s *shard) run(shards []*shard, figures *Figures, end <-chan struct{}) {
	for {
		select { // what is its own comes first
		case <-end:
			return
		case j := <-s.jobs:
			s.write(j, shards, figures)
			continue
		default:
		}
		select {
		case <-end:
			return
		case j := <-s.jobs:
			s.write(j, shards, figures)
		case d := <-s.help:
			for len(s.jobs) == 0 && d.some() {
			}
		}
	}
}

// write copies the list first: a room can be joined and left while its thousands are written to, and whoever
// left is marked.
func (s *shard) write(j job, shards []*shard, figures *Figures) {
	j.part.mu.Lock()
	s.scratch = append(s.scratch[:0], j.part.subs...)
	j.part.mu.Unlock()
	d := newDelivery(j.frame, s.scratch)
	if len(s.scratch) > handful {
		for _, other := range shards {
			if other != s {
				other.offer(d)
			}
		}
	}
	for d.some() {
	}
	d.taken.Wait()
	figures.Frames.Add(int64(len(s.scratch)))
	clear(s.scratch)
}

// offer asks for help, in place of what was asked before.
func (s *shard) offer(d *delivery) {
	select {
	case <-s.help:
	default:
	}
	select {
	case s.help <- d:
	default: // a third one was quicker
	}
}

// delivery is a frame on its way to a shard's sockets.
type delivery struct {
	frame *Frame
	subs  []*sub
	next  atomic.Int64   // the first one that nobody has taken
	taken sync.WaitGroup // handfuls that are not written yet
}

func newDelivery(f *Frame, subs []*sub) *delivery {
	d := &delivery{frame: f, subs: subs}
	d.taken.Add((len(subs) + handful - 1) / handful)
	return d
}

// some takes a handful and writes to it; it reports false where none was left.
func (d *delivery) some() bool {
	from := int(d.next.Add(handful)) - handful
	if from >= len(d.subs) {
		return false
	}
	defer d.taken.Done()
	for _, sub := range d.subs[from:min(from+handful, len(d.subs))] {
		sub.deliver(d.frame)
	}
	return true
}
