package models

import (
	"context"
	"fmt"
	"slices"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/search"
)

// PostInput is what a reply form sends.
type PostInput struct {
	Body     string
	ReplyTo  int64 // a post number of the same thread; 0: to the thread
	DraftKey string
	Stance   string // "hurts": this suggestion would hurt me; suggestions alone
	Question bool   // to the host of a live hour
}

// NewPost is a reply as CreatePost leaves it.
type NewPost struct {
	Post
	// Seen is what everybody sees who may read the thread; nil where CreatePost does not know all of it: of a post that
	// answers or quotes somebody, or was made before.
	Seen *PostView
}

// CreatePost adds a reply with one event, or answers with the post made before under the same draft key. Where that
// one had other words: Conflict, caused by AlreadySent. Held, where a moderator looks at it first.
// Invalid, Forbidden (locked, archived), NotFound, TooMany; Unauthenticated for a reader.
func (s *Store) CreatePost(ctx context.Context, v Viewer, threadID int64, in PostInput) (NewPost, error) {
	if !v.SignedIn() {
		return NewPost{}, unauthenticated()
	}
	f := fieldErrors{}
	body := f.checkText("body", in.Body, "The reply", 1, postMax)
	key := f.checkDraftKey(in.DraftKey)
	var heard Suspicion
	if f.err() != nil || s.mayAsk(v) {
		th, err := s.Thread(ctx, v, threadID)
		if err != nil {
			return NewPost{}, err
		}
		if err := in.checkFor(th.Thread, f); err != nil {
			return NewPost{}, err
		}
		if v.CanReply(th.Thread, th.Topic.Topic) {
			heard = s.suspect(ctx, v, th.Topic.Topic, "reply", "", body)
		}
	}
	var made NewPost
	var heldID int64
	err := s.inTxWith(ctx, spot{thread: threadID}, body, func(s *Store, doc rendering) error {
		made, heldID = NewPost{}, 0              // of an attempt before
		h, err := s.holdThread(ctx, v, threadID) // one not to be seen tells nothing, not even what was sent to it before
		if err != nil {
			return err
		}
		id, err := s.claimCreation(ctx, v, key, createdPost)
		if err != nil {
			return err
		}
		if id != 0 {
			if err := s.refuseOtherWords(ctx, id, "", body); err != nil {
				return err
			}
			return s.one(ctx, &made.Post, `SELECT * FROM posts WHERE id = ?`, id)
		}
		if err := in.checkFor(h.Thread, f); err != nil {
			return err
		}
		if !v.CanReply(h.Thread, h.Topic) {
			return h.refusal(v)
		}
		if err := s.checkCrisis(ctx, v); err != nil {
			return err
		}
		if err := s.checkRestricted(ctx, v, h, doc.Document); err != nil {
			return err
		}
		if err := s.checkNewcomer(ctx, v); err != nil {
			return err
		}
		hour, err := s.heedHour(ctx, v, h, in)
		if err != nil {
			return err
		}
		found, err := s.weigh(ctx, v, h.Topic, "", doc, body, heard)
		if err != nil {
			return err
		}
		if found.Reasons != "" {
			found.ThreadID, found.Body, found.ReplyTo, found.Stance = &h.ID, body, replyTo(in.ReplyTo), in.Stance
			if in.Question {
				found.Question = QuestionAsked
			}
			heldID, err = s.hold(ctx, v, found, key)
			return err
		}
		changed, err := s.heedReply(ctx, v, h)
		if err != nil {
			return err
		}
		reply := Post{Number: h.LastNumber + 1, Body: body, ReplyTo: replyTo(in.ReplyTo), Stance: in.Stance}
		if in.Question {
			reply.Question = QuestionAsked
		} else if err := s.closeQuestion(ctx, v, hour, &reply); err != nil {
			return err
		}
		made.Post, err = s.appendPost(ctx, v, h, reply, doc)
		if err != nil {
			return err
		}
		if err := s.recordCreation(ctx, v, key, made.ID); err != nil {
			return err
		}
		author, err := s.changeMemberCounts(ctx, v.ID, 0, 1)
		if err != nil {
			return err
		}
		made.Seen = s.seen(made.Post, author, doc)
		if err := s.changeThreadCounts(ctx, h.TopicID, h.Kind, 0, 1); err != nil || !changed {
			return err
		}
		return s.emitConsole(ctx, h.ID)
	})
	if err == nil && heldID != 0 {
		err = waits(heldID)
	}
	if err != nil {
		return NewPost{}, fmt.Errorf("reply in thread %d: %w", threadID, err)
	}
	return made, nil
}

// checkFor adds to f what is wrong with a reply in that thread, and returns all of it.
func (in PostInput) checkFor(th Thread, f fieldErrors) error {
	if in.ReplyTo < 0 || in.ReplyTo > th.LastNumber {
		f.add("reply_to", "There is no post %d in this thread.", in.ReplyTo)
	}
	if in.Stance != "" && (in.Stance != StanceHurts || th.Kind != KindSuggestion) {
		f.add("stance", "Only a suggestion can be said to hurt.")
	}
	return f.err()
}

// replyTo drops the answer to the opening: that is what a reply is.
func replyTo(number int64) *int64 {
	if number <= 1 {
		return nil
	}
	return &number
}

// appendPost gives the next number of a held thread to a post and tells the channel: the thread's figures and its
// count of events change in one statement. The caller counts.
func (s *Store) appendPost(ctx context.Context, v Viewer, h held, p Post, doc rendering) (Post, error) {
	p.ThreadID, p.Number = h.ID, h.LastNumber+1
	p, err := s.insertPost(ctx, v, h.Thread, p, doc)
	if err != nil {
		return Post{}, err
	}
	e := Event{Type: EventPostCreated, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}
	err = s.emitThreadWith(ctx, e, h.TopicID, h.ID, "last_number = ?, post_count = post_count + 1, last_activity_at = ?, last_author_id = ?",
		p.Number, p.CreatedAt, v.ID)
	if err != nil {
		return Post{}, err
	}
	return p, s.markRead(ctx, v, h.ID, p.Number)
}

// seen is NewPost.Seen, and has the listeners know it.
func (s *Store) seen(p Post, author Person, doc rendering) *PostView {
	if p.ReplyTo != nil || len(doc.Quotes) > 0 {
		return nil
	}
	view := &PostView{Post: p, Author: author}
	for i, e := range s.pending.events {
		if e.Type == EventPostCreated && e.PostID != nil && *e.PostID == p.ID {
			s.pending.events[i].Made = view
		}
	}
	return view
}

// insertPost stores a post with its rendering, mentions, quotes and words for search.
func (s *Store) insertPost(ctx context.Context, v Viewer, th Thread, p Post, doc rendering) (Post, error) {
	p.AuthorID, p.Employer, p.Status, p.Version = v.ID, v.Employer, PostVisible, 1
	p.CreatedAt, p.HTML, p.MarkupVersion = s.now(), doc.HTML.String(), markup.Version
	if err := s.write(ctx).Create(&p).Error; err != nil {
		return Post{}, fmt.Errorf("insert post: %w", err)
	}
	return p, s.storeDocument(ctx, th, &p, doc)
}

// storeDocument stores what a rendering says beside the post: its HTML with ids of its own, whom it mentions,
// what it quotes, and its words for search. Where a post is stored again, clearDocument comes first.
func (s *Store) storeDocument(ctx context.Context, th Thread, p *Post, doc rendering) error {
	own := doc.HTML.WithPrefix(PostPrefix(p.ID)).String()
	if own != p.HTML {
		p.HTML = own
		if _, err := s.exec(ctx, `UPDATE posts SET html = ? WHERE id = ?`, p.HTML, p.ID); err != nil {
			return fmt.Errorf("store rendering: %w", err)
		}
	}
	if err := s.storeMentions(ctx, p.ID, doc.Mentions); err != nil {
		return err
	}
	if err := s.storeQuotes(ctx, p.ThreadID, p.ID, doc); err != nil {
		return err
	}
	shown := doc.Pictures
	if key, _ := CoverPicture(th.Cover); key != "" && p.Opening() {
		if !slices.Contains(shown, key) {
			shown = append([]string{key}, shown...)
		}
	}
	if err := s.storePictures(ctx, *p, shown, doc.PictureWords); err != nil {
		return err
	}
	return s.indexPost(ctx, th, *p, doc)
}

// PostPrefix begins every element id in a post's HTML.
func PostPrefix(id int64) string { return fmt.Sprintf("p%d-", id) }

// clearDocument forgets whom a post mentioned, what it quoted and which pictures it showed.
func (s *Store) clearDocument(ctx context.Context, postID int64) error {
	if err := s.clearMentions(ctx, postID); err != nil {
		return err
	}
	if err := s.loosenPictures(ctx, postID); err != nil {
		return err
	}
	_, err := s.exec(ctx, `DELETE FROM quotes WHERE post_id = ?`, postID)
	return wrap(err, "clear quotes of post %d", postID)
}

func (s *Store) clearMentions(ctx context.Context, postID int64) error {
	_, err := s.exec(ctx, `DELETE FROM mentions WHERE post_id = ?`, postID)
	return wrap(err, "clear mentions of post %d", postID)
}

func (s *Store) storeMentions(ctx context.Context, postID int64, handles []string) error {
	if len(handles) == 0 {
		return nil
	}
	_, err := s.exec(ctx, `INSERT INTO mentions (post_id, member_id)
		SELECT CAST(? AS BIGINT), m.id FROM members m WHERE m.handle IN ? AND m.status <> 'erased'`, postID, handles)
	if err != nil {
		return fmt.Errorf("store mentions: %w", err)
	}
	return nil
}

// indexPost makes a post findable; the opening carries the thread's title.
func (s *Store) indexPost(ctx context.Context, th Thread, p Post, doc rendering) error {
	title, terms := "", doc.terms
	if terms == "" {
		terms = search.Terms("", doc.Text)
	}
	if p.Opening() {
		title = th.Title
		terms = search.WithTitle(terms, title)
	}
	_, err := s.exec(ctx, `INSERT INTO search_documents (post_id, title, body, terms) VALUES (?, ?, ?, ?)
		ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, body = excluded.body, terms = excluded.terms`,
		p.ID, title, doc.Text, terms)
	if err != nil {
		return fmt.Errorf("index post %d: %w", p.ID, err)
	}
	return nil
}
