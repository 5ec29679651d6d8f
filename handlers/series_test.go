package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// wantSeries is what stands around a story of the place that it has.
func wantSeries(t *testing.T, page testsite.Response, want string) {
	t.Helper()
	got := strings.Join(strings.Fields(page.Find(".series__at").Text()+" "+page.Find(".series__name").Text()+" "+page.Find(".series-around").Text()), " ")
	if got != want {
		t.Errorf("the page says %q of its series, want %q", got, want)
	}
}

func TestSeries_isSetByItsFormAndReadFreshByEverybody(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var parts []models.Thread
		for _, title := range []string{"Spring on the yard", "Summer on the yard"} {
			parts = append(parts, w.Start(w.Sam, testkit.RemoteWork, models.KindStory, title, "It began."))
		}
		site := testsite.Serve(w, counted)
		sam, reader := site.As(w.Sam), site.Browser()
		read := func(i int) testsite.Response {
			return reader.Get(links.Thread(parts[i].ID, parts[i].Slug)).Want(http.StatusOK)
		}
		send := func(i int, name, part string) testsite.Response {
			return sam.Post(fmt.Sprintf("/stories/%d/series", parts[i].ID), form("series", name, "part", part))
		}
		wantSeries(t, read(0), "")
		send(0, "The yard", "").Want(http.StatusSeeOther)
		wantSeries(t, read(0), "Part 1 of The yard")
		send(1, "The yard", "1").Want(http.StatusSeeOther)
		first := read(0) // the other's page went with it
		wantSeries(t, first, "Part 2 of 2 of The yard Part before Summer on the yard")
		if n := queries(t, first); n > threadQueries {
			t.Errorf("%d queries, at most %d", n, threadQueries)
		}

		now := sam.Get(fmt.Sprintf("/stories/%d/series", parts[0].ID)).Want(http.StatusOK)
		for field, want := range map[string]string{"series": "The yard", "part": "2"} {
			if got := now.Find("#series-"+field).AttrOr("value", ""); got != want {
				t.Errorf("the form has %q as %s, want %q", got, field, want)
			}
		}
		if got := now.Find("#series-series-list option").AttrOr("value", ""); got != "The yard" {
			t.Errorf("%q is proposed", got)
		}
		for field, typed := range map[string][2]string{"series": {strings.Repeat("x", 90), "2"}, "part": {"The yard", "second"}} {
			again := send(0, typed[0], typed[1]).Want(http.StatusUnprocessableEntity)
			if again.Find("#series-"+field+"-error").Length() != 1 || again.Find("#series-series").AttrOr("value", "") != typed[0] || again.Find("#series-part").AttrOr("value", "") != typed[1] {
				t.Errorf("what is wrong with the %s is not said beside it, or what was typed is gone", field)
			}
		}
		send(1, " ", "1").Want(http.StatusSeeOther)
		wantSeries(t, read(1), "")
		wantSeries(t, read(0), "Part 1 of The yard")
	})
}

func TestSeries_doesNotNameAStoryOfWhoWasBlocked(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'max'`)
	ours := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "Spring on the yard", "It began.")
	theirs := w.Start(w.Viewer("max"), testkit.RemoteWork, models.KindStory, "What Max saw", "It began.")
	for _, th := range []models.Thread{ours, theirs} {
		w.Must(w.Store.SetSeries(w.Ctx, w.Sam, th.ID, models.SeriesInput{Name: "The yard"}))
	}
	w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
	site, at := testsite.Serve(w), links.Thread(ours.ID, ours.Slug)
	wantSeries(t, site.As(w.Hana).Get(at), "Part 1 of 2 of The yard Next part What Max saw")
	wantSeries(t, site.As(w.Mia).Get(at), "Part 1 of 2 of The yard Next part A thread by somebody you blocked")
}
