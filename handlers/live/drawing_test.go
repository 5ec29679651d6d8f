package live_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// drawing is a live side that draws posts in its own way, and one reader who listens to the thread.
func drawing(w *testkit.World, th models.Thread, draw func(p models.PostView) string) (*live.Live, *listener) {
	w.T.Helper()
	l := live.New(live.Options{
		Store: w.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Viewer: func(echo.Context) models.Viewer { return models.Viewer{} },
		Draw: func(_ context.Context, _ models.ThreadView, p models.PostView) (string, error) { return draw(p), nil },
	})
	e := echo.New()
	e.GET("/live", l.Connect)
	ts := httptest.NewServer(e)
	w.T.Cleanup(ts.Close)
	w.T.Cleanup(l.Stop)
	c, _, err := livetest.Dial(ts.URL, livetest.Options{})
	w.Must(err)
	w.T.Cleanup(c.Cut)
	watching := &listener{c, w.T}
	watching.subscribe(channelOf(th), -1)
	return l, watching
}

func TestLive_aPostThatCannotBeDrawnKeepsItsNumber(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := thread(w)
	_, watching := drawing(w, th, func(p models.PostView) string {
		if p.Number == 2 {
			panic("this post breaks the template")
		}
		return p.HTML
	})
	w.Reply(w.Max, th.ID, "Two")
	w.Reply(w.Max, th.ID, "Three")
	if two, three := watching.next(), watching.next(); *two.Seq != 2 || two.HTML != "" || *three.Seq != 3 || three.HTML == "" {
		t.Errorf("%+v, then %+v", two, three)
	}
}

func TestLive_nothingBeginsOnceItHasStopped(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := thread(w)
	var drawn, late atomic.Int64
	var stopped atomic.Bool
	l, _ := drawing(w, th, func(p models.PostView) string {
		drawn.Add(1)
		if stopped.Load() {
			late.Add(1)
		}
		return p.HTML
	})
	enough, end := make(chan struct{}), make(chan struct{})
	begun := sync.OnceFunc(func() { close(enough) })
	var writing sync.WaitGroup
	writing.Go(func() {
		defer begun()
		for i := 0; ; i++ {
			select {
			case <-end:
				return
			default:
			}
			if _, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: fmt.Sprint("Reply ", i)}); err != nil {
				t.Errorf("reply: %v", err)
				return
			}
			if i == 5 {
				begun()
			}
		}
	})
	<-enough
	l.Stop()
	stopped.Store(true)
	w.Reply(w.Mia, th.ID, "After it")
	close(end)
	writing.Wait()
	if drawn.Load() == 0 || late.Load() > 0 {
		t.Errorf("%d posts drawn, %d of them after the end", drawn.Load(), late.Load())
	}
}

// atWork is a live side that has the thread's second post told until goOn is called.
func atWork(w *testkit.World, th models.Thread) (watching *listener, goOn func()) {
	w.T.Helper()
	begun, end := make(chan struct{}), make(chan struct{})
	_, watching = drawing(w, th, func(p models.PostView) string {
		if p.Number == 2 {
			close(begun)
			<-end
		}
		return string(p.Status) + " " + p.HTML
	})
	w.Reply(w.Max, th.ID, "Two")
	<-begun
	return watching, func() { close(end) }
}

func TestLive_aPostThatWasTakenAwayIsNotToldAsItWasMade(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := thread(w)
	watching, goOn := atWork(w, th)
	removed := w.Reply(w.Max, th.ID, "Their address is 12 Mill Lane.")
	_, err := w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Reason: "An address.", Rule: "other"})
	w.Must(err)
	after := w.Reply(w.Mia, th.ID, "Four")
	goOn()
	if two := watching.next(); *two.Seq != 2 || !strings.HasPrefix(two.HTML, "visible ") {
		t.Errorf("%+v", two)
	}
	for f := watching.next(); ; f = watching.next() {
		if f.ID == removed.ID && (f.HTML == "" || strings.Contains(f.HTML, "Mill Lane")) {
			t.Errorf("what was taken away is told: %+v", f)
		}
		if f.ID == after.ID {
			break
		}
	}
}

// What is not heard of here may have become of a post that waits to be told.
func TestLive_aPostThatWaitedIsReadAgain(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := thread(w)
	w.Store.Listen(func(events []models.Event) {
		for i := range events { // as if the stream had been at work for longer
			events[i].ToldAt = events[i].ToldAt.Add(-live.MadeFor)
		}
	})
	watching, goOn := atWork(w, th)
	waited := w.Reply(w.Max, th.ID, "Three")
	w.Exec(`UPDATE posts SET html = ? WHERE id = ?`, "<p>As it is now</p>", waited.ID)
	goOn()
	watching.next()
	if f := watching.next(); f.ID != waited.ID || !strings.Contains(f.HTML, "As it is now") {
		t.Errorf("it is told as it was: %+v", f)
	}
}
