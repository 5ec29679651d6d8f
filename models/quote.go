package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
)

// What is quoted of a post is shown where everybody who reads the quotation may read the post itself: not once it was
// taken away, and not beside readers whom its topic is closed to. A quoting post keeps its source as typed; its HTML
// is made again with a stub in the quotation's place, and once more when the words may come back.

// These stand, in what is shown, where words were quoted. One of a post that fewer may see says what one of no post
// says: whether there is one is nobody's business.
const (
	stubRemoved = "A post quoted here was removed."
	stubHidden  = "A post quoted here cannot be read here."
)

// goneQuote is a quoted post whose words may not be shown.
type goneQuote struct {
	ID     int64
	Hidden bool // from some who read the quotation; else it was taken away
}

// spot is where a text stands, or is to stand: how it is drawn, and who reads it there.
type spot struct {
	kind    Kind
	opening bool
	thread  int64
	topic   int64 // of a thread that is not there yet; where there is neither, everybody reads it
}

func spotOf(p Post, th Thread) spot {
	return spot{kind: th.Kind, opening: p.Opening(), thread: th.ID}
}

// readersOf says who reads what stands in a place.
func (s *Store) readersOf(ctx context.Context, at spot) (Visibility, error) {
	if at.thread == 0 && at.topic == 0 {
		return VisiblePublic, nil
	}
	var to string
	err := s.one(ctx, &to, `SELECT o.visibility FROM topics o WHERE o.id = COALESCE((SELECT t.topic_id FROM threads t WHERE t.id = ?), ?)`,
		at.thread, at.topic)
	return Visibility(to), wrap(err, "find who reads thread %d", at.thread)
}

// quotable is what there is to know of a post that somebody quotes.
type quotable struct {
	ID         int64
	Away       bool
	Visibility Visibility
}

// quotables finds the posts that are quoted.
func (s *Store) quotables(ctx context.Context, ids []int64) (map[int64]quotable, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []quotable
	err := s.list(ctx, &rows, `SELECT p.id, o.visibility,
			CASE WHEN p.status IN ('deleted', 'removed') OR t.status IN ('removed', 'unpublished') THEN 1 ELSE 0 END = 1 AS away
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		JOIN topics o ON o.id = t.topic_id
		WHERE p.id IN ?
		ORDER BY p.id`, ids)
	if err != nil {
		return nil, fmt.Errorf("look up quoted posts: %w", err)
	}
	found := make(map[int64]quotable, len(rows))
	for _, r := range rows {
		found[r.ID] = r
	}
	return found, nil
}

// goneAmong are those of the quoted posts whose words may not be shown to these readers, in the order of their ids.
func goneAmong(ids []int64, found map[int64]quotable, to Visibility) []goneQuote {
	var gone []goneQuote
	for _, id := range ids {
		p, exists := found[id]
		if hidden := !exists || !p.Visibility.openTo(to); hidden || p.Away {
			gone = append(gone, goneQuote{ID: id, Hidden: hidden})
		}
	}
	slices.SortFunc(gone, func(a, b goneQuote) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(gone)
}

// goneFrom are those of the quoted posts whose words may not be shown in a place.
func (s *Store) goneFrom(ctx context.Context, at spot, ids []int64) ([]goneQuote, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	to, err := s.readersOf(ctx, at)
	if err != nil {
		return nil, err
	}
	found, err := s.quotables(ctx, ids)
	return goneAmong(ids, found, to), err
}

// removedQuotes are posts that were taken away, as stubQuotes wants them.
func removedQuotes(ids []int64) []goneQuote {
	gone := make([]goneQuote, len(ids))
	for i, id := range ids {
		gone[i].ID = id
	}
	return gone
}

// stubQuotes leaves out what a text quotes of posts that are gone.
func stubQuotes(body string, gone []goneQuote) string { return stubbed(body, gone, markup.Stub) }

// stubQuotesFor does so for somebody who reads a post's source. Its author may change it, and so keeps the lines that say
// what is quoted: refillQuotes finds by them what was left out.
func stubQuotesFor(v Viewer, p Post, body string, gone []goneQuote) string {
	if v.SignedIn() && v.ID == p.AuthorID {
		return stubbed(body, gone, markup.StubUnder)
	}
	return stubQuotes(body, gone)
}

func stubbed(body string, gone []goneQuote, stub func(source string, gone func(id int64) bool, words string) string) string {
	if len(gone) == 0 || !strings.Contains(body, "/posts/") {
		return body
	}
	as := func(hidden bool) func(id int64) bool {
		return func(id int64) bool { return slices.Contains(gone, goneQuote{ID: id, Hidden: hidden}) }
	}
	return stub(stub(body, as(false), "*"+stubRemoved+"*"), as(true), "*"+stubHidden+"*")
}

// refillQuotes puts back into an edited source what its author was not shown of what it quotes.
func refillQuotes(edited, stored string) string {
	return markup.Refill(edited, stored, func(words string) bool { return words == "*"+stubRemoved+"*" || words == "*"+stubHidden+"*" })
}

// showsStub reports whether something is left out of what a post shows.
func showsStub(html string) bool {
	return strings.Contains(html, stubRemoved) || strings.Contains(html, stubHidden)
}

// withoutGoneQuotes leaves out of posts what they quote and their readers may not read. It asks the database only where
// a stub shows that something is gone, or a mark says that what is kept shows too much or too little.
func (s *Store) withoutGoneQuotes(ctx context.Context, v Viewer, posts []*Post) error {
	posts = slices.DeleteFunc(posts, func(p *Post) bool { return p.Body == "" || (!p.QuotesStale && !showsStub(p.HTML)) })
	if len(posts) == 0 {
		return nil
	}
	var ids, threads []int64
	for _, p := range posts {
		ids, threads = append(ids, markup.Quoted(p.Body)...), append(threads, p.ThreadID)
	}
	found, err := s.quotables(ctx, ids)
	if err != nil {
		return err
	}
	places, err := s.readPlaces(ctx, threads)
	if err != nil {
		return err
	}
	for _, p := range posts {
		at := places[p.ThreadID]
		gone := goneAmong(markup.Quoted(p.Body), found, at.Visibility)
		if p.QuotesStale {
			doc, err := s.renderWithout(ctx, spot{kind: at.Kind, opening: p.Opening()}, p.Body, gone)
			if err != nil {
				return fmt.Errorf("render quoting post %d: %w", p.ID, err)
			}
			p.HTML = drawnFor(p.ID, doc)
		}
		p.Body = stubQuotesFor(v, *p, p.Body, gone)
	}
	return nil
}

// readPlace is a thread as the place where quotations are read.
type readPlace struct {
	ID         int64
	Kind       Kind
	Visibility Visibility
}

func (s *Store) readPlaces(ctx context.Context, threads []int64) (map[int64]readPlace, error) {
	var rows []readPlace
	err := s.list(ctx, &rows, `SELECT t.id, t.kind, o.visibility
		FROM threads t
		JOIN topics o ON o.id = t.topic_id
		WHERE t.id IN ?
		ORDER BY t.id`, threads)
	if err != nil {
		return nil, fmt.Errorf("find where posts are read: %w", err)
	}
	places := make(map[int64]readPlace, len(rows))
	for _, r := range rows {
		places[r.ID] = r
	}
	return places, nil
}
