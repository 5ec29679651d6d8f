package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	answers "github.com/commonthread/commonthread/handlers/answer"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// editPicture asks what is to be known of a picture; what the camera noted stands there to be confirmed.
func (s *Server) editPicture(c echo.Context) error {
	own, err := s.store.PictureToTell(c.Request().Context(), viewer(c), c.Param("key"))
	if err != nil {
		return err
	}
	return s.renderPictureWords(c, http.StatusOK, own, own.PictureWords, nil)
}

func (s *Server) renderPictureWords(c echo.Context, status int, own models.Picture, words models.PictureWords, refusal error) error {
	page := writing.PictureWordsPage{Page: s.page(c, "About this picture"), Picture: s.presenter(c).ownPicture(own), Words: words, Own: own.MemberID == viewer(c).ID}
	page.Canonical, page.Robots = "", "noindex"
	if refusal != nil {
		page.Wrong(wrongWith(c, refusal))
	}
	private(c)
	return s.render(c, status, writing.TellPicture(page))
}

func (s *Server) updatePicture(c echo.Context) error {
	ctx, v, key := c.Request().Context(), viewer(c), c.Param("key")
	words := models.PictureWords{
		Alt: c.FormValue("alt"), Caption: c.FormValue("caption"), Credit: c.FormValue("credit"), Licence: models.Licence(c.FormValue("licence")),
		CameraName: c.FormValue("camera_name"), Lens: c.FormValue("lens"), Exposure: c.FormValue("exposure"),
	}
	told, err := s.store.TellPicture(ctx, v, key, words)
	if models.KindOf(err) == models.Invalid && !wantsFragment(c) {
		own, ownErr := s.store.PictureToTell(ctx, v, key)
		if ownErr != nil {
			return ownErr
		}
		return s.renderPictureWords(c, answers.Of(err).Status, own, words, err)
	}
	if err != nil {
		return err
	}
	to := links.Uploads
	if told.MemberID != v.ID {
		to = links.Upload(key)
	}
	return s.pictureDone(c, to, "What you said of the picture is kept.")
}

// pictureDone answers a script with nothing, and a form with where it leads on.
func (s *Server) pictureDone(c echo.Context, to, words string) error {
	private(c)
	if wantsFragment(c) {
		return c.NoContent(http.StatusNoContent)
	}
	s.flash(c, ui.Done, words)
	return c.Redirect(http.StatusSeeOther, to)
}

func (s *Server) deletePicture(c echo.Context) error {
	key := c.Param("key")
	if err := s.store.DeletePicture(c.Request().Context(), viewer(c), key); err != nil {
		return err
	}
	return s.pictureDone(c, links.DeletedUpload(key), "The picture is deleted. For an hour you can have it back.")
}

func (s *Server) restorePicture(c echo.Context) error {
	if err := s.store.RestorePicture(c.Request().Context(), viewer(c), c.Param("key")); err != nil {
		return err
	}
	return s.pictureDone(c, links.Uploads, "The picture is back.")
}
