package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func starters(w *testkit.World, slug, list string) {
	w.T.Helper()
	_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, slug, models.TopicChange{Starters: &list})
	w.Must(err)
}

func TestStarters_sayWhoBeginsEachKind(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		starters(w, testkit.RemoteWork, "story:staff, question:publishers,discussion:everybody")
		w.Exec(`UPDATE members SET may_publish = ? WHERE handle = 'mia'`, true)
		begin := func(v models.Viewer, kind string) error {
			_, err := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{Topic: testkit.RemoteWork, Kind: kind, Title: "A desk of oak", Body: "Words."})
			return err
		}
		mia := w.Viewer("mia")
		for _, c := range []struct {
			v    models.Viewer
			kind string
			want models.ErrorKind
		}{
			{w.Sam, "story", ""}, {mia, "story", models.Forbidden}, {w.Max, "story", models.Forbidden},
			{w.Sam, "question", ""}, {mia, "question", ""}, {w.Max, "question", models.Forbidden},
			{w.Max, "discussion", ""}, {w.Max, "suggestion", ""},
		} {
			if err := begin(c.v, c.kind); models.KindOf(err) != c.want && (err != nil || c.want != "") {
				t.Errorf("%s begins a %s: %v, want %q", c.v.Handle, c.kind, err, c.want)
			}
		}
		starters(w, testkit.RemoteWork, "suggestion:staff")
		talk := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "A chair", "Words.")
		_, err := w.Store.BecomeSuggestion(w.Ctx, w.Max, talk.ID)
		wantRefused(t, "made a suggestion by whoever may begin none", err, models.Forbidden)
		if err := begin(mia, "story"); err != nil {
			t.Errorf("stories are as usual again: %v", err)
		}
	})
}

func TestStarters_areCheckedAndKeptShort(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, wrong := range []string{"poem:staff", "question:friends", "question", "story:everybody"} {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Starters: &wrong})
			refusedField(t, err, "starters")
		}
		starters(w, testkit.RemoteWork, "suggestion:staff,story:publishers,question:everybody,discussion:staff")
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		topic, err := d.Topic(w.Mia, testkit.RemoteWork)
		w.Must(err)
		if topic.Starters != "discussion:staff,suggestion:staff" {
			t.Errorf("stored as %q", topic.Starters)
		}
		for _, k := range models.OpenKinds {
			want := map[models.Kind]models.Starters{models.KindStory: models.StartersPublishers, models.KindQuestion: models.StartersEverybody}[k]
			if want != "" && topic.StartersOf(k) != want {
				t.Errorf("a %s is started by %s, want %s", k, topic.StartersOf(k), want)
			}
		}
		w.Events()
		starters(w, testkit.RemoteWork, "discussion:staff,suggestion:staff")
		if events := w.Events(); len(events) != 0 {
			t.Errorf("the same again tells %+v", events)
		}
	})
}

func TestChangeTopic_leavesFirstPostsHeldAsTheyWere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE topics SET hold_first = ? WHERE slug = ?`, true, testkit.RemoteWork)
		starters(w, testkit.RemoteWork, "question:staff")
		if w.Count(`SELECT COUNT(*) FROM topics WHERE hold_first`) != 1 {
			t.Error("a change of something else lets first posts through")
		}
	})
}
