package flows

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

var footnoteID = regexp.MustCompile(`((?:id|href)="#?)[^"]*fn`)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// tabTo presses Tab until the element has the keyboard.
func (p person) tabTo(css string) {
	p.t.Helper()
	const most = 80
	for range most {
		p.Press(kb.Tab)
		if browsertest.Eval[bool](p.Page, `document.activeElement.matches('`+css+`')`) {
			return
		}
	}
	p.t.Fatalf("%s is not reached by %d presses of Tab at %s; the keyboard is on %s", css, most, p.URL(), p.Focused())
}

func TestTheKeyboardAlone_signsInReadsAndAnswers(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	w.Reply(w.Hana, th.ID, "Rice, and what is left.")
	mia := visitor(t, site, "/")
	mia.Press(kb.Tab)
	if got := mia.Focused(); !strings.Contains(got, "Skip to the content") {
		t.Errorf("the first Tab leads to %s", got)
	}
	mia.tabTo(`a[href^="/login"]`)
	mia.Press(kb.Enter)
	mia.WaitFor(`[name="email"]`)
	mia.tabTo(`[name="email"]`)
	mia.Press("mia")
	mia.tabTo(`[name="password"]`)
	mia.Press(testkit.Password + kb.Enter)
	mia.WaitFor(`.masthead a[href="/new"]`)

	mia.GoTo("/topics/" + testkit.RemoteWork)
	mia.Press("j")
	if got := mia.Focused(); !strings.Contains(got, "Lunch, be honest") {
		t.Fatalf("j leads to %s", got)
	}
	mia.Press(kb.Enter)
	mia.WaitFor("#post-1")
	mia.Until("the scripts run", `document.readyState === "complete"`)
	mia.Press("j")
	mia.Until("the first post has the keyboard", `document.getElementById("post-1").contains(document.activeElement)`)
	mia.Press("j")
	mia.Until("the second post has it", `document.getElementById("post-2").contains(document.activeElement)`)
	mia.Press("k")
	mia.Until("the first has it again", `document.getElementById("post-1").contains(document.activeElement)`)

	mia.Press("?")
	mia.WaitFor("dialog[open]")
	mia.MustBeAccessible()
	mia.Press(kb.Escape)
	mia.WaitGone("dialog[open]")

	mia.Press("r")
	mia.Until("the composer has the keyboard", `document.activeElement.matches("#reply textarea")`)
	mia.Press("Bread. No j or k in it moves anything.")
	mia.Press(kb.Enter, chromedp.ModifierCtrl)
	mia.WaitFor("#post-3")
	mia.reads("#post-3 .prose", "Bread. No j or k")

	mia.Focus("#post-1 .menu:not(.menu--react) > summary")
	mia.Press(kb.Enter)
	mia.WaitFor("#post-1 .menu__list a")
	mia.Press(kb.Escape)
	mia.WaitGone("#post-1 .menu:not(.menu--react) .menu__list")
	if got := mia.Focused(); !strings.HasPrefix(got, "summary") {
		t.Errorf("after Escape the keyboard is on %s", got)
	}
}

func TestSingleKeys_canBeSwitchedOff(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	w.Start(w.Max, testkit.RemoteWork, "discussion", "Lunch, be honest", "Soup.")
	reader := visitor(t, testsite.Serve(w), "/topics/"+testkit.RemoteWork)
	reader.Click(`[data-opens="shortcuts"]`)
	reader.Click("[data-single-keys]")
	reader.Press(kb.Escape)
	reader.WaitGone("dialog[open]")
	before := reader.Focused()
	for _, key := range []string{"j", "?", "/"} {
		reader.Press(key)
	}
	if got := reader.Focused(); got != before || reader.Count("dialog[open]") != 0 {
		t.Errorf("switched off, the keys lead from %s to %s", before, got)
	}
	reader.Reload()
	reader.Press("j")
	if got := reader.Focused(); strings.Contains(got, "Lunch") {
		t.Errorf("after a reload j works again: %s", got)
	}
	reader.Click(`[data-opens="shortcuts"]`)
	reader.Click("[data-single-keys]")
	reader.Press(kb.Escape)
	reader.WaitGone("dialog[open]")
	reader.Focus("#main")
	reader.Press("j")
	if got := reader.Focused(); !strings.Contains(got, "Lunch") {
		t.Errorf("switched on again, j leads to %s", got)
	}
}
