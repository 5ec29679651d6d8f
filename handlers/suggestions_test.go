package handlers_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
)

// decide has Sam lead a suggestion to a state, with what the state asks for.
func decide(w *testkit.World, id int64, in models.DecisionInput) models.Decision {
	w.T.Helper()
	w.Clock.Advance(time.Second)
	_, view, err := w.Store.Suggestion(w.Ctx, w.Sam, id)
	w.Must(err)
	in.Version = view.Version
	if in.Words == "" {
		in.Words = fmt.Sprintf("This is what we do about number %d: %s, and no less.", view.Ledger.Number, in.To)
	}
	d, err := w.Store.Decide(w.Ctx, w.Sam, id, in)
	w.Must(err)
	return d
}

func deliver(w *testkit.World) {
	w.T.Helper()
	for more := true; more; {
		var err error
		more, err = w.Store.DeliverNotices(w.Ctx)
		w.Must(err)
	}
}

func TestSuggestion_showsItsLedgerToAnybody(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		reader := testsite.Serve(w).Browser()
		page := reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
		if got := page.Find(".ledger .state").Text(); !strings.Contains(got, "Received") {
			t.Errorf("the state reads %q", got)
		}
		for selector, want := range map[string]string{
			".ledger__owner": "Ada", ".ledger .due": "A first answer is due by ", "#record": "Received, and its author told so",
			".thread__kicker": "Suggestion 1", ".ledger__count": "0",
		} {
			if got := page.Find(selector).Text(); !strings.Contains(got, want) {
				t.Errorf("%s reads %q, want %q in it", selector, got, want)
			}
		}
		if page.Has("form[action$='/support']") {
			t.Error("a reader is offered a form that only members can send")
		}
	})
}

func TestSupport_countsOnceAndIsTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		site := testsite.Serve(w)
		max, reader := site.As(w.Max), site.Browser()
		href := links.Thread(th.ID, th.Slug)
		reader.Get(href).Want(http.StatusOK) // kept now
		for range 2 {
			to := max.Post(links.Support(th.ID), url.Values{"why": {"I travel for nothing <b>twice</b> a week."}}).Want(http.StatusSeeOther).Location
			if to != href+"#support" {
				t.Errorf("led to %s", to)
			}
		}
		page := reader.Get(href).Want(http.StatusOK)
		if got := page.Find(".ledger__count strong").Text(); got != "1" {
			t.Errorf("the reader's page counts %s, want 1", got)
		}
		if got := page.Find(".whys__words").Text(); got != "I travel for nothing <b>twice</b> a week." {
			t.Errorf("why reads %q", got)
		}
		if !max.Get(href).Has("form[action$='/support/withdraw']") {
			t.Error("no way to take it back")
		}
		max.Post(links.WithdrawSupport(th.ID), nil).Want(http.StatusSeeOther)
		if got := reader.Get(href).Find(".ledger__count strong").Text(); got != "0" {
			t.Errorf("after it was taken back: %s", got)
		}
		site.As(w.Mia).Post(links.Support(th.ID), nil).Want(http.StatusForbidden)
		reader.Post(links.Support(th.ID), nil).Want(http.StatusUnauthorized)
		long := strings.Repeat("x", 1001)
		again := max.Post(links.Support(th.ID), url.Values{"why": {long}}).Want(http.StatusUnprocessableEntity)
		if again.Find("textarea[name=why]").Text() != long || !again.Has(".field__error") {
			t.Error("what was too long is lost, or nothing says so")
		}
	})
}

func TestVerdict_isAskedInsideTheAnswerAndReopensOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		href := links.Thread(th.ID, th.Slug)
		if mia.Get(href).Has("#verdict") {
			t.Error("there is nothing to judge yet")
		}
		decide(w, th.ID, models.DecisionInput{To: "declined", ReasonType: "too_costly"})
		page := mia.Get(href).Want(http.StatusOK)
		if !page.Has(".answer #verdict input[name=answered]") || !page.Has("button[formaction$='/reopen']") {
			t.Fatal("the author is not asked inside the answer")
		}
		if site.As(w.Max).Get(href).Has("#verdict") {
			t.Error("somebody else is asked for the author's verdict")
		}
		refused := mia.Post(links.Verdict(th.ID), url.Values{"answered": {"no"}, "because": {""}}).Want(http.StatusUnprocessableEntity)
		if !refused.Has("#verdict .field__error") || !refused.Has("#verdict input[value=no][checked]") {
			t.Error("a no without a reason came back without the no, or without saying what is missing")
		}
		mia.Post(links.Verdict(th.ID), url.Values{"answered": {"no"}, "because": {"Nothing about the evenings."}}).Want(http.StatusSeeOther)
		if got := site.Browser().Get(href).Find(".answer__verdict").Text(); !strings.Contains(got, "did not answer me") {
			t.Errorf("readers are told %q", got)
		}
		why := url.Values{"because": {"The evenings cost nothing, so the price is no reason."}}
		mia.Post(links.Reopen(th.ID), why).Want(http.StatusSeeOther)
		page = mia.Get(href)
		if got := page.Find(".ledger .state").Text(); !strings.Contains(got, "Under review") {
			t.Errorf("after reopening: %s", got)
		}
		decide(w, th.ID, models.DecisionInput{To: "declined", ReasonType: "too_costly", Words: "The evenings are free, but the building is locked then."})
		if mia.Get(href).Has("button[formaction$='/reopen']") {
			t.Error("a second reopening is offered")
		}
		twice := mia.Post(links.Reopen(th.ID), why).Want(http.StatusConflict)
		if !strings.Contains(twice.Body, "no reason.") {
			t.Error("what was typed is lost")
		}
	})
}

func TestMerged_leadsOnAndKeepsItsRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, other := suggest(w, "Desks that can be booked"), w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "A list of free desks", "On the door.")
		site := testsite.Serve(w)
		reader := site.Browser()
		reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
		decide(w, th.ID, models.DecisionInput{To: "merged", MergeInto: other.ID})
		if to := reader.Get(links.Thread(th.ID, th.Slug)).Want(http.StatusFound).Location; to != links.MergedThread(other.ID, other.Slug) {
			t.Errorf("led to %s", to)
		}
		page := reader.Get(links.MergedThread(other.ID, other.Slug)).Want(http.StatusOK)
		if !strings.Contains(page.Find(".notice").Text(), "merged into this one") || !strings.Contains(page.Find(".ledger__merged").Text(), "Mia") {
			t.Error("nothing says why one is here, or who asked first")
		}
		if !reader.Get(links.ThreadRecord(th.ID, th.Slug)).Want(http.StatusOK).Has("#record") {
			t.Error("its own record is gone")
		}
		reader.Get(links.Thread(th.ID, th.Slug) + "?record=7").Want(http.StatusFound)
		mia := site.As(w.Mia)
		place := mia.Post(links.ThreadPosts(th.ID), url.Values{"body": {"It was mine."}}).Want(http.StatusSeeOther).Location
		if want := links.RecordPost(th.ID, th.Slug, 2); place != want || reader.Get(links.Post(w.Count(`SELECT MAX(id) FROM posts`))).Location != want {
			t.Errorf("a post of its own is read at %s, want %s", place, want)
		}
		if !strings.Contains(reader.Get(place).Want(http.StatusOK).Find("#post-2").Text(), "It was mine.") {
			t.Error("the post is not where its address leads")
		}
		if got := mia.Get(links.Thread(other.ID, other.Slug)).Find(".wanting").Text(); !strings.Contains(got, "You came here with a suggestion that was merged") {
			t.Errorf("its author reads %q", got)
		}
		w.Clock.Advance(2 * time.Minute)
		deliver(w)
		notices := mia.Get(links.Notices).Want(http.StatusOK)
		leave := notices.Find("form[action$='/support/withdraw']").AttrOr("action", "")
		mia.Post(leave, url.Values{"next": {links.Notices}}).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM supports WHERE member_id = ?`, w.Mia.ID); n != 0 {
			t.Errorf("one click left %d supports", n)
		}
	})
}

func TestStance_standsBesideTheReply(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		site := testsite.Serve(w)
		max := site.As(w.Max)
		href := links.Thread(th.ID, th.Slug)
		if !max.Get(href).Has("#reply input[name=stance]") || site.As(w.Mia).Get(href).Has("#reply input[name=stance]") {
			t.Error("the stance is for everybody but the author")
		}
		empty := max.Post(links.ThreadPosts(th.ID), url.Values{"body": {""}, "stance": {"hurts"}}).Want(http.StatusUnprocessableEntity)
		if !empty.Has("#reply input[name=stance][checked]") {
			t.Error("a refused reply forgets its stance")
		}
		max.Post(links.ThreadPosts(th.ID), url.Values{"body": {"I have no telephone to book with."}, "stance": {"hurts"}}).Want(http.StatusSeeOther)
		page := site.Browser().Get(href)
		if !strings.Contains(page.Find("#post-2 .badge").Text(), "would hurt me") || !strings.Contains(page.Find(".ledger__hurt").Text(), "One says") {
			t.Errorf("readers see %q and %q", page.Find("#post-2 .badge").Text(), page.Find(".ledger__hurt").Text())
		}
	})
}

func TestBecoming_keepsAddressAndPosts(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Desks that can be booked", "Could we?")
		w.Reply(w.Max, th.ID, "I would like that.")
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		mia.Get(links.ThreadAction(th.ID, "suggestion")).Want(http.StatusOK)
		if to := mia.Post(links.ThreadAction(th.ID, "suggestion"), nil).Want(http.StatusSeeOther).Location; to != links.Thread(th.ID, th.Slug) {
			t.Errorf("led to %s", to)
		}
		page := site.Browser().Get(links.Thread(th.ID, th.Slug)).Want(http.StatusOK)
		if !page.Has(".ledger") || !page.Has("#post-2") {
			t.Error("the ledger or a post is missing")
		}
		site.As(w.Max).Post(links.ThreadAction(th.ID, "suggestion"), nil).Want(http.StatusSeeOther) // it is one: nothing changes
		mia.Post(links.WithdrawSuggestion(th.ID), nil).Want(http.StatusSeeOther)
		site.Browser().Get(links.Thread(th.ID, th.Slug)).Want(http.StatusGone)
	})
}
