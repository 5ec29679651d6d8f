package static

import (
	"regexp"
	"strings"
	"testing"
)

// What a reading page fetches besides its HTML. The promise is 60 kB of style
// and scripts on the wire; the rest of it is left for the live script.
const (
	readingBudget  = 40_000
	composerBudget = 20_000
	membersBudget  = 8_000
	fontBudget     = 50_000
)

func wire(t *testing.T, names ...string) int {
	t.Helper()
	total := 0
	for _, name := range names {
		a, ok := assets[name]
		if !ok {
			t.Fatalf("there is no %s: this proves nothing", name)
		}
		if a.gzipped != nil {
			total += len(a.gzipped)
		} else {
			total += len(a.plain)
		}
	}
	return total
}

func TestAReadingPageStaysWithinItsBytes(t *testing.T) {
	if n := wire(t, "app.css", "app.js", "icons.svg"); n > readingBudget {
		t.Errorf("style, scripts and icons are %d bytes on the wire, over %d", n, readingBudget)
	}
	if n := wire(t, "members.css"); n > membersBudget {
		t.Errorf("the style of what members alone meet is %d bytes on the wire, over %d", n, membersBudget)
	}
	if n := wire(t, "composer.js"); n > composerBudget {
		t.Errorf("the composer's script is %d bytes on the wire, over %d", n, composerBudget)
	}
	if n := wire(t, "fonts/newsreader.woff2", "fonts/newsreader-italic.woff2", "fonts/instrument-sans.woff2"); n > fontBudget {
		t.Errorf("the fonts of a page in Western Europe's letters are %d bytes, over %d", n, fontBudget)
	}
}

var anotherOrigin = regexp.MustCompile(`(?:url\(|@import\s*|fetch\()\s*["']?(?:https?:)?//`)

func TestNothingIsAskedOfAnotherOrigin(t *testing.T) {
	for name, a := range assets {
		if strings.HasSuffix(name, ".css") || strings.HasSuffix(name, ".js") {
			if found := anotherOrigin.Find(a.plain); found != nil {
				t.Errorf("%s: %s", name, found)
			}
		}
	}
}

// The content security policy allows neither: a page would silently lose them.
func TestNoScriptNeedsWhatThePolicyForbids(t *testing.T) {
	for _, name := range []string{"app.js", "composer.js"} {
		for _, word := range []string{"eval(", "new Function", `setAttribute("style"`, "insertAdjacentHTML(\"beforeend\",\"<style"} {
			if strings.Contains(string(assets[name].plain), word) {
				t.Errorf("%s contains %s", name, word)
			}
		}
	}
}
