package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestChangeThread_makesAllChangesWithOneEvent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		w.Events()
		yes := true
		err := w.Store.ChangeThread(w.Ctx, w.Mo, th.ID, models.ThreadChange{
			Title: text("A desk in the rain"), Tags: text("desk"), Pinned: &yes, Locked: &yes, Topic: text(testkit.Photography),
			Outcome: text("The window is shut now."), Rule: "other", Reason: "settled", Version: 1,
		})
		w.Must(err)
		wantEvents(t, w, models.EventSiteChanged, models.EventNoticeCreated, models.EventThreadChanged)
		now, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if now.Title != "A desk in the rain" || now.Tags != "desk" || !now.Pinned() || !now.Locked() || now.LockedBecause != "settled" ||
			now.Topic.Slug != testkit.Photography || now.Outcome != "The window is shut now." || now.Version != 2 {
			t.Errorf("thread = %+v", now.Thread)
		}
		w.Must(w.Store.ChangeThread(w.Ctx, w.Mo, th.ID, models.ThreadChange{Title: text("A desk in the rain"), Pinned: &yes, Locked: &yes, Rule: "other", Reason: "settled"}))
		wantEvents(t, w)
		wantCounters(t, w)
	})
}

func TestChangeThread_allOrNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		w.Events()
		yes := true
		change := func(v models.Viewer, in models.ThreadChange) error {
			in.Title = text("Another title")
			return w.Store.ChangeThread(w.Ctx, v, th.ID, in)
		}
		refused(t, change(w.Mia, models.ThreadChange{Pinned: &yes}), models.Forbidden)
		refused(t, change(w.Mia, models.ThreadChange{Locked: &yes, Reason: "mine"}), models.Forbidden)
		refused(t, change(w.Sam, models.ThreadChange{Outcome: text("Done.")}), models.Forbidden)
		refusedField(t, change(w.Mo, models.ThreadChange{Locked: &yes, Rule: "other"}), "reason")
		refusedField(t, change(w.Mo, models.ThreadChange{Locked: &yes, Reason: "settled"}), "rule")
		refusedField(t, change(w.Mo, models.ThreadChange{Topic: text("nowhere")}), "topic")
		refused(t, change(w.Mo, models.ThreadChange{Version: 9}), models.Conflict)
		refused(t, w.Store.ChangeThread(w.Ctx, w.Max, th.ID, models.ThreadChange{}), models.Forbidden)
		refused(t, w.Store.ChangeThread(w.Ctx, w.Reader, th.ID, models.ThreadChange{Title: text("Mine")}), models.Unauthenticated)
		wantEvents(t, w)
		if n := w.Count(`SELECT COUNT(*) FROM threads WHERE title <> 'A desk by a window' OR pinned_at IS NOT NULL OR locked_at IS NOT NULL`); n != 0 {
			t.Error("a refused change left something behind")
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE object_kind = 'thread'`); n != 0 {
			t.Errorf("%d lines on the audit log for refused changes", n)
		}
	})
}

func TestChangeThread_whatIsNotVisibleIsNotFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Who has the keys", "I do not.")
		for _, v := range []models.Viewer{w.Mia, w.Reader} {
			refused(t, w.Store.ChangeThread(w.Ctx, v, th.ID, models.ThreadChange{Title: text("x"), Version: 9}), models.NotFound)
		}
	})
}

func TestJoinTags_refusesACommaInATag(t *testing.T) {
	if list, err := models.JoinTags([]string{"fog", "night rides"}); err != nil || list != "fog,night rides" {
		t.Errorf("%q, %v", list, err)
	}
	_, err := models.JoinTags([]string{"fog,night"})
	refusedField(t, err, "tags")
}
