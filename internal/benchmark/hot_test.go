package benchmark_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/models"
)

// places are what the questions are asked about.
type places struct {
	topic        int64
	slug         string
	long, short  int64 // threads
	busy         int64 // the member who wrote most
	handle       string
	me           models.Viewer
	middleThread int64
}

func findPlaces(t testing.TB, db *database.DB, v models.Viewer) places {
	t.Helper()
	p := places{me: v}
	one := func(dest any, query string) {
		t.Helper()
		if err := db.Read.Raw(query).Scan(dest).Error; err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	one(&p.topic, `SELECT id FROM topics WHERE visibility = 'public' ORDER BY id LIMIT 1`)
	one(&p.slug, `SELECT slug FROM topics WHERE visibility = 'public' ORDER BY id LIMIT 1`)
	one(&p.long, `SELECT id FROM threads ORDER BY last_number DESC, id LIMIT 1`)
	one(&p.short, `SELECT id FROM threads WHERE last_number >= 5 ORDER BY last_number, id LIMIT 1`)
	one(&p.busy, `SELECT id FROM members ORDER BY post_count DESC, id LIMIT 1`)
	one(&p.handle, `SELECT handle FROM members ORDER BY post_count DESC, id LIMIT 1`)
	one(&p.middleThread, `SELECT MAX(id) / 2 FROM threads`)
	if p.long == 0 || p.short == 0 || p.busy == 0 || p.topic == 0 {
		t.Fatalf("the database has nothing to ask about: %+v", p)
	}
	return p
}

// question is something that a page asks of the database.
type question struct {
	name string
	ask  func(ctx context.Context, s *models.Store, p places) error
}

// questions are those of the pages that people and crawlers open all day, with the deepest page of each list.
func questions() []question {
	all := []question{
		{"thread, short", thread(func(p places) int64 { return p.short }, first)},
		{"thread, long, first page", thread(func(p places) int64 { return p.long }, first)},
		{"thread, long, middle page", thread(func(p places) int64 { return p.long }, middle)},
		{"thread, long, last page", thread(func(p places) int64 { return p.long }, last)},
		{"people", func(ctx context.Context, s *models.Store, p places) error {
			th, err := s.Thread(ctx, p.me, p.long)
			if err != nil {
				return err
			}
			_, _, err = s.ThreadPeople(ctx, th.Thread)
			return err
		}},
		{"first unread", func(ctx context.Context, s *models.Store, p places) error {
			_, _, err := s.FirstUnread(ctx, p.me, p.long)
			return err
		}},
		{"topics", func(ctx context.Context, s *models.Store, p places) error {
			if _, err := s.TopicFigures(ctx, p.me); err != nil {
				return err
			}
			_, err := s.LatestThreads(ctx, p.me)
			return err
		}},
		{"pinned", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.PinnedThreads(ctx, p.me, p.topic)
			return err
		}},
		{"voices", func(ctx context.Context, s *models.Store, p places) error {
			latest, err := s.Threads(ctx, models.Viewer{}, models.ThreadFilter{}, 1, 18)
			if err != nil {
				return err
			}
			_, err = s.Voices(ctx, latest)
			return err
		}},
	}
	all = append(all, lists()...)
	all = append(all, memberQuestions()...)
	all = append(all, searches()...)
	return append(all, machines()...)
}

type depth int

const (
	first depth = iota
	middle
	last
)

func (d depth) String() string { return [...]string{"first page", "middle page", "last page"}[d] }

// of is the number of a page among so many.
func (d depth) of(pages int) int { return [...]int{1, max(1, pages/2), max(1, pages)}[d] }

// thread asks what a page of a thread asks.
func thread(id func(places) int64, at depth) func(context.Context, *models.Store, places) error {
	return func(ctx context.Context, s *models.Store, p places) error {
		th, err := s.Thread(ctx, p.me, id(p))
		if err != nil {
			return err
		}
		posts, err := s.Posts(ctx, p.me, th.ID, at.of(th.Pages()))
		if err != nil {
			return err
		}
		if len(posts) == 0 {
			return fmt.Errorf("no posts on the %s of thread %d", at, th.ID)
		}
		if _, _, err := s.Answers(ctx, th.Thread); err != nil {
			return err
		}
		_, _, err = s.ThreadPeople(ctx, th.Thread)
		return err
	}
}

// lists are the lists of threads, each at three depths.
func lists() []question {
	var all []question
	for _, list := range []struct {
		name    string
		inTopic bool
		filter  models.ThreadFilter
	}{
		{"latest", false, models.ThreadFilter{}},
		{"newest", false, models.ThreadFilter{Sort: models.SortNew}},
		{"stories", false, models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}},
		{"questions, unanswered", false, models.ThreadFilter{Kind: models.KindQuestion, Sort: models.SortUnanswered}},
		{"topic, latest", true, models.ThreadFilter{}},
		{"topic, newest", true, models.ThreadFilter{Sort: models.SortNew}},
		{"topic, unanswered", true, models.ThreadFilter{Sort: models.SortUnanswered}},
		{"topic, questions", true, models.ThreadFilter{Kind: models.KindQuestion}},
		{"topic, stories, newest", true, models.ThreadFilter{Kind: models.KindStory, Sort: models.SortNew}},
		{"topic, questions, unanswered", true, models.ThreadFilter{Kind: models.KindQuestion, Sort: models.SortUnanswered}},
	} {
		for _, at := range []depth{first, middle, last} {
			all = append(all, question{list.name + ", " + at.String(), func(ctx context.Context, s *models.Store, p places) error {
				f := list.filter
				if list.inTopic {
					f.TopicID = p.topic
				}
				n, err := s.CountThreads(ctx, models.Viewer{}, f)
				if err != nil {
					return err
				}
				_, err = s.Threads(ctx, models.Viewer{}, f, at.of(int(n.N+models.ThreadsPerPage-1)/models.ThreadsPerPage), models.ThreadsPerPage)
				return err
			}})
		}
	}
	return all
}

func memberQuestions() []question {
	all := []question{
		{"member", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.Member(ctx, p.me, p.handle)
			return err
		}},
		{"member, stories", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.Threads(ctx, models.Viewer{}, models.ThreadFilter{AuthorID: p.busy, Kind: models.KindStory, Sort: models.SortNew}, 1, 3)
			return err
		}},
	}
	for _, page := range []int{1, 50} {
		all = append(all, question{fmt.Sprint("member, posts, page ", page), func(ctx context.Context, s *models.Store, p places) error {
			_, _, err := s.Contributions(ctx, models.Viewer{}, p.busy, page)
			return err
		}})
	}
	return all
}

func searches() []question {
	var all []question
	for name, in := range map[string]models.Search{
		"one common word":      {Words: "kettle"},
		"two words":            {Words: "lemon greenhouse"},
		"a phrase":             {Words: `"late frost"`},
		"no such word":         {Words: "xylophone"},
		"words in a topic":     {Words: "robin", Topic: "TOPIC"},
		"words by a member":    {Words: "robin", Author: "AUTHOR"},
		"questions with words": {Words: "robin", Kind: "question"},
		"a topic alone":        {Topic: "TOPIC"},
		"a member alone":       {Author: "AUTHOR"},
		"a kind alone":         {Kind: "story"},
		"a tag alone":          {Tag: "none"},
	} {
		all = append(all, question{"search, " + name, func(ctx context.Context, s *models.Store, p places) error {
			in := in
			if in.Topic != "" {
				in.Topic = p.slug
			}
			if in.Author != "" {
				in.Author = p.handle
			}
			_, err := s.Search(ctx, models.Viewer{}, in, 1)
			return err
		}})
	}
	return all
}

// machines are the questions of feeds and site maps, and of the live channels.
func machines() []question {
	return []question{
		{"feed, site", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.ThreadsFeed(ctx, 0)
			return err
		}},
		{"feed, topic", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.ThreadsFeed(ctx, p.topic)
			return err
		}},
		{"feed, thread", func(ctx context.Context, s *models.Store, p places) error {
			th, err := s.Thread(ctx, models.Viewer{}, p.long)
			if err != nil {
				return err
			}
			_, err = s.PostsFeed(ctx, th.Thread)
			return err
		}},
		{"site map, index", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.SitemapFiles(ctx)
			return err
		}},
		{"site map, file", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.SitemapThreads(ctx, p.middleThread)
			return err
		}},
		{"events of a thread", func(ctx context.Context, s *models.Store, p places) error {
			_, err := s.EventsSince(ctx, models.ThreadChannel(p.long), 0, 100)
			return err
		}},
	}
}
