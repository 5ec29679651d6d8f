package live_test

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"github.com/commonthread/commonthread/internal/testkit"
)

// What a node began for its listeners, those who wrote and those who polled has ended when it has stopped, whether
// they said goodbye, were cut off, or are still there.
func TestLive_aNodeThatStoppedLeavesNoGoroutine(t *testing.T) {
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			w := testkit.NewWorld(t, s.kind)
			join := s.join(t, w)
			th := thread(w)
			before := goleak.IgnoreCurrent()
			n := start(w, join())
			said, cut, stays := listen(n.Site, w.Reader), listen(n.Site, w.Max), listen(n.Site, w.Mia)
			for _, l := range []*listener{said, cut, stays} {
				l.subscribe(channelOf(th), 0)
				l.subscribe("front", -1)
			}
			stays.types(channelOf(th))
			w.Must(said.Close())
			cut.Cut()
			n.Browser().Get("/live/events?since=0&channel=" + channelOf(th)).Want(http.StatusOK)
			w.Reply(w.Max, th.ID, "A last word.")
			stays.next()
			n.stop()
			if code := stays.closed(); code != 1012 {
				t.Errorf("closed with %d", code)
			}
			http.DefaultClient.CloseIdleConnections()
			goleak.VerifyNone(t, before)
		})
	}
}
