package models_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// anHour is a live hour of Hana's in an hour, sixty minutes long.
func anHour(w *testkit.World) models.LiveHourInput {
	begins := w.Clock.Now().Add(time.Hour)
	return models.LiveHourInput{
		Topic: testkit.Photography, Title: "Ask a photographer about fog", Body: "Bring a picture.", DraftKey: "hour",
		LiveHourChange: models.LiveHourChange{StartsAt: begins, EndsAt: begins.Add(time.Hour), Agenda: "Waiting. Light. Your questions."},
	}
}

func scheduled(w *testkit.World) models.Thread {
	w.T.Helper()
	th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, anHour(w))
	w.Must(err)
	w.Events()
	return th
}

// begun is a live hour that is on.
func begun(w *testkit.World) models.Thread {
	w.T.Helper()
	th := scheduled(w)
	w.Clock.Advance(70 * time.Minute)
	_, err := w.Store.WatchLiveHours(w.Ctx)
	w.Must(err)
	w.Events()
	return th
}

func hour(w *testkit.World, th models.Thread) models.LiveHourView {
	w.T.Helper()
	view, err := w.Store.LiveHourOf(w.Ctx, th.ID)
	w.Must(err)
	return view
}

func asks(w *testkit.World, v models.Viewer, th models.Thread, words string) models.Post {
	w.T.Helper()
	p, err := w.Store.CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: words, Question: true})
	w.Must(err)
	return p.Post
}

func wantRefused(t *testing.T, what string, err error, want models.ErrorKind) {
	t.Helper()
	if err == nil || models.KindOf(err) != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

func TestLiveHour_PhaseAt_goesByItsTimesAndStaysEnded(t *testing.T) {
	begins := testkit.Start
	h := models.LiveHour{StartsAt: begins, EndsAt: begins.Add(time.Hour), Phase: models.HourComing}
	for at, want := range map[time.Duration]models.HourPhase{
		-time.Second: models.HourComing, 0: models.HourOn, time.Hour - 1: models.HourOn, time.Hour: models.HourOver,
	} {
		if got := h.PhaseAt(begins.Add(at)); got != want {
			t.Errorf("%s after its beginning it is %s, want %s", at, got, want)
		}
	}
	h.Phase = models.HourOver
	if got := h.PhaseAt(begins.Add(time.Minute)); got != models.HourOver {
		t.Errorf("after its host ended it, it is %s", got)
	}
}

func TestScheduleLiveHour_isForHostsOfTheTopicAndStaff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := anHour(w)
		_, err := w.Store.ScheduleLiveHour(w.Ctx, w.Reader, in)
		wantRefused(t, "a reader", err, models.Unauthenticated)
		_, err = w.Store.ScheduleLiveHour(w.Ctx, w.Mia, in)
		wantRefused(t, "a member", err, models.Forbidden)
		elsewhere := in
		elsewhere.Topic = testkit.RemoteWork
		_, err = w.Store.ScheduleLiveHour(w.Ctx, w.Hana, elsewhere)
		wantRefused(t, "the host of another topic", err, models.Forbidden)

		w.Events()
		th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, in)
		w.Must(err)
		again, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, in)
		w.Must(err)
		if again.ID != th.ID || th.Kind != models.KindEvent {
			t.Errorf("made %d of kind %s, then %d under the same key", th.ID, th.Kind, again.ID)
		}
		if events := w.Events(); len(events) != 1 || events[0].Type != models.EventPostCreated {
			t.Errorf("told %+v, want the one opening", events)
		}
		if h := hour(w, th); h.HostID != w.Hana.ID || h.Agenda != in.Agenda || !h.StartsAt.Equal(in.StartsAt) || h.Host.Handle != "hana" {
			t.Errorf("the hour is %+v", h)
		}
		in.DraftKey, in.Host = "another", "sam"
		th, err = w.Store.ScheduleLiveHour(w.Ctx, w.Ada, in)
		w.Must(err)
		if h := hour(w, th); h.HostID != w.Sam.ID {
			t.Errorf("the host is %d, want Sam", h.HostID)
		}
	})
}

func TestScheduleLiveHour_refusesWhatCannotBe(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		now := w.Clock.Now()
		for field, change := range map[string]func(in *models.LiveHourInput){
			"topic":     func(in *models.LiveHourInput) { in.Topic = "nowhere" },
			"title":     func(in *models.LiveHourInput) { in.Title = "" },
			"body":      func(in *models.LiveHourInput) { in.Body = "" },
			"starts_at": func(in *models.LiveHourInput) { in.StartsAt = now },
			"ends_at":   func(in *models.LiveHourInput) { in.EndsAt = in.StartsAt.Add(time.Minute) },
			"agenda":    func(in *models.LiveHourInput) { in.Agenda = strings.Repeat("x", 2001) },
			"pause":     func(in *models.LiveHourInput) { in.Pause = 301 },
			"host":      func(in *models.LiveHourInput) { in.Host = "nobody-here" },
		} {
			in := anHour(w)
			change(&in)
			_, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, in)
			e, ok := errors.AsType[*models.Error](err)
			if !ok || e.Kind != models.Invalid || e.Fields[field] == "" {
				t.Errorf("%s: %v", field, err)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM live_hours`); n != 0 {
			t.Errorf("%d live hours were made all the same", n)
		}
	})
}

func TestWatchLiveHours_tellsOnceOfEachBeginningAndEnd(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := scheduled(w)
		watch := func(want int) {
			t.Helper()
			told, err := w.Store.WatchLiveHours(w.Ctx)
			w.Must(err)
			if events := w.Events(); told != want || len(events) != want {
				t.Errorf("told of %d with %d events, want %d", told, len(events), want)
			}
		}
		watch(0)
		w.Clock.Advance(time.Hour)
		watch(1)
		watch(0)
		if got := hour(w, th).Phase; got != models.HourOn {
			t.Errorf("it is %s", got)
		}
		w.Clock.Advance(time.Hour)
		var together sync.WaitGroup
		for range 4 {
			together.Go(func() { _, _ = w.Store.WatchLiveHours(w.Ctx) })
		}
		together.Wait()
		if events := w.Events(); len(events) != 1 {
			t.Errorf("four at once told %d times", len(events))
		}
	})
}

func TestLiveHour_isLedByItsHostAndModeratorsAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := begun(w)
		q := asks(w, w.Mia, th, "How long did you wait?")
		was := hour(w, th)
		change := models.LiveHourChange{StartsAt: was.StartsAt, EndsAt: was.EndsAt.Add(10 * time.Minute), Agenda: "Longer."}
		for what, verb := range map[string]func(v models.Viewer) error{
			"edit": func(v models.Viewer) error { return w.Store.EditLiveHour(w.Ctx, v, th.ID, change) },
			"pick": func(v models.Viewer) error {
				return w.Store.SetQuestion(w.Ctx, v, th.ID, q.Number, models.QuestionPicked)
			},
			"end": func(v models.Viewer) error { return w.Store.EndLiveHour(w.Ctx, v, th.ID) },
			"sum up": func(v models.Viewer) error {
				return w.Store.SumUpLiveHour(w.Ctx, v, th.ID, "We spoke about fog and waiting.")
			},
		} {
			wantRefused(t, what+" by a reader", verb(w.Reader), models.Unauthenticated)
			wantRefused(t, what+" by a member", verb(w.Mia), models.Forbidden)
			wantRefused(t, what+" by other staff", verb(w.Sam), models.Forbidden)
		}
		talk := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "No live hour", "At all.")
		wantRefused(t, "ending a discussion", w.Store.EndLiveHour(w.Ctx, w.Hana, talk.ID), models.NotFound)
		_, err := w.Store.CreatePost(w.Ctx, w.Max, talk.ID, models.PostInput{Body: "Why?", Question: true})
		wantRefused(t, "a question without a host", err, models.Invalid)

		wantRefused(t, "summing up before the end", w.Store.SumUpLiveHour(w.Ctx, w.Hana, th.ID, "We spoke about fog and waiting."), models.Conflict)
		stale := change
		stale.Version = was.Version + 1
		wantRefused(t, "a stale edit", w.Store.EditLiveHour(w.Ctx, w.Hana, th.ID, stale), models.Conflict)
		moved := change
		moved.StartsAt = was.StartsAt.Add(time.Minute)
		wantRefused(t, "moving what has begun", w.Store.EditLiveHour(w.Ctx, w.Hana, th.ID, moved), models.Invalid)
		w.Must(w.Store.EditLiveHour(w.Ctx, w.Mo, th.ID, change))
		w.Events()
		w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, th.ID))
		w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, th.ID))
		w.Must(w.Store.SumUpLiveHour(w.Ctx, w.Hana, th.ID, "We spoke about fog and waiting."))
		if events := w.Events(); len(events) != 2 {
			t.Errorf("%d events for an end, a repeat and a summary", len(events))
		}
		if h := hour(w, th); h.PhaseAt(w.Clock.Now()) != models.HourOver || h.Summary == "" || h.SummedUpAt == nil {
			t.Errorf("the hour is %+v", h)
		}
	})
}

// M05: whatever the host or a moderator does with it is on record, with what it was before.
func TestLiveHour_whatItsHostDoesIsOnRecord(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	th := begun(w)
	q := asks(w, w.Mia, th, "How long did you wait?")
	was := hour(w, th)
	change := models.LiveHourChange{StartsAt: was.StartsAt, EndsAt: was.EndsAt.Add(10 * time.Minute), Agenda: "Longer."}
	w.Must(w.Store.EditLiveHour(w.Ctx, w.Mo, th.ID, change))
	if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'hour.changed' AND actor_id = ? AND object_id = ?
		AND before <> after AND before LIKE '%led by @%' AND after LIKE '%Longer.'`, w.Mo.ID, th.ID); n != 1 {
		t.Errorf("%d entries of the change, want 1", n)
	}
	for range 2 { // a repeat changes nothing, and is none
		w.Must(w.Store.SetQuestion(w.Ctx, w.Hana, th.ID, q.Number, models.QuestionPicked))
	}
	wantAudit(t, w, w.Hana, "hour.question", "#"+itoa(int(q.Number))+" asked", "#"+itoa(int(q.Number))+" picked", "")
	for range 2 {
		w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, th.ID))
	}
	for range 2 {
		w.Must(w.Store.SumUpLiveHour(w.Ctx, w.Hana, th.ID, "We spoke about fog and waiting."))
	}
	wantAudit(t, w, w.Hana, "hour.summed_up", "", "We spoke about fog and waiting.", "")
	if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action LIKE 'hour.%'`); n != 4 {
		t.Errorf("%d entries, want 4", n)
	}
}

func TestLiveHour_questionsArePickedOneAtATimeAndClosedByTheHostsAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := begun(w)
		first, second := asks(w, w.Mia, th, "How long did you wait?"), asks(w, w.Max, th, "Which lens?")
		states := func() (list []models.QuestionState) {
			for _, q := range hour(w, th).Questions {
				list = append(list, q.State)
			}
			return list
		}
		set := func(p models.Post, to models.QuestionState) {
			t.Helper()
			w.Must(w.Store.SetQuestion(w.Ctx, w.Hana, th.ID, p.Number, to))
		}
		set(first, models.QuestionPicked)
		w.Events()
		set(second, models.QuestionPicked)
		set(second, models.QuestionPicked)
		if events := w.Events(); len(events) != 1 || *events[0].Number != second.Number || events[0].Type != models.EventThreadChanged {
			t.Errorf("a pick and its repeat told %+v", events)
		}
		if q := hour(w, th).Questions; len(q) != 2 || q[0].Number != second.Number || q[0].State != models.QuestionPicked || q[1].State != models.QuestionAsked || q[0].Text != "Which lens?" {
			t.Errorf("the queue is %+v", q)
		}
		talk := w.Reply(w.Nia, th.ID, "I would like to know too.")
		if _, err := w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "A long one.", ReplyTo: second.Number}); err != nil || states()[0] != models.QuestionPicked {
			t.Errorf("a member's reply made it %v (%v)", states(), err)
		}
		answer, err := w.Store.CreatePost(w.Ctx, w.Hana, th.ID, models.PostInput{Body: "A short one.", ReplyTo: second.Number})
		w.Must(err)
		last := hour(w, th).Questions[1]
		if last.State != models.QuestionAnswered || last.AnswerNumber == nil || *last.AnswerNumber != answer.Number || answer.AnswersNumber == nil || *answer.AnswersNumber != second.Number {
			t.Errorf("after the host's answer: %+v, %+v", last, answer)
		}
		wantRefused(t, "picking what is no question", w.Store.SetQuestion(w.Ctx, w.Hana, th.ID, talk.Number, models.QuestionPicked), models.NotFound)
		wantRefused(t, "an unknown state", w.Store.SetQuestion(w.Ctx, w.Hana, th.ID, first.Number, "forgotten"), models.Invalid)
		set(first, models.QuestionAnswered)
		w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, th.ID))
		_, err = w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "One more?", Question: true})
		wantRefused(t, "a question after the end", err, models.Invalid)
		w.Reply(w.Mia, th.ID, "Thank you.")
	})
}

func TestLiveHour_keepsItsPaceForMembersWhileItIsOn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := anHour(w)
		in.Pause = 30
		th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, in)
		w.Must(err)
		w.Reply(w.Mia, th.ID, "I shall be there.")
		w.Reply(w.Mia, th.ID, "With a picture.")
		w.Clock.Advance(time.Hour)
		w.Reply(w.Mia, th.ID, "Here I am.")
		w.Clock.Advance(10 * time.Second)
		_, err = w.Store.CreatePost(w.Ctx, w.Mia, th.ID, models.PostInput{Body: "Hello?"})
		e, _ := errors.AsType[*models.Error](err)
		if e == nil || e.Kind != models.TooMany || e.RetryAfter != 20*time.Second || !strings.Contains(e.Message, "in 20") {
			t.Errorf("too soon: %v", err)
		}
		w.Reply(w.Max, th.ID, "Hello.")
		for range 3 {
			w.Reply(w.Hana, th.ID, "Welcome.")
		}
		w.Clock.Advance(20 * time.Second)
		w.Reply(w.Mia, th.ID, "Hello!")
		w.Clock.Advance(time.Hour)
		w.Reply(w.Mia, th.ID, "Over now.")
		w.Reply(w.Mia, th.ID, "And no pause.")
	})
}

func TestLiveHours_listsWhatComesAndWhatWasForWhoeverMaySeeIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		later := anHour(w)
		later.Title, later.DraftKey = "Later still", "later"
		later.StartsAt, later.EndsAt = later.StartsAt.Add(24*time.Hour), later.EndsAt.Add(24*time.Hour)
		_, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, later)
		w.Must(err)
		inside := anHour(w)
		inside.Topic, inside.Title, inside.DraftKey = testkit.BackRoom, "Among members", "inside"
		_, err = w.Store.ScheduleLiveHour(w.Ctx, w.Ada, inside)
		w.Must(err)
		scheduled(w)
		titles := func(v models.Viewer, over bool) string {
			t.Helper()
			items, _, err := w.Store.LiveHours(w.Ctx, v, over, 1)
			w.Must(err)
			var list []string
			for _, i := range items {
				list = append(list, i.Title)
			}
			return strings.Join(list, ", ")
		}
		if got := titles(w.Reader, false); got != "Ask a photographer about fog, Later still" {
			t.Errorf("to come: %s", got)
		}
		if got := titles(w.Mia, false); !strings.Contains(got, "Among members") {
			t.Errorf("for a member: %s", got)
		}
		w.Clock.Advance(3 * time.Hour)
		if got := titles(w.Reader, true); got != "Ask a photographer about fog" {
			t.Errorf("over: %s", got)
		}
		if got := titles(w.Reader, false); got != "Later still" {
			t.Errorf("to come after it: %s", got)
		}
	})
}

// A question that waits for a moderator is still one when it is let through.
func TestLiveHour_aHeldQuestionComesIntoTheQueue(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := begun(w)
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: manyLinks, Question: true})
		held(t, err)
		if q := hour(w, th).Questions; len(q) != 0 {
			t.Fatalf("held, it is in the queue: %+v", q)
		}
		w.Must(w.Store.DecideHold(w.Ctx, w.Mo, onlyHold(w).ID, models.HoldDecision{Do: "approved"}))
		if q := hour(w, th).Questions; len(q) != 1 || q[0].State != models.QuestionAsked {
			t.Errorf("let through, the queue is %+v", q)
		}
	})
}
