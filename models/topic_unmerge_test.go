package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// topicsAsTheyStand is everything that a merge touches, in an order.
func topicsAsTheyStand(w *testkit.World) string {
	w.T.Helper()
	var all []string
	for _, query := range []string{
		`SELECT 'topic ' || id || ' ' || slug || ' ' || name || ' ' || visibility || ' ' || kinds || ' ' || position || ' ' || COALESCE(owner_id, 0) || ' ' || cover || ' ' || posting_rules FROM topics ORDER BY id`,
		`SELECT 'host ' || topic_id || ' ' || member_id FROM topic_hosts ORDER BY topic_id, member_id`,
		`SELECT 'mute ' || member_id || ' ' || topic_id FROM mutes WHERE topic_id IS NOT NULL ORDER BY member_id, topic_id`,
		`SELECT 'muted ' || id || ' ' || mute_count FROM members ORDER BY id`,
		`SELECT 'slug ' || slug || ' ' || topic_id FROM topic_slugs ORDER BY slug`,
		`SELECT 'thread ' || id || ' ' || topic_id || ' ' || status || ' ' || CASE WHEN pinned_at IS NULL THEN 'loose' ELSE 'pinned' END FROM threads ORDER BY id`,
		`SELECT 'count ' || topic_id || ' ' || kind || ' ' || threads || ' ' || posts FROM topic_counts WHERE threads > 0 ORDER BY topic_id, kind`,
		`SELECT 'draft ' || draft_key || ' ' || topic FROM drafts ORDER BY draft_key`,
		`SELECT 'held ' || id || ' ' || COALESCE(topic_id, 0) FROM held_posts ORDER BY id`,
	} {
		var rows []string
		w.Must(w.DB.Read.Raw(query).Scan(&rows).Error)
		all = append(all, rows...)
	}
	return strings.Join(all, "\n")
}

func onlyMerge(w *testkit.World) models.TopicMergeView {
	w.T.Helper()
	list, err := w.Store.TopicMerges(w.Ctx, w.Ada)
	w.Must(err)
	if len(list) != 1 {
		w.T.Fatalf("%d merges can be undone, want 1", len(list))
	}
	return list[0]
}

func TestUndoTopicMerge_bringsBackWhatWas(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, handle := range []string{"mia", "max", "hana"} {
			w.Must(w.Store.SetMute(w.Ctx, w.Viewer(handle), models.MuteTopic, testkit.Photography, 0, handle == "hana"))
		}
		n := 0
		rapid.Check(t, func(r *rapid.T) {
			if n++; n > 6 { // each world that a merge leaves is as good as a new one
				return
			}
			slug, hosts := fmt.Sprintf("office-%d", n), rapid.SampledFrom([]string{"", "hana", "hana,max"}).Draw(r, "hosts")
			_, err := w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Hosts: &hosts})
			w.Must(err)
			if rapid.Bool().Draw(r, "renamed") {
				_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Slug: &slug})
				w.Must(err)
			} else {
				slug = testkit.RemoteWork
			}
			for range rapid.IntRange(0, 3).Draw(r, "threads") {
				th := w.Start(w.Mia, slug, rapid.SampledFrom([]models.Kind{models.KindDiscussion, models.KindQuestion, models.KindSuggestion}).Draw(r, "kind"), "A desk", "Words enough to stand there.")
				if rapid.Bool().Draw(r, "pinned") {
					w.Must(w.Store.SetPinned(w.Ctx, w.Mo, th.ID, true))
				}
				if rapid.Bool().Draw(r, "removed") {
					w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, th.ID, "other", "Asked in jest alone."))
				}
			}
			w.Must(w.Store.SetMute(w.Ctx, w.Max, models.MuteTopic, slug, 0, rapid.Bool().Draw(r, "muted")))
			_, err = w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: fmt.Sprint("draft-", n), Kind: "discussion", Topic: slug, Title: "A chair"})
			w.Must(err)
			w.Clock.Advance(time.Minute)
			before := topicsAsTheyStand(w)
			w.Must(merging(w, w.Ada, slug, testkit.Photography, "Remote work"))
			if topicsAsTheyStand(w) == before {
				t.Fatal("the merge changed nothing: this proves nothing")
			}
			w.Clock.Advance(29 * 24 * time.Hour)
			out, err := w.Store.UndoTopicMerge(w.Ctx, w.Viewer("ada"), onlyMerge(w).ID)
			w.Must(err)
			if after := topicsAsTheyStand(w); after != before || len(out.Left) != 0 || out.Topic.Slug != slug {
				t.Errorf("%d stay; before:\n%s\nafter:\n%s", len(out.Left), before, after)
			}
			w.Recount()
			if slug != testkit.RemoteWork {
				back := testkit.RemoteWork
				_, err = w.Store.ChangeTopic(w.Ctx, w.Viewer("ada"), slug, models.TopicChange{Slug: &back})
				w.Must(err)
			}
		})
	})
}

func TestUndoTopicMerge_leavesWhatHappenedSince(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		start := func(title string) models.Thread {
			return w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, title, "Words.")
		}
		stays, moved, removed := start("A desk"), start("A chair"), start("A lamp")
		w.Must(merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Remote work"))
		w.Clock.Advance(time.Hour)
		w.Must(w.Store.MoveThread(w.Ctx, w.Mo, moved.ID, testkit.BackRoom, "It is among us."))
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, removed.ID, "other", "Asked in jest alone."))
		since := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		w.Reply(w.Max, stays.ID, "Oak.")
		w.Events()
		out, err := w.Store.UndoTopicMerge(w.Ctx, w.Ada, onlyMerge(w).ID)
		w.Must(err)
		wantEvents(t, w, models.EventSiteChanged)
		if len(out.Left) != 2 || out.Left[0].ID != moved.ID || out.Left[1].ID != removed.ID {
			t.Errorf("what stays is %+v", out.Left)
		}
		for id, want := range map[int64]string{stays.ID: testkit.RemoteWork, moved.ID: testkit.BackRoom, removed.ID: testkit.Photography, since.ID: testkit.Photography} {
			if w.Count(`SELECT COUNT(*) FROM threads t JOIN topics o ON o.id = t.topic_id WHERE t.id = ? AND o.slug = ?`, id, want) != 1 {
				t.Errorf("thread %d is not in %s", id, want)
			}
		}
		if now, err := w.Store.TopicNow(w.Ctx, w.Reader, testkit.RemoteWork); err == nil && now != testkit.RemoteWork {
			t.Errorf("the address leads to %q", now)
		}
		w.Recount()
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'topic.unmerged'`); n != 1 {
			t.Errorf("%d entries of it", n)
		}
		w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "A shelf", "Words.")
	})
}

func TestUndoTopicMerge_isRefusedWhereItCannotBe(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		undo := func(v models.Viewer, id int64) error {
			_, err := w.Store.UndoTopicMerge(w.Ctx, v, id)
			return err
		}
		extra, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Name: "Offices", Visibility: "public", Kinds: "discussion"})
		w.Must(err)
		w.Must(merging(w, w.Ada, testkit.RemoteWork, "offices", "Remote work"))
		first := onlyMerge(w).ID
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			refused(t, undo(v, first), models.NotFound)
		}
		refused(t, undo(w.Sam, first), models.Forbidden)
		refused(t, undo(w.Mo, first), models.Forbidden)
		refused(t, undo(w.Ada, first+77), models.NotFound)
		_, err = w.Store.TopicMerges(w.Ctx, w.Mo)
		refused(t, err, models.Forbidden)
		hidden := "staff"
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, "offices", models.TopicChange{Visibility: &hidden})
		w.Must(err)
		refused(t, undo(w.Ada, first), models.Conflict) // what was said among staff since would come out
		hidden = "public"
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, "offices", models.TopicChange{Visibility: &hidden})
		w.Must(err)
		w.Must(merging(w, w.Ada, "offices", testkit.Photography, "Offices"))
		refused(t, undo(w.Ada, first), models.Conflict) // offices is not there
		list, err := w.Store.TopicMerges(w.Ctx, w.Ada)
		w.Must(err)
		if len(list) != 2 || list[0].TopicID != extra.ID || list[0].IntoName != "Photography" || list[1].IntoName != "" || list[0].Actor.ID != w.Ada.ID {
			t.Fatalf("the merges are %+v", list)
		}
		w.Must(undo(w.Ada, list[0].ID))
		taken := testkit.RemoteWork
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, "offices", models.TopicChange{Slug: &taken})
		w.Must(err)
		refused(t, undo(w.Ada, first), models.Conflict) // the address is another's
		taken = "offices"
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, testkit.RemoteWork, models.TopicChange{Slug: &taken})
		w.Must(err)
		w.Must(undo(w.Ada, first))
		refused(t, undo(w.Ada, first), models.Conflict)
		w.Must(merging(w, w.Ada, testkit.RemoteWork, testkit.Photography, "Remote work"))
		last := onlyMerge(w).ID
		w.Clock.Advance(models.TopicUnmergeFor)
		refused(t, undo(w.Viewer("ada"), last), models.Conflict)
		list, err = w.Store.TopicMerges(w.Ctx, w.Viewer("ada"))
		w.Must(err)
		if len(list) != 0 {
			t.Errorf("%d merges are still offered", len(list))
		}
	})
}
