package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/commonthread/commonthread/internal/media"
)

// quarters is a picture whose corners differ, so that every turn shows: red, green above blue, white.
func quarters(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{220, 30, 30, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.NRGBA{30, 180, 30, 255}
			case x < w/2 && y >= h/2:
				c = color.NRGBA{30, 30, 200, 255}
			case x >= w/2:
				c = color.NRGBA{250, 250, 250, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tag is an entry of a TIFF directory; long texts stand behind it.
type tag struct {
	id, kind uint16
	count    uint32
	value    []byte
}

const (
	ascii    = 2
	short    = 3
	long     = 4
	rational = 5
)

func text(id uint16, s string) tag { return tag{id, ascii, uint32(len(s) + 1), append([]byte(s), 0)} }

func shortTag(id, v uint16) tag { return tag{id, short, 1, binary.BigEndian.AppendUint16(nil, v)} }

func ratio(id uint16, values ...uint32) tag {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return tag{id, rational, uint32(len(values) / 2), b}
}

// directory writes the entries at an offset of the TIFF file.
func directory(at int, tags []tag) []byte {
	head := binary.BigEndian.AppendUint16(nil, uint16(len(tags)))
	var behind []byte
	after := at + 2 + 12*len(tags) + 4
	for _, t := range tags {
		head = binary.BigEndian.AppendUint16(head, t.id)
		head = binary.BigEndian.AppendUint16(head, t.kind)
		head = binary.BigEndian.AppendUint32(head, t.count)
		if len(t.value) <= 4 {
			head = append(head, append(bytes.Clone(t.value), make([]byte, 4-len(t.value))...)...)
			continue
		}
		head = binary.BigEndian.AppendUint32(head, uint32(after+len(behind)))
		behind = append(behind, t.value...)
	}
	return append(append(head, 0, 0, 0, 0), behind...)
}

// withNotes puts an EXIF segment with main, exposure and place directories into a JPEG.
func withNotes(picture []byte, main, exposure, place []tag) []byte {
	const exifPointer, placePointer = 0x8769, 0x8825
	size := func(tags []tag) int { return len(directory(0, tags)) }
	pointers := append(bytesOf(main), tag{exifPointer, long, 1, make([]byte, 4)}, tag{placePointer, long, 1, make([]byte, 4)})
	exposureAt := 8 + size(pointers)
	placeAt := exposureAt + size(exposure)
	pointers[len(pointers)-2].value = binary.BigEndian.AppendUint32(nil, uint32(exposureAt))
	pointers[len(pointers)-1].value = binary.BigEndian.AppendUint32(nil, uint32(placeAt))
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08")
	tiff = append(tiff, directory(8, pointers)...)
	tiff = append(tiff, directory(exposureAt, exposure)...)
	tiff = append(tiff, directory(placeAt, place)...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, picture[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(segment)+2))
	out = append(out, segment...)
	return append(out, picture[2:]...)
}

func bytesOf(tags []tag) []tag { return append([]tag(nil), tags...) }

func inspect(t testing.TB, file []byte) media.Header {
	t.Helper()
	h, err := media.Inspect(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func made(t testing.TB, file []byte) media.Picture {
	t.Helper()
	p, err := media.NewMaker().Make(context.Background(), bytes.NewReader(file), inspect(t, file))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
