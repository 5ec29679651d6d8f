package flows

import (
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestANewcomer_joinsWritesAndAnswers(t *testing.T) {
	ways(t, discuss)
}

func TestANewcomer_joinsWritesAndAnswersOnPostgres(t *testing.T) {
	t.Parallel()
	discuss(t, testkit.NewWorld(t, database.Postgres))
}

func discuss(t *testing.T, w *testkit.World, options ...browsertest.Option) {
	site := testsite.Serve(w)
	ines := visitor(t, site, "/", options...)
	ines.follow(`.masthead a[href="/join"]`, http.StatusOK)
	ines.Fill(`[name="handle"]`, "ines")
	ines.Fill(`[name="name"]`, "Ines Marlowe")
	ines.Fill(`[name="email"]`, "ines@new.test")
	ines.Fill(`[name="password"]`, newPassword)
	ines.follow(joinSend, http.StatusOK)

	ines.GoTo("/new?kind=discussion&topic=" + testkit.RemoteWork)
	ines.Fill(`[name="title"]`, "Where do you put the cat?")
	ines.Fill(body, "Mine sits on the *keyboard*.\n\nYours?")
	ines.follow(send, http.StatusOK)
	ines.reads("h1", "Where do you put the cat?")
	thread := strings.TrimPrefix(ines.URL(), site.URL)

	mia := member(t, site, w.Mia, thread, options...)
	mia.reads("#post-1 .prose", "Mine sits on the keyboard.")
	mia.reply("In a box, beside the screen.")
	mia.reads("#post-2 .prose", "In a box")
	mia.Click(`#post-1 .menu--react > summary`)
	press(mia, `#post-1 .react form:first-child button`, options)
	mia.WaitText(`#post-1 .reactions`, "1")
	press(mia, `#post-2 .toggle button`, options)
	mia.WaitFor(`#post-2 .toggle button[aria-pressed="true"]`)
	mia.Settle()
	mia.GoTo("/bookmarks")
	mia.reads("main", "In a box, beside the screen.")

	ines.GoTo(thread)
	ines.reads("#post-1 .reactions", "1")
	ines.menu("#post-2", "quote=1", http.StatusOK)
	if got := ines.Value(replyField); !strings.Contains(got, "> In a box, beside the screen.") {
		t.Errorf("the composer holds %q, want the quotation", got)
	}
	ines.reply(ines.Value(replyField) + "\n\nHe would eat the box.")
	ines.reads("#post-3 .prose blockquote", "In a box")
	ines.reads("#post-3 .post__parent", "Mia")

	ines.menu("#post-1", "/edit", http.StatusOK)
	ines.Fill(body, "Mine sits on the **warm laptop**.\n\nYours?")
	ines.Fill(`[name="reason"]`, "it moved")
	ines.follow(send, http.StatusOK)
	ines.reads("#post-1 .prose", "warm laptop")
	ines.follow("#post-1 .post__edited", http.StatusOK)
	ines.reads("main", "it moved")
	ines.reads(".diff del", "keyboard")
	ines.reads(".diff ins", "warm laptop")
}

// press presses what changes something in place, or without scripts leads back to the page.
func press(p person, css string, options []browsertest.Option) {
	p.t.Helper()
	if len(options) == 0 {
		p.Click(css)
		return
	}
	p.follow(css, http.StatusOK)
}

func TestAQuestion_isAnsweredAcceptedAndConfirmed(t *testing.T) {
	ways(t, func(t *testing.T, w *testkit.World, options ...browsertest.Option) {
		site := testsite.Serve(w)
		mia := member(t, site, w.Mia, "/new?kind=question&topic="+testkit.Photography, options...)
		mia.Fill(`[name="title"]`, "How do I meter for snow?")
		mia.Fill(body, "It comes out grey.")
		mia.follow(send, http.StatusOK)
		thread := strings.TrimPrefix(mia.URL(), site.URL)

		max := member(t, site, w.Max, thread, options...)
		max.reply("Open up by a stop and a half.")
		mia.GoTo(thread)
		mia.menu("#post-2", "/accept", http.StatusOK)
		mia.reads("#post-2 .post__answer--accepted", "Accepted answer")

		sam := member(t, site, w.Sam, thread, options...)
		sam.reply("Our manual says the same, on page 12.")
		sam.menu("#post-3", "/official", http.StatusOK)
		sam.reads("#post-3 .post__answer--official", "Larkmoor")

		reader := visitor(t, site, thread, options...)
		reader.reads("#post-2", "Accepted answer")
		reader.reads("#post-3", "Official answer")

		mia.GoTo(thread)
		mia.menu("#post-2", "/accept", http.StatusOK)
		mia.notSeen("#post-2 .post__answer--accepted")
		sam.menu("#post-3", "/official", http.StatusOK)
		sam.notSeen("#post-3 .post__answer--official")
	})
}
