package markup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHTML_isStoredAndReadBack(t *testing.T) {
	document := mustRender(t, "*a*")
	if Trusted(document.HTML.String()) != document.HTML {
		t.Error("what was stored is not what is read back")
	}
	if (HTML{}).String() != "" || !(HTML{}).Empty() || document.HTML.Empty() {
		t.Error("only the zero value is empty")
	}
}

func TestDocument_WithPrefix_isTheSameAsRenderingUnderIt(t *testing.T) {
	article, err := os.ReadFile(filepath.Join("testdata", "article.md"))
	if err != nil {
		t.Fatal(err)
	}
	sources := []string{string(article)}
	for _, list := range payloads {
		sources = append(sources, list...)
	}
	for _, source := range sources {
		draft, err := render(t, source, Place{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := draft.WithPrefix("p901-"), mustRender(t, source); got.HTML != want.HTML {
			t.Errorf("%q: %s, want %s", source, got.HTML, want.HTML)
		} else if len(got.Headings) > 0 && got.Headings[0] != want.Headings[0] {
			t.Errorf("%q: heading %v, want %v", source, got.Headings[0], want.Headings[0])
		}
	}
}

func TestHTML_WithPrefix_touchesNothingThatWasWritten(t *testing.T) {
	source := "Write ` id=\"draft-x\" href=\"#draft-y\"` or id=\"draft-z\".\n\n```html\n<a id=\"draft-a\" href=\"#draft-b\">\n```\n"
	document := mustRender(t, source)
	if got := strings.Count(document.HTML.String(), "draft-"); got != 5 {
		t.Errorf("%d of 5 words are left: %s", got, document.HTML)
	}
	if got := document.WithPrefix(`x" onclick="`); got.HTML != document.HTML {
		t.Errorf("an unusable prefix was used: %s", got.HTML)
	}
}

func TestHTML_Headings_areThoseThatWereDrawn(t *testing.T) {
	for _, source := range []string{
		"# Fog & *mist*\n\nWords.\n\n## `code` [and](https://a.test/?x=1&y=2) more\n\n## Again\n\n## Again", "Nothing of the kind: `<h2 id=\"x\">y</h2>`.", "## A note[^1]\n\n[^1]: Below.",
	} {
		document := mustRender(t, source)
		got := document.HTML.Headings()
		if len(got) != len(document.Headings) {
			t.Fatalf("%q: %v, want %v", source, got, document.Headings)
		}
		for i := range got {
			if got[i] != document.Headings[i] {
				t.Errorf("%q: %+v, want %+v", source, got[i], document.Headings[i])
			}
		}
	}
}
