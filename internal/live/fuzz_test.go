package live_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/internal/live/livetest"
)

// FuzzParseMessage: whatever a client sends is read or refused, and what is read keeps the protocol's bounds.
func FuzzParseMessage(f *testing.F) {
	for _, seed := range []string{
		`{"type":"subscribe","channel":"thread:12","since":57}`, `{"type":"typing","channel":"front"}`, `{"type":"unsubscribe","channel":"me"}`,
		`{"type":"subscribe","channel":"thread:12","since":1e3}`, `{"TYPE":"subscribe","Channel":"x"}`, `{}`, `[]`, `null`, `{"type":`, "\x00", "{\"channel\":\"\xff\"}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		m, err := live.ParseMessage(frame)
		if err != nil {
			return
		}
		if m.Channel == "" || len(m.Channel) > 200 || m.Since != nil && *m.Since < 0 {
			t.Errorf("%q was read as %+v", frame, m)
		}
		if m.Type != live.Subscribe && m.Type != live.Unsubscribe && m.Type != live.Typing {
			t.Errorf("%q has the type %q", frame, m.Type)
		}
	})
}

// FuzzSocket (I02): raw bytes after the handshake end that socket at worst; the hub goes on.
func FuzzSocket(f *testing.F) {
	s := serve(f, live.Options{})
	bystander := s.joined("")
	f.Add([]byte{0x81, 0x80, 0, 0, 0, 0})
	f.Add([]byte{0x81, 0xfe, 0xff, 0xff, 1, 2, 3, 4})
	f.Add([]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0x01, 0x81, 1, 2, 3, 4, 5, 0x89, 0x80, 0, 0, 0, 0, 0x80, 0x80, 0, 0, 0, 0})
	f.Add([]byte{0xf1, 0x81, 1, 2, 3, 4, 5})
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	var seq int64
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, _, err := livetest.Dial(s.url, livetest.Options{ReadBuffer: 256})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Cut()
		_ = c.Raw(raw)
		if _, _, err := c.NextRaw(2 * time.Millisecond); err == nil && len(raw) == 0 {
			t.Error("an answer to nothing")
		}
		seq++
		s.tell(seq, 10)
		if got, err := bystander.Next(patience); err != nil || *got.Seq != seq {
			t.Fatalf("the bystander heard %+v, %v after %x", got, err, raw)
		}
	})
}
