package models_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// oracle is a program that always says the same, and remembers what it was asked.
type oracle struct {
	says  models.Suspicion
	asked []models.Suspect
}

func (c *oracle) Check(_ context.Context, s models.Suspect) models.Suspicion {
	c.asked = append(c.asked, s)
	return c.says
}

func (c *oracle) Figures() models.CheckFigures {
	return models.CheckFigures{Asked: int64(len(c.asked))}
}

func checkedBy(w *testkit.World, c models.SpamChecker) *models.Store {
	return models.NewStore(w.DB, models.Parts{Clock: w.Clock, Markup: markup.New(markup.Options{}), Checker: c})
}

func TestSpamCheck_isASignalAmongOthers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		checker := &oracle{says: models.Suspicion{Points: 99, Reason: "sells\nlamps, cheaply\x00 " + strings.Repeat("y", 200)}}
		store := checkedBy(w, checker)
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Lamps", "Which one?")
		w.Clock.Advance(2 * time.Hour) // no account is of the last hour
		w.Exec(`UPDATE members SET post_count = 1, created_at = ? WHERE handle = 'max'`, w.Clock.Now().Add(-3*time.Hour))
		max := w.Viewer("max")
		_, err := store.CreatePost(w.Ctx, max, th.ID, models.PostInput{Body: "This one."})
		w.Must(err) // 4 of the 5 points that hold a post
		_, err = store.CreatePost(w.Ctx, max, th.ID, models.PostInput{Body: "This [one](https://lamps.example) here."})
		id, held := models.HeldBy(err)
		if !held {
			t.Fatalf("with a link beside it the post is not held: %v", err)
		}
		h, err := store.Held(w.Ctx, w.Mo, id)
		w.Must(err)
		reasons := h.ReasonList()
		if len(reasons) != 2 || h.Score != 5 {
			t.Fatalf("%d points for %q", h.Score, reasons)
		}
		for _, r := range reasons {
			name, of := r.Parts()
			if name == models.HoldChecked && (r.Points() != 4 || !strings.HasPrefix(of, "4: sells lamps; cheaply yyy") || len(of) > 100) {
				t.Errorf("the program's word is %q, %d points", of, r.Points())
			}
		}
		want := models.Suspect{Kind: "reply", Text: "This one.", AccountHours: 3, Posts: 1, New: true}
		if len(checker.asked) != 2 || checker.asked[0] != want {
			t.Errorf("it is told %+v", checker.asked)
		}
		checker.says = models.Suspicion{Points: 0, Reason: "a fine text"}
		_, err = store.CreateThread(w.Ctx, max, models.ThreadInput{Topic: testkit.Photography, Kind: "question", Title: "Which lamp", Body: "Of these?"})
		w.Must(err)
		if last := checker.asked[2]; last.Kind != "question" || last.Title != "Which lamp" || last.Text != "Of these?" {
			t.Errorf("of a new thread it is told %+v", last)
		}
		if f, on := store.SpamChecks(); !on || f.Asked != 3 {
			t.Errorf("the figures are %+v, %v", f, on)
		}
		if _, on := w.Store.SpamChecks(); on {
			t.Error("there are figures of a program that is not asked")
		}
	})
}

// What is not for everybody is told to nobody, and of whom the community knows enough nobody is asked.
func TestSpamCheck_hearsOfPublicWordsOfNewPeopleAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		checker := &oracle{}
		store := checkedBy(w, checker)
		public := w.Start(w.Ada, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		hidden := w.Start(w.Ada, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, w.Start(w.Ada, testkit.Photography, models.KindDiscussion, "Shut", "Words.").ID, true, "other", "It is settled."))
		reply := func(handle string, thread int64) {
			_, err := store.CreatePost(w.Ctx, w.Viewer(handle), thread, models.PostInput{Body: "Words of " + handle + "."})
			w.Must(err)
		}
		w.Exec(`UPDATE members SET post_count = 50, created_at = ? WHERE handle = 'hana'`, w.Clock.Now().AddDate(0, -3, 0))
		w.Exec(`UPDATE members SET post_count = 1, created_at = ? WHERE handle = 'max'`, w.Clock.Now().Add(-3*time.Hour))
		reply("hana", public.ID)
		reply("sam", public.ID)
		reply("max", hidden.ID)
		_, err := store.CreatePost(w.Ctx, w.Viewer("max"), public.ID, models.PostInput{Body: ""})
		refused(t, err, models.Invalid)
		_, err = store.CreatePost(w.Ctx, w.Viewer("max"), w.Count(`SELECT MAX(id) FROM threads`), models.PostInput{Body: "Words."})
		refused(t, err, models.Forbidden)
		if len(checker.asked) != 0 {
			t.Errorf("it was told %+v", checker.asked)
		}
		reply("max", public.ID)
		if len(checker.asked) != 1 {
			t.Errorf("of somebody new it was asked %d times: this proves little", len(checker.asked))
		}
	})
}
