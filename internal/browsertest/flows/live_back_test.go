package flows

import (
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
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
	site := w.Serve()
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
}
