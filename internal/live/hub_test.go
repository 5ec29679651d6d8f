package live_test

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/internal/live/livetest"
)

const patience = 10 * time.Second

// site is a hub with one numbered room, "room", that anybody may join.
type site struct {
	t    testing.TB
	hub  *live.Hub
	room *live.Room
	url  string

	mu      sync.Mutex
	clients []*live.Client
	ended   int
}

func serve(t testing.TB, o live.Options) *site { return serveTuned(t, o, nil) }

// serveTuned has each new connection tuned.
func serveTuned(t testing.TB, o live.Options, tune func(net.Conn)) *site {
	t.Helper()
	before := goleak.IgnoreCurrent()
	s := &site{t: t, hub: live.NewHub(o)}
	s.room = s.hub.NewRoom("room", 0)
	ts := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Header.Get("X-Member")
		_, err := s.hub.Accept(w, r, name, name != "", s)
		switch {
		case errors.Is(err, live.ErrTooMany):
			w.WriteHeader(http.StatusTooManyRequests)
		case errors.Is(err, live.ErrStopping):
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	ts.Config.ConnState = func(c net.Conn, state http.ConnState) {
		if state == http.StateNew && tune != nil {
			tune(c)
		}
	}
	ts.Start()
	s.url = ts.URL
	t.Cleanup(func() {
		s.hub.Stop()
		ts.Close()
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, before)
	})
	return s
}

func (s *site) Began(c *live.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clients = append(s.clients, c)
}

func (s *site) Ended(*live.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended++
}

func (s *site) Receive(c *live.Client, m live.Message) {
	if m.Type == live.Unsubscribe {
		s.room.Leave(c)
		return
	}
	room, since := s.room, live.FromNow
	if m.Channel != "room" {
		room = s.hub.NewHintRoom(m.Channel)
	}
	if m.Since != nil {
		since = *m.Since
	}
	switch room.Join(c, since, 0) {
	case live.Refused:
		c.Send(live.Error{Type: "error", Code: "too_many"})
	case live.Behind, live.Ahead:
		room.Restart(c, 0)
	}
}

func (s *site) dial(member string) *livetest.Client {
	s.t.Helper()
	c, status, err := livetest.Dial(s.url, livetest.Options{Header: http.Header{"X-Member": {member}}})
	if err != nil {
		s.t.Fatalf("%v (%d)", err, status)
	}
	s.t.Cleanup(c.Cut)
	return c
}

func (s *site) joined(member string) *livetest.Client {
	s.t.Helper()
	c := s.dial(member)
	if err := c.Subscribe("room", -1); err != nil {
		s.t.Fatal(err)
	}
	if f := s.next(c); f.Type != "subscribed" {
		s.t.Fatalf("frame %+v", f)
	}
	return c
}

func (s *site) next(c *livetest.Client) livetest.Frame {
	s.t.Helper()
	f, err := c.Next(patience)
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

// tell broadcasts a numbered frame of about so many bytes.
func (s *site) tell(seq int64, bytes int) {
	s.room.Broadcast(live.NewFrame(seq, 0, false, livetest.Frame{Type: "event", Channel: "room", Seq: &seq, HTML: strings.Repeat("x", bytes)}))
}

// await waits until something holds.
func (s *site) await(what string, holds func() bool) {
	s.t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); !holds(); <-tick.C {
		if time.Now().After(deadline) {
			s.t.Fatalf("never: %s", what)
		}
	}
}

// I07, in small: all who watch are told. make bench-live has ten thousand.
func TestHub_everybodyHearsEverythingInOrder(t *testing.T) {
	s := serve(t, live.Options{})
	var all []*livetest.Client
	for range 50 {
		all = append(all, s.joined(""))
	}
	for seq := range int64(300) {
		s.tell(seq+1, 100)
	}
	for _, c := range all {
		for want := range int64(300) {
			if f := s.next(c); *f.Seq != want+1 {
				t.Fatalf("%d in place of %d", *f.Seq, want+1)
			}
		}
	}
}

func TestRoom_remembersTheLastFramesUntilSomethingIsTaken(t *testing.T) {
	s := serve(t, live.Options{})
	for seq := range int64(100) {
		s.tell(seq+1, 10)
	}
	c := s.dial("")
	for since, want := range map[int64]string{90: "event", 100: "subscribed", 1: "resync", 101: "resync"} {
		if err := c.Subscribe("room", since); err != nil {
			t.Fatal(err)
		}
		f := s.next(c)
		if f.Type != want {
			t.Errorf("since %d: %+v, want %s", since, f, want)
		}
		for f.Type != "subscribed" {
			f = s.next(c)
		}
	}
	s.room.Broadcast(live.NewFrame(101, 0, true, livetest.Frame{Type: "event"}))
	late := s.dial("")
	if err := late.Subscribe("room", 99); err != nil {
		t.Fatal(err)
	}
	if f := s.next(late); f.Type != "resync" {
		t.Errorf("what was before: %+v", f)
	}
}

// I04: a client that never reads costs a bounded memory and nobody's time; it is told to start over.
func TestHub_aSlowClientHoldsUpNobodyAndIsResynced(t *testing.T) {
	s := serve(t, live.Options{QueueBytes: 16 << 10})
	slow, quick := s.joined(""), s.joined("")
	const frames, size = 400, 60 << 10 // more than any socket buffer takes
	for seq := range int64(frames) {
		s.tell(seq+1, size)
		if f := s.next(quick); *f.Seq != seq+1 {
			t.Fatalf("the quick one heard %d after %d", *f.Seq, seq)
		}
	}
	if missed := s.hub.Figures.Missed.Load(); missed == 0 {
		t.Fatal("premise: nothing was missed")
	}
	for _, c := range s.clients {
		if n := c.Backlog(); n > 16<<10+2*size {
			t.Errorf("%d bytes wait for a client", n)
		}
	}
	last := int64(0)
	for {
		f := s.next(slow)
		if f.Type == "resync" {
			break
		}
		if *f.Seq != last+1 {
			t.Fatalf("%d after %d", *f.Seq, last)
		}
		last = *f.Seq
	}
	if f := s.next(slow); f.Type != "subscribed" || *f.Seq != frames {
		t.Errorf("after the resync: %+v", f)
	}
	s.tell(frames+1, 10)
	if f := s.next(slow); *f.Seq != frames+1 {
		t.Errorf("it does not go on: %+v", f)
	}
}

// I04: whoever never answers a ping is dropped.
func TestHub_dropsTheSilentAndKeepsThoseWhoAnswer(t *testing.T) {
	s := serve(t, live.Options{SilentFor: 300 * time.Millisecond})
	deaf, well := s.joined(""), s.joined("")
	deaf.Deaf()
	heard := make(chan error, 1)
	go func() { // reading answers pings
		for {
			if _, err := well.Next(patience); err != nil {
				heard <- err
				return
			}
		}
	}()
	if _, err := deaf.Next(patience); err == nil || errors.Is(err, livetest.ErrTime) {
		t.Errorf("the deaf one is kept: %v", err)
	}
	s.await("one socket is left", func() bool { return s.hub.Figures.Sockets.Load() == 1 })
	select {
	case err := <-heard:
		t.Errorf("the one that answers is dropped: %v", err)
	default:
	}
}

// I02: what cannot be read ends that socket, with its code, and no other.
func TestHub_closesWhatIsTooLargeAndWhatIsMalformedTwice(t *testing.T) {
	s := serve(t, live.Options{})
	bystander := s.joined("")
	large := s.dial("")
	if err := large.SendRaw(1, []byte(`{"type":"subscribe","channel":"`+strings.Repeat("x", live.FrameLimit)+`"}`)); err != nil {
		t.Fatal(err)
	}
	if _, err := large.Next(patience); livetest.CloseCode(err) != 1009 {
		t.Errorf("too large: %v", err)
	}
	for _, bad := range []string{
		"", "x", "null", "[]", `"subscribe"`, `{"type":"subscribe"}`, `{"type":"subscribe","channel":7}`, `{"type":"shout","channel":"room"}`,
		`{"type":"subscribe","channel":"room","since":-1}`, `{"type":"subscribe","channel":"room","since":1.5}`,
		`{"type":"subscribe","channel":"room","since":"1"}`, `{"type":"subscribe","channel":"room"} x`, "{\"type\":\"subscribe\",\"channel\":\"\xff\"}",
		strings.Repeat("[", 16000), `{"type":"subscribe","channel":"` + strings.Repeat("x", 201) + `"}`,
	} {
		c := s.dial("")
		for range 2 {
			if err := c.SendRaw(1, []byte(bad)); err != nil {
				t.Fatal(err)
			}
			if f := s.next(c); f.Type != "error" || f.Code != "malformed" || f.Detail == "" {
				t.Errorf("%.40q: %+v", bad, f)
			}
		}
		if _, err := c.Next(patience); livetest.CloseCode(err) != 1008 {
			t.Errorf("%.40q twice: %v", bad, err)
		}
	}
	binary := s.dial("")
	if err := binary.SendRaw(2, []byte(`{"type":"subscribe","channel":"room"}`)); err != nil {
		t.Fatal(err)
	}
	if f := s.next(binary); f.Code != "malformed" {
		t.Errorf("binary: %+v", f)
	}
	s.tell(1, 10)
	if f := s.next(bystander); *f.Seq != 1 {
		t.Errorf("the bystander heard %+v", f)
	}
}

func TestHub_saysByeAndLeavesNoGoroutine(t *testing.T) {
	s := serve(t, live.Options{})
	var all []*livetest.Client
	for range 40 {
		all = append(all, s.joined(""))
	}
	unanswering := s.joined("")
	stopped := make(chan struct{})
	go func() { s.hub.Stop(); close(stopped) }()
	waits := map[int64]bool{}
	for _, c := range all {
		f := s.next(c)
		if f.Type != "bye" || f.RetryMS < 1000 || f.RetryMS > 3000 {
			t.Errorf("frame %+v", f)
		}
		waits[f.RetryMS] = true
		if _, err := c.Next(patience); livetest.CloseCode(err) != 1012 {
			t.Errorf("closed with %v", err)
		}
	}
	if len(waits) < 10 {
		t.Errorf("%d different waits for 40 clients", len(waits))
	}
	if _, status, _ := livetest.Dial(s.url, livetest.Options{}); status != http.StatusServiceUnavailable {
		t.Errorf("a newcomer: %d", status)
	}
	select {
	case <-stopped:
	case <-time.After(patience):
		t.Error("a client that does not answer holds the stop up")
	}
	unanswering.Cut()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended != 41 || s.hub.Figures.Sockets.Load() != 0 {
		t.Errorf("%d ended, %d open", s.ended, s.hub.Figures.Sockets.Load())
	}
}

// slow is a connection whose handshake takes its time, after the connection is the hub's.
type slow struct {
	http.ResponseWriter
	net.Conn
	pause func()
}

func (s slow) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(s.ResponseWriter).Hijack()
	s.Conn = conn
	return s, rw, err
}

func (s slow) SetDeadline(t time.Time) error {
	s.pause()
	return s.Conn.SetDeadline(t)
}

func (s slow) Write(p []byte) (int, error) { return s.Conn.Write(p) }

func TestHub_leavesAHandshakeItsTime(t *testing.T) {
	hub := live.NewHub(live.Options{SilentFor: 30 * time.Millisecond})
	t.Cleanup(hub.Stop)
	looked := func() { // several looks for silent clients
		done := make(chan struct{})
		time.AfterFunc(60*time.Millisecond, func() { close(done) })
		<-done
	}
	ts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := hub.Accept(slow{ResponseWriter: w, pause: looked}, r, "mia", true, &site{t: t, hub: hub, room: hub.NewRoom("room", 0)}); err != nil {
			t.Errorf("accept: %v", err)
		}
	}))
	t.Cleanup(ts.Close)
	c, _, err := websocket.DefaultDialer.Dial(strings.Replace(ts.URL, "http", "ws", 1), nil)
	if err != nil {
		t.Fatalf("a handshake of 60 ms was cut: %v", err)
	}
	defer c.Close()
	if n := hub.Figures.Dropped.Load(); n != 0 {
		t.Errorf("%d dropped", n)
	}
}
