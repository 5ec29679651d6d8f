package archtest

import (
	"os"
	"strings"
	"testing"
)

func TestRepository_keepsItsRules(t *testing.T) {
	root := os.DirFS("../..")
	mod, err := os.ReadFile("../../go.mod")
	if err != nil || !strings.HasPrefix(string(mod), "module "+Module+"\n") {
		t.Fatalf("not the root of %s (%v), so this proves nothing", Module, err)
	}
	found, err := Check(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}
