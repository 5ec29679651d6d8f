package models_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// twin is what the rules say of one suggestion, kept by hand: the independent model that the store is held to.
type twin struct {
	id         int64
	author     string
	state      models.State
	supporters map[string]*twin // staff too; with what a merge brought them from
	merged     *twin
	mergedAt   time.Time
	unmerged   *twin // what it goes back to
	pausedAt   time.Time
	reopened   bool      // by its author, once
	reopenedAt time.Time // taken up again after a decision, by anybody or because its day came
	kept       bool      // the present promise to decide is met
	answered   string    // its author's verdict
	acked      bool      // somebody of the staff answered
	repliers   map[string]bool
	gone       bool // taken from sight, or back by its author
	hiddenAt   time.Time
	decisions  []decided
	told       map[string]int // how often each was told of a decision or merge
	undo       *undoable
}

type undoable struct {
	decision int64
	by       string
	at       time.Time
	before   twin
}

// rehearsal drives the store and the model side by side.
type rehearsal struct {
	t      *testing.T
	chance *rand.Rand // the same steps for the same seed
	w      *testkit.World
	people map[string]models.Viewer
	all    []*twin
	said   int
	due    []pendingTelling
	left   bool // somebody erased their account
}

type pendingTelling struct {
	of        *twin
	at        time.Time
	to        []string
	cancelled bool
}

func pick[T any](r *rehearsal, of []T) T { return of[r.chance.IntN(len(of))] }

func (r *rehearsal) who(names ...string) models.Viewer {
	for {
		if v, there := r.people[pick(r, names)]; there {
			return v
		}
	}
}

func (r *rehearsal) anyone() models.Viewer {
	return r.who("mia", "max", "hana", "nia", "sam", "mo-rahimi", "ada")
}

func (r *rehearsal) one() *twin {
	if len(r.all) == 0 {
		return nil
	}
	return pick(r, r.all)
}

func staffOf(v models.Viewer) bool { return v.Staff() }

// wanted holds the store's answer against what the model says should happen.
func (r *rehearsal) wanted(what string, err error, ok bool) bool {
	if (err == nil) != ok {
		r.t.Fatalf("%s: %v, the model says it goes: %t", what, err, ok)
	}
	return ok
}

func (r *rehearsal) suggest() {
	if len(r.all) > 6 {
		return
	}
	v := r.who("mia", "max", "hana")
	th, err := r.w.Store.CreateThread(r.w.Ctx, v, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "suggestion", Title: "Wish " + itoa(len(r.all)), Body: "Please."})
	r.wanted("suggest", err, true)
	r.all = append(r.all, newTwin(th.ID, v.Handle))
}

func (s *twin) end() *twin {
	for s.merged != nil {
		s = s.merged
	}
	return s
}

func (r *rehearsal) support() {
	s, v, on := r.one(), r.anyone(), r.chance.IntN(3) > 0
	if s == nil {
		return
	}
	end := s.end()
	var err error
	if on {
		_, err = r.w.Store.Support(r.w.Ctx, v, s.id, "")
	} else {
		_, err = r.w.Store.WithdrawSupport(r.w.Ctx, v, s.id)
	}
	seen := !s.gone || s != end && v.Moderator() // who still sees what was taken from sight is led on to where it goes on
	if r.wanted("support", err, end.author != v.Handle && seen && !end.gone) {
		if on {
			end.supporters[v.Handle] = nil
		} else {
			delete(end.supporters, v.Handle)
		}
	}
}

func (r *rehearsal) decide() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	to := pick(r, models.States)
	if next := strings.Fields(allowedMoves[s.state]); r.chance.IntN(2) == 0 && len(next) > 0 { // else most of it is refused
		to, v = models.State(pick(r, next)), r.who("sam", "mo-rahimi", "ada")
	}
	words := pick(r, []string{"good", "good", "good", "short", "again"})
	in := answer(r.w, s.id, to)
	r.said++
	in.Words = fmt.Sprintf("Answer %d to what was asked here.", r.said)
	if words == "short" {
		in.Words = "No."
	}
	var into *twin
	if to == models.StateMerged {
		into = r.one()
		in.MergeInto = into.id
	}
	legal := !s.gone && v.Staff() && words != "short" && (s.state == to && to != models.StateMerged ||
		slices.Contains(strings.Fields(allowedMoves[s.state]), string(to)))
	if into != nil {
		legal = legal && into != s && into.merged == nil && !into.gone
	}
	d, err := r.w.Store.Decide(r.w.Ctx, v, s.id, in)
	if !r.wanted(fmt.Sprintf("decide %s to %s", s.state, to), err, legal) {
		return
	}
	before := *s
	if s.state != to {
		s.pausedAt = r.w.Clock.Now()
	}
	s.decide(to, r.w.Clock.Now())
	told := append([]string{s.author}, keys(s.supporters)...)
	if into != nil {
		told = append(told, into.author)
		s.merged, s.mergedAt, s.unmerged, s.pausedAt = into, r.w.Clock.Now(), &before, before.pausedAt
		for name := range s.supporters {
			into.join(name, s)
		}
		if _, there := r.people[s.author]; there {
			into.join(s.author, s)
		}
		into.undo = nil
	}
	slices.Sort(told)
	r.due = append(r.due, pendingTelling{of: s, at: r.w.Clock.Now().Add(time.Minute), to: slices.Compact(told)})
	s.undo = &undoable{decision: d.ID, by: v.Handle, at: r.w.Clock.Now(), before: before}
	if to == models.StateMerged {
		s.undo = nil // taken apart by unmerge below
	}
}

func (s *twin) join(name string, from *twin) {
	if _, there := s.supporters[name]; !there && name != s.author {
		s.supporters[name] = from
	}
}

func (r *rehearsal) unmerge() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	r.said++
	err := r.w.Store.Unmerge(r.w.Ctx, v, s.id, fmt.Sprintf("Taken apart again, number %d.", r.said))
	ok := !s.gone && staffOf(v) && s.merged != nil && s.merged.merged == nil && r.w.Clock.Now().Sub(s.mergedAt) <= 30*24*time.Hour
	if !r.wanted("unmerge", err, ok) {
		return
	}
	into := s.merged
	for name, from := range into.supporters {
		if from != s {
			continue
		}
		delete(into.supporters, name)
		for _, other := range r.all {
			if _, there := other.supporters[name]; other != s && other.merged == into && (there || other.author == name) {
				into.supporters[name] = other
				break
			}
		}
	}
	for i := range r.due {
		if r.due[i].of == s && !r.w.Clock.Now().Before(s.mergedAt) && r.due[i].at.Equal(s.mergedAt.Add(time.Minute)) {
			r.due[i].cancelled = true
		}
	}
	s.state, s.answered, s.kept, s.merged, s.undo, into.undo = s.unmerged.state, s.unmerged.answered, s.unmerged.kept, nil, nil, nil
}

func (r *rehearsal) undo() {
	s, v := r.one(), r.anyone()
	if s == nil || s.undo == nil {
		return
	}
	u := s.undo
	ok := !s.gone && v.Handle == u.by && r.w.Clock.Now().Before(u.at.Add(time.Minute))
	err := r.w.Store.UndoDecision(r.w.Ctx, v, s.id, u.decision)
	if r.wanted("undo", err, ok) {
		supporters, told := s.supporters, s.told
		*s = u.before
		s.supporters, s.told, s.undo = supporters, told, nil
		for name := range s.repliers {
			s.acked = s.acked || staffOf(r.people[name])
		}
		for i := len(r.due) - 1; i >= 0; i-- {
			if r.due[i].of == s && r.due[i].at.Equal(u.at.Add(time.Minute)) {
				r.due[i].cancelled = true
				break
			}
		}
	}
}

func (r *rehearsal) reopen() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	final := s.state == models.StateDone || s.state == models.StateDeclined || s.state == models.StateAlreadyThere
	err := r.w.Store.Reopen(r.w.Ctx, v, s.id, "What was asked is still missing here.")
	if r.wanted("reopen", err, !s.gone && v.Handle == s.author && final && !s.reopened) {
		s.reopened = true
		r.returned(s, "no", v.Handle)
	}
}

func (r *rehearsal) reply() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	r.said++
	_, err := r.w.Store.CreatePost(r.w.Ctx, v, s.id, models.PostInput{Body: "A word more, number " + itoa(r.said) + "."})
	if !r.wanted("reply", err, !s.gone) {
		return
	}
	if staffOf(v) && v.Handle != s.author {
		s.acked, s.repliers[v.Handle] = true, true
	}
	if v.Handle == s.author && s.state == models.StateNeedsInfo {
		r.returned(s, "", v.Handle)
	}
}

// pass turns the clock, and lets the jobs do what came due.
func (r *rehearsal) pass() {
	step := pick(r, []time.Duration{time.Second, 30 * time.Second, 2 * time.Minute, 5 * time.Hour, 26 * time.Hour, 40 * 24 * time.Hour})
	r.w.Clock.Advance(step)
	r.jobs()
	for _, s := range r.all {
		if s.state.Paused() && !s.gone {
			r.wantPause(s)
		}
		if step > time.Hour {
			s.undo = nil // a hand-back may have come between
		}
	}
}

func (r *rehearsal) jobs() {
	for {
		_, more, err := r.w.Store.WatchLedger(r.w.Ctx)
		r.wanted("watch", err, true)
		if !more {
			break
		}
	}
	deliver(r.w)
	for _, d := range r.due {
		if d.cancelled || r.w.Clock.Now().Before(d.at) {
			continue
		}
		for _, name := range d.to {
			d.of.told[name]++
		}
	}
	r.due = slices.DeleteFunc(r.due, func(d pendingTelling) bool { return d.cancelled || !r.w.Clock.Now().Before(d.at) })
}

// check holds everything that can be seen against the model.
func (r *rehearsal) check() {
	wantLedger(r.t, r.w)
	for _, s := range r.all {
		g := ledger(r.w, s.id).Ledger
		if g.State != s.state {
			r.t.Fatalf("suggestion %d is %s, the model says %s", g.Number, g.State, s.state)
		}
		counted := 0
		for name := range s.supporters {
			if !staffOf(r.people[name]) {
				counted++
			}
		}
		r.wantVerdict(s, g)
		if int(g.SupportCount) != counted {
			r.t.Fatalf("suggestion %d has %d supporters, the model says %v", g.Number, g.SupportCount, s.supporters)
		}
		for name, v := range r.people {
			n := r.w.Count(`SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id JOIN decisions d ON d.id = b.decision_id
				WHERE d.thread_id = ? AND n.member_id = ? AND b.kind IN ('decision', 'merged')`, s.id, v.ID)
			if int(n) != s.told[name] {
				r.t.Fatalf("%s was told %d times of suggestion %d, the model says %d", name, n, g.Number, s.told[name])
			}
		}
	}
}

// TestLedger_doesWhatAnIndependentModelSays drives random sequences of verbs by random people, the clock turned, and
// holds states, support and tellings to the model after each step; the promise to a recount from the history.
func TestLedger_doesWhatAnIndependentModelSays(t *testing.T) {
	seeds, steps := 2, 90
	if os.Getenv("COMMONTHREAD_TEST_LONG") != "" {
		seeds, steps = 25, 300
	}
	for _, kind := range []database.Kind{database.SQLite, database.Postgres} {
		for seed := range seeds {
			t.Run(fmt.Sprintf("%s/%d", kind, seed), func(t *testing.T) {
				w := testkit.NewWorld(t, kind)
				r := &rehearsal{t: t, w: w, chance: rand.New(rand.NewPCG(uint64(seed), 4)), people: map[string]models.Viewer{
					"mia": w.Mia, "max": w.Max, "hana": w.Hana, "nia": w.Nia, "sam": w.Sam, "mo-rahimi": w.Mo, "ada": w.Ada,
				}}
				acts := []func(){
					r.suggest, r.suggest, r.support, r.support, r.support, r.decide, r.decide, r.decide, r.decide, r.decide, r.decide, r.decide,
					r.undo, r.reopen, r.reopen, r.reply, r.reply, r.assign, r.unmerge, r.pass, r.pass, r.pass,
					r.become, r.verdict, r.verdict, r.verdict, r.withdraw, r.hide, r.show, r.show, r.demote, r.leave,
				}
				for range steps {
					pick(r, acts)()
					r.check()
					if t.Failed() {
						return
					}
				}
				var kinds []struct {
					Kind string
					N    int
				}
				w.Must(w.DB.Write.Raw(`SELECT kind, COUNT(*) AS n FROM decisions GROUP BY kind ORDER BY kind`).Scan(&kinds).Error)
				t.Logf("lines by kind: %v", kinds)
				if n := w.Count(`SELECT COUNT(*) FROM decisions WHERE kind = 'decision'`); n < 5 {
					t.Errorf("only %d decisions were made, which proves little", n)
				}
				if r.left { // the cast's past, which is in no thread, goes by their handle
					w.Exec(`UPDATE members SET post_count = post_count - 50 WHERE id = ?`, w.Max.ID)
				}
				r.wantRecord()
				wantPromise(t, w)
				wantCounters(t, w)
			})
		}
	}
}
