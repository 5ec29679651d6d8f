package demo

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/commonthread/commonthread/models"
)

// writingFor is how long somebody is seen writing before their reply is there, renewedEvery how often their page
// would say so again, and reactAfter how soon the first reaction follows.
const (
	writingFor   = 9 * time.Second
	renewedEvery = 3 * time.Second
	reactAfter   = 7 * time.Second
)

// Stage is where a lively demonstration is played.
type Stage struct {
	Store *models.Store
	Log   *slog.Logger
	// Writing tells those who look at a thread that a member is writing in it.
	Writing func(models.Viewer, models.Thread)
	// Wait returns at a moment counted from the start, or false where ctx ends before.
	Wait func(ctx context.Context, moment time.Duration) bool
}

// FromNow waits by the machine's clock, from the moment it is called.
func FromNow() func(context.Context, time.Duration) bool {
	start := time.Now()
	return func(ctx context.Context, moment time.Duration) bool {
		timer := time.NewTimer(time.Until(start.Add(moment)))
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return false
		case <-timer.C:
			return true
		}
	}
}

// line is one reply of content/lively.md, and in which thread's file it belongs.
type line struct {
	file string
	scriptPost
}

// Enliven has some of the cast write now and then, through the verbs that people use, until all is said or ctx ends.
// Somebody may have closed or removed a thread by then: what cannot be said is passed over.
func Enliven(ctx context.Context, s Stage) error {
	lines, err := readLines(content)
	if err != nil {
		return err
	}
	threads, err := s.threads(ctx)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if !s.Wait(ctx, l.delay-writingFor) {
			return nil
		}
		if err := s.say(ctx, threads[l.file], l); err != nil && ctx.Err() == nil {
			s.Log.Warn("the demonstration could not say a line", "thread", l.file, "by", l.author, "error", err)
		}
	}
	return nil
}

// threads finds the threads of the files by their titles.
func (s Stage) threads(ctx context.Context) (map[string]int64, error) {
	scripts, err := readScripts(content)
	if err != nil {
		return nil, err
	}
	found := map[string]int64{}
	for _, script := range scripts {
		author, err := s.Store.ViewerByHandle(ctx, script.head["author"])
		if err != nil {
			return nil, err
		}
		items, err := s.Store.Threads(ctx, author, models.ThreadFilter{AuthorID: author.ID}, 1, 100)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			if item.Title == script.head["title"] {
				found[strings.TrimSuffix(strings.TrimPrefix(script.file, "content/"), ".md")] = item.ID
			}
		}
	}
	return found, nil
}

func (s Stage) say(ctx context.Context, threadID int64, l line) error {
	v, err := s.Store.ViewerByHandle(ctx, l.author)
	if err != nil {
		return err
	}
	th, err := s.Store.Thread(ctx, v, threadID)
	if err != nil {
		return err
	}
	for before := writingFor; before > 0; before -= renewedEvery {
		s.Writing(v, th.Thread)
		if !s.Wait(ctx, l.delay-before+renewedEvery) {
			return nil
		}
	}
	post, err := s.Store.CreatePost(ctx, v, threadID, models.PostInput{Body: l.body, ReplyTo: l.replyTo})
	if err != nil {
		return err
	}
	for i, r := range l.reacts {
		if !s.Wait(ctx, l.delay+time.Duration(i+1)*reactAfter) {
			return nil
		}
		who, err := s.Store.ViewerByHandle(ctx, r.handle)
		if err != nil {
			return err
		}
		if _, err := s.Store.React(ctx, who, post.ID, r.emoji, true); err != nil {
			return err
		}
	}
	return nil
}

// readLines reads content/lively.md, in the order of time.
func readLines(content fs.FS) ([]line, error) {
	text, err := fs.ReadFile(content, "content/lively.md")
	if err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut("\n"+string(text), "\n== ")
	var lines []line
	for section := range strings.SplitSeq(rest, "\n== ") {
		file, body, _ := strings.Cut(section, "\n")
		posts, err := parsePosts("the opening", "is there already\n"+body)
		if err != nil {
			return nil, fmt.Errorf("lively %s: %w", file, err)
		}
		for _, p := range posts[1:] {
			lines = append(lines, line{strings.TrimSpace(file), p})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return int(a.delay - b.delay) })
	return lines, nil
}
