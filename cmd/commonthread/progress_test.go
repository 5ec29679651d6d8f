package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func bar(person bool) (*progress, *bytes.Buffer, *time.Time) {
	var b bytes.Buffer
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	p := &progress{out: &b, person: person, now: func() time.Time { return at }, unit: "posts"}
	p.begin()
	return p, &b, &at
}

func TestProgress_givesACollectorALineForEveryTenth(t *testing.T) {
	p, out, _ := bar(false)
	for done := range 2001 {
		p.report(done, 2000)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 10 || lines[0] != "10 %: 200 of 2,000 posts" || lines[9] != "100 %: 2,000 of 2,000 posts" {
		t.Errorf("got %q", lines)
	}
}

func TestProgress_drawsAPersonOneLineOverAndOver(t *testing.T) {
	p, out, at := bar(true)
	p.report(100, 1000)
	first := out.Len()
	p.report(200, 1000)
	if out.Len() != first {
		t.Error("it draws more often than can be read")
	}
	*at = at.Add(10 * time.Second)
	p.report(250, 1000)
	p.report(1000, 1000)
	got := out.String()
	for _, part := range []string{"\r[###...", " 25 %  250 of 1,000 posts, 30s left", strings.Repeat("#", barWidth) + "] 100 %"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q does not show %q", got, part)
		}
	}
	if strings.Count(got, "\n") != 1 || !strings.HasSuffix(got, "\n") {
		t.Errorf("%q is not one line with an end", got)
	}
	if p.taken() != 10*time.Second {
		t.Errorf("took %s", p.taken())
	}
}

func TestProgress_ofNothingShowsNothing(t *testing.T) {
	p, out, _ := bar(false)
	p.report(0, 0)
	if out.Len() > 0 {
		t.Errorf("got %q", out)
	}
}

func TestGrouped_separatesThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1000000: "1,000,000", 12345: "12,345", -1000: "-1,000", -100: "-100"} {
		if got := grouped(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
