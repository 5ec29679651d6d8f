package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestAcceptHouse_goesForwardAloneAndIsRecordedOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules, Asks: true})
		first := houseOf(w).HouseAsks
		publish(w, models.HouseTerms, models.HouseInput{Body: "These are the terms between us.", Asks: true})
		second := houseOf(w).HouseAsks
		for _, err := range atOnce(4, func(int) error { return w.Store.AcceptHouse(w.Ctx, w.Mia, second) }) {
			w.Must(err)
		}
		w.Clock.Advance(time.Hour)
		for _, old := range []int64{second, first, 0, -5} {
			w.Must(w.Store.AcceptHouse(w.Ctx, w.Mia, old))
		}
		if got := w.Viewer("mia").AcceptedHouse; got != second {
			t.Errorf("she accepted %d, and a page that was left open took her back to %d", second, got)
		}
		if n := w.Count(`SELECT COUNT(*) FROM acceptances WHERE member_id = ? AND up_to = ?`, w.Mia.ID, second); n != 1 {
			t.Errorf("on record %d times", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM acceptances WHERE up_to NOT IN ?`, []int64{first, second}); n != 0 {
			t.Errorf("%d acceptances of nothing that was ever asked for", n)
		}
		if w.Viewer("max").AcceptedHouse != 0 {
			t.Error("hers counts for somebody else")
		}
	})
}

func TestHouseChanges_areTheVersionsBetweenInOrder(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules, Asks: true})
		w.Must(w.Store.AcceptHouse(w.Ctx, w.Mia, houseOf(w).HouseAsks))
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules + " Always.", Changed: "It holds always.", Asks: true, Version: 1})
		publish(w, models.HousePrivacy, models.HouseInput{Body: "We keep your name and address.", Asks: true})
		publish(w, models.HouseRules, models.HouseInput{Body: fewRules + " Everywhere.", Changed: "It holds everywhere.", Version: 2})
		publish(w, models.HouseContact, models.HouseInput{Body: "Write to hello@waymark.example.", Asks: true})
		list, err := w.Store.HouseChanges(w.Ctx, w.Viewer("mia"))
		w.Must(err)
		if len(list) != 2 || list[0].Kind != models.HouseRules || list[0].Version != 2 || list[1].Kind != models.HousePrivacy {
			t.Errorf("she is shown %+v", list)
		}
		_, err = w.Store.HouseChanges(w.Ctx, w.Reader)
		kind(t, err, models.Unauthenticated)
		w.Must(w.Store.AcceptHouse(w.Ctx, w.Mia, list[0].ID)) // only as far as the first was shown
		if list, err = w.Store.HouseChanges(w.Ctx, w.Viewer("mia")); err != nil || len(list) != 1 || list[0].Kind != models.HousePrivacy {
			t.Errorf("then she is shown %+v (%v)", list, err)
		}
	})
}

// A story of many versions: each is there as it was, numbered without a gap, and the newest is the page.
func TestPublishHouse_numbersVersionsWithoutAGap(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for i := range 5 {
			publish(w, models.HouseTerms, models.HouseInput{Body: "These are the terms between us, number " + itoa(i), Changed: "Number " + itoa(i), Version: int64(i)})
			kind(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseTerms, models.HouseInput{Body: strings.Repeat("Old words. ", 3), Changed: "Old.", Version: int64(i)}), models.Conflict)
			kind(t, w.Store.PublishHouse(w.Ctx, w.Ada, models.HouseTerms, models.HouseInput{Body: strings.Repeat("New words. ", 3), Changed: "New.", Version: int64(i + 2)}), models.Conflict)
		}
		list, err := w.Store.HouseVersions(w.Ctx, models.HouseTerms)
		w.Must(err)
		for i, p := range list {
			if n := len(list) - 1 - i; p.Version != int64(n+1) || !strings.HasSuffix(p.Body, itoa(n)) || p.Changed != "Number "+itoa(n) {
				t.Errorf("version %d is %+v", n+1, p)
			}
		}
		if len(list) != 5 || houseOf(w).House[models.HouseTerms].Version != 5 {
			t.Errorf("%d versions", len(list))
		}
	})
}

func TestPublishHouse_neverRunsWhatSomebodyWrote(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		publish(w, models.HouseImprint, models.HouseInput{
			Body: "Larkmoor, Malmö <script>alert(1)</script>\n\n[here](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n[a link](https://larkmoor.example)",
		})
		html := houseOf(w).House[models.HouseImprint].HTML
		for _, bad := range []string{"<script", "href=\"javascript", "<img"} {
			if strings.Contains(strings.ToLower(html), bad) {
				t.Errorf("the page holds %s: %s", bad, html)
			}
		}
		if !strings.Contains(html, `href="https://larkmoor.example"`) {
			t.Errorf("an honest link is lost: %s", html)
		}
	})
}

func TestCover_isNotTakenFromAnotherStoryOrByAnotherAuthor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, second := sent(w, w.Sam, 1), sent(w, w.Sam, 2)
		one, err := story(w, w.Sam, first.Key)
		w.Must(err)
		two, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{
			Topic: testkit.Photography, Kind: string(models.KindStory), Title: "Another pass", Body: "It came at five.", Cover: second.Key, CoverAlt: "The pass",
		})
		w.Must(err)
		opening := w.Count(`SELECT id FROM posts WHERE thread_id = ? AND number = 1`, two.ID)
		for _, cover := range []string{first.Key, first.Key + "#top", sent(w, w.Max, 3).Key, strings.Repeat("z", 22), "nowhere"} {
			_, err := w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &cover})
			kind(t, err, models.Invalid)
		}
		scene := "fog-road"
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &scene})
		w.Must(err)
		if sees(w, w.Reader, second.Key) || !sees(w, w.Sam, second.Key) {
			t.Error("what leads no page any more is seen, or lost to whoever sent it")
		}
		back := second.Key + "#bottom"
		_, err = w.Store.EditPost(w.Ctx, w.Sam, opening, models.EditInput{Cover: &back})
		w.Must(err)
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, two.ID, "other", "It was a mistake."))
		if sees(w, w.Reader, second.Key) || !sees(w, w.Reader, first.Key) {
			t.Error("a removed story's cover is seen, or another's is not")
		}
		w.Must(w.Store.RestoreThread(w.Ctx, w.Mo, two.ID, ""))
		if !sees(w, w.Reader, second.Key) {
			t.Error("the cover did not come back with its story")
		}
		if view, err := w.Store.Thread(w.Ctx, w.Reader, one.ID); err != nil || view.Cover != first.Key {
			t.Errorf("the first story has %q (%v)", view.Cover, err)
		}
	})
}
