package flows

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// aFullQueue has twenty things wait, of every kind, and reasons to say no with.
func aFullQueue(w *testkit.World) {
	w.T.Helper()
	for _, r := range []models.SavedReasonInput{
		{Fits: "removal", Title: "Advertising", Rule: "spam", Words: "Nothing is sold here."},
		{Fits: "removal", Title: "Unkind", Rule: "abuse", Words: "Say what you disagree with, not who may speak."},
		{Fits: "leaving", Title: "Blunt", Words: "We read it as blunt, not as unkind."},
		{Fits: "returning", Title: "Leave the shop out", Words: "Leave the shop out, and it is a fine post."},
		{Fits: "refusal", Title: "A name", Words: "Ask again with a name by which we may call you."},
	} {
		_, err := w.Store.SaveReason(w.Ctx, w.Ada, r)
		w.Must(err)
	}
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
	for i := range 5 {
		p := w.Reply(w.Max, th.ID, fmt.Sprint("Buy desk number ", i))
		_, err := w.Store.CreateReport(w.Ctx, w.Hana, p.ID, models.ReportInput{Reason: "spam"})
		w.Must(err)
		w.Exec(`INSERT INTO held_posts (member_id, thread_id, body, reasons, score, created_at) VALUES (?, ?, 'Buy now.', 'word:buy', 5, ?)`, w.Nia.ID, th.ID, w.Clock.Now())
		w.Exec(`INSERT INTO cases (kind, member_id, held_id, opened_at) VALUES ('hold', ?, (SELECT MAX(id) FROM held_posts), ?)`, w.Nia.ID, w.Clock.Now())
		w.Exec(`INSERT INTO joining_requests (token_hash, handle, name, email, email_key, password_hash, created_at) VALUES (?, ?, ?, ?, ?, '', ?)`,
			fmt.Sprint("t", i), fmt.Sprint("pia", i), fmt.Sprint("Pia ", i), fmt.Sprintf("pia%d@example.org", i), fmt.Sprintf("pia%d@example.org", i), w.Clock.Now())
		w.Must(w.Store.Warn(w.Ctx, w.Ada, "max", "spam", "Sell it elsewhere."))
		_, err = w.Store.CreateAppeal(w.Ctx, w.Max, w.Count(`SELECT MAX(id) FROM actions`), "I only wanted to give them away.")
		w.Must(err)
		w.Clock.Advance(time.Minute)
	}
}

// threeMinutes is how long twenty things may take a moderator at most.
const threeMinutes = 3 * time.Minute

func TestTheQueue_isDealtWithByKeyboardInThreeMinutes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	aFullQueue(w)
	mo := member(t, site, w.Mo, "/console?queue=waiting")
	mo.Press("?")
	mo.WaitText("dialog[open]", "Let it through")
	mo.Press(kb.Escape)
	mo.WaitGone("dialog[open]")
	mo.MustBeAccessible()
	mo.Press("j")
	if got := mo.Focused(); !strings.Contains(got, "Standing desks") {
		t.Fatalf("j leads to %s", got)
	}
	began := time.Now()
	mo.Press("o")
	for n := range 20 {
		mo.ready()
		if n > 0 && n < 4 {
			mo.Until("the keyboard is on what comes next", `document.activeElement.id === "item-title"`)
		}
		at := browsertest.Eval[string](mo.Page, `document.querySelector("[data-opened]").dataset.opened`)
		if n < 4 {
			mo.MustBeAccessible()
		}
		mo.judge(at, n)
		mo.Until(at+" is decided", `document.querySelector("[data-opened]")?.dataset.opened !== "`+at+`"`)
	}
	took := time.Since(began)
	t.Logf("twenty things in the queue took %s by keyboard", took.Round(time.Second))
	if took > threeMinutes {
		t.Errorf("twenty things took %s", took)
	}
	mo.WaitFor("[data-empty]")
	for what, query := range map[string]string{
		"open": `SELECT COUNT(*) FROM cases WHERE closed_at IS NULL`, "waiting": `SELECT COUNT(*) FROM joining_requests WHERE state = 'waiting'`,
		"removal without rule": `SELECT COUNT(*) FROM actions WHERE kind = 'remove' AND (rule <> 'spam' OR words <> 'Nothing is sold here.')`,
	} {
		if n := w.Count(query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

// ready waits until the scripts of a page run.
func (p person) ready() {
	p.t.Helper()
	p.Until("the scripts run", `document.readyState === "complete" && "scripts" in document.documentElement.dataset && document.querySelector("[data-opened]") !== null`)
}

// judge decides what is open with the keys of its kind, now one way, now another.
func (p person) judge(at string, n int) {
	p.t.Helper()
	kind, _, _ := strings.Cut(at, "-")
	sure := func(key string) {
		p.Press(key)
		p.Until("one is asked first", `document.activeElement.matches("[data-sure-yes]")`)
		p.Press(kb.Enter)
	}
	switch {
	case kind == "report" && n%8 < 4:
		sure("x")
	case kind == "report":
		p.Press("l")
	case kind == "hold" && n%8 < 4:
		p.Press("p")
	case kind == "hold":
		p.Press("h")
	case kind == "joining" && n%8 < 4:
		p.Press("p")
	case kind == "joining":
		sure("x")
	default:
		p.Press("l")
		p.Until("the sentence has the keyboard", `document.activeElement.name === "words"`)
		p.Press("It was the fifth shop in a day, whatever the price.")
		p.tabTo(`#decide .button--primary`)
		p.Press(kb.Enter)
	}
}
