package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const manyLinks = "Xylophant https://a.example.test https://b.example.test https://c.example.test https://d.example.test"

// held is the post of an answer that says so.
func held(t *testing.T, err error) int64 {
	t.Helper()
	kind(t, err, models.Held)
	id, ok := models.HeldBy(err)
	if !ok {
		t.Fatalf("nothing says what is held: %v", err)
	}
	return id
}

func holdReply(t *testing.T, w *testkit.World, v models.Viewer, threadID int64, body string) int64 {
	t.Helper()
	_, err := w.Store.CreatePost(w.Ctx, v, threadID, models.PostInput{Body: body, DraftKey: "key-" + itoa(len(body))})
	return held(t, err)
}

func onlyHold(w *testkit.World) models.CaseItem {
	w.T.Helper()
	items, _, err := w.Store.Cases(w.Ctx, w.Mo, models.CaseHold, 0)
	w.Must(err)
	if len(items) != 1 {
		w.T.Fatalf("%d holds wait, want 1", len(items))
	}
	return items[0]
}

func TestCreatePost_holdsWhatANewcomerFillsWithLinks(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Events()
		id := holdReply(t, w, w.Nia, th.ID, manyLinks)
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: manyLinks, DraftKey: "key-" + itoa(len(manyLinks))})
		if again := held(t, err); again != id {
			t.Errorf("the same key held %d, then %d", id, again)
		}
		for _, e := range w.Events() {
			if e.Channel != models.ConsoleChannel {
				t.Errorf("%s was told %s of what is held", e.Channel, e.Type)
			}
		}
		c := onlyHold(w)
		if c.Member.Handle != "nia" || !strings.Contains(c.Reasons, "links:4") || !strings.Contains(c.Text, "Xylophant") {
			t.Errorf("the case is %+v", c)
		}
		own, err := w.Store.Held(w.Ctx, w.Nia, id)
		if err != nil || own.Body != manyLinks || own.State != models.HeldWaiting {
			t.Errorf("its author sees %+v (%v)", own, err)
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam} {
			_, err := w.Store.Held(w.Ctx, v, id)
			kind(t, err, models.NotFound)
		}
		w.Reply(w.Max, th.ID, manyLinks) // who has been here a while may
	})
}

// D, for what is held: a word of it is in no row of posts, search, counts, notices or events.
func TestHeld_isOnNoSurface(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		holdReply(t, w, w.Nia, th.ID, manyLinks)
		_, err := w.Store.CreateThread(w.Ctx, w.Nia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "discussion", Title: "Xylophant shop", Body: manyLinks})
		held(t, err)
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Nia, w.Ada} {
			found, err := w.Store.Search(w.Ctx, v, models.Search{Words: "xylophant"}, 1)
			if err != nil || found.Total.N != 0 {
				t.Errorf("%s finds it: %+v (%v)", v.Handle, found.Total, err)
			}
		}
		for _, c := range textColumns(w) {
			if n := w.Count(`SELECT COUNT(*) FROM ` + c[0] + ` WHERE LOWER(` + c[1] + `) LIKE '%xylophant%'`); n > 0 && c[0] != "held_posts" {
				t.Errorf("%s.%s holds a held word", c[0], c[1])
			}
		}
		if now, err := w.Store.Thread(w.Ctx, w.Reader, th.ID); err != nil || now.PostCount != 1 || now.LastNumber != 1 || now.Waiting != 0 {
			t.Errorf("a reader can tell that something is held: %+v (%v)", now, err)
		}
		w.Recount()
	})
}

func TestDecideHold_letsThroughAsItsAuthors(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		id := holdReply(t, w, w.Nia, th.ID, manyLinks)
		c := onlyHold(w)
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "approved", Body: manyLinks, Version: c.Version}))
		kind(t, w.Store.DecideHold(w.Ctx, w.Ada, c.ID, models.HoldDecision{Do: "removed", Rule: "spam", Words: "A shop."}), models.Conflict)
		post, err := w.Store.PostByNumber(w.Ctx, w.Reader, th.ID, 2)
		if err != nil || post.Body != manyLinks || post.Author.Handle != "nia" {
			t.Errorf("the post is %+v (%v)", post.Post, err)
		}
		again, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: manyLinks, DraftKey: "key-" + itoa(len(manyLinks))})
		if err != nil || again.ID != post.ID {
			t.Errorf("the key leads to %d (%v), not to what became of it", again.ID, err)
		}
		if got := told(w, w.Nia); len(got) != 1 || got[0].Held != models.HeldApproved {
			t.Errorf("its author was told %+v", got)
		}
		if own, err := w.Store.Held(w.Ctx, w.Nia, id); err != nil || own.Changed != "" || own.Body != "" {
			t.Errorf("the held post is %+v (%v)", own, err)
		}
		w.Recount()
	})
}

func TestDecideHold_aChangedTextIsToldAndANewThreadIsBornNow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		typed := w.Clock.Now()
		_, err := w.Store.CreateThread(w.Ctx, w.Nia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "suggestion", Title: "A quiet room", Body: manyLinks, Tags: "room"})
		id := held(t, err)
		c := onlyHold(w)
		kind(t, w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "approved", Body: "A quiet room, please."}), models.Invalid)
		w.Clock.Advance(3 * 24 * time.Hour)
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "approved", Body: "A quiet room, please.", Words: "We took the links out."}))
		own, err := w.Store.Held(w.Ctx, w.Nia, id)
		w.Must(err)
		post, th, err := w.Store.Post(w.Ctx, w.Reader, *own.PostID)
		if err != nil || own.Changed != manyLinks || post.Body != "A quiet room, please." || th.Title != "A quiet room" || th.Tags != "room" {
			t.Errorf("held %+v became %+v in %+v (%v)", own.HeldPost, post.Post, th.Thread, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM suggestions WHERE thread_id = ?`, th.ID); n != 1 {
			t.Error("a suggestion that was let through has no ledger")
		}
		// rule 1: it is born with its number, owner and dates; while it was held it was no suggestion, and nobody saw one
		g, plain := ledger(w, th.ID).Ledger, ledger(w, suggest(w, "Asked at the same moment").ID).Ledger
		if !g.BornAt.Equal(w.Clock.Now()) || g.BornAt.Equal(typed) || !g.AckDueAt.Equal(plain.AckDueAt) || !g.DecideDueAt.Equal(plain.DecideDueAt) {
			t.Errorf("typed at %s, let through at %s: its clocks are %+v", typed, w.Clock.Now(), g)
		}
		// what was told of it is read with it, by whoever was told
		w.Must(w.Store.ReadHeldNotice(w.Ctx, w.Mia, id))
		for _, want := range []int64{1, 0} {
			if n := w.Count(`SELECT COUNT(*) FROM moderation_notices WHERE held_id = ? AND read_at IS NULL`, id); n != want {
				t.Errorf("%d notices of it are new, want %d", n, want)
			}
			w.Must(w.Store.ReadHeldNotice(w.Ctx, w.Nia, id))
		}
		kind(t, w.Store.ReadHeldNotice(w.Ctx, w.Reader, id), models.Unauthenticated)
		w.Recount()
	})
}

func TestDecideHold_returnedIsSentAgainAndRemovedHasARule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		id := holdReply(t, w, w.Nia, th.ID, manyLinks)
		kind(t, w.Store.ResendHeld(w.Ctx, w.Nia, id, "Fewer."), models.Conflict)
		kind(t, w.Store.DecideHold(w.Ctx, w.Mo, onlyHold(w).ID, models.HoldDecision{Do: "returned"}), models.Invalid)
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, onlyHold(w).ID, models.HoldDecision{Do: "returned", Words: "One link is enough."}))
		kind(t, w.Store.ResendHeld(w.Ctx, w.Max, id, "Mine now."), models.NotFound)
		kind(t, w.Store.ResendHeld(w.Ctx, w.Nia, id, " "), models.Invalid)
		w.Must(w.Store.ResendHeld(w.Ctx, w.Nia, id, "See https://a.example.test"))
		c := onlyHold(w)
		kind(t, w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "removed", Words: "A shop."}), models.Invalid)
		kind(t, w.Store.DecideHold(w.Ctx, w.Sam, c.ID, models.HoldDecision{Do: "removed", Rule: "spam", Words: "A shop."}), models.NotFound)
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, c.ID, models.HoldDecision{Do: "removed", Rule: "spam", Words: "A shop."}))
		if got := told(w, w.Nia); len(got) != 2 || got[0].Action.Kind != models.ActionRefuse || got[0].Action.Rule != models.RuleSpam {
			t.Errorf("its author was told %+v", got)
		}
		kind(t, w.Store.WithdrawHeld(w.Ctx, w.Nia, id), models.Conflict)
		undo(w, w.Ada, lastAction(w))
		if own, err := w.Store.Held(w.Ctx, w.Nia, id); err != nil || own.State != models.HeldReturned {
			t.Errorf("after the undoing it is %s (%v)", own.State, err)
		}
	})
}

func TestDecideHold_inAThreadThatClosedMeanwhile(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		id := holdReply(t, w, w.Nia, th.ID, manyLinks)
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, th.ID, true, "other", "Enough."))
		kind(t, w.Store.DecideHold(w.Ctx, w.Mo, onlyHold(w).ID, models.HoldDecision{Do: "approved"}), models.Conflict)
		onlyHold(w)
		w.Must(w.Store.WithdrawHeld(w.Ctx, w.Nia, id))
		w.Must(w.Store.WithdrawHeld(w.Ctx, w.Nia, id))
		if n := w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NULL OR outcome <> 'withdrawn'`); n != 0 {
			t.Error("the case of what was taken back did not end")
		}
	})
}

func TestSetHoldRules_wordsAndFirstPosts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		kind(t, w.Store.SetHoldRules(w.Ctx, w.Mo, models.HoldRules{Words: "casino"}), models.Forbidden)
		kind(t, w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: strings.Repeat("x", 61)}), models.Invalid)
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "Casino\nmiracle  cure\n", First: []string{testkit.Photography}}))
		w.Reply(w.Max, th.ID, "Casinos are no cure, and no miracle.")
		w.Reply(w.Sam, th.ID, "Casino, says staff.")
		holdReply(t, w, w.Max, th.ID, "The CASINO, again")
		holdReply(t, w, w.Max, th.ID, "A miracle\ncure, they say")
		_, err := w.Store.CreateThread(w.Ctx, w.Max, models.ThreadInput{Topic: testkit.Photography, Kind: "discussion", Title: "My first", Body: "A picture."})
		held(t, err)
		w.Start(w.Hana, testkit.Photography, models.KindDiscussion, "I host this", "A picture.")
	})
}

// A listed word is looked at first however it comes in; what stood there before may be written about.
func TestEditPost_bringsInNoListedWord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		old := w.Reply(w.Mia, th.ID, "I met him in a casino.")
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino\nmiracle cure"}))
		edit := func(v models.Viewer, id int64, in models.EditInput) error {
			_, err := w.Store.EditPost(w.Ctx, v, id, in)
			return err
		}
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, th.ID)
		casino, cure, title := "Come to the **Casino**!", "A casino, and a miracle cure.", "Casino"
		for _, c := range []struct {
			id int64
			in models.EditInput
		}{{opening, models.EditInput{Body: &casino}}, {opening, models.EditInput{Title: &title}}, {old.ID, models.EditInput{Body: &cure}}} {
			err := edit(w.Mia, c.id, c.in)
			kind(t, err, models.Invalid)
			if !strings.Contains(err.Error(), "Leave it out") {
				t.Errorf("refused without saying what helps: %v", err)
			}
		}
		w.Must(edit(w.Mia, old.ID, models.EditInput{Body: &casino}))
		mo := w.Reply(w.Mo, th.ID, "Let me see.")
		w.Must(edit(w.Mo, mo.ID, models.EditInput{Body: &casino}))
	})
}
