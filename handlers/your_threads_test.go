package handlers_test

import (
	"net/http"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestYourThreads_showsWhatWasReadOrBegunAndWhatIsNew(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		begun := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by the window", "It rains on it.")
		answered := w.Start(w.Max, testkit.Photography, models.KindQuestion, "Which film for fog?", "I have none.")
		w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Nobody read this one", "Really.")
		w.Reply(w.Mia, answered.ID, "A slow one.")
		w.Reply(w.Max, answered.ID, "How slow?")

		site.Browser().Get("/threads/mine").Want(http.StatusSeeOther)
		mia := site.As(w.Mia)
		page := mia.Get("/threads/mine").Want(http.StatusOK)
		if n := page.Find("main article").Length(); n != 1 {
			t.Errorf("%d threads read, want the one she answered", n)
		}
		page = mia.Get("/threads/mine?show=started").Want(http.StatusOK)
		if got := page.Find("main article h3").Text(); got != begun.Title {
			t.Errorf("started: %q", got)
		}
		if !site.As(w.Nia).Get("/threads/mine").Want(http.StatusOK).Has(".empty") {
			t.Error("no empty state")
		}
	})
}
