package markup

import (
	"fmt"
	stdhtml "html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// shapes are how pictures may stand in a text, written behind the address: /uploads/KEY#wide. The value says how wide
// they become, for browsers to choose a size by.
var shapes = map[string]string{
	"":      column,
	"wide":  "(max-width: 60rem) 100vw, 58rem",
	"full":  "100vw",
	"inset": "(max-width: 45rem) 100vw, 21rem",
}

// beside is how wide pictures become that stand side by side.
const beside = "(max-width: 45rem) 50vw, 29rem"

// captionMax is how much of a title is shown under a picture.
const captionMax = 500

// figures notes a paragraph that holds pictures alone: it is drawn as figures, side by side where there are several.
// Its pictures have been noted before.
func (t *tidying) figures(p *ast.Paragraph) {
	var images []*ast.Image
	if p.Parent() == nil || p.Parent().Kind() != ast.KindDocument {
		return
	}
	for child := p.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Image:
			if noted(child, "picture") == "" {
				return
			}
			images = append(images, child)
		case *ast.Text:
			if strings.TrimSpace(string(child.Segment.Value(t.source))) != "" {
				return
			}
		default:
			return
		}
	}
	if len(images) == 0 {
		return
	}
	class := "figures"
	switch shape := noted(images[0], "shape"); {
	case len(images) > 1:
		class += " figures--row"
		for _, n := range images {
			t.drawUpload(n, beside)
		}
	case shape != "":
		class += " figures--" + shape
	}
	p.SetAttributeString("figures", class)
	for _, n := range images {
		n.SetAttributeString("figure", ratioClass(t.pictures[noted(n, "key")]))
		if title := unescape(n.Title); len(title) <= captionMax {
			n.SetAttributeString("caption", title)
		}
		n.SetAttributeString("notes", t.pictures[noted(n, "key")].Notes)
	}
}

// ratioClass names a picture's proportions in tenths, so that pictures of one row can share one height: the policy of
// pages allows no inline style.
func ratioClass(p Picture) string {
	return fmt.Sprintf("ratio-%d", min(max(10*p.Width/max(p.Height, 1), 4), 30))
}

func drawParagraph(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	class := noted(n, "figures")
	if video := noted(n, "video"); video != "" {
		if entering {
			_, _ = w.WriteString(video)
		}
		return ast.WalkSkipChildren, nil
	}
	switch {
	case class != "" && entering:
		fmt.Fprintf(w, `<div class="%s">`, class)
	case class != "":
		_, _ = w.WriteString("</div>\n")
	case entering:
		_, _ = w.WriteString("<p>")
	default:
		_, _ = w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

func drawFigure(w util.BufWriter, n ast.Node) {
	fmt.Fprintf(w, `<figure class="%s">%s`, noted(n, "figure"), noted(n, "picture"))
	caption, notes := noted(n, "caption"), noted(n, "notes")
	if caption != "" || notes != "" {
		_, _ = w.WriteString("<figcaption>" + stdhtml.EscapeString(caption))
		if caption != "" && notes != "" {
			_, _ = w.WriteString(" ")
		}
		if notes != "" {
			fmt.Fprintf(w, `<small>%s</small>`, stdhtml.EscapeString(notes))
		}
		_, _ = w.WriteString("</figcaption>")
	}
	_, _ = w.WriteString("</figure>")
}

// columns is a pattern of every width that a picture may announce.
func columns() string {
	all := []string{regexp.QuoteMeta(beside)}
	for _, sizes := range shapes {
		all = append(all, regexp.QuoteMeta(sizes))
	}
	slices.Sort(all)
	return strings.Join(all, "|")
}
