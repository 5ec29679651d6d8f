package live_test

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/handlers/live"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestLive_aPostThatCannotBeDrawnKeepsItsNumber(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	l := live.New(live.Options{
		Store: w.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Viewer: func(echo.Context) models.Viewer { return models.Viewer{} },
		Draw: func(_ context.Context, _ models.ThreadView, p models.PostView) (string, error) {
			if p.Number == 2 {
				panic("this post breaks the template")
			}
			return p.HTML, nil
		},
	})
	e := echo.New()
	e.GET("/live", l.Connect)
	ts := httptest.NewServer(e)
	t.Cleanup(ts.Close)
	t.Cleanup(l.Stop)
	th := thread(w)
	c, _, err := livetest.Dial(ts.URL, livetest.Options{})
	w.Must(err)
	t.Cleanup(c.Cut)
	watching := &listener{c, t}
	watching.subscribe(channelOf(th), -1)
	w.Reply(w.Max, th.ID, "Two")
	w.Reply(w.Max, th.ID, "Three")
	if two, three := watching.next(), watching.next(); *two.Seq != 2 || two.HTML != "" || *three.Seq != 3 || three.HTML == "" {
		t.Errorf("%+v, then %+v", two, three)
	}
}
