package handlers

import "github.com/commonthread/commonthread/views/ui"

// styleProse has everything that a text can have.
const styleProse = "## A heading stands closer to what it heads\n\n" +
	"Serif letters, a measure of 66 characters, *slanted* and **strong** words, [a link](https://example.org/), `code` in a line, and a note.[^1]\n\n" +
	"> A quotation is set apart by its ink, and by a line at its beginning.\n\n" +
	"- The first of two\n- The second\n\n1. One\n2. Two\n\n" +
	"```go\nfunc main() {\n\tfmt.Println(\"fog\", 1140)\n}\n```\n\n" +
	"| Distance | Aperture |\n|---|---:|\n| 40 cm | f/11 |\n| 150 cm | f/8 |\n\n" +
	"[Big Buck Bunny](https://www.youtube.com/watch?v=aqz-KE-bpKQ)\n\n" +
	"[^1]: Notes stand at the end, with a way back."

var (
	stylePeople = []ui.Person{
		{Handle: "mia", Name: "Mia Thornbury", New: true}, {Handle: "sam", Name: "Sam Okafor", Employer: "Larkmoor"}, {Handle: "hana", Name: "Hana Sato", Host: true},
	}
	styleWords = []string{
		"Where does the fog lie longest, and when do I have to get up?",
		"The bridge is open from four. Bring a light; the last lamp is at the lock.",
		"In the bend below the mill, until nine. I have **thirty-one** mornings of it.\n\n> Where does it lie longest?\n\nThere.",
	}
	// of the same length as the others: nobody here is anybody
	turnedPeople = []ui.Person{{Handle: "layla", Name: "ليلى حداد", New: true}, {Handle: "yusuf", Name: "يوسف منصور", Employer: "Larkmoor"}, {Handle: "noor", Name: "نور خليل", Host: true}, {Handle: "amir", Name: "أمير سالم"}}
	turnedWords  = []string{
		"أين يبقى الضباب أطول وقت، ومتى يجب أن أستيقظ؟",
		"الجسر مفتوح منذ الرابعة. أحضروا مصباحاً، فآخر عمود إنارة عند [البوابة](https://example.org/).",
		"عند المنعطف تحت الطاحونة حتى التاسعة.\n\n> أين يبقى أطول وقت؟\n\n- خذ معك شاياً\n- وخذ وقتك",
	}
)
