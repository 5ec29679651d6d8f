package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/console"
)

func logo() console.LogoPage {
	return console.LogoPage{
		Frame: frame(), Version: 4,
		Marks:    []console.MarkChoice{{Name: "light", Src: "/brand/aa/logo.png", Width: 400, Height: 100}, {Name: "dark"}, {Name: "icon"}},
		Pictures: []console.MarkPicture{{Key: "KEY", Src: "/uploads/KEY/480.webp", Width: 400, Height: 100}},
		Icons:    []console.IconShown{{Src: "/brand/aa/icon-32.png", Side: 32}, {Src: "/brand/aa/icon-512.png", Side: 512}},
	}
}

func TestLogo_keepsWhatIsThereUnlessAnotherIsChosen(t *testing.T) {
	p := drawn.Draw(t, console.Logo(logo()))
	p.Sound()
	p.Has("[name=light][checked]", "value", "keep")
	p.Has("[name=dark][checked]", "value", "")
	p.Count("[name=dark][value=keep]", 0)
	p.Count("[value=KEY]", 3)
	p.Has("main [name=version]", "value", "4")
	p.Has(".logo-icons li:last-child img", "width", "96")
}

func TestLogo_comesBackWithWhatWasChosen(t *testing.T) {
	back := logo()
	back.Form = console.Form{Name: "logo", Values: map[string]string{"light": "", "dark": "KEY"}, Errors: map[string]string{"light": "Choose the logo for light pages too."}}
	p := drawn.Draw(t, console.Logo(back))
	p.Sound()
	p.Has("[name=dark][checked]", "value", "KEY")
	p.Mentions("#logo-light-error", "light pages too")
}
