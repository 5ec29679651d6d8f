package markup

import (
	"fmt"
	stdhtml "html"

	emojiast "github.com/yuin/goldmark-emoji/ast"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// outsideRel is on every link that leaves the community.
const outsideRel = "ugc nofollow noopener"

// drawing writes the nodes whose HTML is ours. It follows what tidying noted on
// the nodes; the library's renderer draws the rest.
type drawing struct{}

func (d drawing) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	for kind, draw := range map[ast.NodeKind]renderer.NodeRendererFunc{
		ast.KindLink:                    drawLink,
		ast.KindAutoLink:                drawAutoLink,
		ast.KindImage:                   drawImage,
		ast.KindParagraph:               drawParagraph,
		ast.KindEmphasis:                drawEmphasis,
		ast.KindCodeBlock:               drawCodeSlot,
		ast.KindFencedCodeBlock:         drawCodeSlot,
		extast.KindStrikethrough:        drawStrikethrough,
		extast.KindTable:                drawTable,
		extast.KindTaskCheckBox:         drawTask,
		extast.KindFootnoteLink:         drawFootnoteLink,
		extast.KindFootnoteBacklink:     drawFootnoteBacklink,
		extast.KindFootnote:             drawFootnote,
		extast.KindFootnoteList:         drawFootnotes,
		emojiast.KindEmoji:              drawEmoji,
		kindMention:                     drawMention,
		ast.KindLinkReferenceDefinition: drawNothing,
	} {
		register.Register(kind, draw)
	}
}

func drawNothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

// noted reads what tidying set on a node; "" if it set nothing.
func noted(n ast.Node, name string) string {
	value, _ := n.AttributeString(name)
	text, _ := value.(string)
	return text
}

func openLink(w util.BufWriter, n ast.Node) bool {
	href := noted(n, "href")
	if href == "" {
		return false
	}
	fmt.Fprintf(w, `<a href="%s"`, stdhtml.EscapeString(href))
	for _, name := range []string{"title", "rel"} {
		if value := noted(n, name); value != "" {
			fmt.Fprintf(w, ` %s="%s"`, name, stdhtml.EscapeString(value))
		}
	}
	_ = w.WriteByte('>')
	return true
}

func drawLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		openLink(w, n)
	} else if noted(n, "href") != "" {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

// drawWords draws a text, linked if tidying approved.
func drawWords(w util.BufWriter, n ast.Node, text string) (ast.WalkStatus, error) {
	linked := openLink(w, n)
	_, _ = w.WriteString(stdhtml.EscapeString(text))
	if linked {
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkSkipChildren, nil
}

func drawAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	return drawWords(w, n, string(n.(*ast.AutoLink).Label(source)))
}

func drawImage(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if noted(n, "figure") != "" {
		drawFigure(w, n)
		return ast.WalkSkipChildren, nil
	}
	if picture := noted(n, "picture"); picture != "" {
		_, _ = w.WriteString(picture)
		return ast.WalkSkipChildren, nil
	}
	alt := plain(n, source)
	src := noted(n, "src")
	if src == "" {
		if alt == "" {
			alt = noted(n, "href")
		}
		return drawWords(w, n, alt)
	}
	fmt.Fprintf(w, `<img src="%s" alt="%s" loading="lazy" decoding="async">`,
		stdhtml.EscapeString(src), stdhtml.EscapeString(alt))
	return ast.WalkSkipChildren, nil
}

func drawMention(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	m := n.(*mention)
	if href := noted(m, "href"); href != "" {
		fmt.Fprintf(w, `<a class="mention" href="%s">%s</a>`, stdhtml.EscapeString(href), stdhtml.EscapeString(string(m.typed)))
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(stdhtml.EscapeString(string(m.typed)))
	return ast.WalkSkipChildren, nil
}

// drawEmoji writes the character; a picture that has none keeps its name.
func drawEmoji(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	emoji := n.(*emojiast.Emoji)
	if !emoji.Value.IsUnicode() {
		_, _ = w.WriteString(stdhtml.EscapeString(":" + string(emoji.ShortName) + ":"))
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString(string(emoji.Value.Unicode))
	return ast.WalkContinue, nil
}

func drawEmphasis(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "em"
	if n.(*ast.Emphasis).Level == 2 {
		tag = "strong"
	}
	return drawPair(w, n, tag, entering)
}

func drawStrikethrough(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	return drawPair(w, n, "del", entering)
}

func drawPair(w util.BufWriter, n ast.Node, tag string, entering bool) (ast.WalkStatus, error) {
	if _, flat := n.AttributeString("flat"); flat {
		return ast.WalkContinue, nil
	}
	if entering {
		_, _ = w.WriteString("<" + tag + ">")
	} else {
		_, _ = w.WriteString("</" + tag + ">")
	}
	return ast.WalkContinue, nil
}

// drawCodeSlot leaves an empty element to be filled after the allow-list: see
// fillSlots.
func drawCodeSlot(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	slot, ok := n.AttributeString("slot")
	if !ok {
		return ast.WalkStop, fmt.Errorf("draw code block: no slot was noted")
	}
	fmt.Fprintf(w, "<pre class=\"%s%d\"></pre>\n", slotClass, slot)
	return ast.WalkSkipChildren, nil
}

func drawTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(`<div class="table" role="region" tabindex="0" aria-label="Table"><table>` + "\n")
	} else {
		_, _ = w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

func drawTask(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if n.(*extast.TaskCheckBox).IsChecked {
		_, _ = w.WriteString(`<input type="checkbox" disabled="" checked="" aria-label="Done"> `)
	} else {
		_, _ = w.WriteString(`<input type="checkbox" disabled="" aria-label="Not done"> `)
	}
	return ast.WalkContinue, nil
}
