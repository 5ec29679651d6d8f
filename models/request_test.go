package models_test

import (
	"errors"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func key(name, fingerprint string) models.RequestKey {
	return models.RequestKey{Key: name, Fingerprint: fingerprint}
}

func TestOnce_runsOnceAndAnswersTheSame(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		ran := 0
		once := func(v models.Viewer, r models.RequestKey) (int64, error) {
			return w.Store.Once(w.Ctx, v, r, func(*models.Store) (int64, error) { ran++; return 42, nil })
		}
		for range 3 {
			id, err := once(w.Mia, key("k", "a"))
			w.Must(err)
			if id != 42 || ran != 1 {
				t.Fatalf("id %d after %d runs", id, ran)
			}
		}
		_, err := once(w.Mia, key("k", "b"))
		refusedField(t, err, "Idempotency-Key")
		_, err = once(w.Max, key("k", "b")) // another member's key is another key
		w.Must(err)
		w.Clock.Advance(24 * time.Hour)
		_, err = once(w.Mia, key("k", "b"))
		w.Must(err)
		if ran != 3 {
			t.Errorf("ran %d times, want 3", ran)
		}
		for range 2 {
			_, err = once(w.Mia, models.RequestKey{})
			w.Must(err)
		}
		if ran != 5 {
			t.Errorf("without a key it ran %d times, want 2", ran-3)
		}
		if n := w.Count(`SELECT COUNT(*) FROM requests WHERE key_hash = 'k'`); n != 0 {
			t.Error("the key itself is in the table")
		}
	})
}

func TestOnce_aRefusedRequestCanBeSentAgainPutRight(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		boom := errors.New("not this time")
		_, err := w.Store.Once(w.Ctx, w.Mia, key("k", "wrong"), func(*models.Store) (int64, error) { return 0, boom })
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		_, err = w.Store.Repeatable(w.Ctx, w.Mia, key("k", "wrong too"), func() (int64, error) { return 0, boom })
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		id, err := w.Store.Repeatable(w.Ctx, w.Mia, key("k", "right"), func() (int64, error) { return 7, nil })
		w.Must(err)
		if id != 7 {
			t.Errorf("id %d", id)
		}
	})
}

func TestOnce_twoAtTheSameMomentRunOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A week without meetings", "It was quiet.")
		w.Events()
		errs := atOnce(6, func(int) error {
			_, err := w.Store.Once(w.Ctx, w.Sam, key("k", "a"), func(s *models.Store) (int64, error) {
				return th.ID, s.CorrectStory(w.Ctx, w.Sam, th.ID, "It was nearly quiet.")
			})
			return err
		})
		w.Must(errors.Join(errs...))
		if n := w.Count(`SELECT COUNT(*) FROM corrections`); n != 1 {
			t.Errorf("%d corrections, want 1", n)
		}
		wantEvents(t, w, models.EventThreadChanged)
	})
}

func TestRepeatable_creationsAtTheSameMomentMakeOneThing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		ids := make([]int64, 6)
		r := key("k", "a")
		errs := atOnce(len(ids), func(i int) error {
			var err error
			ids[i], err = w.Store.Repeatable(w.Ctx, w.Max, r, func() (int64, error) {
				p, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "Shut it.", DraftKey: r.DraftKey()})
				return p.ID, err
			})
			return err
		})
		w.Must(errors.Join(errs...))
		for _, id := range ids {
			if id == 0 || id != ids[0] {
				t.Errorf("answers %v, want the same post", ids)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); n != 2 {
			t.Errorf("%d posts, want 2", n)
		}
	})
}

func TestCreateTokenByPassword_theSameRequestMakesOneToken(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		c := models.Credentials{Login: "mia", Password: testkit.Password, Address: home}
		create := func(r models.RequestKey) (models.TokenMade, error) {
			made, _, err := w.Store.CreateTokenByPassword(w.Ctx, c, models.TokenInput{Name: "Script"}, r)
			return made, err
		}
		first, err := create(key("k", "a"))
		w.Must(err)
		again, err := create(key("k", "a"))
		w.Must(err)
		if again.Text != first.Text || again.Token.ID != first.Token.ID || w.Count(`SELECT COUNT(*) FROM tokens`) != 1 {
			t.Errorf("first %+v, again %+v", first, again)
		}
		if n := w.Count(`SELECT COUNT(*) FROM requests WHERE sealed LIKE '%' || ? || '%'`, first.Text); n != 0 {
			t.Error("the token can be read in the table")
		}
		_, err = create(key("k", "b"))
		refusedField(t, err, "Idempotency-Key")
		w.Must(w.Store.RevokeToken(w.Ctx, w.Mia, first.Token.ID))
		_, err = create(key("k", "a"))
		refused(t, err, models.Gone)
		c.Password = "not it"
		_, err = create(key("k", "a"))
		refused(t, err, models.Unauthenticated)
	})
}

func TestRequests_areForgottenWithTime(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.Once(w.Ctx, w.Mia, key("k", "a"), func(*models.Store) (int64, error) { return 1, nil })
		w.Must(err)
		w.Must(w.Store.CleanExpired(w.Ctx))
		before := w.Count(`SELECT COUNT(*) FROM requests`)
		w.Clock.Advance(25 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		if after := w.Count(`SELECT COUNT(*) FROM requests`); before != 1 || after != 0 {
			t.Errorf("%d rows before, %d after", before, after)
		}
	})
}
