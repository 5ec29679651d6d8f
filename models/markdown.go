package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/commonthread/commonthread/internal/markup"
)

// rendering is a rendered text, and the posts it quotes whose words it leaves out because they are gone.
type rendering struct {
	markup.Document
	gone  []goneQuote
	terms string // of Text, for search, where they were made ahead of the transaction
}

// renderBody renders a text before the transaction that stores it: rendering can take a hundred
// milliseconds, and no lock waits for it. Only members that exist become links; what is quoted of posts that
// are gone from its place is left out.
func (s *Store) renderBody(ctx context.Context, at spot, body string) (rendering, error) {
	gone, err := s.goneFrom(ctx, at, markup.Quoted(body))
	if err != nil {
		return rendering{}, err
	}
	return s.renderWithout(ctx, at, body, gone)
}

func (s *Store) renderWithout(ctx context.Context, in spot, body string, gone []goneQuote) (rendering, error) {
	known, err := s.knownHandles(ctx, markup.Mentions(body))
	if err != nil {
		return rendering{}, err
	}
	pictures, err := s.knownPictures(ctx, body)
	if err != nil {
		return rendering{}, err
	}
	at := markup.Place{
		Pictures:   pictures,
		TopHeading: markup.PostHeading,
		Mention: func(handle string) (string, bool) {
			return "/members/" + handle, slices.Contains(known, handle)
		},
	}
	if in.kind == KindStory && in.opening {
		at.TopHeading = markup.StoryHeading
	}
	doc, err := s.parts.Markup.Render(ctx, stubQuotes(body, gone), at)
	switch {
	case errors.Is(err, markup.ErrInvalidText):
		return rendering{}, invalid("body", "The text holds characters that are not text. Type them again.")
	case errors.Is(err, markup.ErrTooLong):
		return rendering{}, invalid("body", "The text is too long.")
	case err != nil:
		return rendering{}, fmt.Errorf("render text: %w", err)
	}
	for _, q := range gone {
		doc.Quotes = append(doc.Quotes, q.ID)
	}
	return rendering{Document: doc, gone: gone}, nil
}

// PreviewPlace is where a text would stand. The zero value: a post that everybody reads.
type PreviewPlace struct {
	Kind     Kind
	Opening  bool
	ThreadID int64  // where it would be a post, or is one
	Topic    string // slug, of a thread that is not there yet
}

// Preview renders a text exactly as it would be saved; nothing is stored. Invalid, NotFound, TooMany; Unauthenticated
// for a reader.
func (s *Store) Preview(ctx context.Context, v Viewer, in PreviewPlace, body string) (markup.HTML, error) {
	if !v.SignedIn() {
		return markup.HTML{}, unauthenticated()
	}
	at, err := s.previewSpot(ctx, v, in)
	if err != nil {
		return markup.HTML{}, err
	}
	f := fieldErrors{}
	most := postMax
	if at.kind == KindStory && at.opening {
		most = storyMax
	}
	text := f.checkText("body", body, "The text", 0, most)
	if err := f.err(); err != nil {
		return markup.HTML{}, err
	}
	if err := s.countPreview(ctx, v); err != nil {
		return markup.HTML{}, err
	}
	doc, err := s.renderBody(ctx, at, text)
	return doc.HTML, err
}

// previewSpot finds the place that a preview names, as far as the viewer sees it.
func (s *Store) previewSpot(ctx context.Context, v Viewer, in PreviewPlace) (spot, error) {
	at := spot{kind: in.Kind, opening: in.Opening, thread: in.ThreadID}
	if in.ThreadID != 0 {
		th, err := s.Thread(ctx, v, in.ThreadID)
		at.kind = th.Kind
		return at, err
	}
	if in.Topic == "" {
		return at, nil
	}
	d, err := s.Directory(ctx)
	if err != nil {
		return at, err
	}
	if t, err := d.Topic(v, in.Topic); err == nil { // else nothing can be saved there: drawn as for everybody
		at.topic = t.ID
	}
	return at, nil
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
