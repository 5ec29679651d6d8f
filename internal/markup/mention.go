package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// MaxMentions is how many different handles one text can address; more stay
// plain text.
const MaxMentions = 50

const (
	handleMin = 3
	handleMax = 30
)

// Mentions lists the handles a source may address, lower case, each once, at
// most MaxMentions: what to look up before Render, whose Place.Mention then says
// which of them exist. It reads the characters only, so handles in code or in a
// link are among them; Document.Mentions is the final list.
func Mentions(source string) []string {
	var handles []string
	seen := map[string]bool{}
	for i := 0; i < len(source) && len(handles) < MaxMentions; i++ {
		if source[i] != '@' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(source[:i])
		for _, handle := range handlesAt(source[i:], before) {
			if !seen[handle] && len(handles) < MaxMentions {
				seen[handle] = true
				handles = append(handles, handle)
			}
		}
	}
	return handles
}

// handlesAt reads "@handle" at the start of s, before being the character in
// front of it. There are two readings when the name ends in marks that may as
// well be emphasis or a dash ("_@ada_"): the longer first.
func handlesAt(s string, before rune) []string {
	if before != utf8.RuneError && (unicode.IsLetter(before) || unicode.IsDigit(before)) ||
		strings.ContainsRune("@/.+", before) {
		return nil
	}
	end := 1
	for end < len(s) && end <= handleMax+1 && handleByte(s[end]) {
		end++
	}
	if end < len(s) && s[end] == '@' { // name@host, not a member here
		return nil
	}
	if next, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsLetter(next) || unicode.IsDigit(next) {
		return nil
	}
	var handles []string
	name := strings.ToLower(s[1:end])
	trimmed := strings.TrimRight(name, "_-")
	for _, handle := range []string{name, trimmed} {
		if len(handle) >= handleMin && len(handle) <= handleMax && (len(handles) == 0 || handle != name) {
			handles = append(handles, handle)
		}
	}
	return handles
}

func handleByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

var (
	kindMention = ast.NewNodeKind("Mention")
	memberKey   = parser.NewContextKey() // holds the Place.Mention of this rendering
)

// mention is a member addressed in the text: "@" and the handle as typed.
type mention struct {
	ast.BaseInline
	handle string
	href   string
	typed  []byte
}

func (*mention) Kind() ast.NodeKind { return kindMention }

func (n *mention) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"handle": n.handle}, nil)
}

// mentionParser makes a mention of "@handle" where such a member exists.
type mentionParser struct{}

func (mentionParser) Trigger() []byte { return []byte{'@'} }

func (mentionParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	member, ok := pc.Get(memberKey).(func(string) (string, bool))
	if !ok || member == nil {
		return nil
	}
	line, _ := block.PeekLine()
	for _, handle := range handlesAt(string(line[:min(len(line), handleMax+8)]), block.PrecendingCharacter()) {
		href, exists := member(handle)
		if !exists {
			continue
		}
		typed := append([]byte(nil), line[:len(handle)+1]...)
		block.Advance(len(typed))
		return &mention{handle: handle, href: href, typed: typed}
	}
	return nil
}
