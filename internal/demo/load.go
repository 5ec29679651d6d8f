package demo

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/models"
)

//go:embed content/*.txt content/lively.md content/*/*.md content/*/*.txt
var content embed.FS

// SignIn is an account of the demonstration that its visitors may use.
type SignIn struct{ Email, Password, Role string }

// shown are the accounts printed at the start, one a role.
var shown = []struct{ handle, role string }{
	{"ada", "administrator"}, {"mo-rahimi", "moderator"}, {"sam", "staff contributor"},
	{"hana", "host of Photography"}, {"mia", "member who may publish stories"}, {"nia", "member"},
}

// actsATransaction trades the speed of loading for nothing anybody could lose: the database is thrown away.
const actsATransaction = 100

// loader plays the demonstration through a store whose clock it turns.
type loader struct {
	ctx      context.Context
	store    *models.Store
	clock    *clock.Fake
	password string
	hosts    map[string]string // topic slug -> handle of who pins there
	viewers  map[string]models.Viewer
	named    map[string]int64 // suggestions that acts speak of, by their key
	pictures map[sent]string  // keys of what was sent
}

// ErrNotEmpty is returned where the database already holds a community.
var ErrNotEmpty = errors.New("the database already holds a community")

// Load fills a migrated, empty database with the demonstration community, through the verbs that people use,
// as if the last year had happened; the newest post is a few minutes old at `now`. The accounts returned share
// a password made for this run; nobody knows those of the others.
func Load(ctx context.Context, db *database.DB, now time.Time) ([]SignIn, error) {
	people, err := readCast(content)
	if err != nil {
		return nil, err
	}
	topics, err := readTopics(content)
	if err != nil {
		return nil, err
	}
	scripts, err := readScripts(content)
	if err != nil {
		return nil, err
	}
	acts, err := timeline(scripts, now)
	if err != nil {
		return nil, err
	}
	l, err := newLoader(ctx, db, now)
	if err != nil {
		return nil, err
	}
	if err := l.settle(people, topics); err != nil {
		return nil, fmt.Errorf("settle the demonstration: %w", err)
	}
	acts = withJoining(withModeration(withLedgerClock(acts)))
	acts, err = l.withArrivals(people, storyWriters(scripts), acts)
	if err != nil {
		return nil, err
	}
	if err := l.play(acts); err != nil {
		return nil, err
	}
	if err := l.askToJoin(); err != nil {
		return nil, fmt.Errorf("ask to join: %w", err)
	}
	if err := l.keepQuiet(); err != nil {
		return nil, fmt.Errorf("block and mute: %w", err)
	}
	l.clock.Set(now.Add(-time.Minute))
	if err := l.composeFront(); err != nil {
		return nil, fmt.Errorf("compose the front page: %w", err)
	}
	if err := l.fillDesk(); err != nil {
		return nil, fmt.Errorf("fill the publishing desk: %w", err)
	}
	if err := l.keepTemplates("ines"); err != nil {
		return nil, fmt.Errorf("keep story templates: %w", err)
	}
	signIns := make([]SignIn, len(shown))
	for i, s := range shown {
		signIns[i] = SignIn{s.handle + "@example.test", l.password, s.role}
	}
	return signIns, nil
}

func newLoader(ctx context.Context, db *database.DB, now time.Time) (*loader, error) {
	// the passwords are random, so a cheap hash of them protects as well as a costly one
	hasher, err := auth.NewCheapHasher()
	if err != nil {
		return nil, err
	}
	turned := clock.NewFake(now.AddDate(-2, 0, 0))
	store := models.NewStore(db, models.Parts{
		Clock: turned, Hasher: hasher, Markup: markup.New(markup.Options{}), NoLimits: true,
	})
	return &loader{
		ctx: ctx, store: store, clock: turned, password: auth.NewToken()[:14],
		hosts: map[string]string{}, viewers: map[string]models.Viewer{}, named: map[string]int64{}, pictures: map[sent]string{},
	}, nil
}

// play does the acts in the order of time, many a transaction.
func (l *loader) play(acts []act) error {
	for len(acts) > 0 {
		n := min(actsATransaction, len(acts))
		chunk := acts[:n]
		acts = acts[n:]
		// read once here: inside a transaction the directory is not kept
		if _, err := l.store.Directory(l.ctx); err != nil {
			return err
		}
		err := l.store.InTx(l.ctx, func(s *models.Store) error {
			inner := *l
			inner.store = s
			for _, a := range chunk {
				inner.clock.Set(a.at)
				if err := a.do(&inner); err != nil {
					return fmt.Errorf("%s: %w", a.what, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// viewer is a person as they are now; asked once, since rights change only where the loader changes them.
func (l *loader) viewer(handle string) (models.Viewer, error) {
	if v, ok := l.viewers[handle]; ok {
		return v, nil
	}
	v, err := l.store.ViewerByHandle(l.ctx, handle)
	if err != nil {
		return models.Viewer{}, err
	}
	l.viewers[handle] = v
	return v, nil
}

// storyWriters are the authors of the stories, each once.
func storyWriters(scripts []script) []string {
	var writers []string
	for _, s := range scripts {
		if s.head["kind"] == string(models.KindStory) && !slices.Contains(writers, s.head["author"]) {
			writers = append(writers, s.head["author"])
		}
	}
	return writers
}
