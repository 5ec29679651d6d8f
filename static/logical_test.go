package static

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Pages turn round as a whole for scripts that run from right to left, as long as no style names a side of the screen.
var (
	physical = regexp.MustCompile(`(?m)^\s*(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float: (?:left|right)|text-align: (?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)\s*[:;].*$`)
	comments = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

func TestStyles_nameNoSideOfTheScreen(t *testing.T) {
	sheets, err := filepath.Glob("css/*.css")
	if err != nil || len(sheets) < 30 {
		t.Fatalf("read %d style sheets: this proves nothing (%v)", len(sheets), err)
	}
	for _, sheet := range sheets {
		source, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range physical.FindAllString(comments.ReplaceAllString(string(source), ""), -1) {
			t.Errorf("%s: %s", sheet, found)
		}
	}
	for _, line := range []string{"  margin-left: 1rem;", "    left: 0;", "  text-align: right;", "\twidth: 3rem;", "  border-top-left-radius: 0;"} {
		if !physical.MatchString(line) {
			t.Errorf("%q would not be found", line)
		}
	}
	for _, line := range []string{"  margin-inline-start: 1rem;", "  text-align: end;", "  inline-size: 3rem;", "  object-position: left;", "  @media (min-width: 3rem) {"} {
		if physical.MatchString(line) {
			t.Errorf("%q names no side", line)
		}
	}
}
