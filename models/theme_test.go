package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSetTheme_opensAGalleryMovesItsEndClosesAndOpensItAnew(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own := sent(w, w.Mia, 1)
		th := w.Start(w.Mia, testkit.Photography, models.KindGallery, "Doors", showing(own))
		day := w.Clock.Now().Truncate(time.Second).Add(24 * time.Hour)
		set := func(until time.Time, want int) {
			t.Helper()
			w.Events()
			kind(t, w.Store.SetTheme(w.Ctx, w.Sam, th.ID, until), "")
			if n := len(w.Events()); n != want {
				t.Errorf("until %v: %d events, want %d", until, n, want)
			}
		}
		ends := func() time.Time {
			theme, err := w.Store.Theme(w.Ctx, th.ID)
			w.Must(err)
			return theme.ClosesAt
		}
		set(time.Time{}, 0) // it is its author's alone, as before
		set(day, 1)
		wantAudit(t, w, w.Sam, "thread.theme", "", day.UTC().Format(time.RFC3339), "")
		set(day, 0)
		set(day.Add(48*time.Hour), 1)
		if !ends().Equal(day.Add(48 * time.Hour)) {
			t.Errorf("it ends on %v", ends())
		}
		w.Reply(w.Max, th.ID, showing(sent(w, w.Max, 2)))

		w.Clock.Advance(time.Hour)
		set(time.Time{}, 1)
		wantAudit(t, w, w.Sam, "thread.theme", day.Add(48*time.Hour).UTC().Format(time.RFC3339), "", "")
		if n, err := w.Store.WatchThemes(w.Ctx); n != 0 || err != nil {
			t.Errorf("its end is told %d times more: %v", n, err)
		}
		set(time.Time{}, 0)
		set(day.Add(72*time.Hour), 1)
		theme, of, err := w.Store.OpenTheme(w.Ctx, w.Reader)
		if err != nil || of.ID != th.ID {
			t.Fatalf("open anew: %v", err)
		}
		if wall, err := w.Store.Wall(w.Ctx, w.Reader, theme, 9); err != nil || len(wall) != 1 {
			t.Errorf("%d pictures on the wall from before: %v", len(wall), err)
		}
		w.Clock.Set(day.Add(72 * time.Hour))
		if n, err := w.Store.WatchThemes(w.Ctx); n != 1 || err != nil {
			t.Errorf("its second end is told %d times: %v", n, err)
		}
	})
}

func TestSetTheme_isForHostsAndStaffOnAGalleryThatTakesReplies(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.Photography, models.KindGallery, "Doors", showing(sent(w, w.Mia, 1)))
		talk := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Windows", "Words.")
		until := w.Clock.Now().Add(48 * time.Hour)
		for v, want := range map[*models.Viewer]models.ErrorKind{&w.Reader: models.Unauthenticated, &w.Max: models.Forbidden, &w.Mia: models.Forbidden, &w.Hana: "", &w.Sam: ""} {
			kind(t, w.Store.SetTheme(w.Ctx, *v, th.ID, until), want)
		}
		kind(t, w.Store.SetTheme(w.Ctx, w.Ada, talk.ID, until), models.Forbidden)
		for _, wrong := range []time.Duration{-time.Hour, 23 * time.Hour, 93 * 24 * time.Hour} {
			kind(t, w.Store.SetTheme(w.Ctx, w.Hana, th.ID, w.Clock.Now().Add(wrong)), models.Invalid)
		}
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Enough doors."))
		kind(t, w.Store.SetTheme(w.Ctx, w.Ada, th.ID, until.Add(time.Hour)), models.Forbidden)
	})
}

// A moderator puts right what is said of a picture in a post: on record, and never of one that nobody else sees.
func TestTellPicture_byAModeratorIsOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		shown, loose := sent(w, w.Mia, 1), sent(w, w.Mia, 2)
		w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", showing(shown))
		words := models.PictureWords{Licence: "cc-by", Credit: "Max"}
		_, err := w.Store.TellPicture(w.Ctx, w.Mia, shown.Key, words)
		w.Must(err)
		before := auditCount(w)
		for _, v := range []models.Viewer{w.Sam, w.Hana, w.Max} { // contributors and hosts do not moderate pictures
			if _, err := w.Store.PictureToTell(w.Ctx, v, shown.Key); models.KindOf(err) != models.NotFound {
				t.Errorf("%s is asked of another's picture: %v", v.Handle, err)
			}
		}
		words.Credit, words.Alt = "Nia", "what a moderator would have it show"
		told, err := w.Store.TellPicture(w.Ctx, w.Mo, shown.Key, words)
		if err != nil || told.Credit != "Nia" || told.Alt != "the pass in snow" {
			t.Errorf("put right: %+v, %v", told.PictureWords, err)
		}
		wantAudit(t, w, w.Mo, "picture.told", "Max · CC BY 4.0", "Nia · CC BY 4.0", "")
		if _, err := w.Store.TellPicture(w.Ctx, w.Mo, loose.Key, words); models.KindOf(err) != models.NotFound {
			t.Errorf("a picture that no post shows: %v", err)
		}
		if n := auditCount(w) - before; n != 1 {
			t.Errorf("%d entries, want one", n)
		}
	})
}
