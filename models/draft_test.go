package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestSaveDraft_keepsOneTextAKey(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		d, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Kind: "story", Topic: testkit.RemoteWork, Title: "Half a ti", Body: "Once"})
		w.Must(err)
		if d.Version != 1 {
			t.Errorf("version %d", d.Version)
		}
		d, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Kind: "story", Topic: testkit.RemoteWork, Title: "Half a title", Body: "Once upon", Version: 1})
		w.Must(err)
		kept, err := w.Store.Draft(w.Ctx, w.Mia, "k")
		w.Must(err)
		if d.Version != 2 || kept.Version != 2 || kept.Title != "Half a title" || kept.Body != "Once upon" || kept.Kind != "story" {
			t.Errorf("kept %+v", kept.Draft)
		}
		_, err = w.Store.Draft(w.Ctx, w.Max, "k")
		refused(t, err, models.NotFound)
		_, err = w.Store.SaveDraft(w.Ctx, w.Reader, models.DraftInput{Key: "k", Body: "x"})
		refused(t, err, models.Unauthenticated)
		wantEvents(t, w)
	})
}

func TestSaveDraft_anOlderDeviceOverwritesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		save := func(body string, version int64) (models.Draft, error) {
			return w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: body, Version: version})
		}
		_, err := save("On the laptop", 0)
		w.Must(err)
		_, err = save("On the laptop, later", 1)
		w.Must(err)
		for _, version := range []int64{0, 1, 7} {
			_, err = save("On the phone", version)
			refused(t, err, models.Conflict)
		}
		d, err := save("On the laptop, later", 1) // the same text: nothing is lost
		w.Must(err)
		if d.Version != 2 {
			t.Errorf("version %d", d.Version)
		}
		_, err = save("On the phone", 2)
		w.Must(err)
	})
}

func TestSaveDraft_devicesAtOnceLoseNothingUnseen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "Start"})
		w.Must(err)
		won := 0
		for _, err := range atOnce(6, func(i int) error {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "Device " + itoa(i), Version: 1})
			return err
		}) {
			if err == nil {
				won++
				continue
			}
			refused(t, err, models.Conflict)
		}
		if won != 1 {
			t.Errorf("%d devices saved over version 1, want 1", won)
		}
	})
}

func TestSaveDraft_keepsAHundred(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range models.DraftsMax - 1 {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k" + itoa(i), Body: "Text"})
			w.Must(err)
		}
		for _, err := range atOnce(4, func(i int) error {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "last" + itoa(i), Body: "Text"})
			return err
		}) {
			if err != nil {
				refusedField(t, err, "draft_key")
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != models.DraftsMax {
			t.Errorf("%d drafts", n)
		}
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k1", Body: "Longer text", Version: 1})
		w.Must(err) // what is kept can be changed
	})
}

func TestSaveDraft_refusesWhatCannotBeStoredOrSeen(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		for field, in := range map[string]models.DraftInput{
			"draft_key": {Body: "x"},
			"body":      {Key: "k", Body: strings.Repeat("x", 100_001)},
			"title":     {Key: "k", Title: "a\x00b"},
		} {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, in)
			refusedField(t, err, field)
		}
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "x", ThreadID: staff.ID})
		refused(t, err, models.NotFound)
		_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "x", PostID: openingOf(w, staff).ID})
		refused(t, err, models.NotFound)
	})
}

func TestSaveDraft_anEmptyTextKeepsNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "  ", Kind: "question"})
		w.Must(err)
		_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "j", Body: "Text"})
		w.Must(err)
		_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "j", Body: "", Version: 1})
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != 0 {
			t.Errorf("%d drafts kept", n)
		}
	})
}

func TestDraft_vanishesWhenItsPostIsMade(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := longThread(w, 2)
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "Not yet", ThreadID: th.ID, ReplyTo: 2})
		w.Must(err)
		d, err := w.Store.ReplyDraft(w.Ctx, w.Mia, th.ID)
		w.Must(err)
		if d.DraftKey != "k" || *d.ReplyTo != 2 {
			t.Errorf("draft of the reply = %+v", d)
		}
		_, err = w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "Now", DraftKey: "k"})
		w.Must(err)
		_, err = w.Store.ReplyDraft(w.Ctx, w.Mia, th.ID)
		refused(t, err, models.NotFound)
		// the autosave that arrives late
		_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: "Not yet", ThreadID: th.ID, Version: 1})
		refused(t, err, models.Gone)
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != 0 {
			t.Error("the draft came back")
		}
	})
}

func TestDraft_ofAnEditVanishesWithIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		key := models.EditDraftKey(opening.ID)
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: key, Body: "Do they", PostID: opening.ID})
		w.Must(err)
		_, err = w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Body: text("Do they, really?"), DraftKey: key})
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != 0 {
			t.Error("the draft is still there")
		}
		_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: key, Body: "And another", PostID: opening.ID})
		w.Must(err) // the next edit has a draft again
	})
}

func TestDraft_ofAnEditKnowsTheVersionItBeganFrom(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		opening := openingOf(w, w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Lense question", "Which one?"))
		save := func(body string, seen, version int64) {
			t.Helper()
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "k", Body: body, PostID: opening.ID, PostVersion: seen, Version: version})
			w.Must(err)
		}
		began := func(when string, want int64) {
			t.Helper()
			d, err := w.Store.Draft(w.Ctx, w.Mia, "k")
			w.Must(err)
			if d.PostVersion != want {
				t.Errorf("%s: the draft is of version %d, want %d", when, d.PostVersion, want)
			}
		}
		save("Which", 0, 0)
		began("kept by a device that names none", 1)
		_, err := w.Store.EditPost(w.Ctx, w.Hana, opening.ID, models.EditInput{Title: text("Lens question")})
		w.Must(err)
		save("Which one, please?", 0, 1)
		began("kept again after the post changed", 1)
		save("Which one, please?", 2, 2)
		began("kept by the page that shows both texts", 2)
		save("Which one, please?", 1, 3)
		began("sent again by the older page", 2)
	})
}

func TestDrafts_listsTheLastChangedFirstWithoutForeignTitles(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		drafts, err := w.Store.Drafts(w.Ctx, w.Sam)
		w.Must(err)
		if len(drafts) != 0 {
			t.Fatalf("drafts = %+v", drafts)
		}
		staff := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Between us", "Hush.")
		for key, id := range map[string]int64{"a": staff.ID, "b": 0} {
			_, err := w.Store.SaveDraft(w.Ctx, w.Sam, models.DraftInput{Key: key, Body: "Text", ThreadID: id})
			w.Must(err)
		}
		w.Clock.Advance(time.Minute)
		_, err = w.Store.SaveDraft(w.Ctx, w.Sam, models.DraftInput{Key: "a", Body: "Longer text", ThreadID: staff.ID, Version: 1})
		w.Must(err)
		drafts, err = w.Store.Drafts(w.Ctx, w.Sam)
		w.Must(err)
		if len(drafts) != 2 || drafts[0].DraftKey != "a" || drafts[0].ThreadTitle != "Between us" {
			t.Errorf("drafts = %+v", drafts)
		}
		w.Exec(`UPDATE members SET role = 'member' WHERE handle = 'sam'`)
		drafts, err = w.Store.Drafts(w.Ctx, w.Viewer("sam"))
		w.Must(err)
		if len(drafts) != 2 || drafts[0].ThreadTitle != "" || drafts[0].Body != "Longer text" {
			t.Errorf("after losing the right to the topic: %+v", drafts)
		}
	})
}

func TestDeleteDraft_canBeTakenBackForAWhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, key := range []string{"k", "old"} {
			_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: key, Body: "Text"})
			w.Must(err)
		}
		w.Must(w.Store.DeleteDraft(w.Ctx, w.Mia, "k"))
		w.Must(w.Store.DeleteDraft(w.Ctx, w.Mia, "k"))
		drafts, err := w.Store.Drafts(w.Ctx, w.Mia)
		w.Must(err)
		if len(drafts) != 1 {
			t.Errorf("drafts = %+v", drafts)
		}
		refused(t, w.Store.RestoreDraft(w.Ctx, w.Max, "k"), models.NotFound)
		refused(t, w.Store.DeleteDraft(w.Ctx, w.Max, "k"), models.NotFound)
		w.Must(w.Store.RestoreDraft(w.Ctx, w.Mia, "k"))
		if d, err := w.Store.Draft(w.Ctx, w.Mia, "k"); err != nil || d.Body != "Text" {
			t.Errorf("restored %+v, %v", d, err)
		}
		w.Must(w.Store.DeleteDraft(w.Ctx, w.Mia, "k"))
		w.Clock.Advance(models.DraftUndo + time.Second)
		refused(t, w.Store.RestoreDraft(w.Ctx, w.Mia, "k"), models.NotFound)
		w.Must(w.Store.DeleteDraft(w.Ctx, w.Mia, "old"))
		if n := w.Count(`SELECT COUNT(*) FROM drafts`); n != 1 {
			t.Errorf("%d drafts stored, want the one that can still come back", n)
		}
	})
}
