package models_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// storyOf is a story by somebody, out at once.
func storyOf(w *testkit.World, v models.Viewer, topic, title string) models.Thread {
	w.T.Helper()
	th, err := w.Store.CreateThread(w.Ctx, v, models.ThreadInput{Topic: topic, Kind: "story", Title: title, Body: "Words about " + title + "."})
	w.Must(err)
	return th
}

// partsOf is how somebody meets the series of a story: its name, its place, and its titles with a star at the story.
func partsOf(w *testkit.World, v models.Viewer, th models.Thread) string {
	w.T.Helper()
	in, err := w.Store.SeriesOf(w.Ctx, v, th)
	w.Must(err)
	if in == nil {
		return "none"
	}
	var titles []string
	for i, t := range in.Parts {
		title := t.Title
		if i+1 == in.Place {
			title += "*"
		}
		titles = append(titles, title)
	}
	return in.Name + ": " + strings.Join(titles, ", ")
}

func wantParts(t *testing.T, w *testkit.World, v models.Viewer, th models.Thread, want string) {
	t.Helper()
	if got := partsOf(w, v, th); got != want {
		t.Errorf("%s meets %q, want %q", th.Title, got, want)
	}
}

func TestSetSeries_givesEachPartItsPlaceAndMovesTheOthersOn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		var parts []models.Thread
		for _, title := range []string{"Spring", "Summer", "Autumn"} {
			parts = append(parts, storyOf(w, w.Sam, testkit.RemoteWork, title))
			kind(t, w.Store.SetSeries(w.Ctx, w.Sam, parts[len(parts)-1].ID, models.SeriesInput{Name: " The  year "}), "")
		}
		wantParts(t, w, w.Reader, parts[1], "The year: Spring, Summer*, Autumn")
		if n := w.Count(`SELECT COUNT(*) FROM series`); n != 1 {
			t.Errorf("three parts begin %d series", n)
		}
		set := func(part, at int64) {
			kind(t, w.Store.SetSeries(w.Ctx, w.Sam, parts[part].ID, models.SeriesInput{Name: "The year", Part: at}), "")
		}
		set(2, 1)
		wantParts(t, w, w.Reader, parts[2], "The year: Autumn*, Spring, Summer")
		set(2, 2)
		wantParts(t, w, w.Reader, parts[0], "The year: Spring*, Autumn, Summer")
		set(0, 99)
		wantParts(t, w, w.Reader, parts[0], "The year: Autumn, Summer, Spring*")

		w.Events() // those so far
		set(0, 0)  // it is there
		set(0, 3)
		if n := len(w.Events()); n != 0 {
			t.Errorf("%d events where nothing changed", n)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'story.series'`); n != 0 {
			t.Errorf("%d entries of what its author did", n)
		}

		kind(t, w.Store.LeaveSeries(w.Ctx, w.Sam, parts[1].ID), "")
		wantParts(t, w, w.Reader, parts[1], "none")
		wantParts(t, w, w.Reader, parts[0], "The year: Autumn, Spring*")
		set(1, 0)
		wantParts(t, w, w.Reader, parts[1], "The year: Autumn, Spring, Summer*")
	})
}

func TestSetSeries_namesWhatIsWrong(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := storyOf(w, w.Sam, testkit.RemoteWork, "Spring")
		talk := w.Start(w.Sam, testkit.RemoteWork, models.KindDiscussion, "A talk", "Words.")
		for _, c := range []struct {
			name  string
			part  int64
			field string
		}{{"", 0, "series"}, {"x", 0, "series"}, {"\u200b\u200b", 0, "series"}, {strings.Repeat("x", 81), 0, "series"}, {"The year", -1, "part"}, {"The year", 101, "part"}} {
			err := w.Store.SetSeries(w.Ctx, w.Sam, th.ID, models.SeriesInput{Name: c.name, Part: c.part})
			kind(t, err, models.Invalid)
			if models.AsError(err).Fields[c.field] == "" {
				t.Errorf("%q, %d: nothing is said of the %s: %v", c.name, c.part, c.field, err)
			}
		}
		kind(t, w.Store.SetSeries(w.Ctx, w.Sam, talk.ID, models.SeriesInput{Name: "The year"}), models.Forbidden)
		if n := w.Count(`SELECT COUNT(*) FROM series`); n != 0 {
			t.Errorf("%d series of what was refused", n)
		}
	})
}

func TestSeries_aPlaceCountsWhatItsReaderSees(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first := storyOf(w, w.Sam, testkit.StaffTable, "Behind the door")
		second := storyOf(w, w.Sam, testkit.RemoteWork, "Before the door")
		draft, err := w.Store.CreateThread(w.Ctx, w.Sam, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Beside it", Body: "Words.", Later: true})
		w.Must(err)
		last := storyOf(w, w.Sam, testkit.BackRoom, "After the door")
		for _, th := range []models.Thread{first, second, draft, last} {
			w.Must(w.Store.SetSeries(w.Ctx, w.Sam, th.ID, models.SeriesInput{Name: "The door"}))
		}
		wantParts(t, w, w.Reader, second, "The door: Before the door*")
		wantParts(t, w, w.Mia, second, "The door: Before the door*, After the door")
		wantParts(t, w, w.Mo, second, "The door: Behind the door, Before the door*, After the door")
		wantParts(t, w, w.Sam, second, "The door: Behind the door, Before the door*, Beside it, After the door")
		wantParts(t, w, w.Mo, draft, "The door: Behind the door, Before the door, Beside it*, After the door")

		w.Must(w.Store.SetSeries(w.Ctx, w.Mo, last.ID, models.SeriesInput{Name: "The door", Part: 2}))
		wantParts(t, w, w.Mia, second, "The door: After the door, Before the door*")
		w.Must(w.Store.RemoveThread(w.Ctx, w.Mo, last.ID, "other", "An advertisement."))
		wantParts(t, w, w.Mia, second, "The door: Before the door*")
		w.Must(w.Store.UnpublishStory(w.Ctx, w.Sam, second.ID, "", "The door is wrong."))
		wantParts(t, w, w.Sam, second, "The door: Behind the door, Before the door*, Beside it")
	})
}

func TestSetSeries_isForTheAuthorWithinTheirOwnAndForStaffOnRecord(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle IN ('mia', 'hana')`)
		mia, hana := w.Viewer("mia"), w.Viewer("hana")
		own, other, staffs := storyOf(w, mia, testkit.RemoteWork, "Mine"), storyOf(w, hana, testkit.RemoteWork, "Hers"), storyOf(w, w.Sam, testkit.RemoteWork, "Ours")
		w.Must(w.Store.SetSeries(w.Ctx, mia, own.ID, models.SeriesInput{Name: "Windows"}))
		for _, v := range []models.Viewer{hana, w.Max} {
			kind(t, w.Store.SetSeries(w.Ctx, v, own.ID, models.SeriesInput{Name: "Doors"}), models.Forbidden)
			kind(t, w.Store.LeaveSeries(w.Ctx, v, own.ID), models.Forbidden)
		}
		kind(t, w.Store.SetSeries(w.Ctx, w.Reader, own.ID, models.SeriesInput{Name: "Doors"}), models.Unauthenticated)

		// a name that another has is a series of one's own
		w.Must(w.Store.SetSeries(w.Ctx, hana, other.ID, models.SeriesInput{Name: "Windows"}))
		wantParts(t, w, w.Reader, other, "Windows: Hers*")
		// staff join what there is
		w.Must(w.Store.SetSeries(w.Ctx, w.Sam, staffs.ID, models.SeriesInput{Name: "Windows"}))
		wantParts(t, w, w.Reader, own, "Windows: Mine*, Ours")
		w.Must(w.Store.SetSeries(w.Ctx, w.Sam, other.ID, models.SeriesInput{Name: "Houses"}))
		wantAudit(t, w, w.Sam, "story.series", "Windows", "Houses", "")
		w.Must(w.Store.SetSeries(w.Ctx, w.Mo, own.ID, models.SeriesInput{Name: "Houses", Part: 1}))
		wantParts(t, w, w.Reader, own, "Houses: Mine*, Hers")

		// where the staff put a story its author leaves it, or takes it out
		in := models.SeriesInput{Name: "Houses"}
		kind(t, w.Store.SetSeries(w.Ctx, mia, own.ID, in), "")
		in.Part = 2
		kind(t, w.Store.SetSeries(w.Ctx, mia, own.ID, in), models.Invalid)
		kind(t, w.Store.LeaveSeries(w.Ctx, mia, own.ID), "")
		wantParts(t, w, w.Reader, other, "Houses: Hers*")
		kind(t, w.Store.LeaveSeries(w.Ctx, w.Mo, other.ID), "")
		wantAudit(t, w, w.Mo, "story.series", "Houses", "", "")
	})
}

func TestSeriesNames_proposeOnesOwnAndToStaffWhateverIsOut(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Exec(`UPDATE members SET may_publish = TRUE WHERE handle = 'mia'`)
		mia := w.Viewer("mia")
		out := storyOf(w, mia, testkit.RemoteWork, "Mine")
		w.Must(w.Store.SetSeries(w.Ctx, mia, out.ID, models.SeriesInput{Name: "Windows"}))
		draft, err := w.Store.CreateThread(w.Ctx, mia, models.ThreadInput{Topic: testkit.RemoteWork, Kind: "story", Title: "Not yet", Body: "Words.", Later: true})
		w.Must(err)
		w.Must(w.Store.SetSeries(w.Ctx, mia, draft.ID, models.SeriesInput{Name: "Attics"}))
		for who, want := range map[*models.Viewer]string{&mia: "[Attics Windows]", &w.Sam: "[Windows]", &w.Hana: "[]"} {
			names, err := w.Store.SeriesNames(w.Ctx, *who)
			w.Must(err)
			if got := fmt.Sprint(names); got != want {
				t.Errorf("%s is proposed %s, want %s", who.Handle, got, want)
			}
		}
	})
}

func TestSetSeries_holdsAHundredPartsAndNoMore(t *testing.T) {
	w := testkit.NewWorld(t, "sqlite")
	th := storyOf(w, w.Sam, testkit.RemoteWork, "The first")
	w.Must(w.Store.SetSeries(w.Ctx, w.Sam, th.ID, models.SeriesInput{Name: "All of it"}))
	last := storyOf(w, w.Sam, testkit.RemoteWork, "The last")
	w.Exec(`INSERT INTO threads (topic_id, author_id, kind, title, slug, status, created_at, last_activity_at)
		SELECT topic_id, author_id, kind, title, slug, status, created_at, last_activity_at FROM threads t,
		(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99) SELECT i FROM n) WHERE t.id = ?`, th.ID)
	w.Exec(`INSERT INTO series_parts (thread_id, series_id, place) SELECT id, 1, id FROM threads WHERE id > ?`, last.ID)
	kind(t, w.Store.SetSeries(w.Ctx, w.Sam, last.ID, models.SeriesInput{Name: "All of it"}), models.Conflict)
	wantParts(t, w, w.Reader, last, "none")
}
