package markup

import (
	"strings"
	"testing"
)

func TestVideoOf_knowsItsHostsAndNoOthers(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ":                  "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0",
		"https://m.youtube.com/watch?list=x&v=dQw4w9WgXcQ&t=90s":       "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&start=90",
		"https://youtu.be/dQw4w9WgXcQ?t=12":                            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&start=12",
		"https://www.youtube.com/shorts/dQw4w9WgXcQ":                   "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0",
		"https://vimeo.com/76979871":                                   "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
		"https://vimeo.com/76979871/0a1b2c3d4e":                        "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=0a1b2c3d4e",
		"https://framatube.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d": "https://framatube.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?autoplay=1&p2p=0",
		"https://files.example.org/rides/fog.webm":                     "https://files.example.org/rides/fog.webm",
		"https://files.example.org/a.MP4?x=1":                          "https://files.example.org/a.MP4?x=1",
	} {
		v, ok := VideoOf(href)
		if !ok || v.Frame+v.File != want || v.From == "" {
			t.Errorf("%s is %+v, want %s", href, v, want)
		}
		if origin := v.Origin(); !strings.HasPrefix(want, origin+"/") || strings.Count(origin, "/") != 2 || strings.ContainsAny(origin, " ;,'") {
			t.Errorf("%s comes from %q", href, origin)
		}
	}
	for _, href := range []string{
		"", "http://youtu.be/dQw4w9WgXcQ", "https://youtube.com/", "https://youtube.com/watch?v=short", "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload",
		"https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "https://evil.example/watch?v=dQw4w9WgXcQ", "https://youtu.be:8443/dQw4w9WgXcQ", "https://a@youtu.be/dQw4w9WgXcQ",
		"https://vimeo.com/about", "https://vimeo.com/76979871/../x", "https://elsewhere.example/w/9c9de5e8-0a1e-484a-b099", "https://framatube.org/about",
		"https://files.example.org/fog.mov", "https://localhost/fog.mp4", "https://127.0.0.1/fog.mp4", "https://x;y.example/fog.mp4", "https://x'y.example/fog.mp4", "/uploads/fog.mp4", "javascript:x.mp4",
	} {
		if v, ok := VideoOf(href); ok {
			t.Errorf("%q was taken for a film: %+v", href, v)
		}
	}
}

func poster(href, scene, label, from string) string {
	return `<p class="video"><a class="video__open" href="` + href + `" rel="` + outsideRel + `"><img src="/covers/abstract/` + scene + `" alt="" width="640" height="360" loading="lazy" decoding="async">` +
		`<strong>` + label + `</strong> <small class="video__from">From ` + from + `. It is loaded from there when you open it.</small></a></p>`
}

func TestRender_makesAPosterOfALinkToAFilmThatStandsAlone(t *testing.T) {
	const film = "https://vimeo.com/76979871"
	for source, want := range map[string]string{
		film:                                  poster(film, "70", "A video on Vimeo", "Vimeo"),
		"<" + film + ">":                      poster(film, "70", "A video on Vimeo", "Vimeo"),
		"[Fog & \"a\" *ferry*](" + film + ")": poster(film, "70", "Fog &amp; “a” ferry", "Vimeo"),
		"See " + film:                         `<p>See <a href="` + film + `" rel="` + outsideRel + `">` + film + `</a></p>`,
		"> " + film:                           "<blockquote>\n<p><a href=\"" + film + `" rel="` + outsideRel + `">` + film + "</a></p>\n</blockquote>",
		"[a](https://elsewhere.example/)":     `<p><a href="https://elsewhere.example/" rel="` + outsideRel + `">a</a></p>`,
	} {
		if got := mustRender(t, source).HTML.String(); got != want {
			t.Errorf("%q\n got %s\nwant %s", source, got, want)
		}
	}
}

func TestRender_countsAFilmAsALinkAndLeavesOurOwnWordsOutOfTheText(t *testing.T) {
	d := mustRender(t, "Before.\n\n[Fog](https://youtu.be/dQw4w9WgXcQ)\n\nAfter.")
	if d.Links != 1 || d.Text != "Before.\nFog\nAfter." {
		t.Errorf("%d links, text %q", d.Links, d.Text)
	}
}

// What a member types as HTML stays text, and a picture of the set cannot be had by Markdown.
func TestRender_letsNobodyWriteAPosterThemselves(t *testing.T) {
	for _, source := range []string{`<p class="video"><a class="video__open" href="https://evil.example/">x</a></p>`, "![x](/covers/abstract/12)"} {
		if html := mustRender(t, source).HTML.String(); strings.Contains(html, "<img") || strings.Contains(html, `<a class="video`) {
			t.Errorf("%q became %s", source, html)
		}
	}
}

func TestVideoOf_readsEveryWayAHostWritesAnAddress(t *testing.T) {
	const tube, vim = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"
	for href, want := range map[string]string{
		"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ":       tube,
		"https://youtube.com/live/dQw4w9WgXcQ?si=tracking":         tube,
		"https://youtube.com/embed/dQw4w9WgXcQ?autoplay=0&t=7":     tube + "&start=7",
		"https://WWW.YouTube.com/watch?v=dQw4w9WgXcQ#t=3":          tube,
		"HTTPS://youtu.be/dQw4w9WgXcQ?t=1m30s":                     tube, // a moment that is not seconds is left out
		"https://youtu.be/dQw4w9WgXcQ?t=999999":                    tube,
		"https://youtu.be/dQw4w9WgXcQ?t=-5":                        tube,
		"https://youtube.com/shorts/dQw4w9WgXcQ?v=AAAAAAAAAAA":     tube, // the path says which one
		"https://player.vimeo.com/video/76979871":                  vim,
		"https://www.vimeo.com/76979871?share=copy":                vim,
		"https://tilvids.com/videos/watch/9c9de5e8-0a1e":           "https://tilvids.com/videos/embed/9c9de5e8-0a1e?autoplay=1&p2p=0",
		"https://video.blender.org/videos/embed/abcdefghij?x=1":    "https://video.blender.org/videos/embed/abcdefghij?autoplay=1&p2p=0",
		"https://www.example.org/a/b%20c.webm":                     "https://www.example.org/a/b%20c.webm",
		"https://framatube.org/download/9c9de5e8-0a1e-1080p.mp4#1": "https://framatube.org/download/9c9de5e8-0a1e-1080p.mp4#1",
	} {
		v, ok := VideoOf(href)
		if !ok || v.Frame+v.File != want || (v.Frame == "") == (v.File == "") {
			t.Errorf("%s is %+v, want %s", href, v, want)
		}
	}
	for _, href := range []string{
		"https://youtube.com/embed/dQw4w9WgXcQ/more", "https://youtu.be/dQw4w9WgXcQ/", "https://youtube.com/playlist?list=PL0123456789A", "https://youtube.com/@somebody", "https://youtu.be/dQw4w9WgXc%20",
		"https://youtube.com./watch?v=dQw4w9WgXcQ", "https://music.youtube.com/watch?v=dQw4w9WgXcQ", "https://vimeo.com/1234", "https://vimeo.com/1234567890123", "https://vimeo.com/76979871/XYZ",
		"https://framatube.org/w/short", "https://framatube.org/w/9c9de5e8/../../about", "https://framatube.org/w/" + strings.Repeat("a", 37), "https://sub.framatube.org/w/9c9de5e8-0a1e-484a-b099",
		"https://files.example.org/a.mp4/", "https://files.example.org/?f=a.mp4", "https://files.example.org/#a.mp4", "https://files.example.org./a.mp4", "https://[::1]/a.mp4", "https://bücher.example/a.mp4",
		"https://files.example.org/" + strings.Repeat("a", maxAddress) + ".mp4", "//youtu.be/dQw4w9WgXcQ", "data:video/mp4;base64,a.mp4", "https://files.example.org:444/a.mp4", "ftp://files.example.org/a.mp4",
	} {
		if v, ok := VideoOf(href); ok {
			t.Errorf("%.80q was taken for a film: %+v", href, v)
		}
	}
}

func TestVideo_Origin_isASourceAPolicyCanName(t *testing.T) {
	for want, v := range map[string]Video{
		"https://player.vimeo.com": {Frame: "https://player.vimeo.com/video/1?x=;script-src *"}, "https://files.example.org": {File: "https://files.example.org/a.mp4?x='unsafe-inline'"},
		"": {File: "https://%zz/a.mp4"},
	} {
		if got := v.Origin(); got != want {
			t.Errorf("%+v comes from %q, want %q", v, got, want)
		}
	}
}

// A poster is for a paragraph that is a film and nothing else; everywhere else a link stays a link.
func TestRender_leavesALinkToAFilmPlainWhereItDoesNotStandAlone(t *testing.T) {
	const film = "https://vimeo.com/76979871"
	for _, source := range []string{
		"- " + film, "1. " + film, "# " + film, "| a |\n|---|\n| " + film + " |", "**" + film + "**", film + " and more", film + "\n" + film, film + "  \nand a line", "a[^1]\n\n[^1]: " + film,
		"> - " + film, "- [ ] " + film, film + " " + film, "*[a](" + film + ")*", "http://vimeo.com/76979871", "[a](" + film + ").",
	} {
		html := mustRender(t, source).HTML.String()
		if strings.Contains(html, `class="video`) || strings.Contains(html, "<img") {
			t.Errorf("%q became a poster: %s", source, html)
		}
		if !strings.Contains(html, "vimeo.com/76979871") || !strings.Contains(html, outsideRel) {
			t.Errorf("%q is no link any more: %s", source, html)
		}
	}
	for _, source := range []string{"`" + film + "`", "```\n" + film + "\n```", "    " + film, `\` + "<" + film + ">"} {
		if html := mustRender(t, source).HTML.String(); strings.Contains(html, `class="video`) {
			t.Errorf("%q is code or escaped, and became a poster: %s", source, html)
		}
	}
}

func TestRender_posterSaysWhatItsLinkSaysAndNoMore(t *testing.T) {
	const film = "https://youtu.be/dQw4w9WgXcQ"
	for source, label := range map[string]string{
		"[](" + film + ")":                          "A video on YouTube",
		"[" + film + "](" + film + ")":              "A video on YouTube",
		"[  a \n b  ](" + film + ")":                "a b",
		"[<script>alert(1)</script>](" + film + ")": "&lt;script&gt;alert(1)&lt;/script&gt;",
		"[&lt;b&gt; \\* `c`](" + film + " \"t\")":   "&lt;b&gt; * c",
		"[a\u202eb](" + film + ")":                  "ab",
		"[a][1]\n\n[1]: " + film:                    "a",
	} {
		html := mustRender(t, source).HTML.String()
		if !strings.Contains(html, "<strong>"+label+"</strong>") || strings.Contains(html, "<script") || strings.ContainsRune(html, '\u202e') {
			t.Errorf("%q: %s, want the label %s", source, html, label)
		}
	}
}

func TestRender_theSameFilmHasTheSamePosterAndSeveralStandApart(t *testing.T) {
	const one, other = "https://youtu.be/dQw4w9WgXcQ", "https://vimeo.com/76979871"
	d := mustRender(t, one+"\n\n"+other+"\n\n[Again]("+one+")")
	html := d.HTML.String()
	if n := strings.Count(html, `<p class="video">`); n != 3 || d.Links != 3 {
		t.Errorf("%d posters, %d links, want 3 of both", n, d.Links)
	}
	var scenes []string
	for _, rest := range strings.Split(html, "/covers/abstract/")[1:] {
		scene, _, _ := strings.Cut(rest, `"`)
		scenes = append(scenes, scene)
	}
	if len(scenes) != 3 || scenes[0] != scenes[2] || scenes[0] == scenes[1] {
		t.Errorf("the posters are %v", scenes)
	}
}

// A film that cannot be linked any more, since a text has its fill of addresses, is no poster either.
func TestRender_makesNoPosterBeyondTheAllowanceForAddresses(t *testing.T) {
	d := mustRender(t, "[a]: /"+strings.Repeat("b", maxAddress-10)+"\n\n"+strings.Repeat("[a] ", 2*maxAddressesSum/maxAddress)+"\n\n[Fog](https://youtu.be/dQw4w9WgXcQ)")
	if html := d.HTML.String(); strings.Contains(html, `class="video`) || !strings.HasSuffix(d.Text, "\nFog") {
		t.Errorf("the text ends on %q", d.Text[max(0, len(d.Text)-80):])
	}
}

func TestRender_aPictureThatLeadsToAFilmIsShown(t *testing.T) {
	const film = "https://vimeo.com/76979871"
	shown := mustRender(t, "[![b](/uploads/"+testPicture+")]("+film+")")
	if html := shown.HTML.String(); !strings.Contains(html, "<picture>") || !strings.Contains(html, film) || strings.Contains(html, `class="video`) || len(shown.Pictures) != 1 {
		t.Errorf("%d pictures, drawn as %s", len(shown.Pictures), html)
	}
	hidden := mustRender(t, "[![b](/uploads/unknown)]("+film+")")
	if html := hidden.HTML.String(); !strings.Contains(html, `class="video`) || len(hidden.Pictures) != 0 {
		t.Errorf("%d pictures, drawn as %s", len(hidden.Pictures), html)
	}
}
