package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/reading"
	"github.com/commonthread/commonthread/views/tools"
	"github.com/commonthread/commonthread/views/ui"
)

// galleriesPerPage is how many galleries a page of photographs lists.
const galleriesPerPage = 18

// addGallery is what stands round the pictures of a gallery: of a theme its period and its wall.
func (s *Server) addGallery(c echo.Context, p presenter, th models.ThreadView, page *reading.ThreadPage) error {
	page.Gallery = &reading.Gallery{}
	theme, err := s.store.Theme(c.Request().Context(), th.ID)
	if models.KindOf(err) == models.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	page.Gallery.Theme, page.Gallery.ClosesAt, page.Gallery.Open = true, p.at(theme.ClosesAt), theme.Open(s.store.Now())
	if page.Pager.Page > 1 {
		return nil
	}
	wall, err := s.store.Wall(c.Request().Context(), p.viewer, theme, models.WallSize)
	if err != nil {
		return err
	}
	for _, one := range wall {
		page.Gallery.Wall = append(page.Gallery.Wall, p.wallPicture(th.TopicID, one))
	}
	return nil
}

// updateTheme opens a gallery to everybody's pictures until a moment of the community's clock, or closes it.
func (s *Server) updateTheme(c echo.Context) error {
	th, err := s.toolThread(c)
	if err != nil {
		return err
	}
	zone := s.directory(c).Site.TimeZone
	at, wrong := models.ParseLocalMoment("theme_until", c.FormValue("theme_until"), zone)
	if wrong != nil { // whoever may not is told that first
		at.At = s.store.Now()
	}
	if err := s.store.SetTheme(c.Request().Context(), viewer(c), th.ID, at.At); err != nil {
		if wrong != nil && models.KindOf(err) == models.Invalid {
			err = wrong
		}
		return s.again(c, tools.Theme, err, "theme_until")
	}
	return s.toolDone(c, th.ID, choose(at.At.IsZero(), "The gallery takes no more pictures for its wall.", "Everybody can add pictures until "+ui.Moment(at.At.In(zone))+"."))
}

func (p presenter) wallPicture(topicID int64, one models.WallPicture) reading.WallPicture {
	shown := reading.WallPicture{
		Key: one.Key, Alt: one.Alt, Caption: one.Caption, Author: p.personIn(one.Author, "", topicID), Number: one.Number,
		Width: one.Width, Height: one.Height,
	}
	for _, size := range one.Sizes() {
		shown.Files = append(shown.Files, reading.PictureFile{Src: links.UploadSize(one.Key, size.Name), Type: size.Type, Width: size.Width})
	}
	return shown
}

// showPhotos lists the galleries of all topics, the newest first, under the theme that is open.
func (s *Server) showPhotos(c echo.Context) error {
	n, err := pageParam(c)
	if err != nil {
		return err
	}
	ctx, p := c.Request().Context(), s.presenter(c)
	tag(c, tagLists)
	filter := models.ThreadFilter{Kind: models.KindGallery, Sort: models.SortNew}
	total, err := s.store.CountThreads(ctx, p.viewer, filter)
	if err != nil {
		return err
	}
	pager := ui.Pager{Page: n, Pages: pages(total.N, galleriesPerPage), Of: links.PhotosPage, Label: "Galleries"}
	if n > pager.Pages {
		return lastPage(c, links.PhotosPage(pager.Pages))
	}
	items, err := s.store.Threads(ctx, p.viewer, filter, n, galleriesPerPage)
	if err != nil {
		return err
	}
	page := reading.PhotosPage{Page: s.page(c, "Photographs"), Galleries: p.cards(items), Pager: pager}
	if n == 1 {
		if page.Theme, err = s.openTheme(c, p); err != nil {
			return err
		}
	}
	for _, t := range p.site.Topics(p.viewer) {
		page.CanStart = page.CanStart || p.viewer.CanStart(models.KindGallery, t.Topic)
	}
	page.Page.Here, page.Page.Description = links.Photos, "Photographs by members of this community, gathered by theme."
	page.Page.Canonical = s.absolute(c, links.PhotosPage(n))
	page.Page.Prev, page.Page.Next = pager.Prev(), pager.Next()
	return s.render(c, http.StatusOK, reading.Photos(page))
}

// themeShown is how many pictures of the open theme stand on the page of photographs.
const themeShown = 12

func (s *Server) openTheme(c echo.Context, p presenter) (*reading.ThemeBand, error) {
	ctx := c.Request().Context()
	theme, th, err := s.store.OpenTheme(ctx, p.viewer)
	if models.KindOf(err) == models.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	tag(c, tagThread(th.ID))
	wall, err := s.store.Wall(ctx, p.viewer, theme, themeShown)
	if err != nil {
		return nil, err
	}
	band := &reading.ThemeBand{ID: th.ID, Slug: th.Slug, Title: th.Title, Prompt: th.Excerpt, ClosesAt: p.at(theme.ClosesAt)}
	for _, one := range wall {
		band.Wall = append(band.Wall, p.wallPicture(th.TopicID, one))
	}
	return band, nil
}
