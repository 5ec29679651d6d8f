package markup

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDiff_comparesWords(t *testing.T) {
	for name, tc := range map[string]struct {
		old, new string
		want     []Change
	}{
		"nothing":    {"", "", nil},
		"same":       {"a b", "a b", []Change{{Same, "a b"}}},
		"first":      {"", "a b", []Change{{Added, "a b"}}},
		"last":       {"a b", "", []Change{{Removed, "a b"}}},
		"one word":   {"we went slower home", "we went faster home", []Change{{Same, "we went "}, {Removed, "slower"}, {Added, "faster"}, {Same, " home"}}},
		"not inside": {"cat", "cart", []Change{{Removed, "cat"}, {Added, "cart"}}},
		"mark":       {"yes.", "yes!", []Change{{Same, "yes"}, {Removed, "."}, {Added, "!"}}},
		"apostrophe": {"it's", "its", []Change{{Removed, "it's"}, {Added, "its"}}},
		"accents":    {"nai\u0308ve a", "naive a", []Change{{Removed, "nai\u0308ve"}, {Added, "naive"}, {Same, " a"}}},
		"inserted":   {"a c", "a b c", []Change{{Same, "a "}, {Added, "b "}, {Same, "c"}}},
	} {
		if got := Diff(tc.old, tc.new); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestDiff_givesBothVersionsBack(t *testing.T) {
	words := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "it's", " ", "\n", ".", "ä", "日", "🚀", "word"}))
	rapid.Check(t, func(r *rapid.T) {
		old, new := strings.Join(words.Draw(r, "old"), ""), strings.Join(words.Draw(r, "new"), "")
		checkDiff(r.Fatalf, old, new)
	})
}

func TestDiff_standsManyDistinctWords(t *testing.T) {
	var old strings.Builder
	for i := range 70_000 { // past the surrogates
		old.WriteString(itoa(i) + " ")
	}
	checkDiff(t.Fatalf, old.String(), strings.ReplaceAll(old.String(), "69999 ", "69999 x "))
}

func TestDiff_standsVersionsWithNothingInCommon(t *testing.T) {
	checkDiff(t.Fatalf, strings.Repeat("a b c d ", 12_000), strings.Repeat("d e f a ", 12_000))
}

func checkDiff(fail func(string, ...any), old, new string) {
	var before, after strings.Builder
	for _, change := range Diff(old, new) {
		if change.Op != Added {
			before.WriteString(change.Text)
		}
		if change.Op != Removed {
			after.WriteString(change.Text)
		}
	}
	if before.String() != old || after.String() != new {
		fail("%.80q and %.80q come back as %.80q and %.80q", old, new, before.String(), after.String())
	}
}
