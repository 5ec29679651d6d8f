package models_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// blocking is the viewer as they are once they blocked somebody.
func blocking(w *testkit.World, v models.Viewer, handle string) models.Viewer {
	w.T.Helper()
	w.Must(w.Store.SetBlock(w.Ctx, v, handle, true))
	return w.Viewer(v.Handle)
}

// rude is what Max writes wherever he can: his word must not reach those who blocked him.
const rude = "Gallimaufry"

func TestBlock_takesWhatSomebodyWritesOutOfEveryList(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		talk := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		reply := w.Reply(w.Max, talk.ID, rude+" reply")
		quoting := w.Reply(w.Hana, talk.ID, markup.Quote("max", reply.ID, reply.Body)+"I disagree.")
		w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, rude+" thread", rude)
		asked := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, rude+" suggestion", rude)
		w.Must(w.Store.Bookmark(w.Ctx, w.Mia, reply.ID, true))
		mine := suggest(w, "Quiet rooms")
		_, err := w.Store.Support(w.Ctx, w.Max, mine.ID, rude)
		w.Must(err)
		everything := func(v models.Viewer) string {
			var all strings.Builder
			say := func(words ...string) { all.WriteString(strings.Join(words, " ") + "\n") }
			posts, err := w.Store.Posts(w.Ctx, v, talk.ID, 1)
			w.Must(err)
			for _, p := range posts {
				say(p.Body, p.HTML, p.Author.Handle, p.ReplyAuthor.Handle)
			}
			for _, f := range []models.ThreadFilter{{}, {Sort: models.SortNew}, {TopicID: talk.TopicID}, {AuthorID: w.Max.ID}, {Kind: models.KindSuggestion}} {
				list, err := w.Store.Threads(w.Ctx, v, f, 1, 20)
				w.Must(err)
				after, err := w.Store.ThreadsAfter(w.Ctx, v, f, models.ThreadPosition{}, 20)
				w.Must(err)
				n, err := w.Store.CountThreads(w.Ctx, v, f)
				w.Must(err)
				if n.N != int64(len(list)) || len(after) != len(list) {
					t.Errorf("%+v: %d counted, %d and %d listed", f, n.N, len(list), len(after))
				}
				for _, i := range append(list, after...) {
					say(i.Title, i.Excerpt, i.LastAuthor.Handle)
				}
			}
			latest, err := w.Store.LatestThreads(w.Ctx, v)
			w.Must(err)
			for _, i := range latest {
				say(i.Title)
			}
			for _, in := range []models.Search{{Words: rude}, {Author: "max"}, {Kind: "suggestion"}} {
				found, err := w.Store.Search(w.Ctx, v, in, 1)
				w.Must(err)
				for _, h := range found.Hits {
					say(h.Thread.Title, h.Author.Handle)
				}
				if int(found.Total.N) != len(found.Hits) {
					t.Errorf("%+v: %d counted, %d found", in, found.Total.N, len(found.Hits))
				}
			}
			asks, err := w.Store.Suggestions(w.Ctx, v, models.SuggestionFilter{}, 1)
			w.Must(err)
			for _, i := range asks {
				say(i.Title)
			}
			alike, err := w.Store.LikelyDuplicates(w.Ctx, v, rude+" suggestion", 0)
			w.Must(err)
			for _, i := range alike {
				say(i.Title)
			}
			kept, _, err := w.Store.Bookmarks(w.Ctx, v, 1)
			w.Must(err)
			for _, b := range kept {
				say(b.Text)
			}
			wrote, _, err := w.Store.Contributions(w.Ctx, v, w.Max.ID, 1)
			w.Must(err)
			for _, c := range wrote {
				say(c.Text)
			}
			_, view, err := w.Store.Suggestion(w.Ctx, v, mine.ID)
			w.Must(err)
			for _, y := range view.Whys {
				say(y.Why)
			}
			people, err := w.Store.SuggestMembers(w.Ctx, v, "ma")
			w.Must(err)
			for _, m := range people {
				say(m.Handle)
			}
			return all.String()
		}
		before := everything(w.Mia)
		if n := strings.Count(before, rude); n < 15 {
			t.Fatalf("the word is seen %d times before, so this proves little:\n%s", n, before)
		}
		others := everything(w.Hana)
		mia := blocking(w, w.Mia, "max")
		if seen := everything(mia); strings.Contains(seen, rude) || strings.Contains(seen, "max") {
			t.Errorf("still seen:\n%s", seen)
		}
		if everything(w.Hana) != others {
			t.Error("somebody else sees other things than before")
		}
		p, _, err := w.Store.Post(w.Ctx, mia, quoting.ID)
		w.Must(err)
		if !strings.Contains(p.HTML, "I disagree.") || !strings.Contains(p.HTML, "Somebody you blocked is quoted here.") {
			t.Errorf("who quotes is shown as %q", p.HTML)
		}
		if th, err := w.Store.Thread(w.Ctx, mia, asked.ID); err != nil || !mia.HidesThread(th.Thread) || mia.Revealing(1).HidesThread(th.Thread) {
			t.Errorf("their thread: %v", err)
		}
		w.Must(w.Store.SetBlock(w.Ctx, mia, "max", false))
		if again := everything(w.Viewer("mia")); again != before {
			t.Errorf("after it is lifted:\n%s", again)
		}
	})
}

func TestBlock_showsAPostOnceAndHidesNothingThatIsOnTheRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		asked := w.Start(w.Mia, testkit.RemoteWork, models.KindQuestion, "Who has moved the kettle?", "It was here.")
		said, official := w.Reply(w.Sam, asked.ID, "It may be anywhere."), w.Reply(w.Sam, asked.ID, "We moved it to the third floor.")
		_, err := w.Store.MarkOfficial(w.Ctx, w.Sam, official.ID, true)
		w.Must(err)
		g := suggest(w, "Quiet rooms")
		answer := w.Reply(w.Sam, g.ID, "We are looking at it.")
		mia := blocking(w, w.Mia, "sam")
		posts, err := w.Store.Posts(w.Ctx, mia, asked.ID, 1)
		w.Must(err)
		if p := posts[1]; !p.Blocked || p.HTML != "" || p.Author.ID != 0 || p.Number != said.Number {
			t.Errorf("an ordinary post: %+v", p)
		}
		if p := posts[2]; p.Blocked || p.HTML == "" || p.Author.Handle != "sam" {
			t.Errorf("the official answer: %+v", p)
		}
		posts, err = w.Store.Posts(w.Ctx, mia.Revealing(said.Number), asked.ID, 1)
		w.Must(err)
		if p := posts[1]; p.Blocked || !strings.Contains(p.HTML, "anywhere") {
			t.Errorf("looked at once: %+v", p)
		}
		if p, _, err := w.Store.Post(w.Ctx, mia, answer.ID); err != nil || p.Blocked {
			t.Errorf("what staff say on a suggestion: %v, %+v", err, p)
		}
		staffAtWork := blocking(w, w.Sam, "mia").SeeingAll()
		if list, err := w.Store.Suggestions(w.Ctx, staffAtWork, models.SuggestionFilter{}, 1); err != nil || len(list) != 1 {
			t.Errorf("at work staff see %d suggestions, %v", len(list), err)
		}
	})
}

func TestBlock_isRefusedOfOneselfAndOfWhoIsNotThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for what, c := range map[string]struct {
			v      models.Viewer
			handle string
			want   models.ErrorKind
		}{
			"a reader": {w.Reader, "max", models.Unauthenticated}, "oneself": {w.Mia, "mia", models.Invalid}, "nobody": {w.Mia, "nobody-here", models.NotFound},
		} {
			wantRefused(t, what+" blocks", w.Store.SetBlock(w.Ctx, c.v, c.handle, true), c.want)
			wantRefused(t, what+" mutes", w.Store.SetMute(w.Ctx, c.v, models.MutePerson, c.handle, 0, true), c.want)
		}
		hidden := w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Rota", "Words.")
		wantRefused(t, "a hidden thread", w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", hidden.ID, true), models.NotFound)
		wantRefused(t, "a hidden topic", w.Store.SetMute(w.Ctx, w.Mia, models.MuteTopic, testkit.StaffTable, 0, true), models.NotFound)
		_, err := w.Store.Quiet(w.Ctx, w.Reader)
		wantRefused(t, "a reader's list", err, models.Unauthenticated)
		wantRefused(t, "a reader hides", w.Store.SetActivityHidden(w.Ctx, w.Reader, true), models.Unauthenticated)
		w.Events()
		w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
		if events := w.Events(); len(events) != 1 || events[0].Type != models.EventAccessChanged || *events[0].ActorID != w.Mia.ID {
			t.Errorf("a block tells %+v", events)
		}
		w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
		if events := w.Events(); len(events) != 0 {
			t.Errorf("a repeat tells %+v", events)
		}
	})
}

// Whoever is fast on two devices blocks once, and the counts are right at every end.
func TestBlock_stormsEndConsistent(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				on := i%2 == 0
				if err := w.Store.SetBlock(w.Ctx, w.Mia, "max", on); err != nil {
					t.Errorf("block: %v", err)
				}
				if err := w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", th.ID, on); err != nil {
					t.Errorf("mute: %v", err)
				}
			})
		}
		all.Wait()
		if n := w.Count(`SELECT COUNT(*) FROM members m WHERE m.block_count <> (SELECT COUNT(*) FROM blocks b WHERE b.member_id = m.id)
			OR m.mute_count <> (SELECT COUNT(*) FROM mutes u WHERE u.member_id = m.id)`); n != 0 {
			t.Errorf("%d members are counted wrong", n)
		}
		w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
		w.Must(w.Store.SetMute(w.Ctx, w.Mia, models.MuteThread, "", th.ID, true))
		if n := w.Count(`SELECT COUNT(*) FROM blocks`) + w.Count(`SELECT COUNT(*) FROM mutes`); n != 2 {
			t.Errorf("%d rows, want one block and one mute", n)
		}
	})
}

func TestBlock_outlivesTheAccountItIsOfAndGoesWithItsOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "A desk", "Words.")
		w.Reply(w.Max, th.ID, rude)
		mia := blocking(w, w.Mia, "max")
		w.Must(w.Store.SetMute(w.Ctx, mia, models.MuteThread, "", th.ID, true))
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Max, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		posts, err := w.Store.Posts(w.Ctx, mia, th.ID, 1)
		w.Must(err)
		q, err := w.Store.Quiet(w.Ctx, mia)
		w.Must(err)
		if !posts[1].Blocked || len(q.Blocks) != 1 || !q.Blocks[0].Person.Former() || len(q.Mutes) != 1 {
			t.Fatalf("after they left: %+v, %+v", posts[1], q)
		}
		w.Must(w.Store.SetBlock(w.Ctx, mia, q.Blocks[0].Person.Handle, false))
		wantRefused(t, "blocking who left", w.Store.SetBlock(w.Ctx, mia, q.Blocks[0].Person.Handle, true), models.NotFound)
		w.Must(w.Store.SetBlock(w.Ctx, mia, "hana", true))
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		if n := w.Count(`SELECT COUNT(*) FROM blocks`) + w.Count(`SELECT COUNT(*) FROM mutes`); n != 0 {
			t.Errorf("%d rows outlive whose they are", n)
		}
	})
}
