package flows

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

func TestALiveHour_goesFromQuestionToSummaryBeforeEverybodysEyes(t *testing.T) {
	t.Parallel()
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	begins := w.Clock.Now().Add(time.Hour)
	th, err := w.Store.ScheduleLiveHour(w.Ctx, w.Hana, models.LiveHourInput{
		Topic: testkit.Photography, Title: "Ask about fog", Body: "Bring a picture.",
		LiveHourChange: models.LiveHourChange{StartsAt: begins, EndsAt: begins.Add(time.Hour), Agenda: "Waiting\nLight"},
	})
	w.Must(err)
	path := "/t/" + number(th.ID) + "/" + th.Slug
	hana, mia := member(t, site, w.Hana, path), member(t, site, w.Mia, path)
	hana.live()
	mia.live()
	mia.WaitText(".hour [data-here]", "2 here now")
	w.Clock.Advance(70 * time.Minute)
	_, err = w.Store.WatchLiveHours(w.Ctx)
	w.Must(err)
	mia.WaitText(".hour__phase", "Live now")

	mia.Click(`#reply [name="question"]`)
	mia.Fill(replyField, "How long did you wait?")
	mia.Click(replySend)
	hana.WaitText("#post-2 .prose", "How long did you wait?")
	hana.WaitText(`.queue__one[data-question="asked"]`, "How long did you wait?")
	hana.Click(`.queue__one[data-number="2"] .queue__tools button[value="picked"]`)
	mia.WaitText(`.queue__one[data-question="picked"]`, "being answered")
	_, err = w.Store.CreatePost(w.Ctx, w.Hana, th.ID, models.PostInput{Body: "Two hours.", ReplyTo: 2})
	w.Must(err)
	mia.WaitText("#post-3 .prose", "Two hours.")
	mia.WaitText(`.queue__one[data-question="answered"] .queue__answer`, "The answer")
	mia.MustBeAccessible()
	if n := mia.Count("article[data-post]"); n != 3 {
		t.Errorf("the member sees %d posts, want 3", n)
	}
	w.Must(w.Store.EndLiveHour(w.Ctx, w.Hana, th.ID))
	hana.WaitFor("#hour-summary")
	hana.Fill("#hour-summary", "We spoke about fog and about waiting.")
	hana.Click(".hour__sum button")
	mia.WaitText(".hour__summary", "fog and about waiting")
	mia.WaitText(".hour__phase", "Was live")
}
