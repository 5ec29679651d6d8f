package markup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/styles"
)

// codeTheme is a set of colours for code on a ground. The modus styles were made
// for a contrast of 7:1; a test holds every colour used here to 4.5:1.
type codeTheme struct {
	style      string
	ground     string
	foreground string
}

var (
	lightCode = codeTheme{style: "modus-operandi", ground: "#f6f5f2", foreground: "#1a1a1a"}
	darkCode  = codeTheme{style: "modus-vivendi", ground: "#17191d", foreground: "#f0f0f0"}
)

// StyleSheet is the CSS of highlighted code, for the static build: dark where
// the system says so unless the page says light, and where the page says dark.
// It names no custom property, so it stands alone.
func StyleSheet() string {
	var b strings.Builder
	b.WriteString("@layer components {\n")
	lightCode.write(&b, "  ", "")
	b.WriteString("\n  @media (prefers-color-scheme: dark) {\n")
	darkCode.write(&b, "    ", ":root:not([data-theme=light]) ")
	b.WriteString("  }\n\n")
	darkCode.write(&b, "  ", "[data-theme=dark] ")
	b.WriteString("}\n")
	return b.String()
}

func (t codeTheme) write(b *strings.Builder, indent, scope string) {
	fmt.Fprintf(b, "%s%s.code { background-color: %s; color: %s; }\n", indent, scope, t.ground, t.foreground)
	rules := t.rules()
	declarations := make([]string, 0, len(rules))
	for declaration := range rules {
		declarations = append(declarations, declaration)
	}
	slices.Sort(declarations)
	for _, declaration := range declarations {
		var selectors []string
		for _, class := range rules[declaration] {
			selectors = append(selectors, scope+".code ."+class)
		}
		fmt.Fprintf(b, "%s%s { %s }\n", indent, strings.Join(selectors, ", "), declaration)
	}
}

// rules maps declarations to the classes that share them, both in a fixed order.
func (t codeTheme) rules() map[string][]string {
	rules := map[string][]string{}
	for kind, entry := range t.entries() {
		declaration := "color: " + t.foreground + ";"
		if entry.Colour.IsSet() {
			declaration = "color: " + entry.Colour.String() + ";"
		}
		if entry.Bold == chroma.Yes {
			declaration += " font-weight: 600;"
		}
		if entry.Italic == chroma.Yes {
			declaration += " font-style: italic;"
		}
		rules[declaration] = append(rules[declaration], tokenClass(kind))
	}
	for declaration, classes := range rules {
		slices.Sort(classes)
		rules[declaration] = slices.Compact(classes)
	}
	return rules
}

// entries are the kinds of token that writeCode gives a class of their own.
func (t codeTheme) entries() map[chroma.TokenType]chroma.StyleEntry {
	style := styles.Get(t.style)
	entries := map[chroma.TokenType]chroma.StyleEntry{}
	for kind, class := range chroma.StandardTypes {
		if kind > 0 && class != "" && tokenClass(kind) == class {
			entries[kind] = style.Get(kind)
		}
	}
	return entries
}
