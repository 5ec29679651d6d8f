package logging

import (
	"encoding"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	masked = "[masked]"

	// minSecret keeps a short or empty secret from masking ordinary words.
	minSecret = 6

	// maxText bounds one value: an error may quote a whole request body.
	maxText = 8 << 10
)

var (
	// tellingName matches the names of values that are never logged.
	tellingName = regexp.MustCompile(`(?i)(^|[_.-])(pass(word|wd|phrase)?|secret|tokens?|api_?key|authorization|cookies?|dsn)([_.-]|$)`)

	// addressPassword finds the password in scheme://user:password@host. It runs
	// to the last @ of the word, so that an unescaped @ or / does not split it.
	addressPassword = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://[^\s:@/?#]*:)([^\s]*)@`)

	// portAndPath is what follows the colon where there is no password:
	// http://localhost:8080/@ada.
	portAndPath = regexp.MustCompile(`^[0-9]{1,5}[/?#]`)

	// addressToken finds one-time words in an address's query.
	addressToken = regexp.MustCompile(`(?i)([?&;](?:token|secret|password|key|code|signature)=)[^\s&;#"']+`)

	// keywordPassword finds the password in a keyword connection string.
	keywordPassword = regexp.MustCompile(`(?i)(\bpassword\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s;&]+)`)
)

// mask takes secrets out of what is about to be logged.
type mask struct {
	known *strings.Replacer
}

func newMask(secrets []string) mask {
	var pairs []string
	for _, s := range secrets {
		if len(s) >= minSecret {
			pairs = append(pairs, s, masked)
		}
	}
	return mask{known: strings.NewReplacer(pairs...)}
}

// attr masks one value. A group is left alone: slog asks again for each member.
func (m mask) attr(a slog.Attr) slog.Attr {
	a.Key = escape(a.Key)
	if a.Value.Kind() == slog.KindGroup {
		return a
	}
	if tellingName.MatchString(a.Key) {
		return slog.String(a.Key, masked)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, m.text(a.Value.String()))
	case slog.KindAny:
		return slog.String(a.Key, m.text(plain(a.Value.Any())))
	}
	return a
}

// text masks what is known, then what looks like a password, and makes the rest
// valid and short enough for one line.
func (m mask) text(s string) string {
	s = m.known.Replace(s)
	s = addressPassword.ReplaceAllStringFunc(s, maskAddress)
	s = addressToken.ReplaceAllString(s, "${1}"+masked)
	s = keywordPassword.ReplaceAllString(s, "${1}"+masked)
	return shorten(escape(s))
}

func maskAddress(s string) string {
	parts := addressPassword.FindStringSubmatch(s)
	if portAndPath.MatchString(parts[2]) {
		return s
	}
	return parts[1] + masked + "@"
}

// plain is the one text of a composite value, so that nothing inside it gets
// past the mask.
func plain(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case encoding.TextMarshaler:
		if text, err := v.MarshalText(); err == nil {
			return string(text)
		}
	case []byte:
		return string(v)
	}
	return fmt.Sprintf("%+v", v)
}

// escape writes bytes that are not UTF-8 as \xNN, where JSON would lose them,
// and the control characters that JSON lets through as \uNNNN, where a terminal
// would obey them.
func escape(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, obeyed) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case obeyed(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// obeyed is true of DEL and the C1 controls, among them the one-character CSI.
func obeyed(r rune) bool {
	return r >= 0x7f && r <= 0x9f
}

func shorten(s string) string {
	if len(s) <= maxText {
		return s
	}
	cut := maxText
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Sprintf("%s… (%d bytes more)", s[:cut], len(s)-cut)
}
