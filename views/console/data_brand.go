package console

import (
	"strconv"
	"time"

	"github.com/commonthread/commonthread/internal/tint"
	"github.com/commonthread/commonthread/models"
	"github.com/commonthread/commonthread/views/ui"
)

// BrandPage is how the community looks.
type BrandPage struct {
	Frame
	Form
	Version  int64
	Now      map[string]string
	Sample   BrandSample
	Versions []BrandVersion
}

// BrandSample is a piece of a page as it would look.
type BrandSample struct {
	Name, Tagline, HostLine string
	Links                   []models.FooterLink
	Sheet                   string       // its style sheet
	Colours                 []AccentLine // empty: the program's own
}

// AccentLine is what became of the accent in one scheme.
type AccentLine struct {
	Scheme        string // "light" or "dark"
	Asked, Shown  string
	Corrected     bool
	Contrast, Now string // "3.1 to 1", of what was asked for and of what is shown
}

// BrandVersion is how the community looked for a while.
type BrandVersion struct {
	Number   int64
	Name     string
	Accent   string
	Typeface models.Typeface
	Corners  models.Corners
	Author   string // empty: it was so from the beginning
	At       time.Time
}

var typefaceWords = map[models.Typeface]ui.Option{
	models.TypefaceMagazine: {Label: "Newsreader and Instrument Sans", Hint: "A serif to read in, a sans for the rest."},
	models.TypefacePlain:    {Label: "Instrument Sans", Hint: "Plain and modern, throughout."},
	models.TypefaceBook:     {Label: "Newsreader", Hint: "Like a book, throughout."},
}

var cornerWords = map[models.Corners]ui.Option{
	models.CornersSquare: {Label: "Square"},
	models.CornersSoft:   {Label: "Soft"},
	models.CornersRound:  {Label: "Round"},
}

func typefaces() []ui.Option { return options(models.Typefaces, typefaceWords) }

func corners() []ui.Option { return options(models.CornersList, cornerWords) }

func options[V ~string](list []V, words map[V]ui.Option) []ui.Option {
	var all []ui.Option
	for _, v := range list {
		o := words[v]
		o.Value = string(v)
		all = append(all, o)
	}
	return all
}

// words say what a version was like.
func (v BrandVersion) words() string {
	colour := "the colour it came with"
	if v.Accent != "" {
		colour = v.Accent
	}
	return "“" + v.Name + "” in " + colour + ", set in " + typefaceWords[v.Typeface].Label + ", with " + lowerFirst(cornerWords[v.Corners].Label) + " corners"
}

func (v BrandVersion) title() string { return "Version " + strconv.FormatInt(v.Number, 10) }

// spruce is the program's own accent in light, for the browser's way of choosing a colour to begin with.
const spruce = "#00533f"

func (p BrandPage) pick() string {
	if hex, err := tint.Normal(p.value("brand", "accent", p.Now["accent"])); err == nil {
		return hex
	}
	return spruce
}

// linkNumbers are those of the fields for links.
func linkNumbers() []string {
	var list []string
	for i := range models.FooterLinksMost {
		list = append(list, strconv.Itoa(i+1))
	}
	return list
}
