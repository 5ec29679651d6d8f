package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestWatchConsultations_tellsWhoeverAskedOnceThatItsDecisionIsOwed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		remind := func(want int, who models.Viewer) {
			t.Helper()
			n, err := w.Store.WatchConsultations(w.Ctx)
			w.Must(err)
			told := toldSince(w, models.NoticeDecisionDue)
			if n != want || len(told) != want || want > 0 && told[who.Handle] != 1 {
				t.Errorf("%d reminders, told were %v", n, told)
			}
		}
		first, err := w.Store.OpenConsultation(w.Ctx, w.Sam, consultationInput())
		w.Must(err)
		remind(0, w.Sam) // it still asks
		w.Clock.Set(time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC))
		remind(1, w.Sam)
		remind(0, w.Sam) // said once
		counts, err := w.Store.InboxThreadCounts(w.Ctx, w.Ada)
		w.Must(err)
		if counts.Consultations.N != 1 {
			t.Errorf("%d wait for their decision", counts.Consultations.N)
		}
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Ada, first.ID, "Most of you sit on the third floor.", "We build on the third floor first."))

		in := consultationInput()
		in.ClosesOn, in.Title = "2026-03-20", "Where shall the lamps go?"
		_, err = w.Store.OpenConsultation(w.Ctx, w.Sam, in)
		w.Must(err)
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, ""))
		w.Clock.Set(time.Date(2026, 3, 21, 0, 0, 0, 0, time.UTC))
		remind(1, w.Ada) // who asked answers for nobody any more
		refusedList(t, w)
	})
}

// refusedList holds the inbox's lists of other threads to the staff.
func refusedList(t *testing.T, w *testkit.World) {
	t.Helper()
	_, _, questions := w.Store.UnansweredQuestions(w.Ctx, w.Mia, 0)
	_, _, mentions := w.Store.StaffMentions(w.Ctx, w.Mia, 0)
	_, _, owed := w.Store.OwedConsultations(w.Ctx, w.Mia, 0)
	_, counted := w.Store.InboxThreadCounts(w.Ctx, w.Mia)
	for _, err := range []error{questions, mentions, owed, counted} {
		refused(t, err, models.NotFound)
	}
}

func TestInboxThreadCounts_agreeWithTheListsPageByPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := consultationInput()
		for i := range models.InboxPerPage + 1 {
			w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Which desk "+itoa(i)+"?", "I ask @sam.")
			in.Title = "Where shall it go, " + itoa(i) + "?"
			_, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
			w.Must(err)
		}
		w.Clock.Set(time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC))
		counts, err := w.Store.InboxThreadCounts(w.Ctx, w.Ada)
		w.Must(err)
		threads := func(list func(after int64) ([]models.ThreadItem, bool, error)) func(int64) ([]int64, bool, error) {
			return func(after int64) (ids []int64, more bool, err error) {
				items, more, err := list(after)
				for _, i := range items {
					ids = append(ids, i.ID)
				}
				return ids, more, err
			}
		}
		for what, of := range map[string]struct {
			n    models.Total
			list func(after int64) ([]int64, bool, error)
		}{
			"questions": {counts.Questions, threads(func(after int64) ([]models.ThreadItem, bool, error) {
				return w.Store.UnansweredQuestions(w.Ctx, w.Ada, after)
			})},
			"consultations": {counts.Consultations, threads(func(after int64) ([]models.ThreadItem, bool, error) {
				return w.Store.OwedConsultations(w.Ctx, w.Ada, after)
			})},
			"mentions": {counts.Mentions, func(after int64) (ids []int64, more bool, err error) {
				list, more, err := w.Store.StaffMentions(w.Ctx, w.Ada, after)
				for _, m := range list {
					ids = append(ids, m.PostID)
				}
				return ids, more, err
			}},
		} {
			seen, after := map[int64]bool{}, int64(0)
			for pages := 0; ; pages++ {
				ids, more, err := of.list(after)
				w.Must(err)
				for _, id := range ids {
					seen[id], after = true, id
				}
				if !more || pages > 2 {
					break
				}
			}
			if int64(len(seen)) != of.n.N || len(seen) != models.InboxPerPage+1 {
				t.Errorf("%s: %d are listed, %d counted", what, len(seen), of.n.N)
			}
		}
	})
}
