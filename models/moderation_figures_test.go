package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func months(w *testkit.World) []models.ModerationMonth {
	w.T.Helper()
	list, err := w.Store.ModerationMonths(w.Ctx)
	w.Must(err)
	if len(list) != models.FigureMonths {
		w.T.Fatalf("%d months", len(list))
	}
	return list
}

func removeReply(w *testkit.World, topic, rule string) {
	w.T.Helper()
	th := w.Start(w.Mia, topic, models.KindDiscussion, "Words about "+topic, "Words.")
	_, err := w.Store.DeletePost(w.Ctx, w.Mo, w.Reply(w.Max, th.ID, "Buy this.").ID, models.DeleteInput{Reason: "Not here.", Rule: rule})
	w.Must(err)
}

func TestModerationMonths_countRemovalsByRuleInTheMonthTheyWereMade(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removeReply(w, testkit.RemoteWork, "spam")
		removeReply(w, testkit.RemoteWork, "spam")
		removeReply(w, testkit.Photography, "abuse")
		removeReply(w, testkit.BackRoom, "abuse") // members alone see that topic, and no figure tells of it
		th := w.Start(w.Mo, testkit.RemoteWork, models.KindDiscussion, "Mine", "Words.")
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "I changed my mind."))
		w.Clock.Set(testkit.Start.AddDate(0, 1, 0))
		removeReply(w, testkit.RemoteWork, "illegal")
		w.Clock.Set(testkit.Start.AddDate(0, 2, 0))
		got := months(w)
		if !got[0].Quiet() || got[1].Removals() != 1 || got[1].Removed[models.RuleIllegal] != 1 {
			t.Errorf("this month %+v, the last %+v", got[0], got[1])
		}
		if m := got[2]; m.Removals() != 3 || m.Removed[models.RuleSpam] != 2 || m.Removed[models.RuleAbuse] != 1 {
			t.Errorf("two months ago: %+v", m)
		}
		w.Clock.Set(testkit.Start.AddDate(1, 2, 0))
		for _, m := range months(w) {
			if !m.Quiet() {
				t.Errorf("a year later %s still counts %+v", m.Starts, m)
			}
		}
	})
}

func TestModerationMonths_countAppealsAndWhatCameOfThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		removeReply(w, testkit.RemoteWork, "spam")
		first := appeal(w, w.Max)
		removeReply(w, testkit.RemoteWork, "spam")
		second := appeal(w, w.Max)
		removeReply(w, testkit.RemoteWork, "spam")
		undo(w, w.Mo, lastAction(w))
		removeReply(w, testkit.BackRoom, "spam")
		hidden := appeal(w, w.Max)
		w.Clock.Set(testkit.Start.AddDate(0, 1, 0))
		answerAppeal(w, w.Ada, first, "upheld")
		answerAppeal(w, w.Ada, second, "reversed")
		answerAppeal(w, w.Ada, hidden, "reversed")
		got := months(w)
		if m := got[1]; m.Removals() != 3 || m.Appeals != 2 || m.Undone != 1 || m.Upheld+m.Reversed != 0 {
			t.Errorf("the month of the appeals: %+v", m)
		}
		if m := got[0]; m.Appeals != 0 || m.Upheld != 1 || m.Reversed != 1 || m.Undone != 0 {
			t.Errorf("the month of the answers: %+v", m)
		}
	})
}

func TestModerationMonths_beginAtTheCommunitysMidnight(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "max", "abuse", "Be kind."))
		for i, m := range months(w) {
			local := m.Starts
			if local.Day() != 1 || local.Hour() != 0 || (i > 0 && !local.Before(testkit.Start)) {
				t.Errorf("month %d begins %s", i, local)
			}
		}
		w.Clock.Set(months(w)[0].Starts.Add(-time.Second))
		removeReply(w, testkit.RemoteWork, "spam")
		w.Clock.Advance(time.Second)
		removeReply(w, testkit.RemoteWork, "spam")
		if got := months(w); got[0].Removals() != 1 || got[1].Removals() != 1 {
			t.Errorf("a second apart, in one month: %+v", got[:2])
		}
	})
}
