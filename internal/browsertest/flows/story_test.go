package flows

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/browsertest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func TestAStory_goesFromDraftToCorrectionAndBack(t *testing.T) {
	ways(t, func(t *testing.T, w *testkit.World, options ...browsertest.Option) {
		site := testsite.Serve(w)
		sam := member(t, site, w.Sam, "/new?kind=story&topic="+testkit.Photography, options...)
		sam.Fill(`[name="title"]`, "Forty mornings of fog")
		sam.Fill(`[name="standfirst"]`, "One bridge, one lens, one winter.")
		sam.Fill(body, "It began in January.\n\n## The bridge\n\nThen it thawed.")
		sam.follow(`[name="later"]`, http.StatusOK)
		story := strings.TrimPrefix(sam.URL(), site.URL)
		desk := "/stories/" + strings.Split(story, "/")[2]

		reader := visitor(t, site, "/stories", options...)
		if status := reader.GoTo(story); status != http.StatusNotFound {
			t.Errorf("a reader finds the draft with status %d", status)
		}

		sam.GoTo(desk + "/schedule")
		set(sam, `[name="publish_at"]`, w.Clock.Now().Add(30*time.Hour).Format("2006-01-02T15:04"))
		sam.follow(mainSend, http.StatusOK)
		sam.GoTo("/stories/desk")
		sam.reads(`[data-desk="scheduled"]`, "Forty mornings of fog")

		sam.GoTo(desk + "/publish")
		sam.follow(`main form[action$="/publish"] .button--primary`, http.StatusOK)
		reader.GoTo("/stories")
		reader.reads("main", "Forty mornings of fog")
		reader.GoTo(story)
		reader.reads("h1", "Forty mornings of fog")
		reader.reads("main", "Sam Okafor")

		sam.GoTo(desk + "/corrections")
		sam.Fill(`[name="words"]`, "The bridge is in Tromsø, not in Bodø.")
		sam.follow(mainSend, http.StatusOK)
		reader.Reload()
		reader.reads("main", "The bridge is in Tromsø")

		sam.GoTo(desk + "/withdraw")
		sam.Fill(`[name="reason"]`, "The people in it asked me to.")
		sam.follow(`main form[action$="/withdraw"] .button`, http.StatusOK)
		if status := reader.GoTo(story); status != http.StatusGone {
			t.Errorf("a withdrawn story answers %d, want 410", status)
		}
		reader.reads("main", "The people in it asked me to.")
	})
}

// set fills a field that takes no typing, such as a date.
func set(p person, css, value string) {
	p.t.Helper()
	p.WaitFor(css)
	browsertest.Eval[string](p.Page, `(f => f.value = "`+value+`")(document.querySelector('`+css+`'))`)
}
