package account_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/account"
	"github.com/commonthread/commonthread/views/ui"
)

func facePage() account.FacePage {
	return account.FacePage{
		Page: drawn.Frame("Settings", "mia"), Person: ui.Person{Handle: "mia", Name: "Mia"}, Crop: models.Crop{X: 20, Y: 70, Span: 40},
		Pictures: []account.FacePicture{{Key: "aa", Src: "/uploads/aa/480.webp", Width: 800, Height: 600, SentAt: morning, Chosen: true}},
	}
}

func TestFace_offersPicturesBeforeOneIsChosen(t *testing.T) {
	p := drawn.Draw(t, account.Face(facePage()))
	p.Sound()
	p.Has(".own-face img.face--large", "src", "/avatars/mia")
	p.Has(".face-choices a", "href", "/settings/face?picture=aa")
	p.Has("form[enctype] input[name=for]", "value", "face")
	p.None("face-cut")
	p.None(`form[action$="/remove"]`)
}

func TestFace_cutsTheChosenPicture(t *testing.T) {
	page := facePage()
	page.Own, page.Person.Face, page.Chosen = true, "kk", &page.Pictures[0]
	page.Form = refusal("picture")
	p := drawn.Draw(t, account.Face(page))
	p.Sound()
	p.Has(".own-face img.face--large", "src", "/faces/kk/256.webp")
	p.Has(".own-face img.face--small", "src", "/faces/kk/96.webp")
	p.Has("input[name=picture]", "value", "aa")
	for name, value := range map[string]string{"x": "20", "y": "70", "span": "40"} {
		p.Has("input[type=range][name="+name+"]", "value", value)
	}
	p.Has("input[name=span]", "min", "30")
	p.Count("#face-part-error", 1)
	p.Count(`form[action$="/remove"]`, 1)
}
