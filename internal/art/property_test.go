package art

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// misdrawn names the shapes of a document that a browser does not draw, or draws out of anybody's sight: sizes below
// nothing, and positions farther off than the picture is large.
func misdrawn(document []byte, w, h float64) (found []string) {
	err := eachToken(document, func(token xml.Token) {
		element, ok := token.(xml.StartElement)
		if !ok || element.Name.Local == "svg" {
			return
		}
		for _, a := range element.Attr {
			v, err := strconv.ParseFloat(a.Value, 64)
			if err != nil {
				continue
			}
			far := w
			switch a.Name.Local {
			case "width", "height", "r", "rx", "ry", "stroke-width":
				if v < 0 {
					found = append(found, fmt.Sprintf("%s with %s %s", element.Name.Local, a.Name.Local, a.Value))
				}
			case "y", "cy":
				far = h
				fallthrough
			case "x", "cx":
				if v < -far || v > 2*far {
					found = append(found, fmt.Sprintf("%s at %s %s", element.Name.Local, a.Name.Local, a.Value))
				}
			case "opacity", "stop-opacity", "fill-opacity":
				if v < 0 || v > 1 {
					found = append(found, a.Name.Local+" "+a.Value)
				}
			}
		}
	})
	if err != nil {
		found = append(found, err.Error())
	}
	return found
}

func TestMisdrawn_seesWhatItIsFor(t *testing.T) {
	for _, bad := range []string{`<rect width="-1"/>`, `<circle r="-2"/>`, `<circle cx="900"/>`, `<rect y="-400"/>`, `<g opacity="1.2"/>`} {
		if len(misdrawn([]byte(`<svg>`+bad+`</svg>`), 300, 300)) != 1 {
			t.Errorf("nothing is found in %s", bad)
		}
	}
	if got := misdrawn([]byte(`<svg width="9000"><rect x="-20" width="400" height="0"/></svg>`), 300, 300); len(got) != 0 {
		t.Errorf("a plain picture is refused: %q", got)
	}
}

func TestCover_anyVariantIsWholeSmallAndTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(Scenes()).Draw(t, "scene")
		variant := rapid.Uint32().Draw(t, "variant")
		picture, err := Cover(name, variant)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Cover(name, variant)
		if err != nil || !bytes.Equal(picture, again) {
			t.Fatalf("drawn differently the second time (%v)", err)
		}
		if found := faults(picture); len(found) > 0 {
			t.Fatalf("faults: %q", found)
		}
		if found := misdrawn(picture, width, height); len(found) > 0 {
			t.Fatalf("misdrawn: %q", found)
		}
		if len(picture) > coverMostBytes {
			t.Fatalf("%d bytes, at most %d", len(picture), coverMostBytes)
		}
	})
}

// A scene is drawn in the moods that become it; none may come apart in another, should somebody give it one.
func TestScenes_areWholeInEveryMood(t *testing.T) {
	moods := []mood{dawn, gold, clear, rain, dusk, night, frost, rose, sea, safelight, amberlight}
	for _, c := range scenes {
		for i, m := range moods {
			one := scene{c.name, []mood{m.tinted(float64(14 - 14*(i%3)))}, c.draw}
			picture := one.render(0)
			label := fmt.Sprintf("%s, mood %d", c.name, i)
			mustBeSafe(t, label, picture)
			if found := misdrawn(picture, width, height); len(found) > 0 {
				t.Errorf("%s: %q", label, found)
			}
		}
	}
}

var drawnTraits = rapid.Custom(func(t *rapid.T) Traits {
	return Traits{
		Skin: rapid.SampledFrom(skins).Draw(t, "skin"), Hair: rapid.SampledFrom(hairs).Draw(t, "hair"),
		HairColour: rapid.SampledFrom(hairColours).Draw(t, "colour"), Glasses: rapid.SampledFrom(allGlasses).Draw(t, "glasses"),
		Beard: rapid.SampledFrom(beards).Draw(t, "beard"), Hat: rapid.SampledFrom(hats).Draw(t, "hat"), Top: rapid.SampledFrom(allTops).Draw(t, "top"),
	}
})

func TestAvatarOf_anySeedAndTraitsGiveOneWholeSmallFace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, traits := rapid.String().Draw(t, "seed"), drawnTraits.Draw(t, "traits")
		face := AvatarOf(seed, traits)
		if !bytes.Equal(face, AvatarOf(seed, traits)) {
			t.Fatal("drawn differently the second time")
		}
		if found := append(faults(face), misdrawn(face, 96, 96)...); len(found) > 0 {
			t.Fatalf("%q", found)
		}
		if most := avatarMostBytes + 900; len(face) > most { // what nobody's seed puts on all at once is a little more
			t.Fatalf("%d bytes, at most %d", len(face), most)
		}
		if len(seed) > 6 && strings.Contains(string(face), seed) {
			t.Fatalf("the seed %q stands in the picture", seed)
		}
	})
}

// Whoever has a dark skin, or a light one, has eyes, brows and a shirt that can be told from it.
func TestFace_whatIsWornCanBeToldFromWhoWearsIt(t *testing.T) {
	ink := lch(.2, .03, 40)
	for _, skin := range skins {
		for _, hair := range hairColours {
			for _, cut := range []Hair{HairShort, HairScarf} {
				for n := range 40 {
					f := newFace(newSheet("f-", diceOf("test", strconv.Itoa(n))), Traits{Skin: skin, HairColour: hair, Hair: cut, Hat: HatBeanie})
					for what, far := range map[string]struct{ is, least float64 }{
						"eyes and skin":     {distance(ink, f.skin), .17},
						"brows and skin":    {distance(f.brow, f.skin), .14},
						"shirt and skin":    {distance(f.top, f.skin), .13},
						"shirt and ground":  {distance(f.top, f.ground), .19},
						"cloth and ground":  {distance(f.cloth(), f.ground), .15},
						"shadow and skin":   {distance(f.shadow, f.skin), .05},
						"skin and backdrop": {distance(f.skin, f.ground), .03},
					} {
						if far.is < far.least {
							t.Errorf("%s skin, %s hair, dice %d: %s are %.3f apart, want %.2f", skin, hair, n, what, far.is, far.least)
						}
					}
				}
			}
		}
	}
}

// newFace throws for a shirt until one stands out: there must always be one, or the program hangs.
func TestFace_someShirtStandsOutFromEverySkinAndBackdrop(t *testing.T) {
	for _, skin := range skins {
		for i, ground := range backdrops {
			fitting := 0
			for _, top := range tops {
				if distance(top, ground) >= .19 && distance(top, skinTones[skin]) >= .13 {
					fitting++
				}
			}
			if fitting < 3 {
				t.Errorf("%s skin before backdrop %d: %d shirts stand out", skin, i, fitting)
			}
		}
	}
}

func TestSheet_anyNestingIsWellFormedAndNamesEachPaintOnce(t *testing.T) {
	paintName := regexp.MustCompile(`(?:linear|radial)Gradient id="([^"]+)"`)
	rapid.Check(t, func(t *rapid.T) {
		s := newSheet("t-", diceOf("sheet"))
		s.mood = dawn
		colours := []colour{dawn.sky, dawn.low, dawn.glow.alpha(.4), dawn.ink}
		used := map[string]bool{}
		var draw func(depth int)
		draw = func(depth int) {
			for range rapid.IntRange(1, 4).Draw(t, "shapes") {
				a, b := rapid.SampledFrom(colours).Draw(t, "a"), rapid.SampledFrom(colours).Draw(t, "b")
				op := rapid.IntRange(0, 8).Draw(t, "op")
				if depth > 3 && op > 4 {
					op = 0
				}
				switch op {
				case 0:
					s.fill(a, "M0 0h9")
				case 1:
					s.fill(s.down(a, b), box(1, 2, 3, 4))
					used[fmt.Sprint("down", a, b)] = true
				case 2:
					s.rect(s.around(a, b), 0, 0, 10, 10, 2)
					used[fmt.Sprint("around", a, b)] = true
				case 3:
					s.disc(a, 1, 2, 3)
				case 4:
					s.band(a, 2, "M0 0H9")
				case 5:
					s.at(1, 2, -1, 1, func() { draw(depth + 1) })
				case 6:
					s.turned(30, 1, 2, func() { draw(depth + 1) })
				case 7:
					s.faded(.5, func() { draw(depth + 1) })
				case 8:
					s.within("M0 0h9v9z", func() { draw(depth + 1) })
				}
			}
		}
		draw(0)
		document := s.document(96, 96)
		if found := faults(document); len(found) > 0 {
			t.Fatalf("%q in %s", found, document)
		}
		if n := len(paintName.FindAllSubmatch(document, -1)); n != len(used) {
			t.Fatalf("%d gradients are defined for %d", n, len(used))
		}
	})
}
