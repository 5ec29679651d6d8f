package pages

import (
	"fmt"
	"os"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
)

// The screens that pictures are taken on: a phone, a tablet, a laptop, a desk.
var pictureSizes = []browsertest.Size{
	{Width: 390, Height: 844, Touch: true}, {Width: 768, Height: 1024, Touch: true}, {Width: 1280, Height: 900}, {Width: 1600, Height: 1000},
}

// Where nobody asked for pictures (make screenshots) a few are taken, to see that it works: other tests visit each page.
func TestEveryPage_showsItself(t *testing.T) {
	s := demonstration(t)
	sizes, all := pictureSizes, s.samples()
	asked := os.Getenv(browsertest.ScreenshotVariable) != ""
	if !asked {
		t.Setenv(browsertest.ScreenshotVariable, t.TempDir())
		sizes, all = sizes[:1], all[:2]
	}
	for _, size := range sizes {
		t.Run(fmt.Sprint(size.Width), func(t *testing.T) {
			if asked {
				t.Parallel()
			}
			walk := s.walk(t, browsertest.On(size))
			for _, p := range all {
				tab := walk.to(t, p)
				if tab == nil {
					continue
				}
				for look, dark := range map[string]bool{"light": false, "dark": true} {
					tab.Prefer(dark)
					tab.Screenshot(fmt.Sprintf("%s-%d-%s", p.name, size.Width, look))
				}
				tab.Prefer(false)
			}
		})
	}
}
