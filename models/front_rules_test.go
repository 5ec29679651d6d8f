package models_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Who composed when they were asked, and may not any more, changes nothing; a host never could.
func TestComposeFront_asksForTheRightAsItIsNow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.Photography)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0, th.ID)))
		stale := w.Sam
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "sam", models.RoleMember, "He left the company."))
		for who, v := range map[string]models.Viewer{"a host": w.Hana, "who was of the staff": stale, "a reader": w.Reader} {
			for _, topic := range []int64{0, th.TopicID} {
				version := houseOf(w).Fronts[topic].Version
				for what, err := range map[string]error{
					"composes": w.Store.ComposeFront(w.Ctx, v, topic, frontOf(topic, version, models.FrontLead, 0)), "resets": w.Store.ResetFront(w.Ctx, v, topic, version),
					"undoes": w.Store.UndoFront(w.Ctx, v, topic, version),
				} {
					if models.KindOf(err) != models.NotFound {
						t.Errorf("%s %s front %d: %v", who, what, topic, err)
					}
				}
			}
		}
		if got := onFront(w, w.Reader, 0, models.FrontLead); !slices.Equal(got, []int64{th.ID}) {
			t.Errorf("%v lead the page", got)
		}
		if _, err := w.Store.StaleFronts(w.Ctx, w.Hana); models.KindOf(err) != models.NotFound {
			t.Errorf("a host is told what went stale: %v", err)
		}
	})
}

func TestComposeFront_refusesWhatIsNoFront(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.RemoteWork)
		lead := func(change func(*models.FrontBlockInput)) models.FrontInput {
			in := frontOf(0, 0, models.FrontLead, 0, th.ID)
			change(&in.Blocks[0])
			return in
		}
		for what, c := range map[string]struct {
			in    models.FrontInput
			field string
		}{
			"less than no days": {lead(func(b *models.FrontBlockInput) { b.Days = -1 }), "lead"},
			"days without end":  {lead(func(b *models.FrontBlockInput) { b.Days = math.MaxInt64 }), "lead"},
			"no thread":         {lead(func(b *models.FrontBlockInput) { b.Picks[0].ThreadID = 0 }), "lead"},
			"less than none":    {lead(func(b *models.FrontBlockInput) { b.Picks[0].ThreadID = math.MinInt64 }), "lead"},
			"far too many": {lead(func(b *models.FrontBlockInput) {
				b.Picks = slices.Repeat(b.Picks, 8)
			}), "lead"},
			"a block that is SQL":   {lead(func(b *models.FrontBlockInput) { b.Block = "lead'; DROP TABLE fronts; --" }), "blocks"},
			"a block of another's":  {lead(func(b *models.FrontBlockInput) { b.Block = "" }), "blocks"},
			"one block twice":       {lead(func(b *models.FrontBlockInput) { b.Block = models.FrontTopics }), "blocks"},
			"a pick for the topics": {frontOf(0, 0, models.FrontTopics, 0, th.ID), "topics"},
			"a pick for the lists":  {frontOf(0, 0, models.FrontLists, 0, th.ID), "lists"},
		} {
			err := w.Store.ComposeFront(w.Ctx, w.Sam, 0, c.in)
			if models.KindOf(err) != models.Invalid || models.AsError(err).Fields[c.field] == "" {
				t.Errorf("%s: %v", what, err)
			}
		}
		for _, version := range []int64{-1, 1, math.MaxInt64} {
			kind(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, version, models.FrontLead, 0, th.ID)), models.Conflict)
		}
		w.Events()
		w.Must(w.Store.ResetFront(w.Ctx, w.Sam, 0, 0)) // it composes itself already
		wantEvents(t, w)
		if n := w.Count(`SELECT COUNT(*) FROM fronts`) + auditCountOf(w, "front.composed"); n != 0 {
			t.Errorf("%d traces of what was refused, or changed nothing", n)
		}
		// the same thread twice stands once, and in two blocks twice
		in := lead(func(b *models.FrontBlockInput) { b.Picks = slices.Repeat(b.Picks, 3) })
		in.Blocks[2].Picks = in.Blocks[0].Picks[:1]
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		if a, b := onFront(w, w.Reader, 0, models.FrontLead), onFront(w, w.Reader, 0, models.FrontPinned); len(a) != 1 || len(b) != 1 {
			t.Errorf("it stands there %d and %d times", len(a), len(b))
		}
		if all := houseOf(w).Fronts[0].Picked(w.Clock.Now()); len(all) != 1 {
			t.Errorf("the page leaves out %v below", all)
		}
	})
}

// An undone change brings back what was picked, never what may not be seen any more.
func TestUndoFront_neverBringsBackWhatIsHidden(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		gone, private, stays := talkIn(w, testkit.RemoteWork), talkIn(w, testkit.RemoteWork), talkIn(w, testkit.Photography)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0, gone.ID, private.ID, stays.ID)))
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 1, models.FrontLead, 0, stays.ID)))
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "An advertisement."))
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, private.ID, testkit.StaffTable, "It is for us alone."))
		w.Must(w.Store.UndoFront(w.Ctx, w.Ada, 0, 2))
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam, w.Ada} {
			if got := onFront(w, v, 0, models.FrontLead); !slices.Equal(got, []int64{stays.ID}) {
				t.Errorf("%q sees %v", v.Handle, got)
			}
		}
		if stale, err := w.Store.StaleFronts(w.Ctx, w.Sam); err != nil || stale[0] != 2 {
			t.Errorf("%v went stale (%v)", stale, err)
		}
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, gone.ID, ""))
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, private.ID, testkit.RemoteWork, "Everybody may read it."))
		if got := onFront(w, w.Reader, 0, models.FrontLead); !slices.Equal(got, []int64{gone.ID, private.ID, stays.ID}) {
			t.Errorf("brought back, %v stand there", got)
		}
		if stale, err := w.Store.StaleFronts(w.Ctx, w.Sam); err != nil || stale[0] != 0 {
			t.Errorf("%v went stale (%v)", stale, err)
		}
		// a block that is off has nothing stale about it, and shows nothing
		in := frontOf(0, 3, models.FrontLead, 0, gone.ID)
		in.Blocks[0].Shown = false
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, gone.ID, "other", "An advertisement."))
		if stale, err := w.Store.StaleFronts(w.Ctx, w.Sam); err != nil || len(stale) != 0 || len(onFront(w, w.Ada, 0, models.FrontLead)) != 0 {
			t.Errorf("of a block that is off %v went stale (%v)", stale, err)
		}
	})
}

func TestFrontPicks_ofAStoryComeAndGoWithIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := draftStory(w, w.Sam)
		wrongField(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0, th.ID)), "lead") // not even one's own
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0, th.ID)))
		shown := func() bool { return len(onFront(w, w.Reader, 0, models.FrontLead)) == 1 }
		if !shown() {
			t.Fatal("it does not stand there")
		}
		w.Must(w.Store.UnpublishStory(w.Ctx, w.Sam, th.ID, "other", "I had the year wrong."))
		if shown() || !strings.Contains(faultOf(w, w.Mo, 0, models.FrontLead), "not out") {
			t.Error("a withdrawn story stands on the page, or nobody is told why not")
		}
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		if !shown() {
			t.Error("it came back, and its place did not")
		}
	})
}

// How long a pick stands is counted from when it was picked, whatever is changed about it later.
func TestComposeFront_daysCountFromThePick(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, other := talkIn(w, testkit.RemoteWork), talkIn(w, testkit.Photography)
		version := int64(0)
		compose := func(days int64, anew bool, ids ...int64) {
			t.Helper()
			in := frontOf(0, version, models.FrontLead, days, ids...)
			in.Blocks[0].Picks[0].Anew = anew
			w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
			version++
		}
		stands := func(what string, want bool) {
			t.Helper()
			if got := slices.Contains(onFront(w, w.Reader, 0, models.FrontLead), th.ID); got != want {
				t.Errorf("%s: it stands there: %t", what, got)
			}
		}
		compose(5, false, th.ID)
		w.Clock.Advance(3 * 24 * time.Hour)
		compose(5, false, th.ID, other.ID)
		w.Clock.Advance(2*24*time.Hour - time.Second)
		stands("a second before its five days", true)
		w.Clock.Advance(time.Second)
		stands("after five days", false)
		if got := onFront(w, w.Reader, 0, models.FrontLead); !slices.Equal(got, []int64{other.ID}) {
			t.Errorf("what was picked later: %v", got)
		}
		compose(10, false, th.ID, other.ID)
		stands("with ten days", true)
		compose(2, false, th.ID, other.ID)
		stands("with two, which are over", false)
		w.Events()
		if n, err := w.Store.WatchFronts(w.Ctx); err != nil || n != 2 { // the five days of both former versions; all know of what was over when it was set
			t.Errorf("%d picks ended (%v)", n, err)
		}
		compose(2, true, th.ID, other.ID)
		stands("picked anew", true)
		compose(0, false, th.ID)
		w.Clock.Advance(400 * 24 * time.Hour)
		stands("for good", true)
		w.Must(w.Store.UndoFront(w.Ctx, w.Sam, 0, version))
		stands("as it was before, long ago", false)
		if fault := faultOf(w, w.Sam, 0, models.FrontLead); !strings.Contains(fault, "for 2 days") {
			t.Errorf("staff are told %q", fault)
		}
	})
}

// The block of what was done tells of what was decided, while that stands.
func TestFrontPicks_ofLiveHoursAndDecisionsEndWithThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		asked := suggest(w, "A bench")
		wrongField(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontHeard, 0, asked.ID)), "heard")
		decide(w, w.Sam, asked.ID, models.StatePlanned)
		hour := begun(w)
		in := frontOf(0, 0, models.FrontHeard, 0, asked.ID)
		for i := range in.Blocks {
			if in.Blocks[i].Block == models.FrontEvents {
				in.Blocks[i].Picks = []models.FrontPickInput{{ThreadID: hour.ID}}
			}
		}
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		if len(onFront(w, w.Reader, 0, models.FrontHeard)) != 1 || len(onFront(w, w.Reader, 0, models.FrontEvents)) != 1 {
			t.Fatal("they do not stand there")
		}
		w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, hour.ID))
		if len(onFront(w, w.Reader, 0, models.FrontEvents)) != 0 || !strings.Contains(faultOf(w, w.Sam, 0, models.FrontEvents), "over") {
			t.Error("an hour that its host ended is still announced")
		}
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, asked.ID, "other", "It names a customer."))
		if len(onFront(w, w.Reader, 0, models.FrontHeard)) != 0 {
			t.Error("a removed suggestion is told of")
		}
	})
}

// However many fronts are composed, their picks are asked for together.
func TestStaleFronts_asksOnceForAllFronts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		count := func() (asked int, stale map[int64]int) {
			houseOf(w) // the directory is read once a process
			ctx, queries := database.CountQueries(w.Ctx)
			stale, err := w.Store.StaleFronts(ctx, w.Sam)
			w.Must(err)
			return queries(), stale
		}
		if n, _ := count(); n != 0 {
			t.Errorf("%d queries for no front at all", n)
		}
		gone := map[int64]models.Thread{}
		for _, slug := range []string{testkit.RemoteWork, testkit.Photography, testkit.BackRoom} {
			th := talkIn(w, slug)
			gone[th.TopicID] = th
			w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, th.TopicID, frontOf(th.TopicID, 0, models.FrontPinned, 0, th.ID)))
		}
		if n, stale := count(); n != 1 || len(stale) != 0 {
			t.Errorf("%d queries for three fronts, %v stale", n, stale)
		}
		for _, th := range gone {
			w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "An advertisement."))
		}
		n, stale := count()
		for topicID := range gone {
			if n != 1 || stale[topicID] != 1 {
				t.Errorf("%d queries, and %d stale in topic %d", n, stale[topicID], topicID)
			}
		}
	})
}
