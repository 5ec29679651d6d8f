package markup

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// marker is the first line of a quotation of another post. Only Quote writes it,
// but anyone may type it.
var (
	marker      = regexp.MustCompile(`^\[@([a-z0-9_-]{3,30})\]\(/posts/([1-9][0-9]{0,17})\) wrote:\s*$`)
	quotedLine  = regexp.MustCompile(`^ {0,3}> ?`)
	quotedLimit = 2_000
)

// Quote returns Markdown that quotes a post of handle's, to be put in front of a
// reply. Quotations inside source are left out, so that replies to replies do
// not pile up; what is longer than 2,000 characters ends in an ellipsis.
func Quote(handle string, postID int64, source string) string {
	body := strings.TrimSpace(withoutQuotes(source, func(int64) bool { return true }))
	if runes := []rune(body); len(runes) > quotedLimit {
		body = strings.TrimSpace(string(runes[:quotedLimit])) + " …"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "> [@%s](/posts/%d) wrote:\n>\n", strings.ToLower(handle), postID)
	for line := range strings.SplitSeq(body, "\n") {
		b.WriteString(strings.TrimRight("> "+line, " \t"))
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	return b.String()
}

// Unquote returns source without its quotations of one post: for when that post
// is removed or its author erased, and the words must go here too. Render and
// store the result.
func Unquote(source string, postID int64) string {
	return withoutQuotes(source, func(id int64) bool { return id == postID })
}

// Stub returns source with one quoted line of words in the place of each
// quotation that gone names: for what can come back, while it is away.
func Stub(source string, gone func(id int64) bool, words string) string {
	return replaceQuotes(source, gone, words)
}

// Quoted lists the posts that a source quotes by Quote's marker, each once: what
// to look up before Stub. It reads lines only, so a marker in code is among them.
func Quoted(source string) []int64 {
	var ids []int64
	seen := map[int64]bool{}
	withoutQuotes(source, func(id int64) bool {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
		return false
	})
	return ids
}

func withoutQuotes(source string, drop func(id int64) bool) string {
	return replaceQuotes(source, drop, "")
}

// replaceQuotes drops each run of quoted lines that a marker with a chosen id
// begins, up to the next marker or the end of the run, and puts the words, where
// there are any, in its place.
func replaceQuotes(source string, drop func(id int64) bool, words string) string {
	var kept []string
	dropping := false
	for line := range strings.SplitSeq(strings.ReplaceAll(source, "\r\n", "\n"), "\n") {
		prefix := quotedLine.FindString(line)
		if prefix == "" {
			dropping = false
			kept = append(kept, line)
			continue
		}
		if id, ok := markedPost(strings.TrimLeft(line[len(prefix):], "> ")); ok {
			dropping = drop(id)
			if dropping && words != "" {
				kept = append(kept, "> "+words)
			}
		}
		if !dropping {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// markedPost reads a marker line.
func markedPost(line string) (int64, bool) {
	match := marker.FindStringSubmatch(line)
	if match == nil {
		return 0, false
	}
	id, err := strconv.ParseInt(match[2], 10, 64)
	return id, err == nil
}
