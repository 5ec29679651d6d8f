package art

// mood is a limited palette with a light of its own: an hour and a weather.
// A scene is drawn from these few colours and mixtures of them and from nothing
// else, which is what holds a picture together.
type mood struct {
	sky, low colour // the sky overhead, and at the horizon
	glow     colour // sun, moon, lamp
	far, near, ink,
	light colour // distance to foreground to the darkest; and what the light falls on
	accent, second colour // two voices that speak against the rest, used sparingly
	dark           bool   // windows are lit, stars are out
}

var (
	dawn = mood{
		sky: lch(.72, .075, 232), low: lch(.91, .075, 62), glow: lch(.965, .07, 88),
		far: lch(.74, .07, 305), near: lch(.35, .085, 285), ink: lch(.23, .055, 282),
		light: lch(.955, .03, 75), accent: lch(.67, .175, 38), second: lch(.66, .09, 195),
	}
	gold = mood{
		sky: lch(.82, .085, 78), low: lch(.945, .06, 92), glow: lch(.975, .06, 98),
		far: lch(.78, .06, 125), near: lch(.38, .065, 160), ink: lch(.25, .04, 175),
		light: lch(.965, .03, 92), accent: lch(.62, .185, 35), second: lch(.56, .09, 225),
	}
	clear = mood{
		sky: lch(.72, .095, 232), low: lch(.94, .035, 205), glow: lch(.98, .045, 98),
		far: lch(.77, .06, 212), near: lch(.41, .085, 205), ink: lch(.26, .055, 245),
		light: lch(.97, .015, 92), accent: lch(.69, .175, 47), second: lch(.80, .135, 88),
	}
	rain = mood{
		sky: lch(.58, .03, 238), low: lch(.82, .03, 205), glow: lch(.93, .08, 90),
		far: lch(.67, .032, 228), near: lch(.36, .042, 242), ink: lch(.23, .032, 250),
		light: lch(.92, .015, 215), accent: lch(.83, .155, 88), second: lch(.58, .135, 28),
	}
	dusk = mood{
		sky: lch(.37, .10, 283), low: lch(.79, .135, 48), glow: lch(.92, .11, 78),
		far: lch(.56, .11, 335), near: lch(.28, .08, 300), ink: lch(.18, .05, 295),
		light: lch(.89, .075, 70), accent: lch(.82, .145, 76), second: lch(.64, .11, 205),
		dark: true,
	}
	night = mood{
		sky: lch(.21, .06, 268), low: lch(.47, .085, 248), glow: lch(.945, .06, 98),
		far: lch(.38, .07, 255), near: lch(.22, .052, 265), ink: lch(.145, .036, 270),
		light: lch(.86, .08, 85), accent: lch(.83, .145, 82), second: lch(.66, .16, 32),
		dark: true,
	}
	frost = mood{
		sky: lch(.76, .045, 245), low: lch(.945, .022, 60), glow: lch(.985, .03, 88),
		far: lch(.81, .035, 248), near: lch(.47, .06, 255), ink: lch(.29, .055, 265),
		light: lch(.985, .008, 240), accent: lch(.60, .19, 28), second: lch(.77, .12, 82),
	}
	rose = mood{
		sky: lch(.73, .095, 355), low: lch(.925, .06, 52), glow: lch(.975, .05, 82),
		far: lch(.71, .085, 345), near: lch(.39, .095, 325), ink: lch(.25, .065, 312),
		light: lch(.965, .025, 62), accent: lch(.60, .105, 188), second: lch(.79, .14, 75),
	}
	sea = mood{
		sky: lch(.80, .055, 185), low: lch(.95, .04, 100), glow: lch(.98, .05, 98),
		far: lch(.74, .07, 190), near: lch(.40, .075, 215), ink: lch(.25, .055, 240),
		light: lch(.97, .02, 95), accent: lch(.64, .195, 30), second: lch(.83, .13, 88),
	}
	safelight = mood{
		sky: lch(.17, .065, 24), low: lch(.33, .13, 27), glow: lch(.70, .21, 35),
		far: lch(.37, .14, 27), near: lch(.22, .08, 24), ink: lch(.115, .035, 20),
		light: lch(.74, .15, 40), accent: lch(.64, .22, 30), second: lch(.52, .17, 20),
		dark: true,
	}
	amberlight = mood{
		sky: lch(.18, .05, 55), low: lch(.35, .095, 58), glow: lch(.80, .16, 72),
		far: lch(.40, .105, 58), near: lch(.24, .06, 52), ink: lch(.13, .03, 48),
		light: lch(.80, .12, 76), accent: lch(.74, .16, 64), second: lch(.55, .13, 45),
		dark: true,
	}
)

// tinted turns every hue a little, so that two variants in one mood are
// relatives and not twins.
func (m mood) tinted(degrees float64) mood {
	for _, c := range []*colour{&m.sky, &m.low, &m.glow, &m.far, &m.near, &m.ink, &m.light, &m.accent, &m.second} {
		*c = c.turn(degrees)
	}
	return m
}

// depth is the colour of something at the distance t: 0 at the horizon, 1 at our feet.
func (m mood) depth(t float64) colour { return mix(m.far, m.near, t) }

// wall is the colour of a wall indoors, light by day and deep in the evening.
func (m mood) wall() colour {
	if m.dark {
		return mix(m.near, m.far, .45)
	}
	return mix(m.light, m.far, .42)
}

// lamp is the colour of electric light, warm in every mood but the darkroom's.
func (m mood) lamp() colour {
	if m.ink.l < .135 {
		return m.glow
	}
	return lch(.84, .135, 80)
}

// pane is the colour of a window seen from outside.
func (m mood) pane(lit bool) colour {
	if lit && m.dark {
		return m.lamp()
	}
	return mix(m.near, m.sky, .25)
}
