package bus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// NATS tells and hears through a NATS server, or a cluster of them.
type NATS struct {
	hearers
	link
	url    string
	prefix string
	log    *slog.Logger
	outbox chan message
}

// NewNATS makes a node's end; Run connects it. Secret is the community's, equal on every node: others that share
// the server neither hear nor disturb it.
func NewNATS(url, secret string, log *slog.Logger) *NATS {
	sum := sha256.Sum256([]byte("commonthread bus " + secret))
	return &NATS{url: url, prefix: "commonthread." + hex.EncodeToString(sum[:8]) + ".", log: log, link: newLink(), outbox: make(chan message, inboxMessages)}
}

// Tell tells the other nodes. It never waits, not even for a network that swallows everything; what does not fit
// meanwhile, or is told while the server is away, is lost.
func (n *NATS) Tell(topic string, payload []byte) {
	select {
	case n.outbox <- message{topic, payload}:
	default:
	}
}

// Run tells and hears until ctx ends. A server that is not there, or goes away, is tried again for ever.
func (n *NATS) Run(ctx context.Context) {
	conn, err := nats.Connect(n.url,
		nats.Name("commonthread"), nats.NoEcho(), nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1),
		nats.ReconnectWait(reconnectFirst), nats.ReconnectJitter(reconnectFirst, reconnectFirst), nats.Timeout(connectPatience),
		nats.PingInterval(idleCheck), nats.MaxPingsOutstanding(1), nats.ReconnectBufSize(-1),
		nats.ConnectHandler(func(*nats.Conn) { n.up(); n.missed() }),
		nats.ReconnectHandler(func(*nats.Conn) { n.up(); n.missed() }),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			n.down()
			if ctx.Err() == nil {
				n.log.Warn("the bus lost its connection; connecting again", "error", err)
			}
		}),
	)
	if err != nil {
		n.log.Error("the bus cannot be used", "error", err)
		<-ctx.Done()
		return
	}
	defer conn.Close()
	_, err = conn.Subscribe(n.prefix+"*", func(m *nats.Msg) {
		n.hear(strings.TrimPrefix(m.Subject, n.prefix), append([]byte{}, m.Data...)) // nil means something else
	})
	if err != nil {
		n.log.Error("the bus cannot be heard", "error", err)
	}
	if conn.FlushTimeout(connectPatience) == nil {
		n.up()
		n.missed()
	}
	for {
		select {
		case <-ctx.Done():
			_ = conn.FlushTimeout(time.Second)
			return
		case m := <-n.outbox:
			_ = conn.Publish(n.prefix+m.topic, m.payload) // fails while the server is away
		}
	}
}
