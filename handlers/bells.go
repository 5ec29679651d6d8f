package handlers

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/commonthread/commonthread/models"
)

// bells remember how many notices a member has not read, so that not every page has to count them. A new notice
// makes its member's stale at once, on every node that hears the event; what was read on another node, or moved out
// of sight, is noticed within bellKept.
type bells struct {
	mu    sync.Mutex
	known map[int64]bell
	// changes counts what was forgotten: a count that was begun before the last of them is not kept
	changes int64
}

type bell struct {
	unread int64
	at     time.Time
}

const (
	bellKept  = 20 * time.Second
	bellsMost = 20_000 // members remembered; beyond that all are counted anew
)

// unread is how many notices the viewer has not read.
func (b *bells) unread(ctx context.Context, store *models.Store, v models.Viewer, now time.Time) (int64, error) {
	b.mu.Lock()
	kept, ok := b.known[v.ID]
	changes := b.changes
	b.mu.Unlock()
	if age := now.Sub(kept.at); ok && age >= 0 && age < bellKept {
		return kept.unread, nil
	}
	total, err := store.UnreadNotices(ctx, v)
	if err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changes != changes {
		return total.N, nil
	}
	if b.known == nil || len(b.known) >= bellsMost {
		b.known = map[int64]bell{}
	}
	b.known[v.ID] = bell{unread: total.N, at: now}
	return total.N, nil
}

// forget has the member's notices counted anew.
func (b *bells) forget(memberID int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changes++
	delete(b.known, memberID)
}

// heed forgets the count of whoever was told something.
func (b *bells) heed(e models.Event) {
	_, id, ok := strings.Cut(e.Channel, ":")
	if !ok {
		return
	}
	if memberID, err := strconv.ParseInt(id, 10, 64); err == nil {
		b.forget(memberID)
	}
}
