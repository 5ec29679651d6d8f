package layout_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/ui"
)

// frame draws the frame round an empty page; the heading is the page's own, so Parts and not Sound.
func frame(t *testing.T, p layout.Page) *drawn.Page {
	t.Helper()
	page := drawn.Draw(t, layout.Shell(p))
	page.Parts()
	return page
}

func TestShell_theBellCountsAsFarAsThereIsRoom(t *testing.T) {
	for n, want := range map[int64][2]string{0: {"0", "Notices"}, 1: {"1", "Notices, 1 unread"}, 99: {"99", "Notices, 99 unread"}, 100: {"99+", "Notices, 100 unread"}, 12345: {"99+", "Notices, 12,345 unread"}} {
		p := drawn.Frame("A page", "mia")
		p.Viewer.Notices, p.Viewer.Heard = n, 57
		page := frame(t, p)
		page.Says(".bell__count", want[0])
		page.Has(".bell", "aria-label", want[1])
		page.Has(".bell", "data-bell", "57")
		if _, hidden := page.One(".bell__count").Attr("hidden"); hidden != (n == 0) {
			t.Errorf("with %d unread the count is hidden: %t", n, hidden)
		}
	}
}

func TestShell_offersTheToolsOfWhoeverLooks(t *testing.T) {
	reader, member, staff := frame(t, drawn.Frame("A page", "")), frame(t, drawn.Frame("A page", "mia")), drawn.Frame("A page", "sam")
	staff.Viewer.Staff = true
	team := frame(t, staff)
	reader.None(".bell", ".menu--account", "form[method=post]", `a[href="/new"]`, `a[href="/console"]`)
	reader.Has(".masthead a.button--primary", "href", "/join")
	reader.Has(".masthead__signin", "rel", "nofollow")
	member.None(".masthead__signin", `a[href="/join"]`, `a[href="/console"]`, "form[action='/console/view-as']")
	member.Count(".menu--account form[method=post]", 1)
	member.Has(".menu__who a", "href", "/members/mia")
	team.Count("form[action='/console/view-as']", 2)
	for _, as := range []string{"reader", "member"} {
		team.Count("form[action='/console/view-as'] [name=as][value="+as+"]", 1)
	}
	if r, m, s := reader.Find(".keys kbd").Length(), member.Find(".keys kbd").Length(), team.Find(".keys kbd").Length(); r >= m || m >= s {
		t.Errorf("a reader is told %d keys, a member %d, staff %d", r, m, s)
	}
	reader.None(".keys dd:contains('Reply')", ".keys dd:contains('Decide')")
	member.None(".keys dd:contains('Decide')")
}

func TestShell_staffWhoLookAsOthersAreToldSoAndLedBack(t *testing.T) {
	for as, want := range map[layout.ViewAs]string{layout.AsReader: "as a reader without an account sees it", layout.AsMember: "as an ordinary member sees it"} {
		p := drawn.Frame("A page", "")
		p.ViewAs = as
		page := frame(t, p)
		page.Mentions("[data-view-as="+string(as)+"]", want)
		page.Mentions("[data-view-as]", "Nothing can be changed meanwhile.")
		page.Has("[data-view-as] form", "action", "/view-as/end")
	}
	frame(t, drawn.Frame("A page", "sam")).None("[data-view-as]")
}

func TestShell_aLogoStandsForTheNameInEachTheme(t *testing.T) {
	light, dark := layout.Logo{Src: "/brand/aa/logo.png", Width: 400, Height: 100}, layout.Logo{Src: "/brand/bb/logo.png", Width: 380, Height: 96}
	for _, c := range []struct {
		name     string
		dark     layout.Logo
		theme    string
		src      string
		pictures int
	}{
		{"one logo", layout.Logo{}, "", light.Src, 0}, {"one logo, dark", layout.Logo{}, "dark", light.Src, 0}, {"two, by the device", dark, "", light.Src, 1},
		{"two, light", dark, "light", light.Src, 0}, {"two, dark", dark, "dark", dark.Src, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := drawn.Frame("A page", "mia")
			p.Viewer.Theme, p.Site.Logo, p.Site.LogoDark = c.theme, light, c.dark
			page := frame(t, p)
			page.Has(".nameplate img", "src", c.src)
			page.Has(".nameplate img", "alt", "Waymark")
			page.Count(".nameplate picture", c.pictures)
			if c.pictures > 0 {
				page.Has(".nameplate source", "srcset", dark.Src)
				page.Has(".nameplate source", "media", "(prefers-color-scheme: dark)")
			}
		})
	}
	page := frame(t, drawn.Frame("A page", ""))
	page.Says(".nameplate", "Waymark")
	page.None(".nameplate img")
}

func TestShell_takesNoThemeButItsTwo(t *testing.T) {
	for theme, want := range map[string]string{"light": "light", "dark": "dark", "": "", "sepia": "", `"><script>`: ""} {
		p := drawn.Frame("A page", "mia")
		p.Viewer.Theme = theme
		if got := frame(t, p).One("html").AttrOr("data-theme", ""); got != want {
			t.Errorf("%q draws the page in %q", theme, got)
		}
	}
}

func TestShell_footHasWhatTheBrandAndTheHousePut(t *testing.T) {
	p := drawn.Frame("A page", "")
	page := frame(t, p)
	page.Says(".foot__host", "Hosted by Larkmoor")
	page.None(".foot__host a", "[data-brand-link]", "[data-house-link]")
	p.Site.HostURL = "https://larkmoor.example"
	p.Site.Links = []layout.HouseLink{{Label: "Shop", Href: "https://shop.example"}, {Label: drawn.Hostile, Href: "javascript:alert(1)"}}
	p.House = []layout.HouseLink{{Label: "Imprint", Href: "/house/imprint"}}
	page = drawn.Draw(t, layout.Shell(p)) // an address that runs something leads nowhere
	page.Harmless()
	page.Has(".foot__host a", "href", "https://larkmoor.example")
	page.Count("[data-brand-link]", 2)
	page.Has("[data-house-link] a", "href", "/house/imprint")
	page.None(`a[href^="javascript"]`)
	p.Site.HostLine, p.Site.Links = "", nil
	frame(t, p).None(".foot__host")
}

func TestShell_saysWhatEverybodyIsToKnowAboveThePage(t *testing.T) {
	p := drawn.Frame("A page", "mia")
	frame(t, p).None(".flashes", "[role=status]")
	p.Banner, p.HouseAsks = drawn.Hostile, "/house/acceptance"
	p.Flash = []layout.Flash{{Kind: ui.Done, Text: drawn.Hostile}, {Kind: ui.Wrong, Text: "But not that."}}
	page := frame(t, p)
	page.Harmless()
	page.Count("main [data-banner]", 1)
	page.Has("[data-house-asks] a", "href", "/house/acceptance")
	page.Count("main [role=status] .notice", 2)
	page.Says("main [role=status] .notice--wrong", "But not that.")
}

func TestShell_tellsMachinesNothingThatIsNotSo(t *testing.T) {
	page := frame(t, drawn.Frame("A page", ""))
	page.None("meta[name=description]", "meta[name=robots]", "link[rel=canonical]", "link[rel=prev]", "link[rel=next]", `meta[property="og:image"]`, `meta[property="og:url"]`, `meta[property="article:modified_time"]`,
		`link[type="application/atom+xml"]`, "link[rel=icon]", `script[type="application/ld+json"]`, "body[data-colour]")
	page.Has(`meta[property="og:type"]`, "content", "website")
	page.Has("html", "lang", "en")

	p := drawn.Frame("A page", "")
	p.Site.Language, p.Site.Icon, p.Site.TouchIcon, p.Site.Sans, p.Site.BrandSheet = "de", "/brand/aa/icon.png", "/brand/aa/icon-180.png", true, "/brand/cc.css"
	p.Site.IconType, p.Colour, p.OpenGraph = "image/png", "ocean", layout.OpenGraph{Image: "https://w.test/x.png", Small: true}
	p.LastChanged, p.Prev = time.Date(2026, 3, 2, 10, 14, 0, 0, time.FixedZone("CET", 3600)), "/t/1?page=1"
	page = frame(t, p)
	page.Has("html", "lang", "de")
	page.Has("link[rel=icon]", "type", "image/png")
	page.Has("link[rel=apple-touch-icon]", "href", "/brand/aa/icon-180.png")
	page.Has(`meta[name="twitter:card"]`, "content", "summary")
	page.Has(`meta[property="article:modified_time"]`, "content", "2026-03-02T09:14:00Z")
	page.Has("link[rel=prev]", "href", "/t/1?page=1")
	page.Has("body", "data-colour", "ocean")
	if sheet := page.Find("link[rel=stylesheet]").Last().AttrOr("href", ""); sheet != "/brand/cc.css" {
		t.Errorf("the last sheet, which wins, is %s", sheet)
	}
	if font := page.One("link[rel=preload]").AttrOr("href", ""); !strings.Contains(font, "instrument-sans") {
		t.Errorf("a page without the serif asks early for %s", font)
	}
	if n := frame(t, drawn.Frame("Wet feet", "mia")).Find("link[rel=preload][as=font][crossorigin]").Length(); n != 2 {
		t.Errorf("a page asks early for %d faces: words move when the others come", n)
	}
}

func TestShell_showsHostileWordsOfAnybodyAsWords(t *testing.T) {
	p := drawn.Frame("Wet feet", "mia")
	p.Description, p.Query, p.Viewer.Name, p.Viewer.Handle, p.Canonical = drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile
	p.Site.Name, p.Site.Tagline, p.Nav[0].Name, p.Nav[0].Slug, p.Nav[0].Colour = drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile, drawn.Hostile
	p.Feeds, p.OpenGraph = []layout.Feed{{Title: drawn.Hostile, Href: "/x"}}, layout.OpenGraph{Image: drawn.Hostile, ImageAlt: drawn.Hostile}
	page := frame(t, p)
	page.Harmless()
	page.Has("#masthead-q", "value", drawn.Hostile)
	if got := page.Find("title").First().Text(); got != "Wet feet · "+drawn.Hostile {
		t.Errorf("the title is %q", got)
	}
}

func TestShell_marksOnePlaceAtMost(t *testing.T) {
	for here, want := range map[string]int{"": 0, "/": 0, "/stories": 1, "/stories/": 1, "/topics": 1, "/topics/cycling-to-work": 1, "/topics/elsewhere": 0, "/story": 0} {
		p := drawn.Frame("A page", "")
		p.Here = here
		frame(t, p).Count(".sections [aria-current=page]", want)
	}
}
