package auth

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func TestHasher_verifiesThePasswordItHashed(t *testing.T) {
	h, err := NewCheapHasher()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	long := strings.Repeat("ä long sentence ", 16)
	for _, password := range []string{"correct horse battery", long, "🚲🌫️ 1"} {
		hash, err := h.Hash(ctx, password)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(hash, "$argon2id$") || strings.Contains(hash, password) {
			t.Errorf("hash %s", hash)
		}
		for typed, want := range map[string]bool{password: true, password + " ": false, password[:len(password)-1]: false, "": false} {
			if right, err := h.Verify(ctx, typed, hash); err != nil || right != want {
				t.Errorf("%q: %v, %v", typed, right, err)
			}
		}
	}
}

func TestHasher_neverAcceptsAMissingAccount(t *testing.T) {
	h, err := NewCheapHasher()
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"", "nobody has this password", "x"} {
		if right, err := h.Verify(context.Background(), typed, ""); right || err != nil {
			t.Errorf("%q: %v, %v", typed, right, err)
		}
	}
}

func TestHasher_turnsAwayWhatItsQueueCannotHold(t *testing.T) {
	h, err := newHasher(defaultParams, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	var busy, done atomic.Int64
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			switch _, err := h.Verify(context.Background(), "guess", ""); {
			case errors.Is(err, ErrBusy):
				busy.Add(1)
			case err == nil:
				done.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	all.Wait()
	if busy.Load() == 0 || done.Load() < 4 {
		t.Errorf("%d turned away, %d verified: want some turned away and the queue served", busy.Load(), done.Load())
	}
	if right, err := h.Verify(context.Background(), "guess", ""); right || err != nil {
		t.Errorf("after the storm: %v, %v", right, err)
	}
}

func TestHasher_stopsWaitingWithItsRequest(t *testing.T) {
	h, err := newHasher(defaultParams, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	h.slots <- struct{}{}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(ctx, "password"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if h.waiting.Load() != 0 {
		t.Errorf("%d still wait", h.waiting.Load())
	}
}

func TestToken_isNewEachTimeAndKeptAsAHash(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := NewToken()
		if len(token) != 43 || seen[token] || HashToken(token) == token {
			t.Fatalf("token %s", token)
		}
		seen[token] = true
	}
}

func TestCommon_knowsWhatAnybodyWouldTryFirst(t *testing.T) {
	for _, password := range []string{"password", "password1", "123456789", "qwertyuiop", "aaaaaaaaaa", "commonthread!", "iloveyou2026"} {
		if !Common(password) {
			t.Errorf("%s is not known", password)
		}
	}
	for _, password := range []string{"correct horse battery", "a bicycle made of fog", "mtx7-qlw0-zzpv"} {
		if Common(password) {
			t.Errorf("%s is taken for common", password)
		}
	}
}
