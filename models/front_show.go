package models

import (
	"context"
	"fmt"
	"time"
)

const newestFronts = `f.version = (SELECT MAX(n.version) FROM fronts n WHERE COALESCE(n.topic_id, 0) = COALESCE(f.topic_id, 0))`

// readFronts reads versions of fronts, at most one a place, by topic.
func (s *Store) readFronts(ctx context.Context, where string, args ...any) (map[int64]Front, error) {
	var rows []struct {
		Front    `gorm:"embedded"`
		By       Person `gorm:"embedded;embeddedPrefix:by_"`
		Block    *FrontBlock
		Shown    bool
		Days     int64
		ThreadID *int64
		PickedAt *time.Time
		EndsAt   *time.Time
	}
	err := s.list(ctx, &rows, `SELECT f.*, b.block, COALESCE(b.shown, FALSE) AS shown, COALESCE(b.days, 0) AS days, k.thread_id, k.picked_at, k.ends_at, `+personAs("m", "by_")+`
		FROM fronts f
		LEFT JOIN members m ON m.id = f.author_id
		LEFT JOIN front_blocks b ON b.front_id = f.id
		LEFT JOIN front_picks k ON k.front_id = f.id AND k.block = b.block
		WHERE `+where+`
		ORDER BY f.id, b.position, k.position`, args...)
	if err != nil {
		return nil, fmt.Errorf("read fronts: %w", err)
	}
	fronts := map[int64]Front{}
	for _, r := range rows {
		place := int64(0)
		if r.TopicID != nil {
			place = *r.TopicID
		}
		f, ok := fronts[place]
		if !ok {
			f = r.Front
			f.Author = r.By
		}
		if r.Block != nil {
			if n := len(f.Sets); n == 0 || f.Sets[n-1].Block != *r.Block {
				f.Sets = append(f.Sets, FrontSet{Block: *r.Block, Shown: r.Shown, Days: r.Days})
			}
			if r.ThreadID != nil {
				last := &f.Sets[len(f.Sets)-1]
				last.Picks = append(last.Picks, FrontPick{ThreadID: *r.ThreadID, PickedAt: *r.PickedAt, EndsAt: r.EndsAt})
			}
		}
		fronts[place] = f
	}
	return fronts, nil
}

// frontThreads are threads by id, with what decides whether they can stand on a front. Whether the viewer may see them
// is the caller's to ask, unless the condition does.
func (s *Store) frontThreads(ctx context.Context, v Viewer, ids []int64, also string, args ...any) (map[int64]frontThread, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var list []frontThread
	err := s.list(ctx, &list, `SELECT `+threadItemColumns+`, tp.visibility AS topic_visibility, tp.archived_at AS topic_archived_at,
			lh.ends_at AS hour_ends_at, COALESCE(lh.phase, '') AS hour_phase,
			EXISTS (SELECT 1 FROM decisions d WHERE d.thread_id = t.id AND d.kind = 'decision' AND d.withdrawn_at IS NULL AND d.to_state IN ?) AS decided
		FROM threads t `+threadItemJoins+`
		LEFT JOIN live_hours lh ON lh.thread_id = t.id
		WHERE t.id IN ?`+also, append([]any{frontStates, v.ID, ids}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list threads of a front: %w", err)
	}
	byID := make(map[int64]frontThread, len(list))
	for _, t := range list {
		byID[t.ID] = t
	}
	return byID, nil
}

// frontStates are where a decision leads that did what somebody asked for.
var frontStates = []State{StateDone, StateUnderWay, StatePlanned}

func (t frontThread) topic() Topic {
	return Topic{ID: t.TopicID, Slug: t.TopicSlug, Name: t.TopicName, Visibility: t.TopicVisibility, ArchivedAt: t.TopicArchivedAt}
}

// FrontPicks are the threads that somebody picked for a front, by block and in order: those that the viewer may see, that
// can stand there now and whose time is not over. What is missing is for the page to fill in by itself.
func (s *Store) FrontPicks(ctx context.Context, v Viewer, topicID int64, front Front) (map[FrontBlock][]ThreadItem, error) {
	now := s.now()
	without, blocked := v.withoutBlockedThreads()
	threads, err := s.frontThreads(ctx, v, front.Picked(now), ` AND `+visibleThread+without, append([]any{v.Visibilities()}, blocked...)...)
	if err != nil {
		return nil, err
	}
	picks := map[FrontBlock][]ThreadItem{}
	for _, set := range front.Sets {
		for _, id := range set.Picked(now) {
			if th, ok := threads[id]; ok && set.Shown && th.fault(set.Block, topicID, now) == "" {
				picks[set.Block] = append(picks[set.Block], v.withoutBlockedNames([]ThreadItem{th.ThreadItem})[0])
			}
		}
	}
	return picks, nil
}

// PickState is a pick as staff see it. Fault says why it does not stand on the page, empty: it does.
type PickState struct {
	FrontPick
	Thread ThreadItem // zero where the viewer may not see it
	Fault  string
}

// FrontPickStates say of each pick of a front how it stands, by block; for staff.
func (s *Store) FrontPickStates(ctx context.Context, v Viewer, topicID int64, front Front) (map[FrontBlock][]PickState, error) {
	if !v.CanCompose() {
		return nil, notFound()
	}
	threads, err := s.frontThreads(ctx, v, front.all(), "")
	if err != nil {
		return nil, err
	}
	return pickStates(v, topicID, front, threads, s.now()), nil
}

func pickStates(v Viewer, topicID int64, front Front, threads map[int64]frontThread, now time.Time) map[FrontBlock][]PickState {
	states := map[FrontBlock][]PickState{}
	for _, set := range front.Sets {
		for _, p := range set.Picks {
			state := PickState{FrontPick: p}
			th, ok := threads[p.ThreadID]
			switch {
			case !ok || !v.CanSeeThread(th.Thread, th.topic()):
				state.Fault = "It is not out: it was removed, withdrawn or not published yet."
			case p.Over(now):
				state.Thread, state.Fault = th.ThreadItem, fmt.Sprintf("It has stood here for %d days, as long as it was meant to.", set.Days)
			default:
				state.Thread, state.Fault = th.ThreadItem, th.fault(set.Block, topicID, now)
			}
			states[set.Block] = append(states[set.Block], state)
		}
	}
	return states
}

// StaleFronts counts the picks that do not stand on their page any more, by topic (0: the front page); for staff. Blocks
// that are off are left out.
func (s *Store) StaleFronts(ctx context.Context, v Viewer) (map[int64]int, error) {
	if !v.CanCompose() {
		return nil, notFound()
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, front := range d.Fronts {
		ids = append(ids, front.all()...)
	}
	threads, err := s.frontThreads(ctx, v, ids, "")
	if err != nil {
		return nil, err
	}
	stale := map[int64]int{}
	for topicID, front := range d.Fronts {
		states := pickStates(v, topicID, front, threads, s.now())
		for _, set := range front.Sets {
			for _, p := range states[set.Block] {
				if set.Shown && p.Fault != "" {
					stale[topicID]++
				}
			}
		}
	}
	return stale, nil
}

// WatchFronts tells every node of picks whose time has come to an end, once, and returns how many there were.
func (s *Store) WatchFronts(ctx context.Context) (ended int64, err error) {
	now := s.now()
	var due int64
	err = s.one(ctx, &due, `SELECT COUNT(*) FROM front_picks WHERE NOT ended AND ends_at <= ?`, now)
	if err != nil || due == 0 {
		return 0, wrap(err, "count picks that end")
	}
	err = s.InTx(ctx, func(s *Store) error {
		var err error
		if ended, err = s.exec(ctx, `UPDATE front_picks SET ended = TRUE WHERE NOT ended AND ends_at <= ?`, now); err != nil || ended == 0 {
			return err
		}
		return s.emit(ctx, siteChannel, Event{Type: EventSiteChanged})
	})
	return ended, wrap(err, "end picks of fronts")
}
