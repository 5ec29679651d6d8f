package models_test

import (
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// cast is everybody who may ask, by name.
func cast(w *testkit.World) map[string]models.Viewer {
	return map[string]models.Viewer{
		"reader": w.Reader, "nia": w.Nia, "mia": w.Mia, "max": w.Max, "hana": w.Hana, "sam": w.Sam, "mo": w.Mo, "ada": w.Ada,
	}
}

// scene is a thread in some state with a reply in some state.
type scene struct {
	name    string
	thread  models.Thread
	topic   models.Topic
	opening models.Post
	reply   models.Post
}

// scenes are every visibility of a topic with every status of a thread and of a reply in it, each thread by Mia
// and each reply by Max but where they cannot see the topic.
func scenes(w *testkit.World) []scene {
	w.T.Helper()
	var made []scene
	for _, topic := range []string{testkit.RemoteWork, testkit.Photography, testkit.BackRoom, testkit.StaffTable} {
		author, answerer := w.Mia, w.Max
		if topic == testkit.StaffTable {
			author, answerer = w.Sam, w.Mo
		}
		for _, status := range []models.ThreadStatus{
			models.ThreadDraft, models.ThreadScheduled, models.ThreadPublished, models.ThreadUnpublished, models.ThreadRemoved,
		} {
			for _, reply := range []models.PostStatus{models.PostVisible, models.PostDeleted, models.PostRemoved} {
				for _, state := range []string{"open", "locked", "archived"} {
					made = append(made, build(w, topic, author, answerer, status, reply, state))
				}
			}
		}
	}
	return made
}

func build(w *testkit.World, topic string, author, answerer models.Viewer, status models.ThreadStatus, reply models.PostStatus, state string) scene {
	name := topic + " " + string(status) + " " + string(reply) + " " + state
	th := w.Start(author, topic, models.KindDiscussion, name, "Opening words")
	p := w.Reply(answerer, th.ID, "Words of the reply")
	w.Exec(`UPDATE threads SET status = ?, withdrawn_by = ? WHERE id = ?`, status, w.Mo.ID, th.ID)
	if status == models.ThreadDraft || status == models.ThreadScheduled {
		w.Exec(`UPDATE threads SET published_at = NULL WHERE id = ?`, th.ID)
	}
	if reply != models.PostVisible {
		w.Exec(`UPDATE posts SET status = ?, removed_at = created_at, removed_by = author_id WHERE id = ?`, reply, p.ID)
	}
	if state == "locked" {
		w.Exec(`UPDATE threads SET locked_at = created_at WHERE id = ?`, th.ID)
	}
	s := scene{name: name, opening: openingOf(w, th), reply: postNow(w, p.ID)}
	w.Must(w.DB.Write.Raw(`SELECT * FROM threads WHERE id = ?`, th.ID).Scan(&s.thread).Error)
	w.Must(w.DB.Write.Raw(`SELECT * FROM topics WHERE id = ?`, th.TopicID).Scan(&s.topic).Error)
	if state == "archived" {
		at := testkit.Start
		s.topic.ArchivedAt = &at
	}
	return s
}

func TestPolicy_predicatesAndQueriesAgreeRowByRow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		all := scenes(w)
		for who, v := range cast(w) {
			var listed []int64
			for page := 1; ; page++ {
				items, err := w.Store.Threads(w.Ctx, v, models.ThreadFilter{}, page, 50)
				w.Must(err)
				if len(items) == 0 {
					break
				}
				for _, i := range items {
					listed = append(listed, i.ID)
				}
			}
			for _, s := range all {
				sees := v.CanSeeThread(s.thread, s.topic)
				if in := slices.Contains(listed, s.thread.ID); in != (sees && s.thread.Published()) {
					t.Errorf("%s: %s: listed %v, may see %v", who, s.name, in, sees)
				}
				_, err := w.Store.Thread(w.Ctx, v, s.thread.ID)
				if found := models.KindOf(err) != models.NotFound || err == nil; found != sees {
					t.Errorf("%s: %s: found %v, may see %v: %v", who, s.name, found, sees, err)
				}
				withdrawn := s.thread.Status == models.ThreadUnpublished || s.thread.Status == models.ThreadRemoved
				if sees && (err == nil) != (!withdrawn || v.CanReadWithdrawn(s.thread)) {
					t.Errorf("%s: %s: reading a withdrawn thread: %v", who, s.name, err)
				}
				p, _, perr := w.Store.Post(w.Ctx, v, s.reply.ID)
				if perr == nil && (p.Body != "") != (s.reply.Visible() || v.CanReadRemoved(s.reply)) {
					t.Errorf("%s: %s: words of the reply: %q", who, s.name, p.Body)
				}
			}
		}
	})
}

func TestPolicy_verbsDoWhatPredicatesSay(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite") // what a verb asks is the same on both
	for _, s := range scenes(w) {
		if s.topic.Archived() {
			w.Exec(`UPDATE topics SET archived_at = ? WHERE id = ?`, testkit.Start, s.topic.ID)
		}
		for who, v := range cast(w) {
			_, err := w.Store.React(w.Ctx, v, s.reply.ID, "👍", true)
			agree(t, who, "react: "+s.name, v.CanReact(s.reply, s.thread, s.topic), err)
			_, err = w.Store.EditPost(w.Ctx, v, s.reply.ID, models.EditInput{Body: text("Words of the reply")})
			agree(t, who, "edit: "+s.name, v.CanEditPost(s.reply, s.thread, s.topic), err)
			_, err = w.Store.CreatePost(w.Ctx, v, s.thread.ID, models.PostInput{Body: "Another reply", DraftKey: "matrix" + itoa(int(s.thread.ID))})
			if !v.NewMember(w.Clock.Now()) {
				agree(t, who, "reply: "+s.name, v.CanReply(s.thread, s.topic), err)
			}
		}
		w.Exec(`UPDATE topics SET archived_at = NULL`)
	}
}

func agree(t *testing.T, who, what string, may bool, err error) {
	t.Helper()
	if may != (err == nil) {
		t.Errorf("%s: %s: may %v, the verb says %v", who, what, may, err)
	}
	if err == nil {
		return
	}
	switch kind := models.KindOf(err); kind {
	case models.Unauthenticated, models.NotFound, models.Forbidden, models.Gone:
	default:
		t.Errorf("%s: %s: refused as %s: %v", who, what, kind, err)
	}
}

func TestPolicy_whoMayTakeAwayAndBringBack(t *testing.T) {
	now := testkit.Start
	topic := models.Topic{ID: 1, Visibility: models.VisiblePublic}
	author, other := models.Viewer{ID: 1}, models.Viewer{ID: 2}
	host := models.Viewer{ID: 3, HostOf: []int64{1}}
	staff := models.Viewer{ID: 4, Role: models.RoleContributor}
	moderator := models.Viewer{ID: 5, Role: models.RoleModerator}
	long := now.Add(-models.OwnRestore)
	open := models.Thread{ID: 1, TopicID: 1, Status: models.ThreadPublished, PublishedAt: &now}
	locked := open
	locked.LockedAt = &now
	visible := models.Post{ID: 1, Number: 2, AuthorID: 1, Status: models.PostVisible}
	deleted := models.Post{ID: 1, Number: 2, AuthorID: 1, Status: models.PostDeleted, RemovedAt: &now}
	late := deleted
	late.RemovedAt = &long
	removed := models.Post{ID: 1, Number: 2, AuthorID: 1, Status: models.PostRemoved, RemovedAt: &now}
	for _, c := range []struct {
		what            string
		thread          models.Thread
		post            models.Post
		delete, restore []models.Viewer
	}{
		{"a visible post", open, visible, []models.Viewer{author, moderator}, nil},
		{"a visible post, locked", locked, visible, []models.Viewer{moderator}, nil},
		{"a deleted post", open, deleted, nil, []models.Viewer{author}},
		{"a deleted post, locked", locked, deleted, nil, nil},
		{"a post deleted long ago", open, late, nil, nil},
		{"a removed post", open, removed, nil, []models.Viewer{moderator}},
	} {
		for _, v := range []models.Viewer{{}, author, other, host, staff, moderator} {
			has := func(list []models.Viewer) bool {
				return slices.ContainsFunc(list, func(o models.Viewer) bool { return o.ID == v.ID })
			}
			if got := v.CanDeletePost(c.post, c.thread, topic); got != has(c.delete) {
				t.Errorf("%s: viewer %d may delete: %v", c.what, v.ID, got)
			}
			if got := v.CanRestorePost(c.post, c.thread, topic, now.Add(time.Hour)); got != has(c.restore) {
				t.Errorf("%s: viewer %d may restore: %v", c.what, v.ID, got)
			}
		}
	}
}
