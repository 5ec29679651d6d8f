package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Who writes while the switch is thrown gets through or is refused in words; whoever begins after it is refused.
func TestSetCrisis_whileEverybodyWritesLosesNothingAndHoldsAfterwards(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		opening := openingOf(w, th)
		other := newNode(t, w, w.Clock.Now())
		other.follow(w)
		posted := make([]bool, 9)
		for i, err := range atOnce(len(posted), func(i int) error {
			if i == 4 {
				return w.Store.SetCrisis(w.Ctx, w.Mo, models.Crisis{Posting: models.PauseAll}, "A wave of spam.")
			}
			v := []models.Viewer{w.Mia, w.Max, w.Hana}[i%3]
			_, err := []*models.Store{w.Store, other.Store}[i%2].CreatePost(w.Ctx, v, th.ID, models.PostInput{Body: "Post " + itoa(i)})
			posted[i] = err == nil
			return err
		}) {
			if i == 4 {
				w.Must(err)
			} else if err != nil && models.KindOf(err) != models.Forbidden {
				t.Errorf("writer %d: %v", i, err)
			}
		}
		want := int64(1)
		for _, ok := range posted {
			if ok {
				want++
			}
		}
		if got := w.Count(`SELECT COUNT(*) FROM posts WHERE thread_id = ?`, th.ID); got != want {
			t.Errorf("%d posts are stored, %d were told so", got, want)
		}
		wantCounters(t, w)
		one := models.PostInput{Body: "One more."}
		_, err := w.Store.CreatePost(w.Ctx, w.Max, th.ID, one)
		kind(t, err, models.Forbidden)
		for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); { // until the other node has heard
			if _, err = other.EditPost(w.Ctx, w.Mia, opening.ID, models.EditInput{Body: &one.Body}); err != nil {
				break
			}
			<-time.After(5 * time.Millisecond)
		}
		kind(t, err, models.Forbidden)
	})
}

func TestSetCrisis_ofTwoAtOnceBothAreOnRecordAndOneHolds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		choices := []models.Crisis{{Joining: true, Banner: "No new members."}, {Posting: models.PauseNew, Pictures: true, Banner: "New members wait."}}
		for _, err := range atOnce(2, func(i int) error {
			return w.Store.SetCrisis(w.Ctx, []models.Viewer{w.Mo, w.Ada}[i], choices[i], "A wave of spam.")
		}) {
			w.Must(err)
		}
		if got := houseOf(w).Site.Crisis; got != choices[0] && got != choices[1] {
			t.Errorf("half of each holds: %+v", got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'crisis.changed'`); n != 2 {
			t.Errorf("%d on record, want 2", n)
		}
	})
}

func TestCrisis_leavesReadingReactingAndReportingAlone(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		own := w.Reply(w.Mia, th.ID, "They do.")
		crisis(w, models.Crisis{Joining: true, Posting: models.PauseAll, Pictures: true, Banner: "Quiet, please."})
		_, err := w.Store.Thread(w.Ctx, w.Reader, th.ID)
		w.Must(err)
		_, err = w.Store.React(w.Ctx, w.Max, own.ID, models.Emoji[0], true)
		w.Must(err)
		w.Must(w.Store.Bookmark(w.Ctx, w.Max, own.ID, true))
		_, err = w.Store.CreateReport(w.Ctx, w.Max, own.ID, models.ReportInput{Reason: "spam"})
		w.Must(err)
		_, err = w.Store.SaveDraft(w.Ctx, w.Max, models.DraftInput{Key: "later", ThreadID: th.ID, Body: "For afterwards."})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mia, own.ID, models.DeleteInput{})
		w.Must(err)
		_, err = try(w, "max", testkit.Password, home)
		w.Must(err)
	})
}

func TestCrisis_bannerIsOneLineAndNeedsAReasonToo(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		long := make([]byte, 301)
		for i := range long {
			long[i] = 'a'
		}
		wrongField(t, w.Store.SetCrisis(w.Ctx, w.Mo, models.Crisis{Banner: string(long)}, "A wave of spam."), "banner")
		wrongField(t, w.Store.SetCrisis(w.Ctx, w.Mo, models.Crisis{Banner: "Only words."}, ""), "reason")
		w.Must(w.Store.SetCrisis(w.Ctx, w.Mo, models.Crisis{Banner: "Only words."}, "A wave of spam."))
		th := w.Start(w.Nia, testkit.RemoteWork, models.KindDiscussion, "Nothing is paused", "So I may write.")
		if th.ID == 0 || !houseOf(w).Site.Crisis.On() {
			t.Error("a banner alone pauses something, or is not on")
		}
	})
}

func standingKey(w *testkit.World, login, password string) (string, error) {
	return w.Store.CreateStandingKey(w.Ctx, models.Credentials{Login: login, Password: password, Address: home})
}

func TestStandingKey_isOneAMemberForAnHour(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, err := standingKey(w, "max", testkit.Password)
		w.Must(err)
		w.Clock.Advance(models.StandingKeyFor - time.Second)
		if v, err := w.Store.StandingKeyHolder(w.Ctx, first); err != nil || v.Handle != "max" {
			t.Errorf("a second before the hour is over: %s, %v", v.Handle, err)
		}
		second, err := standingKey(w, "max", testkit.Password)
		w.Must(err)
		_, err = w.Store.StandingKeyHolder(w.Ctx, first)
		kind(t, err, models.Unauthenticated)
		mias, err := standingKey(w, "mia", testkit.Password)
		w.Must(err)
		for token, want := range map[string]string{second: "max", mias: "mia"} {
			if v, err := w.Store.StandingKeyHolder(w.Ctx, token); err != nil || v.Handle != want {
				t.Errorf("the key of %s is that of %q (%v)", want, v.Handle, err)
			}
		}
		w.Clock.Advance(models.StandingKeyFor)
		_, err = standingKey(w, "hana", testkit.Password)
		w.Must(err)
		if n := w.Count(`SELECT COUNT(*) FROM standing_keys`); n != 1 {
			t.Errorf("%d keys are kept, want that which works", n)
		}
	})
}

// Whatever ends sessions ends keys: a new password, and leaving. A suspension does not, for it is what they are for.
func TestStandingKey_endsWithThePasswordAndTheAccount(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token, err := standingKey(w, "max", testkit.Password)
		w.Must(err)
		w.Must(w.Store.Suspend(w.Ctx, w.Mo, "max", models.SuspensionInput{Rule: "abuse", Because: "Cool down."}))
		if _, err := w.Store.StandingKeyHolder(w.Ctx, token); err == nil {
			if token, err = standingKey(w, "max", testkit.Password); err != nil {
				t.Fatal(err)
			}
		} else if token, err = standingKey(w, "max", testkit.Password); err != nil {
			t.Fatalf("a suspended member gets no key: %v", err)
		}
		w.Must(w.Store.SetPassword(w.Ctx, "max", "another long phrase"))
		_, err = w.Store.StandingKeyHolder(w.Ctx, token)
		kind(t, err, models.Unauthenticated)
		_, err = standingKey(w, "max", testkit.Password)
		kind(t, err, models.Unauthenticated)

		token, err = standingKey(w, "mia", testkit.Password)
		w.Must(err)
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Mia, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		_, err = w.Store.StandingKeyHolder(w.Ctx, token)
		kind(t, err, models.Unauthenticated)
		for _, login := range []string{"mia", "mia@example.test", "former-" + itoa(int(w.Mia.ID))} {
			_, err = standingKey(w, login, testkit.Password)
			kind(t, err, models.Unauthenticated)
		}
		if n := w.Count(`SELECT COUNT(*) FROM standing_keys`); n != 0 {
			t.Errorf("%d keys of people who cannot use them are kept", n)
		}
	})
}

// A key is neither a session nor a token, and guesses count against the address as those at the sign-in do.
func TestStandingKey_opensNothingElseAndGuessesAreCounted(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		token, err := standingKey(w, "max", testkit.Password)
		w.Must(err)
		if alive(w, w.Store, token) {
			t.Error("it is a session")
		}
		if _, _, err := w.Store.ViewerByToken(w.Ctx, token, home); err == nil {
			t.Error("it is a token of the API")
		}
		session := signIn(t, w, "hana", home)
		_, err = w.Store.StandingKeyHolder(w.Ctx, session.Token)
		kind(t, err, models.Unauthenticated)
		for i := 0; i < 100; i++ {
			if _, err = standingKey(w, "sue", "guess "+itoa(i)); models.KindOf(err) == models.TooMany {
				break
			}
		}
		kind(t, err, models.TooMany)
		_, err = standingKey(w, "sue", testkit.Password)
		kind(t, err, models.TooMany)
	})
}
