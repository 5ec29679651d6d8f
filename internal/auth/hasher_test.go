package auth

import (
	"testing"

	"github.com/alexedwards/argon2id"
)

func TestVerify_ofAMissingAccount_isARealHashOfTheSameCost(t *testing.T) {
	h, err := NewHasher(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	params, salt, key, err := argon2id.DecodeHash(h.dummy)
	if err != nil {
		t.Fatalf("%q: %v", h.dummy, err)
	}
	if params.Memory != defaultParams.Memory || params.Iterations != defaultParams.Iterations || params.Parallelism != defaultParams.Parallelism ||
		len(salt) != int(defaultParams.SaltLength) || len(key) != int(defaultParams.KeyLength) {
		t.Errorf("the stand-in costs %+v, a password %+v", *params, defaultParams)
	}
	if ok, err := h.Verify(t.Context(), "nobody has this password", ""); ok || err != nil {
		t.Errorf("verified %t, %v", ok, err)
	}
}
