package flows

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// posts waits until a page shows exactly that many, and none twice.
func (p person) posts(want int) {
	p.t.Helper()
	p.Until("the page shows "+number(int64(want))+" posts", `document.querySelectorAll("article[data-post]").length === `+number(int64(want)))
	if !browsertest.Eval[bool](p.Page, `(ids => new Set(ids).size === ids.length)([...document.querySelectorAll("article[data-post]")].map(e => e.id))`) {
		p.t.Error("a post stands on the page twice")
	}
}

// opens waits for a post, behind the button where the end of the thread is not in view.
func (p person) opens(css, words string) {
	p.t.Helper()
	p.Until(css+" is there or offered", `document.querySelector("`+css+`") || (button => !button.hidden && (button.click(), true))(document.querySelector("[data-live-new]"))`)
	p.WaitText(css, words)
}

// leaves is what a browser tells a page that it puts away for "back", and returns what it tells it then.
func (p person) leaves() { p.transition("pagehide") }

func (p person) returns() { p.transition("pageshow") }

func (p person) transition(event string) {
	p.t.Helper()
	browsertest.Eval[bool](p.Page, `dispatchEvent(new PageTransitionEvent("`+event+`", { persisted: true }))`)
}

func TestWhoComesBack_hasMissedNothingAndSeesNothingTwice(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	reader, one, other := visitor(t, site, path), member(t, site, w.Mia, path), member(t, site, w.Mia, path)
	for _, p := range []person{reader, one, other} {
		p.live()
	}
	reader.leaves()
	one.reply("Bread.")
	other.WaitText("#post-2 .prose", "Bread.")
	reader.notSeen("#post-2")
	reader.returns()
	reader.WaitText("#post-2 .prose", "Bread.")
	reader.live()
	w.Reply(w.Max, th.ID, "Bread and soup.")
	for _, p := range []person{reader, one, other} {
		p.WaitText("#post-3 .prose", "Bread and soup.")
		p.posts(3)
	}

	other.leaves()
	w.Reply(w.Max, th.ID, "While it was away.")
	one.WaitText("#post-4 .prose", "While it was away.")
	other.notSeen("#post-4")
	other.returns()
	other.WaitText("#post-4 .prose", "While it was away.")
	other.posts(4)

	// who was away for longer than anybody remembers fetches the page
	other.live()
	other.leaves()
	long := w.Reply(w.Max, th.ID, "Said weeks ago.")
	words := "Said weeks ago, and put better."
	_, err := w.Store.EditPost(w.Ctx, w.Max, long.ID, models.EditInput{Body: &words})
	w.Must(err)
	one.opens("#post-5 .prose", "put better")
	w.Exec(`DELETE FROM events WHERE channel = ?`, models.ThreadChannel(th.ID))
	other.returns()
	other.opens("#post-5 .prose", "put better")
	w.Reply(w.Max, th.ID, "And it goes on.")
	other.opens("#post-6 .prose", "And it goes on.")
	other.posts(6)
}

// Its server restarts, its reader reads on and goes back, the machine sleeps through a cut line: the page shows what was
// said meanwhile, once.
func TestALivePage_outlivesItsServerItsHistoryAndItsSleep(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	old, next := testsite.Serve(w), testsite.Serve(w, func(o *handlers.Options) { o.Store = w.NewStore() })
	var node atomic.Pointer[url.URL]
	turn := func(to *testsite.Site) {
		behind, err := url.Parse(to.URL)
		w.Must(err)
		node.Store(behind)
	}
	turn(old)
	var lines sync.Map // of those who listen; each is cut by its function
	front := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/live" {
			ctx, cut := context.WithCancel(r.Context())
			lines.Store(&cut, cut)
			defer cut()
			r = r.WithContext(ctx)
		}
		proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(node.Load()); r.Out.Host = r.In.Host }}
		proxy.ServeHTTP(rw, r)
	}))
	t.Cleanup(front.Close)
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lunch, be honest", "Soup.")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	reader := person{browsertest.Open(t, front.URL+path), t}
	reader.live()

	turn(next)
	old.Server.Close() // says bye
	reader.Until("the page knows that it is alone", `document.querySelector("[data-live-state]").dataset.state !== "live"`)
	w.Reply(w.Mia, th.ID, "Bread.")
	reader.WaitText("#post-2 .prose", "Bread.")
	reader.live()

	reader.GoTo("/topics")
	w.Reply(w.Mia, th.ID, "While you read elsewhere.")
	browsertest.Eval[bool](reader.Page, `(setTimeout(() => history.back()), true)`) // a page that was put away loads nothing
	reader.WaitText("#post-3 .prose", "While you read elsewhere.")
	reader.live()

	reader.Sleep(true)
	lines.Range(func(_, cut any) bool { cut.(context.CancelFunc)(); return true })
	w.Reply(w.Max, th.ID, "Said in the night.")
	reader.Sleep(false) // it stays hidden: nothing is put under the eyes of somebody who is not there
	reader.WaitText("[data-live-new]", "1 new reply")
	browsertest.Eval[bool](reader.Page, `(document.querySelector("[data-live-new]").click(), true)`)
	reader.WaitText("#post-4 .prose", "Said in the night.")
	reader.live()
	reader.posts(4)
}
