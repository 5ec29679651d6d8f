package models

import (
	"context"
	"strings"
	"time"
)

// ThreadChange is what a program changes of a thread in one go; nil leaves a part as it is.
type ThreadChange struct {
	Title   *string
	Tags    *string // comma separated
	Pinned  *bool
	Locked  *bool
	Topic   *string // slug
	Outcome *string
	Theme   *time.Time // of a gallery: open to everybody until then; the zero time closes it
	Reason  string     // of a lock or a move
	Rule    string     // of a lock
	Version int64      // the version that was seen; 0: not compared
}

// ChangeThread makes several changes of a thread together: all or none, with one event. Each part has the rights
// and refusals of its own verb (Retitle, SetPinned, SetLocked, MoveThread, SetOutcome).
func (s *Store) ChangeThread(ctx context.Context, v Viewer, id int64, in ThreadChange) error {
	may := func(h held) bool {
		return len(in.parts(h.Thread)) > 0 || v.CanRetitle(h.Thread, h.Topic) || v.CanModerate(h.Thread, h.Topic)
	}
	err := s.changeThread(ctx, v, id, may, func(s *Store, h held) (bool, error) {
		if in.Version != 0 && in.Version != h.Version {
			return false, conflict("Somebody changed this thread meanwhile. Look at it again before you change it.")
		}
		inner, changed := *s, false
		inner.changed = &changed
		for _, part := range in.parts(h.Thread) {
			if err := part(&inner, ctx, v, id); err != nil {
				return false, err
			}
		}
		return changed, nil
	})
	return wrap(err, "change thread %d", id)
}

// parts are the verbs that a change asks for: opening and renaming before what a lock or a move would forbid.
func (in ThreadChange) parts(th Thread) []func(s *Store, ctx context.Context, v Viewer, id int64) error {
	var parts []func(s *Store, ctx context.Context, v Viewer, id int64) error
	add := func(wanted bool, part func(s *Store, ctx context.Context, v Viewer, id int64) error) {
		if wanted {
			parts = append(parts, part)
		}
	}
	lock := func(s *Store, ctx context.Context, v Viewer, id int64) error {
		return s.SetLocked(ctx, v, id, *in.Locked, in.Rule, in.Reason)
	}
	add(in.Locked != nil && !*in.Locked, lock)
	add(in.Title != nil || in.Tags != nil, func(s *Store, ctx context.Context, v Viewer, id int64) error {
		title, tags := th.Title, th.Tags
		if in.Title != nil {
			title = *in.Title
		}
		if in.Tags != nil {
			tags = *in.Tags
		}
		return s.Retitle(ctx, v, id, title, tags, 0)
	})
	add(in.Outcome != nil, func(s *Store, ctx context.Context, v Viewer, id int64) error {
		return s.SetOutcome(ctx, v, id, *in.Outcome)
	})
	add(in.Theme != nil, func(s *Store, ctx context.Context, v Viewer, id int64) error {
		return s.SetTheme(ctx, v, id, *in.Theme)
	})
	add(in.Topic != nil, func(s *Store, ctx context.Context, v Viewer, id int64) error {
		return s.MoveThread(ctx, v, id, *in.Topic, in.Reason)
	})
	add(in.Pinned != nil, func(s *Store, ctx context.Context, v Viewer, id int64) error {
		return s.SetPinned(ctx, v, id, *in.Pinned)
	})
	add(in.Locked != nil && *in.Locked, lock)
	return parts
}

// JoinTags makes the list that forms send of tags that come one by one. A comma inside one is refused.
func JoinTags(tags []string) (string, error) {
	for _, tag := range tags {
		if strings.Contains(tag, ",") {
			return "", invalid("tags", "The tag “%s” holds a comma; give each tag by itself.", tag)
		}
	}
	return strings.Join(tags, ","), nil
}
