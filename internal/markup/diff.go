package markup

import (
	"time"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op says what became of a piece of text between two versions.
type Op string

// The three fates; a changed word is one removed and one added.
const (
	Same    Op = "same"
	Added   Op = "added"
	Removed Op = "removed"
)

// Change is a piece of text with its fate.
type Change struct {
	Op   Op
	Text string
}

// diffPatience is how long two versions are compared before the rest is shown
// as replaced: still a true account, only a coarser one.
const diffPatience = 200 * time.Millisecond

// Diff compares two versions of a source word by word. Same and removed pieces
// in order are the old text, same and added pieces the new one.
func Diff(old, new string) []Change {
	if old == new {
		if old == "" {
			return nil
		}
		return []Change{{Same, old}}
	}
	codes := wordCodes{codes: map[string]rune{}, next: 1}
	before, after := codes.encode(old), codes.encode(new)
	engine := diffmatchpatch.New()
	engine.DiffTimeout = diffPatience
	var changes []Change
	for _, d := range engine.DiffCleanupMerge(engine.DiffMainRunes(before, after, false)) {
		changes = append(changes, Change{Op: opOf(d.Type), Text: codes.decode(d.Text)})
	}
	return changes
}

func opOf(t diffmatchpatch.Operation) Op {
	switch t {
	case diffmatchpatch.DiffInsert:
		return Added
	case diffmatchpatch.DiffDelete:
		return Removed
	}
	return Same
}

// wordCodes stands one rune for each distinct word, space or mark, so that the
// comparison of characters becomes one of words. Surrogates are no runes and are
// left out; 100,000 characters cannot hold a million distinct words.
type wordCodes struct {
	codes map[string]rune
	words []string
	next  rune
}

func (w *wordCodes) encode(text string) []rune {
	var encoded []rune
	for len(text) > 0 {
		n := pieceLength(text)
		piece := text[:n]
		text = text[n:]
		code, known := w.codes[piece]
		if !known {
			code = w.next
			if w.next++; w.next == 0xd800 {
				w.next = 0xe000
			}
			w.codes[piece] = code
			w.words = append(w.words, piece)
		}
		encoded = append(encoded, code)
	}
	return encoded
}

func (w *wordCodes) decode(encoded string) string {
	var text []byte
	for _, code := range encoded {
		if code >= 0xe000 {
			code -= 0xe000 - 0xd800
		}
		text = append(text, w.words[code-1]...)
	}
	return string(text)
}

// pieceLength is the length of the word, or the single other character, that
// text begins with.
func pieceLength(text string) int {
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '’' {
			continue
		}
		if i == 0 {
			return len(string(r))
		}
		return i
	}
	return len(text)
}
