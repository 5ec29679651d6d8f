package markup

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// maxInline is how deep emphasis may nest; deeper marks are dropped, their text
// kept. Readers of HTML limit the depth of what they parse.
const maxInline = 12

// tidying walks a parsed text once. It decides what each node may become, notes
// that on the node for drawing to follow, and collects what Document reports. A
// link it did not approve is drawn as its text alone.
type tidying struct {
	renderer  *Renderer
	source    []byte
	document  *Document
	blocks    []codeBlock
	outline   outline
	addresses int
	seen      map[string]bool // mentions and pictures
	quotes    map[int64]bool
	pictures  map[string]Picture
}

// around is what a node stands in.
type around struct {
	link, quote bool
	depth       int
}

func (t *tidying) walk(n ast.Node, in around) {
	switch n := n.(type) {
	case *ast.Heading:
		t.heading(n)
	case *ast.Blockquote:
		in.quote = t.quotation(n) || in.quote
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		t.code(n)
	case *ast.Link:
		t.approve(n, n.Destination, n.Title, in)
		in.link = true
	case *ast.AutoLink:
		t.approve(n, autoLinkAddress(n, t.source), nil, in)
	case *ast.Image:
		t.picture(n, in)
		in.link = true
	case *mention:
		t.mention(n, in)
	case *extast.FootnoteLink:
		if in.link {
			n.SetAttributeString("bare", true)
		}
	case *extast.TableCell:
		alignCell(n)
	case *extast.TaskCheckBox:
		if item := n.Parent().Parent(); item != nil {
			item.SetAttributeString("class", "task")
		}
	case *ast.Emphasis, *extast.Strikethrough:
		if in.depth++; in.depth > maxInline {
			n.SetAttributeString("flat", true)
		}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		t.walk(child, in)
	}
	if p, ok := n.(*ast.Paragraph); ok {
		t.figures(p)
		t.video(p)
	}
}

// approve lets a link through, and counts it.
func (t *tidying) approve(n ast.Node, written, title []byte, in around) {
	to := t.renderer.resolve(written)
	if to.kind == refused || in.link {
		return
	}
	if t.addresses += len(to.href); t.addresses > maxAddressesSum {
		return
	}
	n.SetAttributeString("href", to.href)
	if len(title) > 0 && len(title) <= 200 {
		n.SetAttributeString("title", unescape(title))
	}
	if to.kind == external {
		t.document.Links++
		n.SetAttributeString("rel", outsideRel)
	}
}

// picture shows an image of our own; any other becomes a link to it.
func (t *tidying) picture(n *ast.Image, in around) {
	address, shape, _ := strings.Cut(string(n.Destination), "#")
	to := t.renderer.resolve([]byte(address))
	if to.kind != internal || !ownPicture.MatchString(to.href) {
		t.approve(n, n.Destination, nil, in)
		return
	}
	if isUpload(to.href) {
		n.SetAttributeString("shape", shape)
		t.upload(n, to.href, in)
		return
	}
	if t.addresses += len(to.href); t.addresses > maxAddressesSum {
		return
	}
	n.SetAttributeString("src", to.href)
}

func (t *tidying) upload(n *ast.Image, href string, in around) {
	key := strings.TrimPrefix(href, uploadsPath)
	p, known := t.pictures[key]
	if !known || t.addresses > maxAddressesSum {
		t.approve(n, n.Destination, nil, in)
		return
	}
	t.addresses += p.length(href)
	n.SetAttributeString("key", key)
	n.SetAttributeString("linked", linked(in))
	sizes, ok := shapes[noted(n, "shape")]
	if !ok {
		sizes = column
		n.SetAttributeString("shape", "")
	}
	t.drawUpload(n, sizes)
	if t.first("picture " + key) {
		t.document.Pictures = append(t.document.Pictures, key)
		if t.document.PictureWords == nil {
			t.document.PictureWords = map[string]PictureWords{}
		}
		t.document.PictureWords[key] = PictureWords{Alt: plain(n, t.source), Caption: unescape(n.Title)}
	}
}

// drawUpload notes how a picture is drawn where it becomes as wide as sizes say.
func (t *tidying) drawUpload(n *ast.Image, sizes string) {
	key := noted(n, "key")
	n.SetAttributeString("picture", t.pictures[key].draw(uploadsPath+key, plain(n, t.source), sizes, noted(n, "linked") != ""))
}

func linked(in around) string {
	if in.link {
		return "yes"
	}
	return ""
}

func (t *tidying) mention(n *mention, in around) {
	to := t.renderer.resolve([]byte(n.href))
	if to.kind != internal || in.link {
		return
	}
	if !t.seen["mention "+n.handle] && len(t.document.Mentions) >= MaxMentions {
		return
	}
	n.SetAttributeString("href", to.href)
	if !in.quote && t.first("mention "+n.handle) {
		t.document.Mentions = append(t.document.Mentions, n.handle)
	}
}

// first reports whether a thing is met for the first time.
func (t *tidying) first(name string) bool {
	if t.seen[name] {
		return false
	}
	t.seen[name] = true
	return true
}

// quotation recognises a quoted post by its marker line.
func (t *tidying) quotation(n *ast.Blockquote) bool {
	paragraph, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || paragraph.Lines().Len() == 0 {
		return false
	}
	line := paragraph.Lines().At(0)
	id, ok := markedPost(string(line.Value(t.source)))
	if !ok {
		return false
	}
	n.SetAttributeString("class", "quote")
	n.SetAttributeString("data-post", strconv.FormatInt(id, 10))
	if !t.quotes[id] {
		t.quotes[id] = true
		t.document.Quotes = append(t.document.Quotes, id)
	}
	return true
}

func (t *tidying) code(n ast.Node) {
	block := codeBlock{text: string(n.Lines().Value(t.source))}
	if fenced, ok := n.(*ast.FencedCodeBlock); ok {
		block.language = string(fenced.Language(t.source))
	}
	n.SetAttributeString("slot", len(t.blocks))
	t.blocks = append(t.blocks, block)
}

// heading gives a heading its level and id, and the document its entry. One
// without words, or past the limit, gets its level only.
func (t *tidying) heading(n *ast.Heading) {
	text := plain(n, t.source)
	entry := Heading{Level: t.outline.level(n.Level), Text: text}
	n.Level = entry.Level
	if text == "" || len(t.document.Headings) == maxHeadings {
		return
	}
	entry.ID = t.outline.id(text)
	n.SetAttributeString("id", entry.ID)
	t.document.Headings = append(t.document.Headings, entry)
}

func alignCell(n *extast.TableCell) {
	if _, header := n.Parent().(*extast.TableHeader); header {
		n.SetAttributeString("scope", "col")
	}
	if slices.Contains([]extast.Alignment{extast.AlignRight, extast.AlignCenter}, n.Alignment) {
		n.SetAttributeString("class", "align-"+n.Alignment.String())
	}
}

func autoLinkAddress(n *ast.AutoLink, source []byte) []byte {
	written := n.URL(source)
	if n.AutoLinkType == ast.AutoLinkEmail {
		return append([]byte("mailto:"), written...)
	}
	return written
}
