package markup

import (
	"fmt"
	stdhtml "html"
	"regexp"
	"slices"
	"strings"
)

// Picture is an upload that a text may show, in the sizes it is kept in.
type Picture struct {
	Width, Height int
	Sizes         []PictureSize // smallest first
	Notes         string        // whose it is, what others may do with it, how it was taken: shown under a figure
}

// PictureWords are what a text says of an upload: what it shows, and its caption.
type PictureWords struct{ Alt, Caption string }

// PictureSize is one file of an upload, under its address.
type PictureSize struct {
	Name     string
	Width    int
	Fallback bool // in a format that every browser knows
}

// MaxPictures is how many different uploads one text may show; later ones are links.
const MaxPictures = 100

var pictureKey = regexp.MustCompile(`/uploads/([A-Za-z0-9_-]{22})`)

// PictureKeys finds the keys of uploads that a source may show, each once. The text around them may turn out to be
// code or a link: what is shown Document.Pictures says.
func PictureKeys(source string) []string {
	var keys []string
	for _, found := range pictureKey.FindAllStringSubmatch(source, -1) {
		if !slices.Contains(keys, found[1]) {
			keys = append(keys, found[1])
		}
		if len(keys) == MaxPictures {
			break
		}
	}
	return keys
}

// column is how wide a picture stands in a post, for browsers to choose a size by: all of a phone, and the measure of
// the text otherwise.
const column = "(max-width: 45rem) 100vw, 42rem"

// draw is the picture in its sizes, and a link to the largest where it stands in none. It depends on the upload and
// the words alone.
func (p Picture) draw(href, alt, sizes string, inLink bool) string {
	var srcset []string
	fallback := ""
	for _, s := range p.Sizes {
		if s.Fallback {
			fallback = href + "/" + s.Name
			continue
		}
		srcset = append(srcset, fmt.Sprintf("%s/%s %dw", href, s.Name, s.Width))
	}
	drawn := fmt.Sprintf(`<picture><source type="image/webp" srcset="%s" sizes="%s"><img src="%s" alt="%s" width="%d" height="%d" loading="lazy" decoding="async"></picture>`,
		strings.Join(srcset, ", "), sizes, fallback, stdhtml.EscapeString(alt), p.Width, p.Height)
	if inLink {
		return drawn
	}
	return fmt.Sprintf(`<a class="picture" href="%s">%s</a>`, href, drawn)
}

// length is how much of the allowance for addresses the picture takes.
func (p Picture) length(href string) int { return len(href) * (len(p.Sizes) + 1) }
