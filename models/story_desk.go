package models

import (
	"context"
	"fmt"
)

// deskMost bounds a writer's desk; what is older is found through the member's page.
const deskMost = 200

// OwnStories lists the viewer's stories in whatever state, the last begun first; what was removed is left out.
// For those who may publish.
func (s *Store) OwnStories(ctx context.Context, v Viewer) ([]ThreadItem, error) {
	if !v.SignedIn() {
		return nil, unauthenticated()
	}
	if !v.CanPublish() {
		return nil, forbidden("Stories are written by staff and by members who were invited to. Ask a moderator if you would like to write one.")
	}
	var items []ThreadItem
	err := s.list(ctx, &items, fmt.Sprintf(`SELECT %s FROM threads t %s
		WHERE t.author_id = ? AND t.kind = 'story' AND t.status <> 'removed'
			AND EXISTS (SELECT 1 FROM topics o WHERE o.id = t.topic_id AND o.visibility IN ?)
		ORDER BY t.created_at DESC, t.id DESC
		LIMIT %d`, threadItemColumns, threadItemJoins, deskMost), v.ID, v.ID, v.Visibilities())
	if err != nil {
		return nil, fmt.Errorf("list own stories: %w", err)
	}
	return items, nil
}
