package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// faceCache holds the keys of all faces, about a hundred bytes each, so that no page asks for them. What an event says
// has changed is read again, and nothing else: people join and edit their profiles all the time.
type faceCache struct {
	reading sync.Mutex // held while the database is asked, so that nobody goes on with what another is replacing

	mu     sync.Mutex
	keys   map[int64]string // nil: not read yet
	behind map[int64]bool   // members whose face may be another by now
	stale  bool             // anybody's may
}

func newFaceCache() *faceCache { return &faceCache{behind: map[int64]bool{}} }

func (c *faceCache) heed(events []Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range events {
		switch {
		case e.Type == EventMemberChanged && e.ActorID != nil:
			c.behind[*e.ActorID] = true
		case e.Type == EventUnheard:
			c.stale = true
		}
	}
}

func (c *faceCache) of(memberID int64) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.keys[memberID]
}

// Face is the key of the member's own face; empty for the drawn one.
func (d *Directory) Face(memberID int64) string {
	if d.faces == nil {
		return ""
	}
	return d.faces.of(memberID)
}

// refreshFaces brings the cache up to what is committed.
func (s *Store) refreshFaces(ctx context.Context) error {
	c := s.faces
	c.reading.Lock()
	defer c.reading.Unlock()
	c.mu.Lock()
	all, behind := c.keys == nil || c.stale, slices.Collect(maps.Keys(c.behind))
	c.behind, c.stale = map[int64]bool{}, false
	c.mu.Unlock()
	if !all && len(behind) == 0 {
		return nil
	}
	var faces []Face
	var err error
	if all {
		err = s.list(ctx, &faces, `SELECT member_id, key FROM faces`)
	} else {
		err = s.list(ctx, &faces, `SELECT member_id, key FROM faces WHERE member_id IN ?`, behind)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		for _, id := range behind {
			c.behind[id] = true
		}
		c.stale = c.stale || all
		return fmt.Errorf("read faces: %w", err)
	}
	if all {
		c.keys = make(map[int64]string, len(faces))
	}
	for _, id := range behind {
		delete(c.keys, id)
	}
	for _, f := range faces {
		c.keys[f.MemberID] = f.Key
	}
	return nil
}
