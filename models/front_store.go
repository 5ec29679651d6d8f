package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FrontInput is a front as somebody composed it: every block once, in order.
type FrontInput struct {
	Blocks  []FrontBlockInput
	Version int64 // of the front that it was made from; 0: nobody had composed it
}

// FrontBlockInput is one block of it.
type FrontBlockInput struct {
	Block FrontBlock
	Shown bool
	Days  int64
	Picks []FrontPickInput
}

// FrontPickInput is a thread for a block. One that stands there already keeps its time, unless it is picked anew.
type FrontPickInput struct {
	ThreadID int64
	Anew     bool
}

// CanCompose reports whether the viewer may compose the front page and topics' fronts: staff.
func (v Viewer) CanCompose() bool { return v.Staff() }

// ComposeFront stores how the front page (0), or a topic's front, is to stand, and has it shown on every node; for
// staff. Invalid names the block as its field; Conflict when somebody composed it since Version.
func (s *Store) ComposeFront(ctx context.Context, v Viewer, topicID int64, in FrontInput) error {
	return wrap(s.changeFront(ctx, v, topicID, in.Version, func(s *Store, was Front) ([]FrontSet, error) {
		if err := in.check(topicID); err != nil {
			return nil, err
		}
		sets := in.sets(was, s.now())
		return sets, s.checkPicks(ctx, v, topicID, was, sets)
	}), "compose front %d", topicID)
}

// ResetFront has a front compose itself again; for staff. Conflict as above.
func (s *Store) ResetFront(ctx context.Context, v Viewer, topicID, version int64) error {
	return wrap(s.changeFront(ctx, v, topicID, version, func(*Store, Front) ([]FrontSet, error) { return nil, nil }), "reset front %d", topicID)
}

// UndoFront puts a front back to how it stood before its last change; for staff. Undone twice, the change is back.
// Conflict as above, and where there is nothing to undo.
func (s *Store) UndoFront(ctx context.Context, v Viewer, topicID, version int64) error {
	return wrap(s.changeFront(ctx, v, topicID, version, func(s *Store, was Front) ([]FrontSet, error) {
		if was.Version == 0 {
			return nil, conflict("There is nothing to undo.")
		}
		before, err := s.readFronts(ctx, `COALESCE(f.topic_id, 0) = ? AND f.version = ?`, topicID, was.Version-1)
		return before[topicID].Sets, err
	}), "undo front %d", topicID)
}

// changeFront stores the next version of a front with an audit entry and one event.
func (s *Store) changeFront(ctx context.Context, v Viewer, topicID, version int64, change func(s *Store, was Front) ([]FrontSet, error)) error {
	if !v.CanCompose() {
		return notFound()
	}
	return s.InTx(ctx, func(s *Store) error {
		if _, err := s.holdAdministrators(ctx); err != nil { // two who save at once meet here
			return err
		}
		v, err := s.actorNow(ctx, v)
		if err != nil {
			return err
		}
		if !v.CanCompose() {
			return notFound()
		}
		fronts, err := s.readFronts(ctx, `COALESCE(f.topic_id, 0) = ? AND f.version = (SELECT MAX(n.version) FROM fronts n WHERE COALESCE(n.topic_id, 0) = ?)`, topicID, topicID)
		if err != nil {
			return err
		}
		was := fronts[topicID]
		if version != was.Version {
			return conflict("Somebody composed this page meanwhile.")
		}
		sets, err := change(s, was)
		if err != nil || sameSets(was.Sets, sets) {
			return err
		}
		front := Front{Version: was.Version + 1, AuthorID: &v.ID, CreatedAt: s.now()}
		entry := auditEntry{Action: "front.composed", Kind: "site", Before: setWords(was.Sets), After: setWords(sets)}
		if topicID != 0 {
			front.TopicID, entry.Kind, entry.ID = &topicID, "topic", topicID
		}
		if err := s.storeFront(ctx, front, sets); err != nil {
			return err
		}
		if err := s.audit(ctx, v, entry); err != nil {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: front.TopicID, ActorID: &v.ID})
	})
}

func (s *Store) storeFront(ctx context.Context, front Front, sets []FrontSet) error {
	if err := s.write(ctx).Create(&front).Error; err != nil {
		return fmt.Errorf("insert front: %w", err)
	}
	for i, set := range sets {
		_, err := s.exec(ctx, `INSERT INTO front_blocks (front_id, block, position, shown, days) VALUES (?, ?, ?, ?, ?)`, front.ID, set.Block, i, set.Shown, set.Days)
		if err != nil {
			return fmt.Errorf("insert block %s: %w", set.Block, err)
		}
		for n, p := range set.Picks {
			_, err := s.exec(ctx, `INSERT INTO front_picks (front_id, block, position, thread_id, picked_at, ends_at, ended) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				front.ID, set.Block, n, p.ThreadID, p.PickedAt, p.EndsAt, p.Over(s.now()))
			if err != nil {
				return fmt.Errorf("insert pick for %s: %w", set.Block, err)
			}
		}
	}
	return nil
}

// check holds what was sent to the blocks of the place.
func (in FrontInput) check(topicID int64) error {
	f := fieldErrors{}
	blocks := FrontBlocks(topicID)
	var seen []FrontBlock
	for _, b := range in.Blocks {
		name := string(b.Block)
		switch {
		case !slices.Contains(blocks, b.Block) || slices.Contains(seen, b.Block):
			f.add("blocks", "There is no block “%s” here, or it came twice.", name)
		case b.Days < 0 || b.Days > FrontDaysMost:
			f.add(name, "Give a number of days up to %d, or 0 to keep it until you change it.", FrontDaysMost)
		case len(b.Picks) > b.Block.Most(topicID):
			f.add(name, "At most %d can be picked here. Take some off.", b.Block.Most(topicID))
		}
		seen = append(seen, b.Block)
	}
	if len(seen) < len(blocks) {
		f.add("blocks", "Send each block of the page.")
	}
	return f.err()
}

// sets are the blocks as they are stored: what stood already keeps the time since when it stands.
func (in FrontInput) sets(was Front, now time.Time) []FrontSet {
	var sets []FrontSet
	for _, b := range in.Blocks {
		set := FrontSet{Block: b.Block, Shown: b.Shown, Days: b.Days}
		for _, p := range b.Picks {
			if slices.ContainsFunc(set.Picks, func(o FrontPick) bool { return o.ThreadID == p.ThreadID }) {
				continue
			}
			pick := FrontPick{ThreadID: p.ThreadID, PickedAt: now}
			if old, ok := was.pick(b.Block, p.ThreadID); ok && !p.Anew {
				pick.PickedAt = old.PickedAt
			}
			if b.Days > 0 {
				ends := pick.PickedAt.Add(time.Duration(b.Days) * 24 * time.Hour)
				pick.EndsAt = &ends
			}
			set.Picks = append(set.Picks, pick)
		}
		sets = append(sets, set)
	}
	return sets
}

// Apply is the front that would be stored if it were composed now.
func (in FrontInput) Apply(was Front, now time.Time) Front {
	was.Sets = in.sets(was, now)
	return was
}

func (f Front) pick(b FrontBlock, threadID int64) (FrontPick, bool) {
	for _, p := range f.Set(b).Picks {
		if p.ThreadID == threadID {
			return p, true
		}
	}
	return FrontPick{}, false
}

// checkPicks refuses what cannot stand there. What stood there already may stay, flagged as it is.
func (s *Store) checkPicks(ctx context.Context, v Viewer, topicID int64, was Front, sets []FrontSet) error {
	threads, err := s.frontThreads(ctx, v, Front{Sets: sets}.all(), "")
	if err != nil {
		return err
	}
	f := fieldErrors{}
	for _, set := range sets {
		for _, p := range set.Picks {
			if _, stood := was.pick(set.Block, p.ThreadID); stood {
				continue
			}
			th, ok := threads[p.ThreadID]
			if !ok || !v.CanSeeThread(th.Thread, th.topic()) {
				f.add(string(set.Block), "There is no thread %d.", p.ThreadID)
			} else if fault := th.fault(set.Block, topicID, s.now()); fault != "" {
				f.add(string(set.Block), "“%s” cannot stand here. %s", th.Title, fault)
			}
		}
	}
	return f.err()
}

// all are the ids of all picks.
func (f Front) all() []int64 {
	var ids []int64
	for _, s := range f.Sets {
		for _, p := range s.Picks {
			ids = append(ids, p.ThreadID)
		}
	}
	return ids
}

func sameSets(a, b []FrontSet) bool {
	return slices.EqualFunc(a, b, func(a, b FrontSet) bool {
		return a.Block == b.Block && a.Shown == b.Shown && a.Days == b.Days && slices.EqualFunc(a.Picks, b.Picks, func(a, b FrontPick) bool {
			return a.ThreadID == b.ThreadID && a.PickedAt.Equal(b.PickedAt)
		})
	})
}

// setWords are a front as the audit log keeps it.
func setWords(sets []FrontSet) string {
	if len(sets) == 0 {
		return "by itself"
	}
	var parts []string
	for _, s := range sets {
		words := string(s.Block)
		if !s.Shown {
			words += " (off)"
		}
		for i, p := range s.Picks {
			words += onOff(": ", ", ", i == 0) + "thread " + strconv.FormatInt(p.ThreadID, 10)
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, "; ")
}
