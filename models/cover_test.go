package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestCoverPicture_isAnUploadAndWhatToKeepInView(t *testing.T) {
	key := strings.Repeat("aB-_", 5) + "xy"
	for cover, want := range map[string][2]string{
		key: {key, ""}, key + "#top": {key, "top"}, key + "#left": {key, "left"},
		"": {}, "fog-road": {}, key + "#everything": {}, key + "#": {}, key[1:]: {}, key + "z": {}, key + "\n": {}, "../" + key[3:]: {},
	} {
		if gotKey, focus := models.CoverPicture(cover); gotKey != want[0] || focus != want[1] {
			t.Errorf("%q is %q, %q", cover, gotKey, focus)
		}
	}
	for _, scene := range models.Covers {
		if key, _ := models.CoverPicture(scene); key != "" {
			t.Errorf("the scene %s is taken for an upload", scene)
		}
	}
}

func story(w *testkit.World, v models.Viewer, cover string) (models.Thread, error) {
	return w.Store.CreateThread(w.Ctx, v, models.ThreadInput{
		Topic: testkit.Photography, Kind: string(models.KindStory), Title: "The pass in snow", Body: "It came at four.", Cover: cover, CoverAlt: "The pass",
	})
}

// A cover is seen as its story is, and no longer than it leads it.
func TestCover_goesWithItsStory(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, second := sent(w, w.Sam, 1), sent(w, w.Sam, 2)
		th, err := story(w, w.Sam, first.Key+"#top")
		w.Must(err)
		if th.Cover != first.Key+"#top" || !sees(w, w.Reader, first.Key) || sees(w, w.Reader, second.Key) {
			t.Errorf("the cover is %q; a reader sees it: %v", th.Cover, sees(w, w.Reader, first.Key))
		}
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &second.Key})
		w.Must(err)
		if sees(w, w.Reader, first.Key) || !sees(w, w.Reader, second.Key) || !sees(w, w.Sam, first.Key) {
			t.Error("the cover that was replaced is still seen, or the new one is not")
		}
		none := ""
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &none})
		w.Must(err)
		if sees(w, w.Reader, second.Key) {
			t.Error("the cover that was taken away is still seen")
		}
		again := second.Key + "#left"
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &again})
		w.Must(err)
		w.Exec(`UPDATE topics SET visibility = 'staff' WHERE slug = ?`, testkit.Photography)
		if sees(w, w.Reader, second.Key) || sees(w, w.Max, second.Key) {
			t.Error("the cover of a private story is seen")
		}
	})
}

func TestCover_refusesWhatCannotLeadAPage(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	lent, others := sent(w, w.Sam, 1), sent(w, w.Max, 2)
	w.Start(w.Sam, testkit.Photography, models.KindDiscussion, "The pass", showing(lent))
	add := func(in models.PictureInput, content int) string {
		in.Hash, in.Height, in.Colour = hashOf(content), 600, "#a1b2c3"
		w.Must(w.Store.ClaimPictureFile(w.Ctx, in.Hash))
		p, err := w.Store.AddPicture(w.Ctx, w.Sam, in)
		w.Must(err)
		return p.Key
	}
	for name, cover := range map[string]string{
		"another's": others.Key, "another post's": lent.Key, "nobody's": strings.Repeat("z", 22), "no part": others.Key + "#all",
		"small": add(models.PictureInput{Width: 960}, 3), "clear": add(models.PictureInput{Width: 1200, Clear: true}, 4),
	} {
		_, err := story(w, w.Sam, cover)
		if models.KindOf(err) != models.Invalid || models.AsError(err).Fields["cover"] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := w.Count(`SELECT COUNT(*) FROM threads WHERE kind = 'story' AND cover <> ''`); n != 0 {
		t.Errorf("%d were stored", n)
	}
	if _, err := story(w, w.Sam, add(models.PictureInput{Width: 961}, 5)); err != nil {
		t.Errorf("one that is just wide enough: %v", err)
	}
}
