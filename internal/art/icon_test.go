package art

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"testing"
)

const iconMostBytes = 12_000

func TestIcon_isADeterministicSmallPNGOfItsSize(t *testing.T) {
	for _, size := range IconSizes() {
		icon, err := Icon(size)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Icon(size)
		if err != nil || !bytes.Equal(icon, again) {
			t.Errorf("%d: drawn differently the second time (%v)", size, err)
		}
		if len(icon) > iconMostBytes {
			t.Errorf("%d: %d bytes, at most %d", size, len(icon), iconMostBytes)
		}
		config, err := png.DecodeConfig(bytes.NewReader(icon))
		if err != nil || config.Width != size || config.Height != size {
			t.Errorf("%d: decodes to %d by %d (%v)", size, config.Width, config.Height, err)
		}
	}
}

func TestIcon_otherSizesAreRefused(t *testing.T) {
	for _, size := range []int{-1, 0, 16, 181, 1 << 20} {
		if icon, err := Icon(size); err == nil || icon != nil {
			t.Errorf("%d: got %d bytes and error %v", size, len(icon), err)
		}
	}
}

func TestIcon_markLiesInTheSafeZoneAndIsSmooth(t *testing.T) {
	icon, err := Icon(192)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(icon))
	if err != nil {
		t.Fatal(err)
	}
	r, g, b := markGround.rgb()
	ground := color.RGBA{r, g, b, 255}
	tones, inked := map[color.RGBA]bool{}, 0
	for y := range 192 {
		for x := range 192 {
			c := color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA)
			if c.A != 255 {
				t.Fatalf("pixel %d, %d is transparent", x, y)
			}
			tones[c] = true
			if c == ground {
				continue
			}
			inked++
			if math.Hypot(float64(x)-95.5, float64(y)-95.5) > 192*.4 {
				t.Fatalf("pixel %d, %d is drawn outside the safe zone", x, y)
			}
		}
	}
	if inked < 192*192/12 {
		t.Errorf("only %d pixels are drawn", inked)
	}
	if len(tones) < 12 {
		t.Errorf("%d tones: the edges are not smooth", len(tones))
	}
}
