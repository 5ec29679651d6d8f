package markup

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxCharacters is the longest text rendered when Place sets no limit of its
// own: a story's length.
const MaxCharacters = 100_000

var (
	// ErrInvalidText is returned for bytes that are no text: invalid UTF-8, or
	// a NUL.
	ErrInvalidText = errors.New("text is not valid UTF-8 or contains a NUL")
	// ErrTooLong is returned for a text above Place.MaxCharacters.
	ErrTooLong = errors.New("text is too long")
)

// clean checks a source and takes out what has no place in a shown text:
// control characters except tab and newline, the bidirectional embeddings and
// overrides (they let a text show other words than it contains), and the code
// points that no XML feed may carry. Line ends become "\n".
func clean(source string, limit int) (string, error) {
	if limit <= 0 {
		limit = MaxCharacters
	}
	if len(source) > limit && utf8.RuneCountInString(source) > limit {
		return "", fmt.Errorf("%w: more than %d characters", ErrTooLong, limit)
	}
	if !utf8.ValidString(source) || strings.IndexByte(source, 0) >= 0 {
		return "", ErrInvalidText
	}
	source = strings.ReplaceAll(source, "\r\n", "\n")
	return dropControls(strings.ReplaceAll(source, "\r", "\n")), nil
}

// dropControls removes the characters that clean names. It is run on the source
// and again on the drawn HTML, since a character reference (&#x202e;) can make
// one after the first check.
func dropControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, s)
}

func unwanted(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return false
}
