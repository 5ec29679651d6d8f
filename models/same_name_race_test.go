package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// FAULTS L08: of several that make a topic of one address, one makes it; the others are told.
func TestCreateTopic_L08_ofSeveralAtOnceOneIsMade(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		errs := atOnce(6, func(i int) error {
			_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Long rides", Description: "Number " + itoa(i)})
			return err
		})
		oneOf(t, errs, models.Invalid)
		if n := w.Count(`SELECT COUNT(*) FROM topics WHERE slug = 'long-rides'`); n != 1 {
			t.Errorf("there are %d of them", n)
		}
	})
}

// An address that is given up leads to its topic for ever: nobody gets it in the moment of the change either.
func TestCreateTopic_L08_doesNotTakeAnAddressThatIsJustGivenUp(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range 8 {
			old, now := "rides-"+itoa(i), "tours-"+itoa(i)
			_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Rides", Slug: old})
			w.Must(err)
			errs := atOnce(4, func(n int) error {
				if n == 0 {
					_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, old, models.TopicChange{Slug: &now})
					return err
				}
				_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Others", Slug: old})
				return err
			})
			w.Must(errs[0])
			for _, err := range errs[1:] {
				refused(t, err, models.Invalid)
			}
		}
	})
}

// FAULTS L08: a tag that several threads get at once is one tag, and each has it.
func TestCreateThread_L08_aTagMadeByTwoAtOnceIsOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, err := range atOnce(6, func(i int) error {
			_, err := w.Store.CreateThread(w.Ctx, w.Mia, models.ThreadInput{
				Topic: testkit.RemoteWork, Kind: "discussion", Title: "Thread " + itoa(i), Body: "Words.", Tags: "Quiet Rooms",
			})
			return err
		}) {
			w.Must(err)
		}
		tagged, err := w.Store.Threads(w.Ctx, w.Reader, models.ThreadFilter{Tag: "quiet rooms"}, 1, 20)
		if n := w.Count(`SELECT COUNT(DISTINCT tag) FROM thread_tags`); err != nil || n != 1 || len(tagged) != 6 {
			t.Errorf("%d tags, %d threads (%v)", n, len(tagged), err)
		}
	})
}
