package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestUpdateTopic_isForAdministratorsAndKeepsOldAddresses(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.TopicInput{Slug: "pictures", Name: "Pictures", Visibility: "public", Hosts: "hana, @mia"}
		_, err := w.Store.UpdateTopic(w.Ctx, w.Mia, testkit.Photography, in)
		kind(t, err, models.Forbidden)
		_, err = w.Store.UpdateTopic(w.Ctx, w.Mia, testkit.StaffTable, in)
		kind(t, err, models.NotFound)
		_, err = w.Store.UpdateTopic(w.Ctx, w.Ada, "nowhere", in)
		kind(t, err, models.NotFound)
		topic, err := w.Store.UpdateTopic(w.Ctx, w.Ada, testkit.Photography, in)
		kind(t, err, "")
		if n := w.Count(`SELECT COUNT(*) FROM topic_slugs WHERE slug = 'photography' AND topic_id = ?`, topic.ID); n != 1 {
			t.Error("the old address is lost")
		}
		_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "photography", Name: "Photography"})
		kind(t, err, models.Invalid)
		if v := w.Viewer("mia"); !v.Hosts(topic.ID) {
			t.Error("mia is no host")
		}
		in.Slug, in.Version = testkit.Photography, 1
		_, err = w.Store.UpdateTopic(w.Ctx, w.Ada, "pictures", in)
		kind(t, err, models.Conflict)
		in.Version = topic.Version
		_, err = w.Store.UpdateTopic(w.Ctx, w.Ada, "pictures", in)
		kind(t, err, "")
	})
}

func TestUpdateTopic_archivedTakesNothingNew(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		_, err := w.Store.UpdateTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicInput{Slug: testkit.RemoteWork, Name: "Remote work", Archived: true})
		w.Must(err)
		_, err = w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Move it."})
		kind(t, err, models.Forbidden)
		_, err = w.Store.CreateThread(w.Ctx, w.Max, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: "Another desk", Body: "Dry."})
		kind(t, err, models.Forbidden)
		_, err = w.Store.Thread(w.Ctx, w.Reader, th.ID)
		kind(t, err, "")
	})
}

func TestEditSite_isForAdministratorsAndReachesEveryNode(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := models.SiteInput{Name: "Waymark", TimeZone: "Europe/London", Joining: true}
		kind(t, w.Store.EditSite(w.Ctx, w.Mo, in), models.Forbidden)
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", TimeZone: "Mars/Olympus"}), models.Invalid)
		if _, err := w.Store.Directory(w.Ctx); err != nil {
			t.Fatal(err)
		}
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, in), "")
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		if d.Site.Name != "Waymark" || d.Site.TimeZone.String() != "Europe/London" {
			t.Errorf("site = %+v", d.Site)
		}
	})
}
