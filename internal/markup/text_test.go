package markup

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean_unifiesLineEnds(t *testing.T) {
	if got, _ := clean("a\r\nb\rc\n", 0); got != "a\nb\nc\n" {
		t.Errorf("got %q", got)
	}
	if crlf, lf := mustRender(t, "# a\r\n\r\n- b\r\n"), mustRender(t, "# a\n\n- b\n"); crlf.HTML != lf.HTML {
		t.Errorf("a form's line ends change the document: %s", crlf.HTML)
	}
}

func TestClean_keepsEveryScript(t *testing.T) {
	for _, text := range []string{"Ærøskøbing", "日本語", "עברית \u200fx", "فارسی\u200cها", "👩\u200d🚀👍🏽", "a\u0301", "\u2066isolated\u2069", "\U0001d4d0", "١٢٣"} {
		document := mustRender(t, text)
		if document.Text != text || document.HTML.String() != "<p>"+text+"</p>" {
			t.Errorf("%q became %q", text, document.HTML)
		}
	}
}

func TestClean_dropsWhatMayNotBeShown(t *testing.T) {
	for source, want := range map[string]string{
		"a\x01b\x7fc\u0085d":  "abcd",
		"a\u202eb\u202ac":     "abc",
		"a\ufffeb\U0001ffffc": "abc",
		"a&#x202e;b&#1;c":     "abc",
		"a\x0bb\x0cc":         "abc",
	} {
		if document := mustRender(t, source); document.Text != want {
			t.Errorf("%q shows %q, want %q", source, document.Text, want)
		}
	}
}

func TestDocument_textIsWhatIsRead(t *testing.T) {
	for name, tc := range map[string]struct{ source, want string }{
		"blocks":         {"# a\n\nb\nc\n\n- d\n- e\n\n> f", "a\nb c\nd\ne\nf"},
		"marks":          {"*a* [b](/c) `d` ~~e~~ \"f\" &amp; <g>", "a b d e “f” & <g>"},
		"code keeps":     {"a\n\n```go\nx :=  1\n\ny\n```\n\nb", "a\nx :=  1\n\ny\nb"},
		"table":          {"|a|b|\n|-|-|\n|c|d|", "a b\nc d"},
		"pictures":       {"![a](/uploads/1/b) ![c](https://x.example/d)", "a c"},
		"break":          {"a  \nb", "a\nb"},
		"footnote marks": {"a[^1].\n\n[^1]: b", "a.\nb"},
		"quoted post":    {"> [@ada](/posts/1) wrote:\n>\n> a\n>\n> > b\n>\n> c\n\nd", "d"},
		"quotation":      {"> a\n>\n> b", "a\nb"},
	} {
		if got := mustRender(t, tc.source).Text; got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestExcerpt_endsAfterAWord(t *testing.T) {
	for _, tc := range []struct {
		text string
		n    int
		want string
	}{
		{"one two three", 20, "one two three"},
		{"one two three", 13, "one two three"},
		{"one two three", 12, "one two…"},
		{"one two three", 8, "one two…"},
		{"one two three", 7, "one…"},
		{"one, two", 6, "one…"},
		{"one\n\ntwo\tthree", 9, "one two…"},
		{"unbreakable", 5, "unbr…"},
		{"äöüß", 3, "äö…"},
		{"cafe\u0301teria", 5, "caf…"},
		{"👩\u200d🚀👩\u200d🚀", 3, "…"},
		{"one" + strings.Repeat(" ", 200) + "two", 12, "one…"},
		{"one," + strings.Repeat("\n", 200) + "two three", 12, "one…"},
		{"one" + strings.Repeat(" ", 200), 12, "one"},
		{"one" + strings.Repeat(" ", 55) + "twothreefour", 12, "one…"},
		{strings.Repeat(" ", 200) + "one", 12, "…"},
		{"", 5, ""},
		{"a", 0, ""},
		{"a", -1, ""},
		{"ab", 1, "…"},
	} {
		if got := Excerpt(tc.text, tc.n); got != tc.want {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", tc.text, tc.n, got, tc.want)
		}
	}
}

func TestExcerpt_isNeverLongerThanAsked(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text, n := rapid.String().Draw(r, "text"), rapid.IntRange(1, 40).Draw(r, "n")
		got := Excerpt(text, n)
		if utf8.RuneCountInString(got) > n || strings.ContainsAny(got, "\n\t") {
			r.Fatalf("Excerpt(%q, %d) = %q", text, n, got)
		}
	})
}
