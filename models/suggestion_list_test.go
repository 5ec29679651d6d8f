package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// ledgerOf has suggestions in every state, of two authors, in three topics, some late and one taken away.
func ledgerOf(w *testkit.World) (threads []models.Thread) {
	w.T.Helper()
	w.Must(w.Store.EditDepartment(w.Ctx, w.Ada, models.DepartmentInput{Name: "Workplace", Lead: "sam", Members: "sam"}))
	target := suggest(w, "The one that goes on")
	threads = append(threads, target)
	for i, state := range models.States {
		th := suggestIn(w, state, target.ID)
		threads = append(threads, th)
		if i%2 == 0 && !state.Final() {
			_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam"})
			w.Must(err)
		}
		if i%3 == 0 && state != models.StateMerged {
			_, err := w.Store.Support(w.Ctx, w.Max, th.ID, "Me too")
			w.Must(err)
		}
	}
	for _, topic := range []string{testkit.Photography, testkit.BackRoom} {
		threads = append(threads, w.Start(w.Hana, topic, models.KindSuggestion, "In "+topic, "Please."))
	}
	removed := suggest(w, "Taken away")
	w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "Asked in jest alone."))
	back := suggest(w, "Taken back")
	w.Must(w.Store.WithdrawSuggestion(w.Ctx, w.Mia, back.ID))
	w.Clock.Advance(15 * 24 * time.Hour)
	for range 14 { // not late, and enough for a second page
		threads = append(threads, suggest(w, "Later"))
	}
	return append(threads, removed, back)
}

// fits is a filter as a person would apply it, to what the suggestion's own page says.
func fits(w *testkit.World, v models.Viewer, f models.SuggestionFilter, id int64) (models.SuggestionView, bool) {
	th, g, err := w.Store.Suggestion(w.Ctx, v, id)
	if err != nil { // not there for the viewer, or no more
		return g, false
	}
	supports := false
	if f.SupportedBy != 0 {
		supports = w.Count(`SELECT COUNT(*) FROM supports WHERE member_id = ? AND thread_id = ?`, f.SupportedBy, id) == 1
	}
	l := g.Ledger
	return g, th.Status == models.ThreadPublished &&
		(f.State == "" || l.State == f.State) &&
		(!f.Late || l.Late(w.Clock.Now())) &&
		(!f.Open || l.Open()) &&
		(f.TopicID == 0 || th.TopicID == f.TopicID) &&
		(f.AuthorID == 0 || th.AuthorID == f.AuthorID) &&
		(f.SupportedBy == 0 || supports) &&
		(f.OwnerID == 0 || g.Owner.ID == f.OwnerID) &&
		(f.DepartmentID == 0 || l.DepartmentID != nil && *l.DepartmentID == f.DepartmentID) &&
		(f.Sort != models.SuggestionsByDue || l.DueAt != nil)
}

func allSuggestions(w *testkit.World, v models.Viewer, f models.SuggestionFilter) (all []models.SuggestionItem) {
	w.T.Helper()
	for page := 1; ; page++ {
		items, err := w.Store.Suggestions(w.Ctx, v, f, page)
		w.Must(err)
		all = append(all, items...)
		if len(items) < models.SuggestionsPerPage {
			return all
		}
	}
}

func TestSuggestions_everyFilterListsAndCountsWhatFitsIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		threads := ledgerOf(w)
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		room, err := d.Topic(w.Ada, testkit.Photography)
		w.Must(err)
		department := w.Count(`SELECT id FROM departments`)
		filters := []models.SuggestionFilter{
			{}, {Late: true}, {Open: true}, {TopicID: room.ID}, {AuthorID: w.Mia.ID}, {AuthorID: w.Hana.ID}, {SupportedBy: w.Max.ID},
			{OwnerID: w.Sam.ID}, {OwnerID: w.Ada.ID, Late: true}, {DepartmentID: department}, {Sort: models.SuggestionsByDue},
			{Sort: models.SuggestionsBySupport}, {Sort: models.SuggestionsByDue, Late: true, AuthorID: w.Mia.ID}, {OwnerID: 4711}, {TopicID: room.ID, State: models.StateDone},
		}
		for _, s := range models.States {
			filters = append(filters, models.SuggestionFilter{State: s}, models.SuggestionFilter{State: s, Late: true, Open: true})
		}
		some := 0
		for _, v := range []models.Viewer{w.Reader, w.Max, w.Sam} {
			for _, f := range filters {
				var want, got []int64
				for _, th := range threads {
					if _, ok := fits(w, v, f, th.ID); ok {
						want = append(want, th.ID)
					}
				}
				for _, item := range allSuggestions(w, v, f) {
					got = append(got, item.ID)
				}
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("%q, %+v: listed %v, want %v", v.Handle, f, got, want)
				}
				if n, err := w.Store.CountSuggestions(w.Ctx, v, f); err != nil || n.N != int64(len(want)) || n.Capped {
					t.Errorf("%q, %+v: counted %+v, want %d (%v)", v.Handle, f, n, len(want), err)
				}
				if len(want) > 0 {
					some++
				}
			}
		}
		if some < 60 {
			t.Errorf("only %d lists have something in them", some)
		}
	})
}

func TestSuggestions_comeInTheOrderThatWasChosen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ledgerOf(w)
		for sort, before := range map[models.SuggestionSort]func(a, b models.Suggestion) bool{
			models.SuggestionsRecent: func(a, b models.Suggestion) bool { return a.Number > b.Number },
			models.SuggestionsBySupport: func(a, b models.Suggestion) bool {
				return a.SupportCount > b.SupportCount || a.SupportCount == b.SupportCount && a.Number > b.Number
			},
			models.SuggestionsByDue: func(a, b models.Suggestion) bool {
				return a.DueAt.Before(*b.DueAt) || a.DueAt.Equal(*b.DueAt) && a.ThreadID < b.ThreadID
			},
		} {
			all := allSuggestions(w, w.Sam, models.SuggestionFilter{Sort: sort})
			if len(all) <= models.SuggestionsPerPage {
				t.Errorf("%s: %d fit one page, so that no page follows another", sort, len(all))
			}
			for i := 1; i < len(all); i++ {
				if !before(all[i-1].Ledger, all[i].Ledger) {
					t.Errorf("%s: number %d comes before %d", sort, all[i-1].Ledger.Number, all[i].Ledger.Number)
				}
			}
		}
		past, err := w.Store.Suggestions(w.Ctx, w.Sam, models.SuggestionFilter{}, 99)
		w.Must(err)
		first, err := w.Store.Suggestions(w.Ctx, w.Sam, models.SuggestionFilter{}, -3)
		w.Must(err)
		if len(past) != 0 || len(first) != models.SuggestionsPerPage {
			t.Errorf("past the end are %d, before the beginning %d", len(past), len(first))
		}
	})
}

func TestSuggestionNumbered_findsWhatTheViewerMaySee(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Quiet rooms")
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindSuggestion, "For us", "Please.")
		number := func(id int64) int64 { return ledger(w, id).Ledger.Number }
		if id, err := w.Store.SuggestionNumbered(w.Ctx, w.Reader, number(th.ID)); err != nil || id != th.ID {
			t.Errorf("number %d is thread %d (%v)", number(th.ID), id, err)
		}
		_, err := w.Store.SuggestionNumbered(w.Ctx, w.Reader, number(hidden.ID))
		refused(t, err, models.NotFound)
		for _, n := range []int64{0, -1, 99, 1 << 62} {
			_, err := w.Store.SuggestionNumbered(w.Ctx, w.Ada, n)
			refused(t, err, models.NotFound)
		}
	})
}

func TestParseSuggestionSort_refusesWhatItDoesNotKnow(t *testing.T) {
	for typed, want := range map[string]models.SuggestionSort{"": models.SuggestionsRecent, "recent": models.SuggestionsRecent, "support": models.SuggestionsBySupport, "due": models.SuggestionsByDue} {
		if got, err := models.ParseSuggestionSort(typed); err != nil || got != want {
			t.Errorf("%q is read as %q (%v)", typed, got, err)
		}
	}
	for _, typed := range []string{"Due", "number", "due; DROP TABLE suggestions", " "} {
		if got, err := models.ParseSuggestionSort(typed); err == nil {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}

// What each of the staff owes, by their load and by the list of what they own.
func TestLoad_agreesWithTheListsOfWhatEachOwns(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ledgerOf(w)
		list, err := w.Store.Load(w.Ctx, w.Ada)
		w.Must(err)
		seen := map[string]string{}
		now := w.Clock.Now()
		for _, c := range list {
			var owed, late, week, paused int64
			for _, item := range allSuggestions(w, w.Ada, models.SuggestionFilter{OwnerID: c.ID}) {
				switch g := item.Ledger; {
				case g.PausedSince != nil:
					paused++
				case g.DueAt == nil:
				case g.Late(now):
					owed, late = owed+1, late+1
				case g.DueAt.Before(now.AddDate(0, 0, 7)):
					owed, week = owed+1, week+1
				default:
					owed++
				}
			}
			seen[c.Handle] = fmt.Sprint(c.Open, c.Late, c.Week, c.Paused)
			if want := fmt.Sprint(owed, late, week, paused); seen[c.Handle] != want {
				t.Errorf("%s owes %s, by the lists %s", c.Handle, seen[c.Handle], want)
			}
		}
		if len(seen) != 3 || seen["sam"] == "0 0 0 0" || seen["ada"] == seen["mo-rahimi"] {
			t.Errorf("the loads are %v: this proves little", seen)
		}
		_, err = w.Store.Load(w.Ctx, w.Mia)
		refused(t, err, models.NotFound)
	})
}
