package tint

import (
	"os"
	"testing"
)

func TestTokens_readsTheStyleSheetInItsOrder(t *testing.T) {
	source, err := os.ReadFile("../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	list, err := Tokens(string(source))
	if err != nil || len(list) < 20 || list[0].Name != "paper" || list[1].Light.Hex() != "#ffffff" {
		t.Fatalf("%d colours, %v (%v)", len(list), list[:min(2, len(list))], err)
	}
	if _, err := Tokens("--x: light-dark(oklch(0.1.2 0 0), oklch(1 0 0));"); err == nil {
		t.Error("a number that is none was read")
	}
	if list, err := Tokens("body { margin: 0 }"); err != nil || len(list) != 0 {
		t.Errorf("%v (%v)", list, err)
	}
}

func TestTokens_readsColoursInBothSchemesAndNothingElse(t *testing.T) {
	const source = `:root {
	--paper: light-dark(oklch(0.985 0.005 150), oklch(0.195 0.014 178));
	--space-1: 0.25rem; --Loud: light-dark(oklch(1 0 0), oklch(0 0 0));
	--alone: oklch(0.5 0.1 20);
	--accent-2: light-dark(oklch(0.4 .1 20), oklch(0.8 0.1 20)); --veil: light-dark(oklch(0.4 0.1 20 / 50%), oklch(0.8 0.1 20));
}`
	list, err := Tokens(source)
	if err != nil || len(list) != 2 || list[0].Name != "paper" || list[1].Name != "accent-2" {
		t.Fatalf("%+v (%v)", list, err)
	}
	if list[0].Dark != (Colour{0.195, 0.014, 178}) || list[1].Light != (Colour{0.4, 0.1, 20}) {
		t.Errorf("%+v", list)
	}
	for _, broken := range []string{"--x: light-dark(oklch(1 0 0), oklch(1 . 0));", "--x: light-dark(oklch(1 0 1.2.3), oklch(1 0 0));"} {
		if list, err := Tokens(broken); err == nil {
			t.Errorf("%s was read as %+v", broken, list)
		}
	}
}

func TestTokens_areWrittenAsTheyAreRead(t *testing.T) {
	source, err := os.ReadFile("../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	list, err := Tokens(string(source))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, one := range list {
		again, err := Tokens("--" + one.Name + ": " + one.CSS() + ";")
		if err != nil || len(again) != 1 || again[0] != one || seen[one.Name] {
			t.Errorf("%+v is read back as %+v (%v)", one, again, err)
		}
		seen[one.Name] = true
	}
}
