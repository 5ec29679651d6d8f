package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func gallery(w *testkit.World, v models.Viewer, until time.Time, body string) (models.Thread, error) {
	return w.Store.CreateThread(w.Ctx, v, models.ThreadInput{
		Topic: testkit.Photography, Kind: string(models.KindGallery), Title: "Four mornings of fog", Body: body, ThemeUntil: until,
	})
}

func keysOf(wall []models.WallPicture) string {
	var keys []string
	for _, one := range wall {
		keys = append(keys, one.Key[:3])
	}
	return strings.Join(keys, " ")
}

// What is said of pictures in the text is kept with them, in their order, and leads through them one by one.
func TestGallery_keepsItsPicturesInOrder(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a, b, c := sent(w, w.Mia, 1), sent(w, w.Mia, 2), sent(w, w.Mia, 3)
		if _, err := gallery(w, w.Mia, time.Time{}, "Words alone."); models.KindOf(err) != models.Invalid {
			t.Errorf("a gallery without a picture: %v", err)
		}
		th, err := gallery(w, w.Mia, time.Time{}, fmt.Sprintf("Fog.\n\n![the pass](/uploads/%s \"At four.\")\n\n![a tree](/uploads/%s)\n\n![](/uploads/%s)", b.Key, a.Key, c.Key))
		w.Must(err)
		if th.Cover != b.Key {
			t.Errorf("led by %q, want its first picture", th.Cover)
		}
		for i, want := range []models.Picture{b, a, c} {
			got, err := w.Store.Picture(w.Ctx, w.Reader, want.Key)
			w.Must(err)
			if got.Position != int64(i+1) || got.Key == b.Key && (got.Alt != "the pass" || got.Caption != "At four.") {
				t.Errorf("picture %d: %d, %q, %q", i, got.Position, got.Alt, got.Caption)
			}
		}
		among := func(p models.Picture) string {
			now, err := w.Store.Picture(w.Ctx, w.Reader, p.Key)
			w.Must(err)
			row, err := w.Store.PictureAmong(w.Ctx, w.Reader, now)
			w.Must(err)
			return row.Before + "<" + row.Author.Handle + ">" + row.Behind
		}
		if got, want := among(b), "<mia>"+a.Key; got != want {
			t.Errorf("beside the first: %s", got)
		}
		if got, want := among(a), b.Key+"<mia>"+c.Key; got != want {
			t.Errorf("beside the second: %s", got)
		}
		later := sent(w, w.Max, 4)
		w.Reply(w.Max, th.ID, showing(later))
		if got, want := among(c), a.Key+"<mia>"+later.Key; got != want {
			t.Errorf("beside the last: %s", got)
		}
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
		for body, refused := range map[string]bool{"No pictures left.": true, "Fewer.\n\n" + showing(a): false} {
			_, err := w.Store.EditPost(w.Ctx, w.Mia, opening, models.EditInput{Body: &body})
			if (models.KindOf(err) == models.Invalid && err != nil) != refused {
				t.Errorf("%q: %v", body, err)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE id = ? AND cover = ?`, th.ID, a.Key); n != 1 || sees(w, w.Reader, b.Key) {
			t.Error("after an edit it is led by a picture that left")
		}
	})
}

// A theme is opened by hosts and staff; pictures in replies stand on its wall while it is open, and none after.
func TestTheme_isOpenForAWhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		now := w.Clock.Now()
		month := now.Add(30 * 24 * time.Hour)
		if _, err := gallery(w, w.Max, month, "The hour before dark."); models.KindOf(err) != models.Forbidden {
			t.Errorf("a theme by a member: %v", err)
		}
		for _, until := range []time.Time{now.Add(time.Hour), now.Add(200 * 24 * time.Hour), now.Add(-time.Hour)} {
			if _, err := gallery(w, w.Sam, until, "The hour before dark."); models.KindOf(err) != models.Invalid {
				t.Errorf("until %s: %v", until, err)
			}
		}
		if _, _, err := w.Store.OpenTheme(w.Ctx, w.Reader); models.KindOf(err) != models.NotFound {
			t.Errorf("open before there is one: %v", err)
		}
		th, err := gallery(w, w.Hana, month, "The hour before dark.")
		w.Must(err)
		theme, err := w.Store.Theme(w.Ctx, th.ID)
		w.Must(err)
		if open, of, err := w.Store.OpenTheme(w.Ctx, w.Reader); err != nil || of.ID != th.ID || !open.Open(now) {
			t.Errorf("open: %+v, %v", of.ID, err)
		}
		wall := func() string {
			list, err := w.Store.Wall(w.Ctx, w.Viewer("ada"), theme, 10)
			w.Must(err)
			return keysOf(list)
		}
		first, second, gone, late := sent(w, w.Mia, 1), sent(w, w.Max, 2), sent(w, w.Max, 3), sent(w, w.Mia, 4)
		w.Reply(w.Mia, th.ID, "Mine: "+showing(first))
		w.Reply(w.Max, th.ID, showing(second))
		removed := w.Reply(w.Max, th.ID, showing(gone))
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Rule: "other", Reason: "An advertisement."})
		w.Must(err)
		want := second.Key[:3] + " " + first.Key[:3]
		if wall() != want {
			t.Errorf("on the wall: %s, want %s", wall(), want)
		}
		nia := blocking(w, w.Nia, "max")
		if list, err := w.Store.Wall(w.Ctx, nia, theme, 10); err != nil || keysOf(list) != first.Key[:3] {
			t.Errorf("who blocked Max sees %s on the wall, %v", keysOf(list), err)
		}
		if row, err := w.Store.PictureAmong(w.Ctx, nia, pictureNow(w, first)); err != nil || row.Before != "" || row.Behind != "" {
			t.Errorf("beside Mia's picture who blocked Max finds %q and %q, %v", row.Before, row.Behind, err)
		}
		nia = blocking(w, nia, "hana")
		if _, _, err := w.Store.OpenTheme(w.Ctx, nia); models.KindOf(err) != models.NotFound {
			t.Errorf("who blocked Hana is shown her theme: %v", err)
		}
		watch := func() int {
			n, err := w.Store.WatchThemes(w.Ctx)
			w.Must(err)
			return n
		}
		if n := watch(); n != 0 {
			t.Errorf("told of %d themes that are open", n)
		}
		w.Clock.Set(month)
		w.Events()
		if n, again, events := watch(), watch(), w.Events(); n != 1 || again != 0 || len(events) == 0 || events[0].Type != models.EventThreadChanged || *events[0].ThreadID != th.ID {
			t.Errorf("closed: told %d times, then %d: %+v", n, again, events)
		}
		w.Reply(w.Mia, th.ID, showing(late))
		if _, _, err := w.Store.OpenTheme(w.Ctx, w.Reader); models.KindOf(err) != models.NotFound || theme.Open(month) || wall() != want {
			t.Errorf("closed, it shows %s: %v", wall(), err)
		}
		w.Exec(`UPDATE themes SET closes_at = ?`, month.Add(24*time.Hour))
		w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
		if _, _, err := w.Store.OpenTheme(w.Ctx, w.Max); models.KindOf(err) != models.NotFound {
			t.Errorf("a private theme is told to a member: %v", err)
		}
	})
}

// What an author tells is shown under the figure, by one event; the post's own words stay.
func TestTellPicture_isShownWhereThePictureIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p := sent(w, w.Mia, 1)
		words := models.PictureWords{Alt: "A pass", Caption: "At four.", Licence: "cc-by", CameraName: "X-T5", Exposure: "f/2", Credit: "Mia & <b>Max</b>"}
		told, err := w.Store.TellPicture(w.Ctx, w.Mia, p.Key, words)
		w.Must(err)
		if told.PictureWords != words || !told.Told {
			t.Errorf("kept: %+v", told.PictureWords)
		}
		th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "![the pass](/uploads/"+p.Key+")")
		html := func() string {
			posts, err := w.Store.Posts(w.Ctx, w.Reader, th.ID, 1)
			w.Must(err)
			return posts[0].HTML
		}
		if !strings.Contains(html(), "<small>Mia &amp; &lt;b&gt;Max&lt;/b&gt; · CC BY 4.0 · X-T5 · f/2</small>") {
			t.Errorf("shown: %s", html())
		}
		events := func() int64 { return w.Count(`SELECT event_seq FROM threads WHERE id = ?`, th.ID) }
		before := events()
		words.Licence, words.Credit = "cc0", ""
		told, err = w.Store.TellPicture(w.Ctx, w.Mia, p.Key, words)
		w.Must(err)
		if told.Alt != "the pass" || !strings.Contains(html(), "<small>CC0, no rights reserved · X-T5 · f/2</small>") || !strings.Contains(html(), `alt="the pass"`) || events() != before+1 {
			t.Errorf("told again: %d events, %q, %s", events()-before, told.Alt, html())
		}
		if _, err := w.Store.TellPicture(w.Ctx, w.Mia, p.Key, words); err != nil || events() != before+1 {
			t.Errorf("the same words again: %d events, %v", events()-before, err)
		}
		w.Exec(`UPDATE posts SET html = '<p>as it was</p>' WHERE thread_id = ?`, th.ID) // a crash between the two
		if _, err := w.Store.TellPicture(w.Ctx, w.Mia, p.Key, words); err != nil || !strings.Contains(html(), "CC0") || events() != before+2 {
			t.Errorf("told again after a crash: %s, %d events, %v", html(), events()-before, err)
		}
		words.Licence = "mine"
		for v, want := range map[*models.Viewer]models.ErrorKind{&w.Mia: models.Invalid, &w.Max: models.Invalid} {
			if _, err := w.Store.TellPicture(w.Ctx, *v, p.Key, words); models.KindOf(err) != want {
				t.Errorf("%s: %v", v.Handle, err)
			}
		}
		if _, err := w.Store.TellPicture(w.Ctx, w.Max, p.Key, models.PictureWords{}); models.KindOf(err) != models.NotFound {
			t.Errorf("another's picture: %v", err)
		}
	})
}

// A picture that nothing shows can be deleted, and had back for an hour.
func TestDeletePicture_canBeTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		p, used, face := sent(w, w.Mia, 1), sent(w, w.Mia, 2), sent(w, w.Mia, 3)
		w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", showing(used))
		faced(w, w.Mia, face, models.WholeSquare)
		for _, key := range []string{used.Key, face.Key} {
			if err := w.Store.DeletePicture(w.Ctx, w.Mia, key); models.KindOf(err) != models.Conflict {
				t.Errorf("in use: %v", err)
			}
		}
		if err := w.Store.DeletePicture(w.Ctx, w.Max, p.Key); models.KindOf(err) != models.NotFound {
			t.Errorf("another's: %v", err)
		}
		listed := func() int {
			list, n, err := w.Store.OwnPictures(w.Ctx, w.Mia, 1, 10)
			w.Must(err)
			if int64(len(list)) != n {
				t.Errorf("%d listed of %d", len(list), n)
			}
			return len(list)
		}
		w.Must(w.Store.DeletePicture(w.Ctx, w.Mia, p.Key))
		w.Must(w.Store.DeletePicture(w.Ctx, w.Mia, p.Key))
		if sees(w, w.Mia, p.Key) || listed() != 2 {
			t.Error("deleted, it is still there")
		}
		w.Clock.Advance(59 * time.Minute)
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		w.Must(w.Store.RestorePicture(w.Ctx, w.Mia, p.Key))
		if !sees(w, w.Mia, p.Key) || listed() != 3 {
			t.Error("had back, it is not there")
		}
		w.Must(w.Store.DeletePicture(w.Ctx, w.Mia, p.Key))
		w.Clock.Advance(time.Hour)
		if err := w.Store.RestorePicture(w.Ctx, w.Mia, p.Key); models.KindOf(err) != models.NotFound {
			t.Errorf("after its hour: %v", err)
		}
		w.Must(w.Store.SweepPictures(w.Ctx, new(kept).remove))
		if n := w.Count(`SELECT COUNT(*) FROM pictures WHERE key = ?`, p.Key); n != 0 {
			t.Error("after its hour it is not swept")
		}
	})
}

func pictureNow(w *testkit.World, p models.Picture) models.Picture {
	w.T.Helper()
	now, err := w.Store.Picture(w.Ctx, w.Ada, p.Key)
	w.Must(err)
	return now
}
