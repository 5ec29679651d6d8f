package models

import (
	"context"
	"fmt"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
)

// ThreadVoice is who spoke in a thread, and the first of their words.
type ThreadVoice struct {
	Author   Person
	Employer string
	Number   int64
	Words    string // plain text, cut at a word; empty where only the person was asked for
	At       time.Time
}

const (
	// voiceReach is how many numbers back from the end of a thread voices are looked for, wordsReach how many
	// their words are read of: each is another row of another table.
	voiceReach = 8
	wordsReach = 3
	voiceWords = 180
)

// Voices lists, for each of the threads, who replied lately: the newest first, each person once. One query,
// however many threads and however long they are.
func (s *Store) Voices(ctx context.Context, threads []ThreadItem) (map[int64][]ThreadVoice, error) {
	var ids []int64
	for _, t := range threads {
		if t.LastNumber > 1 {
			ids = append(ids, t.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []struct {
		ThreadID int64
		Author   Person `gorm:"embedded;embeddedPrefix:by_"`
		Employer string
		Number   int64
		Words    string
		Made     struct{ CreatedAt time.Time } `gorm:"embedded"`
	}
	err := s.list(ctx, &rows, `SELECT p.thread_id, p.number, p.employer, p.created_at, SUBSTR(COALESCE(d.body, ''), 1, 800) AS words,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM threads t
		JOIN posts p ON p.thread_id = t.id AND p.number > t.last_number - ? AND p.number > 1
		JOIN members a ON a.id = p.author_id
		LEFT JOIN search_documents d ON d.post_id = p.id AND p.number > t.last_number - ?
		WHERE t.id IN ? AND p.status = 'visible'
		ORDER BY p.thread_id, p.number DESC`, voiceReach, wordsReach, ids)
	if err != nil {
		return nil, fmt.Errorf("list voices: %w", err)
	}
	voices := map[int64][]ThreadVoice{}
	spoken := map[[2]int64]bool{}
	for _, r := range rows {
		key := [2]int64{r.ThreadID, r.Author.ID}
		if spoken[key] {
			continue
		}
		spoken[key] = true
		voices[r.ThreadID] = append(voices[r.ThreadID], ThreadVoice{
			Author: r.Author, Employer: r.Employer, Number: r.Number, Words: markup.Excerpt(r.Words, voiceWords), At: r.Made.CreatedAt,
		})
	}
	return voices, nil
}

// peopleReach bounds counting who takes part: the latest numbers of a long thread stand for all of it.
const peopleReach = 200

// ThreadPeople lists who wrote most in a thread, at most six, and how many wrote in it.
func (s *Store) ThreadPeople(ctx context.Context, th Thread) (people []Person, count int64, err error) {
	var rows []struct {
		Person
		Everybody int64
	}
	err = s.list(ctx, &rows, `SELECT m.id, m.handle, m.name, m.role, m.status, w.everybody
		FROM (SELECT p.author_id, COUNT(*) AS posts, MAX(p.number) AS latest, COUNT(*) OVER () AS everybody
			FROM posts p
			WHERE p.thread_id = ? AND p.number > ? AND p.status = 'visible'
			GROUP BY p.author_id
			ORDER BY posts DESC, latest DESC
			LIMIT 6) w
		JOIN members m ON m.id = w.author_id
		ORDER BY w.posts DESC, w.latest DESC`, th.ID, th.LastNumber-peopleReach)
	if err != nil {
		return nil, 0, fmt.Errorf("list people of thread %d: %w", th.ID, err)
	}
	for _, r := range rows {
		people, count = append(people, r.Person), r.Everybody
	}
	return people, count, nil
}

// ThreadAnswer is an answer that stands out: the asker's choice or the brand's word.
type ThreadAnswer struct {
	PostID   int64
	Number   int64
	Author   Person
	Employer string
	Text     string // plain
	HTML     string
	At       time.Time
}

// Answers reads the accepted and the official answer of a thread; nil where there is none, or it is not
// visible any more.
func (s *Store) Answers(ctx context.Context, th Thread) (accepted, official *ThreadAnswer, err error) {
	var ids []int64
	for _, id := range []*int64{th.AcceptedPostID, th.OfficialPostID} {
		if id != nil {
			ids = append(ids, *id)
		}
	}
	if len(ids) == 0 {
		return nil, nil, nil
	}
	var rows []struct {
		PostID      int64
		Number      int64
		Author      Person `gorm:"embedded;embeddedPrefix:by_"`
		Employer    string
		HTML        string `gorm:"column:html"`
		Text        string
		QuotesStale bool
		CreatedAt   time.Time
	}
	err = s.list(ctx, &rows, `SELECT p.id AS post_id, p.number, p.employer, p.html, p.quotes_stale, p.created_at, COALESCE(d.body, '') AS text,
			a.id AS by_id, a.handle AS by_handle, a.name AS by_name, a.role AS by_role, a.status AS by_status
		FROM posts p
		JOIN members a ON a.id = p.author_id
		LEFT JOIN search_documents d ON d.post_id = p.id
		WHERE p.id IN ? AND p.thread_id = ? AND p.status = 'visible'`, ids, th.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("read answers of thread %d: %w", th.ID, err)
	}
	var marked []int64
	for _, r := range rows {
		if r.QuotesStale {
			marked = append(marked, r.PostID)
		}
	}
	fresh, err := s.freshHTML(ctx, marked)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		if r.QuotesStale {
			r.HTML = fresh[r.PostID]
		}
		a := &ThreadAnswer{PostID: r.PostID, Number: r.Number, Author: r.Author, Employer: r.Employer, Text: r.Text, HTML: r.HTML, At: r.CreatedAt}
		if th.AcceptedPostID != nil && *th.AcceptedPostID == r.PostID {
			accepted = a
		}
		if th.OfficialPostID != nil && *th.OfficialPostID == r.PostID {
			official = a
		}
	}
	return accepted, official, nil
}
