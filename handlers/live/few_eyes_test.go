package live_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// until reads frames until one has the words, and gives all that was heard meanwhile as text.
func (l *listener) until(words string) string {
	l.t.Helper()
	var heard strings.Builder
	for {
		f, err := l.Next(patience)
		if err != nil {
			l.t.Fatalf("wait for %q: %v; heard %s", words, err, heard.String())
		}
		fmt.Fprintf(&heard, "%+v\n", f)
		if strings.Contains(f.HTML, words) {
			return heard.String()
		}
	}
}

// Everything that is written for few eyes is written while a reader, a member and somebody's own devices listen; then
// comes a reply for all. What they heard until then holds none of it, and no list hints at it.
func TestLive_whatIsForFewIsHeardByNobodyElse(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w)
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "One on each floor, please.")
		lists := []string{"front", "topic:" + testkit.RemoteWork, channelOf(th)}
		ears := map[string]*listener{}
		for name, v := range map[string]models.Viewer{"a reader": w.Reader, "a member": w.Max, "its author": w.Mia} {
			ears[name] = listen(site, v)
			for _, channel := range lists {
				ears[name].subscribe(channel, -1)
			}
			if v.SignedIn() {
				ears[name].subscribe("me", -1)
			}
			if code := ears[name].refused("console"); code != "not_found" {
				t.Errorf("%s at the console: %s", name, code)
			}
			if code := ears[name].refused("topic:" + testkit.StaffTable); code != "not_found" {
				t.Errorf("%s at the staff's topic: %s", name, code)
			}
		}
		w.Must(w.Store.AddNote(w.Ctx, w.Sam, th.ID, "Secretnote."))
		w.Must(w.Store.Snooze(w.Ctx, w.Sam, th.ID, models.SnoozeInput{Days: 2, Reason: "Secretsnooze"}))
		_, err := w.Store.CreatePost(w.Ctx, w.Nia, th.ID, models.PostInput{Body: "Secretheld https://a.example.test https://b.example.test https://c.example.test https://d.example.test"})
		if models.KindOf(err) != models.Held {
			t.Fatalf("it is not held: %v", err)
		}
		_, err = w.Store.SaveDraft(w.Ctx, w.Hana, models.DraftInput{Key: "d", ThreadID: th.ID, Body: "Secretdraft."})
		w.Must(err)
		w.Must(w.Store.Warn(w.Ctx, w.Mo, "hana", "abuse", "Secretwarning."))
		_, err = w.Store.CreateAppeal(w.Ctx, w.Hana, w.Count(`SELECT MAX(id) FROM actions`), "Secretappeal.")
		w.Must(err)
		_, err = w.Store.CreateReport(w.Ctx, w.Hana, w.Count(`SELECT MIN(id) FROM posts`), models.ReportInput{Reason: "abuse", Detail: "Secretreport."})
		w.Must(err)
		_, err = w.Store.Invite(w.Ctx, w.Mo, models.InvitationInput{Email: "secretguest@out.example", Days: 7})
		w.Must(err)
		w.Start(w.Sam, testkit.StaffTable, models.KindDiscussion, "Secrettable", "Secrettable words, @max.")
		story, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Secretstory", Body: "Secretstory, @max.", Later: true})
		w.Must(err)
		w.Must(w.Store.ScheduleStory(w.Ctx, w.Sam, story.ID, w.Clock.Now().Add(time.Hour)))
		w.Reply(w.Hana, th.ID, "And now for everybody.")
		for name, l := range ears {
			heard := l.until("And now for everybody.")
			if strings.Contains(strings.ToLower(heard), "secret") {
				t.Errorf("%s hears %s", name, heard)
			}
			for _, id := range []int64{story.ID, story.ID - 1} {
				if strings.Contains(heard, fmt.Sprintf("{ID:%d Posts", id)) {
					t.Errorf("%s hears of thread %d: %s", name, id, heard)
				}
			}
		}
	})
}

// Polling is told as little as listening: what a thread's events say of a removed or moved post has no words.
func TestPoll_replaysNothingThatWasTakenAway(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		gone := w.Reply(w.Max, th.ID, "Secretgone words")
		edited := w.Reply(w.Max, th.ID, "Secretbefore words")
		body := "After the edit."
		_, err := w.Store.EditPost(w.Ctx, w.Max, edited.ID, models.EditInput{Body: &body})
		w.Must(err)
		moved := w.Reply(w.Max, th.ID, "Secretmoved words")
		_, err = w.Store.SplitThread(w.Ctx, w.Mo, th.ID, models.SplitInput{Numbers: []int64{moved.Number}, Title: "Secrettitle", Topic: testkit.StaffTable})
		w.Must(err)
		_, err = w.Store.DeletePost(w.Ctx, w.Mo, gone.ID, models.DeleteInput{Reason: "Secretreason enough.", Rule: "abuse"})
		w.Must(err)
		for name, b := range map[string]*testsite.Browser{"a reader": site.Browser(), "a member": site.As(w.Mia)} {
			res := b.Get(fmt.Sprint("/live/events?since=0&channel=", channelOf(th))).Want(200)
			text := strings.ToLower(res.Body)
			for _, word := range []string{"secretgone", "secretbefore", "secretmoved", "secrettitle"} {
				if strings.Contains(text, word) {
					t.Errorf("%s is told %s: %s", name, word, res.Body)
				}
			}
			if !strings.Contains(text, "after the edit") {
				t.Errorf("%s is told nothing, which proves nothing: %s", name, res.Body)
			}
			for _, channel := range []string{"console", "thread:987654", "topic:" + testkit.StaffTable, "topic:nowhere", "thread:01", "nonsense"} {
				if got := b.Get("/live/events?since=0&channel=" + channel); got.Status != 404 {
					t.Errorf("%s at %s: status %d", name, channel, got.Status)
				}
			}
		}
	})
}

// Who is told that somebody reads: those they let, on no thread that these may not see, and nobody once they said so.
func TestPresence_namesNobodyWhoSaidNothing(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site, th := testsite.Serve(w), thread(w)
		back := w.Start(w.Mia, testkit.BackRoom, models.KindDiscussion, "Among us", "Words.")
		lets(w, w.Hana, models.AudienceEveryone)
		lets(w, w.Max, models.AudienceMembers)
		reader, mia := listen(site, w.Reader), listen(site, w.Mia)
		reader.subscribe(channelOf(th), -1)
		mia.subscribe(channelOf(th), -1)
		if code := reader.refused(channelOf(back)); code != "not_found" {
			t.Errorf("a reader in the back room: %s", code)
		}
		hana, max, nia := listen(site, w.Hana), listen(site, w.Max), listen(site, w.Nia)
		for _, l := range []*listener{hana, max, nia} {
			l.subscribe(channelOf(th), -1)
			l.subscribe(channelOf(back), -1)
		}
		f := reader.presence(func(f livetest.Frame) bool { return f.Readers == 5 })
		if f.Channel != channelOf(th) {
			t.Errorf("a reader is told who is at %s", f.Channel)
		}
		for _, h := range f.Here {
			if h.Handle != "hana" {
				t.Errorf("a reader is told of %s", h.Handle)
			}
		}
		f = mia.presence(func(f livetest.Frame) bool { return f.Readers == 5 && len(f.Here) == 2 })
		for _, h := range f.Here {
			if h.Handle != "hana" && h.Handle != "max" {
				t.Errorf("a member is told of %s, who said nothing", h.Handle)
			}
		}
	})
}
