package markup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed is what may leave this package, written a second time and apart from
// the policy: an element, and for each attribute the values it may have.
var allowed = map[string]map[string]string{
	"p": {}, "br": {}, "hr": {}, "strong": {}, "em": {}, "del": {}, "ul": {}, "table": {}, "thead": {}, "tbody": {}, "tr": {},
	"code": {},
	"a": {"href": `(https?://[^\s]+|mailto:[^\s]+|/([^/\\].*)?|#IDPREFIX.+)`, "title": `(?s).*`, "rel": "ugc nofollow noopener",
		"role": "doc-noteref|doc-backlink", "aria-label": `(Footnote|Back to mark) \d+`, "class": "mention|footnote-back|picture"},
	"img":        {"src": `/(uploads|static)/[A-Za-z0-9/._~-]+`, "alt": `(?s).*`, "width": `\d+`, "height": `\d+`, "loading": "lazy", "decoding": "async"},
	"picture":    {},
	"figure":     {"class": `ratio-\d\d?`},
	"figcaption": {},
	"source":     {"type": "image/webp", "srcset": `(/uploads/[A-Za-z0-9_-]{22}/\d+\.webp \d+w(, )?)+`, "sizes": `[a-z0-9():,. -]+`},
	"h2":         {"id": `IDPREFIXh-[a-z0-9-]+`},
	"h3":         {"id": `IDPREFIXh-[a-z0-9-]+`},
	"h4":         {"id": `IDPREFIXh-[a-z0-9-]+`},
	"h5":         {"id": `IDPREFIXh-[a-z0-9-]+`},
	"h6":         {"id": `IDPREFIXh-[a-z0-9-]+`},
	"li":         {"id": `IDPREFIXfn-\d+`, "class": "task"},
	"sup":        {"id": `IDPREFIXfnref-[0-9-]+`, "class": "footnote"},
	"ol":         {"start": `\d{1,9}`},
	"blockquote": {"class": "quote", "data-post": `[1-9]\d{0,17}`},
	"div":        {"class": "table|figures( figures--(row|wide|full|inset))?", "role": "region", "tabindex": "0", "aria-label": "Table"},
	"section":    {"class": "footnotes", "role": "doc-endnotes", "aria-label": "Footnotes"},
	"th":         {"scope": "col", "class": "align-(right|center)"},
	"td":         {"class": "align-(right|center)"},
	"input":      {"type": "checkbox", "disabled": "", "checked": "", "aria-label": "Done|Not done"},
	"pre":        {"class": "code", "tabindex": "0", "role": "group", "aria-label": `Code(, [A-Za-z+#]+)?`},
	"span":       {"class": "[a-z]{1,2}[a-z0-9]?"},
}

// faults parses a document as a browser would and lists what must not be there.
func faults(document Document, prefix string) []string {
	body := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(document.HTML.String()), body)
	if err != nil {
		return []string{"does not parse: " + err.Error()}
	}
	c := checker{prefix: prefix, ids: map[string]bool{}}
	for _, n := range nodes {
		c.check(n, false)
	}
	for _, target := range c.targets {
		if strings.HasPrefix(target, prefix+"fn") && !c.ids[target] {
			c.found = append(c.found, "leads nowhere: #"+target)
		}
	}
	return c.found
}

type checker struct {
	prefix  string
	ids     map[string]bool
	targets []string
	found   []string
}

func (c *checker) fault(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *checker) check(n *html.Node, inLink bool) {
	switch n.Type {
	case html.TextNode:
		if strings.ContainsFunc(n.Data, unwanted) {
			c.fault("control character in %q", n.Data)
		}
	case html.ElementNode:
		c.element(n, inLink)
	default:
		c.fault("node of type %d: %q", n.Type, n.Data)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.check(child, inLink || n.Data == "a")
	}
}

func (c *checker) element(n *html.Node, inLink bool) {
	attributes, ok := allowed[n.Data]
	if !ok {
		c.fault("element %s", n.Data)
		return
	}
	if n.Data == "a" && inLink {
		c.fault("link in a link")
	}
	var href, rel string
	for _, a := range n.Attr {
		pattern, ok := attributes[a.Key]
		if !ok || !matches(strings.ReplaceAll(pattern, "IDPREFIX", regexp.QuoteMeta(c.prefix)), a.Val) {
			c.fault("%s %s=%q", n.Data, a.Key, a.Val)
		}
		switch a.Key {
		case "id":
			if c.ids[a.Val] {
				c.fault("id %q twice", a.Val)
			}
			c.ids[a.Val] = true
		case "href":
			href = a.Val
		case "rel":
			rel = a.Val
		}
	}
	if target, local := strings.CutPrefix(href, "#"); local {
		c.targets = append(c.targets, target)
	} else if href != "" && !strings.HasPrefix(href, "/") && rel != outsideRel {
		c.fault("link to %q without rel", href)
	}
}

var compiled = map[string]*regexp.Regexp{}

func matches(pattern, value string) bool {
	if compiled[pattern] == nil {
		compiled[pattern] = regexp.MustCompile(`^(?:` + pattern + `)$`)
	}
	return compiled[pattern].MatchString(value)
}

// payloads are families of attempts to have a script run, a style apply or a
// request leave, in and around Markdown.
var payloads = map[string][]string{
	"scripts": {
		`<script>alert(1)</script>`, `<SCRIPT SRC=//x.example/a.js></SCRIPT>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`,
		"<script\n>alert(1)</script>", `</p><script>alert(1)</script>`, `<noscript><p title="</noscript><script>alert(1)</script>">`,
		"```\n</code></pre><script>alert(1)</script>\n```", "```\"><script>alert(1)</script>\nx\n```", "`</code><script>alert(1)</script>`",
		"    </code></pre><script>alert(1)</script>", "# <script>alert(1)</script>", "| <script>alert(1)</script> |\n|--|\n",
	},
	"script addresses": {
		`[a](javascript:alert(1))`, `[a](JaVaScRiPt:alert(1))`, `[a]( javascript:alert(1))`, `[a](<java script:alert(1)>)`,
		`<javascript:alert(1)>`, `[a](vbscript:msgbox)`, `[a](javascript://x.example/%0aalert(1))`, "[a]: javascript:alert(1)\n\n[a]",
		`![a](javascript:alert(1))`, `[a](livescript:x)`, `[a](view-source:javascript:1)`, `[a](blob:https://x.example/1)`, `[a](file:///etc/passwd)`,
		"[a](java\nscript:alert(1))", "[a](java\tscript:alert(1))", `[![a](javascript:alert(1))](javascript:alert(2))`,
	},
	"data addresses": {
		`[a](data:text/html,<script>alert(1)</script>)`, `![a](data:image/svg+xml;base64,PHN2Zz4=)`, `[a](DATA:text/html;base64,PHNjcmlwdD4=)`,
		`<data:text/html,x>`, `![a](data:image/png;base64,iVBORw0KGgo=)`,
	},
	"coded schemes": {
		`[a](javascript&colon;alert(1))`, `[a](&#106;avascript:alert(1))`, `[a](&#x6A&#x61vascript:alert(1))`, `[a](java&#9;script:alert(1))`,
		`[a](java&Tab;script:alert(1))`, `[a](java&NewLine;script:alert(1))`, `[a](&#1;javascript:alert(1))`, `[a](%6aavascript:alert(1))`,
		`[a](javascript\:alert(1))`, `[a](javascript%3Aalert(1))`, `[a](&amp;#106;avascript:alert(1))`, `[a](java&#x202e;script:alert(1))`,
		`[a](java&ZeroWidthSpace;script:alert(1))`, `[a](&#0000106&#0000097vascript:alert(1))`,
	},
	"vector graphics": {
		`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`,
		`![a](/uploads/1/x.svg#<script>)`, `<math><mi xlink:href="data:x">`, `<svg><style><img src=x onerror=alert(1)></style></svg>`,
	},
	"event handlers": {
		`<img src=x onerror=alert(1)>`, `<a href="#" onclick=alert(1)>a</a>`, `[a](/x "onclick=alert(1)")`, `[a](/x "\" onmouseover=alert(1) x=\"")`,
		`![" onerror="alert(1)](/uploads/abcdefghijklmnopqrstuv)`, `[a](/x" onclick="alert(1))`, `[a](/x'onclick='alert(1))`, `![a](/uploads/1/a"onerror="alert(1))`,
		"```x\" onclick=\"alert(1)\ny\n```", `# a {onclick=alert(1)}`, `# a {#id .class onclick="alert(1)"}`, `<details open ontoggle=alert(1)>`,
		`[a](https://x.example/?"onmouseover="alert(1))`, `https://x.example/"onmouseover="alert(1)`, `<https://x.example/"onclick="alert(1)>`,
	},
	"style": {
		`<style>@import "//x.example/a.css"</style>`, `<p style="background:url(//x.example/a)">`, `<link rel=stylesheet href=//x.example/a.css>`,
		`<b style="position:fixed;inset:0">`, "| a |\n|:-:|\n| x |",
	},
	"frames and forms": {
		`<iframe srcdoc="<script>alert(1)</script>">`, `<form action=//x.example><input name=q><button>`, `<object data=//x.example>`, `<embed src=//x.example>`,
		`<base href=//x.example>`, `<meta http-equiv=refresh content="0;//x.example">`, `<input type=checkbox checked onfocus=alert(1) autofocus>`,
		`<video src=//x.example poster=//x.example>`, `<template><script>alert(1)</script></template>`, `<textarea><script>alert(1)</script>`,
	},
	"nested Markdown": {
		`[a](b](javascript:alert(1))`, `[a]([b](javascript:alert(1)))`, `![a ![b](javascript:alert(1))](/uploads/abcdefghijklmnopqrstuv)`, `[<img src=x onerror=alert(1)>](/x)`,
		`[[a](javascript:alert(1))](/b)`, `[a][b]` + "\n\n[b]: <javascript:alert(1)> '<script>'", `*[a](/b "*")*`, "[a](<javascript:alert(1)>)", `[@ada](javascript:alert(1))`,
		`[^1]` + "\n\n[^1]: <script>alert(1)</script> [a](javascript:alert(1))", `[a[^1]](/b)` + "\n\n[^1]: x", `[a https://x.example b](/c)`, `[<https://x.example>](/c)`,
		`![[a](/b) c](https://x.example/d)`, `[^"><script>alert(1)</script>]` + "\n\n" + `[^"><script>alert(1)</script>]: x`,
	},
	"slots and prefixes": {
		`<pre class="slot-0"></pre>`, "`<pre class=\"slot-0\"></pre>`\n\n```\nx\n```", "[a](/b '<pre class=\"slot-0\"></pre>')\n\n    x",
		"![<pre class=\"slot-0\"></pre>](/uploads/abcdefghijklmnopqrstuv)\n\n    x", ` id="draft-`, `[ id="draft-h-x](/a ' id="draft-h-y')`, ` href="#draft-fn-1"`,
		"```\n<pre class=\"slot-1\"></pre>\n```\n\n```\n id=\"draft-x\" href=\"#draft-x\"\n```",
	},
	"addresses elsewhere": {
		`[a](//x.example/b)`, `[a](/\x.example)`, `[a](\\x.example)`, `[a](https:x.example)`, `[a](https:///x.example)`, `[a](http:/\x.example)`,
		`[a](https://forum.example@x.example)`, `[a](https://forum.example:80\@x.example)`, `![a](//x.example/p.gif)`, `![a](https://x.example/p.gif)`,
		`![a](/uploads/../account)`, `![a](/uploads/%2e%2e/account)`, `![a](/logout)`, `![a](/uploads/abcdefghijklmnopqrstuv?x=//x.example)`, `[a](..//x.example)`,
		`![a](https://forum.example/logout)`, `[a](?next=//x.example)`, `[a](https://forum.example//x.example)`, `[a](https://forum.example/..//x.example)`,
	},
	"characters": {
		"a\u202eb", "[moc.elpmaxe\u202e](https://x.example)", "a&#x202e;b", "a&#8238;b", "a\x01\x1b[31mb", "a&#1;b&#27;c", "\ufffe\uffff", "a&#xFFFF;b",
		"`\u202e`", "```\n\u202e\n```", "&#0;", "&#xD800;", "# \u202ea", "![\u202e](/uploads/abcdefghijklmnopqrstuv)", "[a](/b '&#x202e;')", "@ada\u202e", "\u2066a", "a\u0085b",
	},
}

func TestRender_letsNoPayloadThrough(t *testing.T) {
	for family, list := range payloads {
		for _, payload := range list {
			for _, source := range []string{payload, "> " + payload, "- " + payload, "*" + payload + "*", "| a |\n|--|\n| " + payload + " |", payload + payload} {
				document := mustRender(t, source)
				if found := faults(document, "p901-"); len(found) > 0 {
					t.Errorf("%s: %q: %v\n%s", family, source, found, document.HTML)
				}
				if strings.ContainsFunc(document.Text, unwanted) {
					t.Errorf("%s: %q: control character in the plain text %q", family, source, document.Text)
				}
			}
		}
	}
}

func TestRender_leavesNothingForTheAllowListToFind(t *testing.T) {
	again := newPolicy()
	again.AllowAttrs("class").Matching(regexp.MustCompile(`^[a-z0-9]{1,3}$`)).OnElements("span")
	again.AllowAttrs("class", "tabindex", "role", "aria-label").OnElements("pre")
	sources := []string{articleParagraph}
	for _, list := range payloads {
		sources = append(sources, list...)
	}
	for _, source := range sources {
		document, err := render(t, source, Place{})
		if err != nil {
			t.Fatal(err)
		}
		if cleaned := again.Sanitize(document.HTML.String()); cleaned != document.HTML.String() {
			t.Errorf("%q: sanitising again changes\n%s\nto\n%s", source, document.HTML, cleaned)
		}
	}
}

func TestPolicy_dropsWhatDrawingNeverWrites(t *testing.T) {
	policy := newPolicy()
	for _, tc := range [][2]string{
		{`<p onclick="x" style="y" class="z" id="draft-h-a">a</p>`, `<p>a</p>`},
		{`<h3 id="main">a</h3>`, `<h3>a</h3>`},
		{`<a href="javascript:x">a</a>`, `a`},
		{`<a href="/x" target="_blank" class="button">a</a>`, `<a href="/x">a</a>`},
		{`<img src="https://x.example/a.gif" alt="a">`, `<img alt="a">`},
		{`<img src="/uploads/../a" alt="a">`, `<img alt="a">`},
		{`<source srcset="https://x.example/a.webp 480w">`, ``},
		{`<img srcset="https://x.example/a.webp 480w" alt="a" width="x" height="99999999">`, `<img alt="a">`},
		{`<div class="modal" role="dialog">a</div>`, `<div>a</div>`},
		{`<pre class="slot-x">a</pre>`, `<pre>a</pre>`},
		{`<input type="text" name="a">`, ``},
		{`<script>a</script><style>b</style><iframe>c</iframe><object>d</object>`, ``},
	} {
		if got := policy.Sanitize(tc[0]); got != tc[1] {
			t.Errorf("%s became %s, want %s", tc[0], got, tc[1])
		}
	}
}

func TestFaults_findsThem(t *testing.T) {
	for _, unsafe := range []string{`<script>x</script>`, `<p onclick="x">`, `<a href="javascript:x">a</a>`, `<h3 id="main">a</h3>`,
		`<a href="https://x.example">a</a>`, `<img src="//x.example/a">`, "<p>\u202e</p>", `<!-- x -->`, `<li id="p901-fn-1"></li><li id="p901-fn-1"></li>`} {
		if len(faults(Document{HTML: Trusted(unsafe)}, "p901-")) == 0 {
			t.Errorf("%s passes the check, which then proves nothing", unsafe)
		}
	}
	if found := faults(Document{HTML: Trusted(`<p>a</p>`)}, "p901-"); len(found) != 0 {
		t.Errorf("a paragraph has faults: %v", found)
	}
	if !slices.Contains(faults(Document{HTML: Trusted(`<b>a</b>`)}, "p901-"), "element b") {
		t.Error("an element not listed passes")
	}
}
