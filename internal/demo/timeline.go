package demo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// act is one thing that somebody did at a moment. Acts of all threads are played in the order of time, as
// they would have come in.
type act struct {
	at   time.Time
	who  string // handle
	what string // for an error
	do   func(l *loader) error
}

// threadState is what acts of one thread need to know of what earlier ones made.
type threadState struct {
	script script
	thread models.Thread
	posts  []models.Post // by number - 1
}

// startLater lets the newest post be a few minutes old when the demonstration opens.
const startLater = 4 * time.Minute

// zeroDay stands for the day the demonstration starts until its time is known.
var zeroDay = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

// timeline turns the scripts into acts. Written times are relative to a day; all are shifted alike, so that
// the newest post is startLater old. What was to follow it (a late reaction, a note days on) is drawn into the
// minutes since, in its order, for nothing may lie in the future.
func timeline(scripts []script, now time.Time) ([]act, error) {
	var acts []act
	var newest time.Time
	for i := range scripts {
		more, err := scripts[i].acts()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", scripts[i].file, err)
		}
		acts = append(acts, more...)
		if last := scripts[i].lastPost(); last.After(newest) {
			newest = last
		}
	}
	slices.SortStableFunc(acts, func(a, b act) int { return a.at.Compare(b.at) })
	shift := now.Add(-startLater).Sub(newest)
	after := 0
	for i := range acts {
		if acts[i].at.After(newest) {
			after++
		}
		acts[i].at = acts[i].at.Add(shift)
	}
	for i := range acts[len(acts)-after:] {
		squeezed := startLater * time.Duration(i+1) / time.Duration(after+1)
		acts[len(acts)-after+i].at = newest.Add(shift + squeezed)
	}
	return acts, nil
}

// lastPost is when the thread's last post was written, counted as acts counts.
func (s script) lastPost() time.Time {
	at := zeroDay.Add(s.start)
	for _, p := range s.posts[1:] {
		at = at.Add(p.delay)
	}
	return at
}

// acts lists what happens in one thread; the times count from zeroDay.
func (s script) acts() ([]act, error) {
	st := &threadState{script: s, posts: make([]models.Post, len(s.posts))}
	at := zeroDay.Add(s.start)
	acts := []act{{at, s.head["author"], s.file, st.open}}
	for i, p := range s.posts {
		if i > 0 {
			at = at.Add(p.delay)
			acts = append(acts, act{at, p.author, fmt.Sprintf("%s post %d", s.file, i+1), func(l *loader) error { return st.reply(l, i) }})
		}
		acts = append(acts, st.postActs(i, at)...)
	}
	acts = append(acts, st.ledgerActs()...)
	more, err := st.threadActs(at)
	return append(acts, more...), err
}

func (st *threadState) postActs(i int, at time.Time) []act {
	p := st.script.posts[i]
	what := fmt.Sprintf("%s post %d", st.script.file, i+1)
	var acts []act
	if p.edit != nil {
		acts = append(acts, act{at.Add(p.edit.delay), p.author, what + " edited", func(l *loader) error { return st.edit(l, i) }})
	}
	for n, r := range p.reacts {
		// reactions come in over the hours after a post, the first soon
		later := time.Duration(7+n*n*11) * time.Minute
		if p.ending != nil && later >= p.ending.delay {
			later = p.ending.delay * time.Duration(n+1) / time.Duration(len(p.reacts)+1)
		}
		acts = append(acts, act{at.Add(later), r.handle, what + " reaction", func(l *loader) error { return st.react(l, i, r) }})
	}
	if p.ending != nil {
		acts = append(acts, act{at.Add(p.ending.delay), cmp.Or(p.ending.by, p.author), what + " ended", func(l *loader) error { return st.end(l, i) }})
	}
	return acts
}

// threadActs are the headers that say what happened to the thread as a whole; delays count from its last post.
func (st *threadState) threadActs(last time.Time) ([]act, error) {
	var acts []act
	head, file := st.script.head, st.script.file
	opened := zeroDay.Add(st.script.start)
	if head["pinned"] == "yes" {
		acts = append(acts, act{opened.Add(26 * time.Hour), "", file + " pinned", st.pin})
	}
	for _, key := range []string{"accepted", "official"} {
		if head[key] == "" {
			continue
		}
		number, err := parseNumber(head[key], len(st.script.posts))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		at := st.postTime(opened, number)
		if key == "accepted" {
			acts = append(acts, act{at.Add(50 * time.Minute), head["author"], file + " accepted", func(l *loader) error { return st.accept(l, number) }})
			continue
		}
		acts = append(acts, act{at.Add(2 * time.Minute), st.script.posts[number-1].author, file + " official", func(l *loader) error { return st.official(l, number) }})
	}
	for _, c := range st.script.corrects {
		acts = append(acts, act{opened.Add(c.delay), head["author"], file + " corrected", func(l *loader) error { return st.correct(l, c.words) }})
	}
	if head["series"] != "" {
		acts = append(acts, act{opened.Add(time.Hour), "ines", file + " series", func(l *loader) error { return st.join(l, head["series"]) }})
	}
	latest := last
	for i := range st.script.posts {
		for _, a := range st.postActs(i, st.postTime(opened, i+1)) {
			if a.at.After(latest) {
				latest = a.at
			}
		}
	}
	for key, do := range map[string]func(*loader, string, string) error{"locked": st.lock, "outcome": st.outcome} {
		if head[key] == "" {
			continue
		}
		delay, rest, err := delayThen(head[key])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		by, words, ok := strings.Cut(strings.TrimPrefix(rest, "by "), ":")
		if !ok {
			return nil, fmt.Errorf("%s %q lacks words", key, head[key])
		}
		by, words = strings.TrimSuffix(strings.TrimSpace(by), " because"), strings.TrimSpace(words)
		at := last.Add(delay)
		if key == "locked" && at.Before(latest) {
			at = latest.Add(time.Minute) // a locked thread takes no reaction any more
		}
		acts = append(acts, act{at, by, file + " " + key, func(l *loader) error { return do(l, by, words) }})
	}
	return acts, nil
}

func (st *threadState) postTime(opened time.Time, number int) time.Time {
	at := opened
	for _, p := range st.script.posts[1:number] {
		at = at.Add(p.delay)
	}
	return at
}

func parseNumber(s string, posts int) (int, error) {
	var n int
	if _, err := fmt.Sscanf(s, "%d", &n); err != nil || n < 2 || n > posts {
		return 0, fmt.Errorf("there is no reply %q among %d posts", s, posts)
	}
	return n, nil
}
