package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

var waymark = models.SiteInput{
	Name: "Waymark", Tagline: "Getting there, together", Brand: "Larkmoor", HostLine: "Hosted by Larkmoor",
	TimeZone: "Europe/Berlin", Joining: true,
}

func TestEditSite_tellsEveryNodeOnceAndTheAuditLogEachSetting(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam, w.Mo} {
			kind(t, w.Store.EditSite(w.Ctx, v, waymark), models.Forbidden)
		}
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, waymark), "")
		wantEvents(t, w, models.EventSiteChanged)
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		if s := d.Site; s.Name != "Waymark" || s.Brand != "Larkmoor" || s.TimeZone.String() != "Europe/Berlin" || !s.Joining || s.Version != 2 {
			t.Errorf("site = %+v", s)
		}
		if n := w.Count(`SELECT COUNT(*) FROM audit_log WHERE action = 'site.changed' AND actor_id = ?`, w.Ada.ID); n != 5 {
			t.Errorf("%d entries in the audit log for five changed settings", n)
		}
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, waymark), "")
		wantEvents(t, w)
	})
}

func TestEditSite_closesTheDoor(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		in := waymark
		in.Joining = false
		kind(t, w.Store.EditSite(w.Ctx, w.Ada, in), "")
		wantAudit(t, w, w.Ada, "site.changed", "joining: open", "joining: closed", "")
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		if d.Site.Joining {
			t.Error("anyone may join a closed community")
		}
	})
}

func TestEditSite_ofTwoTheSecondIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		errs := atOnce(2, func(i int) error {
			in := waymark
			in.Version, in.Tagline = 1, "Tagline "+itoa(i)
			return w.Store.EditSite(w.Ctx, w.Ada, in)
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both ended alike: %v", errs)
		}
		for _, err := range errs {
			if err != nil {
				refused(t, err, models.Conflict)
			}
		}
	})
}

func TestEditSite_refusesWhatDoesNotFit(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for field, change := range map[string]func(*models.SiteInput){
			"name":      func(in *models.SiteInput) { in.Name = " x " },
			"tagline":   func(in *models.SiteInput) { in.Tagline = strings.Repeat("x", 161) },
			"brand":     func(in *models.SiteInput) { in.Brand = "a\u202eb" },
			"host_line": func(in *models.SiteInput) { in.HostLine = strings.Repeat("x", 161) },
			"time_zone": func(in *models.SiteInput) { in.TimeZone = "Middle/Earth" },
		} {
			in := waymark
			change(&in)
			refusedField(t, w.Store.EditSite(w.Ctx, w.Ada, in), field)
		}
		in := waymark
		in.TimeZone = "Local"
		refusedField(t, w.Store.EditSite(w.Ctx, w.Ada, in), "time_zone")
	})
}
