package reading

import "strconv"

// Series is what a story belongs to, as whoever reads the story sees it.
type Series struct {
	Name  string
	Parts []SeriesPart // in order, the story itself among them
	Place int          // of the story, from 1
}

// SeriesPart is one story of a series.
type SeriesPart struct {
	Href  string
	Title string
	Out   bool // false: only its author sees it
}

// at says where in the series the story stands. By itself it is the first of more to come.
func (s Series) at() string {
	if len(s.Parts) == 1 {
		return "Part 1 of"
	}
	return "Part " + strconv.Itoa(s.Place) + " of " + strconv.Itoa(len(s.Parts)) + " of"
}

// around is the part so many places on; nil: there is none.
func (s Series) around(by int) *SeriesPart {
	if i := s.Place - 1 + by; i >= 0 && i < len(s.Parts) {
		return &s.Parts[i]
	}
	return nil
}
