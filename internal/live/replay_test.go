package live_test

import (
	"net"
	"testing"

	"github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/internal/live/livetest"
)

// narrow are connections of which this end's system keeps little, so that most of what is sent waits in the hub.
func narrow(t *testing.T, o live.Options) *site {
	return serveTuned(t, o, func(c net.Conn) {
		if err := c.(*net.TCPConn).SetWriteBuffer(16 << 10); err != nil {
			t.Error(err)
		}
	})
}

// returning is a client that asks for all that it missed, and does not read yet.
func (s *site) returning() *livetest.Client {
	s.t.Helper()
	c := s.dial("")
	if err := c.Subscribe("room", 0); err != nil {
		s.t.Fatal(err)
	}
	s.await("it is in the room", func() bool { return s.room.People() == 1 })
	return c
}

const missedFrames, missedSize = 60, 60 << 10 // more than the two ends of a connection take

func (s *site) missed() {
	for seq := range int64(missedFrames) {
		s.tell(seq+1, missedSize)
	}
}

// Who reads what it missed while more comes has not become a slow client by that.
func TestRoom_whatComesDuringAReplayComesAfterIt(t *testing.T) {
	s := narrow(t, live.Options{QueueBytes: 64 << 10, ReplayBytes: 8 << 20})
	s.missed()
	c := s.returning()
	if n := s.clients[0].Backlog(); n <= 64<<10 {
		t.Fatalf("premise: %d bytes wait", n)
	}
	s.tell(missedFrames+1, 10)
	for want := range int64(missedFrames) {
		if f := s.next(c); f.Type != "event" || *f.Seq != want+1 {
			t.Fatalf("%s %v in place of %d", f.Type, f.Seq, want+1)
		}
	}
	if f := s.next(c); f.Type != "subscribed" || *f.Seq != missedFrames {
		t.Errorf("after the replay: %s %v", f.Type, f.Seq)
	}
	if f := s.next(c); f.Type != "event" || *f.Seq != missedFrames+1 {
		t.Errorf("what came during the replay: %s %v", f.Type, f.Seq)
	}

	// up to date, it has no more room than others
	for seq := range int64(missedFrames) {
		s.tell(missedFrames+seq+2, missedSize)
	}
	s.await("it misses frames", func() bool { return s.hub.Figures.Missed.Load() > 0 })
}

func TestRoom_replaysNoMoreThanMayWait(t *testing.T) {
	const most = 256 << 10
	s := narrow(t, live.Options{QueueBytes: 64 << 10, ReplayBytes: most})
	s.missed()
	c := s.returning()
	for range 3 { // to ask again gives no more room
		if n := s.clients[0].Backlog(); n > most+2*missedSize {
			t.Errorf("%d bytes wait for a client", n)
		}
		if err := c.Subscribe("room", 0); err != nil {
			t.Fatal(err)
		}
	}
	for want := int64(1); ; want++ {
		f := s.next(c)
		if f.Type == "resync" {
			break
		}
		if f.Type != "event" || *f.Seq != want {
			t.Fatalf("%s %v in place of %d or a resync", f.Type, f.Seq, want)
		}
	}
	if f := s.next(c); f.Type != "subscribed" || *f.Seq != missedFrames {
		t.Errorf("after the resync: %s %v", f.Type, f.Seq)
	}
}
