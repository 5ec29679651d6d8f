package models

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// ThreadInput is what a composer sends for a new thread.
type ThreadInput struct {
	Topic      string // slug
	Kind       string
	Title      string
	Body       string
	Tags       string // comma separated
	Standfirst string // stories
	Cover      string // stories: a scene of the picture set, or one of the author's pictures
	CoverAlt   string
	DraftKey   string
	// ThemeUntil opens a gallery to everybody's pictures until then; for hosts and staff.
	ThemeUntil time.Time
	// Later keeps a story as a draft of its author instead of publishing it.
	Later bool
}

// newThread is a checked ThreadInput.
type newThread struct {
	ThreadInput
	kind  Kind
	topic TopicEntry
	tags  []string
	doc   rendering
	heard Suspicion
}

func (n newThread) spot() spot { return spot{kind: n.kind, opening: true, topic: n.topic.ID} }

// CreateThread starts a thread with its opening post and one event, or answers with the thread made before
// under the same draft key. Where that one had other words: Conflict, caused by AlreadySent. Invalid, Forbidden, TooMany; Unauthenticated for a reader.
func (s *Store) CreateThread(ctx context.Context, v Viewer, in ThreadInput) (Thread, error) {
	if !v.SignedIn() {
		return Thread{}, unauthenticated()
	}
	n, err := s.checkNewThread(ctx, v, in)
	if err != nil {
		return Thread{}, err
	}
	if n.kind != KindStory {
		n.heard = s.suspect(ctx, v, n.topic.Topic, string(n.kind), n.Title, n.Body)
	}
	var th Thread
	var heldID int64
	err = s.inTxWith(ctx, n.spot(), n.Body, func(s *Store, doc rendering) error {
		n.doc = doc
		id, err := s.claimCreation(ctx, v, n.DraftKey, createdThread)
		if err != nil {
			return err
		}
		if id != 0 {
			return s.threadMade(ctx, &th, id, n)
		}
		th, heldID, err = s.insertThread(ctx, v, n)
		return err
	})
	if err == nil && heldID != 0 {
		err = waits(heldID)
	}
	if err != nil {
		return Thread{}, fmt.Errorf("create thread: %w", err)
	}
	return th, nil
}

func (s *Store) checkNewThread(ctx context.Context, v Viewer, in ThreadInput) (newThread, error) {
	n := newThread{ThreadInput: in}
	f := fieldErrors{}
	d, err := s.Directory(ctx)
	if err != nil {
		return n, err
	}
	if n.topic, err = d.Topic(v, in.Topic); err != nil {
		f.add("topic", "Choose one of the topics.")
	}
	if n.kind, err = ParseKind(in.Kind); err != nil {
		f.add("kind", "%s.", strings.ToUpper(err.Error()[:1])+err.Error()[1:])
	}
	bodyMax := postMax
	if n.kind == KindStory {
		bodyMax = storyMax
		n.Standfirst = f.checkLine("standfirst", in.Standfirst, "The standfirst", 0, standfirstMax)
		n.CoverAlt = f.checkLine("cover_alt", in.CoverAlt, "The description of the cover", 0, coverAltMax)
		n.Cover = f.checkCover(in.Cover)
	} else {
		n.Standfirst, n.Cover, n.CoverAlt, n.Later = "", "", "", false
	}
	n.Title = f.checkLine("title", in.Title, "The title", titleMin, titleMax)
	n.Body = f.checkText("body", in.Body, "The text", 1, bodyMax)
	n.DraftKey = f.checkDraftKey(in.DraftKey)
	n.tags = f.cleanTags(in.Tags)
	if n.kind != KindGallery {
		n.ThemeUntil = time.Time{}
	}
	f.checkTheme(n.ThemeUntil, s.now())
	if err := f.err(); err != nil {
		return n, err
	}
	if !v.CanStart(n.kind, n.topic.Topic) {
		return n, forbidden("You may not start a %s in %s.", n.kind, n.topic.Name)
	}
	if !n.ThemeUntil.IsZero() && !v.CanOpenTheme(n.topic.Topic) {
		return n, forbidden("Hosts of the topic and staff open a theme. Without it the gallery is yours alone.")
	}
	return n, nil
}

// threadMade reads the thread that a key made before, for whoever sends the same words again.
func (s *Store) threadMade(ctx context.Context, th *Thread, id int64, n newThread) error {
	var openingID int64
	if err := s.one(ctx, &openingID, `SELECT id FROM posts WHERE thread_id = ? AND number = 1`, id); err != nil {
		return fmt.Errorf("find the opening: %w", err)
	}
	if err := s.refuseOtherWords(ctx, openingID, n.Title, n.Body); err != nil {
		return err
	}
	return s.one(ctx, th, `SELECT * FROM threads WHERE id = ?`, id)
}

// insertThread stores a thread, or holds it for a moderator: then it answers with the id of what is held.
func (s *Store) insertThread(ctx context.Context, v Viewer, n newThread) (Thread, int64, error) {
	if err := s.checkCrisis(ctx, v); err != nil {
		return Thread{}, 0, err
	}
	if err := s.checkRestricted(ctx, v, held{}, n.doc.Document); err != nil {
		return Thread{}, 0, err
	}
	if err := s.checkNewcomer(ctx, v); err != nil {
		return Thread{}, 0, err
	}
	var topic Topic
	if err := s.one(ctx, &topic, `SELECT * FROM topics WHERE id = ?`+s.db.Dialect.ForShare(), n.topic.ID); err != nil {
		return Thread{}, 0, fmt.Errorf("hold topic: %w", err)
	}
	if n.kind != KindStory && v.CanStart(n.kind, topic) { // who may publish stories was chosen by the moderators
		found, err := s.weigh(ctx, v, topic, n.Title, n.doc, n.Body, n.heard)
		if err != nil {
			return Thread{}, 0, err
		}
		if found.Reasons != "" {
			found.TopicID, found.Kind, found.Title, found.Body, found.Tags = &topic.ID, n.kind, n.Title, n.Body, strings.Join(n.tags, ",")
			heldID, err := s.hold(ctx, v, found, n.DraftKey)
			return Thread{}, heldID, err
		}
	}
	th, err := s.storeThread(ctx, v, n, topic)
	return th, 0, err
}

// storeThread stores a thread that nothing holds back, in a topic that is held.
func (s *Store) storeThread(ctx context.Context, v Viewer, n newThread, topic Topic) (Thread, error) {
	now := s.now()
	if n.kind != KindConsultation && n.kind != KindEvent && !v.CanStart(n.kind, topic) { // those have rights of their own
		return Thread{}, forbidden("You may not start a %s in %s.", n.kind, topic.Name)
	}
	if n.kind == KindGallery {
		f := fieldErrors{}
		if f.checkGallery(n.doc.Document, !n.ThemeUntil.IsZero()); f.err() != nil {
			return Thread{}, f.err()
		}
		var err error
		if n.Cover, err = s.galleryCover(ctx, v.ID, 0, n.doc.Pictures); err != nil {
			return Thread{}, err
		}
	}
	th := Thread{
		TopicID: topic.ID, Kind: n.kind, Status: ThreadPublished, Title: n.Title, Slug: slugOf(n.Title),
		AuthorID: v.ID, Employer: v.Employer, Standfirst: n.Standfirst, Cover: n.Cover, CoverAlt: n.CoverAlt,
		Tags: strings.Join(n.tags, ","), Excerpt: excerpt(n.doc.Text), Words: words(n.doc.Text),
		PostCount: 1, LastNumber: 1, LastAuthorID: &v.ID, PublishedAt: &now, LastActivityAt: now, CreatedAt: now, Version: 1,
	}
	if err := s.refuseCover(ctx, n.Cover, v.ID, 0); err != nil {
		return Thread{}, err
	}
	if n.kind == KindStory && v.FourEyes && !n.Later { // another puts it out
		n.Later, th.ReviewAskedAt = true, &now
	}
	if n.Later {
		th.Status, th.PublishedAt = ThreadDraft, nil
	}
	if err := s.write(ctx).Create(&th).Error; err != nil {
		return Thread{}, fmt.Errorf("insert thread: %w", err)
	}
	if err := s.setTags(ctx, th.ID, n.tags); err != nil {
		return Thread{}, err
	}
	if err := s.storeTheme(ctx, th.ID, n.ThemeUntil); err != nil {
		return Thread{}, err
	}
	post, err := s.insertPost(ctx, v, th, Post{ThreadID: th.ID, Number: 1, Body: n.Body}, n.doc)
	if err != nil {
		return Thread{}, err
	}
	if err := s.recordCreation(ctx, v, n.DraftKey, th.ID); err != nil {
		return Thread{}, err
	}
	if th.ReviewAskedAt != nil {
		return th, s.tellReviewers(ctx, th)
	}
	if n.Later {
		return th, nil
	}
	if th.Kind == KindSuggestion {
		if _, err := s.bear(ctx, v, held{Thread: th, Topic: topic}, nil); err != nil {
			return Thread{}, err
		}
	}
	if err := s.announceThread(ctx, v, th, post); err != nil || th.Kind != KindSuggestion {
		return th, err
	}
	return th, s.emitConsole(ctx, th.ID)
}

// announceThread counts a thread that is now out, makes it findable and tells its channel.
func (s *Store) announceThread(ctx context.Context, v Viewer, th Thread, opening Post) error {
	e := Event{Type: EventPostCreated, PostID: &opening.ID, Number: &opening.Number, ActorID: &v.ID}
	if err := s.emitThread(ctx, e, th.TopicID, th.ID); err != nil {
		return err
	}
	if _, err := s.changeMemberCounts(ctx, th.AuthorID, 1, 1); err != nil {
		return err
	}
	return s.changeThreadCounts(ctx, th.TopicID, th.Kind, 1, th.PostCount)
}

// setTags replaces a thread's tags; the caller writes threads.tags.
func (s *Store) setTags(ctx context.Context, threadID int64, tags []string) error {
	if _, err := s.exec(ctx, `DELETE FROM thread_tags WHERE thread_id = ?`, threadID); err != nil {
		return fmt.Errorf("clear tags: %w", err)
	}
	for i, tag := range tags {
		_, err := s.exec(ctx, `INSERT INTO thread_tags (thread_id, tag, position) VALUES (?, ?, ?)`, threadID, tag, i)
		if err != nil {
			return fmt.Errorf("tag thread: %w", err)
		}
	}
	return nil
}

// excerpt is the start of a plain text, for lists.
func excerpt(text string) string { return markup.Excerpt(text, 220) }

func words(text string) int64 { return int64(len(strings.Fields(text))) }

// ReadingMinutes is how long a story takes at 230 words a minute (Brysbaert 2019: 238 for English prose).
func ReadingMinutes(words int64) int { return int(max(1, (words+115)/230)) }
