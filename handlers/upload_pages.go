package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// picturesListed is how many of one's own the page of pictures shows.
const picturesListed = 60

// showPictures lists one's own pictures with the words that put each into a text: how pictures get there with
// scripts off, and how one is used a second time.
func (s *Server) showPictures(c echo.Context) error {
	return s.renderPictures(c, http.StatusOK, nil)
}

func (s *Server) renderPictures(c echo.Context, status int, refusals []string) error {
	p := s.presenter(c)
	own, err := s.store.Pictures(c.Request().Context(), p.viewer, picturesListed)
	if err != nil {
		return err
	}
	page := writing.PicturesPage{Page: s.page(c, "Pictures"), Refusals: refusals}
	page.Canonical, page.Robots = "", "noindex"
	for _, one := range own {
		sizes := one.Sizes()
		page.Pictures = append(page.Pictures, writing.Picture{
			Href: links.Upload(one.Key), Src: links.UploadSize(one.Key, sizes[0].Name), Width: sizes[0].Width, Height: sizes[0].Height,
			Colour: one.Colour, Camera: one.Camera, Used: one.PostID != nil, SentAt: p.at(one.CreatedAt),
		})
	}
	private(c)
	return s.render(c, status, writing.ShowPictures(page))
}

// showPicture shows a picture alone, as large as it is kept: where one in a text leads to.
func (s *Server) showPicture(c echo.Context) error {
	one, err := s.store.Picture(c.Request().Context(), viewer(c), c.Param("key"))
	if err != nil {
		return err
	}
	page := writing.PicturePage{Page: s.page(c, "Picture"), Width: one.Width, Height: one.Height}
	page.Canonical, page.Robots = "", "noindex"
	for _, size := range one.Sizes() {
		page.Src = links.UploadSize(one.Key, size.Name)
	}
	if one.PostID != nil {
		page.Post = links.Post(*one.PostID)
	}
	private(c)
	return s.render(c, http.StatusOK, writing.ShowPicture(page))
}

// answerPictures answers a script with what became of its one file, and a form with the page of pictures.
func (s *Server) answerPictures(c echo.Context, sent []sentPicture) error {
	if len(sent) == 0 {
		sent = []sentPicture{{Message: "Choose a picture first.", status: http.StatusUnprocessableEntity}}
	}
	if wantsFragment(c) {
		return c.JSON(sent[0].status, sent[0])
	}
	status, refusals := http.StatusSeeOther, []string(nil)
	for _, one := range sent {
		if one.Message != "" {
			status, refusals = one.status, append(refusals, one.Message)
		}
	}
	if refusals != nil {
		return s.renderPictures(c, status, refusals)
	}
	if len(sent) == 1 {
		s.flash(c, ui.Done, "The picture is here.")
	} else {
		s.flash(c, ui.Done, "The pictures are here.")
	}
	return c.Redirect(http.StatusSeeOther, links.Uploads)
}
