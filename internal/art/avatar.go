package art

import "strconv"

// Avatar draws the face that a member has until there is a photograph: a
// portrait in a square of 96 units, meant to be cut round by the page. Seeds
// that differ give faces that differ; use the handle, or better the id, which
// does not change when somebody is renamed. Nothing about a person is guessed
// from the seed: every feature is drawn by lot, each independent of the others
// but for what cannot be worn together.
func Avatar(seed string) []byte { return AvatarOf(seed, Traits{}) }

// AvatarOf draws a face of which some traits are given; the zero value of a
// trait, and a value that is not listed, leave it to the seed.
func AvatarOf(seed string, given Traits) []byte {
	dice := diceOf("avatar", seed)
	traits := given.completed(dice)
	s := newSheet("f"+strconv.FormatUint(diceOf(seed, traits.key()).next()>>36, 36)+"-", dice)
	f := newFace(s, traits)
	f.draw()
	return s.document(96, 96)
}

// face is one portrait in the making. The head is an oval round (48, 45); the
// light comes from the upper left.
type face struct {
	*sheet
	Traits
	skin, shadow, blush colour
	hair, hairLit       colour
	top, trim           colour
	ground              colour
	brow                colour
}

func newFace(s *sheet, traits Traits) *face {
	f := &face{sheet: s, Traits: traits}
	f.skin = skinTones[traits.Skin]
	f.shadow = f.skin.shade(-.085).dull(1.12).turn(-8)
	f.blush = mix(f.skin, lch(.62, .15, 25), .32)
	f.hair = hairTones[traits.HairColour]
	f.hairLit = f.hair.shade(.085)
	f.ground = backdrops[s.dice.below(len(backdrops))]
	f.top = tops[s.dice.below(len(tops))]
	for distance(f.top, f.ground) < .19 || distance(f.top, f.skin) < .13 {
		f.top = tops[s.dice.below(len(tops))]
	}
	f.trim = pick(s.dice, lch(.95, .02, 85), f.top.shade(-.12), f.top.shade(.12))
	f.brow = mix(f.hair, lch(.2, .03, 40), .35)
	if distance(f.brow, f.skin) < .18 {
		f.brow = f.skin.shade(-.26)
	}
	return f
}

// distance is how far two colours look apart: about 0.1 is another shade.
func distance(a, b colour) float64 {
	ax, ay := a.lab()
	bx, by := b.lab()
	return abs(a.l-b.l) + abs(ax-bx) + abs(ay-by)
}

func (f *face) draw() {
	f.rect(f.ground, 0, 0, 96, 96)
	f.disc(f.ground.shade(.05), pick(f.dice, 22.0, 74.0, 48.0), pick(f.dice, 20.0, 30.0), pick(f.dice, 34.0, 42.0))
	f.hairBehind()
	f.body()
	f.headShape()
	f.beard()
	f.features()
	f.hairInFront()
	f.glasses()
	f.hat()
}

func (f *face) body() {
	f.fill(f.shadow, "M40 58H56V80H40z")
	f.fill(f.top, "M10 97Q11 80 30 75L40 72Q48 82 56 72L66 75Q85 80 86 97z")
	f.fill(f.top.shade(-.06), "M66 75Q85 80 86 97H72Q74 84 62 74z")
	switch f.Top {
	case TopCrew:
		f.line(f.trim, 3.4, "M38.5 72Q48 85 57.5 72")
	case TopCollar:
		f.fill(f.trim, "M39 70L48 80L42 89L32 75zM57 70L48 80L54 89L64 75z")
	case TopHood:
		f.fill(f.top.shade(-.1), "M30 76Q30 66 40 68Q48 84 56 68Q66 66 66 76Q58 88 48 88T30 76z")
		f.line(f.trim, 1.8, "M42 84V92M54 84V92")
	case TopRoll:
		f.fill(f.top.shade(.07), "M38 66H58V78Q48 83 38 78z")
		f.line(f.top.shade(-.05), 1.4, "M39 71Q48 75 57 71")
	case TopStripes:
		f.band(f.trim, 3, "M14.6 87.5H81.4M12 94.5H84")
		f.line(f.trim, 3, "M38.5 72Q48 84 57.5 72")
	case TopScarf:
		f.fill(f.trim, "M33 69Q48 80 63 69Q67 76 62 79Q48 86 34 79Q29 76 33 69z")
		f.fill(f.trim.shade(-.07), "M54 80L64 78L66 97H57z")
	default:
		f.fill(f.shadow, "M40 71Q48 90 56 71V66H40z")
	}
}

func (f *face) headShape() {
	if f.Hair != HairScarf {
		f.fill(f.shadow, "M24.5 47a4 5.5 0 0 1 8 0a4 5.5 0 0 1-8 0M63.5 47a4 5.5 0 0 1 8 0a4 5.5 0 0 1-8 0")
	}
	f.fill(f.skin, "M29 40Q29 20 48 20T67 40Q67 56 60 63Q54 69 48 69T36 63Q29 56 29 40z")
	f.fill(f.shadow.alpha(.55), "M60 23Q67 29 67 40Q67 56 60 63Q54 69 48 69Q61 62 62 44Q63 32 60 23z")
}

func (f *face) features() {
	ink := lch(.2, .03, 40)
	f.fill(f.blush.alpha(.7), "M31.4 53a4.6 3 0 0 1 9.2 0a4.6 3 0 0 1-9.2 0M55.4 53a4.6 3 0 0 1 9.2 0a4.6 3 0 0 1-9.2 0")
	switch f.dice.below(4) {
	case 0:
		f.line(ink, 2.4, "M36.5 45.5Q39.5 42.4 42.5 45.5M53.5 45.5Q56.5 42.4 59.5 45.5")
	default:
		f.fill(ink, dot(39.5, 45, 2.5), dot(56.5, 45, 2.5))
		f.fill(lch(.97, .01, 90), dot(40.3, 44.2, .8), dot(57.3, 44.2, .8))
	}
	lift := f.dice.between(-1, 1)
	f.line(f.brow, 2.2, d("M", 35, 39-lift, "Q", 39, 36.4, 43, 38.6, "M", 53, 38.6, "Q", 57, 36.4, 61, 39-lift))
	f.line(f.shadow.shade(-.05), 2, pick(f.dice, "M48.5 44Q51 51 47 52", "M48 45Q46 51 49 52", "M46 51.6Q48.5 53.6 51 51.6"))
	f.mouth(ink)
	if f.Grey() {
		f.line(f.shadow, 1.2, "M32 49l-2.4 1.6M64 49l2.4 1.6M41 33.5Q48 32 55 33.5")
	}
}

func (f *face) mouth(ink colour) {
	lip := mix(f.skin.shade(-.2), lch(.5, .14, 22), .5)
	switch f.dice.below(4) {
	case 0:
		f.fill(mix(ink, lip, .35), "M41.5 57.5Q48 59.5 54.5 57.5Q53.5 64 48 64T41.5 57.5z")
		f.fill(lch(.97, .01, 90), "M43 58.2Q48 59.6 53 58.2Q52.5 60.6 48 60.6T43 58.2z")
	case 1:
		f.line(lip, 2.4, "M42.5 59.5Q49 63 54 58.5")
	case 2:
		f.line(lip, 2.4, "M42 58.5Q48 63.4 54 58.5")
	default:
		f.line(lip, 2.6, "M43.5 60Q48 62.2 52.5 60")
	}
}

func (f *face) glasses() {
	frame := pick(f.dice, lch(.24, .03, 260), lch(.36, .07, 40), lch(.45, .12, 25), lch(.38, .06, 200))
	glass := lch(.98, .01, 220).alpha(.13)
	switch f.Glasses {
	case GlassesRound:
		f.fill(glass, dot(39, 45.5, 7), dot(57, 45.5, 7))
		f.line(frame, 1.9, dot(39, 45.5, 7), dot(57, 45.5, 7), "M46 44.6Q48 43.4 50 44.6M32 44.6L28.6 43.4M64 44.6L67.4 43.4")
	case GlassesSquare:
		boxes := "M32 40H45.4V48Q45 51.4 42 51.4H36Q32.6 51.4 32 48zM50.6 40H64V48Q63.4 51.4 60 51.4H54Q51 51.4 50.6 48z"
		f.fill(glass, boxes)
		f.line(frame, 2.3, boxes, "M45.4 42.6H50.6M32 41.6L28.8 40.8M64 41.6L67.2 40.8")
	case GlassesHalf:
		f.line(frame, 1.8, "M32.5 46H45.5Q45 53 39 53T32.5 46zM50.5 46H63.5Q63 53 57 53T50.5 46zM45.5 46.6H50.5M32.5 46L28.6 44M63.5 46L67.4 44")
	}
}
