package benchmark_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/demo"
	"github.com/commonthread/commonthread/internal/testkit"
)

// statement is one query with its arguments, as the store sent it.
type statement struct {
	query string
	args  []any
}

// statements are all that the store sends while f runs.
func statements(t *testing.T, db *database.DB, f func() error) []statement {
	t.Helper()
	var sent []statement
	note := func(g *gorm.DB) {
		sent = append(sent, statement{g.Statement.SQL.String(), slices.Clone(g.Statement.Vars)})
	}
	const name = "benchmark:note"
	if err := db.Read.Callback().Row().After("gorm:row").Register(name, note); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Read.Callback().Row().Remove(name) }()
	if err := db.Read.Callback().Query().After("gorm:query").Register(name, note); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Read.Callback().Query().Remove(name) }()
	if err := f(); err != nil {
		t.Fatal(err)
	}
	return sent
}

// planned is a seeded world, large enough that an index is worth its while.
func planned(t *testing.T, kind database.Kind) (*testkit.World, places) {
	t.Helper()
	w := testkit.NewWorld(t, kind)
	w.Must(demo.Seed(w.Ctx, w.DB, demo.SeedConfig{Threads: 1_500, Posts: 12_000, Members: 600, Seed: 1, Now: testkit.Start}))
	return w, findPlaces(t, w.DB, w.Mia)
}

// mayBeSorted are the questions whose answers are put in order after they were found, and what bounds them.
var mayBeSorted = map[string]string{
	"people":                    "the last 200 numbers of a thread",
	"thread,":                   "the last 200 numbers of a thread",
	"topics":                    "one thread a topic",
	"pinned":                    "a topic's pinned threads",
	"voices":                    "the last 8 numbers of 18 threads",
	"feed, site":                "30 posts",
	"feed, topic":               "30 posts",
	"search, words by a member": "what one member wrote",
	"search, a tag alone":       "the threads with a tag",
	"site map, index":           "one row for 10,000 threads",
}

// grows are the tables that do, by their names and by the letters that queries call them.
const grows = `(t|p|d|a|m|r|l|w|g|threads|posts|members|search_documents|thread_tags|events|reactions|bookmarks|read_positions)`

var (
	scans      = regexp.MustCompile(`^SCAN ` + grows + `( |$)`)
	sorts      = regexp.MustCompile(`^USE TEMP B-TREE FOR (ORDER BY|GROUP BY|DISTINCT)`)
	byPrimary  = regexp.MustCompile(`^SEARCH [tp] USING INTEGER PRIMARY KEY`)
	byPeriods  = regexp.MustCompile(`FROM thread_periods c`) // a row for thirty days of a kind in a topic
	subqueries = regexp.MustCompile(`^SCAN w$`)              // the six people of a thread
)

// TestHotQueries_onSQLite_useTheirIndexes fails where a page that is asked for all day reads a table that grows
// from end to end, or sorts what it does not show.
func TestHotQueries_onSQLite_useTheirIndexes(t *testing.T) {
	w, p := planned(t, database.SQLite)
	pool, err := w.DB.Read.DB()
	w.Must(err)
	for _, q := range questions() {
		for _, s := range statements(t, w.DB, func() error { return q.ask(w.Ctx, w.Store, p) }) {
			plan := sqlitePlan(t, w.Ctx, pool, s)
			for i, step := range plan {
				if scans.MatchString(step) && !subqueries.MatchString(step) {
					t.Errorf("%s: %s\n%s", q.name, step, s.query)
				}
				// a page of a list is found by its ids in an index, then put in order: twenty rows
				inOrder := i == len(plan)-1 && byPrimary.MatchString(plan[0])
				if sorts.MatchString(step) && !inOrder && !sortable(q.name) && !byPeriods.MatchString(s.query) {
					t.Errorf("%s: %s\n%s\n%s", q.name, step, s.query, strings.Join(plan, "\n"))
				}
			}
		}
	}
}

func sortable(name string) bool {
	for prefix := range mayBeSorted {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func sqlitePlan(t *testing.T, ctx context.Context, pool *sql.DB, s statement) (steps []string) {
	t.Helper()
	rows, err := pool.QueryContext(ctx, "EXPLAIN QUERY PLAN "+s.query, s.args...)
	if err != nil {
		t.Fatalf("explain %s: %v", s.query, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		t.Fatalf("no plan for %s: %v", s.query, rows.Err())
	}
	return steps
}

// node is a step of PostgreSQL's plan, with what it really did.
type node struct {
	Type    string  `json:"Node Type"`
	Table   string  `json:"Relation Name"`
	Rows    float64 `json:"Actual Rows"`
	Removed float64 `json:"Rows Removed by Filter"`
	Loops   float64 `json:"Actual Loops"`
	Plans   []node
}

// mostRows is how many rows a step may touch for a page of twenty. Deep pages count their way through an index.
const mostRows = 2_500

// TestHotQueries_onPostgreSQL_useTheirIndexes is the same for PostgreSQL, where the rows that each step touched
// can be counted. Small tables are read whole there for good reasons; that is switched off for once.
func TestHotQueries_onPostgreSQL_useTheirIndexes(t *testing.T) {
	w, p := planned(t, database.Postgres)
	pool, err := w.DB.Read.DB()
	w.Must(err)
	conn, err := pool.Conn(w.Ctx)
	w.Must(err)
	defer conn.Close()
	for _, setting := range []string{"enable_seqscan = off", "statement_timeout = 0"} {
		_, err = conn.ExecContext(w.Ctx, "SET "+setting)
		w.Must(err)
	}
	for _, q := range questions() {
		for _, s := range statements(t, w.DB, func() error { return q.ask(w.Ctx, w.Store, p) }) {
			var text []byte
			if err := conn.QueryRowContext(w.Ctx, "EXPLAIN (ANALYZE, FORMAT JSON) "+s.query, s.args...).Scan(&text); err != nil {
				t.Fatalf("explain %s: %v", s.query, err)
			}
			var plans []struct{ Plan node }
			w.Must(json.Unmarshal(text, &plans))
			for _, complaint := range plans[0].Plan.complaints(strings.HasPrefix(q.name, "search,")) {
				t.Errorf("%s: %s\n%s", q.name, complaint, s.query)
			}
		}
	}
}

var growing = regexp.MustCompile("^" + grows + "$")

func (n node) complaints(search bool) (all []string) {
	if n.Type == "Seq Scan" && growing.MatchString(n.Table) && n.Loops > 0 {
		all = append(all, "reads all of "+n.Table)
	}
	if touched := (n.Rows + n.Removed) * n.Loops; touched > mostRows && !search {
		all = append(all, fmt.Sprintf("%s touches %.0f rows of %q", n.Type, touched, n.Table))
	}
	for _, below := range n.Plans {
		all = append(all, below.complaints(search)...)
	}
	return all
}
