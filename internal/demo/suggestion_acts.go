package demo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// ledgerActs are what happened in a suggestion's ledger, and who came to support it.
func (st *threadState) ledgerActs() []act {
	opened := zeroDay.Add(st.script.start)
	var acts []act
	for n, s := range st.script.supports {
		// the first come within hours, the later over the weeks; nobody comes after it was merged
		later := time.Duration(2+n*n/2+n*5) * time.Hour
		if end := st.script.merged(); end > 0 {
			later = min(later, end*time.Duration(n+1)/time.Duration(len(st.script.supports)+2))
		}
		if later >= -st.script.start {
			later = -st.script.start * time.Duration(n+1) / time.Duration(len(st.script.supports)+1)
		}
		acts = append(acts, act{opened.Add(later), s.who, st.script.file + " support", func(l *loader) error { return st.support(l, s) }})
	}
	for i, a := range st.script.ledger {
		acts = append(acts, act{opened.Add(a.after), a.who, fmt.Sprintf("%s %s", st.script.file, a.verb), func(l *loader) error { return st.inLedger(l, i) }})
	}
	return acts
}

// merged is when the suggestion was merged into another; 0: never.
func (s script) merged() time.Duration {
	for _, a := range s.ledger {
		if a.verb == string(models.StateMerged) {
			return a.after
		}
	}
	return 0
}

func (st *threadState) support(l *loader, s support) error {
	v, err := l.viewer(s.who)
	if err != nil {
		return err
	}
	_, err = l.store.Support(l.ctx, v, st.thread.ID, s.why)
	return err
}

// inLedger does one thing in the ledger.
func (st *threadState) inLedger(l *loader, i int) error {
	a := st.script.ledger[i]
	v, err := l.viewer(a.who)
	if err != nil {
		return err
	}
	switch a.verb {
	case "owner":
		_, err = l.store.SetOwner(l.ctx, v, st.thread.ID, models.OwnerInput{Handle: a.args["to"], Words: a.words})
		return err
	case "verdict":
		return l.store.GiveVerdict(l.ctx, v, st.thread.ID, models.VerdictInput{Answered: a.args["answered"], Because: a.words})
	case "reopen":
		return l.store.Reopen(l.ctx, v, st.thread.ID, a.words)
	case "withdraw":
		return l.store.WithdrawSuggestion(l.ctx, v, st.thread.ID)
	case "split":
		return st.splitOff(l, v, a)
	}
	_, view, err := l.store.Suggestion(l.ctx, v, st.thread.ID)
	if err != nil {
		return err
	}
	in := models.DecisionInput{
		To: a.verb, Words: a.words, ReasonType: a.args["reason"], Evidence: a.evidence, EvidenceURL: strings.ReplaceAll(a.args["url"], "|", ":"),
		Helped: a.args["helped"], Version: view.Version, DraftKey: fmt.Sprintf("%s!%d", st.script.file, i+1),
	}
	if a.verb == "update" {
		in.To = string(view.Ledger.State)
	}
	if in.Since, err = l.dayArg(a, "since", -1); err != nil {
		return err
	}
	if in.NextUpdateOn, err = l.dayArg(a, "next", 1); err != nil {
		return err
	}
	if in.RevisitOn, err = l.dayArg(a, "revisit", 1); err != nil {
		return err
	}
	if key := a.args["into"]; key != "" {
		in.MergeInto = l.named[key]
	}
	_, err = l.store.Decide(l.ctx, v, st.thread.ID, in)
	return err
}

// dayArg is a date so many days before or after now.
func (l *loader) dayArg(a ledgerAct, name string, direction int) (string, error) {
	written := a.args[name]
	if written == "" {
		return "", nil
	}
	days, err := strconv.Atoi(strings.TrimSuffix(written, "d"))
	if err != nil {
		return "", fmt.Errorf("%s %q: %w", name, written, err)
	}
	return string(models.DayOf(l.clock.Now(), time.UTC).Add(direction * days)), nil
}

func (st *threadState) splitOff(l *loader, v models.Viewer, a ledgerAct) error {
	var numbers []int64
	for n := range strings.SplitSeq(a.args["posts"], ",") {
		number, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return err
		}
		numbers = append(numbers, number)
	}
	_, err := l.store.SplitThread(l.ctx, v, st.thread.ID, models.SplitInput{Numbers: numbers, Title: a.words})
	return err
}

// How often the clock job looks in while the past is played, and how long people leave notices unread.
const (
	clockEvery  = 3 * time.Hour
	unreadSince = 18 * 24 * time.Hour
	annotated   = 9 * 24 * time.Hour
)

// withLedgerClock has the clock job come by between the acts, so that what is late is handed back and what is decided
// is told as it would have been.
func withLedgerClock(acts []act) []act {
	first := slices.IndexFunc(acts, func(a act) bool { return strings.Contains(a.what, ".txt#") })
	if first < 0 {
		return acts
	}
	begin, end := acts[first].at, acts[len(acts)-1].at
	acts = append(acts, act{begin.Add(-time.Hour), "ada", "who answers for what", (*loader).settleLedger})
	for at := begin; at.Before(end); at = at.Add(clockEvery) {
		acts = append(acts, act{at, "", "the clock job", (*loader).passTime})
	}
	acts = append(acts,
		act{end.Add(-annotated), "leila", "a word beside the figures", (*loader).annotate},
		act{end.Add(-unreadSince), "", "people read their notices", (*loader).readNotices},
		act{end.Add(2 * time.Minute), "", "the clock job", (*loader).passTime})
	acts = append(acts, consultationActs(end)...)
	acts = append(acts, liveHourActs(end)...)
	acts = append(acts, staffRoomActs(end)...)
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	return acts
}

func (l *loader) passTime() error {
	for more := true; more; {
		var err error
		if _, more, err = l.store.WatchLedger(l.ctx); err != nil {
			return err
		}
	}
	for more := true; more; {
		var err error
		if more, err = l.store.DeliverNotices(l.ctx); err != nil {
			return err
		}
	}
	return nil
}

// readNotices has everybody but the newest member read what they were told so far.
func (l *loader) readNotices() error {
	handles := make([]string, 0, len(l.viewers))
	for handle := range l.viewers {
		handles = append(handles, handle)
	}
	slices.Sort(handles)
	for _, handle := range handles {
		if err := l.store.ReadNotices(l.ctx, l.viewers[handle], 0, 0); err != nil {
			return fmt.Errorf("%s reads: %w", handle, err)
		}
	}
	return nil
}

// annotate has somebody of the staff say a word beside the figures.
func (l *loader) annotate() error {
	leila, err := l.viewer("leila")
	if err != nil {
		return err
	}
	return l.store.AnnotatePromise(l.ctx, leila, "Three of the late answers are mine. I was asked things on days on which I was away, and had named nobody to stand in. "+
		"Wren does that now, and the calendar knows it.")
}

// settleLedger says who answers for what: departments, the duty roster, a topic's owner.
func (l *loader) settleLedger() error {
	ada, err := l.viewer("ada")
	if err != nil {
		return err
	}
	for _, d := range []models.DepartmentInput{
		{Name: "Workshop and repairs", Lead: "ines", Members: "sam"},
		{Name: "Customer support", Lead: "wren", Members: "jonas"},
		{Name: "People", Lead: "leila"},
		{Name: "Community", Lead: "ada", Members: "mo-rahimi,tobias"},
	} {
		if err := l.store.EditDepartment(l.ctx, ada, d); err != nil {
			return fmt.Errorf("department %s: %w", d.Name, err)
		}
	}
	if err := l.store.SetDutyRoster(l.ctx, ada, "wren,mo-rahimi"); err != nil {
		return fmt.Errorf("duty roster: %w", err)
	}
	for _, t := range []struct{ topic, owner string }{{"remote-work", "leila"}, {"photography", "tobias"}, {"cycling-to-work", "sam"}} {
		if err := l.store.SetTopicOwner(l.ctx, ada, t.topic, t.owner); err != nil {
			return fmt.Errorf("owner of %s: %w", t.topic, err)
		}
	}
	return nil
}
