package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/migrations"
	"github.com/commonthread/commonthread/models"
)

// purgedAfter is when what its author deleted is gone for good: a day after it can be brought back no more.
const purgedAfter = models.OwnRestore + 24*time.Hour

// anywhere counts the rows of the database, in any table, that hold the words.
func anywhere(w *testkit.World, words string) (tables []string) {
	w.T.Helper()
	for _, c := range []string{
		"posts.body", "posts.html", "revisions.body", "revisions.title", "revisions.standfirst", "threads.title", "threads.slug", "threads.excerpt",
		"threads.standfirst", "threads.tags", "search_documents.body", "search_documents.title", "drafts.body", "held_posts.body", "held_posts.changed",
		"corrections.words", "pictures.alt", "audit_log.before", "audit_log.after",
	} {
		table, column, _ := strings.Cut(c, ".")
		if w.Count(`SELECT COUNT(*) FROM `+table+` WHERE LOWER(`+column+`) LIKE ?`, "%"+words+"%") > 0 {
			tables = append(tables, c)
		}
	}
	return tables
}

func TestPurgeDeleted_M01_takesTheWordsForGood(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, other := discussionTo(w), w.Start(w.Hana, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")
		p := w.Reply(w.Max, th.ID, "My zanzibar address, @mia")
		_, err := w.Store.EditPost(w.Ctx, w.Max, p.ID, models.EditInput{Body: text("My new zanzibar address")})
		w.Must(err)
		quoting := w.Reply(w.Hana, other.ID, markup.Quote("max", p.ID, p.Body)+"I know.")
		requoted := w.Reply(w.Nia, other.ID, markup.Quote("max", p.ID, p.Body)+"I too.")
		_, err = w.Store.EditPost(w.Ctx, w.Nia, requoted.ID, models.EditInput{Body: text("I too know.")})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
		w.Must(err)
		if n, err := w.Store.PurgeDeleted(w.Ctx); n != 0 || err != nil {
			t.Fatalf("%d posts are purged while they can come back (%v)", n, err)
		}
		if found := anywhere(w, "zanzibar"); len(found) < 3 {
			t.Fatalf("the words are in %q alone, else this proves nothing", found)
		}
		w.Clock.Advance(purgedAfter)
		n, err := w.Store.PurgeDeleted(w.Ctx)
		w.Must(err)
		if found := anywhere(w, "zanzibar"); n != 1 || len(found) != 0 {
			t.Errorf("%d posts purged; the words are left in %q", n, found)
		}
		now, kept := postNow(w, p.ID), postNow(w, quoting.ID)
		if now.Status != models.PostDeleted || now.Number != p.Number || w.Count(`SELECT COUNT(*) FROM mentions WHERE post_id = ?`, p.ID) != 0 {
			t.Errorf("the stub is %+v", now)
		}
		if !strings.Contains(kept.HTML, stub) || !strings.Contains(kept.HTML, "I know.") || kept.EditedAt != nil {
			t.Errorf("what quoted it says %s", kept.HTML)
		}
		_, err = w.Store.RestorePost(w.Ctx, w.Max, p.ID, "")
		refused(t, err, models.Forbidden)
		if n, err := w.Store.PurgeDeleted(w.Ctx); n != 0 || err != nil {
			t.Errorf("a second run purges %d (%v)", n, err)
		}
		wantCounters(t, w)
	})
}

func TestPurgeDeleted_M01_takesAThreadThatWentAlong(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
			Topic: testkit.RemoteWork, Kind: string(models.KindStory), Title: "A year in zanzibar", Body: "It began in Zanzibar.",
			Standfirst: "What Zanzibar does.", Tags: "zanzibar",
		})
		w.Must(err)
		w.Must(w.Store.PublishStory(w.Ctx, w.Sam, th.ID))
		w.Must(w.Store.CorrectStory(w.Ctx, w.Sam, th.ID, "It was Zanzibar, not Pemba."))
		w.Reply(w.Max, th.ID, "Nice.")
		_, err = w.Store.DeletePost(w.Ctx, w.Sam, openingOf(w, th).ID, models.DeleteInput{})
		w.Must(err)
		w.Clock.Advance(purgedAfter)
		n, err := w.Store.PurgeDeleted(w.Ctx)
		w.Must(err)
		if found := anywhere(w, "zanzibar"); n != 1 || len(found) != 0 {
			t.Errorf("%d posts purged; the words are left in %q", n, found)
		}
		wantCounters(t, w)
	})
}

// What was edited before former quotations were kept is found by the migration, as an edit since then keeps it.
func TestFormerQuotes_ofBeforeAreFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := discussionTo(w)
		one, two := w.Reply(w.Max, th.ID, "One"), w.Reply(w.Max, th.ID, "Two")
		p := w.Reply(w.Hana, th.ID, markup.Quote("max", one.ID, "One")+"A\n\n"+markup.Quote("max", two.ID, "Two")+"B\n\n[@max](/posts/999) wrote: [x](/posts/1)")
		_, err := w.Store.EditPost(w.Ctx, w.Hana, p.ID, models.EditInput{Body: text("No quotation.")})
		w.Must(err)
		count := func() int64 {
			return w.Count(`SELECT COUNT(*) FROM former_quotes WHERE post_id = ? AND source_id IN (?, ?)`, p.ID, one.ID, two.ID)
		}
		if n := count(); n != 2 {
			t.Fatalf("an edit keeps %d, want 2", n)
		}
		w.Exec(`DELETE FROM former_quotes`)
		file, err := migrations.Files.ReadFile(string(w.DB.Kind) + "/0057_former_quotes.sql")
		w.Must(err)
		_, fill, _ := strings.Cut(string(file), "INSERT INTO former_quotes")
		fill, _, _ = strings.Cut(fill, ";")
		w.Exec("INSERT INTO former_quotes" + fill)
		if n := count(); n != 2 {
			t.Errorf("the migration finds %d, want 2", n)
		}
	})
}

// What a moderator removed stays for moderators to read, and for whoever judges an appeal.
func TestPurgeDeleted_keepsWhatModeratorsRemoved(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := discussionTo(w)
		p := w.Reply(w.Max, th.ID, "An insult")
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, p.ID, models.DeleteInput{Rule: "other", Reason: "Insulting"})
		w.Must(err)
		w.Clock.Advance(10 * purgedAfter)
		if n, err := w.Store.PurgeDeleted(w.Ctx); n != 0 || err != nil {
			t.Errorf("%d purged (%v)", n, err)
		}
		if _, err := w.Store.RestorePost(w.Ctx, w.Mo, p.ID, "It insults nobody."); err != nil || postNow(w, p.ID).Body != "An insult" {
			t.Errorf("it does not come back: %v", err)
		}
	})
}

func TestCleanExpired_forgetsDraftsThatWereDeleted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, err := w.Store.SaveDraft(w.Ctx, w.Mia, models.DraftInput{Key: "of-zanzibar-and-pemba", Kind: string(models.KindDiscussion), Body: "Of zanzibar"})
		w.Must(err)
		w.Must(w.Store.DeleteDraft(w.Ctx, w.Mia, "of-zanzibar-and-pemba"))
		w.Must(w.Store.CleanExpired(w.Ctx))
		if len(anywhere(w, "zanzibar")) == 0 {
			t.Fatal("it cannot be brought back any more")
		}
		w.Clock.Advance(models.DraftUndo + time.Minute)
		w.Must(w.Store.CleanExpired(w.Ctx))
		if found := anywhere(w, "zanzibar"); len(found) != 0 {
			t.Errorf("it is left in %q", found)
		}
	})
}
