package models_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func hashOf(n int) string { return fmt.Sprintf("%064x", n) }

// sent is a picture of the member's, as if its files were written.
func sent(w *testkit.World, v models.Viewer, content int) models.Picture {
	w.T.Helper()
	w.Must(w.Store.ClaimPictureFile(w.Ctx, hashOf(content)))
	p, err := w.Store.AddPicture(w.Ctx, v, models.PictureInput{Hash: hashOf(content), Width: 1000, Height: 600, Colour: "#a1b2c3", Camera: "Box, 80 mm"})
	w.Must(err)
	return p
}

func showing(p models.Picture) string { return "Look:\n\n![the pass in snow](/uploads/" + p.Key + ")" }

func sees(w *testkit.World, v models.Viewer, key string) bool {
	w.T.Helper()
	_, err := w.Store.Picture(w.Ctx, v, key)
	if err != nil && models.KindOf(err) != models.NotFound {
		w.T.Fatal(err)
	}
	return err == nil
}

func TestPicture_inNoPostIsItsAuthorsAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := sent(w, w.Mia, 1)
		if len(p.Key) != 22 || p.Camera != "Box, 80 mm" {
			t.Errorf("stored as %+v", p)
		}
		for name, v := range map[string]models.Viewer{"reader": w.Reader, "member": w.Max, "moderator": w.Mo, "administrator": w.Ada} {
			if sees(w, v, p.Key) {
				t.Errorf("a %s sees it", name)
			}
		}
		if !sees(w, w.Mia, p.Key) || sees(w, w.Mia, strings.Repeat("a", 22)) || sees(w, w.Mia, "") {
			t.Error("its author sees another than their own")
		}
		own, err := w.Store.Pictures(w.Ctx, w.Mia, 10)
		if err != nil || len(own) != 1 || own[0].Key != p.Key {
			t.Errorf("own: %v, %v", own, err)
		}
		if others, err := w.Store.Pictures(w.Ctx, w.Max, 10); err != nil || len(others) != 0 {
			t.Errorf("others': %v, %v", others, err)
		}
	})
}

// C10: a picture is seen by who sees its post, and no longer than that.
func TestPicture_isSeenAsItsPostIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			topic                     string
			reader, member, moderator bool
		}{
			{testkit.Photography, true, true, true}, {testkit.BackRoom, false, true, true}, {testkit.StaffTable, false, false, true},
		} {
			by := w.Mia
			if c.topic == testkit.StaffTable {
				by = w.Sam
			}
			p := sent(w, by, 2)
			th := w.Start(by, c.topic, models.KindDiscussion, "The pass in snow", showing(p))
			if got := [3]bool{sees(w, w.Reader, p.Key), sees(w, w.Max, p.Key), sees(w, w.Mo, p.Key)}; got != [3]bool{c.reader, c.member, c.moderator} {
				t.Errorf("%s: seen by reader, member, moderator: %v", c.topic, got)
			}
			post := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE id = ? AND html LIKE ?`, post, `%srcset="/uploads/`+p.Key+`/480.webp 480w%`); n != 1 {
				t.Errorf("%s: the post does not show it", c.topic)
			}
		}
		p := sent(w, w.Mia, 3)
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "It came.")
		reply := w.Reply(w.Mia, th.ID, showing(p))
		gone := func(what string, author, moderator bool) {
			t.Helper()
			if sees(w, w.Reader, p.Key) || sees(w, w.Max, p.Key) || sees(w, w.Mia, p.Key) != author || sees(w, w.Mo, p.Key) != moderator {
				t.Errorf("%s: seen by reader %v, member %v, author %v, moderator %v", what, sees(w, w.Reader, p.Key), sees(w, w.Max, p.Key), sees(w, w.Mia, p.Key), sees(w, w.Mo, p.Key))
			}
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Mia, reply.ID, models.DeleteInput{})
		w.Must(err)
		gone("a deleted post", true, true)
		w.Exec(`UPDATE posts SET status = 'visible', removed_at = NULL WHERE id = ?`, reply.ID)
		if !sees(w, w.Reader, p.Key) {
			t.Error("it is not back with its post")
		}
		w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
		gone("a topic of staff", true, true)
	})
}

func TestPicture_staysWithThePostThatShowedItFirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := sent(w, w.Mia, 4)
		hidden := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", showing(p))
		w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "In public", showing(p))
		w.Start(w.Max, testkit.Photography, models.KindDiscussion, "As quoted", "> "+showing(p))
		if sees(w, w.Reader, p.Key) {
			t.Error("a second post opened a picture of members to everybody")
		}
		if n := w.Count(`SELECT COUNT(*) FROM pictures i JOIN posts p ON p.id = i.post_id WHERE p.thread_id = ?`, hidden.ID); n != 1 {
			t.Error("it left its post")
		}
		mine := sent(w, w.Mia, 5)
		w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Not mine", showing(mine))
		if sees(w, w.Reader, mine.Key) || sees(w, w.Max, mine.Key) {
			t.Error("somebody else published a picture that its author had not")
		}
	})
}

func TestPicture_comesWithAnEdit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "It came.")
		reply, p := w.Reply(w.Mia, th.ID, "Soon with a picture."), sent(w, w.Mia, 6)
		body := showing(p)
		_, err := w.Store.EditPost(w.Ctx, w.Mia, reply.ID, models.EditInput{Body: &body, Version: reply.Version})
		w.Must(err)
		if !sees(w, w.Reader, p.Key) {
			t.Error("nobody sees it")
		}
	})
}

// F05: a member sends so many a day, a new one fewer.
func TestPicture_aDayHasItsNumber(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for n := range 20 {
			sent(w, w.Nia, n)
		}
		err := w.Store.RefusePicture(w.Ctx, w.Nia)
		if models.KindOf(err) != models.TooMany || !strings.Contains(err.Error(), "20 pictures") || models.AsError(err).RetryAfter <= 0 {
			t.Errorf("the twenty-first of a new member: %v", err)
		}
		if _, err := w.Store.AddPicture(w.Ctx, w.Nia, models.PictureInput{Hash: hashOf(1), Width: 1, Height: 1, Colour: "#000000"}); models.KindOf(err) != models.TooMany {
			t.Errorf("stored: %v", err)
		}
		w.Must(w.Store.RefusePicture(w.Ctx, w.Mia))
		w.Clock.Advance(25 * time.Hour)
		w.Must(w.Store.RefusePicture(w.Ctx, w.Nia))
		if err := w.Store.RefusePicture(w.Ctx, w.Reader); models.KindOf(err) != models.Unauthenticated {
			t.Errorf("a reader: %v", err)
		}
	})
}

// kept pretends to be the store of files.
type kept struct {
	mu      sync.Mutex
	removed []string
	err     error
}

func (k *kept) remove(_ context.Context, name string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.removed = append(k.removed, name)
	return k.err
}

func (k *kept) of(content int) bool {
	return slices.ContainsFunc(k.removed, func(name string) bool { return strings.Contains(name, hashOf(content)) })
}

// F05, F06: what nobody shows goes, and takes the files along unless somebody else sent the same.
func TestSweepPictures_takesWhatNobodyShows(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		shown, drafted, loose := sent(w, w.Mia, 10), sent(w, w.Mia, 11), sent(w, w.Mia, 12)
		twice, alsoTwice := sent(w, w.Mia, 13), sent(w, w.Max, 13)
		w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Shown", showing(shown))
		w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Shown too", showing(alsoTwice))
		deleted := sent(w, w.Max, 14)
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Kind: "discussion", Body: showing(drafted)})
		w.Must(err)
		th := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "It came.")
		_, err = w.Store.DeletePost(w.Ctx, w.Max, w.Reply(w.Max, th.ID, showing(deleted)).ID, models.DeleteInput{})
		w.Must(err)
		w.Must(w.Store.ClaimPictureFile(w.Ctx, hashOf(15))) // and the process ended before the picture was stored

		var k kept
		w.Clock.Advance(6 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if !k.of(15) || k.of(12) || k.of(14) {
			t.Errorf("after six days: %v", k.removed)
		}
		w.Clock.Advance(40 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		for name, c := range map[string]struct {
			key     string
			content int
			stays   bool
			files   bool
		}{
			"shown": {shown.Key, 10, true, true}, "in a draft": {drafted.Key, 11, true, true}, "loose": {loose.Key, 12, false, false},
			"sent by two, loose": {twice.Key, 13, false, true}, "sent by two, shown": {alsoTwice.Key, 13, true, true}, "in a deleted post": {deleted.Key, 14, false, false},
		} {
			if n := w.Count(`SELECT COUNT(*) FROM pictures WHERE key = ?`, c.key); (n == 1) != c.stays {
				t.Errorf("%s: %d rows", name, n)
			}
			if k.of(c.content) == c.files {
				t.Errorf("%s: files removed %v", name, !c.files)
			}
		}
		before := len(k.removed)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if len(k.removed) != before {
			t.Errorf("swept again: %v", k.removed[before:])
		}
	})
}

// A sweep that fails half way is gone on with; until its files are gone, the same content is not taken.
func TestSweepPictures_goesOnAfterAFailure(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sent(w, w.Mia, 20)
		w.Clock.Advance(8 * 24 * time.Hour)
		k := kept{err: errors.New("the bucket is away")}
		if err := w.Store.SweepPictures(w.Ctx, k.remove); !errors.Is(err, k.err) {
			t.Fatalf("got %v", err)
		}
		if err := w.Store.ClaimPictureFile(w.Ctx, hashOf(20)); models.KindOf(err) != models.Conflict {
			t.Errorf("claimed while it is being deleted: %v", err)
		}
		k.err = nil
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if n := w.Count(`SELECT COUNT(*) FROM picture_files`); n != 0 {
			t.Errorf("%d rows are left", n)
		}
		w.Must(w.Store.ClaimPictureFile(w.Ctx, hashOf(20)))
	})
}
