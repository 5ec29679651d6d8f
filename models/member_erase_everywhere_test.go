package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// textColumns are all columns of the database that hold text, as table and column.
func textColumns(w *testkit.World) (columns [][2]string) {
	w.T.Helper()
	query := `SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND c.type = 'TEXT' ORDER BY 1, 2`
	if w.DB.Kind == database.Postgres {
		query = `SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND data_type = 'text' ORDER BY 1, 2`
	}
	var rows []struct{ TableName, ColumnName string }
	w.Must(w.DB.Write.Raw(query).Scan(&rows).Error)
	for _, r := range rows {
		columns = append(columns, [2]string{r.TableName, r.ColumnName})
	}
	return columns
}

// named lists where a handle is mentioned, as table.column: text.
func named(w *testkit.World, handle string) (places []string) {
	w.T.Helper()
	for _, c := range textColumns(w) {
		var texts []string
		w.Must(w.DB.Write.Raw(`SELECT ` + c[1] + ` FROM ` + c[0] + ` WHERE LOWER(` + c[1] + `) LIKE '%@` + handle + `%'`).Scan(&texts).Error)
		for _, text := range texts {
			places = append(places, fmt.Sprintf("%s.%s: %.80q", c[0], c[1], text))
		}
	}
	return places
}

// Staff write a handle in every kind of words that there is; once its member is gone it stands in none of them, and
// what was promised to them still stands.
func TestDeleteAccount_leavesTheHandleInNoWordsOfTheStaff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		const say = "Thanks to @max we looked at the third floor."
		th, other, third := suggest(w, "Quiet rooms"), suggest(w, "Quieter rooms"), suggest(w, "The quietest rooms")
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, say))
		w.Must(w.Store.Snooze(w.Ctx, w.Sam, th.ID, models.SnoozeInput{Days: 2, Reason: "Until @max is back"}))
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, say))
		w.Must(w.Store.CloseSide(w.Ctx, w.Sam, th.ID, say))
		_, err := w.Store.SetOwner(w.Ctx, w.Ada, th.ID, models.OwnerInput{Handle: "sam", Words: say, Note: say})
		w.Must(err)
		in := answer(w, th.ID, models.StateDone)
		in.Words, in.Evidence = say, "The desk of @max"
		_, err = w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
		w.Must(err)
		w.Must(w.Store.GiveVerdict(w.Ctx, w.Mia, th.ID, models.VerdictInput{Answered: "no", Because: "Ask @max, it is loud."}))
		w.Must(w.Store.Reopen(w.Ctx, w.Mia, th.ID, "It is still loud where @max sits."))
		in = answer(w, other.ID, models.StateMerged)
		in.Words, in.MergeInto = "The same as what @max asked for.", third.ID
		_, err = w.Store.Decide(w.Ctx, w.Sam, other.ID, in)
		w.Must(err)
		_, err = w.Store.Support(w.Ctx, w.Hana, third.ID, "I sit beside @max")
		w.Must(err)
		w.Must(w.Store.AnnotatePromise(w.Ctx, w.Ada, "In March @max kept all of us busy."))
		_, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: "As @max asks", Body: "What @max asked for.", Shared: true})
		w.Must(err)
		w.Must(w.Store.Thank(w.Ctx, w.Sam, "hana", third.ID, "You and @max saved us a month."))
		w.Must(w.Store.SetContactConsent(w.Ctx, w.Hana, "mail", "", true))
		w.Must(w.Store.LogContact(w.Ctx, w.Sam, "hana", "mail", "We wrote about @max."))
		asked, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
			Topic: testkit.RemoteWork, Title: "Which floor does @max sit on?", Body: "Ask @max.", Options: "Where @max sits\nElsewhere", ClosesOn: "2026-03-06",
		})
		w.Must(err)
		view, err := w.Store.Thread(w.Ctx, w.Hana, asked.ID)
		w.Must(err)
		c, err := w.Store.ConsultationOf(w.Ctx, w.Hana, view)
		w.Must(err)
		w.Must(w.Store.Vote(w.Ctx, w.Hana, asked.ID, c.Options[0].ID, "Because of @max"))
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Sam, asked.ID, "Most of you sit with @max.", "We begin where @max sits."))
		plain := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "What would @max do?", "I wonder.")
		reply := w.Reply(w.Hana, plain.ID, "Go there.")
		w.Must(w.Store.SetOutcome(w.Ctx, w.Sam, plain.ID, "We asked @max."))
		w.Must(w.Store.SetLocked(w.Ctx, w.Mo, plain.ID, true, "other", "Said @max: enough."))
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, reply.ID, models.DeleteInput{Rule: "other", Reason: "About @max."})
		w.Must(err)
		lost := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "Did @max lose this?", "A glove.")
		_, err = w.Store.DeletePost(w.Ctx, w.Hana, storedPost(w, "thread_id = ?", lost.ID).ID, models.DeleteInput{})
		w.Must(err)
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "nia", models.SuspensionInput{Rule: "abuse", Because: "Rude to @max."}))
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		before := named(w, "max")
		if len(before) < 25 {
			t.Errorf("the handle stands in %d places: this proves little\n%s", len(before), strings.Join(before, "\n"))
		}

		leave(t, w, signIn(t, w, "max", home).Viewer, "keep")
		for _, place := range named(w, "max") {
			t.Errorf("still named in %s", place)
		}
		if g := ledger(w, th.ID); len(g.Lines) < 6 || !strings.Contains(g.Lines[3].Words, "third floor") {
			t.Errorf("the record lost more than a handle: %+v", g.Lines)
		}
		wantLedger(t, w)
	})
}

// What stands for a handle may be longer than the handle: a text as long as it may be must not keep the sweep from
// ending.
func TestSweepErasures_endsWhereATextIsAsLongAsItMayBe(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		full := func(n int) string { return "@max" + strings.Repeat(" so", (n-4)/3) + strings.Repeat(".", (n-4)%3) }
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, full(150), "Please.")
		_, err := w.Store.Support(w.Ctx, w.Hana, th.ID, full(1000))
		w.Must(err)
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, full(5000)))
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, full(5000)))
		w.Must(w.Store.Thank(w.Ctx, w.Sam, "hana", th.ID, full(1000)))
		_, err = w.Store.SaveReply(w.Ctx, w.Sam, models.SavedReplyInput{Title: full(80), Body: full(5000), Shared: true})
		w.Must(err)
		asked, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
			Topic: testkit.RemoteWork, Title: full(150), Body: "Say.", Options: full(300) + "\nNo", ClosesOn: "2026-03-06",
		})
		w.Must(err)
		leave(t, w, signIn(t, w, "max", home).Viewer, "keep")
		if places := named(w, "max"); len(places) != 0 {
			t.Errorf("still named in %q", places)
		}
		if n := w.Count(`SELECT COUNT(*) FROM erasures`); n != 0 {
			t.Errorf("%d erasures never end", n)
		}
		former := fmt.Sprintf("former-%d", w.Max.ID)
		view, err := w.Store.Thread(w.Ctx, w.Reader, asked.ID)
		w.Must(err)
		if !strings.HasPrefix(view.Title, "@"+former+" so") || strings.Contains(view.Slug, "max") || len([]rune(view.Title)) > 150 {
			t.Errorf("the title became %q at %s", view.Title, view.Slug)
		}
		if titles, _ := found(t, w, w.Reader, models.Search{Words: former}); len(titles) != 2 {
			t.Errorf("by its new title %q are found", titles)
		}
		if titles, _ := found(t, w, w.Reader, models.Search{Words: "max"}); len(titles) != 0 {
			t.Errorf("by the handle %q are found", titles)
		}
	})
}

// And it may be shorter: words that the schema wants to be long enough must not keep the sweep from ending either.
func TestSweepErasures_endsWhereWordsWereLongForTheHandleAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		const handle = "maximilian-von-und-zu-overseas"
		_, err := w.Store.CreateMember(w.Ctx, models.MemberInput{Handle: handle, Name: "Max", Email: "long@example.test", Password: testkit.Password})
		w.Must(err)
		th := suggest(w, "Quiet rooms")
		in := answer(w, th.ID, models.StatePlanned)
		in.Words = "Ask @" + handle
		_, err = w.Store.Decide(w.Ctx, w.Sam, th.ID, in)
		w.Must(err)
		leave(t, w, signIn(t, w, handle, home).Viewer, "keep")
		if lines := ledger(w, th.ID).Lines; !strings.HasPrefix(lines[1].Words, "Ask @former-") || len(named(w, handle)) != 0 {
			t.Errorf("the record says %q", lines[1].Words)
		}
	})
}

func TestDeleteAccount_leavesLongerHandlesAndAddressesInPeace(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "What would @maxine do, or me@max.example?", "I wonder.")
		w.Must(w.Store.SetOutcome(w.Ctx, w.Sam, th.ID, "We asked @max-b, and [max](/members/max)."))
		leave(t, w, signIn(t, w, "max", home).Viewer, "keep")
		view, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		if view.Title != th.Title || view.Slug != th.Slug || view.Outcome != fmt.Sprintf("We asked @max-b, and [max](/members/former-%d).", w.Max.ID) {
			t.Errorf("%q, %q", view.Title, view.Outcome)
		}
	})
}
