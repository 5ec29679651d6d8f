package demo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/search"
	"github.com/commonthread/commonthread/models"
)

// SeedConfig says how much generated content a load test wants. The same Seed gives the same content.
type SeedConfig struct {
	Threads, Posts, Members int
	Seed                    uint64
	// Now is when the content ends; it reaches back three years from there.
	Now time.Time
	// Progress is told how many posts of how many are in; may be nil.
	Progress func(done, total int)
}

// Check refuses amounts that make no community.
func (c SeedConfig) Check() error {
	switch {
	case c.Threads < 1 || c.Members < 1:
		return errors.New("seed needs at least one thread and one member")
	case c.Posts < c.Threads:
		return fmt.Errorf("seed needs at least one post a thread: %d posts for %d threads", c.Posts, c.Threads)
	case c.Posts > 50_000_000 || c.Members > 5_000_000:
		return errors.New("seed makes at most 50,000,000 posts and 5,000,000 members")
	}
	return nil
}

const (
	seedYears  = 3
	seedBodies = 2_000  // different texts; a body is used many times
	seedChunk  = 10_000 // posts a transaction
)

// seeder carries what one run of Seed works with.
type seeder struct {
	SeedConfig
	rng     *rand.Rand
	out     bulk
	bodies  []seedBody
	topics  []models.Topic
	member  int64 // id of the first generated member
	thread  int64
	post    int64
	perUser []int64 // posts by member
	started []int64 // threads by member
	counts  map[topicKind]counted
}

type seedBody struct{ body, html, text, terms string }

type topicKind struct {
	topic int64
	kind  models.Kind
}

type counted struct{ threads, posts int64 }

// Seed fills a migrated database with generated content, past the verbs and in bulk: it makes in minutes what
// people would in years. Threads' lengths follow a power law, as real ones do, so that some are very long.
// It adds to what is there and needs the database for itself.
func Seed(ctx context.Context, db *database.DB, cfg SeedConfig) error {
	if err := cfg.Check(); err != nil {
		return err
	}
	s := &seeder{
		SeedConfig: cfg, rng: rand.New(rand.NewPCG(cfg.Seed, 0x636f6d6d6f6e)), counts: map[topicKind]counted{},
		perUser: make([]int64, cfg.Members), started: make([]int64, cfg.Members),
	}
	if err := s.prepare(ctx, db); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	if err := s.run(ctx, db); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	return nil
}

func (s *seeder) prepare(ctx context.Context, db *database.DB) error {
	r := markup.New(markup.Options{})
	for range seedBodies {
		body := seedText(s.rng)
		doc, err := r.Render(ctx, body, markup.Place{})
		if err != nil {
			return err
		}
		s.bodies = append(s.bodies, seedBody{body, doc.HTML.String(), doc.Text, search.Terms("", doc.Text)})
	}
	if err := s.findTopics(ctx, db); err != nil {
		return err
	}
	for table, first := range map[string]*int64{"members": &s.member, "threads": &s.thread, "posts": &s.post} {
		if err := db.Write.WithContext(ctx).Raw(`SELECT COALESCE(MAX(id), 0) + 1 FROM ` + table).Scan(first).Error; err != nil {
			return err
		}
	}
	return nil
}

// findTopics uses the public topics there are, or makes three.
func (s *seeder) findTopics(ctx context.Context, db *database.DB) error {
	find := func() error {
		return db.Write.WithContext(ctx).Raw(`SELECT * FROM topics WHERE visibility = 'public' AND archived_at IS NULL ORDER BY id`).Scan(&s.topics).Error
	}
	if err := find(); err != nil || len(s.topics) > 0 {
		return err
	}
	for i, name := range []string{"Gardens", "Kitchens", "Workshops"} {
		t := models.Topic{
			Slug: []string{"gardens", "kitchens", "workshops"}[i], Name: name, Colour: models.Colours[i], Visibility: models.VisiblePublic,
			Kinds: "story,discussion,question", Position: int64(i), Version: 1, CreatedAt: s.Now.AddDate(-seedYears, 0, 0),
		}
		if err := db.Write.WithContext(ctx).Create(&t).Error; err != nil {
			return err
		}
	}
	return find()
}

func (s *seeder) run(ctx context.Context, db *database.DB) error {
	var err error
	if s.out, err = newBulk(ctx, db); err != nil {
		return err
	}
	defer s.out.close()
	if err := s.members(ctx); err != nil {
		return err
	}
	done := 0
	batch := &seedBatch{}
	for i, posts := range s.lengths() {
		s.makeThread(batch, i, posts)
		if len(batch.posts) < seedChunk && i < s.Threads-1 {
			continue
		}
		if err := s.out.write(ctx, batch); err != nil {
			return err
		}
		done += len(batch.posts)
		batch = &seedBatch{}
		if s.Progress != nil {
			s.Progress(done, s.Posts)
		}
	}
	return s.finish(ctx)
}

// lengths spreads the posts over the threads by a power law: rank r gets a share of 1/(r+2)^0.9, and one in
// any case; the last tenth has its opening alone. The order is shuffled, so that long threads are of all ages.
func (s *seeder) lengths() []int {
	weights, sum := make([]float64, s.Threads), 0.0
	for i := range weights[:s.Threads-s.Threads/10] {
		weights[i] = 1 / math.Pow(float64(i+2), 0.9)
		sum += weights[i]
	}
	lengths, left := make([]int, s.Threads), s.Posts-s.Threads
	spare := left
	for i := range lengths {
		share := min(int(float64(spare)*weights[i]/sum), left)
		lengths[i] = 1 + share
		left -= share
	}
	lengths[0] += left
	s.rng.Shuffle(len(lengths), func(i, j int) { lengths[i], lengths[j] = lengths[j], lengths[i] })
	return lengths
}

func (s *seeder) members(ctx context.Context) error {
	batch := &seedBatch{}
	for i := range s.Members {
		id := s.member + int64(i)
		at := s.Now.AddDate(-seedYears, 0, 0).Add(-time.Duration(s.rng.IntN(86_400)) * time.Second)
		handle := fmt.Sprintf("seed-%07d", id)
		batch.members = append(batch.members, []any{
			id, handle, seedName(s.rng), handle + "@example.test", handle + "@example.test", "", at, at,
		})
		if len(batch.members) == seedChunk || i == s.Members-1 {
			if err := s.out.write(ctx, batch); err != nil {
				return err
			}
			batch = &seedBatch{}
		}
	}
	return nil
}

// makeThread adds one thread with its posts to the batch.
func (s *seeder) makeThread(b *seedBatch, i, posts int) {
	id := s.thread + int64(i)
	topic := s.topics[s.rng.IntN(len(s.topics))]
	kind := []models.Kind{models.KindDiscussion, models.KindDiscussion, models.KindQuestion, models.KindQuestion, models.KindStory}[s.rng.IntN(5)]
	title := seedTitle(s.rng)
	span := s.Now.Sub(s.Now.AddDate(-seedYears, 0, 0))
	start := s.Now.Add(-time.Duration(s.rng.Float64() * float64(span))).Truncate(time.Microsecond)
	step := time.Duration(float64(s.Now.Sub(start)) / float64(posts+1) * (0.2 + 0.8*s.rng.Float64()))
	at, author, last := start, int64(0), int64(0)
	var opening seedBody
	for n := range posts {
		who := s.rng.IntN(s.Members)
		body := s.bodies[s.rng.IntN(len(s.bodies))]
		if n == 0 {
			author, opening = s.member+int64(who), body
			s.started[who]++
		} else {
			at = at.Add(step + time.Duration(s.rng.IntN(int(step/2)+1))).Truncate(time.Microsecond)
			if at.After(s.Now) {
				at = s.Now
			}
		}
		s.perUser[who]++
		last = s.member + int64(who)
		b.posts = append(b.posts, []any{s.post, id, n + 1, last, body.body, body.html, markup.Version, at})
		head, terms := "", body.terms
		if n == 0 {
			head, terms = title, search.WithTitle(body.terms, title)
		}
		b.documents = append(b.documents, []any{s.post, head, body.text, terms})
		s.post++
	}
	b.threads = append(b.threads, []any{
		id, topic.ID, string(kind), title, seedSlug(title), author, markup.Excerpt(opening.text, 220), len(opening.text) / 6,
		posts, posts, last, start, at, start,
	})
	c := s.counts[topicKind{topic.ID, kind}]
	s.counts[topicKind{topic.ID, kind}] = counted{c.threads + 1, c.posts + int64(posts)}
}

// finish writes the counters that the rows stand for, and brings indexes and statistics up to date.
func (s *seeder) finish(ctx context.Context) error {
	if err := s.out.countTopics(ctx, s.counts); err != nil {
		return err
	}
	if err := s.out.countMembers(ctx, s.member, s.perUser, s.started); err != nil {
		return err
	}
	return s.out.finish(ctx)
}
