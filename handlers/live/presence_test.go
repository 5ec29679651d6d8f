package live_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func (l *listener) types(channel string) {
	l.t.Helper()
	if err := l.Send(map[string]string{"type": "typing", "channel": channel}); err != nil {
		l.t.Fatal(err)
	}
}

func readers(n int) func(livetest.Frame) bool {
	return func(f livetest.Frame) bool { return f.Readers == n }
}

func TestPresence_countsPeopleOverAllNodes(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		t.Parallel() // it waits more than it works
		th := thread(w)
		var all []*listener
		for i, who := range []models.Viewer{w.Reader, w.Reader, w.Max, w.Max, w.Hana} {
			l := listen(nodes[i%len(nodes)].Site, who) // Max has two tabs, on two nodes where there are two
			l.subscribe(channelOf(th), -1)
			all = append(all, l)
		}
		for _, l := range all {
			if f := l.presence(readers(4)); f.Seq != nil || len(f.Typing) != 0 {
				t.Errorf("presence %+v", f)
			}
		}
		all[0].Cut()
		all[1].presence(readers(3))
		if err := all[4].Send(map[string]string{"type": "unsubscribe", "channel": channelOf(th)}); err != nil {
			t.Fatal(err)
		}
		all[1].presence(readers(2))
	})
}

func TestPresence_saysWhoIsWritingUntilThePostOrAWhile(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		t.Parallel() // it waits more than it works
		q := w.Start(w.Mia, testkit.Photography, models.KindQuestion, "Which lamp?", "A warm one?")
		lets(w, w.Max, models.AudienceMembers)
		events := w.Count(`SELECT COUNT(*) FROM events`)
		asker, staff, member := listen(nodes[0].Site, w.Mia), listen(nodes[len(nodes)-1].Site, w.Sam), listen(nodes[0].Site, w.Max)
		for _, l := range []*listener{asker, staff, member} {
			l.subscribe(channelOf(q), -1)
		}
		// another node hears of what happens here once it knows that somebody listens there
		asker.presence(readers(3))
		staff.types(channelOf(q))
		member.types(channelOf(q))
		f := asker.presence(func(f livetest.Frame) bool { return slices.Equal(f.Typing, []string{"max", "sam"}) })
		if len(f.Answering) != 1 || f.Answering[0].Handle != "sam" || f.Answering[0].Name != "Sam Okafor" || f.Answering[0].Employer != "Larkmoor" {
			t.Errorf("answering %+v", f.Answering)
		}
		if _, err := nodes[0].store.CreatePost(w.Ctx, w.Max, q.ID, models.PostInput{Body: "Any."}); err != nil {
			t.Fatal(err)
		}
		asker.presence(func(f livetest.Frame) bool { return slices.Equal(f.Typing, []string{"sam"}) })
		asker.presence(func(f livetest.Frame) bool { return len(f.Typing) == 0 && len(f.Answering) == 0 && f.Writing == 0 })
		if n := w.Count(`SELECT COUNT(*) FROM events`); n != events+1 {
			t.Errorf("%d events more, want the post's alone", n-events)
		}
	})
}

func TestTyping_isForWhoeverMayWriteThereAndListens(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site, th, closed := testsite.Serve(w), thread(w), thread(w)
	w.Must(w.Store.SetLocked(w.Ctx, w.Mo, closed.ID, true, "other", "Said enough."))
	reader, member := listen(site, w.Reader), listen(site, w.Max)
	reader.subscribe(channelOf(th), -1)
	for _, c := range []struct {
		l       *listener
		channel string
		join    bool
		want    string
	}{
		{reader, channelOf(th), false, "unauthenticated"}, {member, channelOf(th), false, "not_found"}, {member, "front", true, "not_found"},
		{member, channelOf(closed), true, "forbidden"},
	} {
		if c.join {
			c.l.subscribe(c.channel, -1)
		}
		c.l.types(c.channel)
		if f := c.l.next(); f.Code != c.want || !strings.HasPrefix(f.Channel, c.channel) {
			t.Errorf("typing in %s: %+v, want %s", c.channel, f, c.want)
		}
	}
}
