package bus

import (
	"context"
	"sync"
)

// Local joins nodes of one process: a server alone on its database has one, tests have several.
type Local struct {
	mu    sync.Mutex
	nodes []*LocalNode
}

// LocalNode is one node's end of a Local bus.
type LocalNode struct {
	hearers
	bus   *Local
	inbox chan message
}

type message struct {
	topic   string
	payload []byte
}

// inboxMessages may wait at a node; what is told beyond that is lost.
const inboxMessages = 256

// Join adds a node.
func (l *Local) Join() *LocalNode {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := &LocalNode{bus: l, inbox: make(chan message, inboxMessages)}
	l.nodes = append(l.nodes, n)
	return n
}

// Tell tells the other nodes. It never waits.
func (n *LocalNode) Tell(topic string, payload []byte) {
	n.bus.mu.Lock()
	defer n.bus.mu.Unlock()
	for _, other := range n.bus.nodes {
		if other == n {
			continue
		}
		select {
		case other.inbox <- message{topic, payload}:
		default:
		}
	}
}

// Run calls the hearers until ctx ends.
func (n *LocalNode) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-n.inbox:
			n.hear(m.topic, m.payload)
		}
	}
}

// Ready is nil: a process always reaches itself.
func (n *LocalNode) Ready() error { return nil }
