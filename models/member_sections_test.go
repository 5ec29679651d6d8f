package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// listed is how many lines a section has, all pages over.
func listed(w *testkit.World, v models.Viewer, handle string, section models.MemberSection) int64 {
	w.T.Helper()
	var n int
	for page := 1; page < 9; page++ {
		got := 0
		var err error
		switch section {
		case models.SectionPosts:
			list, e := w.Store.MemberPosts(w.Ctx, v, handle, page)
			got, err = len(list), e
		case models.SectionThreads:
			list, e := w.Store.MemberThreads(w.Ctx, v, handle, page)
			got, err = len(list), e
		case models.SectionSuggestions:
			list, _, e := w.Store.MemberSuggestions(w.Ctx, v, handle, page)
			got, err = len(list), e
		case models.SectionReports, models.SectionFiled:
			list, _, e := w.Store.MemberReports(w.Ctx, v, handle, section, page)
			got, err = len(list), e
		case models.SectionActions:
			list, e := w.Store.MemberActions(w.Ctx, v, handle, page)
			got, err = len(list), e
		case models.SectionSessions:
			list, e := w.Store.MemberSessions(w.Ctx, v, handle)
			w.Must(e)
			return int64(len(list))
		}
		w.Must(err)
		if n += got; got == 0 {
			break
		}
	}
	return int64(n)
}

func TestMemberSections_countWhatTheyList(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		talk := w.Start(w.Max, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		for i := range 22 {
			w.Reply(w.Max, talk.ID, fmt.Sprint("Reply ", i, "."))
		}
		gone := w.Reply(w.Max, talk.ID, "Rude words.")
		suggest(w, "A bench")
		asked := w.Start(w.Max, testkit.RemoteWork, models.KindSuggestion, "Quiet rooms", "Please. It would help many of us.")
		for _, reporter := range []models.Viewer{w.Mia, w.Hana} {
			_, err := w.Store.CreateReport(w.Ctx, reporter, gone.ID, models.ReportInput{Reason: "abuse"})
			w.Must(err)
		}
		id := w.Count(`SELECT MAX(id) FROM cases`)
		err := w.Store.DecideCase(w.Ctx, w.Mo, id, models.CaseDecision{Do: "removed", Rule: "abuse", Words: "Be kind."})
		w.Must(err)
		own := w.Reply(w.Mia, talk.ID, "Not rude.")
		_, err = w.Store.CreateReport(w.Ctx, w.Max, own.ID, models.ReportInput{Reason: "abuse"})
		w.Must(err)
		err = w.Store.DecideCase(w.Ctx, w.Mo, w.Count(`SELECT MAX(id) FROM cases`), models.CaseDecision{Do: "no_breach", Words: "Nothing is wrong with it."})
		w.Must(err)
		session(w, "max")
		session(w, "max")
		w.Must(w.Store.SetBlock(w.Ctx, w.Mo, "max", true))
		w.Clock.Advance(40 * 24 * time.Hour)
		session(w, "max")
		mo := w.Viewer("mo-rahimi")
		_, totals, err := w.Store.MemberSections(w.Ctx, mo, "Max")
		w.Must(err)
		want := map[models.MemberSection]int64{
			models.SectionPosts: 24, models.SectionThreads: 2, models.SectionSuggestions: 1, models.SectionReports: 2, models.SectionFiled: 1,
			models.SectionActions: 1, models.SectionSessions: 1,
		}
		if len(totals) != len(want) {
			t.Fatalf("sections %v", totals)
		}
		for _, total := range totals {
			if n := listed(w, mo, "max", total.Section); total.Total.N != n || n != want[total.Section] {
				t.Errorf("%s: %d counted, %d listed, want %d", total.Section, total.Total.N, n, want[total.Section])
			}
		}
		_, up, err := w.Store.MemberReports(w.Ctx, mo, "max", models.SectionReports, 1)
		w.Must(err)
		_, filed, err := w.Store.MemberReports(w.Ctx, mo, "max", models.SectionFiled, 1)
		w.Must(err)
		if up != (models.Upheld{Answered: 2, Founded: 2}) || filed != (models.Upheld{Answered: 1}) {
			t.Errorf("about Max %+v, by Max %+v", up, filed)
		}
		_, kept, err := w.Store.MemberSuggestions(w.Ctx, mo, "max", 1)
		w.Must(err)
		if kept.Asked() != 1 || kept[models.LateNow] != 1 {
			t.Errorf("of %d was kept %+v", asked.ID, kept)
		}
	})
}

func TestMemberSections_areForThoseWhoNeedThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, c := range []struct {
			v      models.Viewer
			handle string
			want   int
		}{{w.Sam, "max", 3}, {w.Mo, "max", 7}, {w.Mo, "sam", 6}, {w.Mo, "mo-rahimi", 5}, {w.Ada, "sam", 7}, {w.Ada, "ada", 5}} {
			_, totals, err := w.Store.MemberSections(w.Ctx, c.v, c.handle)
			w.Must(err)
			if len(totals) != c.want {
				t.Errorf("@%s reads %d parts of @%s's record, want %d: %v", c.v.Handle, len(totals), c.handle, c.want, totals)
			}
		}
		_, _, err := w.Store.MemberSections(w.Ctx, w.Mia, "max")
		refused(t, err, models.NotFound)
		_, err = w.Store.MemberActions(w.Ctx, w.Sam, "max", 1)
		refused(t, err, models.Forbidden)
		_, _, err = w.Store.MemberReports(w.Ctx, w.Mo, "mo-rahimi", models.SectionReports, 1)
		refused(t, err, models.Forbidden)
		_, err = w.Store.MemberSessions(w.Ctx, w.Mo, "sam")
		refused(t, err, models.Forbidden)
	})
}

func TestEndMemberSessions_endsThemOnRecordForWhoeverMay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for range 3 {
			session(w, "max")
		}
		session(w, "sam")
		list, err := w.Store.MemberSessions(w.Ctx, w.Mo, "max")
		w.Must(err)
		if len(list) != 3 || list[0].Address != "" || list[0].TokenHash != "" {
			t.Fatalf("a moderator sees %+v", list)
		}
		theirs, err := w.Store.MemberSessions(w.Ctx, w.Ada, "sam")
		w.Must(err)
		if len(theirs) != 1 || theirs[0].Address == "" {
			t.Errorf("an administrator sees %+v", theirs)
		}
		end := func(v models.Viewer, handle string, id int64) (int, error) {
			return w.Store.EndMemberSessions(w.Ctx, v, handle, id)
		}
		_, err = end(w.Mo, "max", theirs[0].ID)
		refused(t, err, models.NotFound)
		_, err = end(w.Mo, "sam", 0)
		refused(t, err, models.Forbidden)
		_, err = end(w.Mo, "mo-rahimi", 0)
		refused(t, err, models.Forbidden)
		if n, err := end(w.Mo, "max", list[1].ID); err != nil || n != 1 {
			t.Errorf("ended %d, %v", n, err)
		}
		if n, err := end(w.Ada, "max", 0); err != nil || n != 2 {
			t.Errorf("ended %d, %v", n, err)
		}
		if n, err := end(w.Ada, "max", 0); err != nil || n != 0 {
			t.Errorf("again: ended %d, %v", n, err)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'member.sessions_ended'`); n != 2 {
			t.Errorf("%d entries on record", n)
		}
	})
}
