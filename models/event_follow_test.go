package models_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// node is another process on the world's database, with a clock of its own.
type node struct {
	*models.Store
	t     *testing.T
	mu    sync.Mutex
	heard []models.Event
}

func newNode(t *testing.T, w *testkit.World, now time.Time) *node {
	t.Helper()
	hasher, err := auth.NewCheapHasher()
	w.Must(err)
	n := &node{t: t, Store: models.NewStore(w.DB, models.Parts{Clock: clock.NewFake(now), Hasher: hasher, Markup: markup.New(markup.Options{})})}
	n.Listen(func(events []models.Event) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.heard = append(n.heard, events...)
	})
	return n
}

// follow makes the node listen to the others until the test ends, and returns when it does so.
func (n *node) follow(w *testkit.World) {
	n.t.Helper()
	ctx, stop := context.WithCancel(w.Ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = n.FollowEvents(ctx, time.Millisecond, nil)
	}()
	n.t.Cleanup(func() {
		stop()
		<-done
	})
	// It follows once it hears of something that happened after it began.
	for !n.hears(0, 20*time.Millisecond) {
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Is anybody there already?", "A first word, to be heard.")
	}
}

// hears waits until the node has heard of more than so many events.
func (n *node) hears(more int, patience time.Duration) bool {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		n.mu.Lock()
		heard := len(n.heard)
		n.mu.Unlock()
		if heard > more {
			return true
		}
		<-time.After(time.Millisecond)
	}
	return false
}

func (n *node) count(threadID int64) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	count := 0
	for _, e := range n.heard {
		if e.ThreadID != nil && *e.ThreadID == threadID {
			count++
		}
	}
	return count
}

// hearsOf waits until the node has heard of the thread, and demands that it hears once.
func (n *node) hearsOf(threadID int64) {
	n.t.Helper()
	deadline := time.Now().Add(5 * time.Second)
	for n.count(threadID) == 0 && time.Now().Before(deadline) {
		<-time.After(time.Millisecond)
	}
	<-time.After(20 * time.Millisecond) // many more looks
	if got := n.count(threadID); got != 1 {
		n.t.Errorf("heard %d times of thread %d, want once", got, threadID)
	}
}

func TestFollowEvents_hearsOfOtherNodesWhateverTheirClocksSay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, ahead := range []time.Duration{-5 * time.Minute, 0, 5 * time.Minute, -365 * 24 * time.Hour} {
			n := newNode(t, w, w.Clock.Now().Add(-ahead))
			n.follow(w)
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Which clock is right?", "Mine is, of course.")
			n.hearsOf(th.ID)
		}
	})
}

func TestFollowEvents_tellsTheNodesOwnEventsOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		n := newNode(t, w, w.Clock.Now())
		n.follow(w)
		th, err := n.CreateThread(w.Ctx, w.Mia, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: string(models.KindDiscussion), Title: "Heard at the commit", Body: "And never again.",
		})
		w.Must(err)
		if got := n.count(th.ID); got != 1 {
			t.Errorf("heard %d times of it at the commit, want once", got)
		}
		n.hearsOf(th.ID)
	})
}

// writtenFirst stores a thread in a transaction that stays open until commit is called, and another meanwhile.
func writtenFirst(w *testkit.World) (late, other models.Thread, commit func()) {
	w.T.Helper()
	stored, goOn := make(chan models.Thread), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- w.Store.InTx(w.Ctx, func(s *models.Store) error {
			th, err := s.CreateThread(w.Ctx, w.Mia, models.ThreadInput{
				Topic: testkit.RemoteWork, Kind: string(models.KindDiscussion), Title: "Written first", Body: "And committed last.",
			})
			stored <- th
			<-goOn
			return err
		})
	}()
	late = <-stored
	other = w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Written second", "And committed first.")
	return late, other, func() {
		close(goOn)
		w.Must(<-done)
	}
}

func TestFollowEvents_hearsOfATransactionThatCommitsLate(t *testing.T) {
	w := testkit.NewWorld(t, database.Postgres)
	n := newNode(t, w, w.Clock.Now())
	n.follow(w)

	late, other, commit := writtenFirst(w)
	n.hearsOf(other.ID)
	if got := n.count(late.ID); got != 0 {
		t.Errorf("heard %d times of what is not committed", got)
	}
	commit()
	n.hearsOf(late.ID)
}

// A node that could not look for long, since it had no connection or was stopped, looks for what was late then.
func TestFollowEvents_hearsOfWhatWasCommittedLateDuringAnOutage(t *testing.T) {
	w := testkit.NewWorld(t, database.Postgres)
	n := newNode(t, w, w.Clock.Now())
	look, err := n.NewFollower(w.Ctx)
	w.Must(err)
	late, other, commit := writtenFirst(w)
	w.Must(look(time.Now()))
	if n.count(other.ID) != 1 || n.count(late.ID) != 0 {
		t.Fatal("premise: the second is heard of, the first is not")
	}
	commit()
	w.Must(look(time.Now().Add(time.Hour)))
	if got := n.count(late.ID); got != 1 {
		t.Errorf("heard %d times of it, want once", got)
	}
}

// Between the start of a process and its first look at the table others go on storing: nobody tells it of that.
func TestFollowEvents_hasAskedAgainWhatWasRememberedBeforeItBegan(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		n := newNode(t, w, w.Clock.Now())
		knows := func(face string) (topic, faced bool) {
			d, err := n.Directory(w.Ctx)
			w.Must(err)
			_, err = d.Topic(w.Mia, "gardens")
			return err == nil, d.Face(w.Mia.ID) == face
		}
		knows("") // and remembers that there is none
		_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "gardens", Name: "Gardens"})
		w.Must(err)
		face := faced(w, w.Mia, sent(w, w.Mia, 1), models.WholeSquare)
		if topic, faced := knows(face.Key); topic || faced {
			t.Fatal("it remembers nothing: this proves nothing")
		}
		n.follow(w)
		if topic, faced := knows(face.Key); !topic || !faced {
			t.Errorf("it goes on as if nothing had been stored before it began: topic %t, face %t", topic, faced)
		}
	})
}
