package paint

// skins from light to deep; the people of the list are invented, and painted from nobody.
var (
	porcelain = lch(.84, .045, 50)
	rosy      = lch(.79, .062, 48)
	olive     = lch(.72, .07, 62)
	bronze    = lch(.62, .08, 58)
	umber     = lch(.47, .065, 50)
	ebony     = lch(.38, .05, 48)

	raven    = lch(.22, .02, 280)
	walnut   = lch(.34, .05, 50)
	chestnut = lch(.42, .08, 45)
	copper   = lch(.56, .13, 48)
	wheat    = lch(.76, .08, 82)
	ash      = lch(.70, .015, 80)
	snowy    = lch(.88, .01, 80)
	noHat    = lab{}
)

// sitters are portraits, each of one of the demonstration's people.
var sitters = []Picture{
	sits("portrait-anouk", 201, sitter{rosy, walnut, lch(.42, .12, 262), lch(.62, .05, 150), lch(.95, .06, 90), .6, bob, 0, true, noHat, .3}),
	sits("portrait-bea", 202, sitter{olive, walnut, lch(.55, .12, 25), lch(.40, .06, 265), lch(.93, .07, 80), -.4, long, 0, false, noHat, .6}),
	sits("portrait-finn", 203, sitter{rosy, wheat, lch(.33, .05, 250), lch(.60, .04, 230), lch(.95, .03, 220), .5, cropped, .7, false, lch(.48, .1, 40), .2}),
	sits("portrait-greta", 204, sitter{rosy, ash, lch(.50, .09, 150), lch(.72, .06, 70), lch(.97, .05, 90), -.3, curls, 0, true, noHat, .5}),
	sits("portrait-hugh", 205, sitter{porcelain, snowy, lch(.40, .05, 120), lch(.38, .05, 40), lch(.94, .07, 80), .4, swept, .55, false, noHat, .5}),
	sits("portrait-kate", 206, sitter{porcelain, copper, lch(.36, .07, 190), lch(.55, .04, 200), lch(.95, .05, 85), .5, long, 0, false, noHat, .8}),
	sits("portrait-kofi", 207, sitter{ebony, raven, lch(.86, .02, 80), lch(.58, .1, 55), lch(.96, .08, 80), -.5, bald, .5, false, noHat, .7}),
	sits("portrait-mei", 208, sitter{rosy, raven, lch(.78, .09, 95), lch(.48, .07, 175), lch(.95, .05, 100), .3, bob, 0, true, noHat, .4}),
	sits("portrait-rosa", 209, sitter{olive, ash, lch(.45, .13, 20), lch(.66, .05, 85), lch(.97, .05, 85), -.6, bun, 0, false, noHat, .7}),
	sits("portrait-ruth", 210, sitter{umber, raven, lch(.66, .15, 70), lch(.42, .09, 25), lch(.95, .08, 75), .4, curls, 0, false, noHat, .9}),
	sits("portrait-theo", 211, sitter{rosy, chestnut, lch(.46, .06, 135), lch(.70, .04, 240), lch(.96, .05, 80), .6, curls, .6, false, noHat, .5}),
	sits("portrait-yusuf", 212, sitter{olive, raven, lch(.72, .03, 250), lch(.36, .06, 250), lch(.93, .07, 75), -.4, swept, .45, true, noHat, .6}),
	sits("portrait-zoe", 213, sitter{bronze, raven, lch(.40, .1, 320), lch(.68, .06, 30), lch(.97, .06, 80), .5, long, 0, false, lch(.74, .12, 85), .6}),
	sits("portrait-lars", 214, sitter{porcelain, ash, lch(.24, .01, 260), lch(.74, .02, 90), lch(.98, .02, 90), -.5, bald, .25, true, noHat, 0}),
}

func sits(name string, seed uint64, s sitter) Picture {
	return Picture{name, 560, 560, seed, portrait(s), likeness}
}
