package flows

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

const ledgerWords = "We looked at what it would take, and the third floor gets them first."

func suggestion(w *testkit.World, title string) models.Thread {
	return w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, title, "There is never one free when I come in on a Tuesday.")
}

// decided moves a suggestion on, under review first.
func decided(w *testkit.World, th models.Thread, to models.State) {
	w.T.Helper()
	_, view, err := w.Store.Suggestion(w.Ctx, w.Sam, th.ID)
	w.Must(err)
	_, err = w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{
		To: string(to), Words: ledgerWords, Version: view.Version, NextUpdateOn: string(models.DayOf(w.Clock.Now(), time.UTC).Add(30)),
	})
	w.Must(err)
}

// told hands out every notice that is due.
func told(w *testkit.World) {
	w.T.Helper()
	for more := true; more; {
		var err error
		more, err = w.Store.DeliverNotices(w.Ctx)
		w.Must(err)
	}
}

func (p person) bell(want string) {
	p.t.Helper()
	p.Until("the bell says "+want, `document.querySelector("[data-bell]").getAttribute("aria-label") === "`+want+`"`)
}

func TestTheBell_countsOnEveryPageWhatIsToldAndRead(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	mia := member(t, site, w.Mia, "/topics")
	other := member(t, site, w.Mia, "/settings/profile")
	mia.bell("Notices")
	suggestion(w, "Desks that can be booked")
	told(w)
	mia.bell("Notices, 1 unread")
	other.bell("Notices, 1 unread")
	mia.WaitText("[role=status].visually-hidden", "1 unread notice")
	mia.reads(".bell__count", "1")
	other.GoTo("/notices")
	other.Click(`form[action="/notices/read"] button`)
	mia.bell("Notices")
	mia.WaitGone(".bell__count")
	mia.MustBeAccessible()

	// what came of a held post is read once its page was in front of its author
	w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "xylophant"}))
	_, err := w.Store.CreateThread(w.Ctx, w.Mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: "My xylophant", Body: "It is loud."})
	if _, held := models.HeldBy(err); !held {
		t.Fatalf("the thread is not held: %v", err)
	}
	w.Must(w.Store.DecideHold(w.Ctx, w.Mo, w.Count(`SELECT MAX(id) FROM cases`), models.HoldDecision{Do: "returned", Words: "Say what that is."}))
	mia.GoTo("/notices")
	mia.bell("Notices, 1 unread")
	mia.GoTo("/held/1")
	mia.bell("Notices")
}

func TestASuggestion_isDecidedBeforeItsReadersEyes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := suggestion(w, "Desks that can be booked")
	path := "/t/" + number(th.ID) + "/" + th.Slug
	mia, reader, list := member(t, site, w.Mia, path), visitor(t, site, path), visitor(t, site, "/suggestions")
	mia.live()
	reader.live()
	list.Until("the list is live", `document.querySelector("live-list")?.dataset.state === "live"`)
	mia.Fill(replyField, "While I am writing this")
	reader.Click("#record > summary") // the reader shuts the record, and it stays shut
	decided(w, th, models.StateUnderReview)
	for _, p := range []person{mia, reader} {
		p.WaitFor(`.ledger[data-state="under_review"]`)
		p.Until("the record has the decision", `document.querySelector("#record").textContent.includes("the third floor")`)
	}
	if got := mia.Value(replyField); got != "While I am writing this" {
		t.Errorf("the form holds %q", got)
	}
	if reader.Count("#record[open]") != 0 || mia.Count("#record[open]") != 1 {
		t.Error("the record was opened or shut under the reader's hand")
	}
	list.WaitFor(`.line .state--under_review`)
	_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "")
	w.Must(err)
	list.WaitText(".line__support", "1")
	reader.WaitText(".ledger__count strong", "1")
}

func TestTheInbox_isLiveAndMovesNothing(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	first, second := suggestion(w, "Desks that can be booked"), suggestion(w, "A shelf for bicycle helmets")
	inbox := member(t, site, w.Mo, "/console?queue=new")
	open := member(t, site, w.Ada, "/console/suggestions/"+number(first.ID)+"?queue=new")
	for _, p := range []person{inbox, open} {
		p.Until("the inbox is live", `document.querySelector("live-inbox")?.dataset.state === "live"`)
	}
	open.Fill(`textarea[name="words"]`, "We are looking into it.")
	line := `[data-item="` + number(second.ID) + `"]`
	place := func() float64 {
		return browsertest.Eval[float64](inbox.Page, `document.querySelector('`+line+`').getBoundingClientRect().top`)
	}
	before := place()
	third := suggestion(w, "Lamps that can be dimmed")
	inbox.WaitText("[data-live-new]", "1 new in this list")
	inbox.WaitText(`[data-queue="new"] [data-count]`, "3")
	if inbox.Count(`[data-item="`+number(third.ID)+`"]`) != 0 {
		t.Error("the new one pushed itself into the list")
	}
	decided(w, first, models.StateUnderReview)
	inbox.WaitFor(`[data-item="` + number(first.ID) + `"][data-gone]`)
	inbox.WaitText(`[data-queue="new"] [data-count]`, "2")
	if now := place(); now < before {
		t.Errorf("a line went up by %v", before-now)
	}
	inbox.MustBeAccessible()
	open.WaitText("[data-live-changed]", "has changed since you opened it")
	if got := open.Value(`textarea[name="words"]`); got != "We are looking into it." {
		t.Errorf("the answer holds %q", got)
	}
	inbox.Click("[data-live-new]")
	inbox.WaitGone(`[data-item="` + number(first.ID) + `"]`)
	if got := inbox.Focused(); !strings.Contains(got, "Lamps that can be dimmed") {
		t.Errorf("the button leads to %s", got)
	}
	inbox.WaitGone("[data-live-new]")
}
