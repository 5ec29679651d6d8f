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

func consult(w *testkit.World) models.Thread {
	w.T.Helper()
	th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, models.ConsultationInput{
		Topic: testkit.RemoteWork, Title: "Which evening for the open house?", Body: "Before we print it.", Options: "Tuesday\nThursday",
		ClosesOn: string(models.DayOf(w.Clock.Now(), time.UTC).Add(10)),
	})
	w.Must(err)
	return th
}

func TestConsultation_isAnsweredOnceChangedAndTakenBack(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := consult(w)
		site := testsite.Serve(w)
		max, reader := site.As(w.Max), site.Browser()
		href := links.Thread(th.ID, th.Slug)
		if reader.Get(href).Want(http.StatusOK).Has("form[action$='/votes']") || site.As(w.Ada).Get(href).Has("form[action$='/votes']") {
			t.Error("readers and staff are offered a form that only members can send")
		}
		option := func(n int) string {
			return max.Get(href).Find("input[name=option]").Eq(n).AttrOr("value", "")
		}
		for n, reason := range []string{"I swim on Thursdays.", "The pool is shut."} {
			max.Post(links.Votes(th.ID), url.Values{"option": {option(n)}, "reason": {reason}}).Want(http.StatusSeeOther)
		}
		page := reader.Get(href)
		if got := strings.Join(strings.Fields(page.Find(".bars tbody").Text()), ""); got != "Tuesday0Thursday1" {
			t.Errorf("readers count %q", got)
		}
		if got := page.Find(".consultation .whys__words").Text(); got != "The pool is shut." {
			t.Errorf("readers are told %q", got)
		}
		none := max.Post(links.Votes(th.ID), url.Values{"reason": {"Neither."}}).Want(http.StatusUnprocessableEntity)
		if none.Find("textarea[name=reason]").Text() != "Neither." || !none.Has(".field__error") {
			t.Error("an answer without a choice is lost, or nothing says so")
		}
		max.Post(links.WithdrawVote(th.ID), nil).Want(http.StatusSeeOther)
		if n := w.Count(`SELECT COUNT(*) FROM consultation_votes`); n != 0 {
			t.Errorf("%d answers after it was taken back", n)
		}
	})
}

func TestConsultation_saysWhatWasHeardAndWhatChanged(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := consult(w)
		site := testsite.Serve(w)
		max := site.As(w.Max)
		href := links.Thread(th.ID, th.Slug)
		w.Clock.Advance(12 * 24 * time.Hour)
		page := max.Get(href).Want(http.StatusOK)
		if page.Has("form[action$='/votes']") || !strings.Contains(page.Find(".consultation").Text(), "The decision is owed") {
			t.Error("a closed one still asks, or does not say that the decision is owed")
		}
		late := max.Post(links.Votes(th.ID), url.Values{"option": {"1"}, "reason": {"I was away."}}).Want(http.StatusConflict)
		if !strings.Contains(late.Body, "I was away.") {
			t.Error("what was typed too late is lost")
		}
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, "Most of you swim on Thursdays.", "It will be on Tuesdays, from six."))
		got := site.Browser().Get(href).Find(".answer").Text()
		if !strings.Contains(got, "swim on Thursdays") || !strings.Contains(got, "on Tuesdays, from six") {
			t.Errorf("the decision reads %q", got)
		}
	})
}

func TestPrivate_isForTheAuthorAndStaffAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := suggest(w, "Desks that can be booked")
		site := testsite.Serve(w)
		mia := site.As(w.Mia)
		mia.Post(links.Private(th.ID), url.Values{"body": {"Hello?"}}).Want(http.StatusConflict)
		w.Must(w.Store.WriteSide(w.Ctx, w.Sam, th.ID, "May I telephone you about your <back>?"))
		page := mia.Get(links.Private(th.ID)).Want(http.StatusOK)
		if !strings.Contains(page.Find(".messages").Text(), "about your <back>?") {
			t.Error("the author does not read it")
		}
		site.As(w.Max).Get(links.Private(th.ID)).Want(http.StatusNotFound)
		site.Browser().Get(links.Private(th.ID)).Want(http.StatusSeeOther)
		mia.Post(links.Private(th.ID), url.Values{"body": {"After four."}}).Want(http.StatusSeeOther)
		href := links.Thread(th.ID, th.Slug)
		public := site.Browser().Get(href)
		if !strings.Contains(public.Find(".notice").Text(), "continuing privately") || strings.Contains(public.Body, "After four") {
			t.Error("the public page hides that it goes on privately, or tells what")
		}
		if !mia.Get(href).Has(fmt.Sprintf(".notice a[href='%s']", links.Private(th.ID))) {
			t.Error("nothing leads the author there")
		}
		deliver(w)
		if !mia.Get(links.Notices).Has(fmt.Sprintf("a[href='%s']", links.Private(th.ID))) {
			t.Error("the notice leads elsewhere")
		}
		w.Must(w.Store.CloseSide(w.Ctx, w.Sam, th.ID, "We spoke, and the desk will be a high one."))
		if got := site.Browser().Get(href); got.Has(".notice") || !strings.Contains(got.Find("#record").Text(), "the desk will be a high one") {
			t.Error("the closing line is missing, or it still goes on")
		}
		shut := mia.Post(links.Private(th.ID), url.Values{"body": {"One thing more."}}).Want(http.StatusConflict)
		if !strings.Contains(shut.Body, "One thing more.") {
			t.Error("what was typed is lost")
		}
	})
}
