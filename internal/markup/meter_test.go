package markup

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// pathologies are patterns that some Markdown parser was slow on, each repeated
// to a story's full length.
var pathologies = map[string]string{
	"delimiters":            "*a_",
	"strong delimiters":     "**a",
	"open emphasis":         "*a **a ",
	"close emphasis":        "a**a* ",
	"left and right":        "a***b",
	"underscores":           "a_",
	"tildes alternating":    "~a~~",
	"tilde run":             "~",
	"star run":              "*",
	"underscore run":        "_",
	"quotation mark run":    `"`,
	"apostrophe run":        "'",
	"quotation marks":       `"a'`,
	"hyphens":               "a-",
	"dots":                  "a...",
	"opening brackets":      "[",
	"closing brackets":      "]",
	"bracket pairs":         "[]",
	"bracket and paren":     "[a](",
	"unclosed title":        `[a](b "`,
	"unclosed pointy":       "[a](<b",
	"reference pairs":       "[a][",
	"images":                "![",
	"images closed":         "![a](",
	"image brackets":        "![[]()",
	"parens":                "(",
	"link in link":          "[a](b)[",
	"nested link text":      "[ *a* `b` ](",
	"backticks":             "`",
	"backtick words":        "`a``b```c",
	"less-than":             "<",
	"tags":                  "<a",
	"closing tags":          "</a",
	"comments":              "<!--",
	"processing":            "<?",
	"declarations":          "<!A",
	"cdata":                 "<![CDATA[",
	"autolinks":             "<http:a",
	"autolink mails":        "<a@b",
	"bare links":            "(http://a.b",
	"bare links spaced":     " http://a.b",
	"bare hosts":            "*www.a.b",
	"mails":                 "a_a@b",
	"long mail":             "a.b-",
	"schemes":               "http:",
	"link parens":           "http://a.b/(",
	"entities":              "&amp",
	"ampersands":            "&",
	"numeric references":    "&#",
	"backslashes":           `\`,
	"escaped stars":         `\*`,
	"emoji":                 ":a",
	"colons":                ":",
	"emoji names":           ":tada:",
	"mentions":              "@ada ",
	"at signs":              "@",
	"quotation nesting":     ">",
	"quotation spaced":      "> ",
	"quotation lines":       ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>a\n",
	"list nesting":          "- ",
	"list nesting ordered":  "1. ",
	"list and quotation":    "> - ",
	"list plus":             "+ * - ",
	"flat list":             "- a\n",
	"changing list":         "- a\n+ b\n* c\n",
	"empty items":           "-\n",
	"blank items":           "- a\n\n",
	"ordered":               "1. a\n2) b\n",
	"tabs":                  "\t",
	"tabbed quotation":      ">\t",
	"tabbed list":           "-\t",
	"newlines":              "\n",
	"spaces":                " ",
	"hard breaks":           "a  \n",
	"lines":                 "a\n",
	"indented code":         "    a\n",
	"headings":              "# a\n",
	"empty headings":        "#\n",
	"setext":                "a\n=\n",
	"setext dash":           "a\n-\n",
	"rules":                 "* * *\n",
	"fences":                "```\n",
	"fence pairs":           "```go\nx\n```\n",
	"tilde fences":          "~~~\n",
	"definitions":           "[a]: b\n",
	"definitions titled":    "[a]: b \"\n",
	"definitions broken":    "[a]:\n",
	"definition labels":     "[a\n",
	"definition spread":     "[a]:\n'b\n",
	"definition paragraphs": "[a]: b\n\n",
	"notes":                 "[^a]: b\n\n",
	"note marks":            "[^a]",
	"note brackets":         "[^",
	"note definitions":      "[^a]:",
	"tables":                "|a|\n|-|\n",
	"table rows":            "a|b\n-|-\n",
	"table cells":           "|",
	"table delimiters":      "|-",
	"table in paragraph":    "a\n-|-\n",
	"escaped pipes":         "`a\\|`|",
	"task boxes":            "- [ ] a\n",
	"task brackets":         "[ ] ",
	"quotes of posts":       "> [@ada](/posts/1) wrote:\n",
	"many pictures":         "![a](/uploads/abcdefghijklmnopqrstuv)",
	"combining":             "a\u0301",
	"wide":                  "\U0001f469\u200d\U0001f680",
	"wide delimiters":       "*\U0001f680_",
	"control":               "\u202e",
	"html heavy":            "<p>&\"'",
	"json fence unclosed":   "```json\n{[",
}

// structured are pathologies that are no repetition.
func structured(length int) map[string]string {
	half := length / 2
	var distinct, notes, indents, ticks strings.Builder
	for i := 0; distinct.Len() < half; i++ {
		distinct.WriteString("[a" + itoa(i) + "]: b\n")
		notes.WriteString("[^" + itoa(i) + "]: b\n\n")
	}
	for i := 0; indents.Len() < length; i++ {
		indents.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	for i := 1; ticks.Len() < length; i++ {
		ticks.WriteString(strings.Repeat("`", i) + "a")
	}
	columns := length / 8
	return map[string]string{
		"wide table, many rows":  strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n" + strings.Repeat("a\n", length/4),
		"long address reused":    "[a]: /" + strings.Repeat("b", half) + "\n\n" + strings.Repeat("[a]", half/3),
		"address at the limit":   "[a]: /" + strings.Repeat("b", maxAddress-10) + "\n\n" + strings.Repeat("[a]", half/3),
		"long title reused":      "[a]: /b '" + strings.Repeat("t", half) + "'\n\n" + strings.Repeat("[a]", half/3),
		"many definitions":       distinct.String() + "\n" + strings.Repeat("[a1]", half/4),
		"many notes, many marks": strings.Repeat("[^1]", half/4) + "\n\n" + notes.String(),
		"one note, many marks":   strings.Repeat("[^1]", length/4) + "\n\n[^1]: b\n",
		"staircase":              indents.String(),
		"growing backticks":      ticks.String(),
		"brackets around links":  strings.Repeat("[", half/8) + strings.Repeat("*a* ", half/8) + strings.Repeat("]", half/8),
		"nested brackets":        strings.Repeat("[", half) + strings.Repeat("]", half),
		"nested emphasis":        strings.Repeat("*a **b ", length/16) + strings.Repeat("** *", length/16),
		"nested quotations":      strings.Repeat(">", half) + "\n" + strings.Repeat("a\n", half/2),
		"lazy lines":             strings.Repeat("> ", 60) + "a\n" + strings.Repeat("a\n", length/2-60),
		"deep lines":             strings.Repeat(strings.Repeat(">", 100)+"a\n", length/102),
		"one long word":          strings.Repeat("a", length),
		"code unclosed quote":    "```js\n" + strings.Repeat("'\n", half),
		"code of openings":       "```html\n" + strings.Repeat("<a ", length/3),
		"code of stars":          "```c\n" + strings.Repeat("/*\n", length/3),
		"coloured code":          "```go\n" + strings.Repeat("if x := f(1, \"a\"); x != nil { return }\n", length/40),
		"backticks over lines":   strings.Repeat("\\```\n#a", length/6),
		"titles over lines":      strings.Repeat("[a](b \"\n", length/9),
		"paragraphs of marks":    strings.Repeat(strings.Repeat("*a_", 500)+"\n\n", length/1502),
	}
}

// hostileSize is a length at which what grows with its square already shows; the long run takes four times that.
func hostileSize() int {
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		return 20_000
	}
	return 5_000
}

func TestMeter_refusesNothing(t *testing.T) {
	for name, source := range hostile(hostileSize()) {
		document, err := render(t, source, Place{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if limit := 60*len(source) + 4_000; len(document.HTML.String()) > limit {
			t.Errorf("%s: %d bytes became %d", name, len(source), len(document.HTML.String()))
		}
	}
}

func TestMeter_keepsTheWordsOfHostileText(t *testing.T) {
	source := strings.Repeat("*a_", 30_000) + "\n\nthe end"
	document := mustRender(t, source)
	if !strings.HasSuffix(document.Text, "the end") {
		t.Errorf("the last paragraph is lost: …%q", document.Text[max(0, len(document.Text)-40):])
	}
	if got := strings.Count(document.Text, "a"); got != 30_000 {
		t.Errorf("%d of 30000 letters are left", got)
	}
}

func TestMeter_isDeterministic(t *testing.T) {
	source := strings.Repeat("[*a](b) _c_ `d ", 6_000)
	if first, second := mustRender(t, source), mustRender(t, source); first.HTML != second.HTML {
		t.Error("the same source gave two documents")
	}
}

func TestMeter_leavesAnOrdinaryStoryAlone(t *testing.T) {
	story := strings.Repeat(articleParagraph, MaxCharacters/len(articleParagraph))
	document := mustRender(t, story)
	want := strings.Count(story, "**bold**")
	if got := strings.Count(document.HTML.String(), "<strong>bold</strong>"); got != want {
		t.Errorf("%d of %d bold words are bold", got, want)
	}
	if got := strings.Count(document.HTML.String(), "<a href="); got != want {
		t.Errorf("%d of %d links are linked", got, want)
	}
}

func TestMeter_capsNesting(t *testing.T) {
	document := mustRender(t, strings.Repeat("> ", 40)+"deep")
	if got := strings.Count(document.HTML.String(), "<blockquote>"); got != maxDepth {
		t.Errorf("%d quotations are nested, want %d", got, maxDepth)
	}
	if !strings.Contains(document.Text, "deep") {
		t.Error("the words inside are lost")
	}
	emphasis := mustRender(t, strings.Repeat("*a **b ", 40)+strings.Repeat("c** d* ", 40))
	if got := strings.Count(emphasis.HTML.String(), "<em>"); got > maxInline {
		t.Errorf("%d emphases are nested, want at most %d", got, maxInline)
	}
}

func TestMeter_leavesATableTooLargeAsText(t *testing.T) {
	source := strings.Repeat("|a", 2_000) + "|\n" + strings.Repeat("|-", 2_000) + "|\n" + strings.Repeat("a\n", 500)
	if document := mustRender(t, source); strings.Contains(document.HTML.String(), "<table") {
		t.Error("a million cells were drawn")
	}
	if document := mustRender(t, "|a|b|\n|-|-|\n|1|2|\n"); !strings.Contains(document.HTML.String(), "<table") {
		t.Error("a small table is no table")
	}
}

// hostile is every pathology at a length in characters.
func hostile(length int) map[string]string {
	all := structured(length)
	for name, pattern := range pathologies {
		all[name] = strings.Repeat(pattern, length/utf8.RuneCountInString(pattern))
	}
	for name, source := range all {
		if runes := []rune(source); len(runes) > length {
			all[name] = string(runes[:length])
		}
	}
	return all
}
