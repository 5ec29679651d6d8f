package live

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseMessage_takesWhatTheProtocolSays(t *testing.T) {
	zero, seven := int64(0), int64(7)
	for frame, want := range map[string]Message{
		`{"type":"subscribe","channel":"thread:1"}`:                                {Subscribe, "thread:1", nil},
		`{"type":"subscribe","channel":"thread:1","since":0}`:                      {Subscribe, "thread:1", &zero},
		` {"channel":"me","since":7,"type":"subscribe","theme":{"a":[1]}} ` + "\n": {Subscribe, "me", &seven},
		`{"type":"unsubscribe","channel":"front"}`:                                 {Unsubscribe, "front", nil},
		`{"type":"typing","channel":"thread:1","since":null}`:                      {Typing, "thread:1", nil},
	} {
		got, err := ParseMessage([]byte(frame))
		if err != nil || got.Type != want.Type || got.Channel != want.Channel || (got.Since == nil) != (want.Since == nil) ||
			got.Since != nil && *got.Since != *want.Since {
			t.Errorf("%s is %+v (%v)", frame, got, err)
		}
	}
}

func TestParseMessage_refusesTheRest(t *testing.T) {
	for name, frame := range map[string]string{
		"nothing":           "",
		"null":              "null",
		"a list":            `[{"type":"subscribe","channel":"me"}]`,
		"words":             `subscribe me`,
		"half an object":    `{"type":"subscribe"`,
		"two messages":      `{"type":"typing","channel":"me"}{"type":"typing","channel":"me"}`,
		"a tail":            `{"type":"typing","channel":"me"} x`,
		"another type":      `{"type":"shout","channel":"me"}`,
		"its case":          `{"type":"Subscribe","channel":"me"}`,
		"no channel":        `{"type":"subscribe"}`,
		"an empty channel":  `{"type":"subscribe","channel":""}`,
		"a long channel":    `{"type":"subscribe","channel":"` + strings.Repeat("x", 201) + `"}`,
		"a NUL":             `{"type":"subscribe","channel":"a\u0000b"}`,
		"before the start":  `{"type":"subscribe","channel":"me","since":-1}`,
		"half an event":     `{"type":"subscribe","channel":"me","since":1.5}`,
		"too late":          `{"type":"subscribe","channel":"me","since":9223372036854775808}`,
		"a number in words": `{"type":"subscribe","channel":"me","since":"7"}`,
		"bytes":             "{\"type\":\"subscribe\",\"channel\":\"\xff\"}",
		"deep":              strings.Repeat(`{"a":`, 12000),
	} {
		if got, err := ParseMessage([]byte(frame)); err == nil {
			t.Errorf("%s is taken for %+v", name, got)
		}
	}
}

func TestEncode_keepsHTMLLegibleAndOnOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		html := rapid.String().Draw(t, "html") + `<p class="a">&amp;</p>`
		frame := Encode(Error{Type: "error", Code: "not_found", Detail: html})
		var back Error
		if err := json.Unmarshal(frame, &back); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(string(frame), "\n\r") || !strings.Contains(string(frame), `<p class=\"a\">&amp;</p>`) || back.Code != "not_found" {
			t.Fatalf("%q", frame)
		}
	})
}

// Over any span a budget lets through what it holds at first and what flows in, and no more.
func TestBudget_neverLetsMoreThroughThanItsPace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, now := newBudget(), time.Unix(1_700_000_000, 0)
		start, let := now, 0
		for range rapid.IntRange(1, 200).Draw(t, "messages") {
			now = now.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "ms")) * time.Millisecond)
			if b.message(now) {
				let++
			}
			if most := messagesBurst * (1 + now.Sub(start).Seconds()); float64(let) > most+1e-6 {
				t.Fatalf("%d messages in %s, at most %.1f", let, now.Sub(start), most)
			}
		}
		// whoever waits a second has all of it again
		for n := range messagesBurst {
			if !b.message(now.Add(time.Second)) {
				t.Fatalf("after a second message %d is refused", n)
			}
		}
	})
}

func TestBudget_roomsAreGivenBack(t *testing.T) {
	b := newBudget()
	taken := 0
	for b.takeRoom() {
		taken++
	}
	if taken != accountRooms {
		t.Errorf("%d rooms are taken, want %d", taken, accountRooms)
	}
	b.giveRooms(3)
	for n := range 4 {
		if got := b.takeRoom(); got != (n < 3) {
			t.Errorf("room %d of three given back: %t", n+1, got)
		}
	}
}
