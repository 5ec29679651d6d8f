package handlers_test

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestConsole_opensOnOnesOwnWhereThereIsAny(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Please.")
	list := func(v models.Viewer, path string) string {
		at, _ := site.As(v).Get(path).Want(http.StatusOK).Find("[data-list]").Attr("data-list")
		return at
	}
	if got := list(w.Sam, "/console"); got != "open" {
		t.Errorf("without one of their own, Sam sees %q", got)
	}
	_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
	w.Must(err)
	for path, want := range map[string]string{"/console": "mine", "/console?queue=open": "open", "/console?queue=late": "late"} {
		if got := list(w.Sam, path); got != want {
			t.Errorf("%s shows %q, want %q", path, got, want)
		}
	}
}

// Each list of other threads is counted as far as it goes on, page after page.
func TestConsole_listsOfThreadsGoOn(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	for i := range models.InboxPerPage + 2 {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk? "+strconv.Itoa(i), "I ask @sam.")
		w.Exec(`UPDATE threads SET last_activity_at = ? WHERE id = ?`, w.Clock.Now().Add(time.Duration(i/3)*time.Minute), th.ID) // some at the same moment
	}
	sam := testsite.Serve(w).As(w.Sam)
	for _, queue := range []string{"questions", "mentions"} {
		page := sam.Get("/console?queue=" + queue).Want(http.StatusOK)
		first := page.Find(".inbox__line").Length()
		next, _ := page.Find("a[rel=next]").Attr("href")
		rest := sam.Get(next).Want(http.StatusOK)
		if n := rest.Find(".inbox__line").Length(); first != models.InboxPerPage || n != 2 || rest.Has("a[rel=next]") {
			t.Errorf("%s: %d, then %d lines", queue, first, n)
		}
		if got := page.Find("[data-queue=" + queue + "] [data-count]").Text(); got != strconv.Itoa(models.InboxPerPage+2) {
			t.Errorf("%s are counted as %s", queue, got)
		}
		sam.Get("/console?queue=" + queue + "&after=x").Want(http.StatusBadRequest)
	}
}

func TestConsole_listsConsultationsThatWaitForTheirDecision(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := consult(w)
	site := testsite.Serve(w)
	sam := site.As(w.Sam)
	if sam.Get("/console?queue=consultations").Want(http.StatusOK).Has(".inbox__line") {
		t.Error("one that still asks is owed a decision")
	}
	w.Clock.Advance(91 * 24 * time.Hour)
	if _, err := w.Store.WatchConsultations(w.Ctx); err != nil {
		t.Fatal(err)
	}
	deliver(w)
	sam = site.As(w.Sam) // the session of then is over
	href := "/console/consultations/" + strconv.FormatInt(th.ID, 10)
	page := sam.Get("/console?queue=consultations").Want(http.StatusOK)
	if got, _ := page.Find(".inbox__line a").Attr("href"); got != href || page.Find("[data-queue=consultations] [data-count]").Text() != "1" {
		t.Errorf("the list leads to %q", got)
	}
	if !sam.Get("/notices").Want(http.StatusOK).Has("a[href='" + href + "']") {
		t.Error("whoever asked was not told")
	}
	sam.Get(href).Want(http.StatusOK)
}

func TestSuggestions_staffFindWhatIsTheirsToAnswer(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	var mine models.Thread
	for _, title := range []string{"Quiet rooms", "Lamps", "A bicycle shed"} {
		mine = w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, title, "Please.")
	}
	_, err := w.Store.SetOwner(w.Ctx, w.Ada, mine.ID, models.OwnerInput{Handle: "sam"})
	w.Must(err)
	page := site.As(w.Sam).Get("/suggestions?mine=1").Want(http.StatusOK)
	if n := page.Find(".lines .line").Length(); n != 1 || !page.Has("[name=mine][checked]") {
		t.Errorf("Sam, who owns one, sees %d", n)
	}
	for _, b := range []*testsite.Browser{site.As(w.Mia), site.Browser()} { // a filter for staff alone: for others there is none
		page := b.Get("/suggestions?mine=1").Want(http.StatusOK)
		if n := page.Find(".lines .line").Length(); n != 3 || page.Has("[name=mine]") {
			t.Errorf("somebody else sees %d", n)
		}
	}
}

// Whoever loads the page of a refused answer again is led to the form, which an address that names its field has in focus.
func TestConsole_addressesLeadIntoTheFormOfTheAnswer(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Please.")
	sam := testsite.Serve(w).As(w.Sam)
	form := "/console/suggestions/" + strconv.FormatInt(th.ID, 10)
	if to := sam.Get(form + "/decisions").Want(http.StatusSeeOther).Location; to != form+"#decide-words" {
		t.Errorf("led to %s", to)
	}
	if !sam.Get(form).Has("textarea#decide-words") {
		t.Error("there is no such field")
	}
	if !sam.Get("/t/" + strconv.FormatInt(th.ID, 10) + "/" + th.Slug).Has("a[href='" + form + "#decide-words']") {
		t.Error("the public page leads elsewhere")
	}
}
