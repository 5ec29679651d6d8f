package markup

import (
	"github.com/yuin/goldmark"
	emoji "github.com/yuin/goldmark-emoji"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// newMarkdown builds the dialect: CommonMark and GitHub's tables, task lists,
// strikethrough and bare links, footnotes, emoji names, real quotation marks and
// dashes, and mentions. The two parsers of raw HTML are left out, so a tag is
// text like any other and shown as written.
func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blockParsers()...),
			parser.WithInlineParsers(inlineParsers()...),
			parser.WithParagraphTransformers(
				util.Prioritized(boundedReferences{parser.LinkReferenceParagraphTransformer}, 100),
				util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
			),
			parser.WithASTTransformers(
				util.Prioritized(extension.NewTableASTTransformer(), 0),
				util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
			),
		)),
		goldmark.WithRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
			util.Prioritized(drawing{}, 100),
			util.Prioritized(extension.NewTableHTMLRenderer(
				extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), 500),
			util.Prioritized(html.NewRenderer(), 1000),
		))),
	)
}

func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(shallowBlock{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(shallowBlock{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(countedNote{extension.NewFootnoteBlockParser()}, 999),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

func inlineParsers() []util.PrioritizedValue {
	metered := func(p parser.InlineParser, t tariff, priority int) util.PrioritizedValue {
		return util.Prioritized(meteredInline{p, t}, priority)
	}
	return []util.PrioritizedValue{
		metered(extension.NewTaskCheckBoxParser(), perRun, 0),
		metered(parser.NewCodeSpanParser(), perSearch, 100),
		metered(extension.NewFootnoteParser(), perNote, 101),
		metered(parser.NewLinkParser(), perBracket, 200),
		metered(emoji.NewParser(), perLine, 200),
		metered(mentionParser{}, perRun, 250),
		metered(parser.NewAutoLinkParser(), perLine, 300),
		metered(parser.NewEmphasisParser(), perDelimiter, 500),
		metered(extension.NewStrikethroughParser(), perDelimiter, 500),
		metered(extension.NewLinkifyParser(), perLine, 999),
		metered(newTypographer(), perRun, 9999),
	}
}

// newTypographer keeps << and >> as they are: here they are more often code or
// an arrow than French quotation marks. The replacements are characters, not
// character references, since no reference may need resolving after this.
func newTypographer() parser.InlineParser {
	return extension.NewTypographerParser(extension.WithTypographicSubstitutions(
		extension.TypographicSubstitutions{
			extension.LeftSingleQuote:  []byte("‘"),
			extension.RightSingleQuote: []byte("’"),
			extension.LeftDoubleQuote:  []byte("“"),
			extension.RightDoubleQuote: []byte("”"),
			extension.EnDash:           []byte("–"),
			extension.EmDash:           []byte("—"),
			extension.Ellipsis:         []byte("…"),
			extension.Apostrophe:       []byte("’"),
			extension.LeftAngleQuote:   nil,
			extension.RightAngleQuote:  nil,
		}))
}
