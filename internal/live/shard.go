package live

import (
	"github.com/gorilla/websocket"
)

// shardQueue is how many broadcasts may wait for a writer.
const shardQueue = 256

// shard is one of the writers that share all sockets. What one of them writes reaches each client in order.
type shard struct {
	jobs    chan job
	scratch []*sub
}

type job struct {
	part  *part
	frame *Frame
}

func (s *shard) run(figures *Figures, end <-chan struct{}) {
	for {
		select {
		case <-end:
			return
		case j := <-s.jobs:
			s.write(j, figures)
		}
	}
}

// write copies the list first: a room can be joined and left while its thousands are written to, and whoever
// left is marked.
func (s *shard) write(j job, figures *Figures) {
	j.part.mu.Lock()
	s.scratch = append(s.scratch[:0], j.part.subs...)
	j.part.mu.Unlock()
	for _, sub := range s.scratch {
		sub.deliver(j.frame)
	}
	figures.Frames.Add(int64(len(s.scratch)))
	clear(s.scratch)
}

func prepare(kind int, data []byte) *websocket.PreparedMessage {
	m, err := websocket.NewPreparedMessage(kind, data)
	if err != nil {
		panic("live: prepare a message: " + err.Error()) // it is written to memory
	}
	return m
}

func prepareText(v any) *websocket.PreparedMessage {
	return prepare(websocket.TextMessage, Encode(v))
}
