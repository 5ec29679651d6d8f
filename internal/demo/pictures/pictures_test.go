package pictures_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/gen2brain/webp"

	"github.com/commonthread/commonthread/internal/blob"
	"github.com/commonthread/commonthread/internal/demo/pictures"
	"github.com/commonthread/commonthread/internal/paint"
)

// mostBytes is what one picture may weigh, so that the program and its repository stay small.
const mostBytes = 160_000

func TestAll_areWhatWasPainted(t *testing.T) {
	all, err := pictures.All()
	if err != nil || len(all) != len(paint.Pictures) {
		t.Fatalf("%d of %d are kept: %v", len(all), len(paint.Pictures), err)
	}
	sum := 0
	for i, p := range all {
		file, err := p.File()
		if err != nil {
			t.Fatal(err)
		}
		hash := sha256.Sum256(file)
		config, err := webp.DecodeConfig(bytes.NewReader(file))
		if err != nil || config.Width != p.Width || config.Height != p.Height {
			t.Errorf("%s is %dx%d, listed as %dx%d: %v", p.Name, config.Width, config.Height, p.Width, p.Height, err)
		}
		if hex.EncodeToString(hash[:]) != p.Hash || len(p.Colour) != 7 || p.Name != paint.Pictures[i].Name {
			t.Errorf("%s is not as listed: run go generate ./internal/demo/pictures", p.Name)
		}
		if sum += len(file); len(file) > mostBytes {
			t.Errorf("%s weighs %d bytes, at most %d", p.Name, len(file), mostBytes)
		}
	}
	t.Logf("%d pictures, %d bytes", len(all), sum)
}

// What is kept comes from the painter, and nowhere else: one that needs no brush is painted again.
func TestAll_canBePaintedAgain(t *testing.T) {
	p, err := pictures.Named("pool-light")
	if err != nil {
		t.Fatal(err)
	}
	file, err := p.File()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := webp.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var again image.Image
	for _, one := range paint.Pictures {
		if one.Name == p.Name {
			again = one.Paint()
		}
	}
	off := 0.0
	for y := 0; y < p.Height; y += 16 {
		for x := 0; x < p.Width; x += 16 {
			r, g, b, _ := kept.At(x, y).RGBA()
			r2, g2, b2, _ := again.At(x, y).RGBA()
			off += math.Abs(float64(r)-float64(r2)) + math.Abs(float64(g)-float64(g2)) + math.Abs(float64(b)-float64(b2))
		}
	}
	if off /= float64(p.Width*p.Height/256) * 3 * 65535; off > .03 {
		t.Errorf("it differs by %v", off)
	}
}

// seen is a picture as somebody sees it who passes by: sixteen by sixteen spots.
func seen(t *testing.T, p pictures.Picture) (spots [16 * 16 * 3]float64) {
	t.Helper()
	file, err := p.File()
	if err != nil {
		t.Fatal(err)
	}
	m, err := webp.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 256 {
		r, g, b, _ := m.At(p.Width*(2*(i%16)+1)/32, p.Height*(2*(i/16)+1)/32).RGBA()
		spots[3*i], spots[3*i+1], spots[3*i+2] = float64(r)/65535, float64(g)/65535, float64(b)/65535
	}
	return spots
}

func TestAll_areNeitherEmptyNorAlike(t *testing.T) {
	all, err := pictures.All()
	if err != nil {
		t.Fatal(err)
	}
	apart := func(a, b [16 * 16 * 3]float64) (d float64) {
		for i := range a {
			d += math.Abs(a[i]-b[i]) / float64(len(a))
		}
		return d
	}
	before := map[string][16 * 16 * 3]float64{}
	for _, p := range all {
		spots := seen(t, p)
		var flat [16 * 16 * 3]float64
		for i := range flat {
			flat[i] = spots[i%3]
		}
		if d := apart(spots, flat); d < .03 {
			t.Errorf("%s is nearly one colour: %v", p.Name, d)
		}
		for name, other := range before {
			if d := apart(spots, other); d < .02 {
				t.Errorf("%s looks like %s: %v", p.Name, name, d)
			}
		}
		before[p.Name] = spots
	}
}

func TestNamed_refusesOthers(t *testing.T) {
	if _, err := pictures.Named("mona-lisa"); err == nil || !strings.Contains(err.Error(), "mona-lisa") {
		t.Errorf("found: %v", err)
	}
}

func open(t *testing.T) (*pictures.Files, blob.Store) {
	t.Helper()
	folder, err := blob.OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return pictures.In(folder), folder
}

func count(t *testing.T, s blob.Store) (n int) {
	t.Helper()
	if err := s.Each(t.Context(), "", func(blob.Info) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestFiles_Open_makesEverySizeWhenOneIsAskedFor(t *testing.T) {
	files, folder := open(t)
	p, err := pictures.Named("lemons")
	if err != nil {
		t.Fatal(err)
	}
	sizes := 0
	var wait sync.WaitGroup
	for i, name := range []string{"480.webp", "960.webp", "1600.webp", "1600.jpg"} {
		sizes++
		wait.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			if i == 0 {
				cancel() // who asks first goes away
			}
			defer cancel()
			file, info, err := files.Open(ctx, "pictures/"+p.Hash[:2]+"/"+p.Hash+"/"+name)
			if i == 0 && errors.Is(err, context.Canceled) {
				return
			}
			if err != nil || info.Size == 0 {
				t.Errorf("%s: %v", name, err)
				return
			}
			_ = file.Close()
		})
	}
	wait.Wait()
	if n := count(t, folder); n != sizes {
		t.Errorf("%d files are made, want %d", n, sizes)
	}
}

func TestFiles_Open_knowsNoOtherPicture(t *testing.T) {
	files, folder := open(t)
	for _, name := range []string{"pictures/ab/" + strings.Repeat("ab", 32) + "/480.webp", "elsewhere"} {
		if _, _, err := files.Open(t.Context(), name); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := count(t, folder); n != 0 {
		t.Errorf("%d files are made", n)
	}
}

func TestFiles_Warm_endsWhenItIsTold(t *testing.T) {
	files, folder := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := files.Warm(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	if n := count(t, folder); n != 0 {
		t.Errorf("%d files are made", n)
	}
}
