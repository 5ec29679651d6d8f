package markup

import (
	"slices"
	"strings"
	"testing"
)

func TestResolve_decidesWhereALinkMayLead(t *testing.T) {
	for written, want := range map[string]address{
		"https://example.org/a?b=1&c=2#d":    {"https://example.org/a?b=1&c=2#d", external},
		"HTTP://Example.org":                 {"HTTP://Example.org", external},
		"mailto:ada@example.org":             {"mailto:ada@example.org", external},
		"//example.org/a":                    {"https://example.org/a", external},
		"https://example.org/a&amp;b":        {"https://example.org/a&b", external},
		"https://example.org/ä":              {"https://example.org/%C3%A4", external},
		"/posts/1":                           {"/posts/1", internal},
		"/search?q=a b":                      {"/search?q=a%20b", internal},
		"https://forum.example/t/1?x=y#z":    {"/t/1?x=y#z", internal},
		"http://FORUM.example":               {"/", internal},
		"#Setup":                             {"#draft-h-setup", internal},
		"https://forum.example.evil/":        {"https://forum.example.evil/", external},
		"":                                   {},
		"#":                                  {},
		"a/b":                                {},
		"../a":                               {},
		"?a=b":                               {},
		"example.org":                        {},
		"javascript:alert(1)":                {},
		"JAVASCRIPT:alert(1)":                {},
		"javascript&colon;alert(1)":          {},
		"&#106;avascript:alert(1)":           {},
		"data:text/html,x":                   {},
		"vbscript:x":                         {},
		"ftp://example.org/a":                {},
		"tel:112":                            {},
		"https:example.org":                  {},
		"https://":                           {},
		"https://:443/a":                     {},
		"https://forum.example@example.org/": {},
		"https://user:pass@example.org/":     {},
		"https://forum.example//example.org": {},
		"mailto:":                            {},
		"mailto:nobody":                      {},
		"https://example.org/" + strings.Repeat("a", 2000): {},
	} {
		if got := shared.resolve([]byte(written)); got != want {
			t.Errorf("%q resolves to %+v, want %+v", written, got, want)
		}
	}
}

func TestResolve_withoutAHostOfItsOwnAllLeadsOutside(t *testing.T) {
	if got := New(Options{}).resolve([]byte("https://forum.example/t/1")); got.kind != external {
		t.Errorf("got %+v", got)
	}
}

func TestRender_marksAndCountsLinksThatLeave(t *testing.T) {
	document := mustRender(t, "[a](https://example.org) <https://example.org> https://example.org ada@example.org [b](/posts/1) [c](https://forum.example/) [d](javascript:x) [e][f]\n\n[f]: https://example.org")
	if document.Links != 5 {
		t.Errorf("%d links are counted, want 5", document.Links)
	}
	if got := strings.Count(document.HTML.String(), ` rel="ugc nofollow noopener"`); got != 5 {
		t.Errorf("%d links are marked, want 5: %s", got, document.HTML)
	}
	if !strings.Contains(document.HTML.String(), `<a href="/posts/1">b</a> <a href="/">c</a> d `) {
		t.Errorf("our own links are marked, or a refused one is not text: %s", document.HTML)
	}
}

func TestRender_loadsPicturesFromOurselvesOnly(t *testing.T) {
	const img = `<p><img src="/uploads/1/a.webp" alt="b &amp; c" loading="lazy" decoding="async"></p>`
	for source, want := range map[string]string{
		"![b *&* c](/uploads/1/a.webp)":                        img,
		"![b & c](https://forum.example/uploads/1/a.webp)":     img,
		"![](/static/img/logo-1.svg)":                          `<p><img src="/static/img/logo-1.svg" alt="" loading="lazy" decoding="async"></p>`,
		"![b](https://example.org/a.gif)":                      `<p><a href="https://example.org/a.gif" rel="ugc nofollow noopener">b</a></p>`,
		"![](https://example.org/a.gif)":                       `<p><a href="https://example.org/a.gif" rel="ugc nofollow noopener">https://example.org/a.gif</a></p>`,
		"[![b](https://example.org/a.gif)](https://x.org)":     `<p><a href="https://x.org" rel="ugc nofollow noopener">b</a></p>`,
		"[![b](/uploads/1/a.webp)](/uploads/1/large)":          `<p><a href="/uploads/1/large"><img src="/uploads/1/a.webp" alt="b" loading="lazy" decoding="async"></a></p>`,
		"![b](/posts/1)":                                       `<p><a href="/posts/1">b</a></p>`,
		"![b](/uploads/../posts/1)":                            `<p><a href="/uploads/../posts/1">b</a></p>`,
		"![b](/uploads/1/a.webp?v=1)":                          `<p><a href="/uploads/1/a.webp?v=1">b</a></p>`,
		"![b](data:image/png;base64,AAAA)":                     `<p>b</p>`,
		"![a [b](/c) `d` :tada: \\* &amp;](/uploads/1/a.webp)": `<p><img src="/uploads/1/a.webp" alt="a b d 🎉 * &amp;" loading="lazy" decoding="async"></p>`,
	} {
		if got := mustRender(t, source).HTML.String(); got != want {
			t.Errorf("%q\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestRender_listsTheUploadsItUses(t *testing.T) {
	document := mustRender(t, "![a](/uploads/2/b.webp) [c](/uploads/1/large) ![a](/uploads/2/b.webp) ![d](https://forum.example/uploads/3/x) [e](https://example.org/uploads/4)")
	if want := []string{"/uploads/2/b.webp", "/uploads/1/large", "/uploads/3/x"}; !slices.Equal(document.Uploads, want) {
		t.Errorf("uploads are %q, want %q", document.Uploads, want)
	}
}

func TestRender_capsTheAddressesOfOneText(t *testing.T) {
	source := "[a]: /" + strings.Repeat("b", maxAddress-10) + "\n\n" + strings.Repeat("[a] ", 5_000)
	document := mustRender(t, source)
	if got := len(document.HTML.String()); got > maxAddressesSum+100_000 {
		t.Errorf("%d bytes became %d", len(source), got)
	}
	if got := len(document.Text); got != 9_999 {
		t.Errorf("%d of 9999 characters are left", got)
	}
}
