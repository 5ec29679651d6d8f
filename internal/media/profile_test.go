package media_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"slices"
	"testing"

	"github.com/commonthread/commonthread/internal/media"
)

// Primaries as ICC profiles write them, adapted to D50: red, green, blue, each X, Y, Z.
var (
	displayP3 = [3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}
	adobeRGB  = [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}
	plainSRGB = [3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}}
)

func s15(values ...float64) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

// srgbCurve is the curve of sRGB and of Display P3, as a formula; power is one number.
func srgbCurve() []byte {
	return slices.Concat([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), s15(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045))
}

func power(of float64) []byte {
	return binary.BigEndian.AppendUint16([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), uint16(math.Round(of*256)))
}

// points is the same power through so many points.
func points(of float64, n int) []byte {
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), uint32(n))
	for i := range n {
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(65535*math.Pow(float64(i)/float64(n-1), of))))
	}
	return b
}

// profileWith makes an ICC profile of primaries and one curve for all three.
func profileWith(primaries [3][3]float64, curve []byte) []byte {
	type tag struct {
		name string
		body []byte
	}
	var tags []tag
	for i, c := range []string{"r", "g", "b"} {
		tags = append(tags, tag{c + "XYZ", append([]byte("XYZ \x00\x00\x00\x00"), s15(primaries[i][:]...)...)}, tag{c + "TRC", curve})
	}
	head := make([]byte, 132)
	copy(head[12:], "mntrRGB XYZ ")
	copy(head[36:], "acsp")
	binary.BigEndian.PutUint32(head[128:], uint32(len(tags)))
	var table, bodies []byte
	at := 132 + 12*len(tags)
	for _, t := range tags {
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(bodies)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.body)))
		bodies = append(bodies, t.body...)
		for len(bodies)%4 != 0 {
			bodies = append(bodies, 0)
		}
	}
	whole := slices.Concat(head, table, bodies)
	binary.BigEndian.PutUint32(whole, uint32(len(whole)))
	return whole
}

// inJPEG and inPNG are files of one colour that carry a profile.
func inJPEG(t *testing.T, c color.NRGBA, profile []byte) []byte {
	plain := jpegOf(t, one(c))
	file := slices.Clone(plain[:2])
	half := len(profile) / 2
	for i, part := range [][]byte{profile[:half], profile[half:]} {
		segment := slices.Concat([]byte("ICC_PROFILE\x00"), []byte{byte(i + 1), 2}, part)
		file = append(file, 0xff, 0xe2)
		file = binary.BigEndian.AppendUint16(file, uint16(len(segment)+2))
		file = append(file, segment...)
	}
	return append(file, plain[2:]...)
}

func inPNG(t *testing.T, c color.NRGBA, profile []byte) []byte {
	plain := pngOf(t, one(c))
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(profile); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	body := slices.Concat([]byte("iCCP"), []byte("a name\x00\x00"), packed.Bytes())
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	const afterHead = 8 + 25 // the signature, and IHDR
	return slices.Concat(plain[:afterHead], chunk, plain[afterHead:])
}

func one(c color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 32, 32))
	for i := 0; i < len(m.Pix); i += 4 {
		m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3] = c.R, c.G, c.B, c.A
	}
	return m
}

// shown is the colour of what is made of a file.
func shown(t *testing.T, file []byte) color.NRGBA {
	t.Helper()
	header, err := media.Inspect(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	p, err := media.NewMaker().Make(context.Background(), bytes.NewReader(file), header)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Files {
		if f.Type != "image/jpeg" {
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(f.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		return color.NRGBAModel.Convert(m.At(16, 16)).(color.NRGBA)
	}
	t.Fatal("no JPEG was made")
	return color.NRGBA{}
}

func alike(a, b color.NRGBA) bool {
	for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
		if d < -4 || d > 4 {
			return false
		}
	}
	return true
}

func TestMake_convertsWideColoursToSRGB(t *testing.T) {
	c := color.NRGBA{200, 100, 60, 255}
	for name, test := range map[string]struct {
		profile []byte
		want    color.NRGBA
	}{
		"Display P3":                   {profileWith(displayP3, srgbCurve()), color.NRGBA{215, 93, 47, 255}},
		"Adobe RGB":                    {profileWith(adobeRGB, power(2.19921875)), color.NRGBA{227, 100, 55, 255}},
		"Adobe RGB, by points":         {profileWith(adobeRGB, points(2.19921875, 1024)), color.NRGBA{227, 100, 55, 255}},
		"sRGB":                         {profileWith(plainSRGB, srgbCurve()), c},
		"no profile that can be read":  {[]byte("nothing of the kind, though it is longer than a header has to be"), c},
		"one whose tables end early":   {profileWith(displayP3, srgbCurve())[:200], c},
		"one with a curve of no shape": {profileWith(displayP3, []byte("wave\x00\x00\x00\x00\x00\x00\x00\x00")), c},
	} {
		for kind, file := range map[string][]byte{"JPEG": inJPEG(t, c, test.profile), "PNG": inPNG(t, c, test.profile)} {
			if got := shown(t, file); !alike(got, test.want) {
				t.Errorf("%s in a %s: %v, want %v", name, kind, got, test.want)
			}
		}
	}
}

func TestMake_keepsGreyGreyAndTheDarkestApart(t *testing.T) {
	for _, v := range []uint8{0, 3, 8, 40, 128, 255} {
		grey := color.NRGBA{v, v, v, 255}
		if got := shown(t, inPNG(t, grey, profileWith(displayP3, srgbCurve()))); !alike(got, grey) {
			t.Errorf("grey %d became %v", v, got)
		}
	}
}

// What sRGB cannot show becomes the nearest that it can, never another colour by overflow.
func TestMake_clipsWhatSRGBCannotShow(t *testing.T) {
	for c, want := range map[color.NRGBA]color.NRGBA{
		{0, 255, 0, 255}: {0, 255, 0, 255},
		{255, 0, 0, 255}: {255, 0, 0, 255},
	} {
		if got := shown(t, inPNG(t, c, profileWith(displayP3, srgbCurve()))); !alike(got, want) {
			t.Errorf("%v became %v", c, got)
		}
	}
}
