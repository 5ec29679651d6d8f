package pictures

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/commonthread/commonthread/internal/media/size"
	"github.com/commonthread/commonthread/models"
)

//go:embed kept/*.webp kept/index.txt
var kept embed.FS

// Picture is one of the kept files.
type Picture struct {
	Name string
	models.PictureInput
}

// All are the pictures, in the order of the list that they were painted from.
var All = sync.OnceValues(func() ([]Picture, error) {
	text, err := kept.ReadFile("kept/index.txt")
	if err != nil {
		return nil, fmt.Errorf("list the demonstration's pictures: %w", err)
	}
	var all []Picture
	for line := range strings.Lines(string(text)) {
		var p Picture
		if _, err := fmt.Sscan(line, &p.Name, &p.Width, &p.Height, &p.Colour, &p.Hash); err != nil {
			return nil, fmt.Errorf("list the demonstration's pictures: %q: %w", line, err)
		}
		all = append(all, p)
	}
	return all, nil
})

// Named finds a picture by its name.
func Named(name string) (Picture, error) {
	all, err := All()
	if err != nil {
		return Picture{}, err
	}
	for _, p := range all {
		if p.Name == name {
			return p, nil
		}
	}
	return Picture{}, fmt.Errorf("the demonstration has no picture %q", name)
}

// File is the picture as it was sent.
func (p Picture) File() ([]byte, error) { return kept.ReadFile("kept/" + p.Name + ".webp") }

// FaceCrop is how much of a portrait its sitter shows as a face.
var FaceCrop = models.Crop{X: 50, Y: 45, Span: 62}

// FaceHash is what the files of that face are kept under.
func (p Picture) FaceHash() string { return FaceCrop.Hash(p.Hash) }

func (p Picture) smallest() string { return p.StoredName(size.Of(p.Width, p.Height, p.Clear)[0]) }
