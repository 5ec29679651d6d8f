package auth

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed common.txt
var commonList string

var common = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(commonList) {
		set[word] = true
	}
	return set
})

// Common reports whether a password, in lower case, is among the most used ones, a keyboard walk, a
// repetition, or a word of ours with little added.
func Common(password string) bool {
	base := strings.TrimRight(password, "0123456789!.?*#")
	return common()[password] || common()[base] || len(strings.Trim(password, password[:1])) == 0
}
