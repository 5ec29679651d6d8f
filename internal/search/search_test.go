package search

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTerms_comparesWithoutCaseAccentsAndEndings(t *testing.T) {
	for _, pair := range [][2]string{
		{"Cycling", "cycle"}, {"Photographs", "photograph"}, {"café", "CAFE"}, {"Straße", "strasse"}, {"don't", "don’t"},
		{"Smørrebrød", "smorrebrod"}, {"Łódź", "lodz"}, {"naïve", "naive"}, {"①", "1"}, {"ＦＵＬＬ", "full"},
	} {
		if a, b := Terms("", pair[0]), Terms("", pair[1]); a != b {
			t.Errorf("%s is %q, %s is %q", pair[0], a, pair[1], b)
		}
	}
}

func TestTerms_areAsciiLettersAndDigitsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := Terms(rapid.String().Draw(t, "title"), rapid.String().Draw(t, "body"))
		boundaries := 0
		for w := range strings.FieldsSeq(terms) {
			if w == Boundary {
				boundaries++
				continue
			}
			if c := w[0]; c < 'a' || c > 'z' {
				t.Fatalf("%q does not begin with a letter", w)
			}
			for _, c := range []byte(w) {
				if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
					t.Fatalf("%q holds %q", w, c)
				}
			}
		}
		if boundaries != 1 {
			t.Fatalf("%d boundaries in %q", boundaries, terms)
		}
	})
}

func TestTerms_ofScriptsWithoutSpacesAreTheirCharacters(t *testing.T) {
	if n := len(strings.Fields(Terms("", "写真を撮る"))); n != 6 {
		t.Errorf("%d words, want five characters and the boundary", n)
	}
}

func TestTerms_ofALongTextStopSomewhere(t *testing.T) {
	if n := len(strings.Fields(Terms("title", strings.Repeat("word ", 50_000)))); n > maxTerms+1 {
		t.Errorf("%d words are kept", n)
	}
}

func TestWithTitle_isTermsUnderTheNewTitle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after, body := rapid.String().Draw(t, "before"), rapid.String().Draw(t, "after"), rapid.String().Draw(t, "body")
		if got, want := WithTitle(Terms(before, body), after), Terms(after, body); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestParse_readsQueriesAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct{ typed, match, tsquery string }{
		{"fog road", `("fog" AND "road")`, `((fog) & (road))`},
		{`"fog road" winter`, `("fog road" AND "winter")`, `((fog <-> road) & (winter))`},
		{"fog -road", `(("fog") NOT ("road"))`, `((fog) & !((road)))`},
		{"fog OR mist road", `("fog") OR ("mist" AND "road")`, `((fog)) | ((mist) & (road))`},
		{"co-operate", `("co oper")`, `((co <-> oper))`},
		{"the fog", `("fog")`, `((fog))`},
		{"the", `("the")`, `((the))`},
		{`"fog`, `("fog")`, `((fog))`},
		{"fog or road", `("fog" AND "road")`, `((fog) & (road))`},
		{"NEAR(fog) title:road*", `("near fog" AND "titl road")`, `((near <-> fog) & (titl <-> road))`},
	} {
		q := Parse(c.typed)
		if q.Match() != c.match || q.TSQuery() != c.tsquery {
			t.Errorf("%s: got %s and %s, want %s and %s", c.typed, q.Match(), q.TSQuery(), c.match, c.tsquery)
		}
	}
}

func TestParse_findsNothingWhereNothingIsAsked(t *testing.T) {
	for _, typed := range []string{"", "  ", "OR", "- -", `""`, `"`, "|| & ! * ( )", "-fog", "-fog OR -road", "': <-> \\", "OR OR OR"} {
		if q := Parse(typed); !q.Empty() {
			t.Errorf("%q looks for %s", typed, q.Match())
		}
	}
}

func TestParse_boundsWhatIsLookedFor(t *testing.T) {
	q := Parse(strings.Repeat("winter summer ", 500) + `"` + strings.Repeat("long ", 500) + `"`)
	words := 0
	for _, g := range q.groups {
		for _, p := range g.want {
			words += len(p)
		}
	}
	if words > maxQueryTerms {
		t.Errorf("%d words are looked for", words)
	}
}

func TestRank_putsTheTitleFirstAndTheNewerAmongEquals(t *testing.T) {
	got := Parse("fog").Rank([]Document{
		{ID: 1, Terms: Terms("", "One line about fog.")},
		{ID: 2, Terms: Terms("Fog", "One line about rain.")},
		{ID: 3, Terms: Terms("", "One line about fog.")},
	})
	if !slices.Equal(got, []int64{2, 3, 1}) {
		t.Errorf("got %v", got)
	}
}

func TestRank_prefersTheRarerOfAlternatives(t *testing.T) {
	docs := []Document{{ID: 9, Terms: Terms("", "harmattan")}}
	for id := range int64(8) {
		docs = append(docs, Document{ID: id + 10, Terms: Terms("", "wind")})
	}
	if got := Parse("wind OR harmattan").Rank(docs); got[0] != 9 {
		t.Errorf("got %v", got)
	}
}

func TestSnippet_marksWhatMatchedAndKeepsTheText(t *testing.T) {
	text := strings.Repeat("Nothing here. ", 60) + "Then the photographs\nof <b>fog</b> came out. " + strings.Repeat("More after. ", 60)
	spans := Parse("fog photograph").Snippet(text)
	var marked []string
	whole := ""
	for _, s := range spans {
		whole += s.Text
		if s.Match {
			marked = append(marked, s.Text)
		}
	}
	if !slices.Equal(marked, []string{"photographs", "fog"}) {
		t.Errorf("marked %q", marked)
	}
	if !strings.Contains(whole, "Then the photographs of <b>fog</b> came out.") || !strings.HasPrefix(whole, "… ") || !strings.HasSuffix(whole, " …") {
		t.Errorf("got %q", whole)
	}
	if len(strings.Fields(whole)) > snippetWords+6 {
		t.Errorf("the snippet has %d words", len(strings.Fields(whole)))
	}
}

func TestSnippet_ofAnythingIsPiecesOfThatText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, typed := rapid.String().Draw(t, "text"), rapid.String().Draw(t, "typed")
		folded := strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
		whole := ""
		for _, s := range Parse(typed).Snippet(text) {
			whole += s.Text
		}
		whole = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(whole, "… "), " …"))
		if !strings.Contains(folded, strings.TrimSpace(whole)) {
			t.Fatalf("%q is not in %q", whole, folded)
		}
	})
}
