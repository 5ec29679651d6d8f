package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// waymarkLook is a look that differs from the first one in every value.
func waymarkLook() models.LookInput {
	return models.LookInput{
		Name: "Waymark", Tagline: "Getting there, together", HostLine: "Hosted by Larkmoor", HostURL: "https://larkmoor.example",
		Accent: "#1C5A46", Typeface: models.TypefacePlain, Corners: models.CornersSquare,
		Links: []models.FooterLink{{"Shop", "https://shop.example/"}, {}, {"Our rules", "/house/rules"}},
	}
}

func lookOf(t *testing.T, w *testkit.World) models.Look {
	t.Helper()
	d, err := w.NewStore().Directory(w.Ctx) // as another node reads it
	w.Must(err)
	return d.Look
}

func TestEditLook_isAVersionThatEveryNodeHearsOfOnce(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Sam, w.Mo} {
			kind(t, w.Store.EditLook(w.Ctx, v, waymarkLook()), models.Forbidden)
			_, err := w.Store.Looks(w.Ctx, v)
			kind(t, err, models.Forbidden)
		}
		before := auditCount(w)
		kind(t, w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()), "")
		wantEvents(t, w, models.EventSiteChanged)
		if n := auditCount(w) - before; n != 8 {
			t.Errorf("%d entries in the audit log for eight changed values", n)
		}
		l := lookOf(t, w)
		if l.Version != 2 || l.Accent != "#1c5a46" || l.Typeface != models.TypefacePlain || l.Corners != models.CornersSquare || l.HostURL != "https://larkmoor.example" {
			t.Errorf("look = %+v", l)
		}
		if links := l.Links(); len(links) != 2 || links[1] != (models.FooterLink{Label: "Our rules", Href: "/house/rules"}) {
			t.Errorf("links = %+v", links)
		}
		d, err := w.Store.Directory(w.Ctx)
		w.Must(err)
		if d.Site.Name != "Waymark" || d.Site.Tagline != "Getting there, together" || d.Site.HostLine != "Hosted by Larkmoor" || d.Site.Version != 2 {
			t.Errorf("the settings were left at %+v", d.Site)
		}
		kind(t, w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()), "")
		wantEvents(t, w)
	})
}

func TestRestoreLook_bringsAFormerVersionBackAsANewOne(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		first := lookOf(t, w)
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()))
		kind(t, w.Store.RestoreLook(w.Ctx, w.Mo, 1, 2), models.Forbidden)
		kind(t, w.Store.RestoreLook(w.Ctx, w.Ada, 9, 2), models.NotFound)
		kind(t, w.Store.RestoreLook(w.Ctx, w.Ada, 1, 1), models.Conflict)
		w.Events()
		kind(t, w.Store.RestoreLook(w.Ctx, w.Ada, 1, 2), "")
		wantEvents(t, w, models.EventSiteChanged)
		wantAudit(t, w, w.Ada, "look.changed", "links: Shop https://shop.example/, Our rules /house/rules", "links: ", "As in version 1.")
		now := lookOf(t, w)
		if now.Version != 3 || now.Name != first.Name || now.Accent != "" || now.Typeface != first.Typeface || len(now.Links()) != 0 {
			t.Errorf("the first look came back as %+v", now)
		}
		list, err := w.Store.Looks(w.Ctx, w.Ada)
		w.Must(err)
		if len(list) != 3 || list[0].Version != 3 || list[0].Author == nil || list[0].Author.Handle != w.Ada.Handle || list[2].Author != nil {
			t.Errorf("versions = %+v", list)
		}
	})
}

func TestEditSite_keepsTheLookInStep(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, waymark))
		if l := lookOf(t, w); l.Version != 1 || l.Name != "Waymark" {
			t.Errorf("before the first look: %+v", l)
		}
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()))
		in := waymark
		in.Name = "Milestone"
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, in))
		if l := lookOf(t, w); l.Version != 3 || l.Name != "Milestone" || l.Accent != "#1c5a46" {
			t.Errorf("after a change of name: %+v", l)
		}
		in.MinimumAge = 16
		w.Must(w.Store.EditSite(w.Ctx, w.Ada, in))
		if l := lookOf(t, w); l.Version != 3 {
			t.Errorf("another age made version %d of the look", l.Version)
		}
	})
}

func TestEditLook_ofTwoTheSecondIsAConflict(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		errs := atOnce(2, func(i int) error {
			in := waymarkLook()
			in.Version, in.Tagline = 1, "Tagline "+itoa(i)
			return w.Store.EditLook(w.Ctx, w.Ada, in)
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

func TestCheckLook_refusesWhatDoesNotFit(t *testing.T) {
	for field, change := range map[string]func(*models.LookInput){
		"name":        func(in *models.LookInput) { in.Name = "x" },
		"tagline":     func(in *models.LookInput) { in.Tagline = strings.Repeat("x", 161) },
		"host_line":   func(in *models.LookInput) { in.HostLine = "a\u202eb" },
		"host_url":    func(in *models.LookInput) { in.HostURL = "javascript:alert(1)" },
		"accent":      func(in *models.LookInput) { in.Accent = "red;} body {display:none" },
		"typeface":    func(in *models.LookInput) { in.Typeface = "comic" },
		"corners":     func(in *models.LookInput) { in.Corners = "" },
		"link1_label": func(in *models.LookInput) { in.Links = []models.FooterLink{{"", "/x"}} },
		"link2_href":  func(in *models.LookInput) { in.Links = []models.FooterLink{{"A", "/x"}, {"B", "javascript:x"}} },
		"link3_href":  func(in *models.LookInput) { in.Links = []models.FooterLink{{}, {}, {"C", "//elsewhere.example"}} },
		"link4_href":  func(in *models.LookInput) { in.Links = []models.FooterLink{{}, {}, {}, {"D", "/\\elsewhere.example"}} },
		"link7_label": func(in *models.LookInput) {
			for range models.FooterLinksMost + 1 {
				in.Links = append([]models.FooterLink{{"L", "/x"}}, in.Links[:min(len(in.Links), 6)]...)
			}
		},
	} {
		in := waymarkLook()
		if field == "link7_label" {
			in.Links = nil
		}
		change(&in)
		l, err := models.CheckLook(in)
		refusedField(t, err, field)
		if l.Typeface == "comic" || l.Corners == "" || strings.Contains(l.Accent, ";") {
			t.Errorf("%s: what can be shown is %+v", field, l)
		}
	}
}
