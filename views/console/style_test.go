package console_test

import (
	"testing"

	"github.com/commonthread/commonthread/internal/testkit/drawn"
	"github.com/commonthread/commonthread/views/console"
)

func style() console.StylePage {
	return console.StylePage{
		Frame: frame(), Sheet: "/console/style/tokens.css", Now: morning,
		Colours: []console.StyleColour{{Name: "paper", Light: "#fbfcfb", Dark: "#0f1513"}, {Name: "ink", Light: "#1a1f1d", Dark: "#e8ecea"}},
		Pairs:   []console.StylePair{{Ink: "ink", Ground: "paper", Light: "15.2 to 1", Dark: "14.9 to 1", Enough: true}, {Ink: "line", Ground: "paper", Light: "1.3 to 1", Dark: "1.4 to 1"}},
		Groups: []console.StyleGroup{
			{Name: "Letters", Kind: "text", Steps: []console.StyleStep{{Token: "text-1", Value: "0.875rem"}, {Token: "text-2", Value: "1rem"}}},
			{Name: "Corners", Kind: "radius", Steps: []console.StyleStep{{Token: "radius-1", Value: "4px"}}},
		},
		Turned: console.StyleTurned{Title: drawn.Arabic},
	}
}

func TestStyle_showsEveryValueInBothSchemes(t *testing.T) {
	p := drawn.Draw(t, console.Style(style()))
	p.Sound()
	p.Count("[data-colour-token]", 2)
	p.Count("[data-colour-token=paper] [data-scheme]", 2)
	p.Says("[data-colour-token=paper] .style-values", "#fbfcfb · #0f1513")
	p.Says("tbody tr:first-child", "ink paper 15.2 to 1 14.9 to 1 met")
	p.Says("tbody tr:last-child", "line paper 1.3 to 1 1.4 to 1 not met")
	p.Mentions("#style-text + ul", "The ride between them text-1 0.875rem")
	p.Says("#style-radius + ul", "radius-1 4px")
	p.Has(`link[href="/console/style/tokens.css"]`, "rel", "stylesheet")
}

func TestStyle_drawsEachComponentTwiceUnderNamesOfItsOwn(t *testing.T) {
	p := drawn.Draw(t, console.Style(style()))
	p.Count(".style-scheme", 2)
	light, dark := p.One(".style-scheme[data-scheme=light]"), p.One(".style-scheme[data-scheme=dark]")
	for _, part := range []string{".button", ".field", ".field__error", ".notice", ".tabs", ".pager", ".badge", ".face", "textarea", "select", "input[type=radio]", "input[type=checkbox]"} {
		if l, d := light.Find(part).Length(), dark.Find(part).Length(); l == 0 || l != d {
			t.Errorf("%s stands %d times in light and %d times in dark", part, l, d)
		}
	}
	names := map[string]bool{}
	for _, control := range light.Find("[name]").EachIter() {
		names[control.AttrOr("name", "")] = true
	}
	for _, control := range dark.Find("[name]").EachIter() {
		if name := control.AttrOr("name", ""); names[name] {
			t.Errorf("%s is a control of both halves: choosing in one would change the other", name)
		}
	}
	// what only shows a form must not be sent anywhere
	p.None("main form", "main button[type=submit]", "main button[name]")
}

func TestStyle_turnsWhatRunsFromRightToLeftAsAWhole(t *testing.T) {
	page := style()
	page.Turned.Title = drawn.Hostile
	p := drawn.Draw(t, console.Style(page))
	p.Harmless()
	p.Has("[data-turned]", "dir", "rtl")
	p.Has("[data-turned]", "lang", "ar")
	p.Count("[data-turned] [aria-invalid=true]", 1)
	p.Count("[dir=rtl]", 1)
}
