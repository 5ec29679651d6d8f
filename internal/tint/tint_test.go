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

func TestNormal_isWhatIsStoredAndReadsItselfBack(t *testing.T) {
	for _, hex := range []string{"#000000", "#ffffff", "#1a2b3c", "#ffd84d", "#010101"} {
		for _, typed := range []string{hex, strings.ToUpper(hex), " " + hex + "\n", hex[1:]} {
			if got, err := Normal(typed); err != nil || got != hex {
				t.Errorf("%q is stored as %q (%v), want %s", typed, got, err, hex)
			}
		}
	}
	for _, typed := range []string{"##123", "#1 2", "#ｆｆｆ", "ääß", "0x1a2b3c", "#1a2b3c80", "#12345\u0661", "#abc;", "\x00\x00\x00", "rgb(1,2,3)", "#-12345"} {
		if got, err := Normal(typed); err == nil {
			t.Errorf("%q was taken as %s", typed, got)
		}
	}
}

func TestParse_theCornersOfTheScreenComeBackAsTheyWere(t *testing.T) {
	for r := 0; r <= 255; r += 51 {
		for g := 0; g <= 255; g += 51 {
			for b := 0; b <= 255; b += 51 {
				hex := fmt.Sprintf("#%02x%02x%02x", r, g, b)
				c, err := Parse(hex)
				if err != nil || c.Hex() != hex {
					t.Errorf("%s comes back as %s (%v)", hex, c.Hex(), err)
				}
				if c.L < -1e-6 || c.L > 1.0001 || c.C < 0 || c.C > 0.37 || c.H < 0 || c.H >= 360 {
					t.Errorf("%s is read as %+v", hex, c)
				}
			}
		}
	}
}

func TestShown_keepsLightnessAndHueAndGivesUpChroma(t *testing.T) {
	for _, c := range []Colour{{0.5, 0.4, 145}, {0.9, 0.37, 264}, {0.4, 0.3, 100}, {0.7, 1, 29}, {0.9, 0.2, 0}} {
		got := c.Shown()
		if got.L != c.L || got.H != c.H || got.C >= c.C {
			t.Errorf("%+v is shown as %+v", c, got)
		}
		if again := got.Shown(); again != got {
			t.Errorf("%+v is shown as another colour the second time: %+v", got, again)
		}
	}
	for _, c := range []Colour{{0.5, 0.05, 145}, {0, 0, 0}, {1, 0, 0}, {0.628, 0.2, 29}} {
		if got := c.Shown(); got != c {
			t.Errorf("%+v can be shown, and is shown as %+v", c, got)
		}
	}
	for _, c := range []Colour{{-1, 0, 0}, {2, 0, 0}, {1.5, 3, 900}, {-0.2, 0.4, -30}} {
		if hex := c.Hex(); len(hex) != 7 || hex[0] != '#' {
			t.Errorf("%+v, which no screen has, is %q", c, hex)
		}
	}
}

func TestColour_CSS_isShortAndHasNoMoreDigitsThanAreSeen(t *testing.T) {
	for want, c := range map[string]Colour{
		"oklch(0 0 0)": {}, "oklch(1 0 0)": {1, 0, 0}, "oklch(0.5 0.123 145.7)": {0.50004, 0.12349, 145.66}, "oklch(0.985 0.005 150)": {0.985, 0.005, 150}, "oklch(0.1 0 360)": {0.1, 0, 359.99},
	} {
		if got := c.CSS(); got != want {
			t.Errorf("%+v is written %s, want %s", c, got, want)
		}
	}
	if got := (Pair{Colour{1, 0, 0}, Colour{}}).CSS(); got != "light-dark(oklch(1 0 0), oklch(0 0 0))" {
		t.Errorf("a pair is written %s", got)
	}
}

// Black, white and the greys have no hue to keep, and yellow and blue lie at the ends of what can be read.
func TestAccentOf_standsTheColoursThatLeaveNoRoom(t *testing.T) {
	for _, hex := range []string{"#000000", "#ffffff", "#808080", "#ffff00", "#0000ff", "#00ff00", "#ff00ff", "#010101", "#fefefe"} {
		a, err := AccentOf(hex)
		if err != nil {
			t.Fatal(err)
		}
		for scheme, j := range map[string]Judgement{"light": a.Light, "dark": a.Dark} {
			if j.Is < Readable || j.Corrected() != (j.Asked < Readable) || math.IsNaN(j.Colour.L+j.Colour.C+j.Colour.H) {
				t.Errorf("%s in %s: %+v", hex, scheme, j)
			}
			if !j.Corrected() && j.Is != j.Asked {
				t.Errorf("%s in %s can be read, and is another colour: %+v", hex, scheme, j)
			}
		}
		if a.Strong.Light == a.Accent.Light || a.Strong.Dark == a.Accent.Dark {
			t.Errorf("%s: nothing changes under the pointer", hex)
		}
		if a.Asked.Hex() != hex {
			t.Errorf("%s is remembered as %s", hex, a.Asked.Hex())
		}
	}
}

func TestAccentOf_movesAColourOneWayOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, err := AccentOf(fmt.Sprintf("%06x", rapid.IntRange(0, 0xffffff).Draw(t, "colour")))
		if err != nil {
			t.Fatal(err)
		}
		if a.Light.Colour.L > a.Asked.L+1e-9 || a.Dark.Colour.L < a.Asked.L-1e-9 {
			t.Fatalf("%s became lighter in light or darker in dark: %+v, %+v", a.Asked.Hex(), a.Light, a.Dark)
		}
		if a.Wash.Light.C > 0.035 || a.Wash.Dark.C > 0.05 || a.On.Light.C > 0.01 {
			t.Fatalf("%s: what words stand on is loud: %+v, %+v", a.Asked.Hex(), a.Wash, a.On)
		}
	})
}
