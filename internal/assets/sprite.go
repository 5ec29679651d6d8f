package assets

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

var (
	svgComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	svgOpen    = regexp.MustCompile(`(?s)^<svg[^>]*>`)
	svgSpaces  = regexp.MustCompile(`\s+`)
)

// sprite gathers the icons in npm/lucide-static@…/icons into one file of
// symbols, each under its file's name. What all icons share (an outline in the
// text's colour) is in the style sheet, at .icon.
func sprite(root string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(root, "npm", "lucide-static@*", "icons", "*.svg"))
	if err != nil {
		return nil, fmt.Errorf("list icons: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no icon found under %s/npm", root)
	}
	sort.Strings(files)
	var out bytes.Buffer
	out.WriteString(`<svg xmlns="http://www.w3.org/2000/svg">`)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		drawing := strings.TrimSpace(svgComment.ReplaceAllString(string(source), ""))
		inner := strings.TrimSuffix(svgOpen.ReplaceAllString(drawing, ""), "</svg>")
		inner = strings.TrimSpace(svgSpaces.ReplaceAllString(inner, " "))
		inner = strings.NewReplacer("> <", "><", " />", "/>").Replace(inner)
		name := strings.TrimSuffix(filepath.Base(file), ".svg")
		fmt.Fprintf(&out, `<symbol id="%s" viewBox="0 0 24 24">%s</symbol>`, name, inner)
	}
	out.WriteString("</svg>\n")
	return out.Bytes(), nil
}
