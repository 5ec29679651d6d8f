package models

import (
	"context"
	"fmt"
	"slices"
)

// SplitInput says which posts leave a thread, and what the new one is called.
type SplitInput struct {
	Numbers []int64 // of visible posts, not the opening
	Title   string
	Topic   string // slug; empty: the same topic. Another one is for moderators.
}

// splitMost bounds one split; more is a move.
const splitMost = 200

// SplitThread makes a discussion of some posts of a thread. They keep their addresses (/posts/{id}) and get
// new numbers in the order they had; each leaves a stub that leads to where it went. For hosts and moderators.
func (s *Store) SplitThread(ctx context.Context, v Viewer, id int64, in SplitInput) (Thread, error) {
	f := fieldErrors{}
	title := f.checkLine("title", in.Title, "The title", titleMin, titleMax)
	numbers := slices.Compact(slices.Sorted(slices.Values(in.Numbers)))
	switch {
	case len(numbers) == 0:
		f.add("numbers", "Choose at least one post to split off.")
	case numbers[0] <= 1:
		f.add("numbers", "The opening stays where it is; choose among the replies.")
	case len(numbers) > splitMost:
		f.add("numbers", "At most %d posts can be split off at once.", splitMost)
	}
	var made Thread
	err := s.changeThread(ctx, v, id,
		func(h held) bool { return v.CanTidy(h.Thread, h.Topic) },
		func(s *Store, h held) (bool, error) {
			if err := f.err(); err != nil {
				return false, err
			}
			to := h.Topic
			if in.Topic != "" && in.Topic != h.Topic.Slug {
				if !v.Moderator() {
					return false, forbidden("Only moderators can split posts off into another topic.")
				}
				var err error
				if to, err = s.holdTopic(ctx, v, in.Topic); err != nil {
					return false, err
				}
			}
			var err error
			if made, err = s.split(ctx, v, h, to, title, numbers); err != nil {
				return false, err
			}
			return true, s.heedSplit(ctx, v, h, made)
		})
	if err != nil {
		return Thread{}, fmt.Errorf("split thread %d: %w", id, err)
	}
	return made, nil
}

func (s *Store) split(ctx context.Context, v Viewer, h held, to Topic, title string, numbers []int64) (Thread, error) {
	var posts []Post
	err := s.list(ctx, &posts, `SELECT * FROM posts WHERE thread_id = ? AND number IN ? AND status = 'visible' ORDER BY number`, h.ID, numbers)
	if err != nil {
		return Thread{}, fmt.Errorf("list posts to split off: %w", err)
	}
	if len(posts) != len(numbers) {
		return Thread{}, invalid("numbers", "One of these posts is not there, or not visible, any more. Choose again.")
	}
	first, last := posts[0], posts[len(posts)-1]
	var text string
	if err := s.one(ctx, &text, `SELECT body FROM search_documents WHERE post_id = ?`, first.ID); err != nil {
		return Thread{}, fmt.Errorf("read the text of post %d: %w", first.ID, err)
	}
	now := s.now()
	made := Thread{
		TopicID: to.ID, Kind: KindDiscussion, Status: ThreadPublished, Title: title, Slug: slugOf(title),
		AuthorID: first.AuthorID, Employer: first.Employer, Excerpt: excerpt(text), Words: words(text),
		PostCount: int64(len(posts)), LastNumber: int64(len(posts)), LastAuthorID: &last.AuthorID,
		PublishedAt: &now, LastActivityAt: last.CreatedAt, CreatedAt: now, Version: 1,
	}
	if err := s.write(ctx).Create(&made).Error; err != nil {
		return Thread{}, fmt.Errorf("insert thread: %w", err)
	}
	if err := s.rehome(ctx, made, posts); err != nil {
		return Thread{}, err
	}
	if err := s.crossBorder(ctx, made.ID, h.Topic, to); err != nil {
		return Thread{}, err
	}
	if err := s.settleSplit(ctx, h, posts); err != nil {
		return Thread{}, err
	}
	opening := Event{Type: EventPostCreated, PostID: &first.ID, Number: new(int64(1)), ActorID: &v.ID}
	if err := s.emitThread(ctx, opening, to.ID, made.ID); err != nil {
		return Thread{}, err
	}
	if to.ID != h.TopicID { // who may see the posts changed perhaps, and what quotes them
		if err := s.emit(ctx, siteChannel, Event{Type: EventSiteChanged, TopicID: &to.ID, ThreadID: &made.ID}); err != nil {
			return Thread{}, err
		}
	}
	err = s.audit(ctx, v, auditEntry{
		Action: "thread.split", Kind: "thread", ID: h.ID, Before: fmt.Sprint(numbers), After: fmt.Sprintf("thread %d", made.ID),
	})
	if err != nil {
		return Thread{}, err
	}
	if _, err := s.changeMemberCounts(ctx, made.AuthorID, 1, 0); err != nil {
		return Thread{}, err
	}
	if err := s.changeThreadCounts(ctx, h.TopicID, h.Kind, 0, -int64(len(posts))); err != nil {
		return Thread{}, err
	}
	return made, s.changeThreadCounts(ctx, to.ID, made.Kind, 1, int64(len(posts)))
}

// rehome gives the posts their numbers in the new thread and leaves stubs behind.
func (s *Store) rehome(ctx context.Context, made Thread, posts []Post) error {
	renumbered := make(map[int64]int64, len(posts))
	for i, p := range posts {
		renumbered[p.Number] = int64(i + 1)
	}
	for i, p := range posts {
		var reply *int64
		if p.ReplyTo != nil {
			if n, moved := renumbered[*p.ReplyTo]; moved && n > 1 {
				reply = &n
			}
		}
		if _, err := s.exec(ctx, `UPDATE posts SET thread_id = ?, number = ?, reply_to = ? WHERE id = ?`, made.ID, i+1, reply, p.ID); err != nil {
			return fmt.Errorf("move post %d: %w", p.ID, err)
		}
		stub := Post{
			ThreadID: p.ThreadID, Number: p.Number, AuthorID: p.AuthorID, Status: PostMoved, MovedToID: &p.ID,
			MarkupVersion: p.MarkupVersion, Version: 1, CreatedAt: p.CreatedAt,
		}
		if err := s.write(ctx).Create(&stub).Error; err != nil {
			return fmt.Errorf("leave a stub for post %d: %w", p.ID, err)
		}
	}
	return s.retitleDocument(ctx, posts[0].ID, made.Title)
}

// settleSplit brings the old thread's figures and answers in line with the posts that stayed.
func (s *Store) settleSplit(ctx context.Context, h held, posts []Post) error {
	var latest Post
	err := s.one(ctx, &latest, `SELECT * FROM posts WHERE thread_id = ? AND status = 'visible' ORDER BY number DESC LIMIT 1`, h.ID)
	if KindOf(err) == NotFound { // nothing that can be seen stayed
		latest, err = Post{AuthorID: h.AuthorID, CreatedAt: h.CreatedAt}, nil
	}
	if err != nil {
		return fmt.Errorf("find the last post that stayed: %w", err)
	}
	accepted, official := h.AcceptedPostID, h.OfficialPostID
	for _, p := range posts {
		if accepted != nil && *accepted == p.ID {
			accepted = nil
		}
		if official != nil && *official == p.ID {
			official = nil
		}
	}
	return s.updateThread(ctx, h.ID,
		"post_count = post_count - ?, last_activity_at = ?, last_author_id = ?, accepted_post_id = ?, official_post_id = ?",
		len(posts), latest.CreatedAt, latest.AuthorID, accepted, official)
}
