package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestHideHistory_leavesFormerWordsToModerators(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Ask Jo Marsh, 4 Mill Lane.")
		id := openingOf(w, th).ID
		change := func(title, body, reason string) {
			_, err := w.Store.EditPost(w.Ctx, w.Mia, id, models.EditInput{Title: text(title), Body: text(body), Reason: reason})
			w.Must(err)
		}
		change("Standing desks, again", "Ask my neighbour.", "Jo's address was in it")
		w.Must(w.Store.HideHistory(w.Ctx, w.Mo, id, true, "It held somebody's address."))
		change("Standing desks, again", "Ask a neighbour of mine.", "clearer")

		for who, v := range map[string]models.Viewer{"a reader": w.Reader, "another member": w.Max, "the author": w.Mia} {
			h, err := w.Store.History(w.Ctx, v, id, 1)
			w.Must(err)
			if len(h.Revisions) != 2 || h.CanHide {
				t.Fatalf("%s: %d edits, may hide: %v", who, len(h.Revisions), h.CanHide)
			}
			later, hidden := h.Revisions[0], h.Revisions[1]
			if later.Hidden || len(later.Body) == 0 || later.Reason != "clearer" {
				t.Errorf("%s does not see the edit made afterwards: %+v", who, later)
			}
			if !hidden.Hidden || hidden.Because != "It held somebody's address." || hidden.Body != nil || hidden.Title != nil || hidden.Reason != "" {
				t.Errorf("%s: of the hidden version: %+v", who, hidden)
			}
		}
		h, err := w.Store.History(w.Ctx, w.Mo, id, 1)
		w.Must(err)
		if r := h.Revisions[1]; !h.CanHide || !r.Hidden || len(r.Body) == 0 || len(r.Title) == 0 || r.Reason == "" {
			t.Errorf("a moderator: %+v", r)
		}

		w.Must(w.Store.HideHistory(w.Ctx, w.Mo, id, false, ""))
		h, err = w.Store.History(w.Ctx, w.Reader, id, 1)
		w.Must(err)
		if r := h.Revisions[1]; r.Hidden || r.Because != "" || len(r.Body) == 0 {
			t.Errorf("shown again: %+v", r)
		}
	})
}

func TestHideHistory_isOnRecordOnceAndRefusedToOthers(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		p := w.Reply(w.Max, th.ID, "They do.")
		wantKind(t, w.Store.HideHistory(w.Ctx, w.Mo, p.ID, true, "There is nothing to hide."), models.NotFound)
		_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("They do not.")})
		w.Must(err)

		wantKind(t, w.Store.HideHistory(w.Ctx, w.Reader, p.ID, true, "It named somebody."), models.Unauthenticated)
		wantKind(t, w.Store.HideHistory(w.Ctx, w.Max, p.ID, true, "It named somebody."), models.Forbidden)
		wantField(t, w.Store.HideHistory(w.Ctx, w.Mo, p.ID, true, ""), "reason")
		for range 2 {
			w.Must(w.Store.HideHistory(w.Ctx, w.Mo, p.ID, true, "It named somebody."))
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'history.hidden' AND object_id = ? AND reason = 'It named somebody.'`, p.ID); n != 1 {
			t.Errorf("%d lines on record, want 1", n)
		}
		for range 2 {
			w.Must(w.Store.HideHistory(w.Ctx, w.Mo, p.ID, false, ""))
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'history.shown' AND object_id = ?`, p.ID); n != 1 {
			t.Errorf("%d lines on record of showing it again, want 1", n)
		}
	})
}

// Whose words are hidden is told, once, and where it is shown again is not told of it as if it were still so.
func TestHideHistory_tellsTheAuthorOnceWithTheReason(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Ask Jo Marsh, 4 Mill Lane.")
		own := w.Start(w.Mo, testkit.RemoteWork, models.KindDiscussion, "Lamps", "Ask Jo Marsh, 4 Mill Lane.")
		for _, one := range []struct {
			v  models.Viewer
			th models.Thread
		}{{w.Mia, th}, {w.Mo, own}} {
			_, err := w.Store.EditPost(w.Ctx, one.v, openingOf(w, one.th).ID, models.EditInput{Body: text("Ask a neighbour.")})
			w.Must(err)
			w.Must(w.Store.HideHistory(w.Ctx, w.Mo, openingOf(w, one.th).ID, true, "It held somebody's address."))
		}
		id := openingOf(w, th).ID
		w.Must(w.Store.HideHistory(w.Ctx, w.Ada, id, true, "Sent twice."))
		got := told(w, w.Mia)
		if len(got) != 1 || got[0].Kind != models.NoticeOfHistory || *got[0].PostID != id || got[0].Words != "It held somebody's address." || !got[0].Unread() {
			t.Fatalf("Mia was told %+v", got)
		}
		if len(told(w, w.Mo)) != 0 {
			t.Error("Mo was told of his own deed")
		}
		w.Must(w.Store.HideHistory(w.Ctx, w.Mo, id, false, ""))
		w.Must(w.Store.HideHistory(w.Ctx, w.Mo, id, true, "It is back on the wall."))
		if got := told(w, w.Mia); len(got) != 1 || got[0].Words != "It is back on the wall." {
			t.Errorf("hidden again, she was told %+v", got)
		}
		w.Must(w.Store.HideHistory(w.Ctx, w.Mo, id, false, ""))
		if got := told(w, w.Mia); len(got) != 1 || got[0].Words != "" {
			t.Errorf("shown again, she was told %+v", got)
		}
	})
}
