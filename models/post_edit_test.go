package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestEditPost_keepsTheFormerTextAndTellsOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do, for @mia.")
		w.Events()
		w.Clock.Advance(time.Hour)

		after, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("They do **not**, @hana."), Version: 1, Reason: "I was wrong"})
		w.Must(err)
		if after.Version != 2 || after.EditedAt == nil || !strings.Contains(after.HTML, "<strong>not</strong>") {
			t.Errorf("after the edit: %+v", after)
		}
		events := wantEvents(t, w, models.EventPostEdited)
		if *events[0].PostID != p.ID || *events[0].Number != 2 || events[0].Seq != 3 {
			t.Errorf("event = %+v", events[0])
		}
		if n := w.Count(`SELECT COUNT(*) FROM revisions WHERE post_id = ? AND version = 1 AND body = 'They do, for @mia.' AND reason = 'I was wrong'`, p.ID); n != 1 {
			t.Errorf("%d revisions hold the former text, want 1", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM mentions n JOIN members m ON m.id = n.member_id WHERE n.post_id = ? AND m.handle = 'hana'`, p.ID); n != 1 {
			t.Error("the new mention is not stored")
		}
		if n := w.Count(`SELECT COUNT(*) FROM mentions WHERE post_id = ?`, p.ID); n != 1 {
			t.Error("the former mention is still stored")
		}
		if n := w.Count(`SELECT COUNT(*) FROM search_documents WHERE post_id = ? AND body LIKE '%not%'`, p.ID); n != 1 {
			t.Error("the new words are not indexed")
		}
	})
}

func TestEditPost_thatChangesNothingStoresNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		w.Events()
		after, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("They do.\r\n"), Version: 1})
		w.Must(err)
		if after.Version != 1 || after.EditedAt != nil || w.Count(`SELECT COUNT(*) FROM revisions`) != 0 {
			t.Errorf("after: %+v", after)
		}
		wantEvents(t, w)
	})
}

func TestEditPost_ofTheOpeningChangesTheThread(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		w.Events()
		_, err := w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{
			Title: text("Walking desks"), Tags: text("Desk, #health"), Body: text("Do they really help anyone?"), Version: 1,
		})
		w.Must(err)
		wantEvents(t, w, models.EventPostEdited)
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Title != "Walking desks" || view.Slug != "walking-desks" || view.Tags != "desk,health" ||
			view.Excerpt != "Do they really help anyone?" || view.Words != 5 || view.Version != 2 {
			t.Errorf("thread = %+v", view.Thread)
		}
		if n := w.Count(`SELECT COUNT(*) FROM thread_tags WHERE thread_id = ?`, th.ID); n != 2 {
			t.Errorf("%d tags, want 2", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM search_documents WHERE post_id = ? AND title = 'Walking desks'`, opening.ID); n != 1 {
			t.Error("the new title is not indexed")
		}
		h, err := w.Store.History(w.Ctx, w.Reader, opening.ID, 1)
		w.Must(err)
		if len(h.Revisions) != 1 || len(h.Revisions[0].Title) == 0 {
			t.Errorf("history = %+v", h.Revisions)
		}
	})
}

func TestEditPost_hostsAndModeratorsRetitleButDoNotRewrite(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		photo := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Lense question", "Which one?")
		desk := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		retitle := models.EditInput{Title: text("Lens question"), Tags: text("lens")}
		for _, v := range []models.Viewer{w.Hana, w.Mo, w.Ada} {
			_, err := w.Store.EditPost(w.Ctx, v, openingOf(w, photo).ID, retitle)
			w.Must(err)
			_, err = w.Store.EditPost(w.Ctx, v, openingOf(w, photo).ID, models.EditInput{Body: text("Put in another's mouth")})
			refused(t, err, models.Forbidden)
		}
		_, err := w.Store.EditPost(w.Ctx, w.Hana, openingOf(w, desk).ID, retitle)
		refused(t, err, models.Forbidden)
		_, err = w.Store.EditPost(w.Ctx, w.Max, openingOf(w, photo).ID, retitle)
		refused(t, err, models.Forbidden)
		if p := openingOf(w, photo); p.Body != "Which one?" {
			t.Errorf("the words changed: %q", p.Body)
		}
	})
}

func TestEditPost_aStaleVersionIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		edit := func(body string, version int64) error {
			_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text(body), Version: version})
			return err
		}
		w.Must(edit("They do not.", 1))
		refused(t, edit("They do, a little.", 1), models.Conflict)
		w.Must(edit("They do, a little.", 0)) // absent: not compared
		w.Must(edit("They do, a lot.", 3))
	})
}

func TestEditPost_afterALockOrRemovalIsAConflictForWhoWasWriting(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		removed := w.Reply(w.Max, th.ID, "Spam.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Rule: "other", Reason: "Advertising"})
		w.Must(err)
		w.Exec(`UPDATE threads SET locked_at = created_at, locked_because = 'It went in circles.' WHERE id = ?`, th.ID)
		w.Events()
		for _, c := range []struct {
			post    int64
			version int64
			kind    models.ErrorKind
		}{
			{p.ID, 1, models.Conflict}, {p.ID, 0, models.Forbidden},
			{removed.ID, 1, models.Conflict}, {removed.ID, 0, models.Gone},
		} {
			_, err := w.Store.EditPost(w.Ctx, w.Max, c.post, models.EditInput{Body: text("Another text"), Version: c.version})
			refused(t, err, c.kind)
		}
		wantEvents(t, w)
	})
}

func TestEditPost_refusesWhatACompositionRefuses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		for field, in := range map[string]models.EditInput{
			"body":   {Body: text(strings.Repeat("ä", 16_001))},
			"title":  {Title: text("ab")},
			"tags":   {Tags: text("a,b,c,d,e,f")},
			"reason": {Body: text("Fine"), Reason: strings.Repeat("x", 501)},
		} {
			_, err := w.Store.EditPost(w.Ctx, w.Mia, opening.ID, in)
			refusedField(t, err, field)
		}
		for _, bad := range []string{"", "  \n", "a\x00b", "a\xffb"} {
			_, err := w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Body: &bad})
			refusedField(t, err, "body")
		}
		_, err := w.Store.EditPost(w.Ctx, w.Reader, opening.ID, models.EditInput{Body: text("x")})
		refused(t, err, models.Unauthenticated)
		_, err = w.Store.EditPost(w.Ctx, w.Mia, 999_999, models.EditInput{Body: text("")})
		refused(t, err, models.NotFound)
	})
}

func TestEditPost_ofAStoryNotYetOutLeavesNoTrace(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: "story", Title: "A winter at home", Body: "It snowed.", Later: true,
		})
		w.Must(err)
		opening := openingOf(w, th)
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening.ID, models.EditInput{
			Body: text("## Snow\n\nIt snowed."), Standfirst: text("What we learned"), Cover: text("snow-street"), CoverAlt: text("A street"),
		})
		w.Must(err)
		wantEvents(t, w)
		after := openingOf(w, th)
		if after.EditedAt != nil || w.Count(`SELECT COUNT(*) FROM revisions`) != 0 || after.Version != 2 {
			t.Errorf("opening = %+v", after)
		}
		view, err := w.Store.Thread(w.Ctx, w.Sam, th.ID)
		w.Must(err)
		if view.Standfirst != "What we learned" || view.Cover != "snow-street" || view.CoverAlt != "A street" {
			t.Errorf("thread = %+v", view.Thread)
		}
		_, err = w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Body: text("Mine now")})
		refused(t, err, models.NotFound)
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening.ID, models.EditInput{Cover: text("no-such-scene")})
		refusedField(t, err, "cover")
	})
}

func TestHistory_comparesEachVersionWithTheOneBefore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "Version 1")
		for _, body := range []string{"2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"} {
			_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("Version " + body)})
			w.Must(err)
		}
		first, err := w.Store.History(w.Ctx, w.Reader, p.ID, 1)
		w.Must(err)
		second, err := w.Store.History(w.Ctx, w.Reader, p.ID, 2)
		w.Must(err)
		if first.Pages != 2 || len(first.Revisions) != 10 || len(second.Revisions) != 2 {
			t.Fatalf("pages %d, %d and %d edits", first.Pages, len(first.Revisions), len(second.Revisions))
		}
		for i, r := range append(first.Revisions, second.Revisions...) {
			if r.Version != int64(13-i) || r.Editor.Handle != "max" {
				t.Errorf("edit %d is of version %d by %s", i, r.Version, r.Editor.Handle)
			}
			if newText(r.Body) != "Version "+itoa(13-i) || oldText(r.Body) != "Version "+itoa(12-i) {
				t.Errorf("edit %d: %+v", i, r.Body)
			}
		}
		_, err = w.Store.History(w.Ctx, w.Reader, p.ID, 3)
		refused(t, err, models.NotFound)
	})
}

func TestHistory_keepsStandfirstAndTagsAsTheyWere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: string(models.KindStory), Title: "A year of quiet mornings", Body: "It began in January.",
			Standfirst: "What silence does.", Tags: "quiet",
		})
		w.Must(err)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		opening := openingOf(w, th)
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening.ID, models.EditInput{Standfirst: text("What silence, and tea, does."), Reason: "Tea."})
		w.Must(err)
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening.ID, models.EditInput{Tags: text("quiet, tea")})
		w.Must(err)
		w.Must(w.Store.Retitle(w.Ctx, w.Mo, th.ID, th.Title, "tea", 0))
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening.ID, models.EditInput{CoverAlt: text("A cup.")})
		w.Must(err)
		h, err := w.Store.History(w.Ctx, w.Reader, opening.ID, 1)
		w.Must(err)
		if len(h.Revisions) != 3 || h.Post.EditedAt == nil {
			t.Fatalf("%d edits, want 3: %+v", len(h.Revisions), h.Revisions)
		}
		retagged, tagged, began := h.Revisions[0], h.Revisions[1], h.Revisions[2]
		if oldText(began.Standfirst) != "What silence does." || newText(began.Standfirst) != "What silence, and tea, does." ||
			began.Editor.Handle != "sam" || began.Reason != "Tea." || len(began.Tags)+len(began.Title) != 0 {
			t.Errorf("the standfirst: %+v", began)
		}
		if oldText(tagged.Tags) != "quiet" || newText(tagged.Tags) != "quiet, tea" || len(tagged.Standfirst) != 0 {
			t.Errorf("the tags: %+v", tagged)
		}
		if oldText(retagged.Tags) != "quiet, tea" || newText(retagged.Tags) != "tea" || retagged.Editor.Handle != "mo-rahimi" {
			t.Errorf("the tags again: %+v", retagged)
		}
	})
}

// What was kept before tags and standfirsts were is shown without them.
func TestHistory_saysNothingOfLabelsThatWereNotKept(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		_, err := w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Tags: text("desk"), Body: text("Do they?")})
		w.Must(err)
		w.Exec(`UPDATE revisions SET tags = NULL, standfirst = NULL`)
		h, err := w.Store.History(w.Ctx, w.Reader, opening.ID, 1)
		w.Must(err)
		if len(h.Revisions) != 1 || h.Revisions[0].Tags != nil || h.Revisions[0].Standfirst != nil {
			t.Errorf("%+v", h.Revisions)
		}
	})
}

func TestEditPost_bringsNoListedWordIntoTagsOrStandfirst(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "snake oil", Score: 3}))
		_, err := w.Store.EditPost(w.Ctx, w.Mia, openingOf(w, th).ID, models.EditInput{Tags: text("snake oil")})
		refused(t, err, models.Invalid)
	})
}

func TestHistory_ofARemovedPostIsForModerators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "Insult")
		_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("Milder insult")})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Insulting"})
		w.Must(err)
		for _, v := range []models.Viewer{w.Reader, w.Max, w.Mia, w.Hana, w.Sam} {
			h, err := w.Store.History(w.Ctx, v, p.ID, 1)
			refused(t, err, models.Gone)
			if h.Post.Body != "" || len(h.Revisions) != 0 {
				t.Errorf("%s got words with the refusal", v.Handle)
			}
		}
		h, err := w.Store.History(w.Ctx, w.Mo, p.ID, 1)
		w.Must(err)
		if len(h.Revisions) != 1 {
			t.Errorf("the moderator sees %d edits, want 1", len(h.Revisions))
		}
	})
}

// FAULTS L06.
func TestEditPost_ofAnOpeningMovedMeanwhileIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.Photography, "It is about pictures."))
		for _, in := range []models.EditInput{{Body: text("Do they, really?")}, {Title: text("Standing tables")}} {
			in.Version = opening.Version
			_, err := w.Store.EditPost(w.Ctx, w.Mia, opening.ID, in)
			refused(t, err, models.Conflict)
		}
		seen, _, err := w.Store.Post(w.Ctx, w.Mia, opening.ID)
		w.Must(err)
		_, err = w.Store.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Body: text("Do they, really?"), Version: seen.Version})
		w.Must(err)
	})
}
