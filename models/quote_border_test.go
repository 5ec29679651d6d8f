package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const stubHidden = "A post quoted here cannot be read here."

// acrossBorder has a discussion, and a question elsewhere whose accepted answer, edited once, quotes two replies of it
// and a reply of its own thread.
func acrossBorder(w *testkit.World) quotedElsewhere {
	w.T.Helper()
	q := quotedElsewhere{th: discussionTo(w), far: w.Start(w.Mia, testkit.Photography, models.KindQuestion, "Elsewhere", "Hm?")}
	q.secret, q.dull = w.Reply(w.Max, q.th.ID, "My secret address"), w.Reply(w.Max, q.th.ID, "My dull address")
	q.harmless = w.Reply(w.Max, q.far.ID, "Harmless words")
	body := ""
	for _, p := range []models.Post{q.secret, q.dull, q.harmless} {
		body += markup.Quote("max", p.ID, p.Body)
	}
	q.quoting = w.Reply(w.Hana, q.far.ID, body+"I agree.")
	_, err := w.Store.EditPost(w.Ctx, w.Hana, q.quoting.ID, models.EditInput{Body: text(body + "I agree, mostly."), Version: 1})
	w.Must(err)
	_, err = w.Store.AcceptAnswer(w.Ctx, w.Mia, q.quoting.ID, true)
	w.Must(err)
	w.Events()
	return q
}

// surfaces are what readers are shown of the quoting post, by where.
func (q quotedElsewhere) surfaces(w *testkit.World) map[string]string {
	w.T.Helper()
	out := map[string]string{}
	for who, v := range map[string]models.Viewer{"a reader": w.Reader, "a member": w.Mia, "a moderator": w.Mo} {
		th, err := w.Store.Thread(w.Ctx, v, q.far.ID)
		if models.KindOf(err) == models.NotFound {
			continue
		}
		w.Must(err)
		posts, err := w.Store.Posts(w.Ctx, v, q.far.ID, 1)
		w.Must(err)
		for _, p := range posts {
			out["the page of "+who] += p.HTML + p.Body
		}
		h, err := w.Store.History(w.Ctx, v, q.quoting.ID, 1)
		w.Must(err)
		out["the history, for "+who] = h.Post.HTML + fmt.Sprint(h.Revisions)
		accepted, _, err := w.Store.Answers(w.Ctx, th.Thread)
		w.Must(err)
		out["the answer, for "+who] = accepted.HTML + accepted.Text
	}
	live, err := w.Store.LivePosts(w.Ctx, []int64{q.quoting.ID})
	w.Must(err)
	out["the socket"] = live[q.quoting.ID].HTML + live[q.quoting.ID].Body
	entries, err := w.Store.PostsFeed(w.Ctx, q.far)
	w.Must(err)
	for _, e := range entries {
		out["the feed"] += e.HTML
	}
	return out
}

// showsAcross fails the test unless every surface has the words from beyond the border, or none has.
func (q quotedElsewhere) showsAcross(t *testing.T, w *testkit.World, when string, want bool) {
	t.Helper()
	for where, said := range q.surfaces(w) {
		for words, want := range map[string]bool{"secret": want, "dull": want, "Harmless": true, stubHidden: !want, stub: false} {
			if words == stubHidden && strings.HasPrefix(where, "the history") {
				continue // a stub on both sides is no change, and may be left out
			}
			if got := strings.Contains(said, words); got != want && said != "" {
				t.Errorf("%s, %s: %q is there: %t, want %t (%s)", when, where, words, got, want, said)
			}
		}
	}
	if got := strings.Contains(postNow(w, q.quoting.ID).Body, "secret"); !got {
		t.Errorf("%s: what was typed is lost", when)
	}
}

func TestQuotes_D09_goWithWhatReadersLoseSightOfAndComeBackWithIt(t *testing.T) {
	close := func(to models.Visibility) func(*testing.T, *testkit.World, quotedElsewhere) {
		return func(_ *testing.T, w *testkit.World, _ quotedElsewhere) {
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: text(string(to))})
			w.Must(err)
		}
	}
	move := func(to string) func(*testing.T, *testkit.World, quotedElsewhere) {
		return func(_ *testing.T, w *testkit.World, q quotedElsewhere) {
			th, err := w.Store.LivePosts(w.Ctx, []int64{q.secret.ID})
			w.Must(err)
			w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th[q.secret.ID].ThreadID, to, "It belongs there."))
		}
	}
	split := func(to string) func(*testing.T, *testkit.World, quotedElsewhere) {
		return func(t *testing.T, w *testkit.World, q quotedElsewhere) {
			_, err := w.Store.SplitThread(w.Ctx, w.Mo, q.th.ID, models.SplitInput{
				Numbers: []int64{q.secret.Number, q.dull.Number}, Title: "Where people live", Topic: to,
			})
			w.Must(err)
			var site int
			for _, e := range w.Events() {
				if e.Type == models.EventSiteChanged {
					site++
				}
			}
			if site != 1 {
				t.Errorf("%d events for pages that quote the posts, want 1", site)
			}
		}
	}
	for name, c := range map[string]struct {
		away, back func(*testing.T, *testkit.World, quotedElsewhere)
	}{
		"moved among members":     {move(testkit.BackRoom), move(testkit.RemoteWork)},
		"moved among staff":       {move(testkit.StaffTable), move(testkit.Photography)},
		"split off among members": {split(testkit.BackRoom), move(testkit.RemoteWork)},
		"split off among staff":   {split(testkit.StaffTable), move(testkit.RemoteWork)},
		"topic closed to readers": {close(models.VisibleMembers), close(models.VisiblePublic)},
		"topic closed to members": {close(models.VisibleStaff), close(models.VisiblePublic)},
	} {
		t.Run(name, func(t *testing.T) {
			testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
				q := acrossBorder(w)
				q.showsAcross(t, w, "at first", true)
				for _, step := range []struct {
					name  string
					do    func(*testing.T, *testkit.World, quotedElsewhere)
					shown bool
				}{{"away", c.away, false}, {"back", c.back, true}} {
					step.do(t, w, q)
					q.showsAcross(t, w, step.name+", before the job", step.shown)
					w.Events()
					drawn, err := w.Store.RedrawQuotes(w.Ctx)
					w.Must(err)
					if drawn != 1 {
						t.Errorf("%s: %d posts drawn, want the one that quotes", step.name, drawn)
					}
					events := wantEvents(t, w, models.EventPostEdited)
					if *events[0].PostID != q.quoting.ID {
						t.Errorf("%s: told of post %d", step.name, *events[0].PostID)
					}
					p := postNow(w, q.quoting.ID)
					if p.QuotesStale || p.Version != 2 || strings.Contains(p.HTML, "secret") != step.shown {
						t.Errorf("%s, kept: %+v", step.name, p)
					}
					q.showsAcross(t, w, step.name+", after the job", step.shown)
					if drawn, err = w.Store.RedrawQuotes(w.Ctx); err != nil || drawn != 0 {
						t.Errorf("%s: a second run draws %d posts (%v)", step.name, drawn, err)
					}
				}
				wantCounters(t, w)
			})
		})
	}
}

func TestQuotes_D11_goWhenWhatQuotesIsOpenedToMore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mo, testkit.StaffTable, models.KindDiscussion, "Behind closed doors", "Well.")
		source := w.Reply(w.Sam, th.ID, "My secret plan")
		far := w.Start(w.Mo, testkit.BackRoom, models.KindDiscussion, "Plans", markup.Quote("sam", source.ID, source.Body)+"Not yet.")
		opening := storedPost(w, `thread_id = ? AND number = 1`, far.ID)
		if strings.Contains(opening.HTML, "secret") || !strings.Contains(opening.HTML, stubHidden) {
			t.Errorf("members read the staff's words at once: %s", opening.HTML)
		}
		if _, err := w.Store.EditPost(w.Ctx, w.Mo, opening.ID, models.EditInput{Body: text(markup.Quote("sam", source.ID, source.Body) + "Soon."), Version: 1}); err != nil {
			t.Fatal(err)
		}
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, far.ID, testkit.StaffTable, ""))
		if p, _, err := w.Store.Post(w.Ctx, w.Sam, opening.ID); err != nil || !strings.Contains(p.HTML, "secret") {
			t.Errorf("among the staff their words are theirs to read: %v %s", err, p.HTML)
		}
		_, err := w.Store.RedrawQuotes(w.Ctx)
		w.Must(err)
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, far.ID, testkit.RemoteWork, ""))
		feed, err := w.Store.ThreadsFeed(w.Ctx, 0)
		w.Must(err)
		if len(feed) != 1 || strings.Contains(feed[0].HTML, "secret") || !strings.Contains(feed[0].HTML, stubHidden) {
			t.Errorf("the feed after the move: %+v", feed)
		}
		if p, _, err := w.Store.Post(w.Ctx, w.Reader, opening.ID); err != nil || strings.Contains(p.HTML+p.Body, "secret") {
			t.Errorf("a reader after the move: %v %s", err, p.HTML)
		}
	})
}

// A quotation of what fewer may see says no more than one of a post that there is none of.
func TestQuotes_ofWhatIsPrivateLookLikeThoseOfNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mo, testkit.StaffTable, models.KindDiscussion, "Behind closed doors", "Well.")
		private := storedPost(w, `thread_id = ? AND number = 1`, th.ID)
		var drawn []string
		for _, id := range []int64{private.ID, private.ID + 1_000_000} {
			html, err := w.Store.Preview(w.Ctx, w.Mia, models.PreviewPlace{Kind: models.KindDiscussion}, markup.Quote("mo-rahimi", id, "Well.")+"Is that so?")
			w.Must(err)
			drawn = append(drawn, html.String())
		}
		if drawn[0] != drawn[1] || !strings.Contains(drawn[0], stubHidden) {
			t.Errorf("a guess is answered:\n%s\n%s", drawn[0], drawn[1])
		}
	})
}

func TestPreview_showsQuotationsAsTheyWillBeShownInTheirPlace(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among ourselves", "Well.")
		source := w.Reply(w.Max, th.ID, "My secret plan")
		out := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Out here", "Well.")
		body := markup.Quote("max", source.ID, source.Body) + "Quite."
		for name, c := range map[string]struct {
			at   models.PreviewPlace
			want bool
		}{
			"a reply among members":       {models.PreviewPlace{ThreadID: th.ID}, true},
			"a reply outside":             {models.PreviewPlace{ThreadID: out.ID}, false},
			"a new thread among members":  {models.PreviewPlace{Kind: models.KindDiscussion, Opening: true, Topic: testkit.BackRoom}, true},
			"a new thread outside":        {models.PreviewPlace{Kind: models.KindDiscussion, Opening: true, Topic: testkit.RemoteWork}, false},
			"a new thread in no topic":    {models.PreviewPlace{Kind: models.KindDiscussion, Opening: true}, false},
			"a new thread in one unheard": {models.PreviewPlace{Kind: models.KindDiscussion, Opening: true, Topic: testkit.StaffTable}, false},
		} {
			html, err := w.Store.Preview(w.Ctx, w.Mia, c.at, body)
			if err != nil || strings.Contains(html.String(), "secret") != c.want {
				t.Errorf("%s: %v %s", name, err, html)
			}
		}
		hidden := w.Start(w.Mo, testkit.StaffTable, models.KindDiscussion, "Behind closed doors", "Well.")
		_, err := w.Store.Preview(w.Ctx, w.Mia, models.PreviewPlace{ThreadID: hidden.ID}, body)
		kind(t, err, models.NotFound)
		p := w.Reply(w.Hana, out.ID, body)
		if strings.Contains(p.HTML, "secret") {
			t.Errorf("saved: %s", p.HTML)
		}
	})
}

func TestQuotes_writtenWhileTheirSourceIsTakenFromSightNeverKeepItsWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		far := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")
		for i := range 6 {
			th := discussionTo(w)
			source := w.Reply(w.Max, th.ID, "A secret")
			for _, err := range atOnce(3, func(n int) error {
				switch {
				case n > 0:
					body := markup.Quote("max", source.ID, source.Body) + fmt.Sprintf("Round %d.", i)
					_, err := w.Store.CreatePost(w.Ctx, w.Hana, far.ID, models.PostInput{Body: body})
					return err
				case i%2 == 0:
					return w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "Private.")
				}
				_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: text("staff")})
				return err
			}) {
				w.Must(err)
			}
			for page := range 2 {
				posts, err := w.Store.Posts(w.Ctx, w.Reader, far.ID, page+1)
				w.Must(err)
				for _, p := range posts {
					if strings.Contains(p.HTML+p.Body, "secret") {
						t.Fatalf("round %d: post %d still says %s", i, p.Number, p.HTML)
					}
				}
			}
			if i%2 == 1 {
				_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: text("public")})
				w.Must(err)
				w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.StaffTable, "Private."))
			}
		}
	})
}
