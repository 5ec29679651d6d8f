package testkit

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/models"
)

// Start is when every world begins: a Monday morning.
var Start = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// Password is everybody's password in a world.
const Password = "correct horse battery"

// World is a small community on a database of its own.
type World struct {
	T   testing.TB
	Ctx context.Context
	DB  *database.DB
	// Source is how to open the database once more, as another node does.
	Source database.Config
	Store  *models.Store
	Clock  *clock.Fake

	// The cast. Sue is suspended, Nia joined an hour ago, Reader has no account.
	Ada, Mo, Sam, Hana, Mia, Max, Nia, Sue, Reader models.Viewer

	events *recorder
}

// The topics of every world. Nobody but members sees BackRoom, nobody but staff StaffTable.
const (
	RemoteWork  = "remote-work"
	Photography = "photography" // hosted by Hana
	BackRoom    = "back-room"
	StaffTable  = "staff-table"
)

// EachDB runs the body once on SQLite and once on PostgreSQL, at the same time, each in a fresh world: nothing that the
// body changes may be shared, and it runs after what follows the call. Without PostgreSQL its half is skipped with a
// message; with CI=true it fails instead.
func EachDB(t *testing.T, body func(t *testing.T, w *World)) {
	t.Helper()
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			body(t, NewWorld(t, kind))
		})
	}
}

// EmptyWorld is a world before anybody set it up: no people, no topics.
func EmptyWorld(t testing.TB, kind database.Kind) *World {
	t.Helper()
	return worldIn(t, kind, nothing)
}

// NewWorld makes a world on a fresh database of the kind.
func NewWorld(t testing.TB, kind database.Kind) *World {
	t.Helper()
	w := worldIn(t, kind, theCast)
	w.refresh()
	return w
}

func worldIn(t testing.TB, kind database.Kind, with content) *World {
	t.Helper()
	db, source := openWith(t, kind, with)
	w := &World{T: t, Ctx: context.Background(), DB: db, Source: source, Clock: clock.NewFake(Start), events: &recorder{}}
	w.Store = w.NewStore()
	return w
}

// NewStore makes another store over the world's database, as a second node would.
func (w *World) NewStore() *models.Store {
	w.T.Helper()
	s, err := storeOver(w.DB, w.Clock)
	w.Must(err)
	s.Listen(w.events.record)
	return s
}

// Must ends the test at an error.
func (w *World) Must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// Viewer is the member as they are now, asked of the database.
func (w *World) Viewer(handle string) models.Viewer {
	w.T.Helper()
	v, err := w.Store.ViewerByHandle(w.Ctx, handle)
	w.Must(err)
	return v
}

// Start makes a thread; its id names it.
func (w *World) Start(v models.Viewer, topic string, kind models.Kind, title, body string) models.Thread {
	w.T.Helper()
	th, err := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{Topic: topic, Kind: string(kind), Title: title, Body: body})
	w.Must(err)
	return th
}

// Reply makes a post.
func (w *World) Reply(v models.Viewer, threadID int64, body string) models.Post {
	w.T.Helper()
	p, err := w.Store.CreatePost(w.Ctx, v, threadID, models.PostInput{Body: body})
	w.Must(err)
	return p.Post
}

// Events returns the events told since the last call, in order.
func (w *World) Events() []models.Event { return w.events.take() }

// Count is the number of rows that a query of one figure finds.
func (w *World) Count(query string, args ...any) int64 {
	w.T.Helper()
	var n int64
	w.Must(w.DB.Write.Raw(query, args...).Scan(&n).Error)
	return n
}

// Exec changes rows behind the store's back, for states that no verb makes.
func (w *World) Exec(query string, args ...any) {
	w.T.Helper()
	w.Must(w.DB.Write.Exec(query, args...).Error)
}

type recorder struct {
	mu     sync.Mutex
	events []models.Event
}

func (r *recorder) record(events []models.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range events {
		if e.Type != models.EventUnheard { // of no row
			r.events = append(r.events, e)
		}
	}
}

func (r *recorder) take() []models.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.events
	r.events = nil
	return taken
}
