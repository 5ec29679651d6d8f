package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Document is a candidate that the database found: its words as Terms made them.
type Document struct {
	ID    int64
	Terms string
}

// The constants of BM25 as usually set; a word in the title counts as eight in the body.
const (
	saturation  = 1.2
	lengthShare = 0.75
	titleWeight = 8
)

// Rank returns the candidates' ids, best first: BM25 over the candidates themselves, the newest first among
// equals. Both databases hand over the same candidates, so the order is the same on both.
func (q Query) Rank(candidates []Document) []int64 {
	phrases := q.phrases()
	counts := make([][]float64, len(candidates))
	lengths := make([]float64, len(candidates))
	holding := make([]float64, len(phrases))
	total := 0.0
	for i, d := range candidates {
		counts[i] = make([]float64, len(phrases))
		title, body, _ := strings.Cut(" "+d.Terms+" ", " "+Boundary+" ")
		title, body = title+" ", " "+body
		lengths[i] = float64(strings.Count(title, " ") + strings.Count(body, " "))
		total += lengths[i]
		for n, p := range phrases {
			words := " " + strings.Join(p, " ") + " "
			counts[i][n] = float64(occurrences(body, words) + titleWeight*occurrences(title, words))
			if counts[i][n] > 0 {
				holding[n]++
			}
		}
	}
	average := max(1, total/max(1, float64(len(candidates))))
	scores := make(map[int64]float64, len(candidates))
	ids := make([]int64, len(candidates))
	for i, d := range candidates {
		ids[i] = d.ID
		norm := saturation * (1 - lengthShare + lengthShare*lengths[i]/average)
		for n := range phrases {
			rarity := math.Log(1 + (float64(len(candidates))-holding[n]+0.5)/(holding[n]+0.5))
			scores[d.ID] += rarity * counts[i][n] * (saturation + 1) / (counts[i][n] + norm)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(b, a))
	})
	return ids
}

// occurrences counts words between spaces, those that share a space too.
func occurrences(text, words string) int {
	n := 0
	for {
		at := strings.Index(text, words)
		if at < 0 {
			return n
		}
		n++
		text = text[at+len(words)-1:]
	}
}
