package markup

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

func noteID(index int) string { return fmt.Sprintf("%sfn-%d", DraftPrefix, index) }

func noteMarkID(index, repeat int) string {
	if repeat == 0 {
		return fmt.Sprintf("%sfnref-%d", DraftPrefix, index)
	}
	return fmt.Sprintf("%sfnref-%d-%d", DraftPrefix, index, repeat+1)
}

func drawFootnoteLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*extast.FootnoteLink)
	fmt.Fprintf(w, `<sup class="footnote" id="%s">`, noteMarkID(link.Index, link.RefIndex))
	if _, bare := link.AttributeString("bare"); bare {
		fmt.Fprintf(w, `%d</sup>`, link.Index)
		return ast.WalkContinue, nil
	}
	fmt.Fprintf(w, `<a href="#%s" role="doc-noteref" aria-label="Footnote %d">%d</a></sup>`,
		noteID(link.Index), link.Index, link.Index)
	return ast.WalkContinue, nil
}

// maxBacklinks is how many of a note's marks it leads back to.
const maxBacklinks = 10

func drawFootnoteBacklink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if link := n.(*extast.FootnoteBacklink); entering && link.RefIndex < maxBacklinks {
		fmt.Fprintf(w, ` <a class="footnote-back" href="#%s" role="doc-backlink" aria-label="Back to mark %d">↩</a>`,
			noteMarkID(link.Index, link.RefIndex), link.Index)
	}
	return ast.WalkContinue, nil
}

func drawFootnote(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprintf(w, "<li id=\"%s\">\n", noteID(n.(*extast.Footnote).Index))
	} else {
		_, _ = w.WriteString("</li>\n")
	}
	return ast.WalkContinue, nil
}

func drawFootnotes(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol>` + "\n")
	} else {
		_, _ = w.WriteString("</ol></section>\n")
	}
	return ast.WalkContinue, nil
}
