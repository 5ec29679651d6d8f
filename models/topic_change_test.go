package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestChangeTopic_changesWhatIsGivenAndTellsTheNodesOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		after, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, models.TopicChange{
			Name: text("Pictures"), Hosts: text("@mia, hana"), Visibility: text("members"), Version: 1,
		})
		w.Must(err)
		if after.Name != "Pictures" || after.Visibility != models.VisibleMembers || after.Colour != "plum" || after.Version != 2 {
			t.Errorf("topic = %+v", after)
		}
		wantEvents(t, w, models.EventSiteChanged)
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		now, err := d.Topic(w.Mia, testkit.Photography)
		w.Must(err)
		if len(now.Hosts) != 2 || now.Name != "Pictures" {
			t.Errorf("the directory still says %+v", now)
		}
		if _, err := d.Topic(w.Reader, testkit.Photography); models.KindOf(err) != models.NotFound {
			t.Errorf("a reader still finds it: %v", err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.changed' AND object_id = ? AND before LIKE '%public%' AND after LIKE '%members%'`, after.ID); n != 1 {
			t.Errorf("%d lines on the audit log, want 1", n)
		}
	})
}

func TestChangeTopic_theSameAgainChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		change := models.TopicChange{Name: text("Photography"), Hosts: text("hana"), Archived: new(bool)}
		after, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.Photography, change)
		w.Must(err)
		if after.Version != 1 || w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.changed'`) != 0 {
			t.Errorf("after: %+v", after)
		}
		wantEvents(t, w)
	})
}

func TestChangeTopic_aFormerAddressIsKeptAndTakenByNobodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		rename := func(from, to string) error {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, from, models.TopicChange{Slug: &to})
			return err
		}
		w.Must(rename(testkit.RemoteWork, "home-office"))
		former := func(slug string) int64 { return w.Count(`SELECT COUNT(*) FROM topic_slugs WHERE slug = ?`, slug) }
		if former(testkit.RemoteWork) != 1 {
			t.Error("the former address is not kept")
		}
		refused(t, rename(testkit.RemoteWork, "elsewhere"), models.NotFound)
		refusedField(t, rename(testkit.Photography, testkit.RemoteWork), "slug")
		refusedField(t, rename(testkit.Photography, "home-office"), "slug")
		_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Remote work", Slug: testkit.RemoteWork})
		refusedField(t, err, "slug")

		w.Must(rename("home-office", testkit.RemoteWork))
		if former(testkit.RemoteWork) != 0 || former("home-office") != 1 {
			t.Error("its own former address is not taken back")
		}
	})
}

func TestChangeTopic_archivesAndOpensAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		archive := func(on bool) {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Archived: &on})
			w.Must(err)
		}
		archive(true)
		_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "They do."})
		refused(t, err, models.Forbidden)
		archive(false)
		w.Reply(w.Max, th.ID, "They do.")
	})
}

func TestChangeTopic_refusals(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		update := func(v models.Viewer, slug string, in models.TopicChange) error {
			_, err := w.Store.ChangeTopic(w.Ctx, v, slug, in)
			return err
		}
		name := models.TopicChange{Name: text("Another name")}
		refused(t, update(w.Reader, testkit.RemoteWork, name), models.Unauthenticated)
		for _, v := range []models.Viewer{w.Mia, w.Hana, w.Sam, w.Mo} {
			refused(t, update(v, testkit.Photography, name), models.Forbidden)
		}
		refused(t, update(w.Mia, testkit.StaffTable, name), models.NotFound)
		refused(t, update(w.Reader, testkit.BackRoom, name), models.NotFound)
		refused(t, update(w.Ada, "nowhere", name), models.NotFound)
		refused(t, update(w.Ada, testkit.RemoteWork, models.TopicChange{Name: text("Another name"), Version: 7}), models.Conflict)
		for field, in := range map[string]models.TopicChange{
			"name":       {Name: text("x")},
			"slug":       {Slug: text("Not An Address")},
			"visibility": {Visibility: text("friends")},
			"kinds":      {Kinds: text("story,poem")},
			"colour":     {Colour: text("puce")},
			"hosts":      {Hosts: text("hana,nobody-here")},
		} {
			refusedField(t, update(w.Ada, testkit.RemoteWork, in), field)
		}
		if n := w.Count(`SELECT COUNT(*) FROM topics WHERE version <> 1`); n != 0 {
			t.Errorf("%d topics were changed by refused requests", n)
		}
		wantEvents(t, w)
	})
}
