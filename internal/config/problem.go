package config

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Problems is why the settings were refused: one line each, none of which holds
// a secret. Load returns all of them at once.
type Problems []string

func (p Problems) Error() string {
	return strings.Join(p, "\n")
}

// wrong is a setting's refusal of a value.
type wrong struct {
	allowed string // continues "it must be ..."
	nearest string // the value that was probably meant; empty where none can be told
}

func (w *wrong) Error() string {
	if w.nearest == "" {
		return "it must be " + w.allowed
	}
	return fmt.Sprintf("it must be %s; did you mean %q?", w.allowed, w.nearest)
}

// Nearest returns the valid word closest to what was written, whatever its
// case: one that it begins, else one that the fewest changes of a letter make;
// the earlier one where two are as close. It always names one, unless there are
// none.
func Nearest(written string, valid []string) string {
	written = strings.ToLower(written)
	best, distance := "", -1
	for _, v := range valid {
		word := strings.ToLower(v)
		if len(written) > 1 && strings.HasPrefix(word, written) {
			return v
		}
		d := levenshtein.ComputeDistance(written, word)
		if distance < 0 || d < distance {
			best, distance = v, d
		}
	}
	return best
}
