package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func merging(w *testkit.World, v models.Viewer, from, into, name string) error {
	w.T.Helper()
	_, err := w.Store.MergeTopic(w.Ctx, v, from, models.TopicMergeInput{Into: into, Name: name})
	return err
}

func TestMergeTopic_bringsEverythingAlongAndLeadsOnForEver(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		slug := "home-office"
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Slug: &slug})
		w.Must(err)
		talk := w.Start(w.Mia, "home-office", models.KindDiscussion, "A desk", "Words.")
		w.Reply(w.Max, talk.ID, "Oak.")
		asked := w.Start(w.Mia, "home-office", models.KindSuggestion, "Quiet rooms", "Please. It would help many of us.")
		w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		w.Must(w.Store.SetMute(w.Ctx, w.Max, models.MuteTopic, "home-office", 0, true))
		before := ledger(w, asked.ID)
		w.Events()
		w.Must(merging(w, w.Ada, "home-office", testkit.Photography, "Remote work"))
		wantEvents(t, w, models.EventSiteChanged)
		for _, old := range []string{"home-office", testkit.RemoteWork} {
			if now, err := w.Store.TopicNow(w.Ctx, w.Reader, old); err != nil || now != testkit.Photography {
				t.Errorf("%s leads to %q, %v", old, now, err)
			}
		}
		th, after, err := w.Store.Suggestion(w.Ctx, w.Ada, asked.ID)
		w.Must(err)
		if th.Topic.Slug != testkit.Photography || after.Ledger.Number != before.Ledger.Number || after.Owner.ID != before.Owner.ID ||
			!after.Ledger.BornAt.Equal(before.Ledger.BornAt) || len(after.Lines) != len(before.Lines) {
			t.Errorf("the suggestion is %+v in %s", after.Ledger, th.Topic.Slug)
		}
		n, err := w.Store.CountThreads(w.Ctx, w.Reader, models.ThreadFilter{TopicID: th.TopicID})
		w.Must(err)
		list, err := w.Store.Threads(w.Ctx, w.Reader, models.ThreadFilter{TopicID: th.TopicID}, 1, 20)
		w.Must(err)
		if n.N != 3 || len(list) != 3 {
			t.Errorf("%d counted, %d listed, want 3", n.N, len(list))
		}
		w.Recount()
		w.Reply(w.Hana, talk.ID, "Ash.")
		if w.Viewer("max").Mutes || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.merged'`) != 1 {
			t.Error("a mute outlives what it was of, or nothing is on the record")
		}
		refused(t, merging(w, w.Ada, "home-office", testkit.Photography, "Remote work"), models.NotFound)
		_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Home office", Slug: "home-office"})
		refusedField(t, err, "slug")
	})
}

func TestMergeTopic_asksWhoMayAndWhatForAtBothEnds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		refused(t, merging(w, w.Reader, testkit.RemoteWork, testkit.Photography, "Remote work"), models.Unauthenticated)
		for _, v := range []models.Viewer{w.Mia, w.Hana, w.Sam, w.Mo} {
			refused(t, merging(w, v, testkit.RemoteWork, testkit.Photography, "Remote work"), models.Forbidden)
		}
		refused(t, merging(w, w.Mia, testkit.StaffTable, testkit.Photography, "Staff table"), models.NotFound)
		refused(t, merging(w, w.Ada, "nowhere", testkit.Photography, "Nowhere"), models.NotFound)
		refusedField(t, merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Photography"), "name")
		refusedField(t, merging(w, w.Ada, testkit.RemoteWork, "nowhere", "Remote work"), "into")
		refusedField(t, merging(w, w.Ada, testkit.RemoteWork, testkit.RemoteWork, "Remote work"), "into")
		refusedField(t, merging(w, w.Ada, testkit.StaffTable, testkit.Photography, "Staff table"), "into")
		refusedField(t, merging(w, w.Ada, testkit.RemoteWork, testkit.BackRoom, "Remote work"), "into")
		archive := true
		_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{Archived: &archive})
		w.Must(err)
		refusedField(t, merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Remote work"), "into")
		if n := w.Count(`SELECT COUNT(*) FROM topics`); n != 4 {
			t.Errorf("%d topics are left of 4", n)
		}
	})
}

// Two administrators merge two topics into each other at the same moment: one of them wins, and one topic is left.
func TestMergeTopic_intoEachOtherLeavesOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		errs := make(chan error, 2)
		go func() { errs <- merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Remote work") }()
		go func() { errs <- merging(w, w.Ada, testkit.Photography, testkit.RemoteWork, "Photography") }()
		won := 0
		for range 2 {
			if err := <-errs; err == nil {
				won++
			} else if k := models.KindOf(err); k != models.NotFound && k != models.Invalid {
				t.Errorf("the loser is told %v", err)
			}
		}
		if won != 1 || w.Count(`SELECT COUNT(*) FROM topics`) != 3 {
			t.Errorf("%d won", won)
		}
		w.Recount()
		if _, err := w.NewStore().Thread(w.Ctx, w.Reader, th.ID); err != nil {
			t.Errorf("the thread is lost: %v", err)
		}
	})
}
