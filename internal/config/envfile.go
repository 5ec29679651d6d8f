package config

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

var envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// parseEnvFile reads NAME=value lines. Blank lines, # comments and a leading
// "export" are skipped; 'single quotes' keep everything, "double quotes" know
// \n, \t, \" and \\; a # after a space ends an unquoted value. There is no
// substitution: a $ is a $.
func parseEnvFile(file, text string) ([]pair, Problems) {
	var pairs []pair
	var problems Problems
	seen := map[string]int{}
	text = strings.TrimPrefix(text, "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		place := fmt.Sprintf("%s line %d", file, i+1)
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, err := parseEnvLine(line)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %s", place, err))
			continue
		}
		if first, twice := seen[name]; twice {
			problems = append(problems, fmt.Sprintf("%s: %s is already given in line %d", place, name, first))
			continue
		}
		seen[name] = i + 1
		pairs = append(pairs, pair{name: name, value: value, origin: fmt.Sprintf("%s (%s)", name, place)})
	}
	return pairs, problems
}

// parseEnvLine never quotes the line in its error: it may hold a password.
func parseEnvLine(line string) (name, value string, err error) {
	if rest, ok := strings.CutPrefix(line, "export "); ok {
		line = strings.TrimSpace(rest)
	}
	name, value, found := strings.Cut(line, "=")
	name = strings.TrimSpace(name)
	if !found || !envName.MatchString(name) {
		return "", "", errors.New("not a setting: write NAME=value")
	}
	value, err = unquote(strings.TrimSpace(value))
	if err != nil {
		return "", "", fmt.Errorf("%s: %w", name, err)
	}
	return name, value, nil
}

func unquote(s string) (string, error) {
	if s == "" || strings.HasPrefix(s, "#") {
		return "", nil
	}
	switch s[0] {
	case '\'':
		value, rest, closed := strings.Cut(s[1:], "'")
		if !closed {
			return "", errors.New("the quote is not closed")
		}
		return value, onlyComment(rest)
	case '"':
		return unescape(s[1:])
	}
	for i := 1; i < len(s); i++ {
		if s[i] == '#' && (s[i-1] == ' ' || s[i-1] == '\t') {
			return strings.TrimSpace(s[:i]), nil
		}
	}
	return s, nil
}

func unescape(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return b.String(), onlyComment(s[i+1:])
		case '\\':
			i++
			if i == len(s) {
				return "", errors.New("the quote is not closed")
			}
			meaning, ok := map[byte]byte{'n': '\n', 't': '\t', '"': '"', '\\': '\\', '$': '$'}[s[i]]
			if !ok {
				return "", fmt.Errorf(`\%c is not an escape: use \n, \t, \" or \\, or single quotes`, s[i])
			}
			b.WriteByte(meaning)
		default:
			b.WriteByte(s[i])
		}
	}
	return "", errors.New("the quote is not closed")
}

func onlyComment(rest string) error {
	rest = strings.TrimSpace(rest)
	if rest != "" && !strings.HasPrefix(rest, "#") {
		return errors.New("there is more after the closing quote")
	}
	return nil
}
