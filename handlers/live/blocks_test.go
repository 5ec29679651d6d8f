package live_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/markup"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// Whoever blocked somebody gets the numbers of what they write, so that nothing is missed, and none of the words; a
// block made while the socket is open counts from the next thing on.
func TestLive_whoeverIsBlockedIsNotHeard(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th := thread(w)
	mia, hana := listen(site, w.Mia), listen(site, w.Hana)
	mia.subscribe(channelOf(th), -1)
	hana.subscribe(channelOf(th), -1)
	w.Reply(w.Max, th.ID, "Before it")
	if f := mia.next(); !strings.Contains(f.HTML, "Before it") {
		t.Fatalf("before the block she hears %+v", f)
	}
	hana.next()
	site.As(w.Mia).Post("/members/max/block", map[string][]string{"on": {"1"}})
	var loud models.Post
	for i := 0; ; i++ { // sockets are looked at a moment after
		loud = w.Reply(w.Max, th.ID, fmt.Sprint("Gallimaufry ", i))
		f := mia.next()
		if f.Number != loud.Number || *f.Seq == 0 {
			t.Fatalf("a number is missing: %+v", f)
		}
		if f.HTML == "" {
			break
		}
		if i == 200 {
			t.Fatal("she goes on hearing him")
		}
	}
	w.Reply(w.Hana, th.ID, markup.Quote("max", loud.ID, loud.Body)+"Quite.")
	if f := mia.next(); f.HTML != "" {
		t.Errorf("who quotes him brings his words: %+v", f)
	}
	w.Reply(w.Hana, th.ID, "Of my own")
	if f := mia.next(); !strings.Contains(f.HTML, "Of my own") {
		t.Errorf("others are not heard: %+v", f)
	}
	if heard := hana.until("Of my own"); !strings.Contains(heard, "Gallimaufry") {
		t.Errorf("others hear him no more: %s", heard)
	}
	poll := site.As(w.Mia).Get("/live/events?since=0&channel=" + channelOf(th)).Body
	if strings.Contains(poll, "Gallimaufry") || !strings.Contains(poll, "Of my own") {
		t.Errorf("over HTTP: %s", poll)
	}
	again := listen(site, w.Mia)
	before, _ := again.subscribe(channelOf(th), 0)
	if heard := fmt.Sprintf("%+v", before); strings.Contains(heard, "Gallimaufry") || strings.Contains(heard, "Before it") || !strings.Contains(heard, "Of my own") {
		t.Errorf("what is told again: %s", heard)
	}
}

// FAULTS D05: what a socket is told again quotes nothing that went out of sight meanwhile.
func TestLive_saysNothingAgainThatQuotesWhatWentOutOfSight(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	th, other := thread(w), w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "Hana's", "Words.")
	mia := listen(site, w.Mia)
	_, at := mia.subscribe(channelOf(th), -1)
	loud := w.Reply(w.Max, other.ID, "Gallimaufry")
	w.Reply(w.Hana, th.ID, markup.Quote("max", loud.ID, loud.Body)+"Quite.")
	if f := mia.next(); !strings.Contains(f.HTML, "Gallimaufry") {
		t.Fatalf("before the move she hears %+v", f)
	}
	w.Must(w.Store.MoveThread(w.Ctx, w.Mo, other.ID, testkit.StaffTable, "Private."))
	again, _ := listen(site, w.Mia).subscribe(channelOf(th), at)
	if heard := fmt.Sprintf("%+v", again); strings.Contains(heard, "Gallimaufry") || !strings.Contains(heard, "Quite.") {
		t.Errorf("after the move she is told again: %s", heard)
	}
	if _, err := w.Store.RedrawQuotes(w.Ctx); err != nil {
		t.Fatal(err)
	}
	if f := mia.next(); f.Event != string(models.EventPostEdited) || strings.Contains(f.HTML, "Gallimaufry") || !strings.Contains(f.HTML, "Quite.") {
		t.Errorf("her open page hears %+v", f)
	}
}

func TestLive_hintsAtNothingOfWhoeverIsBlocked(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w)
	theirs := w.Start(w.Max, testkit.RemoteWork, models.KindDiscussion, "Max's", "Words.")
	other := w.Start(w.Hana, testkit.RemoteWork, models.KindDiscussion, "Hana's", "Words.")
	w.Must(w.Store.SetBlock(w.Ctx, w.Mia, "max", true))
	mia, hana := listen(site, w.Mia), listen(site, w.Hana)
	mia.subscribe("front", -1)
	hana.subscribe("front", -1)
	w.Reply(w.Sam, theirs.ID, "One")
	w.Reply(w.Sam, other.ID, "Two")
	seen := map[int64]bool{}
	for !seen[theirs.ID] || !seen[other.ID] {
		for _, h := range hana.next().Threads {
			seen[h.ID] = true
		}
	}
	for _, h := range mia.next().Threads {
		if h.ID == theirs.ID {
			t.Error("she is told of a thread of his")
		}
	}
}
