package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const offer = "My cousin parts with twelve desks, all of them as good as new."

func TestSignals_holdOnlyTogether(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Reply(w.Nia, th.ID, "Look at https://a.example.test and https://b.example.test.") // two links: not yet
		w.Reply(w.Max, th.ID, offer+" https://c.example.test https://d.example.test")
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: offer + " https://c.example.test https://d.example.test"})
		held(t, err) // two links, and word for word what somebody else said
		c := onlyHold(w)
		for _, want := range []string{"some_links:2", "copied:1"} {
			if !slices.Contains(strings.Split(c.Reasons, ","), want) {
				t.Errorf("the reasons are %s, without %s", c.Reasons, want)
			}
		}
		if n := w.Count(`SELECT score FROM held_posts`); n < 5 {
			t.Errorf("it is held for %d points", n)
		}
		w.Reply(w.Max, th.ID, offer+" https://c.example.test https://d.example.test") // who has been here a while may
	})
}

func TestSignals_goByTheCommunitysScore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		for _, score := range []int64{2, 13, -1} {
			wrongField(t, w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Score: score}), "score")
		}
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Score: 3}))
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: "https://a.example.test https://b.example.test https://c.example.test"})
		held(t, err)
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Score: 12, Words: "casino"}))
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Words: "casino"})) // as it is
		d, err := w.Store.Directory(w.Ctx)
		if err != nil || d.Site.HoldAt != 12 {
			t.Errorf("the score is %d (%v)", d.Site.HoldAt, err)
		}
		w.Reply(w.Nia, th.ID, "https://d.example.test https://e.example.test https://f.example.test")
		_, err = w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: "Come to my casino."}) // a listed word waits whatever the score
		held(t, err)
	})
}

func TestSignals_countHasteAndRepetition(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		w.Must(w.Store.SetHoldRules(w.Ctx, w.Ada, models.HoldRules{Score: 6}))
		for i := range 2 {
			w.Reply(w.Nia, th.ID, offer)
			w.Reply(w.Nia, th.ID, fmt.Sprint("And another thing, number ", i))
			w.Clock.Advance(time.Minute)
		}
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: offer})
		held(t, err)
		if c := onlyHold(w); !strings.Contains(c.Reasons, "fast:4") || !strings.Contains(c.Reasons, "repeated:2") {
			t.Errorf("the reasons are %s", c.Reasons)
		}
		w.Clock.Advance(25 * time.Hour)
		w.Reply(w.Viewer("nia"), th.ID, offer) // a day later it is no repetition
	})
}
