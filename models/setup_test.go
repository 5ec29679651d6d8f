package models_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func settingUp() models.SetUpInput {
	return models.SetUpInput{
		Community: "Waymark", TimeZone: "Europe/Berlin", Topic: "Remote work",
		Handle: "ruth", Name: "Ruth Alder", Email: "ruth@example.test", Password: newOne, Address: home,
	}
}

// unruled leaves the world without an administrator.
func unruled(w *testkit.World) {
	w.T.Helper()
	w.Exec(`UPDATE members SET role = 'moderator' WHERE role = 'administrator'`)
	w.Exec(`UPDATE topics SET name = 'Working from home', slug = 'working-from-home' WHERE slug = 'remote-work'`)
}

func TestSetUp_makesTheCommunityAndSignsItsAdministratorIn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		unruled(w)
		token, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		w.Must(w.Store.CheckSetup(w.Ctx, token))
		out, err := w.Store.SetUp(w.Ctx, token, settingUp())
		w.Must(err)
		if !alive(w, w.Store, out.Token) || !out.Viewer.Administrator() {
			t.Errorf("viewer = %+v", out.Viewer)
		}
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		if d.Site.Name != "Waymark" || d.Site.TimeZone.String() != "Europe/Berlin" {
			t.Errorf("site = %+v", d.Site)
		}
		if _, err := d.Topic(w.Reader, "remote-work"); err != nil {
			t.Errorf("first topic: %v", err)
		}
		if out.Viewer.Employer != "Waymark" {
			t.Errorf("the founder's label is %q: readers would not know them for staff", out.Viewer.Employer)
		}
		wantKind(t, w.Store.CheckSetup(w.Ctx, token), models.NotFound)
		again, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		if again != "" || w.Count(`SELECT COUNT(*) FROM settings WHERE key = 'setup_token'`) != 0 {
			t.Error("the address must die for good")
		}
	})
}

func TestSetUp_diesWhenAnAdministratorIsMadeOtherwise(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		unruled(w)
		older, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		token, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		wantKind(t, w.Store.CheckSetup(w.Ctx, older), models.NotFound)
		wantKind(t, w.Store.CheckSetup(w.Ctx, ""), models.NotFound)
		if w.Count(`SELECT COUNT(*) FROM settings WHERE value = ?`, token) != 0 {
			t.Error("the token is stored in the clear")
		}
		_, err = w.Store.CreateMember(w.Ctx, models.MemberInput{
			Handle: "otto", Name: "Otto", Email: "otto@example.test", Password: newOne, Role: models.RoleAdministrator,
		})
		w.Must(err)
		wantKind(t, w.Store.CheckSetup(w.Ctx, token), models.NotFound)
		_, err = w.Store.SetUp(w.Ctx, token, settingUp())
		wantKind(t, err, models.NotFound)
	})
}

func TestSetUp_twoAtOnceMakeExactlyOneAdministrator(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		unruled(w)
		token, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		nodes := []*models.Store{w.Store, w.NewStore()}
		var done, refused atomic.Int64
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				in := settingUp()
				in.Handle = fmt.Sprintf("ruth-%d", i)
				in.Email = in.Handle + "@example.test"
				_, err := nodes[i%2].SetUp(w.Ctx, token, in)
				switch {
				case err == nil:
					done.Add(1)
				case models.KindOf(err) == models.NotFound:
					refused.Add(1)
				default:
					t.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		if n := w.Count(`SELECT COUNT(*) FROM members WHERE role = 'administrator'`); n != 1 || done.Load() != 1 || refused.Load() != 5 {
			t.Errorf("%d administrators, %d done, %d refused", n, done.Load(), refused.Load())
		}
	})
}

func TestSetUp_refusesWhatCannotBeAndKeepsTheAddress(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		unruled(w)
		token, err := w.Store.SetupToken(w.Ctx)
		w.Must(err)
		for field, spoil := range map[string]func(*models.SetUpInput){
			"community": func(in *models.SetUpInput) { in.Community = "" },
			"time_zone": func(in *models.SetUpInput) { in.TimeZone = "Europe/Nowhere" },
			"topic":     func(in *models.SetUpInput) { in.Topic = "?" },
			"handle":    func(in *models.SetUpInput) { in.Handle = "admin" },
			"name":      func(in *models.SetUpInput) { in.Name = "" },
			"email":     func(in *models.SetUpInput) { in.Email = "ruth" },
			"password":  func(in *models.SetUpInput) { in.Password = "Waymark1" },
		} {
			in := settingUp()
			spoil(&in)
			_, err := w.Store.SetUp(w.Ctx, token, in)
			wantField(t, err, field)
		}
		w.Must(w.Store.CheckSetup(w.Ctx, token))
	})
}
