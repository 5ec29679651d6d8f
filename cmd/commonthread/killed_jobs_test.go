package main

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// takenOver is how long what a killed node was at may wait for another (FAULTS K04).
const takenOver = 60 * time.Second

// FAULTS K04: a node is killed in the middle of handing notices out, and one in the middle of a ban's clean-up. Another goes on
// within a minute, and nothing is done twice: each is told once, each post is removed once.
func TestProgram_aKilledNodesJobsAreTakenOverAndDoneOnce(t *testing.T) {
	const many = 12_000
	w := testkit.NewWorld(t, database.Postgres)
	t.Setenv("COMMONTHREAD_SECRET", "the same for each of the three nodes")
	t.Setenv("COMMONTHREAD_RATE_LIMITS", "off")
	w.Exec(`INSERT INTO members (handle, name, email, email_key, password_hash, role, created_at, credentials_at)
		SELECT 'fan' || n, 'P', 'fan' || n || '@example.test', 'fan' || n || '@example.test', 'x', 'member', now(), now() FROM generate_series(1, ?) n`, many)
	th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Please. It would help many of us.")
	w.Exec(`INSERT INTO supports (thread_id, member_id, why, counts, created_at) SELECT ?, id, '', TRUE, now() FROM members WHERE handle LIKE 'fan%'`, th.ID)
	w.Exec(`UPDATE suggestions SET support_count = (SELECT COUNT(*) FROM supports WHERE thread_id = ?) WHERE thread_id = ?`, th.ID, th.ID)
	talk := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Lamps", "Which one?")
	for i := range 400 {
		w.Reply(w.Max, talk.ID, fmt.Sprint("Buy lamps, number ", i, "."))
	}

	for _, c := range []struct {
		job  string
		due  func() // makes the work that the first node begins
		left string // counts what is still to be done
	}{
		{"hand notices out", func() {
			_, g, err := w.Store.Suggestion(w.Ctx, w.Sam, th.ID)
			w.Must(err)
			_, err = w.Store.Decide(w.Ctx, w.Sam, th.ID, models.DecisionInput{
				To: "declined", Words: "It costs more than the rooms would give us.", ReasonType: "too_costly", Version: g.Version,
			})
			w.Must(err)
			w.Exec(`UPDATE notice_batches SET deliver_at = now() - INTERVAL '1 day' WHERE finished_at IS NULL`)
		}, `SELECT COUNT(*) FROM notice_recipients`},
		{"remove what bans take along", func() {
			w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "spam", Because: "Nothing but lamps.", Ban: true, Clean: "all"}))
		}, `SELECT COUNT(*) FROM clean_up_posts WHERE state = 'waiting'`},
	} {
		first := launch(t, serveArgs(t.TempDir(), "--database-url", w.Source.Source)...)
		first.address(t)
		second := launch(t, serveArgs(t.TempDir(), "--database-url", w.Source.Source)...)
		second.address(t)
		hold(t, w, second) // so that the first is the one at work
		c.due()
		all := w.Count(c.left)
		left := all
		for deadline := time.Now().Add(takenOver); left == all || left == 0; left = w.Count(c.left) {
			if left == 0 || time.Now().After(deadline) {
				t.Fatalf("%s: %d of %d left, and nobody was seen in the middle of it", c.job, left, all)
			}
		}
		w.Must(first.Process.Kill())
		w.Must(second.Process.Signal(syscall.SIGCONT))
		begun, before := time.Now(), w.Count(c.left)
		if before == 0 {
			t.Fatalf("%s: the first node was done before it was killed: this proves nothing", c.job)
		}
		for w.Count(c.left) > 0 {
			if time.Since(begun) > takenOver {
				t.Fatalf("%s: %d of %d are left a minute after the node that was at it was killed", c.job, w.Count(c.left), all)
			}
		}
		t.Logf("%s: killed with %d of %d left, taken over and done after %s", c.job, before, all, time.Since(begun).Round(time.Millisecond))
		w.Must(second.Process.Signal(syscall.SIGTERM))
		if code := second.finish(t); code != exitDone {
			t.Errorf("%s: the second node ends with %d", c.job, code)
		}
	}
	for what, query := range map[string]string{
		"a member told twice":           `SELECT COUNT(*) FROM (SELECT 1 FROM notices GROUP BY batch_id, member_id HAVING COUNT(*) > 1) x`,
		"a supporter who was not told":  `SELECT COUNT(*) FROM supports p WHERE NOT EXISTS (SELECT 1 FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE n.member_id = p.member_id AND b.kind = 'decision')`,
		"a batch that lost count":       `SELECT COUNT(*) FROM notice_batches WHERE kind = 'decision' AND (finished_at IS NULL OR delivered <> recipients)`,
		"a post of the ban that stands": `SELECT COUNT(*) FROM posts p JOIN members m ON m.id = p.author_id WHERE m.handle = 'max' AND p.status = 'visible'`,
		"a post removed twice":          `SELECT COUNT(*) FROM (SELECT 1 FROM events WHERE type = 'post.removed' GROUP BY post_id HAVING COUNT(*) > 1) x`,
		"a thread that lost count":      `SELECT COUNT(*) FROM threads t WHERE t.post_count <> (SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND p.status = 'visible')`,
	} {
		if n := w.Count(query); n != 0 {
			t.Errorf("%d times %s", n, what)
		}
	}
}

// hold stops a node as a debugger would, between two of its transactions: it lives, and does nothing.
func hold(t *testing.T, w *testkit.World, p *process) {
	t.Helper()
	const between = `SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start IS NOT NULL`
	for deadline := time.Now().Add(takenOver); ; {
		w.Must(p.Process.Signal(syscall.SIGSTOP))
		if w.Count(between) == 0 {
			return
		}
		w.Must(p.Process.Signal(syscall.SIGCONT))
		if time.Now().After(deadline) {
			t.Fatal("it is never between two transactions")
		}
	}
}
