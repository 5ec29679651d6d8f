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
// makes its member's stale at once, on every node that hears the event, and so does reading; what was moved out of
// sight is noticed within bellKept.
type bells struct {
	mu    sync.Mutex
	known map[int64]bell
	// changes counts what was forgotten: a count that was begun before the last of them is not kept
	changes int64
}

type bell struct {
	models.Bell
	at time.Time
}

const (
	bellKept  = 20 * time.Second
	bellsMost = 20_000 // members remembered; beyond that all are counted anew
)

// of is the viewer's bell.
func (b *bells) of(ctx context.Context, store *models.Store, v models.Viewer, now time.Time) (models.Bell, error) {
	b.mu.Lock()
	kept, ok := b.known[v.ID]
	changes := b.changes
	b.mu.Unlock()
	if age := now.Sub(kept.at); ok && age >= 0 && age < bellKept {
		return kept.Bell, nil
	}
	counted, err := store.Bell(ctx, v)
	if err != nil {
		return models.Bell{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changes != changes {
		return counted, nil
	}
	if b.known == nil || len(b.known) >= bellsMost {
		b.known = map[int64]bell{}
	}
	b.known[v.ID] = bell{counted, now}
	return counted, nil
}

// forget has the member's notices counted anew.
func (b *bells) forget(memberID int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changes++
	delete(b.known, memberID)
}

// forgetAll forgets every count.
func (b *bells) forgetAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.changes++
	clear(b.known)
}

// heed forgets the count of whoever was told something, or has read it.
func (b *bells) heed(e models.Event) {
	_, id, ok := strings.Cut(e.Channel, ":")
	if !ok {
		return
	}
	if memberID, err := strconv.ParseInt(id, 10, 64); err == nil {
		b.forget(memberID)
	}
}
