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

// StubUnder does the same below the marker, which stays: for whoever may change
// the source, so that Refill knows where the words belong.
func StubUnder(source string, gone func(id int64) bool, words string) string {
	return eachQuotation(source, func(q quotation) []string {
		if q.id == 0 || !gone(q.id) {
			return q.lines
		}
		lead := q.lines[0][:strings.Index(q.lines[0], "[@")]
		return []string{q.lines[0], strings.TrimRight(lead, " "), lead + words}
	})
}

// Refill returns source with the words of kept in the place of those that
// StubUnder put below a marker, quotation by quotation. What has other words by
// now, or none in kept, stays as it is.
func Refill(source, kept string, stub func(words string) bool) string {
	words := map[int64][][]string{}
	eachQuotation(kept, func(q quotation) []string {
		words[q.id] = append(words[q.id], q.lines)
		return nil
	})
	return eachQuotation(source, func(q quotation) []string {
		full := words[q.id]
		if q.id == 0 || len(full) == 0 || !stub(q.words()) {
			return q.lines
		}
		words[q.id] = full[1:]
		return full[0]
	})
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

// replaceQuotes puts the words, where there are any, in the place of each
// quotation with a chosen id.
func replaceQuotes(source string, drop func(id int64) bool, words string) string {
	return eachQuotation(source, func(q quotation) []string {
		switch {
		case q.id == 0 || !drop(q.id):
			return q.lines
		case words == "":
			return nil
		}
		return []string{"> " + words}
	})
}

// quotation is the quoted lines from a marker on, up to the next one or the end
// of the run. The id is 0 of all other lines.
type quotation struct {
	id    int64
	lines []string
}

// words are what stands below the marker, without the signs of quoting.
func (q quotation) words() string {
	var words []string
	for _, line := range q.lines[1:] {
		words = append(words, strings.TrimLeft(line, "> "))
	}
	return strings.TrimSpace(strings.Join(words, "\n"))
}

// eachQuotation puts what change returns in the place of each quotation, and of
// the lines between them.
func eachQuotation(source string, change func(quotation) []string) string {
	var kept []string
	var q quotation
	next := func(id int64) {
		if len(q.lines) > 0 {
			kept = append(kept, change(q)...)
		}
		q = quotation{id: id}
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(source, "\r\n", "\n"), "\n") {
		prefix := quotedLine.FindString(line)
		if id, ok := markedPost(strings.TrimLeft(line[len(prefix):], "> ")); ok && prefix != "" {
			next(id)
		} else if prefix == "" && q.id != 0 {
			next(0)
		}
		q.lines = append(q.lines, line)
	}
	next(0)
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
