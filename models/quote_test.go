package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

const stub = "A post quoted here was removed."

func TestQuotes_goWithTheirSourceAndComeBackWithIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		other := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Off to the side", "Go on here.")
		source := w.Reply(w.Max, th.ID, "My secret address")
		kept := w.Reply(w.Max, th.ID, "Harmless words")
		body := markup.Quote("max", source.ID, source.Body) + markup.Quote("max", kept.ID, kept.Body) + "I agree."
		same, far := w.Reply(w.Hana, th.ID, body), w.Reply(w.Hana, other.ID, body)
		w.Events()

		_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
		w.Must(err)
		events := wantEvents(t, w, models.EventPostRemoved, models.EventThreadChanged)
		if *events[0].ThreadID != th.ID && *events[1].ThreadID != th.ID {
			t.Errorf("events = %+v", events)
		}
		for _, id := range []int64{same.ID, far.ID} {
			p, _, err := w.Store.Post(w.Ctx, w.Hana, id)
			w.Must(err)
			if strings.Contains(p.HTML, "secret") || strings.Contains(p.Body, "secret") || !strings.Contains(p.HTML, stub) ||
				!strings.Contains(p.HTML, "Harmless") || !strings.Contains(p.HTML, "I agree.") {
				t.Errorf("post %d says %q from %q", id, p.HTML, p.Body)
			}
			if p.Version != 1 || p.EditedAt != nil {
				t.Error("taking the quotation out counts as an edit")
			}
		}

		_, err = w.Store.RestorePost(w.Ctx, w.Max, source.ID, "")
		w.Must(err)
		for _, id := range []int64{same.ID, far.ID} {
			p, _, err := w.Store.Post(w.Ctx, w.Hana, id)
			w.Must(err)
			if !strings.Contains(p.HTML, "secret") || p.HTML != renderedAs(w, p.ID, body) {
				t.Errorf("post %d says %q", id, p.HTML)
			}
		}
	})
}

// renderedAs is what a preview of the body says, with the ids of a post.
func renderedAs(w *testkit.World, id int64, body string) string {
	w.T.Helper()
	html, err := w.Store.Preview(w.Ctx, w.Hana, models.PreviewPlace{Kind: models.KindDiscussion}, body)
	w.Must(err)
	return html.WithPrefix("p" + itoa(int(id)) + "-").String()
}

func TestQuotes_ofWhatIsGoneAreNotWritten(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		source := w.Reply(w.Max, th.ID, "My secret address")
		body := markup.Quote("max", source.ID, source.Body) + "Interesting!"
		_, err := w.Store.DeletePost(w.Ctx, w.Mo, source.ID, models.DeleteInput{Rule: "other", Reason: "Private data"})
		w.Must(err)

		html, err := w.Store.Preview(w.Ctx, w.Hana, models.PreviewPlace{Kind: models.KindDiscussion}, body)
		w.Must(err)
		late := w.Reply(w.Hana, th.ID, body)
		edited := w.Reply(w.Hana, th.ID, "First words")
		edited, err = w.Store.EditPost(w.Ctx, w.Hana, edited.ID, models.EditInput{Body: &body})
		w.Must(err)
		for _, said := range []string{html.String(), late.HTML, edited.HTML} {
			if strings.Contains(said, "secret") || !strings.Contains(said, stub) || !strings.Contains(said, "Interesting!") {
				t.Errorf("says %q", said)
			}
		}
		h, err := w.Store.History(w.Ctx, w.Reader, edited.ID, 1)
		w.Must(err)
		if strings.Contains(newText(h.Revisions[0].Body), "secret") {
			t.Error("the history still quotes what was removed")
		}
		_, err = w.Store.RestorePost(w.Ctx, w.Mo, source.ID, "")
		w.Must(err)
		if p := postNow(w, late.ID); !strings.Contains(p.HTML, "secret") {
			t.Errorf("after the restoration: %q", p.HTML)
		}
	})
}

func TestQuotes_leftAloneByAnEditStayAsTyped(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		source := w.Reply(w.Max, th.ID, "My secret address")
		p := w.Reply(w.Hana, th.ID, markup.Quote("max", source.ID, source.Body)+"Interesting!")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
		w.Must(err)
		shown, _, err := w.Store.Post(w.Ctx, w.Hana, p.ID)
		w.Must(err)
		after, err := w.Store.EditPost(w.Ctx, w.Hana, p.ID, models.EditInput{Body: &shown.Body, Version: 1})
		w.Must(err)
		if after.Version != 1 || after.Body != p.Body {
			t.Errorf("sending the form back unchanged made %+v", after)
		}
	})
}

func TestQuotes_leftOutOfAFormSurviveTheEdit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		one, two := w.Reply(w.Max, th.ID, "My secret address"), w.Reply(w.Max, th.ID, "And my secret age")
		first, second := markup.Quote("max", one.ID, one.Body), markup.Quote("max", two.ID, two.Body)
		p := w.Reply(w.Hana, th.ID, first+"Thanks!\n\n"+second+"And thanks again!")
		for _, id := range []int64{one.ID, two.ID} {
			_, err := w.Store.DeletePost(w.Ctx, w.Max, id, models.DeleteInput{})
			w.Must(err)
		}
		form := postAs(w, w.Hana, p.ID).Body
		for _, want := range []string{markerOf("max", one.ID), markerOf("max", two.ID), stub} {
			if !strings.Contains(form, want) {
				t.Errorf("the form lacks %q: %q", want, form)
			}
		}
		if other := postAs(w, w.Mia, p.ID).Body; strings.Contains(form, "secret") || strings.Contains(other, "secret") || strings.Contains(other, "/posts/") {
			t.Errorf("the author is shown %q, others %q", form, other)
		}

		// the second quotation goes, and the words below the first change
		kept := strings.Replace(form[:strings.Index(form, markerOf("max", two.ID))], "Thanks!", "Thanks, Max!", 1)
		after, err := w.Store.EditPost(w.Ctx, w.Hana, p.ID, models.EditInput{Body: &kept, Version: 1})
		w.Must(err)
		if want := strings.TrimSpace(first + "Thanks, Max!"); strings.TrimSpace(after.Body) != want {
			t.Errorf("stored is %q, want %q", after.Body, want)
		}
		if now := postAs(w, w.Mia, p.ID); strings.Contains(now.HTML, "secret") || !strings.Contains(now.HTML, stub) || !strings.Contains(now.HTML, "Thanks, Max!") {
			t.Errorf("shown is %q", now.HTML)
		}
		for _, id := range []int64{one.ID, two.ID} {
			_, err = w.Store.RestorePost(w.Ctx, w.Max, id, "")
			w.Must(err)
		}
		if now := postAs(w, w.Mia, p.ID); !strings.Contains(now.HTML, "My secret address") || strings.Contains(now.HTML, "secret age") {
			t.Errorf("once both are back: %q", now.HTML)
		}
	})
}

// A form that was opened while the quotation was away is sent once it is back.
func TestQuotes_thatCameBackWhileTheFormWasOpenSurviveTheEdit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		source := w.Reply(w.Max, th.ID, "Two hours a day")
		p := w.Reply(w.Hana, th.ID, markup.Quote("max", source.ID, source.Body)+"Thanks!")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
		w.Must(err)
		typed := strings.Replace(postAs(w, w.Hana, p.ID).Body, "Thanks!", "Thanks, Max!", 1)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, source.ID, "")
		w.Must(err)
		_, err = w.Store.EditPost(w.Ctx, w.Hana, p.ID, models.EditInput{Body: &typed, Version: 1})
		w.Must(err)
		if now := postAs(w, w.Mia, p.ID); !strings.Contains(now.HTML, "Two hours a day") || !strings.Contains(now.HTML, "Thanks, Max!") || strings.Contains(now.HTML, stub) {
			t.Errorf("shown is %q", now.HTML)
		}
	})
}

func TestQuotes_leftOutCountTowardsWhatAPostMayHold(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		source := w.Reply(w.Max, th.ID, strings.Repeat("Two hours. ", 100))
		p := w.Reply(w.Hana, th.ID, markup.Quote("max", source.ID, source.Body)+"Thanks!")
		_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
		w.Must(err)
		typed := postAs(w, w.Hana, p.ID).Body + strings.Repeat("Ha. ", 3_900)
		_, err = w.Store.EditPost(w.Ctx, w.Hana, p.ID, models.EditInput{Body: &typed, Version: 1})
		refused(t, err, models.Invalid)
		if now := postNow(w, p.ID); now.Body != p.Body {
			t.Error("the post changed")
		}
	})
}

// markerOf is the line that says what is quoted.
func markerOf(handle string, id int64) string {
	line, _, _ := strings.Cut(markup.Quote(handle, id, ""), "\n")
	return line
}

func postAs(w *testkit.World, v models.Viewer, id int64) models.PostView {
	w.T.Helper()
	p, _, err := w.Store.Post(w.Ctx, v, id)
	w.Must(err)
	return p
}

func TestQuotes_ofTwoSourcesGoneAtOnceLoseBoth(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		far := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")
		one, two := w.Reply(w.Max, th.ID, "First secret"), w.Reply(w.Max, far.ID, "Second secret")
		quoting := w.Reply(w.Hana, th.ID, markup.Quote("max", one.ID, one.Body)+markup.Quote("max", two.ID, two.Body)+"Both!")
		ids := []int64{one.ID, two.ID}
		for _, err := range atOnce(2, func(i int) error {
			_, err := w.Store.DeletePost(w.Ctx, w.Max, ids[i], models.DeleteInput{})
			return err
		}) {
			w.Must(err)
		}
		if p := postNow(w, quoting.ID); strings.Contains(p.HTML, "secret") {
			t.Errorf("post says %q", p.HTML)
		}
	})
}

func TestQuotes_writtenWhileTheSourceGoesNeverKeepItsWords(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		far := w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Elsewhere", "Hm.")
		for range 8 {
			th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
			source := w.Reply(w.Max, th.ID, "A secret")
			body := markup.Quote("max", source.ID, source.Body) + "So there."
			for _, err := range atOnce(3, func(i int) error {
				if i == 0 {
					_, err := w.Store.DeletePost(w.Ctx, w.Max, source.ID, models.DeleteInput{})
					return err
				}
				_, err := w.Store.CreatePost(w.Ctx, w.Hana, []int64{th.ID, far.ID}[i-1], models.PostInput{Body: body})
				return err
			}) {
				w.Must(err)
			}
			if n := w.Count(`SELECT COUNT(*) FROM posts WHERE html LIKE '%secret%' AND status = 'visible'`); n != 0 {
				t.Fatalf("%d posts still quote what was deleted", n)
			}
		}
	})
}
