package markup

import (
	stdhtml "html"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

var codeSpan = regexp.MustCompile(`<span class="[a-z]{1,2}[a-z0-9]?">([^<>"]*)</span>`)

func fresh() *highlighter {
	return &highlighter{bytes: maxCodeBytes, until: time.Now().Add(time.Minute)}
}

// checkCode proves what fillSlots relies on, for one block.
func checkCode(t *testing.T, language, text string) {
	t.Helper()
	element := fresh().element(codeBlock{language: language, text: text})
	inside, ok := strings.CutSuffix(element, "</code></pre>")
	start := strings.Index(inside, "<code>")
	if !ok || start < 0 || !strings.HasPrefix(inside, codeElementOpen) {
		t.Fatalf("not a code element: %s", element)
	}
	bare := codeSpan.ReplaceAllString(inside[start+len("<code>"):], "$1")
	if strings.ContainsAny(bare, `<>"`) {
		t.Fatalf("%s: more than spans and text: %s", language, element)
	}
	if got := stdhtml.UnescapeString(bare); got != text {
		t.Fatalf("%s: %q became %q", language, text, got)
	}
}

func TestCode_isSpansAndTheTextItself(t *testing.T) {
	for language := range languages {
		for _, text := range []string{
			"", "\n", "x", "x\n", "\n\n  x  \n\n", "</code></pre><script>alert(1)</script>\n", `"<&>'` + "\n", "a\tb\n",
			"// \u00e4 \U0001f680\n", `<a href="javascript:x" onclick='y'>&lt;&amp;lt;</a>` + "\n", "<?php echo '<b>'; ?>\n", "{{ x }} ${y} `z`\n",
			"/* <!-- \" ' */ ]]> <![CDATA[\n", "<style>a{}</style><script>b()</script>\n", "key: >\n  <b>\n- &x *y\n", "--- a\n+++ b\n@@ -1 +1 @@\n-<b>\n+<i>\n",
		} {
			checkCode(t, language, text)
		}
	}
}

func TestCode_knowsEveryLanguageItLists(t *testing.T) {
	for alias, name := range languages {
		lexer := lexers.Get(name)
		if lexer == nil || lexer.Config().Name != name {
			t.Errorf("%s: there is no lexer %q", alias, name)
		}
	}
}

func TestCode_hasConstantHarmlessClasses(t *testing.T) {
	harmless := regexp.MustCompile(`^[a-z]{1,2}[a-z0-9]?$`)
	for kind := range chroma.StandardTypes {
		if class := tokenClass(kind); kind > 0 && class != "" && !harmless.MatchString(class) {
			t.Errorf("%v has the class %q", kind, class)
		}
	}
}

func TestCode_coloursNoMoreThanItsLimits(t *testing.T) {
	line := "x := 1\n"
	for name, tc := range map[string]struct {
		text  string
		spans int
	}{
		"within":           {strings.Repeat(line, 10), 10},
		"lines":            {strings.Repeat(line, maxCodeLines+50), maxCodeLines},
		"a long line":      {line + "y" + strings.Repeat(" ", maxCodeLine) + ":=" + "2\n" + line, 1},
		"unknown language": {"", 0},
	} {
		element := fresh().element(codeBlock{language: "go", text: tc.text})
		if got := strings.Count(element, `<span class="o">`); got != tc.spans {
			t.Errorf("%s: %d lines are coloured, want %d", name, got, tc.spans)
		}
	}
	h := fresh()
	h.bytes = len(line)
	h.element(codeBlock{language: "go", text: line})
	if got := h.element(codeBlock{language: "go", text: line}); strings.Contains(got, "<span") {
		t.Errorf("the document's limit is used up, and yet: %s", got)
	}
}

func TestCode_outOfPatienceIsWholeAndPlain(t *testing.T) {
	h := &highlighter{bytes: maxCodeBytes, until: time.Now().Add(-time.Second)}
	got := h.element(codeBlock{language: "go", text: "x := \"<\"\ny := 2\n"})
	if strings.Contains(got, `<span class="mi">2`) || !strings.Contains(got, "y := 2") {
		t.Errorf("got %s", got)
	}
}

func TestCode_slotsCannotBeForged(t *testing.T) {
	document := mustRender(t, "<pre class=\"slot-0\"></pre>\n\n`<pre class=\"slot-0\"></pre>`\n\n```\nsecret\n```\n")
	if got := strings.Count(document.HTML.String(), "secret"); got != 1 {
		t.Errorf("the block stands %d times in %s", got, document.HTML)
	}
	if got := fillSlots(`<pre class="slot-7"></pre>`, []codeBlock{{text: "a"}}); got != "" {
		t.Errorf("a slot without a block gives %q", got)
	}
}

func TestStyleSheet_isReadable(t *testing.T) {
	for _, theme := range []codeTheme{lightCode, darkCode} {
		if got := contrast(t, theme.foreground, theme.ground); got < 4.5 {
			t.Errorf("%s: text has a contrast of %.2f", theme.style, got)
		}
		entries := theme.entries()
		if len(entries) < 40 {
			t.Fatalf("%s: only %d kinds of token, which proves little", theme.style, len(entries))
		}
		for kind, entry := range entries {
			if !entry.Colour.IsSet() {
				continue
			}
			if got := contrast(t, entry.Colour.String(), theme.ground); got < 4.5 {
				t.Errorf("%s: %v (%s) has a contrast of %.2f", theme.style, kind, entry.Colour, got)
			}
		}
	}
}

func TestStyleSheet_coversBothThemesInItsLayer(t *testing.T) {
	css := StyleSheet()
	for _, want := range []string{"@layer components {", "@media (prefers-color-scheme: dark)", "[data-theme=dark] .code {",
		":root:not([data-theme=light]) .code {", "  .code { background-color: #f6f5f2; color: #1a1a1a; }"} {
		if !strings.Contains(css, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(css, "var(") || strings.Contains(css, "!important") || strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("not plain, balanced CSS")
	}
	if css != StyleSheet() {
		t.Error("two runs differ, so a build is not repeatable")
	}
}

// contrast is WCAG's ratio of two colours.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	pair := []float64{luminance(chroma.MustParseColour(a)), luminance(chroma.MustParseColour(b))}
	slices.Sort(pair)
	return (pair[1] + 0.05) / (pair[0] + 0.05)
}

func luminance(c chroma.Colour) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.Red()) + 0.7152*linear(c.Green()) + 0.0722*linear(c.Blue())
}
