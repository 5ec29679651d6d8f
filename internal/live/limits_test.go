package live_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/commonthread/commonthread/internal/live"
	"github.com/commonthread/commonthread/internal/live/livetest"
)

// I05
func TestHub_holdsAccountsToTheirLimits(t *testing.T) {
	s := serve(t, live.Options{ReaderSockets: 12})
	var own []*livetest.Client
	for range 10 {
		own = append(own, s.joined("mia"))
	}
	if _, status, _ := livetest.Dial(s.url, livetest.Options{Header: http.Header{"X-Member": {"mia"}}}); status != http.StatusTooManyRequests {
		t.Errorf("an eleventh socket: %d", status)
	}
	for range 12 {
		s.joined("")
	}
	if _, status, _ := livetest.Dial(s.url, livetest.Options{}); status != http.StatusTooManyRequests {
		t.Errorf("readers of one place: %d", status)
	}
	own[0].Cut()
	s.await("a socket ends", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.ended == 1 })
	s.await("there is room for another", func() bool {
		c, _, err := livetest.Dial(s.url, livetest.Options{Header: http.Header{"X-Member": {"mia"}}})
		if err == nil {
			c.Cut()
		}
		return err == nil
	})
}

func TestHub_refusesMoreSubscriptionsThanAnAccountMayHave(t *testing.T) {
	s := serve(t, live.Options{})
	one, two := s.dial("mia"), s.dial("mia")
	pace := time.NewTicker(60 * time.Millisecond) // under 20 a second
	defer pace.Stop()
	for i := range 101 {
		<-pace.C
		c := one
		if i%2 == 1 {
			c = two
		}
		if err := c.Subscribe(fmt.Sprint("room ", i), -1); err != nil {
			t.Fatal(err)
		}
		want := "subscribed"
		if i == 100 {
			want = "error"
		}
		if f := s.next(c); f.Type != want {
			t.Fatalf("subscription %d: %+v", i, f)
		}
	}
}

func TestHub_refusesMoreThanTwentyMessagesASecondAndThenTheSocket(t *testing.T) {
	s := serve(t, live.Options{})
	c := s.dial("mia")
	for range 60 {
		if err := c.Subscribe("room", -1); err != nil {
			break // it may be closed already
		}
	}
	served, refused := 0, 0
	for {
		f, err := c.Next(patience)
		if err != nil {
			if code := livetest.CloseCode(err); code != 1008 {
				t.Errorf("closed with %d: %v", code, err)
			}
			break
		}
		switch {
		case f.Type == "subscribed":
			served++
		case f.Code == "too_many":
			refused++
		}
	}
	if served < 20 || served > 25 || refused != 21 {
		t.Errorf("%d served, %d refused", served, refused)
	}
}
