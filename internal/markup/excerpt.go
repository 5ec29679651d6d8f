package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excerpt shortens a plain text, such as Document.Text, to at most n characters
// on one line. It ends after a whole word, with an ellipsis if anything was cut;
// a first word longer than n is cut inside, but not before an accent or joiner
// that belongs to the character in front.
func Excerpt(text string, n int) string {
	if n <= 0 {
		return ""
	}
	start := firstCharacters(text, n)
	words := strings.Fields(start)
	more := strings.TrimSpace(text[len(start):]) != ""
	if more && len(words) > 1 && !endsWord(start, text[len(start):]) {
		words = words[:len(words)-1]
	}
	line := []rune(strings.Join(words, " "))
	switch {
	case len(line) <= n && !more:
		return string(line)
	case len(line) < n: // what follows stands behind much white space
		return strings.TrimRightFunc(string(line), trailing) + "…"
	}
	end := n - 1 // room for the ellipsis
	for at := end; at > 0; at-- {
		if unicode.IsSpace(line[at]) {
			return strings.TrimRightFunc(string(line[:at]), trailing) + "…"
		}
	}
	for end > 0 && joins(line[end]) || end > 1 && line[end-1] == '\u200d' {
		end--
	}
	return string(line[:end]) + "…"
}

// endsWord reports whether a text is cut between words.
func endsWord(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsSpace(last) || unicode.IsSpace(next)
}

// firstCharacters bounds the work: four times n leaves room for any white space
// that is likely to be folded, and the answer is never longer than n.
func firstCharacters(text string, n int) string {
	limit, count := 4*n+16, 0
	for i := range text {
		if count++; count > limit {
			return text[:i]
		}
	}
	return text
}

// trailing characters look wrong before an ellipsis.
func trailing(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—-…", r) }

func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || r >= 0x1f3fb && r <= 0x1f3ff
}
