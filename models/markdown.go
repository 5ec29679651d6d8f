package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/commonthread/commonthread/internal/markup"
)

// renderBody renders a text before the transaction that stores it: rendering can take a hundred
// milliseconds, and no lock waits for it. Only members that exist become links.
func (s *Store) renderBody(ctx context.Context, k Kind, opening bool, body string) (markup.Document, error) {
	known, err := s.knownHandles(ctx, markup.Mentions(body))
	if err != nil {
		return markup.Document{}, err
	}
	at := markup.Place{
		MaxCharacters: postMax,
		TopHeading:    markup.PostHeading,
		Mention: func(handle string) (string, bool) {
			return "/members/" + handle, slices.Contains(known, handle)
		},
	}
	if k == KindStory && opening {
		at.MaxCharacters, at.TopHeading = storyMax, markup.StoryHeading
	}
	doc, err := s.parts.Markup.Render(ctx, body, at)
	switch {
	case errors.Is(err, markup.ErrInvalidText):
		return doc, invalid("body", "The text holds characters that are not text. Type them again.")
	case errors.Is(err, markup.ErrTooLong):
		return doc, invalid("body", "The text is too long; at most %d characters fit.", at.MaxCharacters)
	case err != nil:
		return doc, fmt.Errorf("render text: %w", err)
	}
	return doc, nil
}

// Preview renders a text exactly as it would be saved; nothing is stored.
func (s *Store) Preview(ctx context.Context, v Viewer, k Kind, opening bool, body string) (markup.HTML, error) {
	if !v.SignedIn() {
		return markup.HTML{}, unauthenticated()
	}
	f := fieldErrors{}
	most := postMax
	if k == KindStory && opening {
		most = storyMax
	}
	text := f.checkText("body", body, "The text", 0, most)
	if err := f.err(); err != nil {
		return markup.HTML{}, err
	}
	doc, err := s.renderBody(ctx, k, opening, text)
	return doc.HTML, err
}

// maxMentionLookups bounds how many handles of one text are looked up; later ones stay plain text.
const maxMentionLookups = 100

func (s *Store) knownHandles(ctx context.Context, handles []string) ([]string, error) {
	if len(handles) == 0 {
		return nil, nil
	}
	var known []string
	err := s.list(ctx, &known, `SELECT handle FROM members WHERE handle IN ? AND status <> 'erased'`,
		handles[:min(len(handles), maxMentionLookups)])
	if err != nil {
		return nil, fmt.Errorf("look up mentioned members: %w", err)
	}
	return known, nil
}
