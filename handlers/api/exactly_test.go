package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// start0 is when every world begins, as answers write it.
const start0 = "2026-03-02T09:00:00Z"

// plain brings a shape to what JSON makes of it.
func plain(t testing.TB, shape any) any {
	t.Helper()
	raw, err := json.Marshal(shape)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// is demands that the answer is exactly this: no field more, none less, none other.
func (r reply) is(want in) reply {
	r.t.Helper()
	wantSame(r.t, r.body, want)
	return r
}

func wantSame(t testing.TB, got map[string]any, want in) {
	t.Helper()
	expected := plain(t, want).(map[string]any)
	names := slices.Sorted(maps.Keys(expected))
	for name := range got {
		if _, ok := expected[name]; !ok {
			t.Errorf("%s is %v, and nobody asked for it", name, got[name])
		}
	}
	for _, name := range names {
		if value, ok := got[name]; !ok || !reflect.DeepEqual(value, expected[name]) {
			t.Errorf("%s is %#v, want %#v", name, value, expected[name])
		}
	}
}

// without is a shape with some fields changed or, by nil of the type gone, left out.
func with(shape in, pairs ...any) in {
	out := maps.Clone(shape)
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

// problem demands a problem document with exactly these fields, and words for people.
func (r reply) problem(status int, fields ...string) {
	r.t.Helper()
	r.want(status)
	if got := r.header.Get("Content-Type"); got != "application/problem+json" {
		r.t.Errorf("type %q", got)
	}
	if got := r.header.Get("Cache-Control"); got != "no-store" {
		r.t.Errorf("a refusal may be kept: %q", got)
	}
	if r.body["type"] != "about:blank" || r.body["status"] != float64(status) || r.body["title"] != http.StatusText(status) {
		r.t.Errorf("problem = %s", r.text)
	}
	told, _ := r.body["fields"].(map[string]any)
	if got := slices.Sorted(maps.Keys(told)); !slices.Equal(got, slices.Sorted(slices.Values(fields))) {
		r.t.Errorf("fields %v, want %v: %s", got, fields, r.text)
	}
	for name, words := range told {
		if text := fmt.Sprint(words); !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
			r.t.Errorf("%s: %q is no sentence", name, text)
		}
	}
}

func person(handle, name string, staff bool) in {
	return in{"handle": handle, "name": name, "staff": staff}
}
