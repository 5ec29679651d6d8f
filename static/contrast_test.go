package static

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// oklch is a colour as tokens.css writes it.
type oklch struct{ l, c, h float64 }

// luminance is WCAG's relative luminance of the colour as sRGB shows it; the
// conversion is the one of CSS Color 4, clipped to what a screen can show.
func (o oklch) luminance() float64 {
	a, b := o.c*math.Cos(o.h*math.Pi/180), o.c*math.Sin(o.h*math.Pi/180)
	cube := func(x float64) float64 { return x * x * x }
	l := cube(o.l + 0.3963377774*a + 0.2158037573*b)
	m := cube(o.l - 0.1055613458*a - 0.0638541728*b)
	s := cube(o.l - 0.0894841775*a - 1.2914855480*b)
	clip := func(x float64) float64 { return min(1, max(0, x)) }
	red := clip(4.0767416621*l - 3.3077115913*m + 0.2309699292*s)
	green := clip(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s)
	blue := clip(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
	return 0.2126*red + 0.7152*green + 0.0722*blue
}

func contrast(one, two oklch) float64 {
	a, b := one.luminance(), two.luminance()
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// pair is a token in light and in dark.
type pair [2]oklch

const number = `([\d.]+)`

var (
	tokenLine = regexp.MustCompile(`--([a-z0-9-]+): light-dark\(oklch\(` + number + ` ` + number + ` ` + number + `\), oklch\(` + number + ` ` + number + ` ` + number + `\)\)`)
	topicRule = regexp.MustCompile(`\[data-colour="([a-z]+)"\] \{\s*--chroma: ` + number + `;\s*--hue: ` + number)
	derived   = regexp.MustCompile(`--(topic|topic-wash): light-dark\(oklch\(` + number + ` (?:calc\()?var\(--chroma\)(?: \* ` + number + `\))? var\(--hue\)\), oklch\(` + number + ` (?:calc\()?var\(--chroma\)(?: \* ` + number + `\))? var\(--hue\)\)\)`)
)

func decimal(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 1
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("read %q: %v", s, err)
	}
	return n
}

func tokens(t *testing.T) map[string]pair {
	t.Helper()
	source, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]pair{}
	for _, m := range tokenLine.FindAllStringSubmatch(string(source), -1) {
		found[m[1]] = pair{
			{decimal(t, m[2]), decimal(t, m[3]), decimal(t, m[4])},
			{decimal(t, m[5]), decimal(t, m[6]), decimal(t, m[7])},
		}
	}
	if len(found) < 20 {
		t.Fatalf("only %d colours were read: this proves nothing", len(found))
	}
	return found
}

var schemes = []string{"light", "dark"}

func hold(t *testing.T, what string, ink, ground pair, least float64) {
	t.Helper()
	for i, scheme := range schemes {
		if got := contrast(ink[i], ground[i]); got < least {
			t.Errorf("%s, %s: contrast %.2f, at least %.1f is needed", what, scheme, got, least)
		}
	}
}

func TestInksCanBeReadOnEveryGroundTheyStandOn(t *testing.T) {
	colours := tokens(t)
	for ink, grounds := range map[string][]string{
		"ink":           {"paper", "raised", "sunk", "accent-wash", "mark-wash", "wrong-wash"},
		"ink-soft":      {"paper", "raised", "sunk", "accent-wash", "mark-wash"},
		"ink-faint":     {"paper", "raised", "sunk"},
		"accent":        {"paper", "raised", "sunk", "accent-wash"},
		"accent-strong": {"paper"},
		"on-accent":     {"accent", "accent-strong"},
		"on-mark":       {"mark"},
		"on-staff":      {"staff"},
		"wrong":         {"paper", "raised", "wrong-wash"},
		"paper":         {"ink"},
		"code-key":      {"sunk"},
		"code-text":     {"sunk"},
		"code-name":     {"sunk"},
		"code-number":   {"sunk"},
	} {
		for _, ground := range grounds {
			one, ok := colours[ink]
			two, ok2 := colours[ground]
			if !ok || !ok2 {
				t.Fatalf("no token for %s on %s", ink, ground)
			}
			hold(t, ink+" on "+ground, one, two, 4.5)
		}
	}
}

func TestEdgesOfControlsCanBeSeen(t *testing.T) {
	colours := tokens(t)
	for _, edge := range []string{"line-strong", "accent", "wrong"} {
		for _, ground := range []string{"paper", "raised"} {
			hold(t, edge+" beside "+ground, colours[edge], colours[ground], 3)
		}
	}
}

func TestTopicColoursAreTheClosedListAndCanBeRead(t *testing.T) {
	source, err := os.ReadFile("css/topics.css")
	if err != nil {
		t.Fatal(err)
	}
	shape := map[string][]string{}
	for _, m := range derived.FindAllStringSubmatch(string(source), -1) {
		shape[m[1]] = m[2:]
	}
	if len(shape) != 2 {
		t.Fatalf("read %d of the 2 derived colours", len(shape))
	}
	colours := tokens(t)
	topics := topicRule.FindAllStringSubmatch(string(source), -1)
	names := ""
	for _, m := range topics {
		names += m[1] + " "
		chroma, hue := decimal(t, m[2]), decimal(t, m[3])
		of := func(name string) pair {
			s := shape[name]
			return pair{
				{decimal(t, s[0]), chroma * decimal(t, s[1]), hue},
				{decimal(t, s[2]), chroma * decimal(t, s[3]), hue},
			}
		}
		for _, ground := range []string{"paper", "raised", "sunk"} {
			hold(t, fmt.Sprintf("%s on %s", m[1], ground), of("topic"), colours[ground], 4.5)
		}
		hold(t, m[1]+" on its wash", of("topic"), of("topic-wash"), 4.5)
		hold(t, "ink on the wash of "+m[1], colours["ink"], of("topic-wash"), 4.5)
		hold(t, "soft ink on the wash of "+m[1], colours["ink-soft"], of("topic-wash"), 4.5)
	}
	if names != "moss rust ocean plum ochre slate rose teal " {
		t.Errorf("the style sheet knows %s", names)
	}
}
