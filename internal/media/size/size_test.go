package size_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/commonthread/commonthread/internal/media/size"
)

// Whatever its proportions: smallest first, none wider than the picture, the whole picture among them, exactly one
// file that every browser knows, and all under names that are deleted again.
func TestOf_anyPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h, clear := rapid.IntRange(1, size.Longest).Draw(t, "width"), rapid.IntRange(1, size.Longest).Draw(t, "height"), rapid.Bool().Draw(t, "clear")
		all := size.Of(w, h, clear)
		fallbacks := 0
		for i, s := range all {
			if s.Width > w || s.Width < 1 || s.Height > h || s.Height < 1 || i > 0 && s.Width < all[i-1].Width {
				t.Fatalf("%dx%d has %+v", w, h, all)
			}
			if !slices.Contains(size.Names(), s.Name) {
				t.Fatalf("%s is never deleted", s.Name)
			}
			if s.Type != size.WebP {
				fallbacks++
				if want := map[bool]string{true: "image/png", false: "image/jpeg"}[clear]; s.Type != want {
					t.Fatalf("the fallback is %s, want %s", s.Type, want)
				}
			}
		}
		if fallbacks != 1 {
			t.Fatalf("%d files that every browser knows", fallbacks)
		}
		if last := all[len(all)-1]; last.Width != w || last.Height != h {
			t.Fatalf("the largest is %dx%d of %dx%d", last.Width, last.Height, w, h)
		}
	})
}
