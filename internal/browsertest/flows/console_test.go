package flows

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

const (
	answerField = `[data-decide] textarea[name="words"]`
	answerSend  = `[data-decide] .button--primary`
)

func item(th models.Thread) string { return "/console/suggestions/" + number(th.ID) }

// leaveField gives the single keys back: none works while one is typing.
func (p person) leaveField() {
	p.t.Helper()
	p.Focus("#main")
}

func (p person) keyLeads(key, css string) {
	p.t.Helper()
	p.leaveField()
	p.Press(key)
	p.Until(key+" leads to "+css, `document.activeElement.matches('`+css+`')`)
}

// Staff go through the inbox, answer, hand over and look keys up without a mouse.
func TestTheConsole_isWorkedWithTheKeyboardAlone(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	suggestion(w, "Desks that can be booked")
	suggestion(w, "A shelf for bicycle helmets")
	sam := member(t, site, w.Sam, "/console?queue=new")
	sam.Press("j")
	sam.Press("j")
	second := sam.Focused()
	sam.Press("k")
	if first := sam.Focused(); first == second || !strings.Contains(first, "Desks that can be booked") {
		t.Fatalf("j, j, k leads to %s", first)
	}
	sam.Press("o")
	sam.WaitFor(answerField)
	sam.Until("the scripts run", `document.readyState === "complete" && "scripts" in document.documentElement.dataset`)

	sam.keyLeads("a", "#owner-handle")
	sam.keyLeads("n", "#note-body")
	sam.keyLeads("s", "#snooze-days")
	sam.leaveField()
	sam.Press("?")
	sam.WaitFor("dialog[open]")
	keys := sam.Text("dialog[open]")
	for _, does := range []string{"Decide", "Assign", "To the notes", "Put it aside", "Open what j and k reached", "Ctrl Enter"} {
		if !strings.Contains(keys, does) {
			t.Errorf("? does not list %q", does)
		}
	}
	sam.MustBeAccessible()
	sam.Press(kb.Escape)
	sam.WaitGone("dialog[open]")

	sam.keyLeads("d", answerField)
	sam.Press("We counted them, and j or k in it moves nothing.")
	sam.tabTo(`[name="to"]:checked`)
	sam.Press(kb.ArrowRight)
	sam.Until("the arrow chooses the next state", `document.querySelector('[name="to"]:checked').value === "under_review"`)
	sam.Focus(answerField)
	sam.Press(kb.Enter, chromedp.ModifierCtrl)
	sam.WaitFor("[data-undo]")
	_, g, err := w.Store.Suggestion(w.Ctx, w.Sam, 1)
	w.Must(err)
	if last := g.Lines[len(g.Lines)-1]; g.Ledger.State != models.StateUnderReview || !strings.Contains(last.Words, "j or k in it") {
		t.Errorf("it is %s after %q", g.Ledger.State, last.Words)
	}

	sam.Until("no key chooses among buttons that ask for different things", `(() => {
		const words = document.querySelector("#note-body");
		words.form.querySelector("button").name = "do";
		const send = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true });
		return words.dispatchEvent(send);
	})()`)
	sam.leaveField()
	sam.Press("g")
	sam.Press("c")
	sam.Until("g c leads to the console", `location.pathname === "/console" && document.readyState === "complete"`)
}

// Whoever never saw the console is led to the answer by the notice that something is theirs now.
func TestANewcomerOnTheStaff_answersWhatTheyAreToldOf(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
	suggestion(w, "Desks that can be booked")
	told(w)
	sam := member(t, site, w.Sam, "/")
	if sam.Count(`.sections a[href="/console"]`) != 1 {
		t.Error("no page says that there is a console")
	}
	sam.follow("[data-bell]", http.StatusOK)
	sam.follow(".notices h2 a", http.StatusOK)
	sam.follow(`.ledger__support a[href^="/console/"]`, http.StatusOK)
	sam.Fill(answerField, "Nine desks can be booked from Monday on, by the hour.")
	sam.Click(`[data-decide] .chip:has([value="under_review"])`)
	sam.follow(answerSend, http.StatusOK)
	sam.WaitText("[data-undo]", "Your words are public")
	if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`); n != 1 {
		t.Errorf("%d answers stand", n)
	}
}

// The line is a hint; what keeps two answers from crossing is the version, and neither text is lost.
func TestTwoColleagues_seeEachOtherAnswer(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := suggestion(w, "Desks that can be booked")
	sam, mo := member(t, site, w.Sam, item(th)), member(t, site, w.Mo, item(th))
	mo.Until("the page listens", `document.querySelector("live-inbox")?.dataset.state === "live"`)
	sam.Until("the page listens", `document.querySelector("live-inbox")?.dataset.state === "live"`)
	sam.Focus(answerField)
	sam.Press("We ask the third floor first, and tell you in May.")
	mo.WaitText("[data-answering]", "Sam Okafor is answering this now")
	mo.MustBeAccessible()
	if got := sam.Text("[data-answering]"); got != "" {
		t.Errorf("Sam is told of himself: %q", got)
	}
	mo.Fill(answerField, "Nine desks can be booked from Monday on.")
	mo.follow(answerSend, http.StatusOK)
	sam.WaitText("[data-live-changed]", "has changed since you opened it")
	sam.follow(answerSend, http.StatusConflict)
	sam.WaitText("[data-theirs]", "Nine desks can be booked")
	if got := sam.Value(answerField); got != "We ask the third floor first, and tell you in May." {
		t.Errorf("Sam's text is %q", got)
	}
	sam.follow(answerSend, http.StatusOK)
	if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind IN ('decision', 'update')`); n != 2 {
		t.Errorf("%d answers stand, want both", n)
	}
	mo.GoTo("/console")
	mo.GoTo(item(th))
	mo.Until("nobody is answering any more", `document.querySelector("[data-answering]").textContent === ""`)
}

func TestAnAnswer_isThereAfterARefresh(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := suggestion(w, "Desks that can be booked")
	sam := member(t, testsite.Serve(w), w.Sam, item(th))
	sam.Fill(answerField, "Half of an answer, and then the telephone")
	sam.Click(`[data-decide] .chip:has([value="planned"])`)
	sam.WaitText("[data-decide] [data-status]", "Draft kept")
	sam.Reload()
	if got := sam.Value(answerField); got != "Half of an answer, and then the telephone" {
		t.Errorf("after a refresh it is %q", got)
	}
	if sam.Count(`[name="to"][value="planned"]:checked`) != 1 {
		t.Error("after a refresh another state is chosen")
	}
}

func TestANoteAndAHandOver_areThereAfterARefresh(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	th := suggestion(w, "Desks that can be booked")
	sam := member(t, testsite.Serve(w), w.Sam, item(th))
	sam.Fill("#note-body", "The lease ends in May.")
	sam.WaitText("#notes [data-status]", "Draft kept")
	sam.Click("#owner > summary")
	sam.Fill("#owner-note", "Ask facilities first.")
	sam.WaitText("#owner [data-status]", "Draft kept")
	sam.Reload()
	for field, want := range map[string]string{"#note-body": "The lease ends in May.", "#owner-note": "Ask facilities first."} {
		if got := sam.Value(field); got != want {
			t.Errorf("after a refresh %s holds %q", field, got)
		}
	}
	if sam.Count("#owner[open]") != 1 {
		t.Error("what was typed is folded away")
	}
	sam.Click("#notes form button")
	sam.WaitText("#notes .notes", "The lease ends in May.")
	if got := sam.Value("#note-body"); got != "" {
		t.Errorf("once kept as a note it still stands in the form: %q", got)
	}
}

// On a telephone and without scripts: sign in, find what waits, answer, take it back.
func TestTheConsole_answersOnAPhoneWithoutScripts(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	suggestion(w, "Desks that can be booked")
	sam := member(t, site, w.Sam, "/console", browsertest.NoScripts(), browsertest.On(browsertest.Phone))
	sam.follow("[data-list] [data-stop-link]", http.StatusOK)
	sam.Fill(answerField, "We plan nine of them on the third floor.")
	sam.Click(`[data-decide] .chip:has([value="planned"])`)
	sam.follow(answerSend, http.StatusOK)
	if got := sam.Text("[data-undo]"); !strings.Contains(got, "take it back") {
		t.Errorf("it says %q", got)
	}
	sam.MustNotScrollSideways()
	w.Clock.Advance(5 * time.Second)
	sam.follow("[data-undo] button", http.StatusOK)
	if got := sam.Text(".flashes"); !strings.Contains(got, "It is taken back") {
		t.Errorf("it says %q", got)
	}
}
