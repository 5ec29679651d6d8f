package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// A text may wait for a moderator longer than a loose picture is kept, and who decides sees it whole.
func TestPicture_waitsWithTheTextThatIsHeld(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "It came.")
		p, other := sent(w, w.Nia, 30), sent(w, w.Nia, 31)
		holdReply(t, w, w.Nia, th.ID, manyLinks+"\n\n"+showing(p))
		var k kept
		w.Clock.Advance(20 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if k.of(30) || !k.of(31) {
			t.Errorf("swept: %v", k.removed)
		}
		if sees(w, w.Mo, other.Key) {
			t.Error("a moderator sees a picture that nobody sent in")
		}
		for name, c := range map[string]struct {
			v    models.Viewer
			sees bool
		}{"reader": {w.Reader, false}, "member": {w.Max, false}, "contributor": {w.Sam, false}, "moderator": {w.Mo, true}, "author": {w.Nia, true}} {
			if sees(w, c.v, p.Key) != c.sees {
				t.Errorf("a %s sees it: %v", name, !c.sees)
			}
		}
		c := onlyHold(w)
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "approved", Version: c.Version}))
		if !sees(w, w.Reader, p.Key) {
			t.Error("let through, it is not seen")
		}
		w.Clock.Advance(20 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if k.of(30) {
			t.Error("swept although a post shows it")
		}
	})
}

// What an edit takes out is taken out of sight, whatever address somebody kept; for a week it can be put back.
func TestPicture_leavesThePostWithAnEdit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "It came.")
		p, stays := sent(w, w.Mia, 40), sent(w, w.Mia, 41)
		reply := w.Reply(w.Mia, th.ID, showing(p)+"\n\n"+showing(stays))
		edit := func(body string) {
			t.Helper()
			_, err := w.Store.EditPost(w.Ctx, w.Mia, reply.ID, models.EditInput{Body: &body})
			w.Must(err)
		}
		w.Clock.Advance(100 * 24 * time.Hour)
		edit(showing(stays))
		if sees(w, w.Reader, p.Key) || sees(w, w.Mo, p.Key) || !sees(w, w.Mia, p.Key) || !sees(w, w.Reader, stays.Key) {
			t.Error("taken out, it is still seen, or took another along")
		}
		var k kept
		w.Clock.Advance(6 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		edit(showing(p) + "\n\n" + showing(stays))
		if !sees(w, w.Reader, p.Key) {
			t.Error("put back, it is not seen")
		}
		edit("Neither.")
		w.Clock.Advance(8 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if !k.of(40) || !k.of(41) {
			t.Errorf("swept a week after: %v", k.removed)
		}
	})
}

func TestDeleteAccount_takesThePicturesAlong(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		posted, loose, others := sent(w, w.Max, 50), sent(w, w.Max, 51), sent(w, w.Mia, 52)
		th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", showing(posted))
		w.Reply(w.Mia, th.ID, showing(others))
		leave(t, w, w.Max, "remove")
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		for what, key := range map[string]string{"in a post": posted.Key, "loose": loose.Key} {
			if n := w.Count(`SELECT COUNT(*) FROM pictures WHERE key = ?`, key); n != 0 {
				t.Errorf("a picture %s is left", what)
			}
		}
		var k kept
		w.Clock.Advance(48 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if !k.of(50) || !k.of(51) || k.of(52) {
			t.Errorf("files removed: %v", k.removed)
		}
	})
}
