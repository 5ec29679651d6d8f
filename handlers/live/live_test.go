package live_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func thread(w *testkit.World) models.Thread {
	return w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait", "I waited two hours.")
}

func channelOf(th models.Thread) string { return models.ThreadChannel(th.ID) }

func TestLive_aReaderSeesAReplyAtOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		l := listen(site, w.Reader)
		if l.Protocol() != "commonthread.v1" {
			t.Errorf("protocol %q", l.Protocol())
		}
		_, seq := l.subscribe(channelOf(th), -1)
		res := site.As(w.Max).Post(fmt.Sprint("/t/", th.ID, "/posts"), url.Values{"body": {"Three hours here."}})
		res.Want(303)
		f := l.next()
		if f.Type != "event" || f.Event != "post.created" || f.Channel != channelOf(th) || *f.Seq != seq+1 || f.Number != 2 || f.ID == 0 {
			t.Errorf("frame %+v", f)
		}
		if !strings.Contains(f.HTML, "Three hours here.") || !strings.Contains(f.HTML, `<article class="post"`) {
			t.Errorf("html %q", f.HTML)
		}
	})
}

func TestLive_whatWasMissedIsReplayedInOrderOnceAndThenItGoesOn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		for i := range 250 { // more than memory keeps and than one batch reads
			w.Reply(w.Max, th.ID, fmt.Sprint("Reply ", i))
		}
		first := listen(site, w.Reader)
		before, seq := first.subscribe(channelOf(th), 0)
		if len(before) != 251 || seq != 251 {
			t.Fatalf("%d events, then %d", len(before), seq)
		}
		for i, f := range before {
			if *f.Seq != int64(i+1) || f.Number != int64(i+1) {
				t.Fatalf("event %d is %d, post %d", i, *f.Seq, f.Number)
			}
		}
		w.Reply(w.Max, th.ID, "One more")
		if f := first.next(); *f.Seq != 252 {
			t.Errorf("live: %+v", f)
		}
		second := listen(site, w.Mia)
		if before, seq := second.subscribe(channelOf(th), 251); len(before) != 1 || seq != 252 {
			t.Errorf("from memory: %d events, then %d", len(before), seq)
		}
		if before, seq := second.subscribe(channelOf(th), 200); len(before) != 52 || seq != 252 {
			t.Errorf("subscribed anew: %d events, then %d", len(before), seq)
		}
	})
}

func TestLive_aNumberPastTheChannelAndOneTooOldAreResynced(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		w.Reply(w.Max, th.ID, "Reply")
		l := listen(site, w.Reader)
		for _, since := range []int64{3, 1 << 40} {
			before, seq := l.subscribe(channelOf(th), since)
			if len(before) != 1 || before[0].Type != "resync" || seq != 2 {
				t.Errorf("since %d: %+v, then %d", since, before, seq)
			}
		}
		w.Exec(`DELETE FROM events WHERE channel = ? AND seq = 1`, channelOf(th))
		before, seq := l.subscribe(channelOf(th), 0)
		if len(before) != 1 || before[0].Type != "resync" || seq != 2 {
			t.Errorf("too old: %+v, then %d", before, seq)
		}
	})
}

func TestLive_aThousandMissedEventsAreReplayedAndNoneOfMore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := thread(w)
		w.Exec(`INSERT INTO events (channel, seq, type, thread_id, created_at)
			WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1002)
			SELECT e.channel, n.i, 'thread.changed', e.thread_id, e.created_at FROM n CROSS JOIN events e WHERE e.channel = ?`, channelOf(th))
		w.Exec(`UPDATE threads SET event_seq = 1002 WHERE id = ?`, th.ID)
		l := listen(testsite.Serve(w), w.Reader)
		before, seq := l.subscribe(channelOf(th), 2)
		if len(before) != 1000 || *before[0].Seq != 3 || *before[999].Seq != 1002 || seq != 1002 {
			t.Errorf("%d events from %+v on, then %d", len(before), before[0], seq)
		}
		before, seq = l.subscribe(channelOf(th), 1)
		if len(before) != 1 || before[0].Type != "resync" || seq != 1002 {
			t.Errorf("%d frames from %+v on, then %d", len(before), before[0], seq)
		}
	})
}

func TestLive_whatWasTakenAwayIsNotReplayed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		watching := listen(site, w.Reader)
		watching.subscribe(channelOf(th), -1)
		p := w.Reply(w.Max, th.ID, "A secret of somebody else")
		if f := watching.next(); !strings.Contains(f.HTML, "A secret") {
			t.Fatalf("premise: %+v", f)
		}
		if _, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Private."}); err != nil {
			t.Fatal(err)
		}
		if f := watching.next(); f.Event != "post.removed" || strings.Contains(f.HTML, "A secret") || !strings.Contains(f.HTML, "removed this post") {
			t.Errorf("frame %+v", f)
		}
		before, _ := listen(site, w.Reader).subscribe(channelOf(th), 1)
		if len(before) != 2 {
			t.Fatalf("replayed %+v", before)
		}
		for _, f := range before {
			if strings.Contains(f.HTML, "A secret") {
				t.Errorf("replayed: %s", f.HTML)
			}
		}
	})
}

func TestLive_listsHearOfThreadsWithoutNumbers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		front, topic, member := listen(site, w.Reader), listen(site, w.Reader), listen(site, w.Max)
		front.subscribe("front", -1)
		topic.subscribe("topic:"+testkit.Photography, -1)
		member.subscribe("front", -1)
		w.Reply(w.Max, th.ID, "Reply")
		for _, l := range []*listener{front, topic, member} {
			f := l.next()
			if f.Type != "event" || f.Seq != nil || len(f.Threads) != 1 || f.Threads[0].ID != th.ID || f.Threads[0].Posts != 2 || f.Threads[0].Number != 2 {
				t.Errorf("hint %+v", f)
			}
		}
		w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		if f := member.next(); len(f.Threads) != 1 {
			t.Errorf("a member's hint: %+v", f)
		}
		front.silent()
		topic.silent()
	})
}
