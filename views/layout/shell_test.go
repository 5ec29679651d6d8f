package layout

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/commonthread/commonthread/static"
	"github.com/commonthread/commonthread/views/ui"
)

func draw(t *testing.T, p Page) *goquery.Document {
	t.Helper()
	var b bytes.Buffer
	if err := Shell(p).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attribute(doc *goquery.Document, selector, name string) string {
	return doc.Find(selector).First().AttrOr(name, "")
}

func TestShell_titlesThePageAndThenTheCommunity(t *testing.T) {
	site := Site{Name: "Waymark", Tagline: "Out and about"}
	for title, want := range map[string]string{"": "Waymark – Out and about", "Wet feet": "Wet feet · Waymark", "Waymark": "Waymark"} {
		if got := draw(t, Page{Title: title, Site: site}).Find("title").Text(); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

func TestShell_tellsMachinesWhatThePageIs(t *testing.T) {
	doc := draw(t, Page{
		Title: "Wet feet", Description: "On rain.", Canonical: "https://w.test/t/12/wet-feet", Robots: "noindex",
		Next: "/t/12/wet-feet?page=2", Feeds: []Feed{{Title: "Thread", Href: "/t/12/feed.atom"}},
		OpenGraph: OpenGraph{Type: "article", Image: "https://w.test/covers/fog-road/1", ImageAlt: "Fog"},
	})
	for selector, want := range map[string]string{
		`meta[name=description]`:    "On rain.",
		`meta[name=robots]`:         "noindex",
		`meta[property="og:type"]`:  "article",
		`meta[property="og:image"]`: "https://w.test/covers/fog-road/1",
		`meta[property="og:title"]`: "Wet feet",
		`meta[name="twitter:card"]`: "summary_large_image",
		`meta[property="og:url"]`:   "https://w.test/t/12/wet-feet",
		`meta[name="viewport"]`:     "width=device-width, initial-scale=1",
	} {
		if got := attribute(doc, selector, "content"); got != want {
			t.Errorf("%s: got %q, want %q", selector, got, want)
		}
	}
	for selector, want := range map[string]string{
		`link[rel=canonical]`:               "https://w.test/t/12/wet-feet",
		`link[rel=next]`:                    "/t/12/wet-feet?page=2",
		`link[type="application/atom+xml"]`: "/t/12/feed.atom",
		`link[rel=stylesheet]`:              static.Path("app.css"),
	} {
		if got := attribute(doc, selector, "href"); got != want {
			t.Errorf("%s: got %q, want %q", selector, got, want)
		}
	}
}

func TestShell_structuredDataCannotLeaveItsElement(t *testing.T) {
	data, err := NewJSONLD(map[string]string{"headline": `</script><script>alert("x")</script>`})
	if err != nil {
		t.Fatal(err)
	}
	doc := draw(t, Page{JSONLD: data})
	blocks := doc.Find(`script[type="application/ld+json"]`)
	if blocks.Length() != 1 || strings.Contains(doc.Find("body").Text(), "alert(") {
		t.Fatal("it left its element")
	}
	var back map[string]string
	if err := json.Unmarshal([]byte(blocks.Text()), &back); err != nil || !strings.Contains(back["headline"], "</script>") {
		t.Errorf("read back %q: %v", back["headline"], err)
	}
}

func TestNewJSONLD_refusesWhatCannotBeEncoded(t *testing.T) {
	if _, err := NewJSONLD(func() {}); err == nil {
		t.Error("no error")
	}
}

func TestShell_marksWhereOneIs(t *testing.T) {
	doc := draw(t, Page{
		Nav:  []NavTopic{{Name: "Photography", Slug: "photography"}, {Name: "Cycling", Slug: "cycling"}},
		Here: "/topics/cycling",
	})
	if got := doc.Find(`.sections [aria-current="page"]`); got.Length() != 1 || got.Text() != "Cycling" {
		t.Errorf("marked: %q", got.Text())
	}
}

func TestShell_showsAReaderTheDoorAndTheWayBack(t *testing.T) {
	doc := draw(t, Page{Return: "/t/12/wet-feet"})
	if got := attribute(doc, ".masthead__signin", "href"); got != "/login?next=%2Ft%2F12%2Fwet-feet" {
		t.Errorf("sign in leads to %s", got)
	}
	if doc.Find(`.masthead form[method=post]`).Length() != 0 {
		t.Error("a reader is offered a form")
	}
}

func TestShell_showsAMemberTheirOwnThings(t *testing.T) {
	doc := draw(t, Page{Viewer: &Viewer{Name: "Mia", Handle: "mia", Theme: "dark"}})
	if got := attribute(doc, ".menu--account summary", "aria-label"); got != "Your account, Mia" {
		t.Errorf("the menu is called %q", got)
	}
	if got := attribute(doc, "html", "data-theme"); got != "dark" {
		t.Errorf("theme %q", got)
	}
	if doc.Find(`form[action="/logout"]`).Length() != 1 || doc.Find(`a[href="/console"]`).Length() != 0 {
		t.Error("signing out is missing, or the console shows")
	}
	staff := draw(t, Page{Viewer: &Viewer{Staff: true}})
	for _, place := range []string{".sections", ".menu--account"} {
		if staff.Find(place+` a[href="/console"]`).Length() != 1 {
			t.Errorf("staff do not find the console in %s", place)
		}
	}
}

func TestShell_loadsTheComposersScriptOnlyWhereThereIsOne(t *testing.T) {
	script := `script[src="` + static.Path("composer.js") + `"]`
	if draw(t, Page{}).Find(script).Length() != 0 || draw(t, Page{Composer: true}).Find(script).Length() != 1 {
		t.Error("wrong pages load the composer's script")
	}
}

func TestShell_saysOnceWhatWasDone(t *testing.T) {
	doc := draw(t, Page{Flash: []Flash{{Kind: ui.Done, Text: "Your reply is there."}}})
	if got := strings.TrimSpace(doc.Find(`main [role=status] .notice--done`).Text()); got != "Your reply is there." {
		t.Errorf("got %q", got)
	}
}
