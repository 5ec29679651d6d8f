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

// Since rendering happens before the transaction, each transaction checks under locks that what is gone of what a post
// quotes is still the same, and asks to be run again with a fresh rendering where it is not.

// errQuotesChanged says that a quoted post went or came back between rendering and storing.
var errQuotesChanged = errors.New("a quoted post changed meanwhile")

// inTxWith runs f in a transaction with the rendering of a body made before it.
func (s *Store) inTxWith(ctx context.Context, at spot, body string, f func(s *Store, doc rendering) error) error {
	for range txAttempts {
		doc, err := s.renderBody(ctx, at, body)
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

// holdQuoted keeps the quoted posts, and who may see them and the thread that quotes them, as they are until the
// transaction ends, and checks that the rendering left out what is gone. Call it before rows of posts are changed.
func (s *Store) holdQuoted(ctx context.Context, threadID int64, doc rendering) error {
	if len(doc.Quotes) == 0 {
		return nil
	}
	if err := s.holdPosts(ctx, `id IN ?`+s.db.Dialect.ForShare(), doc.Quotes); err != nil {
		return err
	}
	if err := s.holdTopicsOf(ctx, threadID, doc.Quotes); err != nil {
		return err
	}
	// in a statement of its own: what the locks were waited for shows in none begun before
	gone, err := s.goneFrom(ctx, spot{thread: threadID}, doc.Quotes)
	if err != nil {
		return err
	}
	if !slices.Equal(gone, doc.gone) {
		return errQuotesChanged
	}
	return nil
}

// holdTopicsOf keeps the topics of held posts, and of the thread that quotes them, from being opened or closed.
func (s *Store) holdTopicsOf(ctx context.Context, threadID int64, posts []int64) error {
	if s.db.Dialect.ForShare() == "" {
		return nil
	}
	var ids []int64
	return wrap(s.list(ctx, &ids, `SELECT o.id FROM topics o
		WHERE o.id IN (SELECT t.topic_id FROM threads t
			WHERE t.id = ? OR t.id IN (SELECT p.thread_id FROM posts p WHERE p.id IN ?))
		ORDER BY o.id`+s.db.Dialect.ForShare(), threadID, posts), "hold topics of quoted posts")
}

// storeQuotes keeps which posts are quoted, so that a removal reaches the quotes of what was removed. Only
// posts that exist count; the marker is the writer's claim.
func (s *Store) storeQuotes(ctx context.Context, threadID, postID int64, doc rendering) error {
	if err := s.holdQuoted(ctx, threadID, doc); err != nil {
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
	gone    []goneQuote
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
	var rows []quotingPost
	err := s.list(ctx, &rows, quotingPosts, r.sources)
	if err != nil {
		return nil, fmt.Errorf("list quoting posts: %w", err)
	}
	made := make(map[int64]requoted, len(rows))
	for _, p := range rows {
		without, err := s.goneAfter(ctx, p, r)
		if err != nil {
			return nil, err
		}
		doc, err := s.renderWithout(ctx, spot{kind: p.Kind, opening: p.Opening()}, p.Body, without)
		if err != nil {
			return nil, fmt.Errorf("render quoting post %d: %w", p.ID, err)
		}
		made[p.ID] = requoted{Version: p.Version, html: drawnFor(p.ID, doc), gone: without}
	}
	return made, nil
}

// quotingPost is a post that quotes others, and where it is read.
type quotingPost struct {
	Post       `gorm:"embedded"`
	Kind       Kind
	Visibility Visibility
}

const quotingPosts = `SELECT p.id, p.thread_id, p.number, p.body, p.html, p.version, t.kind, o.visibility
	FROM posts p
	JOIN threads t ON t.id = p.thread_id
	JOIN topics o ON o.id = t.topic_id
	WHERE p.id IN (SELECT q.post_id FROM quotes q WHERE q.source_id IN ?)
	ORDER BY p.id`

// goneAfter are the quoted posts of a post that are gone once the sources have gone, or come back.
func (s *Store) goneAfter(ctx context.Context, p quotingPost, r requoting) ([]goneQuote, error) {
	ids := markup.Quoted(p.Body)
	found, err := s.quotables(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range r.sources {
		if q, quoted := found[id]; quoted {
			q.Away = r.gone
			found[id] = q
		}
	}
	return goneAmong(ids, found, p.Visibility), nil
}

// storeQuoting stores the renderings made before the transaction, and tells the other threads they stand in.
func (s *Store) storeQuoting(ctx context.Context, r requoting, made map[int64]requoted) error {
	if len(r.sources) == 0 {
		return nil
	}
	err := s.holdPosts(ctx, `id IN (SELECT q.post_id FROM quotes q WHERE q.source_id IN ?)`+s.db.Dialect.ForUpdate(), r.sources)
	if err != nil {
		return err
	}
	var rows []quotingPost
	err = s.list(ctx, &rows, quotingPosts, r.sources)
	if err != nil {
		return fmt.Errorf("list held quoting posts: %w", err)
	}
	var threads []int64
	for _, p := range rows {
		m, rendered := made[p.ID]
		if !rendered || m.Version != p.Version {
			return errQuotesChanged
		}
		now, err := s.goneAfter(ctx, p, requoting{})
		if err != nil {
			return err
		}
		if !slices.Equal(now, m.gone) {
			return errQuotesChanged
		}
		if p.HTML == m.html {
			continue
		}
		if _, err := s.exec(ctx, `UPDATE posts SET html = ?, quotes_stale = FALSE WHERE id = ?`, m.html, p.ID); err != nil {
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
