package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
)

// nobodyLeft is where what everybody was told is still there: it goes with an account.
const nobodyLeft = `NOT EXISTS (SELECT 1 FROM members e WHERE e.status = 'erased')`

// wantLedger ends the test where the ledger's rows contradict each other: what must hold after any verb.
func wantLedger(t testing.TB, w *testkit.World) {
	t.Helper()
	for what, query := range map[string]string{
		"a suggestion without a ledger": `SELECT COUNT(*) FROM threads t WHERE t.kind = 'suggestion' AND NOT EXISTS (
			SELECT 1 FROM suggestions g WHERE g.thread_id = t.id)`,
		"an open one whose owner cannot answer": `SELECT COUNT(*) FROM suggestions g JOIN members m ON m.id = g.owner_id
			WHERE g.state NOT IN ('done', 'declined', 'already_there', 'merged') AND g.withdrawn_at IS NULL
				AND (m.role = 'member' OR m.status <> 'active')`,
		"support that is not distinct people": `SELECT COUNT(*) FROM suggestions g WHERE g.support_count <> (
			SELECT COUNT(DISTINCT p.member_id) FROM supports p JOIN members m ON m.id = p.member_id
			WHERE p.thread_id = g.thread_id AND m.role = 'member')`,
		"an author who supports their own": `SELECT COUNT(*) FROM supports p JOIN threads t ON t.id = p.thread_id WHERE t.author_id = p.member_id`,
		"a change without words": `SELECT COUNT(*) FROM decisions d WHERE d.from_state <> d.to_state AND LENGTH(TRIM(d.words)) < 20
			AND d.kind <> 'withdrawal'`,
		"a state that its history does not end in": `SELECT COUNT(*) FROM suggestions g WHERE g.state <> (
			SELECT d.to_state FROM decisions d WHERE d.thread_id = g.thread_id ORDER BY d.id DESC LIMIT 1)`,
		"a line that does not begin where the one before ended": `SELECT COUNT(*) FROM decisions d WHERE d.from_state <> COALESCE((
			SELECT e.to_state FROM decisions e WHERE e.thread_id = d.thread_id AND e.id < d.id ORDER BY e.id DESC LIMIT 1), d.from_state)`,
		"an owner that the history does not know": `SELECT COUNT(*) FROM suggestions g WHERE g.owner_id <> (
			SELECT d.to_owner FROM decisions d WHERE d.thread_id = g.thread_id AND d.to_owner IS NOT NULL ORDER BY d.id DESC LIMIT 1)`,
		"a member told twice of one thing": `SELECT COUNT(*) FROM (
			SELECT n.batch_id, n.member_id FROM notices n GROUP BY n.batch_id, n.member_id HAVING COUNT(*) > 1) c`,
		"a batch that told others than it said": `SELECT COUNT(*) FROM notice_batches b WHERE b.finished_at IS NOT NULL
			AND b.recipients <> (SELECT COUNT(*) FROM notices n WHERE n.batch_id = b.id) AND ` + nobodyLeft,
		"a batch that lost count": `SELECT COUNT(*) FROM notice_batches b WHERE b.cancelled_at IS NULL AND b.recipients <>
			(SELECT COUNT(*) FROM notices n WHERE n.batch_id = b.id) + (SELECT COUNT(*) FROM notice_recipients r WHERE r.batch_id = b.id) AND ` + nobodyLeft,
		"a withdrawn decision that was told": `SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id
			JOIN decisions d ON d.id = b.decision_id WHERE d.withdrawn_at IS NOT NULL`,
		"a gap in the numbers": `SELECT CASE WHEN COUNT(*) = COALESCE(MAX(number), 0) THEN 0 ELSE 1 END FROM suggestions`,
		"a merge that ends nowhere": `SELECT COUNT(*) FROM suggestions g WHERE g.merged_into IS NOT NULL AND NOT EXISTS (
			WITH RECURSIVE chain (id, into_id, depth) AS (
				SELECT s.thread_id, s.merged_into, 0 FROM suggestions s WHERE s.thread_id = g.thread_id
				UNION ALL SELECT n.thread_id, n.merged_into, c.depth + 1 FROM suggestions n JOIN chain c ON n.thread_id = c.into_id WHERE c.depth < 50)
			SELECT 1 FROM chain WHERE into_id IS NULL)`,
		"an open one that nothing watches": `SELECT COUNT(*) FROM suggestions g WHERE g.state NOT IN ('done', 'declined', 'already_there', 'merged')
			AND g.withdrawn_at IS NULL AND g.watch_at IS NULL AND g.handed_back_at IS NULL
			AND EXISTS (SELECT 1 FROM threads t WHERE t.id = g.thread_id AND t.status = 'published')`,
	} {
		if n := w.Count(query); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
}
