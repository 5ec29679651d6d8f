package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/search"
)

// What is quoted of a post goes from every page when the post goes, and may come back with it. A quoting post
// keeps its source as typed; its HTML is made again with a stub in the quotation's place. Since rendering
// happens before the transaction, each transaction checks under locks that what is gone is still the same,
// and asks to be run again with a fresh rendering where it is not.

// errQuotesChanged says that a quoted post went or came back between rendering and storing.
var errQuotesChanged = errors.New("a quoted post changed meanwhile")

// inTxWith runs f in a transaction with the rendering of a body made before it.
func (s *Store) inTxWith(ctx context.Context, k Kind, opening bool, body string, f func(s *Store, doc rendering) error) error {
	for range txAttempts {
		doc, err := s.renderBody(ctx, k, opening, body)
		if err != nil {
			return err
		}
		doc.terms = search.Terms("", doc.Text) // stemming takes as long as a small transaction
		err = s.InTx(ctx, func(s *Store) error { return f(s, doc) })
		if !errors.Is(err, errQuotesChanged) {
			return err
		}
	}
	return conflict("A post that this one quotes keeps changing. Try again in a moment.")
}

// gonePosts are those of the posts whose words may not be shown in a quotation.
func (s *Store) gonePosts(ctx context.Context, ids []int64) ([]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var gone []int64
	err := s.list(ctx, &gone, `SELECT p.id FROM posts p
		JOIN threads t ON t.id = p.thread_id
		WHERE p.id IN ? AND (`+wordsGone+`) ORDER BY p.id`, ids)
	if err != nil {
		return nil, fmt.Errorf("look up quoted posts: %w", err)
	}
	return gone, nil
}

// wordsGone is true of a post p of a thread t whose words may not be shown in a quotation.
const wordsGone = `p.status IN ('deleted', 'removed') OR t.status IN ('removed', 'unpublished')`

// holdQuoted keeps the quoted posts as they are until the transaction ends, and checks that the rendering
// left out what is gone. Call it before rows of posts are changed.
func (s *Store) holdQuoted(ctx context.Context, doc rendering) error {
	if len(doc.Quotes) == 0 {
		return nil
	}
	if err := s.holdPosts(ctx, `id IN ?`+s.db.Dialect.ForShare(), doc.Quotes); err != nil {
		return err
	}
	// in a statement of its own: what the locks were waited for shows in none begun before
	gone, err := s.gonePosts(ctx, doc.Quotes)
	if err != nil {
		return err
	}
	if !slices.Equal(gone, doc.gone) {
		return errQuotesChanged
	}
	return nil
}

// storeQuotes keeps which posts are quoted, so that a removal reaches the quotes of what was removed. Only
// posts that exist count; the marker is the writer's claim.
func (s *Store) storeQuotes(ctx context.Context, postID int64, doc rendering) error {
	if err := s.holdQuoted(ctx, doc); err != nil {
		return err
	}
	if len(doc.Quotes) == 0 {
		return nil
	}
	_, err := s.exec(ctx, `INSERT INTO quotes (post_id, source_id)
		SELECT CAST(? AS BIGINT), p.id FROM posts p WHERE p.id IN ?`, postID, doc.Quotes)
	if err != nil {
		return fmt.Errorf("store quotes: %w", err)
	}
	return nil
}

// requoted is a quoting post as rendered for when the posts it quotes have gone or come back.
type requoted struct {
	Version int64
	html    string
	gone    []int64
}

// requoting is what a verb takes away, or brings back, for those who quote it.
type requoting struct {
	own     int64   // the thread that the verb's own event is about
	sources []int64 // the posts whose words go, or come back
	gone    bool
}

// inTxRequoting runs f, which takes posts away or brings them back, in a transaction that also stores the
// posts quoting them anew. What f will do is prepared before each try, and f asks for another with
// errQuotesChanged where that does not hold any more.
func (s *Store) inTxRequoting(ctx context.Context, prepare func() (requoting, error), f func(s *Store) (changed bool, err error)) error {
	for range txAttempts {
		r, err := prepare()
		if err != nil {
			return err
		}
		made, err := s.renderQuoting(ctx, r)
		if err != nil {
			return err
		}
		err = s.InTx(ctx, func(s *Store) error {
			changed, err := f(s)
			if err != nil || !changed {
				return err
			}
			return s.storeQuoting(ctx, r, made)
		})
		if !errors.Is(err, errQuotesChanged) {
			return err
		}
	}
	return conflict("The posts that quote this one keep changing. Try again in a moment.")
}

// shownIn lists the posts of a thread that go with it when it goes, and come back with it.
func (s *Store) shownIn(ctx context.Context, threadID int64) ([]int64, error) {
	var ids []int64
	err := s.list(ctx, &ids, `SELECT id FROM posts WHERE thread_id = ? AND status = 'visible' ORDER BY id`, threadID)
	return ids, wrap(err, "list posts of thread %d", threadID)
}

// holdShown keeps the posts of a held thread from being quoted until the transaction ends, and checks that they
// are those that were prepared for.
func (s *Store) holdShown(ctx context.Context, threadID int64, prepared []int64) error {
	if err := s.holdPosts(ctx, `thread_id = ?`+s.db.Dialect.ForUpdate(), threadID); err != nil {
		return err
	}
	now, err := s.shownIn(ctx, threadID)
	if err != nil {
		return err
	}
	if !slices.Equal(now, prepared) {
		return errQuotesChanged
	}
	return nil
}

// holdPosts locks rows of posts, where the database locks rows.
func (s *Store) holdPosts(ctx context.Context, where string, arg any) error {
	if s.db.Dialect.ForUpdate() == "" {
		return nil
	}
	lock := strings.Replace(where, " FOR ", " ORDER BY id FOR ", 1)
	var ids []int64
	return wrap(s.list(ctx, &ids, `SELECT id FROM posts WHERE `+lock, arg), "hold posts")
}

// changeThreadRequoting is changeThread for what takes a whole thread away or brings it back.
func (s *Store) changeThreadRequoting(ctx context.Context, v Viewer, id int64, gone bool, may func(held) bool,
	change func(s *Store, h held) (bool, error),
) error {
	var r requoting
	prepare := func() (requoting, error) {
		posts, err := s.shownIn(ctx, id)
		r = requoting{own: id, sources: posts, gone: gone}
		return r, err
	}
	return s.inTxRequoting(ctx, prepare, func(s *Store) (changed bool, err error) {
		err = s.changeThread(ctx, v, id, may, func(s *Store, h held) (bool, error) {
			if changed, err = change(s, h); err != nil || !changed {
				return changed, err
			}
			return true, s.holdShown(ctx, id, r.sources)
		})
		return changed, err
	})
}

// renderQuoting renders every post that quotes one of the sources, hidden ones too: they may come back.
func (s *Store) renderQuoting(ctx context.Context, r requoting) (map[int64]requoted, error) {
	if len(r.sources) == 0 {
		return nil, nil
	}
	var rows []struct {
		Post `gorm:"embedded"`
		Kind Kind
	}
	err := s.list(ctx, &rows, `SELECT p.id, p.number, p.body, p.version, t.kind
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		WHERE p.id IN (SELECT q.post_id FROM quotes q WHERE q.source_id IN ?)`, r.sources)
	if err != nil {
		return nil, fmt.Errorf("list quoting posts: %w", err)
	}
	made := make(map[int64]requoted, len(rows))
	for _, p := range rows {
		without, err := s.goneAfter(ctx, p.ID, r)
		if err != nil {
			return nil, err
		}
		doc, err := s.renderWithout(ctx, p.Kind, p.Opening(), p.Body, without)
		if err != nil {
			return nil, fmt.Errorf("render quoting post %d: %w", p.ID, err)
		}
		html := doc.HTML.WithPrefix(PostPrefix(p.ID)).String()
		made[p.ID] = requoted{Version: p.Version, html: html, gone: without}
	}
	return made, nil
}

// goneAfter are the quoted posts of a post that are gone once the sources have gone, or come back.
func (s *Store) goneAfter(ctx context.Context, postID int64, r requoting) ([]int64, error) {
	var rows []struct {
		ID   int64
		Gone bool
	}
	err := s.list(ctx, &rows, `SELECT p.id, CASE WHEN `+wordsGone+` THEN 1 ELSE 0 END = 1 AS gone
		FROM quotes q
		JOIN posts p ON p.id = q.source_id
		JOIN threads t ON t.id = p.thread_id
		WHERE q.post_id = ? ORDER BY p.id`, postID)
	if err != nil {
		return nil, fmt.Errorf("list quotes of post %d: %w", postID, err)
	}
	var out []int64
	for _, p := range rows {
		if slices.Contains(r.sources, p.ID) {
			p.Gone = r.gone
		}
		if p.Gone {
			out = append(out, p.ID)
		}
	}
	return out, nil
}

// storeQuoting stores the renderings made before the transaction, and tells the other threads they stand in.
func (s *Store) storeQuoting(ctx context.Context, r requoting, made map[int64]requoted) error {
	if len(r.sources) == 0 {
		return nil
	}
	var rows []Post
	err := s.list(ctx, &rows, `SELECT id, thread_id, version, html FROM posts
		WHERE id IN (SELECT q.post_id FROM quotes q WHERE q.source_id IN ?)
		ORDER BY id`+s.db.Dialect.ForUpdate(), r.sources)
	if err != nil {
		return fmt.Errorf("hold quoting posts: %w", err)
	}
	var threads []int64
	for _, p := range rows {
		m, rendered := made[p.ID]
		if !rendered || m.Version != p.Version {
			return errQuotesChanged
		}
		now, err := s.goneAfter(ctx, p.ID, requoting{})
		if err != nil {
			return err
		}
		if !slices.Equal(now, m.gone) {
			return errQuotesChanged
		}
		if p.HTML == m.html {
			continue
		}
		if _, err := s.exec(ctx, `UPDATE posts SET html = ? WHERE id = ?`, m.html, p.ID); err != nil {
			return fmt.Errorf("store quoting post %d: %w", p.ID, err)
		}
		if p.ThreadID != r.own && !slices.Contains(threads, p.ThreadID) {
			threads = append(threads, p.ThreadID)
		}
	}
	slices.Sort(threads)
	return s.tellQuoting(ctx, threads)
}

func (s *Store) tellQuoting(ctx context.Context, threads []int64) error {
	for _, id := range threads {
		var topicID int64
		if err := s.one(ctx, &topicID, `SELECT topic_id FROM threads WHERE id = ?`, id); err != nil {
			return fmt.Errorf("find quoting thread %d: %w", id, err)
		}
		if err := s.emitThread(ctx, Event{Type: EventThreadChanged}, topicID, id); err != nil {
			return err
		}
	}
	return nil
}

// withoutGoneQuotes gives posts the sources that may be shown. It asks the database only where a stub shows
// that something is gone.
func (s *Store) withoutGoneQuotes(ctx context.Context, posts []PostView) error {
	var ids []int64
	for _, p := range posts {
		if strings.Contains(p.HTML, stubWords) {
			ids = append(ids, markup.Quoted(p.Body)...)
		}
	}
	gone, err := s.gonePosts(ctx, ids)
	if err != nil || len(gone) == 0 {
		return err
	}
	for i := range posts {
		posts[i].Body = stubQuotes(posts[i].Body, gone)
	}
	return nil
}
