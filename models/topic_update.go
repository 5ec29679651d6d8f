package models

import "context"

// UpdateTopic replaces all that an administrator may set of a topic, as the console's form does: ChangeTopic with
// nothing left as it is.
func (s *Store) UpdateTopic(ctx context.Context, v Viewer, slug string, in TopicInput) (Topic, error) {
	return s.ChangeTopic(ctx, v, slug, TopicChange{
		Slug: &in.Slug, Name: &in.Name, Description: &in.Description, PostingRules: &in.PostingRules, Cover: &in.Cover,
		Colour: &in.Colour, Visibility: &in.Visibility, Kinds: &in.Kinds, Starters: &in.Starters, Hosts: &in.Hosts, Owner: in.Owner,
		Position: &in.Position, Archived: &in.Archived, Version: in.Version,
	})
}
