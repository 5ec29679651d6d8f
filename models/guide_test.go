package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestGuide_findsOutWhatIsDone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		guide := func() models.Guide {
			w.T.Helper()
			g, err := w.NewStore().Guide(w.Ctx, w.Ada)
			w.Must(err)
			return g
		}
		sam := "sam"
		w.Exec(`UPDATE topics SET posting_rules = ''`)
		for _, step := range []struct {
			step models.GuideStep
			do   func() error
		}{
			{models.GuideRules, func() error {
				publish(w, models.HouseRules, models.HouseInput{Body: "Be kind to each other, and say where you work."})
				return nil
			}},
			{models.GuideLegal, func() error {
				if publish(w, models.HousePrivacy, models.HouseInput{Body: "We keep little, and nothing of it leaves our server."}); guide().Done[models.GuideLegal] {
					t.Error("one of two is not both")
				}
				publish(w, models.HouseImprint, models.HouseInput{Body: "Larkmoor, who make bags and mend them."})
				return nil
			}},
			{models.GuidePosting, func() error {
				rules := "Be kind."
				_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{PostingRules: &rules})
				return err
			}},
			{models.GuideOwner, func() error {
				_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Owner: &sam})
				return err
			}},
			{models.GuideDiscussion, func() error {
				w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
				return nil
			}},
			{models.GuideStory, func() error { w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A week", "Words."); return nil }},
		} {
			if guide().Done[step.step] {
				t.Errorf("%s is done before it is", step.step)
			}
			w.Must(step.do())
			if g := guide(); !g.Done[step.step] {
				t.Errorf("%s is not done: %v", step.step, g.Done)
			}
		}
		g := guide()
		if g.Count() != len(models.GuideSteps) {
			t.Errorf("%d of %d done: %v", g.Count(), len(models.GuideSteps), g.Done)
		}
		if g.Shown {
			t.Error("what is all done still shows itself")
		}
	})
}

func TestGuide_isPutAwayAndRecalledByAdministrators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		shown := func(v models.Viewer) bool {
			g, err := w.NewStore().Guide(w.Ctx, v)
			w.Must(err)
			return g.Shown
		}
		w.Exec(`UPDATE members SET created_at = ?`, w.Clock.Now())
		if !shown(w.Ada) || shown(w.Mo) {
			t.Error("it is for administrators of a new community")
		}
		refused(t, w.Store.SetGuide(w.Ctx, w.Mo, false), models.Forbidden)
		w.Must(w.Store.SetGuide(w.Ctx, w.Ada, false))
		w.Must(w.Store.SetGuide(w.Ctx, w.Ada, false))
		if shown(w.Ada) {
			t.Error("it was put away")
		}
		w.Clock.Advance(90 * 24 * time.Hour)
		w.Must(w.Store.SetGuide(w.Ctx, w.Ada, true))
		if !shown(w.Ada) {
			t.Error("it was called back")
		}
		w.Exec(`DELETE FROM settings WHERE key = 'guide'`)
		if shown(w.Ada) {
			t.Error("it shows itself in a community that is not new")
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'guide.changed'`); n != 2 {
			t.Errorf("%d entries on record", n)
		}
	})
}
