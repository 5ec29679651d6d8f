package models_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func setRole(w *testkit.World, v models.Viewer, handle string, role models.Role) error {
	return w.Store.SetRole(w.Ctx, v, handle, role, "")
}

// L05: two administrators who demote each other at the same moment leave one, and only one succeeds.
func TestSetRole_twoWhoDemoteEachOtherLeaveOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, setRole(w, w.Ada, "mo-rahimi", models.RoleAdministrator), "")
		mo := w.Viewer("mo-rahimi")
		for range 5 {
			errs := atOnce(2, func(i int) error {
				if i == 0 {
					return setRole(w, w.Ada, "mo-rahimi", models.RoleMember)
				}
				return setRole(w, mo, "ada", models.RoleMember)
			})
			if n := w.Count(`SELECT COUNT(*) FROM members WHERE role = 'administrator'`); n != 1 {
				t.Fatalf("%d administrators are left: %v", n, errs)
			}
			done := 0
			for _, err := range errs {
				if err == nil {
					done++
				} else if k := models.KindOf(err); k != models.Conflict && k != models.Forbidden {
					t.Errorf("the loser got %v", err)
				}
			}
			if done != 1 {
				t.Errorf("%d of two succeeded", done)
			}
			w.Exec(`UPDATE members SET role = 'administrator' WHERE handle IN ('ada', 'mo-rahimi')`)
		}
	})
}

// Whoever was demoted a moment ago, with a page still open, changes nothing any more, however many are left.
func TestSetRole_asksWhoActsAtTheMomentItself(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, setRole(w, w.Ada, "mo-rahimi", models.RoleAdministrator), "")
		kind(t, setRole(w, w.Ada, "sam", models.RoleAdministrator), "")
		mo := w.Viewer("mo-rahimi")
		kind(t, setRole(w, w.Ada, "mo-rahimi", models.RoleMember), "")
		kind(t, setRole(w, mo, "ada", models.RoleMember), models.Forbidden)
		kind(t, w.Store.Suspend(w.Ctx, mo, "mia", models.SuspensionInput{Rule: "abuse", Because: "Because I can."}), models.Forbidden)
		kind(t, w.Store.EditSite(w.Ctx, mo, models.SiteInput{Name: "Mine", TimeZone: "UTC"}), models.Forbidden)
	})
}

func TestSuspend_twoAdministratorsWhoSuspendEachOtherLeaveOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, setRole(w, w.Ada, "mo-rahimi", models.RoleAdministrator), "")
		mo := w.Viewer("mo-rahimi")
		in := models.SuspensionInput{Rule: "abuse", Because: "One of us has to go."}
		atOnce(2, func(i int) error {
			if i == 0 {
				return w.Store.Suspend(w.Ctx, w.Ada, "mo-rahimi", in)
			}
			return w.Store.Suspend(w.Ctx, mo, "ada", in)
		})
		if n := w.Count(`SELECT COUNT(*) FROM members WHERE role = 'administrator' AND status = 'active'`); n != 1 {
			t.Errorf("%d administrators can sign in", n)
		}
	})
}

func TestSetRole_givesTheBrandsLabelAndKeepsItAsTheFormer(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, models.SiteInput{Name: "Waymark", Brand: "Larkmoor", TimeZone: "UTC", Joining: true}), "")
		kind(t, setRole(w, w.Ada, "mia", models.RoleContributor), "")
		th := w.Start(w.Viewer("mia"), testkit.RemoteWork, models.KindDiscussion, "A desk by a window", "It rains on it.")
		kind(t, setRole(w, w.Ada, "mia", models.RoleMember), "")
		member, err := w.Store.Member(w.Ctx, w.Reader, "mia")
		w.Must(err)
		if member.Employer != "" || member.FormerEmployer != "Larkmoor" {
			t.Errorf("employer %q, former %q", member.Employer, member.FormerEmployer)
		}
		posts, err := w.Store.Posts(w.Ctx, w.Reader, th.ID, 1)
		w.Must(err)
		if posts[0].Employer != "Larkmoor" || posts[0].Author.Staff() {
			t.Errorf("the post says %q, its author is staff: %v; it must read “then at”", posts[0].Employer, posts[0].Author.Staff())
		}
		kind(t, setRole(w, w.Ada, "mia", models.RoleModerator), "")
		member, err = w.Store.Member(w.Ctx, w.Reader, "mia")
		w.Must(err)
		if member.Employer != "Larkmoor" || member.FormerEmployer != "" {
			t.Errorf("back on the staff: employer %q, former %q", member.Employer, member.FormerEmployer)
		}
	})
}
