package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// quotedElsewhere has a thread with two replies, and a post in another topic that quotes both and a third post.
type quotedElsewhere struct {
	th, far                models.Thread
	secret, dull, harmless models.Post
	quoting                models.Post
}

func quoteElsewhere(w *testkit.World, th models.Thread) quotedElsewhere {
	w.T.Helper()
	q := quotedElsewhere{th: th, far: w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")}
	q.secret, q.dull = w.Reply(w.Max, th.ID, "My secret address"), w.Reply(w.Max, th.ID, "My dull address")
	q.harmless = w.Reply(w.Max, q.far.ID, "Harmless words")
	body := ""
	for _, p := range []models.Post{q.secret, q.dull, q.harmless} {
		body += markup.Quote("max", p.ID, p.Body)
	}
	q.quoting = w.Reply(w.Hana, q.far.ID, body+"I agree.")
	w.Events()
	return q
}

// shows fails the test unless the quoting post has exactly these of its words, for every reader and in its source.
func (q quotedElsewhere) shows(t *testing.T, w *testkit.World, secret, dull bool) {
	t.Helper()
	p := postNow(w, q.quoting.ID)
	for words, want := range map[string]bool{"secret": secret, "dull": dull, "Harmless": true, "I agree.": true, stub: !secret || !dull} {
		if got := strings.Contains(p.HTML, words); got != want {
			t.Errorf("%q on the page: %t, want %t (%s)", words, got, want, p.HTML)
		}
	}
	seen, _, err := w.Store.Post(w.Ctx, w.Hana, q.quoting.ID)
	w.Must(err)
	for words, want := range map[string]bool{"secret": secret, "dull": dull, "Harmless": true} {
		if got := strings.Contains(seen.Body, words); got != want {
			t.Errorf("%q in what its author edits: %t, want %t", words, got, want)
		}
	}
}

func discussionTo(w *testkit.World) models.Thread {
	return w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
}

func TestQuotes_goWithTheWholeThreadAndComeBackWithIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		q := quoteElsewhere(w, discussionTo(w))
		q.shows(t, w, true, true)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, q.th.ID, "other", "It names where people live."))
		q.shows(t, w, false, false)
		if events := wantEvents(t, w, models.EventNoticeCreated, models.EventThreadChanged, models.EventThreadChanged); *events[1].ThreadID == *events[2].ThreadID {
			t.Errorf("both threads must hear of it: %+v", events)
		}
		late := w.Reply(w.Hana, q.far.ID, markup.Quote("max", q.secret.ID, q.secret.Body)+"Late.")
		if strings.Contains(late.HTML, "secret") {
			t.Errorf("a late quotation says %q", late.HTML)
		}
		w.Events()
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, q.th.ID, "other", "Again."))
		wantEvents(t, w)

		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, q.th.ID, ""))
		q.shows(t, w, true, true)
		if p := postNow(w, late.ID); !strings.Contains(p.HTML, "secret") {
			t.Errorf("after the restoration the late quotation says %q", p.HTML)
		}
		wantEvents(t, w, models.EventNoticeCreated, models.EventThreadChanged, models.EventThreadChanged)
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, q.th.ID, ""))
		wantEvents(t, w)
		wantCounters(t, w)
	})
}

func TestQuotes_ofAPostRemovedByItselfStayAwayWhenItsThreadComesBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		q := quoteElsewhere(w, discussionTo(w))
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, q.secret.ID, models.DeleteInput{Rule: "other", Reason: "An address."})
		w.Must(err)
		q.shows(t, w, false, true)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, q.th.ID, "other", "All of it, then."))
		q.shows(t, w, false, false)

		// one post comes back while its thread is away: its words are still nowhere to be read
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, q.secret.ID, "")
		w.Must(err)
		q.shows(t, w, false, false)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, q.secret.ID, models.DeleteInput{Rule: "other", Reason: "An address."})
		w.Must(err)

		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, q.th.ID, ""))
		q.shows(t, w, false, true)
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, q.secret.ID, "")
		w.Must(err)
		q.shows(t, w, true, true)
		wantCounters(t, w)
	})
}

func TestQuotes_goWithAStoryHoweverItGoes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		story := w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A year of quiet mornings", "It began in January.")
		q := quoteElsewhere(w, story)
		opening := openingOf(w, story)

		_, err := w.Store.DeletePost(w.Ctx, w.Mo, opening.ID, models.DeleteInput{Rule: "other", Reason: "Not ours to print."})
		w.Must(err)
		q.shows(t, w, false, false)
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, opening.ID, "")
		w.Must(err)
		q.shows(t, w, true, true)

		w.Must(w.Store.UnpublishStory(w.Ctx, w.Sam, story.ID, "other", "I will write it again."))
		q.shows(t, w, false, false)
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, story.ID, "")) // not a moderator's to bring back: nothing changes
		q.shows(t, w, false, false)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, story.ID))
		q.shows(t, w, true, true)

		w.Must(w.Store.UnpublishStory(w.Ctx, w.Mo, story.ID, "other", "It names a child."))
		q.shows(t, w, false, false)
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, story.ID, ""))
		q.shows(t, w, true, true)
		wantCounters(t, w)
	})
}

func TestQuotes_goWithAStoryWhoseAuthorIsErased(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		q := quoteElsewhere(w, w.Start(w.Sam, testkit.RemoteWork, models.KindStory, "A year of quiet mornings", "It began in January."))
		leave(t, w, signIn(t, w, "sam", home).Viewer, "remove")
		q.shows(t, w, false, false)
	})
}

func TestQuotes_writtenWhileTheThreadGoesNeverKeepItsWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		far := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")
		for i := range 6 {
			th := discussionTo(w)
			source := w.Reply(w.Max, th.ID, "A secret")
			errs := atOnce(3, func(n int) error {
				if n == 0 {
					return w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Gone it is.")
				}
				body := markup.Quote("max", source.ID, source.Body) + fmt.Sprintf("Round %d.", i)
				_, err := w.Store.CreatePost(w.Ctx, w.Hana, far.ID, models.PostInput{Body: body})
				return err
			})
			for _, err := range errs {
				w.Must(err)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ? AND html LIKE '%secret%'`, far.ID); n != 0 {
				t.Fatalf("round %d: %d posts still quote what was removed", i, n)
			}
		}
		wantCounters(t, w)
	})
}

func TestRestorePost_comesBackAsItsQuotationsAreAtThatMoment(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := discussionTo(w)
		for i := range 6 {
			source := w.Reply(w.Max, th.ID, "A secret")
			p := w.Reply(w.Hana, th.ID, markup.Quote("max", source.ID, source.Body)+"Interesting!")
			_, err := w.Store.DeletePost(w.Ctx, w.Hana, p.ID, models.DeleteInput{})
			w.Must(err)
			for _, err := range atOnce(2, func(n int) error {
				if n == 0 {
					_, err := w.Store.RestorePost(w.Ctx, w.Hana, p.ID, "")
					return err
				}
				_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
				return err
			}) {
				w.Must(err)
			}
			now := postNow(w, p.ID)
			if !now.Visible() || strings.Contains(now.HTML, "secret") || !strings.Contains(now.HTML, stub) {
				t.Errorf("round %d: %s %q", i, now.Status, now.HTML)
			}
		}
		wantCounters(t, w)
	})
}
