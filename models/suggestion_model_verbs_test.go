package models_test

import (
	"slices"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// decided is a decision that changed the state, and stands.
type decided struct {
	to models.State
	at time.Time
}

func newTwin(id int64, author string) *twin {
	return &twin{id: id, author: author, state: models.StateReceived, supporters: map[string]*twin{}, repliers: map[string]bool{}, told: map[string]int{}}
}

func ended(s models.State) bool {
	return s == models.StateDone || s == models.StateDeclined || s == models.StateAlreadyThere || s == models.StateMerged
}

func (s *twin) decide(to models.State, at time.Time) {
	if s.state != to {
		s.decisions = append(slices.Clip(s.decisions), decided{to, at})
	}
	s.lead(to, at)
	s.answered, s.acked = "", true
}

// lead is where a line of the ledger leads: what comes back under review after a decision is promised another.
func (s *twin) lead(to models.State, at time.Time) {
	if to == models.StateUnderReview && s.state != to && s.kept {
		s.reopenedAt, s.kept = at, false
	}
	if to == models.StatePlanned || to == models.StateUnderWay || ended(to) {
		s.kept = true
	}
	s.state = to
}

// returned is that it is under review again without a decision: everybody who waits is told once, but whoever brought it
// back.
func (r *rehearsal) returned(s *twin, answered, by string) {
	s.lead(models.StateUnderReview, r.w.Clock.Now())
	s.answered, s.undo = answered, nil
	for _, name := range append(keys(s.supporters), s.author) {
		if name != by {
			s.told["returned "+name]++
		}
	}
}

// become turns a discussion into a suggestion, by its author or somebody of the staff.
func (r *rehearsal) become() {
	if len(r.all) > 6 {
		return
	}
	author, v := r.who("mia", "max", "hana"), r.anyone()
	th := r.w.Start(author, testkit.RemoteWork, models.KindDiscussion, "Talk "+itoa(len(r.all)), "Do others need it?")
	early := r.chance.IntN(2) == 0
	if early {
		r.w.Reply(r.people["ada"], th.ID, "I wonder, too.")
	}
	_, err := r.w.Store.BecomeSuggestion(r.w.Ctx, v, th.ID)
	if !r.wanted("become", err, staffOf(v) || v.Handle == author.Handle) {
		return
	}
	s := newTwin(th.ID, author.Handle)
	if s.acked = early || staffOf(v); early {
		s.repliers["ada"] = true
	}
	r.all = append(r.all, s)
}

func (r *rehearsal) verdict() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	if author, there := r.people[s.author]; there && r.chance.IntN(3) > 0 {
		v = author
	}
	in := models.VerdictInput{Answered: pick(r, []string{"yes", "no"}), Because: "It leaves out one floor."}
	given := s.state == models.StatePlanned || s.state == models.StateUnderWay || ended(s.state) && s.merged == nil
	if !r.wanted("verdict", r.w.Store.GiveVerdict(r.w.Ctx, v, s.id, in), !s.gone && v.Handle == s.author && given) {
		return
	}
	if s.answered != "yes" || in.Answered != "yes" { // the same yes again is no line
		s.undo = nil
	}
	s.answered = in.Answered
}

func (r *rehearsal) withdraw() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	err := r.w.Store.WithdrawSuggestion(r.w.Ctx, v, s.id)
	if r.wanted("withdraw", err, !s.gone && v.Handle == s.author && !s.acked && len(s.supporters) == 0) {
		s.gone, s.undo = true, nil
	}
}

func (r *rehearsal) hide() {
	s, v := r.one(), r.who("mia", "sam", "mo-rahimi", "ada")
	if s == nil || s.gone {
		return
	}
	if r.wanted("hide", r.w.Store.RemoveThread(r.w.Ctx, v, s.id, "private_data", "It names a colleague"), v.Moderator()) {
		s.gone, s.undo, s.hiddenAt = true, nil, r.w.Clock.Now()
	}
}

func (r *rehearsal) show() {
	s, v := r.one(), r.who("mo-rahimi", "ada")
	if s == nil || !s.gone {
		return
	}
	r.wanted("show", r.w.Store.RestoreThread(r.w.Ctx, v, s.id, "The name is out of it now."), true)
	s.gone = false
}

// demote takes Sam from the staff, or takes him back: what he owns goes to others, his support counts or stops counting.
func (r *rehearsal) demote() {
	role := models.RoleMember
	if !staffOf(r.people["sam"]) {
		role = models.RoleContributor
	}
	r.wanted("demote", r.w.Store.SetRole(r.w.Ctx, r.people["ada"], "sam", role, ""), true)
	r.people["sam"] = r.w.Viewer("sam")
	for _, s := range r.all {
		s.undo = nil // it may have changed hands
	}
}

// leave erases Max, once and late: what he asked for stays, his support goes.
func (r *rehearsal) leave() {
	if r.left || len(r.all) < 5 || r.chance.IntN(3) > 0 {
		return
	}
	r.wanted("leave", r.w.Store.DeleteAccount(r.w.Ctx, r.people["max"], models.LeaveInput{Current: testkit.Password, Posts: "keep"}), true)
	r.left = true
	delete(r.people, "max")
	for _, s := range r.all {
		delete(s.supporters, "max")
	}
}

// wantVerdict holds what its author and its people were told and said of a suggestion to the model. The staff are told
// of more, as its owners.
func (r *rehearsal) wantVerdict(s *twin, g models.Suggestion) {
	r.t.Helper()
	if g.Answered != s.answered || (g.AcknowledgedAt != nil) != s.acked {
		r.t.Fatalf("suggestion %d: verdict %q, acknowledged %t; the model says %q, %t", g.Number, g.Answered, g.AcknowledgedAt != nil, s.answered, s.acked)
	}
	for _, name := range []string{"mia", "max", "hana", "nia"} {
		v, there := r.people[name]
		if !there {
			continue
		}
		n := r.w.Count(`SELECT (SELECT COUNT(*) FROM notices n JOIN notice_batches b ON b.id = n.batch_id WHERE b.thread_id = ? AND b.kind = 'returned' AND n.member_id = ?)
			+ (SELECT COUNT(*) FROM notice_recipients n JOIN notice_batches b ON b.id = n.batch_id WHERE b.thread_id = ? AND b.kind = 'returned' AND n.member_id = ?)`,
			s.id, v.ID, s.id, v.ID)
		if int(n) != s.told["returned "+name] {
			r.t.Fatalf("%s was told %d times that suggestion %d is under review again, the model says %d", name, n, g.Number, s.told["returned "+name])
		}
	}
}

// wantRecord holds the public record to what the model counts.
func (r *rehearsal) wantRecord() {
	r.t.Helper()
	p, err := r.w.Store.Promise(r.w.Ctx)
	r.w.Must(err)
	lately := func(at time.Time) bool { return !at.IsZero() && !at.Before(p.Since) }
	want, by := map[string]int64{}, map[models.State]int64{}
	for _, s := range r.all {
		if lately(s.hiddenAt) {
			want["hidden"]++
		}
		if s.gone {
			continue
		}
		for _, d := range s.decisions {
			if lately(d.at) {
				by[d.to]++
			}
		}
		if s.merged != nil {
			continue
		}
		want["total"]++
		want["verdict "+s.answered]++
		if !ended(s.state) {
			want["open"]++
		}
		if s.state.Paused() {
			want["paused"]++
		}
		if lately(s.reopenedAt) {
			want["reopened"]++
		}
	}
	for what, n := range map[string]int64{
		"hidden": p.Hidden, "total": p.Total, "open": p.Open, "paused": p.Paused, "reopened": p.Reopened, "verdict yes": p.VerdictsYes, "verdict no": p.VerdictsNo,
	} {
		if n != want[what] {
			r.t.Errorf("the record counts %d %s, the model %d", n, what, want[what])
		}
	}
	for _, c := range p.Decisions {
		if by[c.State] != c.N {
			r.t.Errorf("the record counts %d decisions to %s, the model %d", c.N, c.State, by[c.State])
		}
		delete(by, c.State)
	}
	if len(by) > 0 {
		r.t.Errorf("the record lacks the decisions %v", by)
	}
}

// wantPause lets the job end a pause when its time has come: thirty days for what was parked, twenty working days for a
// question; not before, and not much later.
func (r *rehearsal) wantPause(s *twin) {
	const day = 24 * time.Hour
	ended := ledger(r.w, s.id).Ledger.State == models.StateUnderReview
	waited := r.w.Clock.Now().Sub(s.pausedAt)
	least, most := 29*day, 31*day
	if s.state == models.StateNeedsInfo {
		least, most = 26*day, 31*day
	}
	if (ended && waited < least) || (!ended && waited > most) {
		r.t.Fatalf("%s for %s: ended %t", s.state, waited, ended)
	}
	if ended {
		r.returned(s, "", "")
	}
}

func keys(m map[string]*twin) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

func (r *rehearsal) assign() {
	s, v := r.one(), r.anyone()
	if s == nil {
		return
	}
	to := pick(r, []string{"sam", "ada", "mo-rahimi", "max"})
	_, err := r.w.Store.SetOwner(r.w.Ctx, v, s.id, models.OwnerInput{Handle: to, Words: "They know this part best."})
	if r.wanted("assign", err, !s.gone && staffOf(v) && staffOf(r.people[to]) && s.merged == nil) {
		s.undo = nil
	}
}
