package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// settings are the flags.
type settings struct {
	program  string
	watchers string
	held     int
	rounds   int
	posting  time.Duration
	storm    int
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "bare" {
		serveBare()
		return
	}
	var s settings
	flag.StringVar(&s.program, "program", "bin/commonthread", "the program to measure")
	flag.StringVar(&s.watchers, "watchers", "500,2000,5000", "how many watch one thread, one run after the other")
	flag.IntVar(&s.held, "held", 10_000, "how many are held in one thread at last; 0: none")
	flag.IntVar(&s.rounds, "rounds", 25, "posts for each median")
	flag.DurationVar(&s.posting, "posting", 10*time.Second, "how long 20 posts a second are written for the p99; 0: not")
	flag.IntVar(&s.storm, "storm", 5000, "how many are cut off at once and come back; 0: none")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := s.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (s settings) run(ctx context.Context) error {
	var counts []int
	for word := range strings.SplitSeq(s.watchers, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || n < 1 {
			return fmt.Errorf("-watchers: %q is no number of people", word)
		}
		counts = append(counts, n)
	}
	if s.held > 0 {
		counts = append(counts, s.held)
	}
	fmt.Printf("%d cores, %s; server and watchers share them. Medians of %d posts: told is from the start of the POST to the last watcher, "+
		"with all that a post is - its checks, its commit - where the bare hub does nothing of that; the broadcast alone is from the first watcher to the last.\n\n",
		runtime.NumCPU(), runtime.Version(), s.rounds)
	fmt.Println("| watchers | told (ms) | worst | bare (ms) | ratio | target | broadcast (ms) | bare | ratio | KiB a socket | bare | us of CPU a message | bare | POST answered (ms) |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	for _, n := range counts {
		if err := s.row(ctx, n); err != nil {
			return fmt.Errorf("%d watchers: %w", n, err)
		}
	}
	if s.posting > 0 {
		if err := s.postingTable(ctx); err != nil {
			return err
		}
	}
	if s.storm == 0 {
		return nil
	}
	return s.stormTable(ctx)
}

// targets are the most that is allowed, in milliseconds (two cores, nothing else running).
var targets = map[int]string{500: "15", 2000: "35", 5000: "80", 10_000: "200"}

func (s settings) row(ctx context.Context, n int) error {
	program, err := startProgram(ctx, s.program)
	if err != nil {
		return err
	}
	defer program.stop()
	p, bytes, err := s.open(ctx, program)
	if err != nil {
		return err
	}
	hub, err := startBare(ctx, bytes)
	if err != nil {
		return fmt.Errorf("bare: %w", err)
	}
	defer hub.stop()
	h, _, err := s.open(ctx, hub)
	if err != nil {
		return fmt.Errorf("bare: %w", err)
	}
	together := [][]*side{{p, h}}
	if n == s.held { // both would be more files than most systems let a process have
		together = [][]*side{{p}, {h}}
	}
	for _, sides := range together {
		if err := s.watch(ctx, n, sides...); err != nil {
			return err
		}
	}
	ours, bare := p.figures(), h.figures()
	fmt.Printf("| %d | %.1f | %.1f | %.1f | %.2f | %s | %.1f | %.1f | %.2f | %.1f | %.1f | %.1f | %.1f | %.1f |\n",
		n, ms(ours.last), ms(ours.worst), ms(bare.last), float64(ours.last)/float64(bare.last), targets[n],
		ms(ours.spread), ms(bare.spread), float64(ours.spread)/float64(bare.spread), ours.memory/1024, bare.memory/1024,
		float64(ours.work.Nanoseconds())/1000, float64(bare.work.Nanoseconds())/1000, ms(ours.post))
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
