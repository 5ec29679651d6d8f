package models_test

import (
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/models"
)

func TestEditLogo_isAVersionOfTheLookWhoseFilesStay(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, waymarkLook()))
		light := models.Mark{Hash: models.LogoHash(hashOf(50)), Width: 400, Height: 100}
		w.Must(w.Store.ClaimPictureFile(w.Ctx, light.Hash))
		for _, v := range []models.Viewer{w.Reader, w.Mia, w.Mo} {
			kind(t, w.Store.EditLogo(w.Ctx, v, models.LogoInput{Light: light}), models.Forbidden)
			_, err := w.Store.LogoPicture(w.Ctx, v, "x")
			kind(t, err, models.Forbidden)
		}
		refusedField(t, w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{Dark: light}), "light")
		kind(t, w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{Light: light, Version: 1}), models.Conflict)
		w.Events()
		kind(t, w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{Light: light, Version: 2}), "")
		wantEvents(t, w, models.EventSiteChanged)
		wantAudit(t, w, w.Ada, "look.changed", "logo: ", "logo: "+light.Hash[:10], "")
		l := lookOf(t, w)
		if l.Version != 3 || l.Logo != light.Hash || l.LogoWidth != 400 || l.LogoHeight != 100 || l.IconHash() != light.Hash || l.Accent != "#1c5a46" {
			t.Errorf("look = %+v", l)
		}

		in := waymarkLook()
		in.Corners = models.CornersRound
		w.Must(w.Store.EditLook(w.Ctx, w.Ada, in))
		if l := lookOf(t, w); l.Logo != light.Hash || l.Corners != models.CornersRound {
			t.Errorf("another change took the logo away: %+v", l)
		}
		w.Must(w.Store.EditLogo(w.Ctx, w.Ada, models.LogoInput{}))
		var k kept
		w.Clock.Advance(30 * 24 * time.Hour)
		w.Must(w.Store.SweepPictures(w.Ctx, k.remove))
		if strings.Contains(strings.Join(k.removed, " "), light.Hash) {
			t.Error("the files of a former look were swept, and it cannot be brought back")
		}
		if had, err := w.Store.HasLogo(w.Ctx, light.Hash); err != nil || !had {
			t.Errorf("a page from before the change loses its logo (%v)", err)
		}
		if had, err := w.Store.HasLogo(w.Ctx, "nothing"); err != nil || had {
			t.Errorf("any name is a logo (%v)", err)
		}
		w.Must(w.Store.RestoreLook(w.Ctx, w.Ada, 3, 0))
		if l := lookOf(t, w); l.Logo != light.Hash {
			t.Errorf("the former logo is not back: %+v", l)
		}
	})
}

func TestLogoPicture_isTheAdministratorsOwn(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		own, foreign := sent(w, w.Ada, 51), sent(w, w.Mia, 52)
		if p, err := w.Store.LogoPicture(w.Ctx, w.Ada, own.Key); err != nil || p.ID != own.ID {
			t.Errorf("own: %+v, %v", p, err)
		}
		_, err := w.Store.LogoPicture(w.Ctx, w.Ada, foreign.Key)
		kind(t, err, models.NotFound)
	})
}
