package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func consultationInput() models.ConsultationInput {
	return models.ConsultationInput{
		Topic: testkit.RemoteWork, Title: "Which floor first?", Body: "We can build one.", Options: "The second\nThe third", ClosesOn: "2026-03-06",
	}
}

func TestOpenConsultation_refusesWhatNobodyCouldAnswer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		lines := func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString("Floor " + itoa(i) + "\n")
			}
			return b.String()
		}
		for name, c := range map[string]struct {
			field  string
			change func(*models.ConsultationInput)
		}{
			"no topic":               {"topic", func(in *models.ConsultationInput) { in.Topic = "nowhere" }},
			"no question":            {"title", func(in *models.ConsultationInput) { in.Title = " " }},
			"no text":                {"body", func(in *models.ConsultationInput) { in.Body = "\n" }},
			"one option":             {"options", func(in *models.ConsultationInput) { in.Options = "The second\n\n  \n" }},
			"one option twice":       {"options", func(in *models.ConsultationInput) { in.Options = "The second\n The second \nThe second" }},
			"eleven options":         {"options", func(in *models.ConsultationInput) { in.Options = lines(11) }},
			"a very long option":     {"options", func(in *models.ConsultationInput) { in.Options = "Yes\n" + strings.Repeat("o", 301) }},
			"an option of no letter": {"options", func(in *models.ConsultationInput) { in.Options = "Yes\n\u200b" }},
			"no day":                 {"closes_on", func(in *models.ConsultationInput) { in.ClosesOn = "" }},
			"not a day":              {"closes_on", func(in *models.ConsultationInput) { in.ClosesOn = "2026-02-30" }},
			"today":                  {"closes_on", func(in *models.ConsultationInput) { in.ClosesOn = "2026-03-02" }},
			"in 91 days":             {"closes_on", func(in *models.ConsultationInput) { in.ClosesOn = "2026-06-01" }},
		} {
			in := consultationInput()
			c.change(&in)
			_, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
			if models.KindOf(err) != models.Invalid || models.AsError(err).Fields[c.field] == "" {
				t.Errorf("%s: %v, want something about %s", name, err, c.field)
			}
		}
		if n := w.Count(`SELECT COUNT(*) FROM threads`); n != 0 {
			t.Errorf("%d threads were made all the same", n)
		}
		for _, change := range []func(*models.ConsultationInput){
			func(in *models.ConsultationInput) { in.Options = lines(10) },
			func(in *models.ConsultationInput) { in.ClosesOn = "2026-05-31" },
			func(in *models.ConsultationInput) { in.ClosesOn = "2026-03-03" },
		} {
			in := consultationInput()
			change(&in)
			_, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
			w.Must(err)
		}
	})
}

func TestOpenConsultation_sentTwiceIsMadeOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := consultationInput()
		in.DraftKey = "once"
		first, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
		w.Must(err)
		again, err := w.Store.OpenConsultation(w.Ctx, w.Sam, in)
		w.Must(err)
		if again.ID != first.ID || w.Count(`SELECT COUNT(*) FROM consultation_options`) != 2 {
			t.Errorf("made %d and %d, with %d options", first.ID, again.ID, w.Count(`SELECT COUNT(*) FROM consultation_options`))
		}
	})
}

func TestVote_isOneAMemberAndEndsWithTheDay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, consultationInput())
		w.Must(err)
		other, err := w.Store.OpenConsultation(w.Ctx, w.Sam, consultationInput())
		w.Must(err)
		look := func(v models.Viewer) models.ConsultationView {
			t.Helper()
			view, err := w.Store.Thread(w.Ctx, v, th.ID)
			w.Must(err)
			c, err := w.Store.ConsultationOf(w.Ctx, v, view)
			w.Must(err)
			return c
		}
		option := look(w.Mia).Options[0].ID
		refused(t, w.Store.Vote(w.Ctx, w.Reader, th.ID, option, ""), models.Unauthenticated)
		refusedField(t, w.Store.Vote(w.Ctx, w.Mia, th.ID, option, strings.Repeat("w", 1001)), "reason")
		refusedField(t, w.Store.Vote(w.Ctx, w.Mia, other.ID, option, ""), "option")
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, option, "Near the lift"))
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, option, "Near the lift"))
		if c := look(w.Mia); c.Votes != 1 || c.MyOption != option || c.MyReason != "Near the lift" {
			t.Errorf("after the same twice: %+v", c)
		}
		if c := look(w.Max); c.MyOption != 0 || c.MyReason != "" || c.Votes != 1 {
			t.Errorf("Max is shown %+v as his own", c)
		}
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, 0, ""))
		if c := look(w.Mia); c.Votes != 0 || c.MyOption != 0 {
			t.Errorf("taken back: %+v", c)
		}
		// whoever joins the staff is no more counted, without being struck off
		w.Must(w.Store.Vote(w.Ctx, w.Hana, th.ID, option, ""))
		w.Exec(`UPDATE members SET role = 'contributor' WHERE handle = 'hana'`)
		if c := look(w.Mia); c.Votes != 0 {
			t.Errorf("%d votes, with one of the staff alone", c.Votes)
		}
		w.Clock.Set(time.Date(2026, 3, 6, 23, 59, 59, 0, time.UTC))
		w.Must(w.Store.Vote(w.Ctx, w.Max, th.ID, option, ""))
		w.Clock.Advance(time.Second)
		refused(t, w.Store.Vote(w.Ctx, w.Max, th.ID, 0, ""), models.Conflict)
		if c := look(w.Max); c.Votes != 1 || c.Takes(w.Clock.Now()) || !c.Owes(w.Clock.Now()) {
			t.Errorf("after the day: %+v", c)
		}
	})
}

func TestDecideConsultation_earlyEndsItAndGapsAreRefused(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th, err := w.Store.OpenConsultation(w.Ctx, w.Sam, consultationInput())
		w.Must(err)
		view, err := w.Store.Thread(w.Ctx, w.Mia, th.ID)
		w.Must(err)
		c, err := w.Store.ConsultationOf(w.Ctx, w.Mia, view)
		w.Must(err)
		w.Must(w.Store.Vote(w.Ctx, w.Mia, th.ID, c.Options[0].ID, ""))
		heard, changed := "Most of you sit on the third floor.", "We build on the third floor first."
		refusedField(t, w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, heard, "Dear {{name}}, we build there."), "changed")
		refusedField(t, w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, "Too short.", changed), "heard")
		refused(t, w.Store.DecideConsultation(w.Ctx, w.Mia, th.ID, heard, changed), models.Forbidden)
		w.Clock.Advance(time.Hour)
		w.Must(w.Store.DecideConsultation(w.Ctx, w.Sam, th.ID, heard, changed))
		refused(t, w.Store.Vote(w.Ctx, w.Max, th.ID, c.Options[0].ID, ""), models.Conflict)
		owed, _, err := w.Store.OwedConsultations(w.Ctx, w.Sam, 0)
		w.Must(err)
		if len(owed) != 0 {
			t.Errorf("%d are owed", len(owed))
		}
		if view, err = w.Store.Thread(w.Ctx, w.Reader, th.ID); err != nil || view.Outcome != changed {
			t.Errorf("on top stands %q (%v)", view.Outcome, err)
		}
		deliver(w)
		told := noticesOf(w, w.Mia)
		if len(told) != 1 || told[0].Kind != models.NoticeConsulted || told[0].Words != heard+"\n\n"+changed || told[0].Actor.Handle != "sam" {
			t.Errorf("Mia was told %+v", told)
		}
		if n := unread(w, w.Max); n != 0 {
			t.Errorf("Max, who did not answer, was told %d times", n)
		}
	})
}
