package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
)

func brand() console.BrandPage {
	return console.BrandPage{
		Frame: frame(), Version: 3,
		Now: map[string]string{
			"name": "Waymark", "tagline": "Out and about", "host_line": "Hosted by Larkmoor", "host_url": "https://larkmoor.example", "accent": "#ffd84d",
			"typeface": "book", "corners": "square", "link1_label": "Shop", "link1_href": "https://shop.example",
		},
		Sample: console.BrandSample{
			Name: "Waymark", Tagline: "Out and about", HostLine: "Hosted by Larkmoor", Links: []models.FooterLink{{Label: "Shop", Href: "https://shop.example"}}, Sheet: "/console/brand/sample.css",
			Colours: []console.AccentLine{
				{Scheme: "light", Asked: "#ffd84d", Shown: "#7d6800", Corrected: true, Contrast: "1.3 to 1", Now: "4.5 to 1"},
				{Scheme: "dark", Asked: "#ffd84d", Shown: "#ffd84d", Contrast: "9.9 to 1", Now: "9.9 to 1"},
			},
		},
		Versions: []console.BrandVersion{
			{Number: 3, Name: "Waymark", Accent: "#ffd84d", Typeface: models.TypefaceBook, Corners: models.CornersSquare, Author: "Ada"},
			{Number: 2, Name: "Community", Typeface: models.TypefaceMagazine, Corners: models.CornersSoft},
		},
	}
}

func TestBrand_beginsWithWhatHoldsNowAndShowsItInBothSchemes(t *testing.T) {
	p := drawn.Draw(t, console.Brand(brand()))
	p.Sound()
	for _, name := range []string{"name", "tagline", "host_line", "host_url", "accent", "link1_label", "link1_href"} {
		p.Has("#brand-"+name, "value", brand().Now[name])
	}
	p.Has("[name=typeface][checked]", "value", "book")
	p.Has("[name=corners][checked]", "value", "square")
	p.Count("[name$=_href]", models.FooterLinksMost)
	p.Count(".brand-sample", 2)
	p.Mentions("[data-accent=light]", "#7d6800, in place of #ffd84d")
	p.Mentions("[data-accent=light]", "contrast of 1.3 to 1")
	p.Mentions("[data-accent=dark]", "as you chose")
}

func TestBrand_bringsBackEveryVersionButTheOneThatIsShown(t *testing.T) {
	p := drawn.Draw(t, console.Brand(brand()))
	p.Count("[data-version]", 2)
	p.Count("[data-version='3'] form", 0)
	p.Has("[data-version='2'] [name=former]", "value", "2")
	p.Has("[data-version='2'] [name=version]", "value", "3")
	p.Mentions("[data-version='2']", "the colour it came with")
	fresh := brand()
	fresh.Versions, fresh.Sample.Colours = nil, nil
	p = drawn.Draw(t, console.Brand(fresh))
	p.Sound()
	p.Count("[data-version]", 0)
	p.Count("[data-accent]", 0)
}

func TestBrand_comesBackWithWhatIsToBeMended(t *testing.T) {
	back := brand()
	back.Form = console.Form{
		Name: "brand", Values: map[string]string{"name": "", "accent": "spruce", "typeface": "plain", "link2_href": "x"},
		Errors: map[string]string{"name": "Give a name.", "accent": "Give a colour.", "link2_href": "Give a whole address."},
	}
	p := drawn.Draw(t, console.Brand(back))
	p.Sound()
	p.Wrong("name", "Give a name.", "")
	p.Wrong("accent", "Give a colour.", "spruce")
	p.Wrong("link2_href", "Give a whole address.", "x")
	p.Has("[name=typeface][checked]", "value", "plain")
}

func TestBrand_offersAColourToTheBrowsersOwnChoiceOnlyWhereItIsOne(t *testing.T) {
	for typed, want := range map[string]string{"#ffd84d": "#ffd84d", "FA0": "#ffaa00", " 1A2B3C ": "#1a2b3c", "": "#00533f", "spruce": "#00533f", `"><script>`: "#00533f"} {
		page := brand()
		page.Form = console.Form{Name: "brand", Values: map[string]string{"name": "Waymark", "accent": typed}}
		p := drawn.Draw(t, console.Brand(page))
		p.Has("[data-pick]", "value", want)
		p.Has("#brand-accent", "value", typed)
	}
}

func TestBrand_offersEveryTypefaceAndCornerByAName(t *testing.T) {
	p := drawn.Draw(t, console.Brand(brand()))
	for name, want := range map[string]int{"typeface": len(models.Typefaces), "corners": len(models.CornersList)} {
		said := map[string]bool{}
		for _, control := range p.Find("[name=" + name + "]").EachIter() {
			words := drawn.Words(control.Closest("label"))
			if words == "" || said[words] || control.AttrOr("value", "") == "" {
				t.Errorf("%s %q is called %q", name, control.AttrOr("value", ""), words)
			}
			said[words] = true
		}
		if len(said) != want {
			t.Errorf("%d of %s, want %d", len(said), name, want)
		}
	}
}

func TestBrand_saysWhetherALogoStandsForTheName(t *testing.T) {
	page := brand()
	drawn.Draw(t, console.Brand(page)).Mentions(".brand__logo", "The name is set in letters")
	page.Site.Logo.Src = "/brand/aa/logo.png"
	p := drawn.Draw(t, console.Brand(page))
	p.Mentions(".brand__logo", "A logo stands in place of the name.")
	p.Has(".brand__logo a", "href", "/console/brand/logo")
}

func TestBrand_sampleLeavesOutWhatIsNotGiven(t *testing.T) {
	page := brand()
	page.Sample = console.BrandSample{Name: "Waymark", Sheet: "/console/brand/sample.css"}
	p := drawn.Draw(t, console.Brand(page))
	p.Sound()
	p.None(".brand-sample__tagline", "[data-accent]", ".brand-sample a", ".brand-sample button")
	p.Mentions(".brand-sample__foot", "No tracking, nothing from elsewhere")
	page.Sample.HostLine = "Hosted by Larkmoor"
	drawn.Draw(t, console.Brand(page)).None(".brand-sample__foot:contains('No tracking')")
}

func TestBrand_showsHostileWordsAsWords(t *testing.T) {
	page := brand()
	for name := range page.Now {
		if name != "typeface" && name != "corners" {
			page.Now[name] = drawn.Hostile
		}
	}
	page.Sample = console.BrandSample{Name: drawn.Hostile, Tagline: drawn.Hostile, HostLine: drawn.Hostile, Sheet: "/x.css", Links: []models.FooterLink{{Label: drawn.Hostile, Href: "javascript:alert(1)"}}}
	page.Versions[1].Name, page.Versions[0].Author, page.Versions[1].Accent = drawn.Hostile, drawn.Hostile, drawn.Hostile
	p := drawn.Draw(t, console.Brand(page))
	p.Sound()
	p.Harmless()
	p.None(`[href^="javascript"]`, `[src^="javascript"]`)
}
