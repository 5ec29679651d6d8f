// Command make paints what is missing in kept/, and lists what is there in kept/index.txt.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gen2brain/webp"
	"golang.org/x/sync/errgroup"

	"github.com/commonthread/commonthread/internal/media"
	"github.com/commonthread/commonthread/internal/paint"
)

// quality is what a painting needs to keep its strokes.
const quality = 76

func main() {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range paint.Pictures {
		group.Go(func() error { return keep(p) })
	}
	if err := group.Wait(); err != nil {
		log.Fatal(err)
	}
	index := new(bytes.Buffer)
	for _, p := range paint.Pictures {
		if err := list(index, p); err != nil {
			log.Fatal(err)
		}
	}
	if err := os.WriteFile("kept/index.txt", index.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

func path(p paint.Picture) string { return filepath.Join("kept", p.Name+".webp") }

// keep paints a picture that is missing.
func keep(p paint.Picture) error {
	if _, err := os.Stat(path(p)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b := new(bytes.Buffer)
	if err := webp.Encode(b, p.Paint(), webp.Options{Quality: quality, Method: 6}); err != nil {
		return fmt.Errorf("encode %s: %w", p.Name, err)
	}
	fmt.Printf("%s: %d bytes\n", p.Name, b.Len())
	return os.WriteFile(path(p), b.Bytes(), 0o644)
}

// list notes what the program would find out about a picture that somebody sends.
func list(index *bytes.Buffer, p paint.Picture) error {
	file, err := os.ReadFile(path(p))
	if err != nil {
		return err
	}
	r := bytes.NewReader(file)
	header, err := media.Inspect(r)
	if err != nil {
		return fmt.Errorf("inspect %s: %w", p.Name, err)
	}
	drawn, err := media.NewMaker().Make(context.Background(), r, header)
	if err != nil {
		return fmt.Errorf("draw %s: %w", p.Name, err)
	}
	sum := sha256.Sum256(file)
	fmt.Fprintf(index, "%s %d %d %s %s\n", p.Name, drawn.Width, drawn.Height, drawn.Colour, hex.EncodeToString(sum[:]))
	return nil
}
