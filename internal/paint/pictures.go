package paint

import "slices"

// Pictures is the list. A name, once published, stays with its picture.
var Pictures = slices.Concat(scenes, sitters)

var scenes = []Picture{
	// hills and mountains
	wide("ridges-dawn", 1, mountains(dawn, 6, .3, .35, 0, .5), oils),
	wide("ridges-dusk", 2, mountains(dusk, 5, .7, .5, 0, .3), oils),
	wide("snow-peaks", 3, mountains(winter, 4, .95, .4, .14, .3), fine),
	wide("valley-fog", 41, mountains(golden, 5, .1, .3, 0, .95), oils),
	wide("blue-hour-pass", 42, mountains(evening, 6, .8, .55, .05, .25), loose),
	tall("rain-hills", 43, mountains(rain, 6, .4, .8, 0, .6), loose),
	// water
	wide("lake-still", 4, lake(dawn, .25, .4, .8, true), oils),
	wide("lake-rain", 5, lake(rain, .8, .8, .7, false), loose),
	wide("lake-evening", 44, lake(evening, .3, .5, .5, true), oils),
	wide("lake-winter", 45, lake(winter, .2, .3, .95, false), fine),
	wide("ferry", 21, sea(dawn, .5, .35, .4, ferry), oils),
	wide("ferry-rain", 46, sea(rain, .52, .8, .75, ferry), loose),
	wide("ferry-dusk", 47, sea(dusk, .5, .5, .5, ferry), oils),
	wide("lighthouse", 22, sea(rain, .5, 1, .8, lighthouse), oils),
	wide("lighthouse-dusk", 48, sea(dusk, .5, .7, .45, lighthouse), oils),
	tall("open-sea", 49, sea(noon, .36, 1, .5, nil), loose),
	// fields and trees
	wide("meadow-gold", 6, meadow(golden, .45, hay, lch(.9, .05, 90), 1), oils),
	wide("meadow-noon", 7, meadow(noon, .6, pasture, lch(.6, .2, 25), 1), loose),
	wide("meadow-dusk", 50, meadow(dusk, .5, ramp{{0, lch(.22, .05, 300)}, {1, lch(.5, .1, 20)}}, lch(.8, .12, 50), .9), oils),
	wide("bare-tree", 51, meadow(winter, .5, ramp{{0, lch(.6, .03, 260)}, {1, lch(.86, .02, 250)}}, lch(.95, 0, 0), 0), fine),
	wide("forest-fog", 8, forest(lch(.66, .03, 200), lch(.94, .06, 90), lch(.2, .03, 60), lch(.36, .06, 130), .9), oils),
	tall("forest-blue", 9, forest(lch(.45, .04, 240), lch(.8, .03, 220), lch(.12, .03, 250), lch(.24, .04, 200), .4), fine),
	wide("forest-autumn", 52, forest(lch(.7, .08, 70), lch(.95, .08, 85), lch(.26, .05, 40), lch(.5, .12, 50), .8), oils),
	wide("dunes", 23, dunes(golden, lch(.78, .1, 70), lch(.46, .09, 35), 6), fine),
	wide("dunes-dusk", 53, dunes(dusk, lch(.66, .12, 45), lch(.28, .08, 320), 5), fine),
	// roads and rides
	wide("road-fog", 54, road(dawn, lch(.5, .06, 120), .25, .95, true), oils),
	wide("road-autumn", 55, road(golden, lch(.58, .13, 65), .95, .3, true), oils),
	wide("road-green", 56, road(noon, lch(.52, .12, 135), 1, .15, false), loose),
	wide("road-winter", 57, road(winter, lch(.84, .02, 250), 0, .6, true), fine),
	wide("bicycle-lake", 58, resting(lake(golden, .25, .35, .6, false), .62, .95, .32, lch(.5, .17, 28)), oils),
	wide("bicycle-meadow", 59, resting(meadow(noon, .5, pasture, lch(.95, .02, 90), 1), .36, .9, .26, lch(.45, .1, 230)), oils),
	wide("facade-yellow", 16, facade(lch(.78, .1, 78), lch(.5, .09, 165), lch(.4, .1, 255), lch(.55, .19, 28), lch(.95, .08, 85), .52), fine),
	wide("facade-pink", 60, facade(lch(.75, .08, 25), lch(.5, .08, 235), lch(.45, .1, 150), lch(.4, .08, 200), lch(.95, .07, 80), .62), fine),
	wide("facade-blue", 61, facade(lch(.66, .07, 245), lch(.9, .02, 85), lch(.58, .15, 45), lch(.8, .13, 90), lch(.95, .05, 85), .4), oils),
	// streets and cities
	wide("street-rain", 14, alley(evening, lch(.4, .05, 50), true, true, 7), oils),
	wide("street-gold", 15, alley(golden, lch(.68, .07, 60), false, false, 5), oils),
	wide("street-snow", 62, alley(winter, lch(.72, .04, 30), false, false, 6), loose),
	tall("street-night", 63, alley(dusk, lch(.36, .06, 20), true, true, 5), oils),
	wide("street-drizzle", 64, alley(rain, lch(.55, .03, 60), false, true, 9), loose),
	// one corner through a year: the seed keeps its houses
	wide("corner-november", 15, alley(rain, lch(.62, .05, 55), false, true, 4), oils),
	wide("corner-december", 15, alley(evening, lch(.5, .06, 50), true, false, 3), oils),
	wide("corner-january", 15, alley(dawn, lch(.68, .06, 60), false, false, 3), oils),
	wide("corner-february", 15, alley(winter, lch(.7, .04, 60), false, false, 6), oils),
	wide("corner-april", 15, alley(paved(noon), lch(.66, .07, 65), false, true, 5), oils),
	wide("corner-june", 15, alley(paved(noon), lch(.76, .08, 75), false, false, 1), oils),
	wide("corner-august", 15, alley(dusk, lch(.66, .08, 50), false, false, 8), oils),
	wide("corner-september", 15, alley(dusk, lch(.42, .06, 40), true, true, 5), oils),
	wide("skyline-dusk", 17, skyline(dusk, .35), fine),
	wide("skyline-blue", 65, skyline(evening, .5), fine),
	wide("skyline-dawn", 66, skyline(dawn, .08), oils),
	wide("trails", 29, trails(dusk), fine),
	tall("arcade", 30, arcade(lch(.7, .06, 70), lch(.95, .07, 85), lch(.3, .05, 40), 5), oils),
	tall("arcade-blue", 67, arcade(lch(.62, .05, 250), lch(.93, .05, 90), lch(.22, .05, 270), 4), fine),
	wide("stairs-cat", 31, stairs(lch(.82, .02, 80), lch(.6, .03, 70), lch(.97, .05, 85)), oils),
	// rooms
	wide("desk-day", 18, window(noon, lch(.62, .03, 85), false, false), fine),
	wide("desk-rain", 19, window(evening, lch(.4, .04, 60), true, true), fine),
	wide("desk-dawn", 68, window(dawn, lch(.52, .05, 300), true, false), fine),
	wide("desk-winter", 69, window(winter, lch(.6, .05, 155), false, false), oils),
	wide("room-light", 20, shafts(lch(.66, .05, 70), lch(.48, .06, 50), lch(.95, .07, 85), 2), oils),
	wide("room-blue", 70, shafts(lch(.5, .06, 245), lch(.4, .05, 60), lch(.93, .06, 80), 3), oils),
	// still lifes
	wide("lemons", 10, lemons, fine),
	wide("apples", 11, apples, oils),
	wide("bottles", 12, bottles, oils),
	tall("peonies", 13, flowers(lch(.72, .13, 5), lch(.85, .13, 90), lch(.45, .08, 140), setting{lch(.34, .03, 250), lch(.8, .05, 90), lch(.4, .05, 50), .7, .3, lab{}}, glassy), oils),
	tall("sunflowers", 71, flowers(lch(.8, .16, 82), lch(.35, .07, 50), lch(.48, .1, 135), setting{lch(.7, .06, 220), lch(.92, .04, 90), lch(.55, .07, 60), .7, 0, lab{}}, clay), loose),
	tall("anemones", 72, flowers(lch(.48, .14, 295), lch(.2, .03, 290), lch(.42, .07, 150), setting{lch(.8, .03, 85), lch(.95, .03, 85), lch(.72, .03, 75), .7, 0, lch(.9, .015, 80)}, cobalt), oils),
	wide("market-oranges", 73, crates(lch(.72, .17, 60), lch(.83, .16, 98), lch(.55, .18, 30), lch(.66, .15, 125)), oils),
	wide("prints", 74, prints(lch(.42, .06, 50), mountains(dawn, 5, .3, .4, 0, .5), lake(dusk, .3, .4, .5, true), meadow(noon, .5, pasture, lch(.6, .2, 25), 1), sea(rain, .5, 1, .8, lighthouse)), fine),
	// light alone
	wide("night-tent", 24, night(lch(.2, .06, 270), lch(.38, .08, 265), lch(.12, .02, 270), false), camera),
	wide("aurora", 25, night(lch(.17, .05, 265), lch(.32, .06, 230), lch(.11, .02, 250), true), camera),
	wide("bokeh", 26, bokeh(lch(.16, .04, 275), 60, 80, 30, 200, 350), camera),
	square("pool-light", 27, caustics(lch(.5, .1, 225), lch(.95, .05, 180)), camera),
	square("curtain", 28, folds(ramp{{0, lch(.25, .07, 20)}, {.5, lch(.58, .14, 35)}, {1, lch(.93, .06, 75)}}, .12, 4, 1.1), camera),
	// what leads the topics' fronts
	wide("desk-autumn", 76, window(golden, lch(.56, .07, 45), true, false), oils),
	wide("lake-dusk", 77, lake(dusk, .3, .45, .7, true), oils),
	wide("bicycle-shore", 78, resting(lake(dawn, .2, .3, .6, false), .4, .95, .3, lch(.48, .12, 160)), oils),
	wide("paper", 75, folds(ramp{{0, lch(.34, .04, 260)}, {.5, lch(.72, .03, 250)}, {1, lch(.97, .015, 80)}}, .9, 2.2, 1.3), camera),
}

var (
	hay     = ramp{{0, lch(.42, .09, 120)}, {.6, lch(.68, .11, 95)}, {1, lch(.83, .1, 88)}}
	pasture = ramp{{0, lch(.4, .1, 140)}, {.6, lch(.6, .13, 130)}, {1, lch(.75, .13, 115)}}
)

func wide(name string, seed uint64, scene func(*canvas), as finish) Picture {
	return Picture{name, 1200, 800, seed, scene, as}
}

func tall(name string, seed uint64, scene func(*canvas), as finish) Picture {
	return Picture{name, 880, 1100, seed, scene, as}
}

func square(name string, seed uint64, scene func(*canvas), as finish) Picture {
	return Picture{name, 960, 960, seed, scene, as}
}
