package models_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// offence is a reply of Max's under a thread of Mia's.
func offence(w *testkit.World) (models.Thread, models.Post) {
	w.T.Helper()
	th := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog and how to wait for it", "I waited two hours.")
	return th, w.Reply(w.Max, th.ID, "You are a fool to wait.")
}

func report(w *testkit.World, v models.Viewer, postID int64, reason string) models.Receipt {
	w.T.Helper()
	r, err := w.Store.CreateReport(w.Ctx, v, postID, models.ReportInput{Reason: reason, Detail: "Look at it."})
	w.Must(err)
	return r
}

func onlyCase(w *testkit.World) models.CaseItem {
	w.T.Helper()
	items, more, err := w.Store.Cases(w.Ctx, w.Mo, models.CaseReport, 0)
	w.Must(err)
	if len(items) != 1 || more {
		w.T.Fatalf("%d cases wait, want 1", len(items))
	}
	return items[0]
}

// H05: one report a person and post, and however many people report, the post stays until a moderator looked.
func TestCreateReport_isOneAPersonAndPostAndHidesNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		first := report(w, w.Hana, p.ID, "abuse")
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				again, err := w.Store.CreateReport(w.Ctx, w.Hana, p.ID, models.ReportInput{Reason: "spam"})
				if err != nil || again != first {
					t.Errorf("again: %+v, %v; want %+v", again, err, first)
				}
			})
		}
		wg.Wait()
		for _, v := range []models.Viewer{w.Mia, w.Sam, w.Ada, w.Nia} {
			report(w, v, p.ID, "abuse")
		}
		if n := w.Count(`SELECT COUNT(*) FROM reports`); n != 5 {
			t.Errorf("%d reports, want 5", n)
		}
		if c := onlyCase(w); c.Reports != 5 || c.Reasons != "abuse" || c.Member.Handle != "max" || c.ThreadTitle != th.Title {
			t.Errorf("the case is %+v", c)
		}
		if post, _, err := w.Store.Post(w.Ctx, w.Reader, p.ID); err != nil || !post.Visible() {
			t.Errorf("a storm of reports hid the post: %v", err)
		}
	})
}

func TestCreateReport_refusals(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		hidden := w.Start(w.Ada, testkit.StaffTable, models.KindDiscussion, "Numbers", "For us.")
		secret := w.Count(`SELECT id FROM posts WHERE thread_id = ?`, hidden.ID)
		reader := models.ReportInput{Reason: "illegal", Name: "Rita", Email: "rita@example.test"}
		for what, c := range map[string]struct {
			v    models.Viewer
			post int64
			in   models.ReportInput
			want models.ErrorKind
		}{
			"one's own":               {w.Max, p.ID, models.ReportInput{Reason: "spam"}, models.Forbidden},
			"no reason":               {w.Mia, p.ID, models.ReportInput{}, models.Invalid},
			"an unknown reason":       {w.Mia, p.ID, models.ReportInput{Reason: "dislike"}, models.Invalid},
			"other without words":     {w.Mia, p.ID, models.ReportInput{Reason: "other", Detail: " "}, models.Invalid},
			"too long":                {w.Mia, p.ID, models.ReportInput{Reason: "spam", Detail: strings.Repeat("ä", 2_001)}, models.Invalid},
			"a reader without name":   {w.Reader, p.ID, models.ReportInput{Reason: "spam", Email: reader.Email}, models.Invalid},
			"a reader without mail":   {w.Reader, p.ID, models.ReportInput{Reason: "spam", Name: "Rita", Email: "rita"}, models.Invalid},
			"what a reader can't see": {w.Reader, secret, models.ReportInput{}, models.NotFound},
			"what a member can't see": {w.Mia, secret, reader, models.NotFound},
			"nothing":                 {w.Mia, 99_999, reader, models.NotFound},
		} {
			if _, err := w.Store.CreateReport(w.Ctx, c.v, c.post, c.in); err == nil || models.KindOf(err) != c.want {
				t.Errorf("%s: %v, want %s", what, err, c.want)
			}
		}
		_, err := w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
		w.Must(err)
		_, err = w.Store.CreateReport(w.Ctx, w.Mia, p.ID, models.ReportInput{Reason: "spam"})
		kind(t, err, models.Gone)
		if n := w.Count(`SELECT COUNT(*) FROM reports`) + w.Count(`SELECT COUNT(*) FROM cases`); n != 0 {
			t.Errorf("refused reports left %d rows", n)
		}
	})
}

func TestCreateReport_aReaderHasAReceiptAndALimit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		reader := models.Viewer{Address: "192.0.2.9"}
		in := models.ReportInput{Reason: "illegal", Detail: "It names my street.", Name: "Rita", Email: "Rita@example.test"}
		first, err := w.Store.CreateReport(w.Ctx, reader, p.ID, in)
		w.Must(err)
		in.Email = "rita@example.test"
		again, err := w.Store.CreateReport(w.Ctx, reader, p.ID, in)
		w.Must(err)
		if again.ReportID != first.ReportID || w.Count(`SELECT COUNT(*) FROM reports`) != 1 {
			t.Error("the same reader reported twice")
		}
		r, err := w.Store.ReportByReceipt(w.Ctx, models.Viewer{}, models.Receipt{Token: again.Token})
		w.Must(err)
		if r.Outcome != "" || r.Detail != "It names my street." {
			t.Errorf("the receipt says %+v", r)
		}
		_, err = w.Store.ReportByReceipt(w.Ctx, w.Mia, models.Receipt{ReportID: first.ReportID})
		kind(t, err, models.NotFound)
		_, err = w.Store.ReportByReceipt(w.Ctx, models.Viewer{}, models.Receipt{ReportID: first.ReportID})
		kind(t, err, models.NotFound)
		for i := range 6 {
			other := w.Reply(w.Max, th.ID, fmt.Sprint("And another thing, number ", i))
			if _, err = w.Store.CreateReport(w.Ctx, reader, other.ID, in); err != nil {
				break
			}
		}
		kind(t, err, models.TooMany)
	})
}

// readerAt is a reader's report of a post: from where, and with which mail address.
func readerAt(w *testkit.World, postID int64, address, email string) (models.Receipt, error) {
	return w.Store.CreateReport(w.Ctx, models.Viewer{Address: address}, postID, models.ReportInput{
		Reason: "abuse", Detail: "Said by " + email, Name: "Rita", Email: email,
	})
}

// H05: a reader is one person whatever the case and tag of the address, and wherever it is sent from; a receipt shows
// what was typed for it alone.
func TestCreateReport_aReadersMailAddressIsOnePersonAndPost(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		first, err := readerAt(w, p.ID, "192.0.2.9", "rita@example.test")
		w.Must(err)
		version := onlyCase(w).Version
		w.Events()
		for i, again := range []struct{ address, email string }{
			{"192.0.2.9", "Rita@Example.TEST"}, {"192.0.2.77", "rita+shop@example.test"}, {"198.51.100.4", "rita@example.test"}, {"2001:db8::1", "RITA+2@example.test"},
		} {
			r, err := readerAt(w, p.ID, again.address, again.email)
			w.Must(err)
			view, err := w.Store.ReportByReceipt(w.Ctx, models.Viewer{}, models.Receipt{Token: r.Token})
			w.Must(err)
			if elsewhere := i >= 2; elsewhere && (view.Detail != "Said by "+again.email || r.ReportID == first.ReportID) {
				t.Errorf("from %s the receipt shows %q of report %d: words typed elsewhere are nobody's to see", again.address, view.Detail, r.ReportID)
			} else if !elsewhere && r.ReportID != first.ReportID {
				t.Errorf("from %s it is another report", again.address)
			}
		}
		if len(w.Events()) != 0 {
			t.Error("moderators were called to what they know")
		}
		if c := onlyCase(w); c.Reports != 1 || c.Version != version {
			t.Errorf("the case counts %d, at version %d; want one person, as before", c.Reports, c.Version)
		}
		view, err := w.Store.CaseByID(w.Ctx, w.Mo, onlyCase(w).ID)
		w.Must(err)
		if len(view.Filings) != 1 {
			t.Errorf("moderators read it %d times", len(view.Filings))
		}
		if _, err := readerAt(w, p.ID, "198.51.100.4", "ri.ta@example.test"); err != nil || onlyCase(w).Reports != 2 {
			t.Errorf("another address is another person (%v): the case counts %d", err, onlyCase(w).Reports)
		}
		w.Must(w.Store.DecideCase(w.Ctx, w.Mo, onlyCase(w).ID, models.CaseDecision{Do: "no_breach", Words: "It is rude, no more."}))
		late, err := readerAt(w, p.ID, "203.0.113.8", "rita@example.test")
		w.Must(err)
		if view, err := w.Store.ReportByReceipt(w.Ctx, models.Viewer{}, models.Receipt{Token: late.Token}); err != nil || view.Outcome != models.OutcomeNoBreach {
			t.Errorf("said again once it is decided the receipt says %q (%v)", view.Outcome, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM cases WHERE closed_at IS NULL`); n != 0 {
			t.Errorf("%d cases wait for what was decided", n)
		}
	})
}

// H05: what comes from one network weighs as one, and an account weighs more than what comes from beside it.
func TestCreateReport_oneNetworkWeighsAsOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		weight := func(want int64, what string) {
			t.Helper()
			if c := onlyCase(w); c.Reports != want {
				t.Errorf("%s: it weighs %d, want %d", what, c.Reports, want)
			}
		}
		for i, address := range []string{"192.0.2.9", "192.0.2.77", "192.0.2.200"} {
			_, err := readerAt(w, p.ID, address, fmt.Sprint("a", i, "@example.test"))
			w.Must(err)
		}
		weight(1, "three of one /24")
		for i, address := range []string{"2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1", "192.0.3.9"} {
			_, err := readerAt(w, p.ID, address, fmt.Sprint("b", i, "@example.test"))
			w.Must(err)
		}
		weight(4, "and two of one /64, one of another, and another /24")
		mia, hana := w.Mia, w.Hana
		mia.Address, hana.Address = "192.0.2.40", "192.0.2.41"
		report(w, mia, p.ID, "abuse")
		weight(4, "a member of the first /24 in place of the readers there")
		report(w, hana, p.ID, "abuse")
		weight(5, "another member beside her")
		_, err := readerAt(w, p.ID, "192.0.2.100", "c@example.test")
		w.Must(err)
		weight(5, "and one more reader beside the two")
		view, err := w.Store.CaseByID(w.Ctx, w.Mo, onlyCase(w).ID)
		w.Must(err)
		beside := 0
		for _, f := range view.Filings {
			if f.BesideID != nil {
				beside++
			}
		}
		if len(view.Filings) != 10 || beside != 5 {
			t.Errorf("%d reports, %d said to be from beside another; want 10 and 5", len(view.Filings), beside)
		}
		w.Must(w.Store.DecideCase(w.Ctx, w.Mo, view.ID, models.CaseDecision{Do: "no_breach", Words: "It is rude, no more."}))
		_, err = readerAt(w, p.ID, "192.0.2.150", "d@example.test")
		w.Must(err)
		weight(1, "in a case of its own")
	})
}

func TestCreateReport_limitsReadersByNetworkAndByPost(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		refused := func(most int, at func(i int) (models.Receipt, error)) (taken int) {
			t.Helper()
			for taken < most {
				if _, err := at(taken); err != nil {
					kind(t, err, models.TooMany)
					break
				}
				taken++
			}
			return taken
		}
		if n := refused(60, func(i int) (models.Receipt, error) {
			return readerAt(w, p.ID, fmt.Sprintf("10.%d.0.1", i), fmt.Sprint("p", i, "@example.test"))
		}); n != 20 {
			t.Errorf("%d strangers could report one post in an hour", n)
		}
		posts := spree(w, 30)
		if n := refused(30, func(i int) (models.Receipt, error) {
			return readerAt(w, posts[i].ID, fmt.Sprint("203.0.113.", i), "rita@example.test")
		}); n != 18 {
			t.Errorf("%d reports came from one network in an hour", n)
		}
		report(w, w.Mia, p.ID, "abuse") // members are not held up by strangers
		report(w, w.Mia, w.Reply(w.Max, th.ID, "Again.").ID, "abuse")
	})
}

// M02, data minimisation: a reader's name and address are forgotten half a year after the answer.
func TestCleanExpired_forgetsReadersWhoReported(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		_, p := offence(w)
		_, err := w.Store.CreateReport(w.Ctx, w.Reader, p.ID, models.ReportInput{Reason: "spam", Name: "Rita", Email: "rita@example.test"})
		w.Must(err)
		err = w.Store.DecideCase(w.Ctx, w.Mo, onlyCase(w).ID, models.CaseDecision{Do: "no_breach", Words: "It sells nothing."})
		w.Must(err)
		named := `SELECT COUNT(*) FROM reports WHERE email <> '' OR name <> '' OR person_key <> '' OR network_key <> '' OR reporter_key LIKE 'reader:%'`
		w.Clock.Advance(179 * 24 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		if w.Count(named) != 1 {
			t.Error("forgotten too early")
		}
		w.Clock.Advance(2 * 24 * time.Hour)
		w.Must(w.Store.CleanExpired(w.Ctx))
		if w.Count(named) != 0 {
			t.Error("the reader's address is still there")
		}
	})
}

func TestCaseByID_showsRetaliation(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, p := offence(w)
		hanas := w.Reply(w.Hana, th.ID, "That was unkind.")
		report(w, w.Hana, p.ID, "abuse")
		report(w, w.Max, hanas.ID, "abuse")
		items, _, err := w.Store.Cases(w.Ctx, w.Mo, models.CaseReport, 0)
		w.Must(err)
		view, err := w.Store.CaseByID(w.Ctx, w.Mo, items[1].ID)
		w.Must(err)
		if len(view.Filings) != 1 || view.Filings[0].Reporter.Handle != "max" || view.Filings[0].Reverse != 1 || view.Filings[0].SameAuthor != 1 {
			t.Errorf("filings %+v", view.Filings)
		}
		if len(view.Before) != 2 || view.Before[1].ID != p.ID {
			t.Error("the post before it is not shown")
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana, w.Sam} {
			_, err := w.Store.CaseByID(w.Ctx, v, view.ID)
			kind(t, err, models.NotFound)
			_, _, err = w.Store.Cases(w.Ctx, v, models.CaseReport, 0)
			kind(t, err, models.NotFound)
			_, err = w.Store.CaseCounts(w.Ctx, v)
			kind(t, err, models.NotFound)
		}
	})
}

func TestCaseCounts_agreeWithTheLists(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, _ := offence(w)
		for i := range models.CasesPerPage + 2 {
			report(w, w.Mia, w.Reply(w.Max, th.ID, fmt.Sprint("Buy number ", i)).ID, "spam")
		}
		counts, err := w.Store.CaseCounts(w.Ctx, w.Mo)
		w.Must(err)
		listed, after := 0, int64(0)
		for more := true; more; {
			var items []models.CaseItem
			items, more, err = w.Store.Cases(w.Ctx, w.Mo, models.CaseReport, after)
			w.Must(err)
			listed += len(items)
			after = items[len(items)-1].ID
		}
		if listed != models.CasesPerPage+2 || counts[models.CaseReport].N != int64(listed) {
			t.Errorf("%d are listed, %+v counted", listed, counts[models.CaseReport])
		}
	})
}
