package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
)

// kinds is how many different photographs are drawn; each that is sent differs by a comment inside, so that no two
// are the same file.
const kinds = 3

// cameras are photographs as a camera makes them: 6000 by 4000 pixels, with grain in them.
func cameras() ([][]byte, error) {
	var files [][]byte
	for k := range kinds {
		random := rand.New(rand.NewPCG(uint64(k), 24))
		m := image.NewYCbCr(image.Rect(0, 0, 6000, 4000), image.YCbCrSubsampleRatio420)
		for y := range 4000 {
			for x := range 6000 {
				m.Y[m.YOffset(x, y)] = uint8(60 + (x+y*(k+1))/60 + random.IntN(18))
			}
		}
		for i := range m.Cb {
			c := color.YCbCr{Cb: uint8(100 + i%40), Cr: uint8(120 + i/90_000)}
			m.Cb[i], m.Cr[i] = c.Cb, c.Cr
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
			return nil, fmt.Errorf("draw a photograph: %w", err)
		}
		files = append(files, b.Bytes())
	}
	return files, nil
}

// numbered is the file with a comment behind its first two bytes.
func numbered(file []byte, n int) []byte {
	words := fmt.Appendf(nil, "photograph %d", n)
	out := append([]byte{}, file[:2]...)
	out = append(out, 0xff, 0xfe)
	out = binary.BigEndian.AppendUint16(out, uint16(len(words)+2))
	return append(append(out, words...), file[2:]...)
}
