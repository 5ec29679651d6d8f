package tint

import "fmt"

// Readable is the contrast that words need on their ground, by WCAG 2.2, AA.
const Readable = 4.5

// Pair is a colour in light and in dark.
type Pair struct{ Light, Dark Colour }

// CSS is the pair as a style sheet has it.
func (p Pair) CSS() string { return fmt.Sprintf("light-dark(%s, %s)", p.Light.CSS(), p.Dark.CSS()) }

// grounds are what words in the accent stand on, as tokens.css has them.
var grounds = map[string]Pair{
	"paper":  {Colour{0.985, 0.005, 150}, Colour{0.195, 0.014, 178}},
	"raised": {Colour{1, 0, 0}, Colour{0.235, 0.016, 178}},
	"sunk":   {Colour{0.955, 0.009, 150}, Colour{0.165, 0.013, 178}},
}

// Accent is what one colour becomes: the colour that acts, the one under the pointer, what is written on it, and the
// wash behind words in it.
type Accent struct {
	Asked                    Colour
	Accent, Strong, On, Wash Pair
	// Light and Dark say what became of the wish in each scheme.
	Light, Dark Judgement
}

// Judgement is what a colour's contrast is at its least, and what it was made into where that is too little.
type Judgement struct {
	Asked, Is float64 // contrasts
	Colour    Colour
}

// Corrected reports whether the colour that was asked for could not be read.
func (j Judgement) Corrected() bool { return j.Asked < Readable }

// step is how far lightness moves at a time: too little to be seen.
const step = 0.004

// AccentOf makes an accent of a colour. Where the colour cannot be read on the pages it is made darker in light, or
// lighter in dark, until it can: hue stays, and chroma as far as a screen shows it.
func AccentOf(hex string) (Accent, error) {
	asked, err := Parse(hex)
	if err != nil {
		return Accent{}, err
	}
	a := Accent{Asked: asked}
	a.Wash = Pair{Colour{0.945, min(asked.C*0.3, 0.035), asked.H}, Colour{0.285, min(asked.C*0.4, 0.05), asked.H}}
	a.On = Pair{Colour{0.985, min(asked.C, 0.01), asked.H}, Colour{0.2, min(asked.C, 0.03), asked.H}}
	light := func(c Colour) float64 { return a.least(c, func(p Pair) Colour { return p.Light }) }
	dark := func(c Colour) float64 { return a.least(c, func(p Pair) Colour { return p.Dark }) }
	a.Light, a.Dark = judge(asked, -step, light), judge(asked, step, dark)
	a.Accent = Pair{a.Light.Colour, a.Dark.Colour}
	a.Strong = Pair{moved(a.Accent.Light, -0.07, light), moved(a.Accent.Dark, 0.06, dark)}
	return a, nil
}

// least is the lowest contrast that the colour meets: as words on each ground, and as the ground of what stands on it.
func (a Accent) least(c Colour, of func(Pair) Colour) float64 {
	worst := min(Contrast(c, of(a.Wash)), Contrast(c, of(a.On)))
	for _, ground := range grounds {
		worst = min(worst, Contrast(c, of(ground)))
	}
	return worst
}

func judge(c Colour, by float64, contrast func(Colour) float64) Judgement {
	c = c.Shown()
	j := Judgement{Asked: contrast(c)}
	for contrast(c) < Readable && c.L+by >= 0 && c.L+by <= 1 {
		c.L += by
		c = c.Shown()
	}
	j.Is, j.Colour = contrast(c), c
	return j
}

// moved is a neighbour that can be told apart and read: on the other side where there is no room on the one.
func moved(c Colour, by float64, contrast func(Colour) float64) Colour {
	for _, d := range []float64{by, -by, -2 * by} {
		if one := (Colour{c.L + d, c.C * 0.9, c.H}).Shown(); one.L > 0.1 && one.L < 0.97 && contrast(one) >= Readable {
			return one
		}
	}
	return c
}
