package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

// picturesListed is how many of one's own a page of pictures shows.
const picturesListed = 24

// showPictures lists one's own pictures with the words that put each into a text: how pictures get there with
// scripts off, and how one is used a second time.
func (s *Server) showPictures(c echo.Context) error {
	return s.renderPictures(c, http.StatusOK, nil)
}

func (s *Server) renderPictures(c echo.Context, status int, refusals []string) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	p := s.presenter(c)
	own, total, err := s.store.OwnPictures(c.Request().Context(), p.viewer, n, picturesListed)
	if err != nil {
		return err
	}
	page := writing.PicturesPage{
		Page: s.page(c, "Pictures"), Refusals: refusals, Deleted: c.QueryParam("deleted"),
		Pager: ui.Pager{Page: n, Pages: pages(total, picturesListed), Of: links.UploadsPage, Label: "Your pictures"},
	}
	if n > page.Pager.Pages {
		return lastPage(c, links.UploadsPage(page.Pager.Pages))
	}
	page.Canonical, page.Robots = "", "noindex"
	for _, one := range own {
		page.Pictures = append(page.Pictures, p.ownPicture(one))
	}
	private(c)
	return s.render(c, status, writing.ShowPictures(page))
}

func (p presenter) ownPicture(one models.Picture) writing.Picture {
	sizes := one.Sizes()
	return writing.Picture{
		Key: one.Key, Href: links.Upload(one.Key), Src: links.UploadSize(one.Key, sizes[0].Name), Width: sizes[0].Width, Height: sizes[0].Height,
		Colour: one.Colour, Alt: one.Alt, Caption: one.Caption, Notes: one.Notes(), Used: one.PostID != nil, Leads: one.TopicID != nil, SentAt: p.at(one.CreatedAt),
	}
}

// showPicture shows a picture alone, as large as it is kept, with what is said of it and the way to the ones beside it:
// where one in a text leads to.
func (s *Server) showPicture(c echo.Context) error {
	ctx, p := c.Request().Context(), s.presenter(c)
	one, err := s.store.Picture(ctx, p.viewer, c.Param("key"))
	if err != nil {
		return err
	}
	page := writing.PicturePage{
		Page: s.page(c, "Picture"), Width: one.Width, Height: one.Height, Alt: one.Alt, Caption: one.Caption, Notes: one.Notes(), Key: one.Key,
		Own: one.MemberID == p.viewer.ID, Tell: p.viewer.CanTellPicture(one),
	}
	page.Canonical, page.Robots = "", "noindex"
	for _, size := range one.Sizes() {
		page.Src = links.UploadSize(one.Key, size.Name)
	}
	if one.PostID != nil {
		page.Post = links.Post(*one.PostID)
		row, err := s.store.PictureAmong(ctx, p.viewer, one)
		if err != nil {
			return err
		}
		page.Author, page.Thread = p.person(row.Author, ""), row.ThreadTitle
		page.Before, page.Behind = row.Before, row.Behind
		if !one.Told {
			page.Notes = models.AllRightsReserved.Name()
		}
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
