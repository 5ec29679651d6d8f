package handlers_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// FAULTS E14: what administrators and staff write in their forms is words, whatever a template would make of it.
func TestBrandTexts_E14_areShownLiterally(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		const name, tagline, brand, host = `{{.Secret}} & <b>co</b>`, `{{printf "%s" "x"}} ${7*7} <%= 7 %>`, `{{brand}} {{community}}`, `#{1+1} %s {{template "x"}}`
		site := testsite.Serve(w)
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: name, Tagline: tagline, Brand: brand, HostLine: host, TimeZone: "UTC", Joining: true}))
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Name: new(`{{range .}} desks`), PostingRules: new(`Be {{kind}} to ${you}.`)})
		w.Must(err)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Must(w.Store.SetOutcome(w.Ctx, w.Sam, th.ID, `{{.Outcome}} came of it.`))

		reader := site.Browser()
		for path, wants := range map[string][]string{
			"/":                     {name, tagline, host, `{{range .}} desks`},
			"/topics/remote-work":   {`{{range .}} desks`, `Be {{kind}} to ${you}.`},
			threadPath(w, th.ID):    {`{{.Outcome}} came of it.`, name},
			"/login":                {name},
			"/topics/no-such-topic": {name},
		} {
			text := strings.Join(strings.Fields(reader.Get(path).Find("body").Text()), " ")
			for _, want := range wants {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not show %q: %.400s", path, want, text)
				}
			}
		}
		var feed struct {
			Title string `xml:"title"`
		}
		w.Must(xml.Unmarshal([]byte(reader.Get("/feed.atom").Want(http.StatusOK).Body), &feed))
		if !strings.Contains(feed.Title, name) {
			t.Errorf("the feed is called %q", feed.Title)
		}
		var manifest struct{ Name string }
		w.Must(json.Unmarshal([]byte(reader.Get("/manifest.webmanifest").Want(http.StatusOK).Body), &manifest))
		if manifest.Name != name {
			t.Errorf("the manifest says %q", manifest.Name)
		}
		// a page's template is filled in once: a name that looks like a gap stays a name
		for _, k := range models.HouseKinds {
			page, err := models.HouseTemplate(k, models.Site{Name: "{{brand}}", Brand: "Larkmoor"})
			w.Must(err)
			plain, err := models.HouseTemplate(k, models.Site{Name: "NAME", Brand: "Larkmoor"})
			w.Must(err)
			if page != strings.ReplaceAll(plain, "NAME", "{{brand}}") {
				t.Errorf("the template of %s fills the community's name in again", k)
			}
		}
	})
}
