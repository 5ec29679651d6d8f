package models_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// halved are what a ban and its clean-up must never come to, wherever they are interrupted.
var halved = map[string]string{
	"a clean-up that goes on for what was taken back": `SELECT COUNT(*) FROM clean_up_posts u JOIN actions x ON x.id = u.action_id
		WHERE u.state = 'waiting' AND x.undone_at IS NOT NULL`,
	"something that comes back while the ban stands": `SELECT COUNT(*) FROM clean_up_posts u JOIN actions x ON x.id = u.action_id
		WHERE u.state IN ('returning', 'back', 'stays') AND x.undone_at IS NULL`,
	"a post marked as taken without its removal": `SELECT COUNT(*) FROM clean_up_posts u
		WHERE u.state = 'taken' AND NOT EXISTS (SELECT 1 FROM actions x WHERE x.within_id = u.action_id AND x.post_id = u.post_id)`,
	"a removal by a ban that is not marked": `SELECT COUNT(*) FROM actions x WHERE x.within_id IS NOT NULL
		AND x.post_id IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM clean_up_posts u WHERE u.action_id = x.within_id AND u.post_id = x.post_id AND u.state <> 'waiting')`,
	"a clean-up besides posts that goes on for what was taken back, or comes back while the ban stands": `SELECT COUNT(*) FROM clean_up_asides u
		JOIN actions x ON x.id = u.action_id WHERE (u.state = 'waiting') = (x.undone_at IS NOT NULL) AND u.state IN ('waiting', 'returning')`,
	"a held post marked as taken that is not": `SELECT COUNT(*) FROM clean_up_asides u JOIN held_posts h ON h.id = u.held_id
		WHERE u.state = 'taken' AND (h.state = 'held' OR NOT EXISTS (SELECT 1 FROM actions x JOIN cases c ON c.id = x.case_id
			WHERE x.within_id = u.action_id AND c.held_id = h.id))`,
	"words or a face marked as taken without their removal": `SELECT COUNT(*) FROM clean_up_asides u WHERE u.state = 'taken' AND u.place <> ''
		AND NOT EXISTS (SELECT 1 FROM actions x WHERE x.within_id = u.action_id AND x.post_id IS NULL AND x.detail = u.place)`,
	"a held post that waits without a case, or the other way round": `SELECT COUNT(*) FROM held_posts h
		WHERE (h.state = 'held') <> EXISTS (SELECT 1 FROM cases c WHERE c.held_id = h.id AND c.closed_at IS NULL)`,
	"a removal by a ban without the ban's rule and sentence": `SELECT COUNT(*) FROM actions x JOIN actions b ON b.id = x.within_id
		WHERE x.rule = '' OR length(x.words) < 3 OR x.member_id <> b.member_id`,
	"somebody told of what went with a ban": `SELECT COUNT(*) FROM moderation_notices n JOIN actions x ON x.id = n.action_id WHERE x.within_id IS NOT NULL`,
	"something back that is hidden by the ban alone": `SELECT COUNT(*) FROM clean_up_posts u JOIN posts p ON p.id = u.post_id
		JOIN actions x ON x.post_id = p.id AND x.within_id = u.action_id
		WHERE u.state = 'back' AND p.status = 'removed' AND x.undone_at IS NULL`,
}

func (b *bench) banStep(t *rapid.T) {
	v := rapid.SampledFrom([]models.Viewer{b.Mo, b.Ada}).Draw(t, "moderator")
	b.said++
	b.Clock.Advance(time.Hour)
	words := fmt.Sprint("Words number ", b.said)
	switch rapid.IntRange(0, 11).Draw(t, "step") {
	case 10:
		_, err := b.Store.CreatePost(b.Ctx, b.Viewer("max"), b.thread.ID, models.PostInput{Body: words + ", and a casino."})
		b.fine(t, "reply that is held", err)
	case 11:
		b.fine(t, "write of oneself", asides{w: b.World}.profile(b.Viewer("max"), words))
	case 0, 1:
		_, err := b.Store.CreatePost(b.Ctx, b.Viewer("max"), b.thread.ID, models.PostInput{Body: words})
		b.fine(t, "reply", err)
	case 2:
		in := models.SuspensionInput{Rule: "spam", Because: words, Ban: true, Clean: rapid.SampledFrom(models.CleanUps).Draw(t, "clean"), Also: chosenAsides(t)}
		b.fine(t, "ban", b.Store.Suspend(b.Ctx, v, "max", in))
	case 3:
		b.fine(t, "suspend", b.Store.Suspend(b.Ctx, v, "max", models.SuspensionInput{Rule: "spam", Because: words, Until: b.Clock.Now().Add(3 * time.Hour)}))
	case 4, 5:
		_, err := b.Store.SweepCleanUps(b.Ctx, rapid.IntRange(1, 4).Draw(t, "most"))
		b.fine(t, "sweep", err)
	case 6:
		ctx, stop := context.WithCancel(b.Ctx)
		stop()
		_, _ = b.Store.SweepCleanUps(ctx, 5)
	case 7:
		_, err := b.Store.UndoAction(b.Ctx, v, b.one(t, "actions WHERE within_id IS NULL"), words)
		b.fine(t, "undo", err)
	case 8:
		b.fine(t, "lift", b.Store.LiftSuspension(b.Ctx, v, "max", words))
	case 9:
		id := b.one(t, "posts")
		var err error
		if rapid.Bool().Draw(t, "restore") {
			_, err = b.Store.RestorePost(b.Ctx, v, id, "")
		} else {
			_, err = b.Store.DeletePost(b.Ctx, v, id, models.DeleteInput{Rule: "abuse", Reason: words})
		}
		b.fine(t, "restore or remove", err)
	}
	b.halved(t)
}

func chosenAsides(t *rapid.T) (also []string) {
	for _, a := range models.CleanUpAsides {
		if rapid.Bool().Draw(t, string(a)) {
			also = append(also, string(a))
		}
	}
	return also
}

func (b *bench) halved(t *rapid.T) {
	for _, list := range []map[string]string{broken, halved} {
		for what, query := range list {
			if n := b.Count(query); n != 0 {
				t.Fatalf("%d times: %s", n, what)
			}
		}
	}
}

// Wherever a clean-up is interrupted, and whatever moderators do meanwhile, nothing of it is half done.
func TestBans_areNeverHalfDoneWhateverIsInterrupted(t *testing.T) {
	steps := 2
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		steps = 6
	}
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
		b := &bench{World: w, thread: w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")}
		for i := range 6 {
			w.Reply(w.Max, b.thread.ID, fmt.Sprint("Mine, number ", i))
		}
		w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "My shop", "Nobody answers here.")
		banMax(w, "all")
		rapid.Check(t, func(t *rapid.T) {
			for range steps {
				b.banStep(t)
			}
		})
		sweepCleanUps(w)
		for _, table := range []string{"clean_up_posts", "clean_up_asides"} {
			if n := w.Count(`SELECT COUNT(*) FROM ` + table + ` WHERE state IN ('waiting', 'returning')`); n != 0 {
				t.Errorf("%d of %s wait for ever", n, table)
			}
		}
		for what, query := range halved {
			if n := w.Count(query); n != 0 {
				t.Errorf("at the end, %d times: %s", n, what)
			}
		}
		for _, state := range []string{"taken", "back"} {
			if w.Count(`SELECT COUNT(*) FROM clean_up_posts WHERE state = ?`, state) == 0 {
				t.Logf("nothing is %s at the end", state)
			}
		}
		if w.Count(`SELECT COUNT(*) FROM actions WHERE within_id IS NOT NULL`) < 6 {
			t.Error("hardly anything went with a ban: this proves nothing")
		}
		w.Recount()
	})
}
