package live_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/live/livetest"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
	"github.com/commonthread/commonthread/models"
)

// lets somebody choose who is told that they are here.
func lets(w *testkit.World, v models.Viewer, to models.Audience) {
	w.T.Helper()
	w.Must(w.Store.EditProfile(w.Ctx, v, models.ProfileInput{Name: v.Name, PresentTo: to}))
}

// here waits until a listener is told exactly these names.
func (l *listener) here(handles ...string) {
	l.t.Helper()
	l.presence(func(f livetest.Frame) bool {
		var got []string
		for _, h := range f.Here {
			got = append(got, h.Handle)
		}
		return slices.Equal(got, handles)
	})
}

func TestPresence_namesThoseWhoAllowItToThoseTheyAllow(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		t.Parallel() // it waits more than it works
		th := thread(w)
		lets(w, w.Max, models.AudienceMembers)
		lets(w, w.Hana, models.AudienceEveryone)
		on := func(i int, v models.Viewer) *listener {
			l := listen(nodes[i%len(nodes)].Site, v)
			l.subscribe(channelOf(th), -1)
			return l
		}
		reader, mia, max, hana, second := on(0, w.Reader), on(1, w.Mia), on(2, w.Max), on(0, w.Hana), on(0, w.Hana) // a second page
		reader.here("hana")
		f := mia.presence(func(f livetest.Frame) bool { return f.Readers == 4 && len(f.Here) == 2 })
		if f.Here[0].Name != "Hana Sato" || f.Here[1].Name != "Max Oduya" {
			t.Errorf("a member is told of %+v", f.Here)
		}
		late := on(2, w.Reader) // is told at once what is known
		late.here("hana")
		lets(w, w.Max, models.AudienceNobody)
		mia.here("hana")
		lets(w, w.Mia, models.AudienceEveryone)
		reader.here("hana", "mia")
		hana.Cut()
		second.Cut()
		reader.here("mia")
		max.here("mia")
	})
}

func TestPresence_isSomebodyWhereTheWriterIsNotToBeNamed(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		t.Parallel() // it waits more than it works
		th := thread(w)
		lets(w, w.Hana, models.AudienceMembers)
		on := func(i int, v models.Viewer) *listener {
			l := listen(nodes[i%len(nodes)].Site, v)
			l.subscribe(channelOf(th), -1)
			return l
		}
		reader, mia, max, hana := on(0, w.Reader), on(1, w.Mia), on(2, w.Max), on(1, w.Hana)
		for _, l := range []*listener{reader, mia} {
			l.presence(readers(4))
		}
		max.types(channelOf(th))
		hana.types(channelOf(th))
		if f := reader.presence(func(f livetest.Frame) bool { return f.Writing == 2 }); len(f.Typing) != 0 || len(f.Names) != 0 {
			t.Errorf("a reader is told of %v, %v", f.Typing, f.Names)
		}
		f := mia.presence(func(f livetest.Frame) bool { return f.Writing == 2 })
		if !slices.Equal(f.Typing, []string{"hana"}) || !slices.Equal(f.Names, []string{"Hana Sato"}) {
			t.Errorf("a member is told of %v, %v", f.Typing, f.Names)
		}
		if _, err := nodes[0].store.CreatePost(w.Ctx, w.Max, th.ID, models.PostInput{Body: "So."}); err != nil {
			t.Fatal(err)
		}
		reader.presence(func(f livetest.Frame) bool { return f.Writing < 2 })
	})
}

func TestPresence_staffAreNamedWhereTheyAnswerAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site, th := testsite.Serve(w), thread(w)
	q := w.Start(w.Mia, testkit.Photography, models.KindQuestion, "Which lamp?", "A warm one?")
	mia, sam := listen(site, w.Mia), listen(site, w.Sam)
	for _, channel := range []string{channelOf(th), channelOf(q)} {
		mia.subscribe(channel, -1)
		sam.subscribe(channel, -1)
		sam.types(channel)
	}
	named := map[string]int{}
	for len(named) < 2 {
		f := mia.presence(func(f livetest.Frame) bool { return f.Writing == 1 })
		named[f.Channel] = len(f.Names) + len(f.Answering) + len(f.Here)
	}
	if want := map[string]int{channelOf(th): 0, channelOf(q): 2}; fmt.Sprint(named) != fmt.Sprint(want) {
		t.Errorf("names %v, want %v", named, want)
	}
}

func TestPresence_namesAFewOfManyAndFitsTheBus(t *testing.T) {
	eachSetup(t, func(t *testing.T, w *testkit.World, nodes []*node) {
		t.Parallel() // it waits more than it works
		th := thread(w)
		reader := listen(nodes[0].Site, w.Reader)
		reader.subscribe(channelOf(th), -1)
		reader.presence(readers(1))
		var crowd []*listener
		for i := range 30 {
			handle := fmt.Sprintf("crowd-of-long-handles-%02d", i)
			name, now := fmt.Sprintf("%058d%02d", 7, i), w.Clock.Now()
			w.Exec(`INSERT INTO members (handle, name, email, email_key, password_hash, present_to, created_at, credentials_at)
				VALUES (?, ?, ?, ?, '', 'everyone', ?, ?)`, handle, name, handle, handle, now, now)
			v := w.Viewer(handle)
			l := listen(nodes[len(nodes)-1].Site, v)
			l.subscribe(channelOf(th), -1)
			crowd = append(crowd, l)
		}
		reader.presence(readers(31))
		for _, l := range crowd {
			l.types(channelOf(th))
		}
		f := reader.presence(func(f livetest.Frame) bool { return f.Writing == 30 && f.Readers == 31 })
		if len(f.Here) != 8 || len(f.Typing) != 8 || len(f.Names) != 8 {
			t.Errorf("%d here, %d typing, %d names, want 8 of each", len(f.Here), len(f.Typing), len(f.Names))
		}
	})
}
