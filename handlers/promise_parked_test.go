package handlers_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// keptShare is one of the shares of promise.json.
type keptShare struct {
	Due    int
	InTime int `json:"in_time"`
	Missed int
}

// What was planned, parked and came back on its day owes a whole new decision from that day: no surface calls it late by its
// first date, all of them do once the new time is over, and the miss stays counted however soon it is parked again.
func TestParkedAndTakenUpAgain_owesAWholeNewDecisionOnEverySurface(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
		w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "mo-rahimi"))
		th := suggest(w, "Quiet rooms")
		site := testsite.Serve(w)
		reader := site.Browser()
		day := func(d string) time.Time {
			at, err := models.ParseDay(d)
			w.Must(err)
			return at.Start(time.UTC)
		}
		turn := func(at time.Time) {
			t.Helper()
			w.Clock.Set(at)
			for range 3 {
				_, _, err := w.Store.WatchLedger(w.Ctx)
				w.Must(err)
			}
		}
		record := func() (doc struct {
			Late     int       `json:"late_now"`
			Again    keptShare `json:"decided_again"`
			Decided  keptShare
			Reopened int
		}) {
			t.Helper()
			w.Must(json.Unmarshal([]byte(reader.Get(links.PromiseData).Want(http.StatusOK).Body), &doc))
			return doc
		}
		listed := func(view models.InboxView) int {
			t.Helper()
			return site.As(w.Sam).Get(links.ConsoleQueue(view, 0)).Want(http.StatusOK).Find("[data-list] [data-stop-link]").Length()
		}
		decide(w, th.ID, models.DecisionInput{To: "planned", NextUpdateOn: "2026-03-20"})
		decide(w, th.ID, models.DecisionInput{To: "parked", RevisitOn: "2026-11-02"})

		turn(day("2026-11-02").Add(time.Minute)) // a Monday, eight months on
		page := reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
		if got := page.Find(".ledger .due").Text(); !strings.Contains(got, "A decision is due by 13 November 2026") || page.Has(".ledger .due--late") {
			t.Errorf("back on its day its page says %q", got)
		}
		if got := page.Find("main").Text(); !strings.Contains(got, "taken up again on 2 November 2026") {
			t.Error("its page does not tell that it was taken up again")
		}
		if r := record(); r.Late != 0 || r.Again.Due != 0 || r.Reopened != 1 {
			t.Errorf("back on its day the record is %+v", r)
		}
		if late, again := listed(models.InboxLate), listed(models.InboxReopened); late != 0 || again != 1 {
			t.Errorf("%d late and %d taken up again in the inbox, want 0 and 1", late, again)
		}
		deliver(w)
		told, _, err := w.Store.Notices(w.Ctx, w.Mia, 0)
		w.Must(err)
		if told[0].Kind != models.NoticeReturned || !strings.HasSuffix(told[0].Words, "A decision is due by 13 November 2026.") {
			t.Errorf("its author was told %q", told[0].Words)
		}

		turn(day("2026-11-13").Add(17*time.Hour + time.Second))
		if r := record(); r.Late != 1 || r.Again != (keptShare{Due: 1, Missed: 1}) {
			t.Errorf("after its new time the record is %+v", r)
		}
		if n := reader.Get("/promise/decided-again").Want(http.StatusOK).Find(".line").Length(); n != 1 {
			t.Errorf("the figure's list has %d", n)
		}
		if got := reader.Get(links.Promise).Find("[data-figure=decided-again] .figure__few").Text(); !strings.Contains(got, "Quiet rooms") {
			t.Errorf("the page names %q", got)
		}
		if listed(models.InboxLate) != 1 {
			t.Error("the inbox does not call it late")
		}
		_, g, err := w.Store.Suggestion(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if last := g.Lines[len(g.Lines)-1]; last.Kind != models.LineHandBack || g.Owner.Handle != "mo-rahimi" {
			t.Errorf("owned by %s after %s, want handed back", g.Owner.Handle, last.Kind)
		}

		decide(w, th.ID, models.DecisionInput{To: "planned", NextUpdateOn: "2026-12-01", Words: "We plan it for the spring, floor by floor."})
		decide(w, th.ID, models.DecisionInput{To: "parked", RevisitOn: "2026-11-16", Words: "We look at it again on Monday, with the plans."})
		turn(day("2026-11-16").Add(time.Minute))
		decide(w, th.ID, models.DecisionInput{To: "planned", NextUpdateOn: "2026-12-02", Words: "The plans are there: the third floor begins."})
		turn(day("2026-12-01"))
		if r := record(); r.Late != 0 || r.Again != (keptShare{Due: 1, Missed: 1}) {
			t.Errorf("parked and taken up again in time the miss is gone: %+v", r)
		}
	})
}

// Parking what is late already does not take it off the record, and it comes back as late as it was.
func TestParkedLate_staysMissed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		reader := testsite.Serve(w).Browser()
		missed := func() (decided keptShare, late int) {
			t.Helper()
			var doc struct {
				Decided keptShare
				Late    int `json:"late_now"`
			}
			w.Must(json.Unmarshal([]byte(reader.Get(links.PromiseData).Want(http.StatusOK).Body), &doc))
			return doc.Decided, doc.Late
		}
		w.Clock.Set(time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)) // due on Friday, so a working day and more late
		decide(w, th.ID, models.DecisionInput{To: "parked", RevisitOn: "2026-06-01"})
		w.Clock.Set(time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC))
		if got, late := missed(); got != (keptShare{Due: 1, Missed: 1}) || late != 0 {
			t.Errorf("parked after its time: %+v, %d late", got, late)
		}
		w.Clock.Set(time.Date(2026, 6, 1, 0, 1, 0, 0, time.UTC))
		_, _, err := w.Store.WatchLedger(w.Ctx)
		w.Must(err)
		if got, late := missed(); got != (keptShare{Due: 1, Missed: 1}) || late != 1 {
			t.Errorf("back on its day: %+v, %d late", got, late)
		}
		_, g, err := w.Store.Suggestion(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if due := *g.Ledger.DueAt; due.Before(time.Date(2026, 5, 28, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("it is late since %s, as if nobody had said when it would be looked at", due)
		}
	})
}
