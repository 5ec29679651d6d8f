package models_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// bench is a community in which anybody does anything about moderation.
type bench struct {
	*testkit.World
	thread models.Thread
	said   int
}

func (b *bench) people() []models.Viewer {
	return []models.Viewer{b.Reader, b.Mia, b.Max, b.Hana, b.Sam, b.Viewer("mo-rahimi"), b.Viewer("ada")}
}

func (b *bench) who(t *rapid.T) models.Viewer {
	return rapid.SampledFrom(b.people()).Draw(t, "who")
}

// one is the id of some row, or of none.
func (b *bench) one(t *rapid.T, from string) int64 {
	n := b.Count(`SELECT COUNT(*) FROM ` + from)
	if n == 0 {
		return 999_999
	}
	return b.Count(`SELECT id FROM `+from+` ORDER BY id LIMIT 1 OFFSET ?`, rapid.Int64Range(0, n-1).Draw(t, "row"))
}

func (b *bench) fine(t *rapid.T, what string, err error) {
	if err == nil {
		return
	}
	if _, held := models.HeldBy(err); held {
		return
	}
	if k := models.KindOf(err); k == models.Internal || k == models.Unavailable {
		t.Fatalf("%s: %v", what, err)
	}
}

func (b *bench) step(t *rapid.T) {
	v := b.who(t)
	words := fmt.Sprint("Words number ", b.said)
	b.said++
	b.Clock.Advance(time.Minute)
	rule := string(rapid.SampledFrom(models.Rules).Draw(t, "rule"))
	step := rapid.IntRange(0, 9).Draw(t, "step")
	if (step >= 3 && step <= 5 || step >= 8) && rapid.IntRange(0, 3).Draw(t, "staff") > 0 {
		v = rapid.SampledFrom(b.people()[5:]).Draw(t, "moderator")
	}
	switch step {
	case 0:
		body := words
		if rapid.Bool().Draw(t, "listed") {
			body += " casino"
		}
		_, err := b.Store.CreatePost(b.Ctx, v, b.thread.ID, models.PostInput{Body: body})
		b.fine(t, "reply", err)
	case 1, 2:
		_, err := b.Store.CreateReport(b.Ctx, v, b.one(t, "posts"), models.ReportInput{Reason: rule, Detail: words, Name: "Rita", Email: "rita@example.test"})
		b.fine(t, "report", err)
	case 3, 4:
		in := models.CaseDecision{
			Do: string(rapid.SampledFrom(models.ReportOutcomes).Draw(t, "do")), Rule: rule, Words: words, Remove: rapid.Bool().Draw(t, "remove"),
			Until: b.Clock.Now().Add(time.Hour), Restrictions: []string{"no_links"}, Pause: time.Minute,
			Clean: rapid.SampledFrom(models.CleanUps).Draw(t, "clean"), Also: chosenAsides(t),
		}
		if in.Do == string(models.OutcomeBanned) {
			in.Until = time.Time{}
		}
		err := b.Store.DecideCase(b.Ctx, v, b.one(t, "cases WHERE kind = 'report'"), in)
		b.fine(t, "decide", err)
	case 5:
		do := string(rapid.SampledFrom(models.HoldOutcomes).Draw(t, "do"))
		b.fine(t, "let through", b.Store.DecideHold(b.Ctx, v, b.one(t, "cases WHERE kind = 'hold'"), models.HoldDecision{Do: do, Rule: rule, Words: words}))
	case 6, 7:
		id := b.one(t, "actions")
		if rapid.Bool().Draw(t, "own") { // most others are nobody's to appeal
			v = b.memberOf(id)
		}
		_, err := b.Store.CreateAppeal(b.Ctx, v, id, words)
		b.fine(t, "appeal", err)
	case 8:
		do := string(rapid.SampledFrom(models.AppealOutcomes).Draw(t, "do"))
		id := b.one(t, "cases WHERE kind = 'appeal'")
		others := b.Count(couldAnswerToo, id) // before: an answer may give somebody their account back
		err := b.Store.DecideAppeal(b.Ctx, v, id, models.AppealDecision{Do: do, Words: words})
		b.fine(t, "answer", err)
		if same := b.Count(`SELECT COUNT(*) FROM appeals WHERE case_id = ? AND same_person`, id) == 1; err == nil && same && others > 0 {
			t.Fatalf("whoever acted answered the appeal of case %d, with %d others there", id, others)
		}
	case 9:
		_, err := b.Store.UndoAction(b.Ctx, v, b.one(t, "actions"), words)
		b.fine(t, "undo", err)
	}
	b.holds(t)
}

func (b *bench) memberOf(action int64) models.Viewer {
	for _, v := range b.people() {
		if v.SignedIn() && b.Count(`SELECT COUNT(*) FROM actions WHERE id = ? AND member_id = ?`, action, v.ID) == 1 {
			return v
		}
	}
	return b.Reader
}

// couldAnswerToo counts who else may answer an appeal: of staff, administrators alone.
const couldAnswerToo = `SELECT COUNT(*) FROM appeals w JOIN actions x ON x.id = w.action_id JOIN members whose ON whose.id = w.member_id
	JOIN members m ON m.status = 'active' AND m.id NOT IN (w.member_id, x.actor_id)
		AND (m.role = 'administrator' OR m.role = 'moderator' AND whose.role = 'member')
	WHERE w.case_id = ?`

// broken are what must never be, whatever anybody did: each is a count that stays at nothing.
var broken = map[string]string{
	"a removal without rule or sentence": `SELECT COUNT(*) FROM posts p WHERE p.status = 'removed' AND NOT EXISTS (
		SELECT 1 FROM actions x WHERE (x.post_id = p.id OR x.thread_id = p.thread_id) AND x.rule <> '' AND length(x.words) >= 3 AND x.undone_at IS NULL)`,
	"a case that left the queue without an outcome": `SELECT COUNT(*) FROM cases WHERE closed_at IS NOT NULL AND (outcome = '' OR closed_by IS NULL)`,
	"somebody who judged their own case":            `SELECT COUNT(*) FROM cases WHERE closed_by = member_id AND outcome NOT IN ('', 'withdrawn')`,
	"an appeal answered by whoever acted, unsaid": `SELECT COUNT(*) FROM appeals w JOIN cases k ON k.id = w.case_id JOIN actions x ON x.id = w.action_id
		WHERE k.outcome IN ('upheld', 'reversed') AND k.closed_by = x.actor_id AND NOT w.same_person`,
	"an open appeal of what was taken back": `SELECT COUNT(*) FROM appeals w JOIN cases k ON k.id = w.case_id JOIN actions x ON x.id = w.action_id
		WHERE k.closed_at IS NULL AND x.undone_at IS NOT NULL`,
	"a reversed appeal of what still stands": `SELECT COUNT(*) FROM appeals w JOIN cases k ON k.id = w.case_id JOIN actions x ON x.id = w.action_id
		WHERE k.outcome = 'reversed' AND x.undone_at IS NULL`,
	"somebody not told of what was done to them once": `SELECT COUNT(*) FROM actions x WHERE x.within_id IS NULL AND x.actor_id <> x.member_id
		AND (SELECT COUNT(*) FROM moderation_notices n WHERE n.action_id = x.id AND n.kind = 'action' AND n.member_id = x.member_id) <> 1`,
	"an appeal whose end was not told once": `SELECT COUNT(*) FROM appeals w JOIN cases k ON k.id = w.case_id WHERE k.closed_at IS NOT NULL
		AND (SELECT COUNT(*) FROM moderation_notices n WHERE n.appeal_id = w.id AND n.member_id = w.member_id) <> 1`,
	"a reporter not told once": `SELECT COUNT(*) FROM reports r JOIN cases k ON k.id = r.case_id WHERE k.closed_at IS NOT NULL AND r.member_id <> k.closed_by
		AND (SELECT COUNT(*) FROM moderation_notices n WHERE n.report_id = r.id AND n.member_id = r.member_id) <> 1`,
	"a reversal told twice": `SELECT COUNT(*) FROM moderation_notices n JOIN appeals w ON w.action_id = n.action_id JOIN cases k ON k.id = w.case_id
		WHERE n.kind = 'undoing' AND k.outcome = 'reversed'`,
}

func (b *bench) holds(t *rapid.T) {
	for what, query := range broken {
		if n := b.Count(query); n != 0 {
			t.Fatalf("%d times: %s", n, what)
		}
	}
	counts, err := b.Store.CaseCounts(b.Ctx, models.Viewer{ID: b.Ada.ID, Role: models.RoleAdministrator})
	b.Must(err)
	for _, kind := range models.CaseKinds {
		if open := b.Count(`SELECT COUNT(*) FROM cases WHERE kind = ? AND closed_at IS NULL`, kind); counts[kind].N != open {
			t.Fatalf("%s: the inbox counts %d of %d", kind, counts[kind].N, open)
		}
	}
}

// Whatever anybody does about reports, held posts, actions and appeals, the rules hold after each step.
func TestModeration_rulesHoldWhateverAnybodyDoes(t *testing.T) {
	steps := 200
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		steps = 600
	}
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"}))
		b := &bench{World: w, thread: w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Chairs", "Which?")}
		for _, v := range []models.Viewer{w.Max, w.Hana, w.Mia, w.Mo} {
			w.Reply(v, b.thread.ID, "A word.")
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, b.thread.ID, "Fools.").ID, models.DeleteInput{Reason: "Unkind.", Rule: "abuse"})
		w.Must(err)
		first := appeal(w, w.Max)
		rapid.Check(t, func(t *rapid.T) {
			for range max(1, steps/100) {
				b.step(t)
			}
		})
		if w.Count(`SELECT COUNT(*) FROM cases WHERE id = ? AND closed_at IS NULL`, first.CaseID) == 1 {
			answerAppeal(w, w.Ada, first, "reversed")
		}
		for what, query := range broken {
			if n := w.Count(query); n != 0 {
				t.Errorf("at the end, %d times: %s", n, what)
			}
		}
		for _, table := range []string{"actions", "reports", "appeals", "cases WHERE kind = 'appeal' AND closed_at IS NOT NULL"} {
			n := w.Count(`SELECT COUNT(*) FROM ` + table)
			if t.Logf("%d %s", n, table); n == 0 {
				t.Errorf("there are no %s, so this proves nothing", table)
			}
		}
		w.Recount()
	})
}
