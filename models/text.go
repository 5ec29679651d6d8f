package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Sizes in characters (DECISIONS, "Sizes").
const (
	titleMin, titleMax       = 3, 150
	postMax                  = 16_000
	storyMax                 = 100_000
	standfirstMax            = 400
	tagsMax, tagMax          = 5, 30
	reasonMin, reasonMax     = 3, 500
	outcomeMax               = 1_000
	coverAltMax              = 300
	nameMax                  = 60
	passwordMin, passwordMax = 8, 256
	passwordBytes            = 4 * passwordMax
	draftKeyMax              = 100
)

// cleanLine brings one line of text to the form it is stored in: NFC, white space folded and trimmed.
// ok is false for what is not text: invalid UTF-8, control characters.
func cleanLine(s string) (line string, ok bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = orNothing(strings.Join(strings.Fields(norm.NFC.String(s)), " "))
	return s, !strings.ContainsFunc(s, forbiddenRune)
}

// cleanText is cleanLine for Markdown and other long text: line breaks and tabs stay, line ends become \n.
func cleanText(s string) (text string, ok bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(norm.NFC.String(s))
	s = orNothing(strings.TrimRightFunc(strings.TrimLeft(s, "\n"), unicode.IsSpace))
	return s, !strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && forbiddenRune(r) })
}

// forbiddenRune holds back control characters and those that turn the direction of the text around them.
func forbiddenRune(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError ||
		(r >= '\u202a' && r <= '\u202e') || (r >= '\u2066' && r <= '\u2069')
}

// blanks are letters and signs by their class that draw nothing.
const blanks = "\u115f\u1160\u2800\u3164\uffa0"

// orNothing is the text, or nothing where nothing of it can be seen: zero-width characters, say. What is forbidden
// stays, to be told.
func orNothing(s string) string {
	seen := func(r rune) bool {
		return forbiddenRune(r) || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !strings.ContainsRune(blanks, r)
	}
	if strings.ContainsFunc(s, seen) {
		return s
	}
	return ""
}

func runes(s string) int { return utf8.RuneCountInString(s) }

// checkLine cleans a line field and holds it to its length.
func (f fieldErrors) checkLine(field, value, what string, least, most int) string {
	line, ok := cleanLine(value)
	switch {
	case !ok:
		f.add(field, "%s holds characters that are not text. Type it again.", what)
	case least > 0 && line == "":
		f.add(field, "Give %s.", lowerFirst(what))
	case runes(line) < least:
		f.add(field, "%s needs at least %d characters.", what, least)
	case runes(line) > most:
		f.add(field, "%s has %d characters; at most %d fit.", what, runes(line), most)
	}
	return line
}

// checkText cleans a Markdown or other long field and holds it to its length.
func (f fieldErrors) checkText(field, value, what string, least, most int) string {
	text, ok := cleanText(value)
	switch {
	case !ok:
		f.add(field, "%s holds characters that are not text. Type them again.", what)
	case least > 0 && strings.TrimSpace(text) == "":
		f.add(field, "Write %s first.", lowerFirst(what))
	case runes(text) < least:
		f.add(field, "%s needs at least %d characters.", what, least)
	case runes(text) > most:
		f.add(field, "%s has %d characters; at most %d fit.", what, runes(text), most)
	}
	return text
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// cleanTags brings tags to lower case, without doubles, and refuses too many or too long ones.
func (f fieldErrors) cleanTags(value string) []string {
	var tags []string
	seen := map[string]bool{}
	for part := range strings.SplitSeq(value, ",") {
		tag, ok := cleanLine(strings.ToLower(strings.TrimPrefix(strings.TrimSpace(part), "#")))
		switch {
		case !ok:
			f.add("tags", "A tag holds characters that are not text.")
		case tag == "" || seen[tag]:
			continue
		case runes(tag) > tagMax:
			f.add("tags", "The tag “%s” is longer than %d characters.", tag, tagMax)
		}
		seen[tag] = true
		tags = append(tags, tag)
	}
	if len(tags) > tagsMax {
		f.add("tags", "At most %d tags fit; there are %d.", tagsMax, len(tags))
	}
	return tags
}

// cutRunes is the start of a text, at most so many characters.
func cutRunes(s string, most int) string {
	if runes(s) <= most {
		return s
	}
	r := []rune(s)
	return string(r[:most-1]) + "…"
}
