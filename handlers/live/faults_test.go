package live_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/bus"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

const (
	// FAULTS: who asks while the database is away knows it within 2 s, and 5 s after its return all is as before. The
	// rest is for a machine that does much else.
	knows = 2*time.Second + slack
	back  = 5*time.Second + slack
	slack = 1500 * time.Millisecond
	looks = 50 * time.Millisecond // one after the other
)

// J01, J03: while a node's database is away, in a black hole, or slow with cut connections, its sockets stay and its
// visitors are not kept waiting; what is posted at another node meanwhile is heard when it is back, once and in order,
// and the node takes posts again.
func TestLive_socketsOutliveTheDatabase(t *testing.T) {
	for name, fault := range map[string]struct {
		begin func(*wire)
		known bool // the node says that it is not ready
	}{
		"stopped": {(*wire).stopped, true}, "a black hole": {(*wire).blackHole, true}, "a hole that keeps all": {(*wire).swallow, true},
		"slow, and cut": {(*wire).slow, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // it waits more than it works
			w := testkit.NewWorld(t, database.Postgres)
			th := thread(w)
			x, site := startBehind(t, w)
			l, mia := listen(site.Site, w.Mia), site.As(w.Mia)
			_, seq := l.subscribe(channelOf(th), -1)
			page, reply := fmt.Sprint("/t/", th.ID, "/", th.Slug), fmt.Sprint("/t/", th.ID, "/posts")

			fault.begin(x)
			if fault.known {
				for what, ask := range map[string]func() testsite.Response{
					"a reader's page": func() testsite.Response { return site.Browser().Get("/topics") },
					"a member's page": func() testsite.Response { return mia.Get(page) },
					"a reply":         func() testsite.Response { return mia.Post(reply, url.Values{"body": {"Is anybody there?"}}) },
					"polling":         func() testsite.Response { return mia.Get("/live/events?channel=me") },
					"a script":        func() testsite.Response { return site.Browser().Get("/api/v1/threads") },
				} {
					begun := time.Now()
					res := ask()
					if took := time.Since(begun); res.Status != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || took > knows {
						t.Errorf("%s: %d (come back after %q) in %s", what, res.Status, res.Header.Get("Retry-After"), took)
					}
				}
				site.awaitStatus("/readyz", http.StatusServiceUnavailable, knows)
			}
			for i := range 5 {
				w.Reply(w.Max, th.ID, fmt.Sprint("While it was away ", i))
			}
			if fault.known { // what is slow goes on being slow
				x.heal()
			}
			healed := time.Now()
			for i := range 5 {
				f := l.next()
				if f.Event != "post.created" || *f.Seq != seq+int64(i)+1 || !strings.Contains(f.HTML, fmt.Sprint("While it was away ", i)) {
					t.Fatalf("event %d: %+v", i, f)
				}
			}
			if took := time.Since(healed); fault.known && took > back {
				t.Errorf("its listeners were told after %s", took)
			}
			x.heal()
			site.awaitStatus("/readyz", http.StatusOK, back)
			mia.Post(reply, url.Values{"body": {"It is back."}}).Want(http.StatusSeeOther)
			if f := l.next(); *f.Seq != seq+6 {
				t.Errorf("after it: %+v", f)
			}
		})
	}
}

// startBehind starts a node with a wire before its database, and its bus.
func startBehind(t *testing.T, w *testkit.World) (*wire, *node) {
	t.Helper()
	x, source := between(t, w.Source.Source)
	far := *w
	far.Source.Source = source
	db, err := database.Open(w.Ctx, far.Source)
	w.Must(err)
	t.Cleanup(func() { _ = db.Close() })
	far.DB = db
	return x, start(&far, bus.NewPostgres(source, slog.New(slog.DiscardHandler)))
}

// awaitStatus waits until an address answers so.
func (n *node) awaitStatus(path string, want int, within time.Duration) {
	n.T.Helper()
	tick := time.NewTicker(looks)
	defer tick.Stop()
	for deadline := time.Now().Add(within); ; <-tick.C {
		got := n.Browser().Get(path).Status
		if got == want {
			return
		}
		if time.Now().After(deadline) {
			n.T.Fatalf("%s answers %d, want %d", path, got, want)
		}
	}
}

// I09: what is posted at one node is heard at the others, also where it is larger than a notice of PostgreSQL's.
func TestLive_aLargePostIsHeardAtEveryNode(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		th := thread(w)
		var all []*listener
		for _, n := range nodes {
			l := listen(n.Site, w.Reader)
			l.subscribe(channelOf(th), -1)
			all = append(all, l)
		}
		large := strings.Repeat("雾里的灯 ", 3_000) // 15,000 characters, 39 kB
		if _, err := nodes[0].store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: large}); err != nil {
			t.Fatal(err)
		}
		for i, l := range all {
			if f := l.next(); f.Number != 2 || len(f.HTML) < len(large)/2 {
				t.Errorf("node %d: post %d with %d bytes", i, f.Number, len(f.HTML))
			}
		}
	})
}
