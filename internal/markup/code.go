package markup

import (
	stdhtml "html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Colouring costs about a millisecond for ten lines, and its patterns can
// backtrack; so it has limits of its own, after which code is shown plain.
const (
	maxCodeLines    = 200    // coloured lines a block
	maxCodeBytes    = 48_000 // coloured bytes a document
	maxCodeLine     = 400    // a longer line is data, and what makes patterns slow
	codePatience    = 250 * time.Millisecond
	slotClass       = "slot-"
	codeElementOpen = `<pre class="code" tabindex="0" role="group" aria-label="`
)

// codeBlock is code taken out of the document, to be put in again after the
// allow-list.
type codeBlock struct {
	language string
	text     string
}

// languages are those coloured: the names people put behind a fence, and the
// lexer's. A closed list, so that no lexer is reached that is not tested here.
var languages = map[string]string{
	"bash": "Bash", "sh": "Bash", "shell": "Bash", "c": "C", "cpp": "C++", "c++": "C++",
	"cs": "C#", "csharp": "C#", "css": "CSS", "diff": "Diff", "patch": "Diff",
	"docker": "Docker", "dockerfile": "Docker", "go": "Go", "golang": "Go", "html": "HTML",
	"ini": "INI", "java": "Java", "javascript": "JavaScript", "js": "JavaScript", "json": "JSON",
	"kotlin": "Kotlin", "lua": "Lua", "php": "PHP", "py": "Python", "python": "Python",
	"rb": "Ruby", "ruby": "Ruby", "rs": "Rust", "rust": "Rust", "sql": "SQL", "swift": "Swift",
	"toml": "TOML", "ts": "TypeScript", "typescript": "TypeScript", "xml": "XML",
	"yaml": "YAML", "yml": "YAML",
}

var slotElement = regexp.MustCompile(`<pre class="` + slotClass + `(\d{1,6})"></pre>`)

// fillSlots puts the code in. The allow-list is slow on the many small elements
// that colouring makes, so they never pass it; what keeps them safe instead is
// that writeCode can write only <span class="…"> with a class from a constant
// table, and text escaped by the standard library. A slot is recognised by its
// whole element: an unescaped "<" in sanitised HTML was written by drawing.
func fillSlots(safe string, blocks []codeBlock) string {
	if len(blocks) == 0 {
		return safe
	}
	h := highlighter{bytes: maxCodeBytes, until: time.Now().Add(codePatience)}
	return slotElement.ReplaceAllStringFunc(safe, func(element string) string {
		slot, err := strconv.Atoi(slotElement.FindStringSubmatch(element)[1])
		if err != nil || slot >= len(blocks) {
			return ""
		}
		return h.element(blocks[slot])
	})
}

func slotOf(class string) (int, bool) {
	number, found := strings.CutPrefix(class, slotClass)
	if !found {
		return 0, false
	}
	slot, err := strconv.Atoi(number)
	return slot, err == nil
}

// highlighter keeps what is left of a document's limits.
type highlighter struct {
	bytes int
	until time.Time
}

func (h *highlighter) element(block codeBlock) string {
	name := languages[strings.ToLower(block.language)]
	var b strings.Builder
	b.WriteString(codeElementOpen + "Code")
	if name != "" {
		b.WriteString(", " + name)
	}
	b.WriteString(`"><code>`)
	coloured, rest := h.split(name, block.text)
	if coloured != "" {
		rest = h.colour(&b, lexers.Get(name), coloured) + rest
	}
	b.WriteString(stdhtml.EscapeString(rest))
	b.WriteString("</code></pre>")
	return b.String()
}

// split says how much of a text to colour, and takes it off the limit.
func (h *highlighter) split(name, text string) (coloured, rest string) {
	if name == "" {
		return "", text
	}
	end, lines := 0, 0
	for line := range strings.Lines(text) {
		if len(line) > maxCodeLine || lines == maxCodeLines || end+len(line) > h.bytes {
			break
		}
		end += len(line)
		lines++
	}
	h.bytes -= end
	return text[:end], text[end:]
}

// colour writes the text as coloured spans, and returns what it did not get to.
func (h *highlighter) colour(b *strings.Builder, lexer chroma.Lexer, text string) (rest string) {
	if lexer == nil {
		return text
	}
	tokens, err := lexer.Tokenise(&chroma.TokeniseOptions{State: "root"}, text)
	if err != nil {
		return text
	}
	for token := tokens(); token != chroma.EOF; token = tokens() {
		// A lexer may normalise or add a line end; only what is the text's own
		// is taken from it.
		if !strings.HasPrefix(text, token.Value) {
			return text
		}
		text = text[len(token.Value):]
		writeCode(b, token.Type, token.Value)
		if time.Now().After(h.until) {
			return text
		}
	}
	return text
}

func writeCode(b *strings.Builder, kind chroma.TokenType, text string) {
	class := tokenClass(kind)
	if class == "" || strings.TrimSpace(text) == "" {
		b.WriteString(stdhtml.EscapeString(text))
		return
	}
	b.WriteString(`<span class="` + class + `">`)
	b.WriteString(stdhtml.EscapeString(text))
	b.WriteString("</span>")
}

// plainKinds are drawn in the block's own colour.
var plainKinds = []chroma.TokenType{chroma.Text, chroma.TextWhitespace, chroma.Error, chroma.Punctuation,
	chroma.Name, chroma.NameOther, chroma.None, chroma.Other}

// tokenClass is the short class of a kind of token, of its family if it has none.
func tokenClass(kind chroma.TokenType) string {
	for _, k := range []chroma.TokenType{kind, kind.SubCategory(), kind.Category()} {
		if slices.Contains(plainKinds, k) {
			return ""
		}
		if class := chroma.StandardTypes[k]; class != "" {
			return class
		}
	}
	return ""
}
