package config

import (
	"strings"
	"testing"
)

func TestSettings_areCompleteRows(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Settings() {
		if !strings.HasPrefix(s.Name, prefix) || s.Description == "" || s.set == nil || len(s.aliases) == 0 {
			t.Errorf("%s: incomplete: %+v", s.Name, s)
		}
		if seen[s.Name] {
			t.Errorf("%s is there twice", s.Name)
		}
		seen[s.Name] = true
		if s.initial != "" && !strings.Contains(s.Default, s.initial) {
			t.Errorf("%s: the README says %s, the program does %q", s.Name, s.Default, s.initial)
		}
		if strings.Contains(s.Description, "|") || strings.Contains(s.Default, "|") {
			t.Errorf("%s: a | breaks the table", s.Name)
		}
	}
	if !seen["COMMONTHREAD_ADDR"] || len(seen) < 13 {
		t.Errorf("only %d settings, so nothing is proved", len(seen))
	}
}

func TestSettings_thatMayHoldAPasswordAreSecret(t *testing.T) {
	for _, s := range Settings() {
		holds := strings.Contains(s.Name, "SECRET") || strings.Contains(s.Name, "TOKEN") ||
			strings.HasSuffix(s.Name, "_URL") && s.Name != "COMMONTHREAD_BASE_URL"
		if holds != s.Secret {
			t.Errorf("%s: secret is %t", s.Name, s.Secret)
		}
	}
}

func TestSetting_Flag_isTheNameInLowerCase(t *testing.T) {
	if got := (Setting{Name: "COMMONTHREAD_BASE_URL"}).Flag(); got != "base-url" {
		t.Errorf("got %q", got)
	}
}

func TestTable_hasARowForEachSetting(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(Table()), "\n")
	settings := Settings()
	if len(lines) != len(settings)+2 {
		t.Fatalf("%d lines for %d settings", len(lines), len(settings))
	}
	for i, s := range settings {
		row := lines[i+2]
		if strings.Count(row, "|") != 4 || !strings.HasPrefix(row, "| `"+s.Name+"` |") || !strings.Contains(row, s.Description) {
			t.Errorf("row %q does not describe %s", row, s.Name)
		}
	}
	if !strings.Contains(Table(), "| `COMMONTHREAD_SMTP_URL` | none |") {
		t.Error("a setting without a default does not say none")
	}
}

func TestNearest_namesTheClosestWord(t *testing.T) {
	valid := []string{"serve", "migrate", "seed", "version"}
	for written, want := range map[string]string{
		"sevre": "serve", "SERVE": "serve", "migrat": "migrate", "sed": "seed", "ver": "version", "mig": "migrate", "s": "seed", "versoin": "version", "": "seed",
	} {
		if got := Nearest(written, valid); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", written, got, want)
		}
	}
	if got := Nearest("x", nil); got != "" {
		t.Errorf("with nothing valid: %q", got)
	}
}
