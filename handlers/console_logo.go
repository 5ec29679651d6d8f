package handlers

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/console"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// logosOffered is how many of the newest pictures can be chosen.
const logosOffered = 24

// keepMark says of a part of the logo that it stays as it is.
const keepMark = "keep"

// editLogo shows logo and icon, and the pictures that others can be made of.
func (s *Server) editLogo(c echo.Context) error {
	return s.renderLogo(c, http.StatusOK, console.Form{})
}

func (s *Server) renderLogo(c echo.Context, status int, form console.Form) error {
	look, p := s.directory(c).Look, s.presenter(c)
	page := console.LogoPage{Frame: s.consoleFrame(c, "Logo", links.ConsoleSite), Form: form, Version: look.Version}
	page.Marks = []console.MarkChoice{
		{Name: "light", Src: brandFile(look.Logo), Width: look.LogoWidth, Height: look.LogoHeight},
		{Name: "dark", Src: brandFile(look.LogoDark), Width: look.LogoDarkWidth, Height: look.LogoDarkHeight},
		{Name: "icon"},
	}
	if look.Icon != "" {
		page.Marks[2] = console.MarkChoice{Name: "icon", Src: iconOf(look, touchIcon), Width: touchIcon, Height: touchIcon}
	}
	if hash := look.IconHash(); hash != "" {
		for _, one := range size.OfIcon() {
			page.Icons = append(page.Icons, console.IconShown{Src: links.BrandFile(hash, one.Name), Side: one.Width})
		}
	}
	own, err := s.store.Pictures(c.Request().Context(), p.viewer, logosOffered)
	if err != nil {
		return err
	}
	for _, one := range own {
		page.Pictures = append(page.Pictures, console.MarkPicture{
			Key: one.Key, Src: links.UploadSize(one.Key, one.Sizes()[0].Name), SentAt: p.at(one.CreatedAt), Width: one.Width, Height: one.Height,
		})
	}
	return s.render(c, status, console.Logo(page))
}

// updateLogo makes logo and icons of the pictures that were chosen. What is to stay is not drawn again.
func (s *Server) updateLogo(c echo.Context) error {
	ctx, v, look := c.Request().Context(), viewer(c), s.directory(c).Look
	in := models.LogoInput{Version: formNumber(c, "version")}
	wrong := map[string]string{}
	for _, part := range []struct {
		name string
		now  models.Mark
		to   *models.Mark
	}{
		{"light", models.Mark{Hash: look.Logo, Width: look.LogoWidth, Height: look.LogoHeight}, &in.Light},
		{"dark", models.Mark{Hash: look.LogoDark, Width: look.LogoDarkWidth, Height: look.LogoDarkHeight}, &in.Dark},
		{"icon", models.Mark{Hash: look.Icon}, &in.Icon},
	} {
		switch key := c.FormValue(part.name); key {
		case keepMark:
			*part.to = part.now
		case "":
		default:
			mark, err := s.uploads.logo(ctx, v, key)
			if models.KindOf(err) == models.NotFound {
				wrong[part.name] = "Choose one of your own pictures."
				continue
			}
			if err != nil {
				return err
			}
			*part.to = mark
		}
	}
	var err error
	if len(wrong) == 0 {
		err = s.store.EditLogo(ctx, v, in)
	}
	if e, ok := refused(err); ok {
		wrong = e.Fields
	}
	switch {
	case len(wrong) > 0:
		return s.renderLogo(c, http.StatusUnprocessableEntity, consoleForm(c, "logo", wrong, "light", "dark", "icon"))
	case models.KindOf(err) == models.Conflict:
		form := consoleForm(c, "logo", nil, "light", "dark", "icon")
		form.Theirs = []console.Theirs{{Label: "Logo", Value: "the one that is shown below"}}
		return s.renderLogo(c, http.StatusConflict, form)
	case err != nil:
		return err
	}
	private(c)
	s.flash(c, ui.Done, "This is the logo now, on every page.")
	return c.Redirect(http.StatusSeeOther, links.ConsoleLogo)
}

// logo draws the files of a logo out of a picture that is kept here, and keeps them.
func (u *uploads) logo(ctx context.Context, v models.Viewer, key string) (models.Mark, error) {
	p, err := u.store.LogoPicture(ctx, v, key)
	if err != nil {
		return models.Mark{}, err
	}
	if u.files == nil {
		return models.Mark{}, &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Message: "Pictures cannot be taken here just now."}
	}
	sizes := slices.DeleteFunc(p.Sizes(), func(one size.Size) bool { return one.Type != size.WebP })
	file, _, err := u.files.Open(ctx, p.StoredName(sizes[len(sizes)-1]))
	if err != nil {
		return models.Mark{}, &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Cause: err}
	}
	defer func() { _ = file.Close() }()
	mark := models.Mark{Hash: models.LogoHash(p.Hash)}
	if err := u.store.ClaimPictureFile(ctx, mark.Hash); err != nil {
		return models.Mark{}, err
	}
	drawn, err := u.maker.Logo(ctx, file)
	if err != nil {
		return models.Mark{}, err
	}
	mark.Width, mark.Height = int64(drawn[0].Width), int64(drawn[0].Height)
	for _, f := range drawn {
		if err := u.files.Put(ctx, models.LogoName(mark.Hash, f.Size), strings.NewReader(string(f.Bytes)), int64(len(f.Bytes)), f.Type); err != nil {
			return models.Mark{}, full(err)
		}
	}
	return mark, nil
}

// showBrandFile answers with a logo or an icon of a look, as it is or as it was.
func (s *Server) showBrandFile(c echo.Context) error {
	hash, name := c.Param("sheet"), c.Param("file")
	known := name == size.LogoName || slices.ContainsFunc(size.OfIcon(), func(one size.Size) bool { return one.Name == name })
	if !known {
		return &models.Error{Kind: models.NotFound}
	}
	shown, err := s.store.HasLogo(c.Request().Context(), hash)
	if err != nil {
		return err
	}
	if !shown {
		return &models.Error{Kind: models.NotFound, Cause: errors.New("no look has this logo")}
	}
	return s.serveBrandFile(c, hash, name, "public, max-age=31536000, immutable")
}

func (s *Server) serveBrandFile(c echo.Context, hash, name, control string) error {
	return s.serveFileFor(c, models.LogoName(hash, size.Size{Name: name}), "image/png", hash[:min(len(hash), 20)]+"-"+name, control)
}
