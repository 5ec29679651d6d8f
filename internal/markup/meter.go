package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The parser cannot be interrupted, and some of its steps look back or ahead
// over everything written so far: "*a_" repeated costs 0.1 s at 16 kB and 4 s
// at 64 kB. So each step is charged, in characters or nodes looked at, to a
// meter a document has; when it is used up the rest of the inline marks stay the
// characters they are. Nothing is refused, nothing is lost, and the same source
// always gives the same HTML. An ordinary story of 100,000 characters uses less
// than a tenth.
const (
	meterBudget  = 30_000_000
	perLineRead  = 100    // what stepping over a line costs, in characters
	maxDepth     = 16     // quotations and lists within each other
	maxFootnotes = 200    // notes a document
	maxCells     = 20_000 // cells of all tables of a document
)

var meterKey = parser.NewContextKey()

type meter struct {
	left       int
	block      ast.Node
	delimiters int // of the block being parsed
	footnotes  int
	cells      int
	escapes    int
}

func newMeter() *meter { return &meter{left: meterBudget, cells: maxCells} }

func meterOf(pc parser.Context) *meter {
	m, ok := pc.Get(meterKey).(*meter)
	if !ok {
		m = newMeter()
		pc.Set(meterKey, m)
	}
	return m
}

// spend charges n, and reports whether the work may be done.
func (m *meter) spend(n int) bool {
	m.left -= n
	return m.left > 0
}

// place is where an inline parser was called: the rest of the line, how much of
// the block lies behind and ahead.
type place struct {
	line          []byte
	behind, ahead int
}

// tariff prices a step: before it is tried, and on top if it came to nothing.
type tariff func(m *meter, at place) (before, missed int)

type meteredInline struct {
	parser.InlineParser
	tariff tariff
}

func (p meteredInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m := meterOf(pc)
	if m.left <= 0 {
		return nil
	}
	if m.block != parent {
		m.block, m.delimiters = parent, 0
	}
	line, segment := block.PeekLine()
	at := place{line: line, ahead: len(line)}
	if lines := parent.Lines(); lines != nil && lines.Len() > 0 {
		at.behind = max(0, segment.Start-lines.At(0).Start)
		at.ahead = max(at.ahead, lines.At(lines.Len()-1).Stop-segment.Start) + perLineRead*lines.Len()
	}
	before, missed := p.tariff(m, at)
	if !m.spend(before) {
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if _, literal := node.(*ast.Text); node == nil || literal {
		m.spend(missed)
	}
	return node
}

// CloseBlock forwards to the parser within, whichever of the library's two
// signatures it has.
func (p meteredInline) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	switch inner := p.InlineParser.(type) {
	case parser.CloseBlocker:
		inner.CloseBlock(parent, block, pc)
	case interface {
		CloseBlock(ast.Node, parser.Context)
	}:
		inner.CloseBlock(parent, pc)
	}
}

// perDelimiter: the run is read, and closing it may look at every mark before.
func perDelimiter(m *meter, at place) (int, int) {
	m.delimiters++
	return runLength(at.line) + m.delimiters, 0
}

func perRun(_ *meter, at place) (int, int) { return runLength(at.line), 0 }

// perSearch: a search for the closing mark goes to the block's end, in vain.
func perSearch(_ *meter, at place) (int, int) { return runLength(at.line), at.ahead }

// perLine: the parser reads to the next space at most.
func perLine(_ *meter, at place) (int, int) {
	if end := bytes.IndexByte(at.line[1:], ' '); end >= 0 {
		return 8 + end, 0
	}
	return 8 + len(at.line), 0
}

// perBracket: closing a link folds up to 999 characters of its label and looks
// at what stands before; an address or title is searched to the block's end.
func perBracket(_ *meter, at place) (int, int) {
	if at.line[0] != ']' {
		return 8, 0
	}
	label := 8 + min(999, at.behind) + at.behind/4
	if len(at.line) > 1 && (at.line[1] == '(' || at.line[1] == '[') {
		return label, at.ahead
	}
	return label, 0
}

// perNote: each mark is compared with the notes defined.
func perNote(m *meter, at place) (int, int) {
	return 8 + m.footnotes, min(len(at.line), 999)
}

func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}
