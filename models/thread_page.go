package models

import (
	"context"
	"fmt"
	"time"
)

// ThreadView is a thread with what stands around its posts.
type ThreadView struct {
	Thread      `gorm:"embedded"`
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
	OutcomeFrom Person `gorm:"embedded;embeddedPrefix:outcome_person_"`
	LockedFrom  Person `gorm:"embedded;embeddedPrefix:locked_person_"`
	// AcceptedNumber and OfficialNumber are the numbers of those answers; nil: none, or not visible now.
	AcceptedNumber *int64
	OfficialNumber *int64
	ReadNumber     *int64       // the viewer's read position before this visit
	InSeries       bool         // of a story: SeriesOf says which
	Waiting        int64        // replies of the viewer's own that a moderator looks at first
	Topic          TopicEntry   `gorm:"-"`
	Corrections    []Correction `gorm:"-"`
}

// Correction is a visible note of what was put right in a story.
type Correction struct {
	ID        int64
	ThreadID  int64
	AuthorID  int64
	Words     string
	CreatedAt time.Time
}

// PostView is a post as a thread page shows it. Mine and Bookmarked are the viewer's own and stay out of
// anything that others see.
type PostView struct {
	Post        `gorm:"embedded"`
	Author      Person `gorm:"embedded;embeddedPrefix:by_"`
	ReplyAuthor Person `gorm:"embedded;embeddedPrefix:reply_person_"` // who wrote the post it replies to
	MovedThread *int64 // where a moved post went
	Bookmarked  bool
	Reacted     bool            // somebody reacted
	OnRecord    bool            // see Thread.OnRecord; read for those who block somebody
	Reactions   []ReactionCount `gorm:"-"`
	// Blocked says that the viewer blocked its author: its words, its people and its reactions are left out.
	Blocked bool `gorm:"-"`
}

// ReactionCount is how many members chose an emoji.
type ReactionCount struct {
	PostID int64
	Emoji  string
	N      int64
	Mine   bool
}

// Thread finds one thread that exists for the viewer. What was withdrawn is Gone for those who may no longer
// read it; the view is returned with the error, for the notice.
func (s *Store) Thread(ctx context.Context, v Viewer, id int64) (ThreadView, error) {
	view, err := s.threadView(ctx, v, id)
	if err != nil {
		return ThreadView{}, err
	}
	err = view.RefusalTo(v)
	if KindOf(err) == NotFound {
		return ThreadView{}, err
	}
	return view, err
}

// threadView is a thread with the viewer's read position, whether the viewer may see it or not.
func (s *Store) threadView(ctx context.Context, v Viewer, id int64) (ThreadView, error) {
	var view ThreadView
	err := s.one(ctx, &view, `SELECT t.*,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
			o.id AS outcome_person_id, o.handle AS outcome_person_handle, o.name AS outcome_person_name,
			o.role AS outcome_person_role, o.status AS outcome_person_status,
			k.id AS locked_person_id, k.handle AS locked_person_handle, k.name AS locked_person_name,
			k.role AS locked_person_role, k.status AS locked_person_status,
			ap.number AS accepted_number, op.number AS official_number, rp.last_number AS read_number,
			EXISTS (SELECT 1 FROM series_parts e WHERE e.thread_id = t.id) AS in_series,
			(SELECT COUNT(*) FROM held_posts w WHERE w.thread_id = t.id AND w.member_id = ? AND w.state IN ('held', 'returned')) AS waiting
		FROM threads t
		JOIN members a ON a.id = t.author_id
		LEFT JOIN members o ON o.id = t.outcome_by
		LEFT JOIN members k ON k.id = t.locked_by
		LEFT JOIN posts ap ON ap.id = t.accepted_post_id AND ap.status = 'visible' AND ap.thread_id = t.id
		LEFT JOIN posts op ON op.id = t.official_post_id AND op.status = 'visible' AND op.thread_id = t.id
		LEFT JOIN read_positions rp ON rp.thread_id = t.id AND rp.member_id = ?
		WHERE t.id = ?`, v.ID, v.ID, id)
	if err != nil {
		return ThreadView{}, fmt.Errorf("find thread %d: %w", id, err)
	}
	if view.Topic, err = s.topicOf(ctx, view.TopicID); err != nil {
		return ThreadView{}, err
	}
	if view.Kind == KindStory {
		err = s.list(ctx, &view.Corrections, `SELECT * FROM corrections WHERE thread_id = ? ORDER BY id`, id)
		if err != nil {
			return ThreadView{}, fmt.Errorf("list corrections of thread %d: %w", id, err)
		}
	}
	return view, nil
}

// RefusalTo is why the viewer may not read the thread: NotFound, Gone, or nil.
func (t ThreadView) RefusalTo(v Viewer) error {
	if !v.CanSeeThread(t.Thread, t.Topic.Topic) {
		return notFound()
	}
	withdrawn := t.Status == ThreadUnpublished || t.Status == ThreadRemoved
	if withdrawn && !v.CanReadWithdrawn(t.Thread) {
		return gone("%s", t.notice())
	}
	return nil
}

// notice is what a withdrawn thread leaves behind.
func (v ThreadView) notice() string {
	what := "This thread was removed"
	if v.Status == ThreadUnpublished {
		what = "This story was withdrawn"
	}
	if v.WithdrawnBecause == "" {
		return what + "."
	}
	return what + ": " + v.WithdrawnBecause
}

// topicOf finds the topic of a row that is known to exist, fresh when a cached directory lacks it.
func (s *Store) topicOf(ctx context.Context, id int64) (TopicEntry, error) {
	d, err := s.Directory(ctx)
	if err != nil {
		return TopicEntry{}, err
	}
	if t, ok := d.TopicByID(id); ok {
		return t, nil
	}
	if d, err = s.readDirectory(ctx); err != nil {
		return TopicEntry{}, err
	}
	if t, ok := d.TopicByID(id); ok {
		return t, nil
	}
	return TopicEntry{}, fmt.Errorf("topic %d: %w", id, notFound())
}

// Posts lists the posts of one page of a thread, stubs included, in order: two queries, however long the
// thread. The caller got the thread from Thread, so it may be seen.
func (s *Store) Posts(ctx context.Context, v Viewer, threadID int64, page int) ([]PostView, error) {
	first := int64(page-1)*PostsPerPage + 1
	return s.postsWhere(ctx, v, `p.thread_id = ? AND p.number BETWEEN ? AND ?`, threadID, first, first+PostsPerPage-1)
}

// postsWhere lists posts with their people and reactions.
func (s *Store) postsWhere(ctx context.Context, v Viewer, where string, args ...any) ([]PostView, error) {
	var posts []PostView
	err := s.list(ctx, &posts, `SELECT p.*,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status,
			ra.id AS reply_person_id, ra.handle AS reply_person_handle, ra.name AS reply_person_name,
			ra.role AS reply_person_role, ra.status AS reply_person_status,
			mp.thread_id AS moved_thread,
			b.post_id IS NOT NULL AS bookmarked,
			EXISTS (SELECT 1 FROM reactions x WHERE x.post_id = p.id) AS reacted`+v.onRecordColumn()+`
		FROM posts p
		JOIN members a ON a.id = p.author_id
		LEFT JOIN posts r ON r.thread_id = p.thread_id AND r.number = p.reply_to
		LEFT JOIN members ra ON ra.id = r.author_id
		LEFT JOIN posts mp ON mp.id = p.moved_to_id
		LEFT JOIN bookmarks b ON b.post_id = p.id AND b.member_id = ?
		WHERE `+where+`
		ORDER BY p.thread_id, p.number`, append([]any{v.ID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list posts: %w", err)
	}
	for i, p := range posts {
		if !p.Visible() && !v.CanReadRemoved(p.Post) {
			posts[i].Body, posts[i].HTML = "", ""
		}
	}
	quoting := make([]*Post, len(posts))
	for i := range posts {
		quoting[i] = &posts[i].Post
	}
	if err := s.withoutGoneQuotes(ctx, v, quoting); err != nil {
		return nil, err
	}
	if err := s.hideBlocked(ctx, v, posts); err != nil {
		return nil, err
	}
	if err := s.addReactions(ctx, v, posts); err != nil {
		return nil, err
	}
	return posts, nil
}

// addReactions fills in the posts' reactions, each post's in the order of Emoji.
func (s *Store) addReactions(ctx context.Context, v Viewer, posts []PostView) error {
	at := make(map[int64]*PostView, len(posts))
	ids := make([]int64, 0, len(posts))
	for i := range posts {
		if posts[i].Reacted && posts[i].Visible() && !posts[i].Blocked {
			at[posts[i].ID] = &posts[i]
			ids = append(ids, posts[i].ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var counts []ReactionCount
	err := s.list(ctx, &counts, `SELECT post_id, emoji, COUNT(*) AS n, MAX(CASE WHEN member_id = ? THEN 1 ELSE 0 END) = 1 AS mine
		FROM reactions WHERE post_id IN ? GROUP BY post_id, emoji`, v.ID, ids)
	if err != nil {
		return fmt.Errorf("count reactions: %w", err)
	}
	for _, emoji := range Emoji {
		for _, c := range counts {
			if c.Emoji == emoji {
				at[c.PostID].Reactions = append(at[c.PostID].Reactions, c)
			}
		}
	}
	return nil
}

// Post finds one post that exists for the viewer, with its thread. The words of a stub are blanked for those
// who may not read them.
func (s *Store) Post(ctx context.Context, v Viewer, id int64) (PostView, ThreadView, error) {
	posts, err := s.postsWhere(ctx, v, `p.id = ?`, id)
	if err != nil {
		return PostView{}, ThreadView{}, err
	}
	if len(posts) == 0 {
		return PostView{}, ThreadView{}, notFound()
	}
	th, err := s.Thread(ctx, v, posts[0].ThreadID)
	return posts[0], th, err
}

// PostByNumber finds a post of a thread that the caller got from Thread. NotFound.
func (s *Store) PostByNumber(ctx context.Context, v Viewer, threadID, number int64) (PostView, error) {
	posts, err := s.postsWhere(ctx, v, `p.thread_id = ? AND p.number = ?`, threadID, number)
	if err != nil {
		return PostView{}, err
	}
	if len(posts) == 0 {
		return PostView{}, notFound()
	}
	return posts[0], nil
}
