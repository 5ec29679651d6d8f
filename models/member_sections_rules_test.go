package models_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// "Nobody else learns who reported": whoever moderates learns it of others, never of themselves, wherever they look.
func TestReports_neverTellModeratorsWhoReportedThem(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mo, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
		ofMo, ofMax := w.Reply(w.Mo, th.ID, "Blunt words."), w.Reply(w.Max, th.ID, "Rude words.")
		report := func(v models.Viewer, post int64) {
			_, err := w.Store.CreateReport(w.Ctx, v, post, models.ReportInput{Reason: "abuse", Detail: "It is rude."})
			w.Must(err)
		}
		report(w.Mia, ofMo.ID)
		about := w.Count(`SELECT MAX(id) FROM cases`)
		report(w.Mia, ofMax.ID)
		other := w.Count(`SELECT MAX(id) FROM cases`)
		report(w.Mo, w.Reply(w.Mia, th.ID, "Hers.").ID) // a feud, as it were

		for _, c := range []struct {
			v     models.Viewer
			filed int
		}{{w.Mo, 1}, {w.Ada, 2}} {
			list, _, err := w.Store.MemberReports(w.Ctx, c.v, "mia", models.SectionFiled, 1)
			w.Must(err)
			_, totals, err := w.Store.MemberSections(w.Ctx, c.v, "mia")
			w.Must(err)
			for _, total := range totals {
				if total.Section == models.SectionFiled && (total.Total.N != int64(c.filed) || len(list) != c.filed) {
					t.Errorf("@%s: %d listed and %d counted of what Mia reported, want %d", c.v.Handle, len(list), total.Total.N, c.filed)
				}
			}
			for _, r := range list {
				if r.Author.ID == c.v.ID {
					t.Errorf("@%s reads that Mia reported them", c.v.Handle)
				}
			}
			view, err := w.Store.CaseByID(w.Ctx, c.v, other)
			w.Must(err)
			if len(view.Filings) != 1 || view.Filings[0].Reporter.Handle != "mia" {
				t.Errorf("@%s does not read who reported Max", c.v.Handle)
			}
		}
		view, err := w.Store.CaseByID(w.Ctx, w.Mo, about)
		w.Must(err)
		if len(view.Filings) != 0 || len(view.Feuds) != 0 {
			t.Errorf("Mo reads %+v and %+v about himself", view.Filings, view.Feuds)
		}
		view, err = w.Store.CaseByID(w.Ctx, w.Ada, about)
		w.Must(err)
		if len(view.Filings) != 1 || view.Filings[0].Reporter.Handle != "mia" || len(view.Feuds) != 1 {
			t.Errorf("Ada reads %+v and %+v about him", view.Filings, view.Feuds)
		}
		hers, err := w.Store.CaseByID(w.Ctx, w.Mo, w.Count(`SELECT MAX(id) FROM cases`))
		w.Must(err)
		if len(hers.Feuds) != 0 {
			t.Errorf("a case about Mia tells Mo of a feud with himself: %+v", hers.Feuds)
		}
		err = w.Store.DecideCase(w.Ctx, w.Ada, about, models.CaseDecision{Do: "no_breach", Words: "It is blunt, not unkind."})
		w.Must(err)
		if view, err := w.Store.CaseByID(w.Ctx, w.Mo, about); err != nil || len(view.Filings) != 0 {
			t.Errorf("decided, he reads %+v (%v)", view.Filings, err)
		}
	})
}

func TestMemberSections_ofWhoLeftOrNeverWasAreNotFound(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Max, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		former := ""
		w.Must(w.DB.Read.Raw(`SELECT handle FROM members WHERE id = ?`, w.Max.ID).Scan(&former).Error)
		for _, handle := range []string{"max", former, "nobody", "", "mia' OR '1'='1", "a\x00"} {
			_, _, err := w.Store.MemberSections(w.Ctx, w.Ada, handle)
			if models.KindOf(err) != models.NotFound {
				t.Errorf("%q: %v", handle, err)
			}
			if _, err := w.Store.MemberActions(w.Ctx, w.Ada, handle, 1); models.KindOf(err) != models.NotFound {
				t.Errorf("what was done to %q: %v", handle, err)
			}
			if n, err := w.Store.EndMemberSessions(w.Ctx, w.Ada, handle, 0); models.KindOf(err) != models.NotFound || n != 0 {
				t.Errorf("%d sessions of %q: %v", n, handle, err)
			}
		}
		for _, page := range []int{-3, 0, 1} {
			w.Start(w.Mia, testkit.Photography, models.KindDiscussion, "Fog", "Words.")
			if list, err := w.Store.MemberThreads(w.Ctx, w.Sam, "MIA", page); err != nil || len(list) == 0 {
				t.Errorf("page %d: %d (%v)", page, len(list), err)
			}
		}
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
			for _, section := range models.MemberSections {
				if v.CanReadSection(section, models.Member{ID: w.Nia.ID, Role: models.RoleMember}) {
					t.Errorf("%q reads the %s of a member", v.Handle, section)
				}
			}
			if _, err := w.Store.EndMemberSessions(w.Ctx, v, "nia", 0); err == nil {
				t.Errorf("%q signs a member out", v.Handle)
			}
		}
	})
}

// A session that was ended is over at once, and its owner may come back.
func TestEndMemberSessions_endsWhatIsUsedAtThatMoment(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first, second, ofMia := session(w, "max"), session(w, "max"), session(w, "mia")
		list, err := w.Store.MemberSessions(w.Ctx, w.Mo, "max")
		w.Must(err)
		if len(list) != 2 {
			t.Fatalf("%d sessions", len(list))
		}
		errs := atOnce(2, func(int) error {
			_, err := w.Store.EndMemberSessions(w.Ctx, w.Mo, "max", list[0].ID)
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) || auditCountOf(w, "member.sessions_ended") != 1 {
			t.Errorf("two end one session: %v", errs)
		}
		if (first() == nil) == (second() == nil) {
			t.Error("both, or neither, are over")
		}
		stale := w.Mo
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleMember, "He left the company."))
		if _, err := w.Store.EndMemberSessions(w.Ctx, stale, "max", 0); err == nil {
			t.Error("who moderated once still signs people out")
		}
		if n, err := w.Store.EndMemberSessions(w.Ctx, w.Ada, "max", 0); err != nil || n != 1 {
			t.Errorf("%d ended (%v)", n, err)
		}
		if first() == nil || second() == nil || ofMia() != nil {
			t.Error("one is left, or somebody else's is over")
		}
		w.Clock.Advance(time.Minute)
		if again := session(w, "max"); again() != nil {
			t.Error("he cannot sign in any more")
		}
	})
}

// A removal names the rule and the sentence that its author reads; a rule that is none is refused before anything happens.
func TestRemoveThread_namesTheRule(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		remove := func(v models.Viewer, id int64, rule, words string) error {
			return w.Store.RemoveThread(w.Ctx, v, id, rule, words)
		}
		th := talkIn(w, testkit.Photography)
		for _, bad := range []string{"", "rude", "ABUSE", " spam", "spam' --", "a\x00"} {
			wrongField(t, remove(w.Mo, th.ID, bad, "Be kind to each other."), "rule")
		}
		wrongField(t, remove(w.Mo, th.ID, "abuse", ""), "reason")
		for _, v := range []models.Viewer{w.Mia, w.Hana, w.Sam} {
			kind(t, remove(v, th.ID, "abuse", "Be kind to each other."), models.Forbidden)
		}
		if !statusOf(w, th.ID).Published() || w.Count(`SELECT COUNT(*) FROM actions`) != 0 {
			t.Error("a refused removal changed something")
		}
		errs := atOnce(2, func(i int) error {
			return remove([]models.Viewer{w.Mo, w.Ada}[i], th.ID, []string{"abuse", "spam"}[i], "Be kind to each other.")
		})
		if errs[0] != nil || errs[1] != nil || w.Count(`SELECT COUNT(*) FROM actions`) != 1 || auditCountOf(w, "thread.removed") != 1 {
			t.Errorf("two remove it at once: %v", errs)
		}
		plain := talkIn(w, testkit.Photography)
		w.Must(remove(w.Mo, plain.ID, "other", "Be kind to each other."))
		own, err := w.Store.OwnActionsBefore(w.Ctx, w.Mia, 0, 10)
		w.Must(err)
		if len(own) != 2 || own[0].Rule != models.RuleOther || own[1].Rule == models.RuleOther || own[1].Words != "Be kind to each other." {
			t.Errorf("she reads %+v", own)
		}
		for _, v := range []models.Viewer{w.Max, w.Mo, w.Ada} {
			if _, err := w.Store.OwnAction(w.Ctx, v, own[0].ID); models.KindOf(err) != models.NotFound {
				t.Errorf("@%s reads it as their own: %v", v.Handle, err)
			}
		}
	})
}
