package art

import (
	"fmt"
	"strconv"
)

// Scenes lists the covers that can be drawn: the scenes of stories first, then
// the topics of the demonstration, and last "abstract", which suits any other topic.
func Scenes() []string {
	names := make([]string, len(scenes))
	for i, scene := range scenes {
		names[i] = scene.name
	}
	return names
}

// Cover draws a scene, 1600 by 900, as an SVG document. Variants of a scene
// differ in the hour, the palette and the details; each number is a picture of
// its own for ever. An unknown scene is an error.
func Cover(name string, variant uint32) ([]byte, error) {
	for _, scene := range scenes {
		if scene.name == name {
			return scene.render(variant), nil
		}
	}
	return nil, fmt.Errorf("draw cover %q: no such scene", name)
}

type scene struct {
	name  string
	moods []mood // what becomes it, the best first
	draw  func(*sheet)
}

func (c scene) render(variant uint32) []byte {
	number := strconv.FormatUint(uint64(variant), 36)
	s := newSheet("c"+strconv.FormatUint(uint64(*diceOf(c.name, number))>>40, 36)+"-", diceOf("cover", c.name, number))
	s.variant = variant
	s.mood = c.moods[variant%uint32(len(c.moods))]
	if variant >= uint32(len(c.moods)) {
		s.mood = s.mood.tinted(s.dice.between(-14, 14))
	}
	c.draw(s)
	s.grain(s.light, .16)
	return s.document(int(width), int(height))
}
