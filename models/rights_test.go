package models_test

import (
	"slices"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// act is a verb with those who may do it, written down here and not asked of the policy.
type act struct {
	name string
	may  []string
	do   func(v models.Viewer, th models.Thread, reply models.Post) error
}

func acts(w *testkit.World, topic string) []act {
	hosts := []string{"mo", "ada"}
	if topic == testkit.Photography {
		hosts = append(hosts, "hana")
	}
	return []act{
		{"pin", hosts, func(v models.Viewer, th models.Thread, _ models.Post) error {
			return w.Store.SetPinned(w.Ctx, v, th.ID, true)
		}},
		{"retitle", append([]string{"mia"}, hosts...), func(v models.Viewer, th models.Thread, _ models.Post) error {
			return w.Store.Retitle(w.Ctx, v, th.ID, "Another title for "+v.Handle, "", 0)
		}},
		{"say what came of it", []string{"sam", "mo", "ada"}, func(v models.Viewer, th models.Thread, _ models.Post) error {
			return w.Store.SetOutcome(w.Ctx, v, th.ID, "By "+v.Handle)
		}},
		{"react", []string{"nia", "mia", "max", "hana", "sam", "mo", "ada"}, func(v models.Viewer, _ models.Thread, p models.Post) error {
			_, err := w.Store.React(w.Ctx, v, p.ID, "👍", true)
			return err
		}},
		{"accept", []string{"mia"}, func(v models.Viewer, _ models.Thread, p models.Post) error {
			_, err := w.Store.AcceptAnswer(w.Ctx, v, p.ID, true)
			return err
		}},
		{"mark as official", []string{"sam", "mo", "ada"}, func(v models.Viewer, _ models.Thread, p models.Post) error {
			_, err := w.Store.MarkOfficial(w.Ctx, v, p.ID, true)
			return err
		}},
		{"edit", []string{"sam"}, func(v models.Viewer, _ models.Thread, p models.Post) error {
			_, err := w.Store.EditPost(w.Ctx, v, p.ID, models.EditInput{Body: text("By " + v.Handle)})
			return err
		}},
		{"split", hosts, func(v models.Viewer, th models.Thread, _ models.Post) error {
			p := w.Reply(w.Max, th.ID, "To be split off.")
			_, err := w.Store.SplitThread(w.Ctx, v, th.ID, models.SplitInput{Numbers: []int64{p.Number}, Title: "Split off"})
			return err
		}},
		{"lock", []string{"mo", "ada"}, func(v models.Viewer, th models.Thread, _ models.Post) error {
			err := w.Store.SetLocked(w.Ctx, v, th.ID, true, "other", "Said enough.")
			if err == nil {
				w.Must(w.Store.SetLocked(w.Ctx, v, th.ID, false, "", ""))
			}
			return err
		}},
		{"remove the thread", []string{"mo", "ada"}, func(v models.Viewer, th models.Thread, _ models.Post) error {
			err := w.Store.RemoveThread(w.Ctx, v, th.ID, "other", "Beside the point.")
			if err == nil {
				w.Must(w.Store.RestoreThread(w.Ctx, v, th.ID, ""))
			}
			return err
		}},
	}
}

func TestRights_areAsWrittenDown(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		people := map[string]models.Viewer{"reader": w.Reader, "nia": w.Nia, "mia": w.Mia, "max": w.Max, "hana": w.Hana, "sam": w.Sam, "mo": w.Mo, "ada": w.Ada}
		for _, topic := range []string{testkit.RemoteWork, testkit.Photography} {
			th := w.Start(w.Mia, topic, models.KindQuestion, "Which socks?", "Mine are wet.")
			reply := w.Reply(w.Sam, th.ID, "Woollen ones.")
			for _, a := range acts(w, topic) {
				for who, v := range people {
					err := a.do(v, th, reply)
					switch {
					case slices.Contains(a.may, who):
						if err != nil {
							t.Errorf("%s: %s may %s: %v", topic, who, a.name, err)
						}
					case who == "reader":
						if models.KindOf(err) != models.Unauthenticated {
							t.Errorf("%s: a reader who wants to %s hears %v", topic, a.name, err)
						}
					case models.KindOf(err) != models.Forbidden:
						t.Errorf("%s: %s may not %s, and hears %v", topic, who, a.name, err)
					}
				}
			}
		}
		wantCounters(t, w)
	})
}

func TestRights_whatIsNotVisibleIsNotFoundForEveryVerb(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Sam, testkit.StaffTable, models.KindQuestion, "Who is on duty?", "I am not.")
		reply := w.Reply(w.Sam, th.ID, "Nor I.")
		before := auditCount(w)
		w.Events()
		for _, a := range acts(w, testkit.StaffTable) {
			if a.name == "split" {
				continue // its preparation writes there
			}
			for _, v := range []models.Viewer{w.Reader, w.Mia, w.Hana} {
				err := a.do(v, th, reply)
				if k := models.KindOf(err); k != models.NotFound && !(k == models.Unauthenticated && !v.SignedIn()) {
					t.Errorf("%q who wants to %s hears %v", v.Handle, a.name, err)
				}
			}
		}
		wantEvents(t, w)
		if auditCount(w) != before {
			t.Error("refusals are on the audit log")
		}
	})
}

func TestNewMember_isWhoJoinedTodayOrHasHardlyWritten(t *testing.T) {
	now := testkit.Start
	for _, c := range []struct {
		ago   time.Duration
		posts int64
		role  models.Role
		want  bool
	}{
		{24*time.Hour - time.Microsecond, 5, models.RoleMember, true},
		{24 * time.Hour, 5, models.RoleMember, false},
		{24 * time.Hour, 4, models.RoleMember, true},
		{365 * 24 * time.Hour, 0, models.RoleMember, true},
		{0, 1000, models.RoleMember, true},
		{0, 0, models.RoleContributor, false},
		{0, 0, models.RoleAdministrator, false},
	} {
		v := models.Viewer{ID: 1, Role: c.role, JoinedAt: now.Add(-c.ago), PostCount: c.posts}
		if got := v.NewMember(now); got != c.want {
			t.Errorf("%s who joined %v ago with %d posts: new %t, want %t", c.role, c.ago, c.posts, got, c.want)
		}
	}
	if (models.Viewer{}).NewMember(now) {
		t.Error("a reader is no new member")
	}
}

func TestRestorePost_ofOnesOwnEndsAfterThirtyDaysToTheMoment(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		inTime, late := w.Reply(w.Max, th.ID, "In time"), w.Reply(w.Max, th.ID, "Too late")
		for _, p := range []models.Post{inTime, late} {
			_, err := w.Store.DeletePost(w.Ctx, w.Max, p.ID, models.DeleteInput{})
			w.Must(err)
		}
		w.Clock.Advance(models.OwnRestore - time.Microsecond)
		_, err := w.Store.RestorePost(w.Ctx, w.Max, inTime.ID, "")
		w.Must(err)
		w.Clock.Advance(time.Microsecond)
		_, err = w.Store.RestorePost(w.Ctx, w.Max, late.ID, "")
		refused(t, err, models.Forbidden)
		_, err = w.Store.RestorePost(w.Ctx, w.Ada, late.ID, "")
		refused(t, err, models.Forbidden) // not even for the administrator
		wantCounters(t, w)
	})
}

func TestAudit_saysWhatWasAndWhatIs(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		mo := w.Mo
		mo.Address = "203.0.113.7"
		th := w.Start(w.Mia, testkit.RemoteWork, models.KindDiscussion, "Standing desks", "Do they help?")
		reply := w.Reply(w.Max, th.ID, "A little.")
		for _, c := range []struct {
			do                            func() error
			action, before, after, reason string
		}{
			{func() error { return w.Store.SetPinned(w.Ctx, mo, th.ID, true) }, "thread.pinned", "", "", ""},
			{func() error { return w.Store.SetPinned(w.Ctx, mo, th.ID, false) }, "thread.unpinned", "", "", ""},
			{func() error { return w.Store.SetLocked(w.Ctx, mo, th.ID, true, "other", "Enough.") }, "thread.locked", "", "", "Enough."},
			{func() error { return w.Store.SetLocked(w.Ctx, mo, th.ID, false, "", "") }, "thread.unlocked", "Enough.", "", ""},
			{func() error { return w.Store.Retitle(w.Ctx, mo, th.ID, "Desks", "", 0) }, "thread.retitled", "Standing desks", "Desks", ""},
			{func() error { return w.Store.SetOutcome(w.Ctx, mo, th.ID, "Bought.") }, "thread.outcome", "", "Bought.", ""},
			{func() error { return w.Store.SetOutcome(w.Ctx, mo, th.ID, "") }, "thread.outcome", "Bought.", "", ""},
			{func() error { return w.Store.MoveThread(w.Ctx, mo, th.ID, testkit.Photography, "Fits.") }, "thread.moved", testkit.RemoteWork, testkit.Photography, "Fits."},
			{func() error {
				_, err := w.Store.DeletePost(w.Ctx, mo, reply.ID, models.DeleteInput{Rule: "other", Reason: "Rude."})
				return err
			}, "post.removed", "visible", "removed", "Rude."},
			{func() error { _, err := w.Store.RestorePost(w.Ctx, mo, reply.ID, ""); return err }, "post.restored", "removed", "visible", "Taken back at once."},
			{func() error { return w.Store.RemoveThread(w.Ctx, mo, th.ID, "other", "Spam.") }, "thread.removed", "Desks", "", "Spam."},
			{func() error { return w.Store.RestoreThread(w.Ctx, mo, th.ID, "") }, "thread.restored", "", "Desks", "Taken back at once."},
		} {
			before := auditCount(w)
			w.Must(c.do())
			wantAudit(t, w, mo, c.action, c.before, c.after, c.reason)
			w.Must(c.do()) // a repeat is on no record
			if n := auditCount(w) - before; n != 1 {
				t.Errorf("%s and the same again: %d entries", c.action, n)
			}
			if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE id = (SELECT MAX(id) FROM audit_log) AND address = ?`, mo.Address); n != 1 {
				t.Errorf("%s without the address", c.action)
			}
		}
	})
}

func TestDirectory_isFreshAfterEveryVerbThatChangesIt(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		read := func() *models.Directory {
			d, err := w.Store.Directory(w.Ctx)
			w.Must(err)
			return d
		}
		host := func() string {
			entry, err := read().Topic(w.Reader, testkit.Photography)
			w.Must(err)
			if len(entry.Hosts) != 1 {
				return ""
			}
			return entry.Hosts[0].Name
		}
		if first := read(); first != read() {
			t.Fatal("the directory is not kept: this proves nothing")
		}
		w.Must(w.Store.EditProfile(w.Ctx, w.Hana, models.ProfileInput{Name: "Hana S."}))
		if got := host(); got != "Hana S." {
			t.Errorf("after a new name: host %q", got)
		}
		_, err := w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "cycling", Name: "Cycling"})
		w.Must(err)
		if _, err := read().Topic(w.Reader, "cycling"); err != nil {
			t.Errorf("a new topic: %v", err)
		}
		_, err = w.Store.ChangeTopic(w.Ctx, w.Ada, "cycling", models.TopicChange{Visibility: text("staff")})
		w.Must(err)
		if _, err := read().Topic(w.Mia, "cycling"); models.KindOf(err) != models.NotFound {
			t.Errorf("a topic that became private is still there for members: %v", err)
		}
		w.Must(w.Store.DeleteAccount(w.Ctx, w.Hana, models.LeaveInput{Current: testkit.Password, Posts: "keep"}))
		if got := host(); got != "" {
			t.Errorf("after the host left: host %q", got)
		}
		// what fails leaves what is kept alone
		kept := read()
		_, err = w.Store.CreateTopic(w.Ctx, w.Ada, models.TopicInput{Slug: "cycling", Name: "Again"})
		if err == nil || read() != kept {
			t.Errorf("a refused topic made the directory stale: %v", err)
		}
	})
}
