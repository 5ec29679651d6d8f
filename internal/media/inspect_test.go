package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/commonthread/commonthread/internal/media"
)

func refusal(t *testing.T, file []byte) *media.Refusal {
	t.Helper()
	_, err := media.Inspect(bytes.NewReader(file))
	var r *media.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("got %v, want a refusal", err)
	}
	return r
}

// F01: the first bytes decide, and each refusal names what was found and what helps.
func TestInspect_takesPicturesAlone(t *testing.T) {
	picture := jpegOf(t, quarters(50, 40))
	for found, file := range map[string][]byte{
		"an SVG drawing":     []byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		"text/html":          append([]byte("<!DOCTYPE html><title>x</title>"), picture...),
		"application/pdf":    []byte("%PDF-1.7\n"),
		"an HEIC photograph": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
		"an AVIF picture":    []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00"),
		"a film":             []byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"),
		"application/zip":    append([]byte("PK\x03\x04"), picture...),
		"something else":     {0, 1, 2, 3},
		"text/plain":         nil,
	} {
		r := refusal(t, file)
		if r.Cause != media.WrongType || !strings.Contains(r.Message, found) || !strings.Contains(r.Message, "JPEG") {
			t.Errorf("%s: cause %d, %q", found, r.Cause, r.Message)
		}
	}
}

// bomb is a PNG's signature and header of a size, and nothing behind it.
func bomb(w, h uint32, depth, kind byte) []byte {
	chunk := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	chunk = append(chunk, depth, kind, 0, 0, 0)
	file := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	file = append(file, chunk...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(chunk))
}

// F02: the header is enough to refuse.
func TestInspect_refusesByTheHeaderWhatWouldNotFit(t *testing.T) {
	const truecolour, deep = 2, 6
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"too many pixels": {bomb(10_000, 9_000, 8, truecolour), "50 million pixels"},
		"too long a side": {bomb(20_001, 10, 8, truecolour), "20000 on a side"},
		"sixteen bits":    {bomb(7_000, 7_000, 16, deep), "memory"},
		"widest of all":   {bomb(1<<31-1, 1<<31-1, 8, truecolour), ""},
	} {
		r := refusal(t, c.file)
		if !strings.Contains(r.Message, c.says) {
			t.Errorf("%s: %q", name, r.Message)
		}
		if c.says != "" && r.Cause != media.TooLarge {
			t.Errorf("%s: cause %d", name, r.Cause)
		}
	}
	if _, err := media.Inspect(bytes.NewReader(bomb(6_000, 4_000, 8, truecolour))); err != nil {
		t.Errorf("24 megapixels: %v", err)
	}
	if r := refusal(t, append(jpegOf(t, quarters(9, 9)), make([]byte, media.MaxBytes)...)); r.Cause != media.TooLarge || !strings.Contains(r.Message, "25 MB") {
		t.Errorf("a heavy file: %q", r.Message)
	}
}

// A progressive JPEG keeps all its coefficients in memory while it is decoded.
func TestInspect_weighsAProgressiveJPEG(t *testing.T) {
	file := jpegOf(t, quarters(64, 64))
	at := bytes.Index(file, []byte{0xff, 0xc0})
	progressive := bytes.Clone(file)
	progressive[at+1] = 0xc2
	for _, f := range [][]byte{file, progressive} {
		binary.BigEndian.PutUint16(f[at+5:], 6_000)
		binary.BigEndian.PutUint16(f[at+7:], 8_000)
	}
	if _, err := media.Inspect(bytes.NewReader(file)); err != nil {
		t.Errorf("baseline: %v", err)
	}
	if r := refusal(t, progressive); r.Cause != media.TooLarge {
		t.Errorf("progressive: %q", r.Message)
	}
}

func TestMake_refusesWhatEndsEarly(t *testing.T) {
	for name, whole := range map[string][]byte{"jpeg": jpegOf(t, quarters(400, 300)), "png": pngOf(t, quarters(400, 300))} {
		for _, part := range []int{1, 5, 20, 50, 95} {
			file := whole[:len(whole)*part/100]
			h, err := media.Inspect(bytes.NewReader(file))
			if err == nil {
				_, err = media.NewMaker().Make(context.Background(), bytes.NewReader(file), h)
			}
			var r *media.Refusal
			if !errors.As(err, &r) || r.Message == "" {
				t.Errorf("%d %% of a %s: %v", part, name, err)
			}
		}
	}
}

func TestInspect_offersWhatTheCameraNoted(t *testing.T) {
	file := withNotes(jpegOf(t, quarters(60, 40)),
		[]tag{text(0x010f, "NIKON CORPORATION"), text(0x0110, "NIKON Z 6_2")},
		[]tag{ratio(0x829a, 1, 250), ratio(0x829d, 28, 10), shortTag(0x8827, 400), ratio(0x920a, 35, 1), text(0xa434, "NIKKOR Z 35mm\x01 f/1.8 S")},
		[]tag{text(0x0001, "N")})
	got := inspect(t, file).Camera
	want := media.Camera{Name: "NIKON Z 6_2", Lens: "NIKKOR Z 35mm f/1.8 S", Exposure: "35 mm, f/2.8, 1/250 s, ISO 400"}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	slow := inspect(t, withNotes(jpegOf(t, quarters(60, 40)), []tag{text(0x010f, "Apple"), text(0x0110, "iPhone 15")}, []tag{ratio(0x829a, 5, 2)}, nil)).Camera
	if slow.Name != "Apple iPhone 15" || slow.Exposure != "2.5 s" {
		t.Errorf("got %+v", slow)
	}
}

func FuzzInspect(f *testing.F) {
	picture := jpegOf(f, quarters(40, 30))
	f.Add(picture)
	f.Add(withNotes(picture, []tag{shortTag(0x0112, 6)}, []tag{ratio(0x829d, 28, 0)}, nil))
	f.Add(pngOf(f, quarters(40, 30)))
	f.Add(bomb(100, 100, 8, 2))
	f.Fuzz(func(t *testing.T, file []byte) {
		h, err := media.Inspect(bytes.NewReader(file))
		var r *media.Refusal
		if err != nil {
			if !errors.As(err, &r) {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		if h.Width < 1 || h.Height < 1 || h.Width*h.Height > media.MaxPixels {
			t.Fatalf("%dx%d passed", h.Width, h.Height)
		}
	})
}
