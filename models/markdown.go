package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
)

// stubWords stand, in what is shown, where the words of a removed post were quoted.
const stubWords = "A post quoted here was removed."

// rendering is a rendered text, and the posts it quotes whose words it leaves out because they are gone.
type rendering struct {
	markup.Document
	gone  []int64
	terms string // of Text, for search, where they were made ahead of the transaction
}

// renderBody renders a text before the transaction that stores it: rendering can take a hundred
// milliseconds, and no lock waits for it. Only members that exist become links; what is quoted of posts that
// were deleted or removed is left out.
func (s *Store) renderBody(ctx context.Context, k Kind, opening bool, body string) (rendering, error) {
	gone, err := s.gonePosts(ctx, markup.Quoted(body))
	if err != nil {
		return rendering{}, err
	}
	return s.renderWithout(ctx, k, opening, body, gone)
}

func (s *Store) renderWithout(ctx context.Context, k Kind, opening bool, body string, gone []int64) (rendering, error) {
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
	if k == KindStory && opening {
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
	doc.Quotes = append(doc.Quotes, gone...)
	return rendering{Document: doc, gone: gone}, nil
}

// stubQuotes leaves out what a text quotes of posts that are gone.
func stubQuotes(body string, gone []int64) string {
	if len(gone) == 0 || !strings.Contains(body, "/posts/") {
		return body
	}
	return markup.Stub(body, func(id int64) bool { return slices.Contains(gone, id) }, "*"+stubWords+"*")
}

// Preview renders a text exactly as it would be saved; nothing is stored. Invalid, TooMany; Unauthenticated for a
// reader.
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
	if err := s.countPreview(ctx, v); err != nil {
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
