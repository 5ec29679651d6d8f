package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func faced(w *testkit.World, v models.Viewer, p models.Picture, c models.Crop) models.Face {
	w.Must(w.Store.ClaimPictureFile(w.Ctx, c.Hash(p.Hash)))
	f, err := w.Store.SetFace(w.Ctx, v, p.Key, c)
	w.Must(err)
	return f
}

func faceOf(w *testkit.World, v models.Viewer) string {
	d, err := w.Store.Directory(w.Ctx)
	w.Must(err)
	return d.Face(v.ID)
}

// Another crop is another address, and the one before leads nowhere; what nobody shows any more is swept.
func TestSetFace_replacesTheOneBefore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		if faceOf(w, w.Mia) != "" {
			t.Fatal("there is a face before one was chosen")
		}
		p, other := sent(w, w.Mia, 1), sent(w, w.Mia, 2)
		near := models.Crop{X: 20, Y: 80, Span: 40}
		first := faced(w, w.Mia, p, models.WholeSquare)
		if faceOf(w, w.Mia) != first.Key || faceOf(w, w.Max) != "" {
			t.Errorf("shown: %q, %q", faceOf(w, w.Mia), faceOf(w, w.Max))
		}
		if again := faced(w, w.Mia, p, models.WholeSquare); again.Key != first.Key {
			t.Error("the same crop again has another address")
		}
		second := faced(w, w.Mia, p, near)
		if _, err := w.Store.FaceFile(w.Ctx, first.Key); models.KindOf(err) != models.NotFound {
			t.Errorf("the face before: %v", err)
		}
		if f, err := w.Store.FaceFile(w.Ctx, second.Key); err != nil || f.Hash != near.Hash(p.Hash) || faceOf(w, w.Mia) != second.Key {
			t.Errorf("the face now: %+v, %v", f, err)
		}
		if sees(w, w.Max, p.Key) || sees(w, w.Mo, p.Key) {
			t.Error("the picture itself is seen by others")
		}
		var k kept
		w.Clock.Advance(20 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if k.of(1) || !k.of(2) || !sees(w, w.Mia, p.Key) || sees(w, w.Mia, other.Key) {
			t.Errorf("swept: %v", k.removed)
		}
		if n := w.Count(`SELECT COUNT(*) FROM picture_files WHERE hash = ?`, first.Hash); n != 0 {
			t.Error("the files of the face before are left")
		}
		w.Must(w.Store.RemoveFace(w.Ctx, w.Mia))
		w.Must(w.Store.RemoveFace(w.Ctx, w.Mia))
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if faceOf(w, w.Mia) != "" || !k.of(1) {
			t.Error("the drawn face is not back, or the picture is left")
		}
	})
}

func TestSetFace_takesOnesOwnPicturesAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := sent(w, w.Mia, 1)
		refused := func(what string, v models.Viewer, key string, c models.Crop, want models.ErrorKind) {
			t.Helper()
			if _, err := w.Store.SetFace(w.Ctx, v, key, c); models.KindOf(err) != want {
				t.Errorf("%s: %v", what, err)
			}
		}
		refused("another's picture", w.Max, p.Key, models.WholeSquare, models.NotFound)
		refused("no picture", w.Mia, "nothing", models.WholeSquare, models.NotFound)
		refused("a reader", w.Reader, p.Key, models.WholeSquare, models.Unauthenticated)
		for _, c := range []models.Crop{{X: -1, Y: 50, Span: 50}, {X: 50, Y: 101, Span: 50}, {X: 50, Y: 50, Span: 29}, {X: 50, Y: 50, Span: 101}} {
			refused("a part outside", w.Mia, p.Key, c, models.Invalid)
		}
		w.Exec(`UPDATE pictures SET width = 90 WHERE id = ?`, p.ID)
		refused("a small picture", w.Mia, p.Key, models.WholeSquare, models.Invalid)
		gone := sent(w, w.Mia, 2)
		w.Must(w.Store.DeletePicture(w.Ctx, w.Mia, gone.Key))
		refused("a deleted picture", w.Mia, gone.Key, models.WholeSquare, models.NotFound)
		if n := w.Count(`SELECT COUNT(*) FROM faces`); n != 0 {
			t.Errorf("%d faces", n)
		}
	})
}

func TestRemoveFaceOf_isForWhoMaySuspend(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		faced(w, w.Mia, sent(w, w.Mia, 1), models.WholeSquare)
		faced(w, w.Sam, sent(w, w.Sam, 2), models.WholeSquare)
		for name, err := range map[string]error{
			"a member": w.Store.RemoveFaceOf(w.Ctx, w.Max, "mia", "spam", "An advertisement."), "a contributor": w.Store.RemoveFaceOf(w.Ctx, w.Sam, "mia", "spam", "An advertisement."),
			"a moderator, of staff": w.Store.RemoveFaceOf(w.Ctx, w.Mo, "sam", "spam", "An advertisement."), "without a reason": w.Store.RemoveFaceOf(w.Ctx, w.Mo, "mia", "spam", " "), "without a rule": w.Store.RemoveFaceOf(w.Ctx, w.Mo, "mia", "", "An advertisement."),
		} {
			if err == nil {
				t.Errorf("%s took a face away", name)
			}
		}
		w.Must(w.Store.RemoveFaceOf(w.Ctx, w.Mo, "mia", "spam", "An advertisement."))
		w.Must(w.Store.RemoveFaceOf(w.Ctx, w.Ada, "sam", "spam", "An advertisement."))
		if faceOf(w, w.Mia) != "" || faceOf(w, w.Sam) != "" || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'member.face_removed'`) != 2 {
			t.Error("the faces are still there, or nothing is on record")
		}
	})
}

func TestFace_goesWithTheAccount(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		f := faced(w, w.Max, sent(w, w.Max, 1), models.WholeSquare)
		leave(t, w, w.Max, "keep")
		if _, err := w.Store.FaceFile(w.Ctx, f.Key); models.KindOf(err) != models.NotFound || faceOf(w, w.Max) != "" {
			t.Errorf("after the account: %v", err)
		}
	})
}

// A topic's cover is seen by whoever sees the topic, in every size, and by nobody else.
func TestTopicCover_goesWithItsTopic(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, second, theirs := sent(w, w.Ada, 1), sent(w, w.Ada, 2), sent(w, w.Mia, 3)
		cover := func(value string) error {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{Cover: &value})
			return err
		}
		w.Must(cover(first.Key + "#top"))
		if !sees(w, w.Reader, first.Key) || sees(w, w.Reader, second.Key) {
			t.Error("the cover is not seen, or another picture is")
		}
		w.Must(w.Store.DeletePicture(w.Ctx, w.Ada, second.Key))
		for _, key := range []string{theirs.Key, second.Key, "aaaaaaaaaaaaaaaaaaaaaa"} {
			if err := cover(key); models.KindOf(err) != models.Invalid {
				t.Errorf("%s as a cover: %v", key, err)
			}
		}
		w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
		if sees(w, w.Reader, first.Key) || sees(w, w.Max, first.Key) || !sees(w, w.Sam, first.Key) {
			t.Error("the cover of a topic for staff")
		}
		w.Exec(`UPDATE topics SET visibility = 'public' WHERE slug = ?`, testkit.Photography)
		w.Clock.Advance(20 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		if !sees(w, w.Reader, first.Key) {
			t.Error("the cover was swept")
		}
		third := sent(w, w.Ada, 4)
		w.Must(cover(third.Key))
		if sees(w, w.Reader, first.Key) || !sees(w, w.Ada, first.Key) || !sees(w, w.Reader, third.Key) {
			t.Error("replaced, the cover before is still seen")
		}
		w.Must(cover("fog-road"))
		if sees(w, w.Reader, third.Key) {
			t.Error("taken away, the cover is still seen")
		}
	})
}

func TestTopicCover_isLetGoWhenItsTopicIsMerged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := sent(w, w.Ada, 1)
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Cover: &p.Key})
		w.Must(err)
		w.Must(merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Remote work"))
		if sees(w, w.Reader, p.Key) {
			t.Error("the cover of no topic is still seen")
		}
		w.Clock.Advance(20 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		if sees(w, w.Ada, p.Key) {
			t.Error("the cover of no topic is kept for ever")
		}
	})
}

// What is taken back is as it was: a face too, where its owner chose no other meanwhile and still has the picture.
func TestUndoAction_bringsAFaceBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first := faced(w, w.Mia, sent(w, w.Mia, 1), models.WholeSquare)
		remove := func() int64 {
			t.Helper()
			w.Must(w.Store.RemoveFaceOf(w.Ctx, w.Mo, "mia", "spam", "An advertisement."))
			return lastAction(w)
		}
		taken := remove()
		w.Clock.Advance(90 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		undo(w, w.Mo, taken)
		again := faceOf(w, w.Mia)
		if again == "" || again == first.Key {
			t.Errorf("the face is %q, and was %q: want it back, under another address", again, first.Key)
		}
		if f, err := w.Store.FaceFile(w.Ctx, again); err != nil || f.Hash != first.Hash {
			t.Errorf("the face that is back is %+v (%v)", f, err)
		}
		taken = remove()
		other := faced(w, w.Mia, sent(w, w.Mia, 2), models.WholeSquare)
		undo(w, w.Mo, taken)
		if faceOf(w, w.Mia) != other.Key {
			t.Error("the face that she chose since is lost")
		}
		if n := w.Count(`SELECT COUNT(*) FROM removed_faces`); n != 0 {
			t.Errorf("%d faces are kept for nothing", n)
		}
	})
}
