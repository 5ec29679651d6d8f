package tint

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParse_readsWhatPeopleType(t *testing.T) {
	for typed, want := range map[string]string{
		"#1A2B3C": "#1a2b3c", " 1a2b3c ": "#1a2b3c", "#fA0": "#ffaa00", "#000000": "#000000", "#ffffff": "#ffffff",
	} {
		c, err := Parse(typed)
		if err != nil || c.Hex() != want {
			t.Errorf("%q is %s (%v), want %s", typed, c.Hex(), err, want)
		}
	}
	for _, typed := range []string{"", "#", "red", "#12345", "#1234567", "#12345g", "url(x)", "#12;}a"} {
		if c, err := Parse(typed); err == nil {
			t.Errorf("%q was taken as %s", typed, c.Hex())
		}
	}
}

func TestContrast_isThatOfTheStandard(t *testing.T) {
	for _, test := range []struct {
		one, two string
		want     float64
	}{{"#000", "#fff", 21}, {"#fff", "#000", 21}, {"#777", "#fff", 4.48}, {"#0000ff", "#fff", 8.59}, {"#abc", "#abc", 1}} {
		one, _ := Parse(test.one)
		two, _ := Parse(test.two)
		if got := Contrast(one, two); math.Abs(got-test.want) > 0.02 {
			t.Errorf("%s on %s: %.2f, want %.2f", test.one, test.two, got, test.want)
		}
	}
}

func TestAccentOf_keepsWhatCanBeRead(t *testing.T) {
	a, err := AccentOf("#1c5a46")
	if err != nil || a.Light.Corrected() || a.Accent.Light.Hex() != "#1c5a46" {
		t.Errorf("a dark green became %s in light (%v)", a.Accent.Light.Hex(), err)
	}
	if !a.Dark.Corrected() || a.Dark.Is < Readable {
		t.Errorf("a dark green was left at %.2f in dark", a.Dark.Is)
	}
	if b, _ := AccentOf("#ffd84d"); !b.Light.Corrected() || b.Dark.Corrected() || b.Accent.Dark.Hex() != "#ffd84d" {
		t.Errorf("a yellow became %s in light and %s in dark", b.Accent.Light.Hex(), b.Accent.Dark.Hex())
	}
	if _, err := AccentOf("spruce"); err == nil {
		t.Error("a word was taken for a colour")
	}
}

// Whatever is asked for, everything that is made of it can be read, and its hue is the one that was asked for.
func TestAccentOf_canBeReadWhateverIsAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hex := fmt.Sprintf("#%06x", rapid.IntRange(0, 0xffffff).Draw(t, "colour"))
		a, err := AccentOf(hex)
		if err != nil {
			t.Fatal(err)
		}
		for scheme, of := range map[string]func(Pair) Colour{
			"light": func(p Pair) Colour { return p.Light }, "dark": func(p Pair) Colour { return p.Dark },
		} {
			for _, c := range []Colour{of(a.Accent), of(a.Strong)} {
				// as it is written in the style sheet, three digits long
				if got := a.least(c, of); got < Readable-0.02 {
					t.Fatalf("%s in %s: %s has a contrast of %.2f", hex, scheme, c.CSS(), got)
				}
				if turn := math.Abs(math.Mod(c.H-a.Asked.H+540, 360) - 180); c.C > 0.02 && turn > 1 {
					t.Fatalf("%s in %s: the hue turned by %.1f", hex, scheme, turn)
				}
			}
		}
	})
}

func TestGrounds_areThoseOfTheStyleSheet(t *testing.T) {
	source, err := os.ReadFile("../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range grounds {
		if line := "--" + name + ": " + pair.CSS() + ";"; !strings.Contains(string(source), line) {
			t.Errorf("tokens.css has no %s", line)
		}
	}
}
