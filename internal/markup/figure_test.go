package markup

import (
	"regexp"
	"strings"
	"testing"
)

// skeleton is what stands in a text, without what the browser chooses from.
func skeleton(html string) string {
	html = regexp.MustCompile(`<picture>.*?</picture>`).ReplaceAllString(html, "P")
	return regexp.MustCompile(` href="[^"]*"`).ReplaceAllString(html, "")
}

func TestRender_standsPicturesInATextAsItSays(t *testing.T) {
	const at = "(/uploads/" + testPicture
	const figure = `<figure class="ratio-17"><a class="picture">P</a>`
	for source, want := range map[string]string{
		"![a]" + at + ")":                                      `<div class="figures">` + figure + `</figure></div>`,
		"![a]" + at + "#wide)":                                 `<div class="figures figures--wide">` + figure + `</figure></div>`,
		"![a]" + at + "#full \"By the sea & after.\")":         `<div class="figures figures--full">` + figure + `<figcaption>By the sea &amp; after.</figcaption></figure></div>`,
		"![a]" + at + "#inset)":                                `<div class="figures figures--inset">` + figure + `</figure></div>`,
		"![a]" + at + "#enormous)":                             `<div class="figures">` + figure + `</figure></div>`,
		"![a]" + at + ")\n![b]" + at + " \"two\")":             `<div class="figures figures--row">` + figure + "</figure>\n" + figure + `<figcaption>two</figcaption></figure></div>`,
		"See ![a]" + at + ").":                                 `<p>See <a class="picture">P</a>.</p>`,
		"![a]" + at + ") ![b](/uploads/unknown)":               `<p><a class="picture">P</a> <a>b</a></p>`,
		"- ![a]" + at + ")":                                    "<ul>\n<li><a class=\"picture\">P</a></li>\n</ul>",
		"> ![a]" + at + ")":                                    "<blockquote>\n<p><a class=\"picture\">P</a></p>\n</blockquote>",
		"![a]" + at + " \"" + strings.Repeat("x", 501) + "\")": `<div class="figures">` + figure + `</figure></div>`,
	} {
		if got := skeleton(mustRender(t, source).HTML.String()); got != want {
			t.Errorf("%.80q\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestRender_saysHowWideAPictureBecomes(t *testing.T) {
	one := "![a](/uploads/" + testPicture
	for source, want := range map[string]string{
		one + ")": column, one + "#full)": "100vw", one + "#wide)": shapes["wide"], one + "#inset)": shapes["inset"], one + ")" + one + ")": beside,
	} {
		html := mustRender(t, source).HTML.String()
		if n := strings.Count(html, ` sizes="`+want+`"`); n != strings.Count(source, "!") {
			t.Errorf("%q: %d pictures say so: %s", source, n, html)
		}
	}
}

func TestRatioClass_staysWithinTheStylesThereAre(t *testing.T) {
	for want, p := range map[string]Picture{
		"ratio-15": {Width: 1200, Height: 800}, "ratio-8": {Width: 880, Height: 1100}, "ratio-30": {Width: 2400, Height: 1}, "ratio-4": {Width: 1, Height: 2400}, "ratio-10": {Width: 1},
	} {
		if got := ratioClass(p); got != want {
			t.Errorf("%dx%d is %s, want %s", p.Width, p.Height, got, want)
		}
	}
}

// What is written under a picture is words, whoever wrote them: the author of the text, or of the picture.
func TestRender_captionsAndNotesAreWords(t *testing.T) {
	const hostile = `</small></figcaption><script>alert(1)</script>`
	noted := picture
	noted.Notes = hostile
	for source, want := range map[string]string{
		"![a](/uploads/" + testPicture + ")":                        `<figcaption><small>&lt;/small&gt;&lt;/figcaption&gt;&lt;script&gt;`,
		"![a](/uploads/" + testPicture + " \"Fog & <b>\")":          `<figcaption>Fog &amp; &lt;b&gt; <small>&lt;/small&gt;`,
		"![a](/uploads/" + testPicture + " \"\")":                   `<figcaption><small>`,
		"![\"><img src=x onerror=y>](/uploads/" + testPicture + ")": `&gt;&lt;img src=x onerror=y&gt;"`,
	} {
		d, err := render(t, source, Place{Pictures: map[string]Picture{testPicture: noted}})
		if err != nil {
			t.Fatal(err)
		}
		html := d.HTML.String()
		if !strings.Contains(html, want) || strings.Contains(html, "<script") || strings.Contains(html, "<img src=x") || strings.Contains(html, "<b>") {
			t.Errorf("%q: %s, want %s", source, html, want)
		}
	}
}

func TestRender_readsTheShapeOfAPictureAsItIsWrittenAlone(t *testing.T) {
	const at = "![a](/uploads/" + testPicture
	for source, class := range map[string]string{
		at + "#Wide)": "figures", at + "#wide#full)": "figures", at + "#)": "figures", at + "#\"onload)": "figures", at + "#wide)\n" + at + ")": "figures figures--row", at + "#inset \"x\")": "figures figures--inset",
		"![a][1]\n\n[1]: /uploads/" + testPicture + "#full": "figures figures--full", "![a](https://forum.example/uploads/" + testPicture + "#wide)": "figures figures--wide",
	} {
		if html := mustRender(t, source).HTML.String(); !strings.HasPrefix(html, `<div class="`+class+`">`) {
			t.Errorf("%q: %.120s, want the class %s", source, html, class)
		}
	}
}

func TestRender_remembersWhatATextSaysOfItsPictures(t *testing.T) {
	d := mustRender(t, "![a *b* &amp; c](/uploads/"+testPicture+" \"By the *sea*\")\n\n![other](/uploads/"+testPicture+" \"later\")")
	if got, want := d.PictureWords[testPicture], (PictureWords{Alt: "a b & c", Caption: "By the *sea*"}); got != want {
		t.Errorf("it says %+v, want %+v: what is said first", got, want)
	}
	if d := mustRender(t, "![a](/uploads/vutsrqponmlkjihgfedcba)"); len(d.PictureWords) != 0 || len(d.Pictures) != 0 {
		t.Errorf("of a picture that is not there it says %+v", d.PictureWords)
	}
}
