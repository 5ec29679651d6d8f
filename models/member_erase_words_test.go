package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func edit(w *testkit.World, v models.Viewer, id int64, body string) {
	w.T.Helper()
	_, err := w.Store.EditPost(w.Ctx, v, id, models.EditInput{Body: &body})
	w.Must(err)
}

func TestDeleteAccount_reachesTheHandleWhereverOthersWroteIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Who was that?", "I ask.")
		edited := w.Reply(w.Max, th.ID, "As @mia said, lavender.")
		edit(w, w.Max, edited.ID, "As somebody said, lavender.")
		twice := w.Reply(w.Max, th.ID, "Ask @Mia!")
		edit(w, w.Max, twice.ID, "Ask [her](/members/mia)!")
		edit(w, w.Max, twice.ID, "Ask around!")
		code := w.Reply(w.Max, th.ID, "Type `@mia`.")
		link := w.Reply(w.Max, th.ID, "See [her page](/members/mia).")
		longer := w.Reply(w.Max, th.ID, "Ask @mia-two, @miaow or me@mia.example instead.")
		hidden := w.Reply(w.Max, th.ID, "Hidden, by @mia.")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, hidden.ID, models.DeleteInput{Rule: "other", Reason: "Beside the point."})
		w.Must(err)
		for key, in := range map[string]models.DraftInput{
			"reply": {Body: "Dear @mia, thank you.", ThreadID: th.ID},
			"new":   {Title: "A question for @MIA", Body: "See /members/mia", Standfirst: "By @mia", Kind: "discussion"},
			"other": {Body: "Dear @miaow, thank you."},
		} {
			in.Key = key
			_, err := w.Store.SaveDraft(w.Ctx, w.Hana, in)
			w.Must(err)
		}
		version := postNow(w, edited.ID).Version
		leave(t, w, signIn(t, w, "mia", home).Viewer, "keep")

		former := fmt.Sprintf("former-%d", w.Mia.ID)
		for _, column := range []string{"posts.body", "posts.html", "revisions.body", "drafts.body", "drafts.title", "drafts.standfirst", "search_documents.body"} {
			table, name, _ := strings.Cut(column, ".")
			var texts []string
			w.Must(w.DB.Write.Raw(`SELECT ` + name + ` FROM ` + table + ` ORDER BY 1`).Scan(&texts).Error)
			for _, text := range texts {
				others := strings.NewReplacer("@mia-two", "", "@miaow", "", "me@mia.example", "").Replace(strings.ToLower(text))
				if strings.Contains(others, "@mia") || strings.Contains(others, "/members/mia") {
					t.Errorf("%s still says %q", column, text)
				}
			}
		}
		for _, id := range []int64{code.ID, link.ID} {
			if p := storedPost(w, "id = ?", id); !strings.Contains(p.Body, former) {
				t.Errorf("post says %q", p.Body)
			}
		}
		if p := storedPost(w, "id = ?", longer.ID); p.Version != 1 || p.Body != longer.Body {
			t.Errorf("other handles were touched: %q", p.Body)
		}
		if p := storedPost(w, "id = ?", edited.ID); p.Version != version {
			t.Error("a post whose words stay the same is a new version")
		}
		d, err := w.Store.Draft(w.Ctx, w.Hana, "reply")
		w.Must(err)
		if d.Body != "Dear @"+former+", thank you." || d.Version != 1 {
			t.Errorf("draft = %+v", d.Draft)
		}
		h, err := w.Store.History(w.Ctx, w.Reader, twice.ID, 1)
		w.Must(err)
		if len(h.Revisions) != 2 {
			t.Errorf("%d edits in the history, want 2", len(h.Revisions))
		}
	})
}

func TestSweepErasures_endsHoweverManyQuoteTheMember(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Who was that?", "I ask.")
		mine := w.Reply(w.Mia, th.ID, "Lavender.")
		const many = 520
		w.Exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO posts (thread_id, number, author_id, status, body, html, markup_version, version, created_at)
			SELECT CAST(? AS BIGINT), 100 + i, CAST(? AS BIGINT), 'visible', 'Hello, @miaow.', '', 1, 1, t.created_at
			FROM n JOIN threads t ON t.id = ?`, many, th.ID, w.Max.ID, th.ID)
		w.Exec(`INSERT INTO quotes (post_id, source_id) SELECT id, CAST(? AS BIGINT) FROM posts WHERE number > 100`, mine.ID)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		more, err := w.Store.SweepErasures(w.Ctx)
		w.Must(err)
		if more {
			t.Error("posts that need no change keep the sweep from ending")
		}
		if n := w.Count(`SELECT COUNT(*) FROM erasures`); n != 0 {
			t.Errorf("the handle is kept in %d erasures", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM posts WHERE number > 100 AND version > 1`); n != 0 {
			t.Errorf("%d posts were rewritten for nothing", n)
		}
	})
}
