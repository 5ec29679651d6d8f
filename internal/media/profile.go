package media

import (
	"encoding/binary"
	"image"
	"io"
	"math"
)

// profile says what the numbers of a picture mean: curves to light, and a matrix from light to the connection space of
// ICC, XYZ under D50. Display P3 and Adobe RGB are such profiles; those with tables, as of printers, are not read.
type profile struct {
	curves [3][256]float64
	toXYZ  [3][3]float64
}

// fromXYZ leads from the connection space to the light of sRGB: the inverse of its primaries, adapted to D50.
var fromXYZ = [3][3]float64{
	{3.1341359, -1.6172208, -0.4906628},
	{-0.9787955, 1.9161416, 0.0334540},
	{0.0719553, -0.2289914, 1.4053851},
}

// inSRGB converts a picture of a file with a profile to sRGB, which is what every browser takes it for. Without a
// profile, and with one that cannot be read, it stays as it is.
func inSRGB(m *image.NRGBA, file io.ReadSeeker, format Format) {
	raw, err := profileOf(file, format)
	if err != nil {
		return
	}
	p, ok := parseProfile(raw)
	if !ok || p.plain() {
		return
	}
	across := p.matrix()
	rows(m.Bounds().Dy(), func(y int) {
		line := m.Pix[y*m.Stride : y*m.Stride+4*m.Bounds().Dx()]
		for i := 0; i < len(line); i += 4 {
			r, g, b := p.curves[0][line[i]], p.curves[1][line[i+1]], p.curves[2][line[i+2]]
			for c := range 3 {
				line[i+c] = encoded(across[c][0]*r + across[c][1]*g + across[c][2]*b)
			}
		}
	})
}

// matrix leads from the profile's light to that of sRGB.
func (p profile) matrix() (m [3][3]float64) {
	for row := range 3 {
		for column := range 3 {
			for k := range 3 {
				m[row][column] += fromXYZ[row][k] * p.toXYZ[k][column]
			}
		}
	}
	return m
}

// plain reports whether the profile is sRGB's, as near as one step of a colour.
func (p profile) plain() bool {
	across := p.matrix()
	for _, c := range [][3]uint8{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}, {40, 90, 160}, {220, 120, 30}} {
		for row := range 3 {
			light := across[row][0]*p.curves[0][c[0]] + across[row][1]*p.curves[1][c[1]] + across[row][2]*p.curves[2][c[2]]
			if d := int(encoded(light)) - int(c[row]); d < -1 || d > 1 {
				return false
			}
		}
	}
	return true
}

// steps is how finely light is told apart on its way to sRGB: enough that the darkest colours keep their own.
const steps = 1 << 14

var srgb = func() (table [steps + 1]uint8) {
	for i := range table {
		light := float64(i) / steps
		value := 12.92 * light
		if light > 0.0031308 {
			value = 1.055*math.Pow(light, 1/2.4) - 0.055
		}
		table[i] = uint8(math.Round(255 * value))
	}
	return table
}()

// encoded is light as sRGB writes it; what sRGB cannot show becomes the nearest that it can.
func encoded(light float64) uint8 {
	return srgb[int(math.Round(steps*min(max(light, 0), 1)))]
}

// parseProfile reads a profile of three colours by matrix and curves (ICC.1:2022, 8.3.3).
func parseProfile(raw []byte) (p profile, ok bool) {
	if len(raw) < 132 || string(raw[16:20]) != "RGB " || string(raw[20:24]) != "XYZ " || string(raw[36:40]) != "acsp" {
		return p, false
	}
	tags := map[string][]byte{}
	count := int(min(binary.BigEndian.Uint32(raw[128:]), 100))
	for i := range count {
		entry := 132 + 12*i
		if len(raw) < entry+12 {
			return p, false
		}
		from, length := uint64(binary.BigEndian.Uint32(raw[entry+4:])), uint64(binary.BigEndian.Uint32(raw[entry+8:]))
		if from+length > uint64(len(raw)) {
			return p, false
		}
		tags[string(raw[entry:entry+4])] = raw[from : from+length]
	}
	if _, tables := tags["A2B0"]; tables {
		return p, false
	}
	for i, c := range []string{"r", "g", "b"} {
		xyz := tags[c+"XYZ"]
		if len(xyz) < 20 || string(xyz[:4]) != "XYZ " {
			return p, false
		}
		for k := range 3 {
			p.toXYZ[k][i] = fixed(xyz[8+4*k:])
		}
		curve, ok := curveOf(tags[c+"TRC"])
		if !ok {
			return p, false
		}
		for v := range 256 {
			light := curve(float64(v) / 255)
			if math.IsNaN(light) || math.IsInf(light, 0) {
				return p, false
			}
			p.curves[i][v] = min(max(light, 0), 1)
		}
	}
	return p, true
}

// fixed reads a number with sixteen bits behind the point.
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }
