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
