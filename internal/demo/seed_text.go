package demo

import (
	"math/rand/v2"
	"strings"

	"github.com/gosimple/slug"
)

// The words that generated content is made of. Sentences are built by a small grammar, so that pages have
// the look and the lengths of real ones and searches find something; nobody is meant to read them.
var (
	seedSubjects = strings.Split("the kettle,my neighbour,the old gate,our bread oven,a robin,the north wall,the garden path,her drill,the rain barrel,my grandfather’s plane,the compost,our landlord,the greenhouse,a good knife,the workbench,that hinge,the lemon tree,our youngest,the cast-iron pan,the gutter,a borrowed ladder,the back door,my first lathe,the seed tray,the pantry shelf,last year’s glue", ",")
	seedVerbs    = strings.Split("needs,outlived,surprised,survived,has ruined,improved,replaced,keeps,deserves,rescued,repaid,has outgrown,remembers,took,hides,explained,ended,began,followed,resembles", ",")
	seedObjects  = strings.Split("a dry summer,two winters,the whole weekend,a coat of oil,the wrong screws,forty years of use,a patient hand,the same mistake twice,some shade,a second opinion,the smell of cedar,a quarter of an inch,an honest answer,the good scissors,a late frost,three loaves,less water,the better half of May,a new handle,the long way round", ",")
	seedTails    = strings.Split("as far as I can tell,and nobody noticed,which is how it should be,in spite of the forecast,before breakfast,against all advice,with a little patience,for the third time,at least in our street,and I would do it again,after the clocks changed,without a manual,when the light was right,to everybody’s relief", ",")
	seedFirst    = strings.Fields("Alder Bryony Cedric Dorothea Edwin Flora Gilbert Hazel Ivor Juniper Kester Linden Maude Nigella Oswin Petra Quentin Rowan Sorrel Tansy Ursula Verity Wilfred Yarrow")
	seedLast     = strings.Fields("Ashworth Bramley Carder Dunmow Elsworthy Fenner Garland Hollis Inchbald Joyner Kettering Larkin Medlar Norwood Oakes Pargeter Quince Rushton Saddler Thatcher Underhill Vintner Weaver Yeoman")
	seedQuestion = strings.Split("How long does,What happened after,Who else thinks that,Why is it that,What do you do when,Has anybody seen how", ",")
)

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

func seedSentence(r *rand.Rand) string {
	s := pick(r, seedSubjects) + " " + pick(r, seedVerbs) + " " + pick(r, seedObjects)
	if r.IntN(2) == 0 {
		s += ", " + pick(r, seedTails)
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// seedText is a post of one to six paragraphs; one in eight has a list, one in twelve some emphasis.
func seedText(r *rand.Rand) string {
	var parts []string
	for range 1 + r.IntN(3)*r.IntN(3) {
		var sentences []string
		for range 1 + r.IntN(5) {
			sentences = append(sentences, seedSentence(r))
		}
		parts = append(parts, strings.Join(sentences, " "))
	}
	if r.IntN(8) == 0 {
		parts = append(parts, "- "+seedSentence(r)+"\n- "+seedSentence(r)+"\n- "+seedSentence(r))
	}
	if r.IntN(12) == 0 {
		parts = append(parts, "And *"+pick(r, seedSubjects)+"*, of course.")
	}
	return strings.Join(parts, "\n\n")
}

func seedTitle(r *rand.Rand) string {
	if r.IntN(3) == 0 {
		return pick(r, seedQuestion) + " " + pick(r, seedSubjects) + " " + pick(r, seedVerbs) + " " + pick(r, seedObjects) + "?"
	}
	return strings.TrimSuffix(seedSentence(r), ".")
}

func seedSlug(title string) string {
	s := slug.Make(title)
	return strings.Trim(s[:min(80, len(s))], "-")
}

func seedName(r *rand.Rand) string { return pick(r, seedFirst) + " " + pick(r, seedLast) }
