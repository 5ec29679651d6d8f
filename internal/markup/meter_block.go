package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// shallowBlock refuses to open a container inside too many others; the marks
// then stay in the paragraph as text.
type shallowBlock struct{ parser.BlockParser }

func (p shallowBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for _, block := range pc.OpenedBlocks() {
		if _, item := block.Node.(*ast.ListItem); !item {
			depth++
		}
	}
	if depth >= maxDepth {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// countedNote caps the footnotes of a document: they are sorted and searched by
// insertion and from the start.
type countedNote struct{ parser.BlockParser }

func (p countedNote) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	m := meterOf(pc)
	if m.footnotes >= maxFootnotes || len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		m.footnotes++
	}
	return node, state
}

// boundedTable leaves a paragraph alone that would become too large a table:
// short rows are filled up to the header's width, so 100 kB could ask for
// hundreds of millions of cells.
type boundedTable struct{ parser.ParagraphTransformer }

func (t boundedTable) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	widest, escapes := 0, 0
	lines, source := node.Lines(), reader.Source()
	for i := range lines.Len() {
		line := lines.At(i)
		value := line.Value(source)
		pipes := bytes.Count(value, []byte("|"))
		escapes += bytes.Count(value, []byte(`\|`))
		widest = max(widest, pipes)
	}
	if widest == 0 { // a table of one column without a rule is not worth the ambiguity
		return
	}
	m := meterOf(pc)
	m.escapes += escapes
	if m.cells -= (widest + 1) * lines.Len(); m.cells < 0 || !m.spend(m.escapes*m.escapes) {
		m.cells = max(m.cells, 0)
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

// boundedReferences prices link definitions: each may search the whole
// paragraph for the end of its title, and is cut out of the list of lines.
type boundedReferences struct{ parser.ParagraphTransformer }

func (t boundedReferences) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := node.Lines(), reader.Source()
	definitions := 0
	for i := range lines.Len() {
		line := lines.At(i)
		definitions += bytes.Count(line.Value(source), []byte("]:"))
	}
	if definitions == 0 {
		return
	}
	length := lines.At(lines.Len()-1).Stop - lines.At(0).Start + perLineRead*lines.Len()
	if !meterOf(pc).spend(definitions * length) {
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}
