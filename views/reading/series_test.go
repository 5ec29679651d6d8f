package reading

import (
	"testing"

	"github.com/commonthread/commonthread/models"
)

// inSeries is a story that stands at a place in a series of three.
func inSeries(t *testing.T, place int) ThreadPage {
	t.Helper()
	p := question(t)
	p.Thread.Kind, p.Thread.Status = models.KindStory, models.ThreadPublished
	p.Series = &Series{Name: "The same place, again", Place: place, Parts: []SeriesPart{
		{Href: "/t/10/one", Title: "One corner", Out: true}, {Href: "/t/12/two", Title: "Two fogs", Out: true}, {Href: "/t/14/three", Title: "Three ferries"},
	}}
	return p
}

func TestStory_saysWhichPartOfItsSeriesItIs(t *testing.T) {
	doc := page(t, ShowThread(inSeries(t, 2)))
	if got := words(one(t, doc, "nav[data-series] .series__at")) + " " + words(one(t, doc, "nav[data-series] h2")); got != "Part 2 of 3 of The same place, again" {
		t.Errorf("it says %q", got)
	}
	if got := words(one(t, doc, "[data-series] [aria-current=page]")); got != "Two fogs" {
		t.Errorf("%q is called the story itself", got)
	}
	if got := words(one(t, doc, "[data-series] li:last-child")); got != "Three ferries not out yet" {
		t.Errorf("what is not out is listed as %q", got)
	}
	none(t, doc, `[data-series] a[href="/t/12/two"]`)
	one(t, doc, `.series-around a[rel=prev][href="/t/10/one"]`)
	one(t, doc, `.series-around a[rel=next][href="/t/14/three"]`)
}

func TestStory_leadsOnlyToPartsThatThereAre(t *testing.T) {
	doc := page(t, ShowThread(inSeries(t, 1)))
	none(t, doc, ".series-around a[rel=prev]")
	one(t, doc, ".series-around a[rel=next]")
	doc = page(t, ShowThread(inSeries(t, 3)))
	none(t, doc, ".series-around a[rel=next]")

	alone := inSeries(t, 1)
	alone.Series.Parts = alone.Series.Parts[:1]
	doc = page(t, ShowThread(alone))
	if got := words(one(t, doc, ".series__at")); got != "Part 1 of" {
		t.Errorf("the only part so far says %q", got)
	}
	none(t, doc, ".series-around", ".series__all")

	by := inSeries(t, 1)
	by.Series = nil
	none(t, page(t, ShowThread(by)), ".series", ".series-around")
}
