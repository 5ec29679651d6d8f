package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	barWidth = 30

	// barRedraw keeps a person's bar from costing more than the work, and
	// collectorStep is how many percent a collector waits for the next line.
	barRedraw     = 100 * time.Millisecond
	collectorStep = 10
)

// progress shows how far long work has come: a person a bar on one line that is
// drawn over, a collector a line for every tenth.
type progress struct {
	out    io.Writer
	person bool
	now    func() time.Time
	unit   string

	begun, drawn time.Time
	told         int // percent
}

func (p *progress) begin() { p.begun = p.now() }

// report shows that done of total are done. It may be called as often as one likes.
func (p *progress) report(done, total int) {
	if total <= 0 {
		return
	}
	percent := int(int64(done) * 100 / int64(total))
	if p.person {
		p.draw(done, total, percent)
		return
	}
	if step := percent / collectorStep * collectorStep; step > p.told {
		p.told = step
		fmt.Fprintf(p.out, "%d %%: %s of %s %s\n", step, grouped(done), grouped(total), p.unit)
	}
}

func (p *progress) draw(done, total, percent int) {
	now := p.now()
	if done < total && now.Sub(p.drawn) < barRedraw {
		return
	}
	p.drawn = now
	full := barWidth * done / total
	fmt.Fprintf(p.out, "\r[%s%s] %3d %%  %s of %s %s%s\x1b[K", strings.Repeat("#", full), strings.Repeat(".", barWidth-full),
		percent, grouped(done), grouped(total), p.unit, p.left(now, done, total))
	if done >= total {
		fmt.Fprintln(p.out)
	}
}

// left estimates what remains, once there is something to estimate from.
func (p *progress) left(now time.Time, done, total int) string {
	spent := now.Sub(p.begun)
	if done <= 0 || done >= total || spent < 2*time.Second {
		return ""
	}
	left := time.Duration(float64(spent) * float64(total-done) / float64(done))
	return fmt.Sprintf(", %s left", left.Round(time.Second))
}

func (p *progress) taken() time.Duration {
	return p.now().Sub(p.begun).Round(100 * time.Millisecond)
}

// grouped writes 1000000 as 1,000,000.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
