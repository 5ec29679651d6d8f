package config_test

import (
	"os"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/config"
)

func TestREADME_listsTheSettingsAsTheProgramKnowsThem(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(readme), "<!-- settings: printed by internal/config, tested -->\n")
	listed, _, closed := strings.Cut(rest, "<!-- /settings -->")
	if !found || !closed {
		t.Fatal("the README has no list of settings between its marks")
	}
	if strings.TrimSpace(listed) != strings.TrimSpace(config.Table()) {
		t.Errorf("README.md lists other settings than the program has; it should say:\n%s", config.Table())
	}
}
