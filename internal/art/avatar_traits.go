package art

import "strings"

// Traits are what a portrait is made of. Each zero value means "as the seed
// has it"; the closed lists below are the only other values.
type Traits struct {
	Skin       Skin
	Hair       Hair
	HairColour HairColour
	Glasses    Glasses
	Beard      Beard
	Hat        Hat
	Top        Top
}

// Skin is a tone, from the palest to the darkest.
type Skin string

// Hair is a cut, or what covers it.
type Hair string

// HairColour colours hair, brows and beard; of a headscarf it is only the brows.
type HairColour string

// Glasses are worn, or not.
type Glasses string

// Beard is facial hair of any length.
type Beard string

// Hat is worn on top of the hair, which shows beneath it.
type Hat string

// Top is what the shoulders wear.
type Top string

// The values that a trait can have.
const (
	SkinPale, SkinFair, SkinLight, SkinOlive Skin = "pale", "fair", "light", "olive"
	SkinTan, SkinBrown, SkinDeep, SkinDark   Skin = "tan", "brown", "deep", "dark"

	HairShort, HairCrop, HairSide, HairQuiff      Hair = "short", "crop", "side", "quiff"
	HairCurly, HairAfro, HairLong, HairWavy       Hair = "curly", "afro", "long", "wavy"
	HairBob, HairFringe, HairBun, HairTail        Hair = "bob", "fringe", "bun", "tail"
	HairBraids, HairReceding, HairBald, HairScarf Hair = "braids", "receding", "bald", "scarf"

	ColourBlack, ColourBrown, ColourChestnut, ColourRed HairColour = "black", "brown", "chestnut", "red"
	ColourBlond, ColourSand, ColourGrey, ColourWhite    HairColour = "blond", "sand", "grey", "white"

	GlassesNone, GlassesRound, GlassesSquare, GlassesHalf Glasses = "none", "round", "square", "half"

	BeardNone, BeardStubble, BeardShort, BeardFull, BeardMoustache Beard = "none", "stubble", "short", "full", "moustache"

	HatNone, HatBeanie, HatCap, HatHelmet, HatStraw Hat = "none", "beanie", "cap", "helmet", "straw"

	TopOpen, TopCrew, TopCollar, TopHood, TopRoll, TopStripes, TopScarf Top = "open", "crew", "collar", "hood", "roll", "stripes", "scarf"
)

var (
	skins       = []Skin{SkinPale, SkinFair, SkinLight, SkinOlive, SkinTan, SkinBrown, SkinDeep, SkinDark}
	hairs       = []Hair{HairShort, HairCrop, HairSide, HairQuiff, HairCurly, HairAfro, HairLong, HairWavy, HairBob, HairFringe, HairBun, HairTail, HairBraids, HairReceding, HairBald, HairScarf}
	hairColours = []HairColour{ColourBlack, ColourBrown, ColourChestnut, ColourRed, ColourBlond, ColourSand, ColourGrey, ColourWhite}
	allGlasses  = []Glasses{GlassesNone, GlassesRound, GlassesSquare, GlassesHalf}
	beards      = []Beard{BeardNone, BeardStubble, BeardShort, BeardFull, BeardMoustache}
	hats        = []Hat{HatNone, HatBeanie, HatCap, HatHelmet, HatStraw}
	allTops     = []Top{TopOpen, TopCrew, TopCollar, TopHood, TopRoll, TopStripes, TopScarf}
)

var skinTones = map[Skin]colour{
	SkinPale: lch(.89, .038, 55), SkinFair: lch(.85, .055, 60), SkinLight: lch(.80, .065, 62), SkinOlive: lch(.74, .075, 66),
	SkinTan: lch(.67, .085, 60), SkinBrown: lch(.57, .082, 54), SkinDeep: lch(.47, .07, 50), SkinDark: lch(.385, .055, 47),
}

var hairTones = map[HairColour]colour{
	ColourBlack: lch(.23, .02, 280), ColourBrown: lch(.33, .05, 50), ColourChestnut: lch(.44, .085, 45), ColourRed: lch(.58, .14, 45),
	ColourBlond: lch(.80, .11, 85), ColourSand: lch(.66, .08, 72), ColourGrey: lch(.70, .012, 250), ColourWhite: lch(.90, .012, 90),
}

var (
	backdrops = []colour{
		lch(.86, .075, 85), lch(.83, .07, 45), lch(.80, .075, 20), lch(.81, .065, 330), lch(.78, .07, 290), lch(.79, .065, 255),
		lch(.82, .06, 225), lch(.81, .065, 190), lch(.84, .075, 155), lch(.86, .085, 120), lch(.60, .085, 215), lch(.57, .09, 275), lch(.60, .08, 165),
	}
	tops = []colour{
		lch(.62, .18, 35), lch(.76, .15, 75), lch(.85, .13, 92), lch(.58, .10, 160), lch(.52, .085, 200), lch(.50, .11, 250),
		lch(.38, .075, 265), lch(.45, .12, 310), lch(.62, .15, 0), lch(.93, .02, 85), lch(.33, .035, 250), lch(.68, .09, 190), lch(.47, .09, 140),
	}
)

// completed fills in what was not given. The dice are thrown for every trait
// even where it is given, so that giving one does not change the others.
func (t Traits) completed(dice *dice) Traits {
	t.Skin = choose(t.Skin, skins, dice.below(len(skins)))
	t.Hair = choose(t.Hair, hairs, dice.below(len(hairs)))
	t.HairColour = choose(t.HairColour, hairColours, dice.below(len(hairColours)))
	t.Glasses = choose(t.Glasses, allGlasses, rarely(dice, .34, len(allGlasses)))
	beard, hat := rarely(dice, .26, len(beards)), rarely(dice, .16, len(hats))
	t.Top = choose(t.Top, allTops, dice.below(len(allTops)))
	if t.Hair == HairScarf {
		beard, hat = 0, 0
	}
	if t.Hair == HairAfro || t.Hair == HairBun {
		hat = 0
	}
	t.Beard = choose(t.Beard, beards, beard)
	t.Hat = choose(t.Hat, hats, hat)
	return t
}

func choose[T comparable](given T, listed []T, lot int) T {
	for _, value := range listed {
		if given == value {
			return given
		}
	}
	return listed[lot]
}

// rarely is 0, "none", but with probability p one of the others.
func rarely(dice *dice, p float64, n int) int {
	worn, which := dice.chance(p), 1+dice.below(n-1)
	if worn {
		return which
	}
	return 0
}

// Grey reports whether the portrait shows somebody who has gone grey.
func (t Traits) Grey() bool { return t.HairColour == ColourGrey || t.HairColour == ColourWhite }

func (t Traits) key() string {
	return strings.Join([]string{string(t.Skin), string(t.Hair), string(t.HairColour), string(t.Glasses), string(t.Beard), string(t.Hat), string(t.Top)}, "/")
}
