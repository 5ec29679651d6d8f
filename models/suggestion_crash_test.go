package models_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/auth"
	"github.com/commonthread/commonthread/internal/clock"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// crashChild is the environment in which the test program is a process that decides until it is killed.
const crashChild = "COMMONTHREAD_TEST_CRASH_CHILD"

const crashSupporters = 1200 // more than two chunks

// TestCrash_childDecidesUntilKilled is the other process of the test below; by itself it does nothing.
func TestCrash_childDecidesUntilKilled(t *testing.T) {
	kind, source, child := strings.Cut(os.Getenv(crashChild), " ")
	if !child {
		return
	}
	ctx := context.Background()
	db, err := database.Open(ctx, database.Config{Kind: database.Kind(kind), Source: source})
	if err != nil {
		t.Fatal(err)
	}
	hasher, err := auth.NewCheapHasher()
	if err != nil {
		t.Fatal(err)
	}
	now := clock.NewFake(testkit.Start.Add(time.Hour))
	s := models.NewStore(db, models.Parts{Clock: now, Hasher: hasher, Markup: markup.New(markup.Options{})})
	sam, err := s.ViewerByHandle(ctx, "sam")
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Suggestions(ctx, sam, models.SuggestionFilter{State: models.StateReceived}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		fmt.Println("deciding", g.ID)
		d, err := s.Decide(ctx, sam, g.ID, models.DecisionInput{
			To: "under_review", Words: fmt.Sprintf("We look at number %d with the team.", g.Ledger.Number), Version: g.Version,
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("decided", d.ID)
		now.Advance(time.Minute)
		for more := true; more; {
			if more, err = s.DeliverNotices(ctx); err != nil {
				t.Fatal(err)
			}
			fmt.Println("delivered")
		}
	}
	fmt.Println("done")
}

// TestCrash_nothingAcknowledgedIsLostAndNobodyIsToldTwice kills the process at random while it decides on suggestions
// with many supporters and hands notices out.
func TestCrash_nothingAcknowledgedIsLostAndNobodyIsToldTwice(t *testing.T) {
	rounds := 3
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		rounds = 50
	}
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		chance := rand.New(rand.NewPCG(7, uint64(rounds)))
		addMembers(w, crashSupporters)
		for round := range rounds {
			for i := range 3 {
				th := suggest(w, fmt.Sprintf("Wish %d of round %d", i, round))
				w.Exec(`INSERT INTO supports (thread_id, member_id, counts, created_at)
					SELECT CAST(? AS BIGINT), m.id, TRUE, m.created_at FROM members m WHERE m.handle LIKE 'crowd-%'`, th.ID)
				w.Exec(`UPDATE suggestions SET support_count = ? WHERE thread_id = ?`, crashSupporters, th.ID)
			}
			acknowledged := killedChild(t, w, 1+chance.IntN(22))
			w.Clock.Advance(2 * time.Hour)
			deliver(w)
			for _, id := range acknowledged {
				if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE id = ?`, id); n != 1 {
					t.Errorf("round %d: acknowledged decision %s is not there", round, id)
				}
			}
			decided := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`)
			told := w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.kind = 'decision'`)
			if told != decided*(crashSupporters+1) {
				t.Errorf("round %d: %d decisions, %d notices; want %d each", round, decided, told, crashSupporters+1)
			}
			wantLedger(t, w)
			w.Exec(`UPDATE threads SET status = 'removed' WHERE kind = 'suggestion'`) // the next round begins with its own
		}
	})
}

// killedChild starts the other process, kills it after so many lines, and returns the decisions it acknowledged.
func killedChild(t *testing.T, w *testkit.World, lines int) (acknowledged []string) {
	t.Helper()
	cmd := exec.CommandContext(w.Ctx, os.Args[0], "-test.run", "^TestCrash_childDecidesUntilKilled$")
	cmd.Env = append(os.Environ(), crashChild+"="+string(w.DB.Kind)+" "+w.Source.Source)
	out, err := cmd.StdoutPipe()
	w.Must(err)
	w.Must(cmd.Start())
	scanner := bufio.NewScanner(out)
	for n := 0; n < lines && scanner.Scan(); n++ {
		if id, ok := strings.CutPrefix(scanner.Text(), "decided "); ok {
			acknowledged = append(acknowledged, id)
		}
	}
	w.Must(cmd.Process.Kill())
	for scanner.Scan() { // what it said before it died counts as well
		if id, ok := strings.CutPrefix(scanner.Text(), "decided "); ok {
			acknowledged = append(acknowledged, id)
		}
	}
	if err := cmd.Wait(); err == nil && lines < 3 {
		t.Error("the other process ended by itself")
	}
	return acknowledged
}

// addMembers joins a crowd behind the store's back.
func addMembers(w *testkit.World, n int) {
	w.T.Helper()
	var rows []string
	for i := range n {
		rows = append(rows, fmt.Sprintf("('crowd-%d', 'Crowd', 'c%d@example.test', 'c%d@example.test', 'x', ?, ?)", i, i, i))
		if len(rows) == 500 || i == n-1 {
			args := make([]any, 0, 2*len(rows))
			for range rows {
				args = append(args, testkit.Start, testkit.Start)
			}
			w.Exec(`INSERT INTO members (handle, name, email, email_key, password_hash, created_at, credentials_at) VALUES `+strings.Join(rows, ", "), args...)
			rows = nil
		}
	}
}

func TestDecide_withTenThousandSupportersTellsThemAllInChunks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		const crowd = 10_000
		addMembers(w, crowd)
		th := suggest(w, "Quiet rooms")
		w.Exec(`INSERT INTO supports (thread_id, member_id, counts, created_at)
			SELECT CAST(? AS BIGINT), m.id, TRUE, m.created_at FROM members m WHERE m.handle LIKE 'crowd-%'`, th.ID)
		w.Exec(`UPDATE suggestions SET support_count = ? WHERE thread_id = ?`, crowd, th.ID)
		deliver(w)
		began := time.Now()
		decide(w, w.Sam, th.ID, models.StatePlanned)
		took := time.Since(began)
		t.Logf("deciding took %s", took)
		if os.Getenv("COMMONTHREAD_TEST_LONG") != "" && took > 2*time.Second { // the promise to whoever decides
			t.Errorf("deciding took %s, want two seconds at most", took)
		}
		w.Clock.Advance(time.Minute)
		if _, err := w.Store.DeliverNotices(w.Ctx); err != nil {
			t.Fatal(err)
		}
		if p, err := w.Store.TellingOf(w.Ctx, w.Sam, th.ID); err != nil || p.People != crowd+1 || p.Told < 1 || p.Told > crowd/10 {
			t.Errorf("after a chunk the page says %+v (%v)", p, err)
		}
		chunks := 1
		for began = time.Now(); ; chunks++ {
			more, err := w.Store.DeliverNotices(w.Ctx)
			w.Must(err)
			if !more {
				break
			}
		}
		t.Logf("telling took %s in %d chunks", time.Since(began), chunks)
		if n := w.Count(`SELECT COUNT(*) FROM notices`); n != crowd+3 || chunks < 10 {
			t.Errorf("%d notices in %d chunks, want a receipt, an assignment and %d", n, chunks, crowd+1)
		}
		wantLedger(t, w)
	})
}
