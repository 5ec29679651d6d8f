package models_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// refused ends the test unless the error is a refusal of the kind.
func refused(t *testing.T, err error, kind models.ErrorKind) {
	t.Helper()
	if err == nil || models.KindOf(err) != kind {
		t.Fatalf("error = %v, want one of kind %s", err, kind)
	}
}

// refusedField ends the test unless the error is about the field.
func refusedField(t *testing.T, err error, field string) {
	t.Helper()
	refused(t, err, models.Invalid)
	if models.AsError(err).Fields[field] == "" {
		t.Fatalf("error = %v, want one about %s", err, field)
	}
}

// atOnce runs f n times side by side and returns what each said.
func atOnce(n int, f func(i int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

// wantEvents ends the test unless exactly these events were told since the last look.
func wantEvents(t *testing.T, w *testkit.World, types ...models.EventType) []models.Event {
	t.Helper()
	events := w.Events()
	same := len(events) == len(types)
	for i := 0; same && i < len(types); i++ {
		same = events[i].Type == types[i]
	}
	if !same {
		t.Fatalf("events = %+v, want %v", events, types)
	}
	return events
}

// wantCounters ends the test unless every counter equals what it counts.
func wantCounters(t *testing.T, w *testkit.World) {
	t.Helper()
	w.RecountPeriods()
	for what, query := range map[string]string{
		"threads.post_count": `SELECT COUNT(*) FROM threads t WHERE t.post_count <>
			(SELECT COUNT(*) FROM posts p WHERE p.thread_id = t.id AND p.status = 'visible')`,
		"topic_counts.threads": `SELECT COUNT(*) FROM topic_counts c WHERE c.threads <>
			(SELECT COUNT(*) FROM threads t WHERE t.topic_id = c.topic_id AND t.kind = c.kind AND t.status = 'published')`,
		"topic_counts.posts": `SELECT COUNT(*) FROM topic_counts c WHERE c.posts <>
			(SELECT COALESCE(SUM(t.post_count), 0) FROM threads t WHERE t.topic_id = c.topic_id AND t.kind = c.kind AND t.status = 'published')`,
		"members.thread_count": `SELECT COUNT(*) FROM members m WHERE m.thread_count <>
			(SELECT COUNT(*) FROM threads t WHERE t.author_id = m.id AND t.status = 'published')`,
		// the cast begins with 50 posts that are in no thread
		"members.post_count": `SELECT COUNT(*) FROM members m WHERE m.post_count <>
			(SELECT COUNT(*) FROM posts p JOIN threads t ON t.id = p.thread_id
			WHERE p.author_id = m.id AND p.status = 'visible' AND t.status = 'published')
			+ CASE WHEN m.handle IN ('hana', 'mia', 'max', 'sue') THEN 50 ELSE 0 END`,
	} {
		if n := w.Count(query); n != 0 {
			t.Errorf("%s: %d rows differ from what they count", what, n)
		}
	}
}

func text(s string) *string { return &s }

func itoa(n int) string { return strconv.Itoa(n) }

// openingOf is the opening post of a thread as it is stored.
func openingOf(w *testkit.World, th models.Thread) models.Post {
	w.T.Helper()
	return storedPost(w, `thread_id = ? AND number = 1`, th.ID)
}

func postNow(w *testkit.World, id int64) models.Post {
	w.T.Helper()
	return storedPost(w, `id = ?`, id)
}

func storedPost(w *testkit.World, where string, args ...any) models.Post {
	w.T.Helper()
	var p models.Post
	w.Must(w.DB.Write.Raw(`SELECT * FROM posts WHERE `+where, args...).Scan(&p).Error)
	return p
}

// oldText and newText put the two texts together again that were compared.
func oldText(changes []models.TextChange) string { return joined(changes, models.TextAdded) }
func newText(changes []models.TextChange) string { return joined(changes, models.TextRemoved) }

func joined(changes []models.TextChange, without any) string {
	var out string
	for _, c := range changes {
		if any(c.Op) != without {
			out += c.Text
		}
	}
	return out
}
