package handlers

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/links"
)

// facesOffered is how many of a member's newest pictures can be chosen as their face.
const facesOffered = 12

// keepOwnFace lets a browser keep a face for an hour. Another one has another address.
const keepOwnFace = "private, max-age=3600"

// showFace answers with one of the two sizes of a member's own face, as long as it is theirs.
func (s *Server) showFace(c echo.Context) error {
	f, err := s.store.FaceFile(c.Request().Context(), c.Param("key"))
	if err != nil {
		return err
	}
	for _, one := range size.OfFace() {
		if one.Name == c.Param("size") {
			return s.serveFileFor(c, f.StoredName(one), one.Type, f.Hash+"-"+one.Name, keepOwnFace)
		}
	}
	return &models.Error{Kind: models.NotFound}
}

// editFace shows one's face, and how much of a picture becomes it.
func (s *Server) editFace(c echo.Context) error {
	return s.renderFace(c, http.StatusOK, c.QueryParam("picture"), nil, "")
}

func (s *Server) renderFace(c echo.Context, status int, picture string, crop *models.Crop, wrong string) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	page := account.FacePage{Page: s.page(c, "Settings"), Person: p.own(), Crop: models.WholeSquare}
	face, from, err := s.store.OwnFace(ctx, p.viewer)
	switch {
	case err == nil:
		page.Own, page.Crop = true, face.Crop
		if picture == "" {
			picture = from.Key
		}
		if picture != from.Key {
			page.Crop = models.WholeSquare
		}
	case models.KindOf(err) != models.NotFound:
		return err
	}
	if crop != nil {
		page.Crop = *crop
	}
	if wrong != "" {
		page.Wrong(map[string]string{"picture": wrong}, "")
	}
	own, err := s.store.Pictures(ctx, p.viewer, facesOffered)
	if err != nil {
		return err
	}
	for _, one := range own {
		shown := account.FacePicture{
			Key: one.Key, Src: links.UploadSize(one.Key, one.Sizes()[0].Name), Width: one.Width, Height: one.Height,
			SentAt: p.at(one.CreatedAt), Chosen: one.Key == picture,
		}
		if shown.Chosen {
			page.Chosen = &shown
		}
		if one.MayFace() {
			page.Pictures = append(page.Pictures, shown)
		}
	}
	if page.Chosen == nil && picture == from.Key && picture != "" {
		page.Chosen = &account.FacePicture{Key: from.Key, Src: links.UploadSize(from.Key, from.Sizes()[0].Name), Width: from.Width, Height: from.Height}
	}
	page.Composer = page.Chosen != nil
	private(c)
	return s.render(c, status, account.Face(page))
}

// updateFace makes a part of one's picture one's face.
func (s *Server) updateFace(c echo.Context) error {
	ctx, key := c.Request().Context(), c.FormValue("picture")
	crop := models.Crop{X: percent(c, "x", 50), Y: percent(c, "y", 50), Span: percent(c, "span", 100)}
	err := s.uploads.face(ctx, viewer(c), key, crop)
	if e, ok := refused(err); ok {
		return s.renderFace(c, http.StatusUnprocessableEntity, key, &crop, e.Fields["picture"])
	}
	if models.KindOf(err) == models.NotFound {
		return s.renderFace(c, http.StatusUnprocessableEntity, "", nil, "Choose one of your own pictures first.")
	}
	if err != nil {
		return err
	}
	return s.saved(c, "face", "This is your face now, wherever you wrote.")
}

// percent reads a slider; what was not sent is the default, and what is no number is refused by the verb.
func percent(c echo.Context, name string, otherwise int64) int64 {
	text := strings.TrimSpace(c.FormValue(name))
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// deleteFace brings the drawn face back.
func (s *Server) deleteFace(c echo.Context) error {
	if err := s.store.RemoveFace(c.Request().Context(), viewer(c)); err != nil {
		return err
	}
	return s.saved(c, "face", "Your drawn face is back.")
}

// deleteFaceOf is a moderator's: a face that nobody should have to see.
func (s *Server) deleteFaceOf(c echo.Context) error {
	rule, because, err := s.reasonIn(c, "reason")
	if err == nil {
		err = s.sending(c).RemoveFaceOf(c.Request().Context(), viewer(c), c.Param("handle"), rule, because)
	}
	if err != nil {
		return s.accountAgain(c, "face", err, "rule", "reason", "saved")
	}
	return s.accountDone(c, "The face is taken away; the drawn one is back.")
}

// face draws a part of a picture that is kept here, keeps it, and makes it the viewer's face.
func (u *uploads) face(ctx context.Context, v models.Viewer, key string, crop models.Crop) error {
	p, err := u.store.FacePicture(ctx, v, key, crop)
	if err != nil {
		return err
	}
	if u.files == nil {
		return &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Message: "Pictures cannot be taken here just now."}
	}
	from := p.Sizes()[0]
	for _, one := range p.Sizes() {
		if one.Type == size.WebP && one.Width <= 1600 {
			from = one
		}
	}
	file, _, err := u.files.Open(ctx, p.StoredName(from))
	if err != nil {
		return &models.Error{Kind: models.Unavailable, RetryAfter: sentRetry, Cause: err}
	}
	defer file.Close()
	hash := crop.Hash(p.Hash)
	if err := u.store.ClaimPictureFile(ctx, hash); err != nil {
		return err
	}
	drawn, err := u.maker.Face(ctx, file, media.Square(crop))
	if err != nil {
		return err
	}
	for _, f := range drawn {
		if err := u.files.Put(ctx, models.FaceName(hash, f.Size), strings.NewReader(string(f.Bytes)), int64(len(f.Bytes)), f.Type); err != nil {
			return full(err)
		}
	}
	_, err = u.store.SetFace(ctx, v, key, crop)
	return err
}
