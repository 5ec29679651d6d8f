package markup

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRender holds every document to the list in safety_test.go: it parses, has
// no element, attribute, address or id but those listed, and no control
// character.
func FuzzRender(f *testing.F) {
	for _, list := range payloads {
		for _, payload := range list {
			f.Add(payload)
		}
	}
	for _, pattern := range pathologies {
		f.Add(strings.Repeat(pattern, 12))
	}
	article, err := os.ReadFile(filepath.Join("testdata", "article.md"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(article))
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 20_000 {
			t.Skip("longer texts are the meter's tests")
		}
		document, err := render(t, source, Place{IDPrefix: "p901-"})
		if !utf8.ValidString(source) || strings.Contains(source, "\x00") {
			if !errors.Is(err, ErrInvalidText) {
				t.Fatalf("no text, and the error is %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if found := faults(document, "p901-"); len(found) > 0 {
			t.Fatalf("%q: %v\n%s", source, found, document.HTML)
		}
		for _, handle := range document.Mentions {
			if !strings.Contains(strings.Join(Mentions(source), " "), handle) {
				t.Fatalf("%q: %s is mentioned but was no candidate", source, handle)
			}
		}
	})
}

// FuzzCode holds the code written after the allow-list to spans and text: with
// the spans taken away and the references resolved it is the source.
func FuzzCode(f *testing.F) {
	f.Add("go", "func main() { fmt.Println(`</code><script>`) }\n")
	f.Add("html", "<p onclick='x'>&amp;</p>\n<script>alert(1)</script>")
	f.Add("json", `{"a": "\u003c"}`)
	f.Add("yaml", "a: |\n  <b>\n")
	f.Add("js", "`${'</span>'}` /* \" */")
	f.Fuzz(func(t *testing.T, language, text string) {
		if !utf8.ValidString(text) || len(text) > 4_000 {
			t.Skip()
		}
		checkCode(t, language, dropControls(text))
	})
}
