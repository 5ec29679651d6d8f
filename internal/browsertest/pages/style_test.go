package pages

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/commonthread/commonthread/static"
)

var (
	comment   = regexp.MustCompile(`(?s)/\*.*?\*/`)
	selectors = regexp.MustCompile(`([^{};]+)\{`)
	className = regexp.MustCompile(`\.(-?[A-Za-z_][\w-]*)`)
)

// styled is which classes a sheet says something of.
func styled(t *testing.T, sheet string) map[string]bool {
	t.Helper()
	text, _, ok := static.Bytes(sheet)
	if !ok {
		t.Fatalf("there is no %s", sheet)
	}
	found := map[string]bool{}
	for _, selector := range selectors.FindAllSubmatch(comment.ReplaceAll(text, nil), -1) {
		for _, class := range className.FindAllSubmatch(selector[1], -1) {
			found[string(class[1])] = true
		}
	}
	return found
}

func classes(page string) map[string]bool {
	found := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if a.Key == "class" {
				for class := range strings.FieldsSeq(a.Val) {
					found[class] = true
				}
			}
		}
	}
	return found
}

// Readers do not fetch what only those who signed in need: so nothing that is styled there alone may be on their pages.
func TestReadersPages_needNoStyleOfMembers(t *testing.T) {
	s := demonstration(t)
	all, members := styled(t, "app.css"), styled(t, "members.css")
	apart := 0
	for _, p := range s.samples() {
		_, page := s.fetch(p)
		if strings.Contains(page, static.Path("members.css")) {
			apart++
			continue
		}
		for _, class := range slices.Sorted(maps.Keys(classes(page))) {
			if members[class] && !all[class] {
				t.Errorf("%s (%s): .%s is styled in members.css alone", p.name, p.path, class)
			}
		}
	}
	if apart == 0 || len(members) == 0 {
		t.Error("nobody fetches members.css: this proves nothing")
	}
}
