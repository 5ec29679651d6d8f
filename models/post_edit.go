package models

import (
	"context"
	"fmt"
	"strings"

	"github.com/commonthread/commonthread/internal/markup"
)

// EditInput is what an edit changes; nil leaves a part as it is. All but Body, Version and Reason belong to the
// opening of a thread, the last three to that of a story.
type EditInput struct {
	Body       *string
	Version    int64 // the version the writer saw; 0: not compared
	Reason     string
	Title      *string
	Tags       *string // comma separated
	Standfirst *string
	Cover      *string
	CoverAlt   *string
	DraftKey   string // a draft to drop when the edit is stored
}

// edit is a checked EditInput: the post and its thread as they will be.
type edit struct {
	body       string
	title      string
	tags       []string
	standfirst string
	cover      string
	coverAlt   string
	reason     string
}

// EditPost changes a post's words, with one event and the former text kept as a revision; of an opening also
// title and tags, which hosts and moderators may change too. An edit that changes nothing stores nothing.
// Conflict when the version is stale, or when the post was removed or its thread locked since it was seen;
// Invalid, Forbidden, Gone, NotFound; Unauthenticated for a reader.
func (s *Store) EditPost(ctx context.Context, v Viewer, id int64, in EditInput) (Post, error) {
	if !v.SignedIn() {
		return Post{}, unauthenticated()
	}
	p, th, err := s.Post(ctx, v, id)
	if err != nil {
		return Post{}, err
	}
	if err := in.refuse(v, p.Post, held{Thread: th.Thread, Topic: th.Topic.Topic}); err != nil {
		return Post{}, err
	}
	e, err := in.check(p.Post, th.Thread)
	if err != nil {
		return Post{}, err
	}
	stored, refilled, err := s.refillEdit(ctx, p.Post, &in, &e, th.Kind)
	if err != nil {
		return Post{}, err
	}
	var after Post
	err = s.inTxWith(ctx, spotOf(p.Post, th.Thread), e.body, func(s *Store, doc rendering) error {
		now, h, err := s.holdPost(ctx, v, id)
		if err != nil {
			return err
		}
		if err := in.refuse(v, now, h); err != nil {
			return err
		}
		if (in.Body == nil || refilled) && now.Body != stored {
			return conflict("Somebody changed this a moment ago. Look at it again before you change it.")
		}
		after, err = s.storeEdit(ctx, v, now, h, in.merge(e, now, h.Thread), doc)
		if err != nil {
			return err
		}
		return s.dropDraft(ctx, v, in.DraftKey)
	})
	if err != nil {
		return Post{}, fmt.Errorf("edit post %d: %w", id, err)
	}
	return after, nil
}

// refillEdit puts back into an edit what its writer was not shown: the quotations of what is gone, as they are stored.
// A text sent back as it was shown is no change of words.
func (s *Store) refillEdit(ctx context.Context, p Post, in *EditInput, e *edit, k Kind) (stored string, refilled bool, err error) {
	if err := s.one(ctx, &stored, `SELECT body FROM posts WHERE id = ?`, p.ID); err != nil {
		return "", false, fmt.Errorf("read post %d: %w", p.ID, err)
	}
	if in.Body == nil || e.body == p.Body {
		in.Body, e.body = nil, stored
		return stored, false, nil
	}
	full := refillQuotes(e.body, stored)
	if full == e.body {
		return stored, false, nil
	}
	if n, most := runes(full), p.most(k); n > most {
		return "", false, invalid("body", "With the quotations that are left out while their posts are away, the text has %d characters; at most %d fit. Shorten it, or take such a quotation out.", n, most)
	}
	e.body = full
	return stored, true, nil
}

// most is how many characters a post may have.
func (p Post) most(k Kind) int {
	if p.Opening() && k == KindStory {
		return storyMax
	}
	return postMax
}

// refuse says why the viewer cannot make the edit to the post as it is. Who names a version saw the post when
// it could be edited: for them a lock or removal is a conflict, with nothing typed lost.
func (in EditInput) refuse(v Viewer, p Post, h held) error {
	seen := in.Version != 0
	switch {
	case !p.Visible() && seen:
		return conflict("This post was removed while you were writing. Your text is below.")
	case !p.Visible():
		return gone("This post was removed.")
	case in.words() && v.ID != p.AuthorID:
		return forbidden("Only its author can change the words of a post.")
	case in.words() && !v.CanEditPost(p, h.Thread, h.Topic),
		in.labels() && p.Opening() && !v.CanRetitle(h.Thread, h.Topic) && !v.CanEditPost(p, h.Thread, h.Topic):
		if seen && (h.Locked() || !h.Published()) {
			return conflict("This thread was closed while you were writing (%s). Your text is below.", strings.TrimSuffix(AsError(h.refusal(v)).Message, "."))
		}
		return h.refusal(v)
	case seen && in.Version != p.Version:
		return conflict("Somebody changed this while you were writing. Both texts are below; nothing is lost.")
	}
	return nil
}

// RefuseEdit says why the viewer cannot change a post that they see; nil where they can.
func RefuseEdit(v Viewer, p PostView, th ThreadView) error {
	return EditInput{}.refuse(v, p.Post, held{Thread: th.Thread, Topic: th.Topic.Topic})
}

func (in EditInput) words() bool {
	return in.Body != nil || in.Standfirst != nil || in.Cover != nil || in.CoverAlt != nil || (in.Title == nil && in.Tags == nil)
}

func (in EditInput) labels() bool { return in.Title != nil || in.Tags != nil }

// check cleans what the edit gives and fills in the rest from the post as it is.
func (in EditInput) check(p Post, th Thread) (edit, error) {
	f := fieldErrors{}
	e := in.merge(edit{}, p, th)
	e.reason = f.checkLine("reason", in.Reason, "The reason", 0, reasonMax)
	story := p.Opening() && th.Kind == KindStory
	if in.Body != nil {
		e.body = f.checkText("body", *in.Body, "The text", 1, p.most(th.Kind))
	}
	if p.Opening() && in.Title != nil {
		e.title = f.checkLine("title", *in.Title, "The title", titleMin, titleMax)
	}
	if p.Opening() && in.Tags != nil {
		e.tags = f.cleanTags(*in.Tags)
	}
	if story && in.Standfirst != nil {
		e.standfirst = f.checkLine("standfirst", *in.Standfirst, "The standfirst", 0, standfirstMax)
	}
	if story && in.Cover != nil {
		e.cover = f.checkCover(*in.Cover)
	}
	if story && in.CoverAlt != nil {
		e.coverAlt = f.checkLine("cover_alt", *in.CoverAlt, "The description of the cover", 0, coverAltMax)
	}
	return e, f.err()
}

// merge takes what the edit does not give from the post and thread as they are now.
func (in EditInput) merge(e edit, p Post, th Thread) edit {
	if in.Body == nil {
		e.body = p.Body
	}
	if in.Title == nil || !p.Opening() {
		e.title = th.Title
	}
	if in.Tags == nil || !p.Opening() {
		e.tags = th.TagList()
	}
	story := p.Opening() && th.Kind == KindStory
	if in.Standfirst == nil || !story {
		e.standfirst = th.Standfirst
	}
	if in.Cover == nil || !story {
		e.cover = th.Cover
	}
	if in.CoverAlt == nil || !story {
		e.coverAlt = th.CoverAlt
	}
	return e
}

// changes reports whether the edit changes the text that revisions keep, and anything at all.
func (e edit) changes(p Post, th Thread) (text, any bool) {
	text = e.body != p.Body || e.title != th.Title || strings.Join(e.tags, ",") != th.Tags || e.standfirst != th.Standfirst
	any = text || e.cover != th.Cover || e.coverAlt != th.CoverAlt
	return text, any
}

func (s *Store) storeEdit(ctx context.Context, v Viewer, p Post, h held, e edit, doc rendering) (Post, error) {
	text, any := e.changes(p, h.Thread)
	if !any {
		return p, nil
	}
	if err := s.checkCrisis(ctx, v); err != nil {
		return Post{}, err
	}
	if e.body != p.Body {
		if err := s.checkEditRestricted(v, doc.Document); err != nil {
			return Post{}, err
		}
		if err := s.checkNewcomerEdit(v, doc.Document); err != nil {
			return Post{}, err
		}
	}
	if text {
		if err := s.heedWordsOfEdit(ctx, v, h, p, e, doc); err != nil {
			return Post{}, err
		}
	}
	if err := s.holdQuoted(ctx, h.ID, doc); err != nil {
		return Post{}, err
	}
	now, out := s.now(), !h.neverOut()
	if text && out {
		if err := s.keepRevision(ctx, v, p, h.Thread, e.reason); err != nil {
			return Post{}, err
		}
		p.EditedAt = &now
	}
	p.Body, p.HTML = e.body, doc.HTML.WithPrefix(PostPrefix(p.ID)).String()
	p.Version++
	_, err := s.exec(ctx, `UPDATE posts SET body = ?, html = ?, markup_version = ?, edited_at = ?, version = ?, quotes_stale = FALSE WHERE id = ?`,
		p.Body, p.HTML, markup.Version, p.EditedAt, p.Version, p.ID)
	if err != nil {
		return Post{}, fmt.Errorf("store edit: %w", err)
	}
	if p.Opening() && h.Kind == KindGallery {
		theme, err := s.Theme(ctx, h.ID)
		if err != nil && KindOf(err) != NotFound {
			return Post{}, err
		}
		f := fieldErrors{}
		if f.checkGallery(doc.Document, theme.ThreadID != 0); f.err() != nil {
			return Post{}, f.err()
		}
		if e.cover, err = s.galleryCover(ctx, p.AuthorID, p.ID, doc.Pictures); err != nil {
			return Post{}, err
		}
	}
	if p.Opening() {
		if e.cover != h.Cover {
			if err := s.refuseCover(ctx, e.cover, p.AuthorID, p.ID); err != nil {
				return Post{}, err
			}
		}
		if err := s.editThread(ctx, &h.Thread, e, doc); err != nil {
			return Post{}, err
		}
	}
	if err := s.clearDocument(ctx, p.ID); err != nil {
		return Post{}, err
	}
	if err := s.storeDocument(ctx, h.Thread, &p, doc); err != nil {
		return Post{}, err
	}
	if !h.Published() {
		return p, nil
	}
	return p, s.emitThread(ctx, Event{Type: EventPostEdited, PostID: &p.ID, Number: &p.Number, ActorID: &v.ID}, h.TopicID, h.ID)
}

// keepRevision keeps a post's text as it was, with who replaced it, when, and why; of an opening also the title, the tags
// and the standfirst of its thread.
func (s *Store) keepRevision(ctx context.Context, v Viewer, p Post, th Thread, reason string) error {
	var title string
	var tags, standfirst *string
	if p.Opening() {
		title, tags, standfirst = th.Title, &th.Tags, &th.Standfirst
	}
	_, err := s.exec(ctx, `INSERT INTO revisions (post_id, version, title, tags, standfirst, body, author_id, reason, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, p.ID, p.Version, title, tags, standfirst, p.Body, v.ID, reason, s.now())
	if err != nil {
		return fmt.Errorf("keep revision: %w", err)
	}
	_, err = s.exec(ctx, `INSERT INTO former_quotes (post_id, source_id)
		SELECT q.post_id, q.source_id FROM quotes q WHERE q.post_id = ?
		ON CONFLICT (post_id, source_id) DO NOTHING`, p.ID)
	if err != nil {
		return fmt.Errorf("keep what a revision quotes: %w", err)
	}
	return nil
}

// editThread stores what a changed opening says of its thread.
func (s *Store) editThread(ctx context.Context, th *Thread, e edit, doc rendering) error {
	if th.Title != e.title {
		th.Title, th.Slug = e.title, slugOf(e.title)
	}
	th.Standfirst, th.Cover, th.CoverAlt = e.standfirst, e.cover, e.coverAlt
	th.Excerpt, th.Words = excerpt(doc.Text), words(doc.Text)
	if tags := strings.Join(e.tags, ","); tags != th.Tags {
		th.Tags = tags
		if err := s.setTags(ctx, th.ID, e.tags); err != nil {
			return err
		}
	}
	_, err := s.exec(ctx, `UPDATE threads SET title = ?, slug = ?, tags = ?, standfirst = ?, cover = ?, cover_alt = ?,
			excerpt = ?, words = ?, version = version + 1
		WHERE id = ?`, th.Title, th.Slug, th.Tags, th.Standfirst, th.Cover, th.CoverAlt, th.Excerpt, th.Words, th.ID)
	if err != nil {
		return fmt.Errorf("store thread of the opening: %w", err)
	}
	return nil
}
