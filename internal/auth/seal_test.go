package auth_test

import (
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/auth"
)

func TestSeal_onlyTheSameKeyReadsIt(t *testing.T) {
	sealed, err := auth.Seal("a key", "the token")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(sealed, "token") {
		t.Errorf("not hidden: %s", sealed)
	}
	again, err := auth.Seal("a key", "the token")
	if err != nil || again == sealed {
		t.Errorf("the same text is sealed alike twice (%v)", err)
	}
	if text, err := auth.Unseal("a key", sealed); err != nil || text != "the token" {
		t.Errorf("read %q, %v", text, err)
	}
	for _, c := range [][2]string{{"another key", sealed}, {"a key", sealed[:10]}, {"a key", ""}, {"a key", "%%"}, {"a key", sealed[:len(sealed)-2] + "AA"}} {
		if text, err := auth.Unseal(c[0], c[1]); err == nil {
			t.Errorf("%v read as %q", c, text)
		}
	}
}
