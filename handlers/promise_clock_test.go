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

// publicRecord is what a reader without an account finds about what is late.
type publicRecord struct {
	named  string // on the promise page
	listed int    // in the public ledger
	figure int    // in promise.json
	missed int
	thread string // what the suggestion's own page says
}

func readRecord(t *testing.T, reader *testsite.Browser, th models.Thread) (r publicRecord) {
	t.Helper()
	r.named = strings.TrimSpace(reader.Get(links.Promise).Want(http.StatusOK).Find(".promise__late").Text())
	r.listed = reader.Get("/suggestions?late=1").Want(http.StatusOK).Find(".line").Length()
	r.thread = reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK).Find(".ledger .due--late").Text()
	var doc struct {
		Late         int `json:"late_now"`
		Acknowledged struct{ Missed int }
	}
	if err := json.Unmarshal([]byte(reader.Get("/promise.json").Want(http.StatusOK).Body), &doc); err != nil {
		t.Fatal(err)
	}
	r.figure, r.missed = doc.Late, doc.Acknowledged.Missed
	return r
}

// With the clock turned as a rehearsal does: nobody answers across a weekend, a holiday and the night in which the
// clocks change, forward or back. In the minute in which it is due all is well in public; in the next it is handed
// back, shown late and counted late.
func TestUnanswered_isLateInPublicAtTheRightWorkingMinute(t *testing.T) {
	for _, c := range []struct{ name, asked, holiday, due string }{
		{"clocks go forward", "2026-03-27 15:30", "2026-03-30", "2026-04-01 15:30"},
		{"clocks go back", "2026-10-23 15:30", "2026-10-26", "2026-10-28 15:30"},
		{"asked in the night before the clocks go back", "2026-10-24 23:59", "2026-10-26", "2026-10-28 17:00"},
		{"asked in the hour that comes twice", "2026-10-25 02:30", "2026-10-26", "2026-10-28 17:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
				berlin, err := time.LoadLocation("Europe/Berlin")
				w.Must(err)
				at := func(text string) time.Time {
					moment, err := time.ParseInLocation("2006-01-02 15:04", text, berlin)
					w.Must(err)
					return moment.UTC()
				}
				w.Must(w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Community", TimeZone: "Europe/Berlin", Joining: true}))
				w.Must(w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
					Days: []string{"1", "2", "3", "4", "5"}, Opens: "09:00", Closes: "17:00", Holidays: c.holiday, Acknowledge: 2, Decide: 10,
				}))
				w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
				w.Must(w.Store.SetDutyRoster(w.Ctx, w.Ada, "mo-rahimi"))
				w.Clock.Set(at(c.asked))
				th := suggest(w, "Quiet rooms")
				reader := testsite.Serve(w).Browser()
				watch := func() {
					t.Helper()
					_, _, err := w.Store.WatchLedger(w.Ctx)
					w.Must(err)
				}
				w.Clock.Set(at(c.due))
				watch()
				if r := readRecord(t, reader, th); r.figure != 0 || r.listed != 0 || r.missed != 0 || r.thread != "" || strings.Contains(r.named, "Quiet rooms") {
					t.Errorf("in the minute in which it is due: %+v", r)
				}
				w.Clock.Advance(time.Second)
				watch()
				if r := readRecord(t, reader, th); r.figure != 1 || r.listed != 1 || r.missed != 1 || r.thread == "" || !strings.Contains(r.named, "Quiet rooms") {
					t.Errorf("in the next: %+v", r)
				}
				_, g, err := w.Store.Suggestion(w.Ctx, w.Reader, th.ID)
				w.Must(err)
				if last := g.Lines[len(g.Lines)-1]; last.Kind != models.LineHandBack || g.Owner.Handle != "mo-rahimi" {
					t.Errorf("owned by %s after %+v, want handed back to whoever is on duty", g.Owner.Handle, last)
				}
				page := reader.Get(links.Thread(th.ID, th.Slug) + "?record=1")
				if got := page.Find(".decision").Text(); !strings.Contains(got, "From Sam Okafor to Mo Rahimi") {
					t.Errorf("the hand-back is not on the public record: %q", got)
				}
			})
		})
	}
}

// How long something took is counted in the community's own working days, on its page as on the record.
func TestSuggestion_countsInTheCommunitysWorkingDays(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		reader := testsite.Serve(w).Browser()
		th := suggest(w, "Quiet rooms")
		w.Must(w.Store.EditLedger(w.Ctx, w.Ada, models.LedgerInput{
			Days: []string{"1", "2", "3", "4", "5"}, Opens: "09:00", Closes: "15:00", Acknowledge: 2, Decide: 10,
		}))
		w.Clock.Advance(48 * time.Hour) // two days of six hours
		decide(w, th.ID, models.DecisionInput{To: "declined", ReasonType: "not_now"})
		if got := reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK).Find("main").Text(); !strings.Contains(got, "decided after 2 working days") {
			t.Error("its page counts in other days than its calendar")
		}
	})
}
