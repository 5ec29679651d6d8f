package reading

import (
	"fmt"
	"strings"
	"time"

	"github.com/commonthread/commonthread/views/layout"
	"github.com/commonthread/commonthread/views/links"
	"github.com/commonthread/commonthread/views/ui"
)

// Gallery is what stands round the pictures of a gallery.
type Gallery struct {
	Theme    bool // everybody's for a while
	Open     bool // takes pictures now
	ClosesAt time.Time
	Wall     []WallPicture // of a theme, the newest first
}

// WallPicture is a picture with whoever made it.
type WallPicture struct {
	Key           string
	Alt, Caption  string
	Author        ui.Person
	Number        int64 // of its post
	Width, Height int
	Files         []PictureFile
}

// PictureFile is one size of a picture.
type PictureFile struct {
	Src, Type string
	Width     int
}

// words are what the picture shows, or whose it is where nobody said.
func (w WallPicture) words() string {
	if w.Alt != "" {
		return w.Alt
	}
	return "A picture by " + w.Author.Name
}

func (w WallPicture) srcset() string {
	var all []string
	for _, f := range w.Files {
		if f.Type == "image/webp" {
			all = append(all, fmt.Sprintf("%s %dw", f.Src, f.Width))
		}
	}
	return strings.Join(all, ", ")
}

func (w WallPicture) fallback() string {
	for _, f := range w.Files {
		if f.Type != "image/webp" {
			return f.Src
		}
	}
	return links.Upload(w.Key)
}

// ratio names its proportions in tenths, as figures in a text do.
func (w WallPicture) ratio() string {
	if w.Height == 0 {
		return "ratio-10"
	}
	tenths := 10 * w.Width / w.Height
	switch {
	case tenths < 4:
		tenths = 4
	case tenths > 30:
		tenths = 30
	}
	return fmt.Sprintf("ratio-%d", tenths)
}

// PhotosPage is the galleries of all topics.
type PhotosPage struct {
	layout.Page
	Theme     *ThemeBand // that is open; nil: none
	Galleries []Card
	Pager     ui.Pager
	CanStart  bool
}

// ThemeBand is the theme of the month above the galleries.
type ThemeBand struct {
	ID            int64
	Slug          string
	Title, Prompt string
	ClosesAt      time.Time
	Wall          []WallPicture
}
