package models_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

// Who was an administrator when they opened the page, and is none any more, changes nothing.
func TestLook_asksForTheRightAsItIsNow(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleAdministrator, "He helps."))
		mo := w.Viewer("mo-rahimi")
		kind(t, w.Store.EditLook(w.Ctx, mo, waymarkLook()), "")
		w.Must(w.Store.SetRole(w.Ctx, w.Ada, "mo-rahimi", models.RoleModerator, "He moderates again."))
		w.Events()
		in := waymarkLook()
		in.Name = "Milestone"
		for what, err := range map[string]error{
			"edits": w.Store.EditLook(w.Ctx, mo, in), "restores": w.Store.RestoreLook(w.Ctx, mo, 1, 2), "takes the logo": w.Store.EditLogo(w.Ctx, mo, models.LogoInput{Icon: models.Mark{Hash: models.LogoHash("x")}}),
		} {
			if models.KindOf(err) != models.Forbidden {
				t.Errorf("%s: %v", what, err)
			}
		}
		wantEvents(t, w)
		if l := lookOf(t, w); l.Version != 2 || l.Name != "Waymark" {
			t.Errorf("the look is %+v", l)
		}
	})
}

func TestLook_linksAreWhatWasTypedOrRefused(t *testing.T) {
	for href, fits := range map[string]bool{
		"/house/rules": true, "/": true, "https://shop.example": true, "http://shop.example/a?b=c#d": true, "HTTPS://shop.example": true,
		"javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "data:text/html,x": false, "vbscript:x": false, "mailto:a@b.example": false, "ftp://a.example": false,
		"//elsewhere.example": false, "/\\elsewhere.example": false, "\\\\elsewhere.example": false, "https:elsewhere.example": false, "https://": false,
		"https://user:secret@shop.example": false, "house/rules": false, "#top": false, "https://a b.example": false, "": false, " ": false,
		"/" + strings.Repeat("x", 3_000): false,
	} {
		in := waymarkLook()
		in.Links = []models.FooterLink{{Label: "Shop", Href: href}}
		l, err := models.CheckLook(in)
		if (err == nil) != fits || (err != nil && models.AsError(err).Fields["link1_href"] == "") {
			t.Errorf("%.60q: %v", href, err)
		}
		if links := l.Links(); err == nil && (len(links) != 1 || links[0].Label != "Shop" || links[0].Href != href) {
			t.Errorf("%q is stored as %+v", href, links)
		}
	}
	// how links are stored is nothing that a label can break out of
	for _, one := range []models.FooterLink{{"Shop\tjavascript:alert(1)", "/x"}, {"Shop\nEvil\tjavascript:alert(1)", "/x"}, {"Shop", "/x\njavascript\tjavascript:alert(1)"}, {"Shop\u2028Evil", "/x"}, {"a\x00b", "/x"}, {"\xff", "/x"}} {
		in := waymarkLook()
		in.Links = []models.FooterLink{one}
		l, err := models.CheckLook(in)
		if err != nil {
			continue
		}
		if links := l.Links(); len(links) != 1 || !strings.HasPrefix(links[0].Href, "/x") || strings.ContainsAny(links[0].Label+links[0].Href, "\t\n\x00") {
			t.Errorf("%+q becomes %+q", one, links)
		}
	}
}

func TestLook_accentsAreSixDigitsHoweverTheyAreTyped(t *testing.T) {
	for typed, stored := range map[string]string{
		"#1c5a46": "#1c5a46", "1C5A46": "#1c5a46", "  #1C5A46 ": "#1c5a46", "#abc": "#aabbcc", "": "", "   ": "",
		"#12345": "-", "#1234567": "-", "#12345g": "-", "rgb(1,2,3)": "-", "red": "-", "#é1": "-", "#": "-", "url(https://elsewhere.example)": "-", "#1c5a46;}": "-", "#1c5a4\n": "-",
	} {
		in := waymarkLook()
		in.Accent = typed
		l, err := models.CheckLook(in)
		if stored == "-" {
			if err == nil || models.AsError(err).Fields["accent"] == "" || l.Accent != "" {
				t.Errorf("%q is taken as %q (%v)", typed, l.Accent, err)
			}
		} else if err != nil || l.Accent != stored {
			t.Errorf("%q is stored as %q (%v), want %q", typed, l.Accent, err, stored)
		}
	}
}

// Each value that changes is one entry on record, and a former look comes back whole: logo, name and settings.
func TestLook_isOnRecordValueByValueAndComesBackWhole(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()))
		light, dark := models.Mark{Hash: models.LogoHash(hashOf(60)), Width: 400, Height: 100}, models.Mark{Hash: models.LogoHash(hashOf(61)), Width: 200, Height: 50}
		w.Must(w.Store.ClaimPictureFile(w.Ctx, light.Hash))
		w.Must(w.Store.ClaimPictureFile(w.Ctx, dark.Hash))
		w.Must(w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{Light: light, Dark: dark, Version: 2}))
		whole := lookOf(t, w)
		before := auditCount(w)
		in := waymarkLook()
		in.Corners, in.Name = models.CornersRound, "Milestone"
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, in))
		if n := auditCount(w) - before; n != 2 {
			t.Errorf("%d entries for two values", n)
		}
		w.Must(w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{Version: 4}))
		if l := lookOf(t, w); l.Logo != "" || l.LogoDark != "" || l.LogoWidth != 0 || l.IconHash() != "" {
			t.Errorf("without a logo it has %+v", l)
		}
		if had, err := w.Store.HasLogo(w.Ctx, ""); err != nil || had {
			t.Errorf("nothing is a logo, because a look has none (%v)", err)
		}
		for _, bad := range []string{" ", light.Hash[:20], strings.ToUpper(light.Hash), light.Hash + "x", "%"} {
			if had, err := w.Store.HasLogo(w.Ctx, bad); err != nil || had {
				t.Errorf("%q is a logo (%v)", bad, err)
			}
		}
		errs := atOnce(2, func(i int) error { return w.Store.RestoreLook(w.Ctx, w.Ada, []int64{3, 1}[i], 5) })
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("two bring a former look back at once: %v", errs)
		}
		w.Must(w.Store.RestoreLook(w.Ctx, w.Ada, whole.Version, 0))
		now := lookOf(t, w)
		now.Version, now.AuthorID, now.CreatedAt = whole.Version, whole.AuthorID, whole.CreatedAt
		if now != whole {
			t.Errorf("it came back as\n%+v, it was\n%+v", now, whole)
		}
		if d, err := w.NewStore().Directory(w.Ctx); err != nil || d.Site.Name != "Waymark" {
			t.Errorf("the settings say %q (%v)", d.Site.Name, err)
		}
		w.Events()
		version := lookOf(t, w).Version
		w.Must(w.Store.RestoreLook(w.Ctx, w.Ada, version, version)) // what is there already
		wantEvents(t, w)
		if l := lookOf(t, w); l.Version != version {
			t.Errorf("version %d for the same look", l.Version)
		}
		for _, former := range []int64{0, -1, version + 1, 1 << 60} {
			kind(t, w.Store.RestoreLook(w.Ctx, w.Ada, former, version), models.NotFound)
		}
	})
}
