package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// Contribution is a post on its author's page.
type Contribution struct {
	PostID      int64
	Number      int64
	Employer    string
	CreatedAt   time.Time
	Text        string // plain text, cut at a word
	ThreadID    int64
	ThreadSlug  string
	ThreadTitle string
	ThreadKind  Kind
	TopicID     int64
}

// ContributionsPerPage is the length of a page of them.
const ContributionsPerPage = 20

const contributionWords = 240

// contributedPost is what of somebody's posts p stands in threads t that the viewer may see.
const contributedPost = `p.author_id = ? AND p.status = 'visible' AND ` + visibleThread

// Contributions lists what a member wrote that the viewer may see, newest first. A page past the end is empty;
// more tells whether another follows, so that nothing needs counting.
func (s *Store) Contributions(ctx context.Context, v Viewer, authorID int64, page int) (list []Contribution, more bool, err error) {
	narrowed, args := v.activityOf(`p.author_id`)
	without, blocked := v.withoutBlocked(`p.author_id`, `t.author_id`)
	narrowed, args = narrowed+without, append(append([]any{authorID, v.Visibilities()}, args...), blocked...)
	offset := min(int64(max(0, page-1))*ContributionsPerPage, countCap)
	err = s.list(ctx, &list, `SELECT p.id AS post_id, p.number, p.employer, p.created_at, SUBSTR(COALESCE(d.body, ''), 1, 1000) AS text,
			t.id AS thread_id, t.slug AS thread_slug, t.title AS thread_title, t.kind AS thread_kind, t.topic_id
		FROM posts p
		JOIN threads t ON t.id = p.thread_id
		LEFT JOIN search_documents d ON d.post_id = p.id
		WHERE p.id IN (
			SELECT p.id
			FROM posts p
			JOIN threads t ON t.id = p.thread_id
			WHERE `+contributedPost+narrowed+`
			ORDER BY p.created_at DESC, p.id DESC
			LIMIT ? OFFSET ?)
		ORDER BY p.created_at DESC, p.id DESC`, append(args, ContributionsPerPage+1, offset)...)
	if err != nil {
		return nil, false, fmt.Errorf("list contributions of member %d: %w", authorID, err)
	}
	if len(list) > ContributionsPerPage {
		list, more = list[:ContributionsPerPage], true
	}
	for i := range list {
		list[i].Text = markup.Excerpt(list[i].Text, contributionWords)
	}
	return list, more, nil
}
