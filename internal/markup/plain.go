package markup

import (
	"strings"

	emojiast "github.com/yuin/goldmark-emoji/ast"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// plain is the text of a heading or of a picture's description.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.WriteString(textOf(n, source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *emojiast.Emoji:
			b.WriteString(string(n.Value.Unicode))
		case *mention:
			b.Write(n.typed)
		case *extast.FootnoteLink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(dropControls(b.String())), " ")
}

func textOf(n *ast.Text, source []byte) string {
	value := n.Segment.Value(source)
	if _, code := n.Parent().(*ast.CodeSpan); code || n.IsRaw() {
		return string(value)
	}
	return unescape(value)
}

// unescape resolves backslashes and character references.
func unescape(value []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value))))
}

// words reads the plain text off HTML that has passed the allow-list, code still
// standing in its slots.
func words(safe string, blocks []codeBlock) string {
	r := wordReader{blocks: blocks}
	tokens := html.NewTokenizer(strings.NewReader(safe))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			r.endLine()
			return strings.TrimRight(r.text.String(), "\n")
		case html.TextToken:
			r.write(string(tokens.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.open(tokens.Token())
		case html.EndTagToken:
			r.close(tokens.Token())
		}
	}
}

type wordReader struct {
	blocks []codeBlock
	text   strings.Builder
	line   strings.Builder
	skip   []string // the open elements left out, outermost first
}

func (r *wordReader) write(text string) {
	if len(r.skip) == 0 {
		r.line.WriteString(text)
	}
}

func (r *wordReader) endLine() {
	if line := strings.Join(strings.Fields(r.line.String()), " "); line != "" {
		r.text.WriteString(line)
		r.text.WriteByte('\n')
	}
	r.line.Reset()
}

func (r *wordReader) open(token html.Token) {
	class := attribute(token, "class")
	switch {
	case len(r.skip) > 0:
		if token.Data == r.skip[0] {
			r.skip = append(r.skip, token.Data)
		}
	case class == "quote" || class == "video__from" || class == "footnote" || class == "footnote-back":
		r.skip = []string{token.Data}
	case token.Data == "img":
		r.write(attribute(token, "alt"))
	case token.Data == "pre":
		r.endLine()
		if slot, ok := slotOf(class); ok && slot < len(r.blocks) {
			r.text.WriteString(strings.TrimRight(r.blocks[slot].text, "\n") + "\n")
		}
	case token.Data == "td" || token.Data == "th":
		r.write(" ")
	case breaksLine(token.Data):
		r.endLine()
	}
}

func (r *wordReader) close(token html.Token) {
	if len(r.skip) > 0 {
		if token.Data == r.skip[0] {
			r.skip = r.skip[1:]
		}
		return
	}
	if breaksLine(token.Data) {
		r.endLine()
	}
}

func breaksLine(tag string) bool {
	switch tag {
	case "p", "li", "tr", "br", "hr", "blockquote", "div", "section", "h2", "h3", "h4", "h5", "h6":
		return true
	}
	return false
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
