package writing_test

import (
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
	"github.com/commonthread/commonthread/views/writing"
)

func ownPicture(key string) writing.Picture {
	return writing.Picture{Key: key, Href: "/uploads/" + key, Src: "/uploads/" + key + "/480.webp", Width: 480, Height: 320, SentAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

// What a post shows cannot be deleted here, and what was just deleted can be had back.
func TestShowPictures_deleteWhatNothingShows(t *testing.T) {
	used, led, loose := ownPicture("aa"), ownPicture("bb"), ownPicture("cc")
	used.Used, led.Leads, loose.Alt, loose.Caption = true, true, "The pass", `At "four"`
	p := drawn.Draw(t, writing.ShowPictures(writing.PicturesPage{
		Page: drawn.Frame("Pictures", "mia"), Pictures: []writing.Picture{used, led, loose}, Deleted: "dd",
		Pager: ui.Pager{Page: 1, Pages: 2, Label: "Your pictures", Of: func(int) string { return "/uploads?page=2" }},
	}))
	p.Sound()
	p.Count(`form[action$="/delete"]`, 1)
	p.Has(`form[action$="/delete"]`, "action", "/uploads/cc/delete")
	p.Has(`form[action$="/restore"]`, "action", "/uploads/dd/restore")
	p.Count(`a[href$="/words"]`, 3)
	p.Has("#line-cc", "value", `![The pass](/uploads/cc "At ”four”")`)
}

func TestShowPicture_leadsToThoseBesideIt(t *testing.T) {
	page := writing.PicturePage{
		Page: drawn.Frame("Picture", ""), Key: "bb", Src: "/uploads/bb/960.jpg", Width: 960, Height: 640, Alt: "The pass", Caption: "At four.", Notes: "CC BY 4.0",
		Author: ui.Person{Name: "Mia Thornbury"}, Post: "/posts/7", Before: "aa", Behind: "cc",
	}
	p := drawn.Draw(t, writing.ShowPicture(page))
	p.Sound()
	p.Has("main img", "alt", "The pass")
	p.Has("a[rel=prev]", "href", "/uploads/aa")
	p.Has("a[rel=next]", "href", "/uploads/cc")
	p.None(`a[href$="/words"]`)
	page.Before, page.Behind, page.Alt, page.Own = "", "", "", true
	p = drawn.Draw(t, writing.ShowPicture(page))
	p.Sound()
	p.None("nav.picture-alone__turns")
	p.Has(`main a[href$="/words"]`, "href", "/uploads/bb/words")
}

func TestTellPicture_asksWhatStandsNowhereElse(t *testing.T) {
	page := writing.PictureWordsPage{Page: drawn.Frame("About this picture", "mia"), Picture: ownPicture("aa"), Words: models.PictureWords{Licence: "cc-by", Lens: "35 mm"}}
	p := drawn.Draw(t, writing.TellPicture(page))
	p.Sound()
	p.Count("select[name=licence] option", len(models.Licences))
	p.Has("select[name=licence] option[selected]", "value", "cc-by")
	p.Has("input[name=lens]", "value", "35 mm")
	p.Count("input[name=alt], input[name=caption]", 2)
	page.Picture.Used = true
	p = drawn.Draw(t, writing.TellPicture(page))
	p.Sound()
	p.None("input[name=alt], input[name=caption]")
}
