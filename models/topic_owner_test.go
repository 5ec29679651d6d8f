package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestTopicOwner_isTheSameByTheTopicsFormAndByTheTeamsPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own := func(handle string) (models.Topic, error) {
			return w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Owner: &handle})
		}
		topic, err := own("@Sam")
		w.Must(err)
		if topic.OwnerID == nil || *topic.OwnerID != w.Sam.ID {
			t.Fatalf("the owner is %v", topic.OwnerID)
		}
		if g := ledger(w, suggest(w, "For Sam").ID); g.Owner.Handle != "sam" {
			t.Errorf("what is suggested goes to %s", g.Owner.Handle)
		}
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Position: new(int64)})
		w.Must(err)
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.owner'`); n != 1 {
			t.Errorf("%d entries of an owner who changed once", n)
		}
		topic, err = own("mo-rahimi")
		w.Must(err)
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, ""))
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Version: topic.Version, Position: new(int64)})
		refused(t, err, models.Conflict)
		if g := ledger(w, suggest(w, "For whoever is on duty").ID); g.Owner.Handle != "ada" {
			t.Errorf("without an owner it goes to %s", g.Owner.Handle)
		}
		for _, nobody := range []string{"mia", "no-such-person", "sam, mo-rahimi"} {
			_, err := own(nobody)
			refusedField(t, err, "owner")
		}
	})
}

// An owner who is demoted goes on as the topic's until somebody else is named: naming them again is no change, and
// neither refused nor on the record.
func TestTopicOwner_namedAgainChangesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, "sam"))
		w.Exec(`UPDATE members SET role = 'member' WHERE id = ?`, w.Sam.ID)
		version := w.Count(`SELECT version FROM topics WHERE slug = ?`, testkit.RemoteWork)
		for _, again := range []string{"sam", " @Sam "} {
			w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, again))
		}
		if got := w.Count(`SELECT version FROM topics WHERE slug = ?`, testkit.RemoteWork); got != version {
			t.Errorf("version %d became %d by the same owner", version, got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.owner'`); n != 1 {
			t.Errorf("%d entries of an owner who was named once", n)
		}
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, ""))
		w.Must(w.Store.SetTopicOwner(w.Ctx, w.Ada, testkit.RemoteWork, ""))
		if got := w.Count(`SELECT version FROM topics WHERE slug = ?`, testkit.RemoteWork); got != version+1 {
			t.Errorf("an owner taken away twice moves the version from %d to %d", version, got)
		}
	})
}

func TestCreateTopic_mayNameItsOwner(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		sam, mia := "sam", "mia"
		topic, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Cycling", Owner: &sam})
		w.Must(err)
		if topic.OwnerID == nil || w.Count(`SELECT COUNT(*) FROM topics WHERE id = ? AND owner_id = ?`, topic.ID, w.Sam.ID) != 1 {
			t.Errorf("the owner is %v", topic.OwnerID)
		}
		_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Walking", Owner: &mia})
		refusedField(t, err, "owner")
		if w.Count(`SELECT COUNT(*) FROM topics WHERE slug = 'walking'`) != 0 {
			t.Error("a refused topic is there")
		}
	})
}
