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
