package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func leave(t *testing.T, w *testkit.World, v models.Viewer, posts string) {
	t.Helper()
	w.Must(w.Store.DeleteAccount(w.Ctx, v, models.LeaveInput{Current: testkit.Password, Posts: posts}))
	for range 100 {
		more, err := w.Store.SweepErasures(w.Ctx)
		w.Must(err)
		if !more {
			return
		}
	}
	t.Fatal("the sweep does not end")
}

// traces counts where a text is still stored.
func traces(w *testkit.World, text string) map[string]int64 {
	w.T.Helper()
	found := map[string]int64{}
	for _, column := range []string{
		"members.handle", "members.name", "members.email", "members.email_key", "posts.body", "posts.html", "revisions.body",
		"search_documents.body", "search_documents.title", "threads.excerpt", "threads.title", "profile_fields.value", "drafts.body",
		"audit_log.after", "audit_log.before", "audit_log.reason", "audit_log.address", "erasures.handle",
		"decisions.words", "decisions.evidence", "decisions.evidence_url", "decisions.before", "supports.why", "notice_batches.words", "notes.body",
		"side_messages.body", "side_conversations.closing_line", "snoozes.reason", "saved_replies.body", "promise_annotations.words",
		"threads.outcome", "threads.standfirst", "revisions.title", "thanks.words", "contacts.words",
	} {
		table, name, _ := strings.Cut(column, ".")
		if n := w.Count(`SELECT COUNT(*) FROM `+table+` WHERE lower("`+name+`") LIKE ?`, "%"+strings.ToLower(text)+"%"); n > 0 {
			found[column] = n
		}
	}
	return found
}

// conversation has Mia write, be mentioned, quoted, and quoted being mentioned.
func conversation(w *testkit.World) (threads []models.Thread, posts []models.Post) {
	w.T.Helper()
	th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Where do you work best?", "Asking @mia above all, and @max-b.")
	mine := w.Reply(w.Mia, th.ID, "On the kitchen table, with lavender.")
	quoting := w.Reply(w.Hana, th.ID, markup.Quote("mia", mine.ID, mine.Body)+"That smells good, @mia.")
	edited := w.Reply(w.Sam, th.ID, "As @Mia said.")
	body := "As @mia said, and `@mia` too."
	_, err := w.Store.EditPost(w.Ctx, w.Sam, edited.ID, models.EditInput{Body: &body})
	w.Must(err)
	w.Reply(w.Max, th.ID, markup.Quote("sam", edited.ID, body)+"Yes.")
	own := w.Start(w.Mia, testkit.Photography, models.KindQuestion, "Which lavender is this?", "Nobody answered me.")
	return []models.Thread{th, own}, []models.Post{mine, quoting, edited}
}

func TestDeleteAccount_leavesNoTraceOfWhoItWas(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		tokens(w, w.Mia.ID)
		threads, posts := conversation(w)
		w.Must(w.Store.EditProfile(w.Ctx, w.Mia, profile(map[string][2]string{"bio": {"Thornbury born", "everyone"}})))
		w.Exec(`INSERT INTO bookmarks (member_id, post_id, created_at) VALUES (?, ?, ?)`, w.Mia.ID, posts[1].ID, w.Clock.Now())
		w.Exec(`INSERT INTO drafts (member_id, draft_key, body, updated_at) VALUES (?, 'k', 'unfinished', ?)`, w.Mia.ID, w.Clock.Now())
		w.Exec(`INSERT INTO requests (member_id, key_hash, fingerprint, created_at) VALUES (?, 'h', 'f', ?)`, w.Mia.ID, w.Clock.Now())
		if len(traces(w, "@mia")) == 0 {
			t.Fatal("nothing names her: this proves nothing")
		}
		leave(t, w, in.Viewer, "keep")

		for _, text := range []string{"@mia", "/members/mia", "Thornbury", "mia@example", home} {
			if found := traces(w, text); len(found) != 0 {
				t.Errorf("%q is still in %v", text, found)
			}
		}
		for _, table := range []string{"sessions", "tokens", "profile_fields", "drafts", "bookmarks", "read_positions", "password_resets", "creations", "requests"} {
			if n := w.Count(`SELECT COUNT(*) FROM `+table+` WHERE member_id = ?`, w.Mia.ID); n != 0 {
				t.Errorf("%d rows left in %s", n, table)
			}
		}
		list, err := w.Store.Posts(w.Ctx, w.Reader, threads[0].ID, 1)
		w.Must(err)
		if p := list[1]; !p.Visible() || p.Author.Name != models.FormerMember || !p.Author.Former() || !strings.Contains(p.HTML, "lavender") {
			t.Errorf("her post = %+v", p)
		}
		if !strings.Contains(list[2].HTML, "lavender") || !strings.Contains(list[0].Body, "@max-b") {
			t.Error("what was quoted, and other handles, must stay")
		}
		if w.Count(`SELECT COUNT(*) FROM search_documents WHERE body LIKE '%lavender%'`) == 0 {
			t.Error("kept posts must stay findable")
		}
		_, err = w.Store.Member(w.Ctx, w.Ada, "mia")
		wantKind(t, err, models.NotFound)
	})
}

// FAULTS M01, M02: posts stay as by a former member; what was taken away before goes for good, also where others quoted it.
func TestDeleteAccount_takesForGoodWhatWasRemovedBefore(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		th := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		stays := w.Reply(w.Mia, th.ID, "Some marigold.")
		removed, deleted := w.Reply(w.Mia, th.ID, "An insult of zanzibar."), w.Reply(w.Mia, th.ID, "A slip of zanzibar.")
		quoting := w.Reply(w.Max, th.ID, markup.Quote("mia", removed.ID, removed.Body)+"No need.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, removed.ID, models.DeleteInput{Rule: "abuse", Reason: "Insulting"})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mia, deleted.ID, models.DeleteInput{})
		w.Must(err)
		alone := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Off to Zanzibar", "Who comes?")
		_, err = w.Store.DeletePost(w.Ctx, w.Mia, openingOf(w, alone).ID, models.DeleteInput{})
		w.Must(err)
		if found := anywhere(w, "zanzibar"); len(found) < 3 {
			t.Fatal("the words are nowhere, else this proves nothing")
		}
		leave(t, w, in.Viewer, "keep")
		if found := anywhere(w, "zanzibar"); len(found) != 0 {
			t.Errorf("the words are left in %q", found)
		}
		if p := postNow(w, stays.ID); !p.Visible() || p.Body != "Some marigold." {
			t.Errorf("what stays is %+v", p)
		}
		if p := postNow(w, quoting.ID); !strings.Contains(p.HTML, stub) || !strings.Contains(p.HTML, "No need.") {
			t.Errorf("what quoted it says %q", p.HTML)
		}
		w.Recount()
	})
}

func TestDeleteAccount_takesThePostsAwayWhereWished(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := signIn(t, w, "mia", home)
		threads, _ := conversation(w)
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, threads[0].ID, true, "other", "Said enough."))
		w.Events()
		leave(t, w, in.Viewer, "remove")
		for _, text := range []string{"lavender", "Nobody answered", "@mia"} {
			if found := traces(w, text); len(found) != 0 {
				t.Errorf("%q is still in %v", text, found)
			}
		}
		list, err := w.Store.Posts(w.Ctx, w.Reader, threads[0].ID, 1)
		w.Must(err)
		if len(list) != 5 || list[1].Status != models.PostDeleted || !strings.Contains(list[2].HTML, "smells good") {
			t.Errorf("posts = %+v", list)
		}
		_, err = w.Store.Thread(w.Ctx, w.Reader, threads[1].ID)
		wantKind(t, err, models.Gone)
		removed := 0
		for _, e := range w.Events() {
			if e.Type == models.EventPostRemoved {
				removed++
			}
		}
		if removed != 1 {
			t.Errorf("%d removals told, want 1: the unanswered thread goes as a whole", removed)
		}
		view, err := w.Store.Thread(w.Ctx, w.Reader, threads[0].ID)
		w.Must(err)
		if view.PostCount != 4 {
			t.Errorf("%d posts counted, want 4", view.PostCount)
		}
	})
}

// FAULTS M06.
func TestDeleteAccount_retiresTheHandleAndFreesTheAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Mine for ever?", "Words.")
		in := signIn(t, w, "mia", home)
		leave(t, w, in.Viewer, "keep")
		_, err := w.Store.Join(w.Ctx, joining("mia"))
		wantField(t, err, "handle")
		again := joining("mia-two")
		again.Email = "mia@example.test"
		out, err := w.Store.Join(w.Ctx, again)
		w.Must(err)
		if out.Viewer.ID == w.Mia.ID || out.Viewer.PostCount != 0 {
			t.Errorf("inherited %+v", out.Viewer)
		}
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if !view.Author.Former() {
			t.Error("the thread found another author")
		}
		if alive(w, w.Store, in.Token) {
			t.Error("the session lives")
		}
		for _, login := range []string{"mia", "former-5", "former-" + strings.TrimPrefix(view.Author.Handle, "former-")} {
			_, err = try(w, login, testkit.Password, home)
			wantKind(t, err, models.Unauthenticated)
		}
	})
}

func TestDeleteAccount_needsThePasswordAChoiceAndAnotherAdministrator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		wantField(t, w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: "wrong", Posts: "keep"}), "current")
		wantField(t, w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password}), "posts")
		wantKind(t, w.Store.DeleteAccount(w.Ctx, w.Reader, models.LeaveInput{}), models.Unauthenticated)
		wantKind(t, w.Store.DeleteAccount(w.Ctx, w.Ada, models.LeaveInput{Current: testkit.Password, Posts: "keep"}), models.Conflict)
		if n := w.Count(`SELECT COUNT(*) FROM members WHERE status = 'erased'`); n != 0 {
			t.Errorf("%d erased", n)
		}
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleAdministrator, ""))
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Ada, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
	})
}
