package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ReplaceHandle returns source with every "@handle" and "/members/handle" naming another handle, in whatever
// case it was typed: for when the account behind it is erased. Longer handles that begin the same stay, and so
// do addresses such as name@handle.
func ReplaceHandle(source, handle, with string) string {
	if handle == "" {
		return source
	}
	for _, prefix := range []string{"@", "/members/"} {
		source = replaceNamed(source, prefix, handle, with)
	}
	return source
}

func replaceNamed(source, prefix, handle, with string) string {
	var b strings.Builder
	for {
		i := indexFold(source, prefix+handle)
		if i < 0 {
			b.WriteString(source)
			return b.String()
		}
		end := i + len(prefix) + len(handle)
		b.WriteString(source[:i])
		if nameEnds(source[end:]) && (prefix != "@" || nameBegins(source[:i])) {
			b.WriteString(prefix + with)
		} else {
			b.WriteString(source[i:end])
		}
		source = source[end:]
	}
}

// nameEnds reports whether a handle ends where rest begins; marks that may as well be emphasis are no part of it.
func nameEnds(rest string) bool {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "_-"))
	return next == utf8.RuneError || !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

func nameBegins(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return last == utf8.RuneError || !unicode.IsLetter(last) && !unicode.IsDigit(last)
}

// indexFold finds an ASCII word whatever its case.
func indexFold(s, word string) int {
	for i := 0; i+len(word) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
