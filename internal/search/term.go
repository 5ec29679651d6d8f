package search

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

const (
	// maxTermRunes bounds one word; what is longer is compared by its beginning.
	maxTermRunes = 40
	// maxTerms bounds a document: PostgreSQL keeps no position past 16,383.
	maxTerms = 16_000
	// Boundary stands between title and body, so that no phrase spans them. No word is ever written like it.
	Boundary = "0"
)

// Terms is a document as the databases index it: the words of title and body in the form they are compared
// in, with Boundary between. The words are ASCII letters and digits alone, so that neither database's own
// tokenizer has anything to decide.
func Terms(title, body string) string {
	var b strings.Builder
	left := maxTerms
	write := func(t token) bool {
		b.WriteString(t.term)
		b.WriteByte(' ')
		left--
		return left > 0
	}
	scan(title, write)
	b.WriteString(Boundary)
	b.WriteByte(' ')
	if left > 0 {
		scan(body, write)
	}
	return strings.TrimSuffix(b.String(), " ")
}

// WithTitle is Terms of the same body under another title.
func WithTitle(terms, title string) string {
	_, body, _ := strings.Cut(" "+terms+" ", " "+Boundary+" ")
	return strings.TrimSuffix(Terms(title, "")+" "+strings.TrimSpace(body), " ")
}

// token is a word of a text: how it compares, and where it stands.
type token struct {
	term       string
	start, end int
}

// scan finds the words of a text in order, until yield returns false.
func scan(text string, yield func(token) bool) {
	start := -1
	emit := func(end int) bool {
		if start < 0 {
			return true
		}
		from := start
		start = -1
		term := termOf(text[from:end])
		return term == "" || yield(token{term: term, start: from, end: end})
	}
	for i, r := range text {
		switch {
		case unspaced(r):
			if !emit(i) {
				return
			}
			start = i
			if !emit(i + len(string(r))) {
				return
			}
		case unicode.IsLetter(r) || unicode.IsNumber(r) || (start >= 0 && unicode.IsMark(r)):
			if start < 0 {
				start = i
			}
		case start >= 0 && apostrophe(r) && letterFollows(text[i+len(string(r)):]):
		default:
			if !emit(i) {
				return
			}
		}
	}
	emit(len(text))
}

// unspaced are scripts that put no space between words: each character counts as one.
func unspaced(r rune) bool {
	return r >= 0xe00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
		!unicode.IsMark(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func letterFollows(rest string) bool {
	for _, r := range rest {
		return unicode.IsLetter(r) && !unspaced(r)
	}
	return false
}

var unfolded = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ", "th", "ı", "i", "ħ", "h")

// termOf brings a word to the form it is compared in: without accents and case, English endings taken off.
func termOf(word string) string {
	if ascii(word) {
		word = strings.ToLower(strings.ReplaceAll(word, "'", ""))
	} else {
		word = fold(word)
	}
	if len(word) > maxTermRunes {
		if r := []rune(word); len(r) > maxTermRunes {
			word = string(r[:maxTermRunes])
		}
	}
	if word == "" {
		return ""
	}
	if asciiLetters(word) {
		return english.Stem(word, true)
	}
	return encode(word)
}

func fold(word string) string {
	word = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(word))
	return unfolded.Replace(word)
}

// encode writes a word with digits or letters beyond ASCII so that both databases take it for one word.
func encode(word string) string {
	var b strings.Builder
	if c := word[0]; c >= '0' && c <= '9' {
		b.WriteByte('n')
	}
	for _, r := range word {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		b.WriteString("zq")
		b.WriteString(strconv.FormatInt(int64(r), 16))
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func asciiLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}
