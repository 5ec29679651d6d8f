package handlers_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/commonthread/commonthread/handlers"
	"github.com/commonthread/commonthread/internal/database"
	"github.com/commonthread/commonthread/internal/testkit"
	"github.com/commonthread/commonthread/internal/testkit/testsite"
)

func limitsOn(o *handlers.Options) { o.RateLimits = true }

// FAULTS H01: 51 requests in ten seconds, 201 in a minute.
func TestRateLimit_refusesThe51stRequestInTenSeconds(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, limitsOn).Browser()
		for range 50 {
			b.Get("/topics").Want(http.StatusOK)
		}
		res := b.Get("/topics").Want(http.StatusTooManyRequests)
		if res.Header.Get("Retry-After") != "10" || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("headers = %v", res.Header)
		}
		for _, path := range []string{"/avatars/mia", "/healthz", "/covers/moor-dawn/7"} {
			if b.Get(path).Status == http.StatusTooManyRequests {
				t.Errorf("%s is limited", path)
			}
		}
		w.Clock.Advance(10 * time.Second)
		b.Get("/topics").Want(http.StatusOK)
	})
}

func TestRateLimit_refusesThe201stRequestInAMinute(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, limitsOn).Browser()
		for range 4 {
			for range 50 {
				b.Get("/topics").Want(http.StatusOK)
			}
			w.Clock.Advance(11 * time.Second)
		}
		b.Get("/topics").Want(http.StatusTooManyRequests)
		w.Clock.Advance(16 * time.Second)
		b.Get("/topics").Want(http.StatusOK)
	})
}

func TestRateLimit_countsAnAccountWhereverItIsAndOthersApart(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		site := testsite.Serve(w, limitsOn)
		phone, laptop, max := site.As(w.Mia), site.As(w.Mia), site.As(w.Max)
		for range 25 {
			phone.Get("/settings/profile").Want(http.StatusOK)
			laptop.Get("/settings/profile").Want(http.StatusOK)
		}
		phone.Get("/settings/profile").Want(http.StatusTooManyRequests)
		laptop.Get("/settings/profile").Want(http.StatusTooManyRequests)
		max.Get("/settings/profile").Want(http.StatusOK)
	})
}

func TestRateLimit_ofChangesIsOneOverAllNodes(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		a := testsite.Serve(w, limitsOn)
		b := testsite.Serve(w, limitsOn, func(o *handlers.Options) { o.Store = w.NewStore() })
		one, two := a.Browser(), b.Browser()
		refused := 0
		for i := range 60 {
			at := one
			if i%2 == 1 {
				at = two
			}
			if at.Post("/logout", nil).Status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused != 10 {
			t.Errorf("%d of 60 changes refused, want 10", refused)
		}
	})
}

func TestRateLimit_isOffWhereSwitchedOff(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w).Browser()
		for range 210 {
			b.Get("/healthz").Want(http.StatusOK)
			b.Get("/topics").Want(http.StatusOK)
		}
	})
}

// FAULTS H02: a thousand addresses of one /64 are one client.
func TestRateLimit_takesOneNetworkOfIPv6ForOneClient(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		trusting := func(o *handlers.Options) { o.TrustedProxies = loopback }
		b := testsite.Serve(w, limitsOn, trusting).Browser()
		refused := 0
		for i := range 100 {
			req := b.NewRequest(http.MethodGet, "/topics", nil)
			req.Header.Set("X-Forwarded-For", fmt.Sprintf("2001:db8:1:2:%x::%x", i, i))
			if b.Do(req).Status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused != 50 {
			t.Errorf("%d of 100 refused, want 50", refused)
		}
		other := b.NewRequest(http.MethodGet, "/topics", nil)
		other.Header.Set("X-Forwarded-For", "2001:db8:1:3::1")
		b.Do(other).Want(http.StatusOK)
	})
}

func TestRateLimit_believesNoHeaderWithoutATrustedProxy(t *testing.T) {
	testkit.EachDB(t, func(t *testing.T, w *testkit.World) {
		b := testsite.Serve(w, limitsOn).Browser()
		refused := 0
		for i := range 60 {
			req := b.NewRequest(http.MethodGet, "/topics", nil)
			for _, name := range strings.Fields("X-Forwarded-For X-Real-IP CF-Connecting-IP") {
				req.Header.Set(name, fmt.Sprintf("203.0.113.%d", i))
			}
			if b.Do(req).Status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused != 10 {
			t.Errorf("%d of 60 refused, want 10", refused)
		}
	})
}

// Pictures have numbers of their own a day; a member's other requests go on beside them.
func TestRateLimit_leavesTheSendingOfPicturesAlone(t *testing.T) {
	w := testkit.NewWorld(t, database.SQLite)
	site := testsite.Serve(w, limitsOn)
	mia, content := site.As(w.Mia), photograph(t, 40, 30)
	for range 60 {
		if res := mia.Do(sending(mia, upload{"a.jpg", content})); res.Status != http.StatusSeeOther {
			t.Fatalf("refused: %d", res.Status)
		}
	}
	mia.Get("/topics").Want(http.StatusOK)
	stranger := site.Browser()
	for range 50 {
		stranger.Do(sending(stranger, upload{"a.jpg", content}))
	}
	if res := stranger.Do(sending(stranger, upload{"a.jpg", content})); res.Status != http.StatusTooManyRequests {
		t.Errorf("the fifty-first of a stranger: %d", res.Status)
	}
}
