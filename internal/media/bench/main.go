// Command bench sends photographs of 24 megapixels to the real program from many members at once, and looks at other
// pages meanwhile: are any lost, what memory does it take, how long do others wait, is anybody refused. `make
// bench-pictures` runs it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"sync"
	"time"
)

// What the project promises of it.
const (
	mostMemory = 600 << 20
	mostWait   = 50 * time.Millisecond
)

func main() {
	program := flag.String("program", "", "the commonthread to try")
	photographs := flag.Int("photographs", 100, "how many are sent")
	members := flag.Int("members", 8, "by how many at once")
	flag.Parse()
	if err := run(*program, *photographs, *members); err != nil {
		log.Fatal(err)
	}
}

func run(program string, photographs, members int) error {
	s, err := start(program, members)
	if err != nil {
		return err
	}
	defer s.stop()
	files, err := cameras()
	if err != nil {
		return err
	}
	fmt.Printf("%d photographs of 24 megapixels, %d KB each, by %d members\n", photographs, len(files[0])>>10, members)

	done := make(chan struct{})
	var watch sync.WaitGroup
	var memory int64
	watch.Go(func() { memory = s.watchMemory(done) })
	var pages looked
	watch.Go(func() { pages = s.look(done) })

	begun := time.Now()
	keys, refusals := s.sendAll(files, photographs, members)
	took := time.Since(begun)
	close(done)
	watch.Wait()

	lost := s.lost(keys)
	slices.Sort(pages.took)
	p99 := pages.took[len(pages.took)*99/100]
	fmt.Printf("kept:     %d of %d in %.1f s, lost: %d\n", len(keys), photographs, took.Seconds(), lost)
	for _, r := range refusals {
		fmt.Println("refused: ", r)
	}
	fmt.Printf("memory:   %d MB at most, all processes together\n", memory>>20)
	fmt.Printf("pages:    %d looked at, median %s, 99th %s, refused: %d\n", len(pages.took), pages.took[len(pages.took)/2].Round(10*time.Microsecond), p99.Round(10*time.Microsecond), pages.refused)
	return errors.Join(
		unless(lost == 0 && len(keys) == photographs, "photographs were lost or refused"),
		unless(memory <= mostMemory, "it took over %d MB", mostMemory>>20),
		unless(pages.refused == 0, "other pages were refused"),
		unless(p99 <= mostWait, "other pages waited over %s", mostWait),
	)
}

func unless(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

func init() {
	log.SetFlags(0)
	log.SetOutput(os.Stderr)
}
