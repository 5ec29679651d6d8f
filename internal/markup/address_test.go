package markup

import (
	"fmt"
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
	const (
		sizes = `<picture><source type="image/webp" srcset="/uploads/abcdefghijklmnopqrstuv/480.webp 480w, /uploads/abcdefghijklmnopqrstuv/960.webp 700w" sizes="(max-width: 45rem) 100vw, 42rem"><img src="/uploads/abcdefghijklmnopqrstuv/960.jpg" alt="`
		end   = `" width="700" height="400" loading="lazy" decoding="async"></picture>`
		open  = `<div class="figures"><figure class="ratio-17"><a class="picture" href="/uploads/abcdefghijklmnopqrstuv">` + sizes
		shut  = end + `</a></figure></div>`
		img   = open + `b &amp; c` + shut
	)
	for source, want := range map[string]string{
		"![b *&* c](/uploads/abcdefghijklmnopqrstuv)":                        img,
		"![b & c](https://forum.example/uploads/abcdefghijklmnopqrstuv)":     img,
		"![](/static/img/logo-1.svg)":                                        `<p><img src="/static/img/logo-1.svg" alt="" loading="lazy" decoding="async"></p>`,
		"![b](https://example.org/a.gif)":                                    `<p><a href="https://example.org/a.gif" rel="ugc nofollow noopener">b</a></p>`,
		"![](https://example.org/a.gif)":                                     `<p><a href="https://example.org/a.gif" rel="ugc nofollow noopener">https://example.org/a.gif</a></p>`,
		"[![b](https://example.org/a.gif)](https://x.org)":                   `<p><a href="https://x.org" rel="ugc nofollow noopener">b</a></p>`,
		"[![b](/uploads/abcdefghijklmnopqrstuv)](/uploads/1/large)":          `<p><a href="/uploads/1/large">` + sizes + `b` + end + `</a></p>`,
		"![b](/uploads/vutsrqponmlkjihgfedcba)":                              `<p><a href="/uploads/vutsrqponmlkjihgfedcba">b</a></p>`,
		"![](/uploads/vutsrqponmlkjihgfedcba)":                               `<p><a href="/uploads/vutsrqponmlkjihgfedcba">/uploads/vutsrqponmlkjihgfedcba</a></p>`,
		"![b](/posts/1)":                                                     `<p><a href="/posts/1">b</a></p>`,
		"![b](/uploads/../posts/1)":                                          `<p><a href="/uploads/../posts/1">b</a></p>`,
		"![b](/uploads/abcdefghijklmnopqrstuv?v=1)":                          `<p><a href="/uploads/abcdefghijklmnopqrstuv?v=1">b</a></p>`,
		"![b](data:image/png;base64,AAAA)":                                   `<p>b</p>`,
		"![a [b](/c) `d` :tada: \\* &amp;](/uploads/abcdefghijklmnopqrstuv)": open + `a b d 🎉 * &amp;` + shut,
	} {
		if got := mustRender(t, source).HTML.String(); got != want {
			t.Errorf("%q\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestRender_listsThePicturesItShows(t *testing.T) {
	const other = "wxyzabcdefghijklmnopqr"
	known := map[string]Picture{testPicture: picture, other: picture}
	document, err := render(t, "![a](/uploads/"+other+") ![b](/uploads/"+testPicture+") ![a](/uploads/"+other+") [c](/uploads/"+testPicture+") ![d](/uploads/unknownunknownunknown0) `![e](/uploads/"+testPicture+")`", Place{Pictures: known})
	if err != nil || !slices.Equal(document.Pictures, []string{other, testPicture}) {
		t.Errorf("shown are %q, %v", document.Pictures, err)
	}
	if document.Text != "a b a c d ![e](/uploads/"+testPicture+")" {
		t.Errorf("in words: %q", document.Text)
	}
}

func TestPictureKeys_areWhatATextMayShow(t *testing.T) {
	for source, want := range map[string][]string{
		"": nil, "![a](/uploads/" + testPicture + ")": {testPicture}, "/uploads/" + testPicture + " /uploads/" + testPicture: {testPicture},
		"![a](/uploads/short)": nil, "[a]: https://forum.example/uploads/" + testPicture: {testPicture}, "/uploads/1/large": nil,
	} {
		if got := PictureKeys(source); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
	many := ""
	for i := range 2 * MaxPictures {
		many += fmt.Sprintf(" /uploads/%022d", i)
	}
	if n := len(PictureKeys(many)); n != MaxPictures {
		t.Errorf("%d of many, at most %d", n, MaxPictures)
	}
}

func TestRender_capsThePicturesOfOneText(t *testing.T) {
	document := mustRender(t, strings.Repeat("![a](/uploads/"+testPicture+")\n\n", 2_000))
	if n := strings.Count(document.HTML.String(), "<picture>"); n == 0 || n > maxAddressesSum/len(testPicture) {
		t.Errorf("%d are drawn", n)
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
