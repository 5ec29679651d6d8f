package models_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// wantInOrder fails the test unless the node heard every event of the thread once, in its channel's order.
func (n *node) wantInOrder(threadID int64, posts int) {
	n.t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	next := int64(0)
	heard := 0
	for _, e := range n.heard {
		if e.Channel != models.ThreadChannel(threadID) {
			continue
		}
		if next != 0 && e.Seq != next {
			n.t.Errorf("after %d came %d", next-1, e.Seq)
		}
		next = e.Seq + 1
		heard++
	}
	if heard != posts {
		n.t.Errorf("heard %d events of thread %d, want %d", heard, threadID, posts)
	}
}

func (n *node) has(postID int64) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, e := range n.heard {
		if e.PostID != nil && *e.PostID == postID {
			return true
		}
	}
	return false
}

func TestListeners_hearEveryEventOnceInOrderWhoeverWrites(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		nodes := []*node{newNode(t, w, w.Clock.Now()), newNode(t, w, w.Clock.Now())}
		for _, n := range nodes {
			n.follow(w)
		}
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Everybody at once", "Go!")
		const writers, each = 8, 12
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				n := nodes[i%len(nodes)]
				for j := range each {
					p, err := n.CreatePost(w.Ctx, w.Ada, th.ID, models.PostInput{Body: fmt.Sprintf("Writer %d, post %d.", i, j)})
					if err != nil {
						t.Errorf("reply: %v", err)
						return
					}
					if !n.has(p.ID) {
						t.Errorf("its own node had not heard of post %d when the verb returned", p.Number)
					}
				}
			})
		}
		wg.Wait()
		const all = writers*each + 1
		for _, n := range nodes {
			for deadline := time.Now().Add(5 * time.Second); n.count(th.ID) < all && time.Now().Before(deadline); {
				<-time.After(time.Millisecond)
			}
			n.wantInOrder(th.ID, all)
		}
	})
}

func TestListeners_hearInOrderWhereNobodyFollows(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		n := newNode(t, w, w.Clock.Now())
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Everybody at once", "Go!")
		for _, err := range atOnce(8, func(i int) error {
			for range 12 {
				if _, err := n.CreatePost(w.Ctx, w.Ada, th.ID, models.PostInput{Body: fmt.Sprintf("Writer %d.", i)}); err != nil {
					return err
				}
			}
			return nil
		}) {
			w.Must(err)
		}
		n.wantInOrder(th.ID, 96)
	})
}

func TestListeners_areNotHeldUpByATransactionThatFailed(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "One of us gives up", "Go!")
		w.Events()
		failed := fmt.Errorf("no more of this")
		err := w.Store.InTx(w.Ctx, func(s *models.Store) error {
			if err := s.SetPinned(w.Ctx, w.Ada, th.ID, true); err != nil {
				return err
			}
			return failed
		})
		if err == nil {
			t.Fatal("the transaction went through")
		}
		func() {
			defer func() { _ = recover() }()
			_ = w.Store.InTx(w.Ctx, func(s *models.Store) error {
				w.Must(s.SetPinned(w.Ctx, w.Ada, th.ID, true))
				panic("and one falls over")
			})
		}()
		w.Must(w.Store.SetPinned(w.Ctx, w.Ada, th.ID, true))
		if e := wantEvents(t, w, models.EventThreadChanged)[0]; e.Seq != 2 {
			t.Errorf("the event that came through has number %d, want 2", e.Seq)
		}
	})
}

func TestListeners_hearOfSeveralEventsOfOneTransactionOnOneChannel(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		n := newNode(t, w, w.Clock.Now())
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Three at a time", "Go!")
		for _, err := range atOnce(6, func(i int) error {
			return n.InTx(w.Ctx, func(s *models.Store) error {
				for range 3 {
					if _, err := s.CreatePost(w.Ctx, w.Ada, th.ID, models.PostInput{Body: fmt.Sprintf("Writer %d.", i)}); err != nil {
						return err
					}
				}
				return nil
			})
		}) {
			w.Must(err)
		}
		n.wantInOrder(th.ID, 18)
	})
}
