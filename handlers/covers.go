package handlers

import (
	"github.com/labstack/echo/v4"

	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/writing"
)

// coversOffered is how many of a member's pictures can be chosen as a cover, the newest.
const coversOffered = 24

// coverWith is the cover that a form chose, with the part of it to keep in view.
func coverWith(cover, focus string) string {
	if key, _ := models.CoverPicture(cover); key == cover && key != "" && focus != "" {
		return key + "#" + focus
	}
	return cover
}

func coverValue(c echo.Context) string {
	return coverWith(c.FormValue("cover"), c.FormValue("cover_focus"))
}

// sentCover is nil where the form has no cover to choose.
func sentCover(c echo.Context) *string {
	if sent(c, "cover") == nil {
		return nil
	}
	cover := coverValue(c)
	return &cover
}

// ownCovers are pictures to choose a story's cover from: the one it has, and the viewer's own that are large enough
// and that no post shows but the story's opening (0: not written yet).
func (s *Server) ownCovers(c echo.Context, cover string, postID int64) ([]writing.Picture, error) {
	p := s.presenter(c)
	own, err := s.store.Pictures(c.Request().Context(), p.viewer, coversOffered)
	if err != nil {
		return nil, err
	}
	current, _ := models.CoverPicture(cover)
	var offered []writing.Picture
	if current != "" {
		offered = append(offered, writing.Picture{Key: current, Src: coverPreview(current)})
	}
	for _, one := range own {
		if one.Key != current && one.MayCover() && one.TopicID == nil && (one.PostID == nil || *one.PostID == postID) {
			offered = append(offered, writing.Picture{Key: one.Key, Src: coverPreview(one.Key), SentAt: p.at(one.CreatedAt)})
		}
	}
	return offered, nil
}

func coverPreview(key string) string { return links.UploadSize(key, models.CoverSizes[0]+".webp") }

// showEdit answers with the page of an edit, and the pictures that a story's cover is chosen from.
func (s *Server) showEdit(c echo.Context, status int, page *editing) error {
	if page.Number == 1 && page.Kind == models.KindStory && page.Words {
		own, err := s.ownCovers(c, page.Typed.Cover, page.PostID)
		if err != nil {
			return err
		}
		page.Own = own
	}
	return s.render(c, status, writing.ShowEdit(page.EditPage))
}
