package handlers_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

func TestPromise_showsItemsUnderFiveAndAPercentageFromFive(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		reader := testsite.Serve(w).Browser()
		page := reader.Get(links.Promise).Want(http.StatusOK)
		if got := page.Find("[data-figure=acknowledged]").Text(); !strings.Contains(got, "Nothing fell due") {
			t.Errorf("with nothing due it reads %q", got)
		}
		for n := range 4 {
			suggest(w, fmt.Sprintf("Wish number %d of ours", n))
		}
		w.Clock.Advance(7 * 24 * time.Hour)
		page = reader.Get(links.Promise)
		if got := page.Find("[data-figure=acknowledged] .figure__number").Text(); !strings.Contains(got, "0 of 4") {
			t.Errorf("four read %q, want a count", got)
		}
		if n := page.Find("[data-figure=acknowledged] .figure__few li").Length(); n != 4 {
			t.Errorf("%d items are named, want 4", n)
		}
		suggest(w, "A fifth wish")
		w.Clock.Advance(7 * 24 * time.Hour)
		page = reader.Get(links.Promise)
		if got := page.Find("[data-figure=acknowledged] .figure__number").Text(); !strings.Contains(got, "0 %") {
			t.Errorf("five read %q, want a percentage", got)
		}
		if n := page.Find(".promise__late li").Length(); n != 5 || !strings.Contains(page.Find(".promise__late").Text(), "A fifth wish") {
			t.Errorf("%d are named as late, want 5", n)
		}
		for _, href := range []string{"/promise/acknowledged", "/promise/late"} {
			if n := reader.Get(href).Want(http.StatusOK).Find(".line").Length(); n != 5 {
				t.Errorf("%s lists %d, want what its figure counts", href, n)
			}
		}
		reader.Get("/promise/speed").Want(http.StatusNotFound)
		reader.Get("/promise/decisions?state=perhaps").Want(http.StatusUnprocessableEntity)
	})
}

func TestHeard_listsDecisionsWithTheirWordsEverywhere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		reader := testsite.Serve(w).Browser()
		for _, path := range []string{links.Front, links.Heard, links.Topic(testkit.RemoteWork), links.HeardFeed} { // kept now
			reader.Get(path).Want(http.StatusOK)
		}
		w.Must(w.Store.EditDepartment(w.Ctx, w.Ada, models.DepartmentInput{Name: "Workshop", Lead: "sam"}))
		const words = "You can book them from Monday, at the door & from home."
		d := decide(w, th.ID, models.DecisionInput{To: "done", Words: words, Evidence: "The list at the door", Since: "2026-03-01"})
		for _, path := range []string{links.Front, links.Heard, links.Topic(testkit.RemoteWork), links.Department("workshop"), links.HeardLately("done")} {
			page := reader.Get(path).Want(http.StatusOK)
			if !strings.Contains(page.Find("main").Text(), words) {
				t.Errorf("%s does not tell", path)
			}
		}
		feed := reader.Get(links.HeardFeed).Want(http.StatusOK).Body
		if !strings.Contains(feed, "at the door &amp; from home") || !strings.Contains(feed, fmt.Sprintf("/t/%d#line-%d</id>", th.ID, d.ID)) {
			t.Error("the feed lacks the words, or an id that no rename changes")
		}
		if reader.Get(links.HeardPage("declined", "", 0)).Want(http.StatusOK).Has(".heard__one") {
			t.Error("a filter lets through what it should not")
		}
		reader.Get("/heard?state=received").Want(http.StatusUnprocessableEntity)
		reader.Get("/heard?before=x").Want(http.StatusBadRequest)
		w.Must(w.Store.UndoDecision(w.Ctx, w.Sam, th.ID, d.ID))
		if strings.Contains(reader.Get(links.Heard).Body, "from Monday") {
			t.Error("a decision that was taken back is still told")
		}
	})
}

func TestSuggestions_areFilteredSortedAndFoundLate(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, second := suggest(w, "Desks that can be booked"), suggest(w, "Lamps that can be dimmed")
		reader := testsite.Serve(w).Browser()
		_, err := w.Store.Support(w.Ctx, w.Max, first.ID, "")
		w.Must(err)
		titles := func(path string) string {
			var all []string
			page := reader.Get(path).Want(http.StatusOK)
			for _, n := range page.Find(".line__title").EachIter() {
				all = append(all, strings.TrimSpace(n.Text()))
			}
			return strings.Join(all, "; ")
		}
		if got := titles(links.Suggestions); got != "Lamps that can be dimmed; Desks that can be booked" {
			t.Errorf("newest first: %s", got)
		}
		if got := titles("/suggestions?sort=support"); !strings.HasPrefix(got, "Desks") {
			t.Errorf("most supported first: %s", got)
		}
		if got := titles("/suggestions?late=1"); got != "" {
			t.Errorf("late already: %s", got)
		}
		decide(w, second.ID, models.DecisionInput{To: "declined", ReasonType: "not_now"})
		w.Clock.Advance(20 * 24 * time.Hour)
		for range 3 { // the clock job makes readers' pages stale, not time by itself
			_, _, err = w.Store.WatchLedger(w.Ctx)
			w.Must(err)
		}
		if got := titles("/suggestions?late=1"); got != "Desks that can be booked" {
			t.Errorf("late now: %q", got)
		}
		if got := reader.Get(links.Thread(first.ID, first.Slug)).Find(".ledger .due--late").Text(); !strings.Contains(got, "Late: a first answer was due by") {
			t.Errorf("its page reads %q", got)
		}
		if got := titles("/suggestions?state=declined"); got != "Lamps that can be dimmed" {
			t.Errorf("declined: %s", got)
		}
		reader.Get("/suggestions?state=perhaps").Want(http.StatusUnprocessableEntity)
		reader.Get("/suggestions?sort=loudest").Want(http.StatusUnprocessableEntity)
		reader.Get("/suggestions?topic=no-such").Want(http.StatusNotFound)
		reader.Get("/suggestions?page=9").Want(http.StatusFound)
	})
}

func TestNotices_areGroupedCountedAndRead(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		bell := func() string { return mia.Get(links.Topics).Find("[data-bell]").AttrOr("aria-label", "") }
		th := suggest(w, "Desks that can be booked")
		if got := bell(); got != "Notices" {
			t.Errorf("before anything is told: %s", got)
		}
		deliver(w)
		if got := bell(); got != "Notices, 1 unread" {
			t.Errorf("after the receipt: %s", got)
		}
		d := decide(w, th.ID, models.DecisionInput{To: "planned", NextUpdateOn: string(models.DayOf(w.Clock.Now(), time.UTC).Add(30))})
		deliver(w)
		if got := bell(); got != "Notices, 1 unread" {
			t.Errorf("within the minute of undoing: %s", got)
		}
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		page := mia.Get(links.Notices).Want(http.StatusOK)
		if page.Find(".notices").Length() != 1 || page.Find(".notices__one--new").Length() != 2 {
			t.Errorf("%d groups with %d new, want one with two", page.Find(".notices").Length(), page.Find(".notices__one--new").Length())
		}
		if !strings.Contains(page.Find(".notices__list").Text(), d.Words) {
			t.Error("the notice lacks the decision's words")
		}
		mia.Post(links.ReadNotices, url.Values{"thread": {fmt.Sprint(th.ID)}}).Want(http.StatusSeeOther)
		if got := bell(); got != "Notices" {
			t.Errorf("after reading: %s", got)
		}
		read := w.Events()
		if last := read[len(read)-1]; last.Type != models.EventNoticeRead || last.Channel != models.MemberChannel(w.Mia.ID) {
			t.Errorf("reading told %+v", last)
		}
		mia.Post(links.ReadNotices, url.Values{}).Want(http.StatusSeeOther)
		if again := w.Events(); len(again) != 0 {
			t.Errorf("reading what was read told %+v", again)
		}
		var shown struct{ Unread, Seq int64 }
		if err := json.Unmarshal([]byte(mia.Get("/notices/unread").Want(http.StatusOK).Body), &shown); err != nil {
			t.Fatal(err)
		}
		if heard := mia.Get(links.Topics).Find("[data-bell]").AttrOr("data-bell", ""); shown.Unread != 0 || fmt.Sprint(shown.Seq) != heard || shown.Seq != 3 {
			t.Errorf("a script is told %+v, the page stands at %s; two notices and a reading are three events", shown, heard)
		}
		if site.As(w.Max).Get(links.Notices).Want(http.StatusOK).Has(".notices") {
			t.Error("somebody else reads them")
		}
	})
}

func TestAlike_asksOnAPageAndKeepsWhatWasTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		max := testsite.Serve(w).As(w.Max)
		typed := url.Values{"alike": {"look"}, "topic": {testkit.RemoteWork}, "kind": {"suggestion"}, "title": {"Desks we can book"}, "body": {"Mine is always <taken>."}, "draft_key": {"one-desk"}}
		page := max.Post(links.Threads, typed).Want(http.StatusOK)
		if n := w.Count(`SELECT COUNT(*) FROM suggestions`); n != 1 {
			t.Errorf("%d suggestions before anybody chose, want 1", n)
		}
		again := hidden(page, "main form")
		for name := range typed {
			if name != "alike" && again.Get(name) != typed.Get(name) {
				t.Errorf("%s is %q on the page, want %q", name, again.Get(name), typed.Get(name))
			}
		}
		action := page.Find(".alike button").AttrOr("formaction", "")
		if action != links.Support(th.ID) {
			t.Fatalf("the button sends to %s", action)
		}
		for range 2 { // a double click
			max.Post(action, again).Want(http.StatusSeeOther)
		}
		if n := w.Count(`SELECT COUNT(*) FROM supports WHERE thread_id = ?`, th.ID); n != 1 {
			t.Errorf("%d supports, want 1", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ? AND body LIKE '%always <taken>%'`, th.ID); n != 1 {
			t.Errorf("what was typed stands %d times as a comment, want once", n)
		}
		typed.Set("draft_key", "two-desks")
		typed.Del("alike")
		max.Post(links.Threads, typed).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM suggestions`); n != 2 {
			t.Errorf("%d suggestions after one was insisted on, want 2", n)
		}
		max.Get(links.AlikeSuggestions + "?title=Desks+to+book").Want(http.StatusOK)
		max.Get(links.AlikeSuggestions + "?title=Cheese").Want(http.StatusNoContent)
	})
}

func TestPromise_saysWhichDecisionIsOwedAfterAsking_onThePageAndAsData(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
			Topic: testkit.RemoteWork, Title: "Which floor first?", Body: "We can build one.", Options: "The second\nThe third", ClosesOn: "2026-03-06",
		})
		w.Must(err)
		w.Clock.Set(time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC))
		reader := testsite.Serve(w).Browser()
		page := reader.Get(links.Promise).Want(http.StatusOK)
		if got := page.Find("[data-owed='1'] li a").AttrOr("href", ""); got != links.Thread(th.ID, th.Slug) {
			t.Errorf("the page leads to %q", got)
		}
		var doc struct {
			Owed int `json:"consultations_owed"`
		}
		w.Must(json.Unmarshal([]byte(reader.Get(links.PromiseData).Body), &doc))
		if doc.Owed != 1 {
			t.Errorf("the data counts %d", doc.Owed)
		}
	})
}
