package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// frontOf is a front as sent: each block of the place, shown, with the given threads for one of them.
func frontOf(topicID, version int64, block models.FrontBlock, days int64, ids ...int64) models.FrontInput {
	in := models.FrontInput{Version: version}
	for _, b := range models.FrontBlocks(topicID) {
		set := models.FrontBlockInput{Block: b, Shown: true}
		for _, id := range ids {
			if b == block {
				set.Days = days
				set.Picks = append(set.Picks, models.FrontPickInput{ThreadID: id})
			}
		}
		in.Blocks = append(in.Blocks, set)
	}
	return in
}

// onFront are the ids of what stands in a block for a viewer.
func onFront(w *testkit.World, v models.Viewer, topicID int64, block models.FrontBlock) []int64 {
	w.T.Helper()
	picks, err := w.Store.FrontPicks(w.Ctx, v, topicID, houseOf(w).Fronts[topicID])
	w.Must(err)
	var ids []int64
	for _, t := range picks[block] {
		ids = append(ids, t.ID)
	}
	return ids
}

// faultOf is what staff are told of the first pick of a block; empty: it stands.
func faultOf(w *testkit.World, v models.Viewer, topicID int64, block models.FrontBlock) string {
	w.T.Helper()
	states, err := w.Store.FrontPickStates(w.Ctx, v, topicID, houseOf(w).Fronts[topicID])
	w.Must(err)
	return states[block][0].Fault
}

func talkIn(w *testkit.World, topic string) models.Thread {
	w.T.Helper()
	return w.Start(w.Mia, topic, models.KindDiscussion, "A desk by the window", "The light is better, the draught is not.")
}

func TestComposeFront_isForStaffAndOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.RemoteWork)
		in := frontOf(0, 0, models.FrontLead, 0, th.ID)
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			kind(t, w.Store.ComposeFront(w.Ctx, v, 0, in), models.NotFound)
			kind(t, w.Store.ResetFront(w.Ctx, v, 0, 0), models.NotFound)
			kind(t, w.Store.UndoFront(w.Ctx, v, 0, 0), models.NotFound)
			_, err := w.Store.FrontPickStates(w.Ctx, v, 0, models.Front{})
			kind(t, err, models.NotFound)
		}
		w.Events()
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		wantEvents(t, w, models.EventSiteChanged)
		wantAudit(t, w, w.Sam, "front.composed", "by itself", "lead: thread "+itoa(int(th.ID))+"; pictures; pinned; talked; heard; events; lists; topics", "")
		in.Version = 1
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		wantEvents(t, w) // the same again changes nothing
		if got := onFront(w, w.Reader, 0, models.FrontLead); !slices.Equal(got, []int64{th.ID}) {
			t.Errorf("%v lead the page", got)
		}
	})
}

func TestComposeFront_refusesWhatCannotStandThere(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		talk, private, table := talkIn(w, testkit.RemoteWork), talkIn(w, testkit.BackRoom), w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Rota", "Who has the desk?")
		elsewhere := talkIn(w, testkit.Photography)
		draft := draftStory(w, w.Ada)
		topic := talk.TopicID
		for name, bad := range map[string]struct {
			topicID int64
			block   models.FrontBlock
			id      int64
			says    string
		}{
			"members' topic":      {0, models.FrontLead, private.ID, "not public"},
			"staff's topic":       {0, models.FrontTalked, table.ID, "not public"},
			"a draft of another":  {0, models.FrontLead, draft.ID, "There is no thread"},
			"nothing":             {0, models.FrontLead, 987654, "There is no thread"},
			"another topic":       {topic, models.FrontPinned, elsewhere.ID, "another topic"},
			"no picture":          {0, models.FrontPictures, talk.ID, "no picture"},
			"no decision":         {0, models.FrontHeard, talk.ID, "Nothing was decided"},
			"no live hour":        {0, models.FrontEvents, talk.ID, "no live hour"},
			"a block that is not": {topic, models.FrontTalked, talk.ID, ""},
		} {
			in := frontOf(bad.topicID, 0, bad.block, 0, bad.id)
			field := string(bad.block)
			if bad.says == "" {
				in.Blocks = append(in.Blocks, models.FrontBlockInput{Block: bad.block})
				field = "blocks"
			}
			err := w.Store.ComposeFront(w.Ctx, w.Sam, bad.topicID, in)
			wrongField(t, err, field)
			if said := models.AsError(err).Fields[field]; !strings.Contains(said, bad.says) || strings.Contains(said, draft.Title) {
				t.Errorf("%s: %q", name, said)
			}
		}
		many := frontOf(0, 0, models.FrontPinned, 0, talk.ID, elsewhere.ID)
		wrongField(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, many), "pinned")
		wrongField(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontPinned, 367, talk.ID)), "pinned")
		wrongField(t, w.Store.ComposeFront(w.Ctx, w.Sam, 0, models.FrontInput{}), "blocks")
		if n := w.Count(`SELECT COUNT(*) FROM fronts`); n != 0 {
			t.Errorf("%d fronts were stored", n)
		}
	})
}

// What went stale is off the page for everybody at once, and flagged to staff with the reason.
func TestFrontPicks_leaveOutWhatWentStale(t *testing.T) {
	for name, stale := range map[string]struct {
		turn func(w *testkit.World, th models.Thread)
		says string
	}{
		"removed": {func(w *testkit.World, th models.Thread) {
			w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "An advertisement."))
		}, "not out"},
		"made private": {func(w *testkit.World, th models.Thread) {
			w.Must(w.Store.MoveThread(w.Ctx, w.Mo, th.ID, testkit.BackRoom, "It belongs there."))
		}, "not public"},
		"topic closed": {func(w *testkit.World, th models.Thread) {
			on := true
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Archived: &on})
			w.Must(err)
		}, "is closed"},
		"topic private": {func(w *testkit.World, th models.Thread) {
			staff := "staff"
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Visibility: &staff})
			w.Must(err)
		}, "not public"},
		"its days over": {func(w *testkit.World, th models.Thread) { w.Clock.Advance(3*24*time.Hour + time.Minute) }, "for 3 days"},
	} {
		t.Run(name, func(t *testing.T) {
			testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
				th := talkIn(w, testkit.RemoteWork)
				w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 3, th.ID)))
				if got := onFront(w, w.Reader, 0, models.FrontLead); len(got) != 1 || faultOf(w, w.Sam, 0, models.FrontLead) != "" {
					t.Fatalf("%v lead the page before anything happened", got)
				}
				stale.turn(w, th)
				for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam, w.Ada} {
					if got := onFront(w, v, 0, models.FrontLead); len(got) != 0 {
						t.Errorf("it still stands there for %q", v.Handle)
					}
				}
				if fault := faultOf(w, w.Sam, 0, models.FrontLead); !strings.Contains(fault, stale.says) {
					t.Errorf("staff are told %q, want something with %q", fault, stale.says)
				}
				if n, err := w.Store.StaleFronts(w.Ctx, w.Sam); err != nil || n[0] != 1 {
					t.Errorf("%v are stale (%v)", n, err)
				}
				// it may stay there while the rest is changed, and counts anew when it is picked again
				in := frontOf(0, 1, models.FrontLead, 3, th.ID)
				in.Blocks[1].Shown = false
				w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
				in.Version, in.Blocks[0].Picks[0].Anew = 2, true
				w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
				if got := onFront(w, w.Reader, 0, models.FrontLead); (len(got) == 1) != (name == "its days over") {
					t.Errorf("picked anew, %v stand there", got)
				}
			})
		})
	}
}

func TestFrontPicks_areNothingForWhoeverBlockedTheAuthor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.RemoteWork)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontPinned, 0, th.ID)))
		w.Must(w.Store.SetBlock(w.Ctx, w.Max, "mia", true))
		if got := onFront(w, w.Viewer("max"), 0, models.FrontPinned); len(got) != 0 {
			t.Errorf("he blocked her, and sees %v", got)
		}
		if got := onFront(w, w.Reader, 0, models.FrontPinned); len(got) != 1 {
			t.Errorf("a reader sees %v", got)
		}
	})
}

func TestComposeFront_ofTwoTheSecondIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.RemoteWork)
		errs := atOnce(2, func(i int) error {
			return w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, int64(i), th.ID))
		})
		if (errs[0] == nil) == (errs[1] == nil) || w.Count(`SELECT COUNT(*) FROM fronts`) != 1 {
			t.Errorf("both ended alike: %v", errs)
		}
		for _, stale := range []int64{0, 2} {
			kind(t, w.Store.ResetFront(w.Ctx, w.Ada, 0, stale), models.Conflict)
			kind(t, w.Store.UndoFront(w.Ctx, w.Ada, 0, stale), models.Conflict)
		}
	})
}

func TestUndoFront_goesBackOneChangeAndForthAgain(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, w.Store.UndoFront(w.Ctx, w.Sam, 0, 0), models.Conflict)
		first, second := talkIn(w, testkit.RemoteWork), talkIn(w, testkit.Photography)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0, first.ID)))
		w.Must(w.Store.ComposeFront(w.Ctx, w.Ada, 0, frontOf(0, 1, models.FrontLead, 0, second.ID, first.ID)))
		want := func(what string, ids ...int64) {
			t.Helper()
			if got := onFront(w, w.Reader, 0, models.FrontLead); !slices.Equal(got, ids) {
				t.Errorf("%s: %v lead the page, want %v", what, got, ids)
			}
		}
		want("composed", second.ID, first.ID)
		w.Must(w.Store.UndoFront(w.Ctx, w.Sam, 0, 2))
		want("undone", first.ID)
		w.Must(w.Store.UndoFront(w.Ctx, w.Sam, 0, 3))
		want("undone twice", second.ID, first.ID)
		w.Must(w.Store.ResetFront(w.Ctx, w.Sam, 0, 4))
		want("by itself")
		if houseOf(w).Fronts[0].Composed() {
			t.Error("it is still composed")
		}
		w.Must(w.Store.UndoFront(w.Ctx, w.Sam, 0, 5))
		want("undone again", second.ID, first.ID)
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'front.composed'`); n != 6 {
			t.Errorf("%d entries for 6 changes", n)
		}
	})
}

func TestComposeFront_ofATopicIsApartFromTheFrontPage(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := talkIn(w, testkit.BackRoom)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, th.TopicID, frontOf(th.TopicID, 0, models.FrontPinned, 0, th.ID)))
		if len(onFront(w, w.Mia, 0, models.FrontPinned)) != 0 || len(onFront(w, w.Mia, th.TopicID, models.FrontPinned)) != 1 {
			t.Error("what was composed for one place stands in another")
		}
		if got := onFront(w, w.Reader, th.TopicID, models.FrontPinned); len(got) != 0 {
			t.Errorf("a reader finds %v in a topic for members", got)
		}
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontLead, 0)))
	})
}

func TestWatchFronts_tellsOnceOfPicksWhoseTimeIsOver(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, stays := talkIn(w, testkit.RemoteWork), talkIn(w, testkit.Photography)
		in := frontOf(0, 0, models.FrontLead, 2, th.ID)
		in.Blocks[2].Picks = []models.FrontPickInput{{ThreadID: stays.ID}}
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, in))
		w.Events()
		for _, step := range []struct {
			after time.Duration
			ended int64
			told  []models.EventType
		}{{47 * time.Hour, 0, nil}, {time.Hour, 1, []models.EventType{models.EventSiteChanged}}, {time.Hour, 0, nil}, {365 * 24 * time.Hour, 0, nil}} {
			w.Clock.Advance(step.after)
			ended, err := w.Store.WatchFronts(w.Ctx)
			if err != nil || ended != step.ended {
				t.Errorf("%d picks ended (%v), want %d", ended, err, step.ended)
			}
			wantEvents(t, w, step.told...)
		}
		if len(onFront(w, w.Reader, 0, models.FrontPinned)) != 1 {
			t.Error("what was picked without an end is gone")
		}
	})
}

func TestFrontBlocks_areEachShownOnceWhateverWasSet(t *testing.T) {
	off := models.Front{Sets: []models.FrontSet{{Block: models.FrontHeard}, {Block: models.FrontLead, Shown: true}}}
	for _, f := range []models.Front{{}, off} {
		for _, topic := range []int64{0, 7} {
			var got []models.FrontBlock
			for _, s := range f.Blocks(topic) {
				got = append(got, s.Block)
			}
			want := models.FrontBlocks(topic)
			if f.Composed() && got[0] != models.FrontHeard {
				t.Errorf("the order is %v", got)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("topic %d has %v, want %v", topic, got, want)
			}
		}
	}
}

func TestNextHours_putsThoseChosenFirstWhileTheyAreToCome(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		soon := scheduled(w)
		in := anHour(w)
		in.DraftKey, in.StartsAt, in.EndsAt = "later", in.StartsAt.Add(24*time.Hour), in.EndsAt.Add(24*time.Hour)
		later, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, in)
		w.Must(err)
		w.Must(w.Store.ComposeFront(w.Ctx, w.Sam, 0, frontOf(0, 0, models.FrontEvents, 0, later.ID)))
		order := func(want ...int64) {
			t.Helper()
			hours, err := w.Store.NextHours(w.Ctx, w.Reader, onFront(w, w.Reader, 0, models.FrontEvents), 3)
			w.Must(err)
			var got []int64
			for _, h := range hours {
				got = append(got, h.ThreadID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("the hours are %v, want %v", got, want)
			}
		}
		order(later.ID, soon.ID)
		w.Clock.Advance(30 * time.Hour)
		order()
		if fault := faultOf(w, w.Sam, 0, models.FrontEvents); !strings.Contains(fault, "over") {
			t.Errorf("staff are told %q", fault)
		}
	})
}
