package media

import (
	"encoding/binary"
	"math"
)

// curveOf reads a curve from a value to its light, both from 0 to 1: by points, or by a formula.
func curveOf(tag []byte) (curve func(float64) float64, ok bool) {
	if len(tag) < 12 {
		return nil, false
	}
	switch string(tag[:4]) {
	case "curv":
		return pointCurve(tag[8:])
	case "para":
		return formula(int(binary.BigEndian.Uint16(tag[8:])), tag[12:])
	}
	return nil, false
}

// pointCurve goes through points at equal distances; none is a straight line, one a power.
func pointCurve(b []byte) (func(float64) float64, bool) {
	n := int(binary.BigEndian.Uint32(b))
	points := b[4:]
	if n < 0 || n > 1<<16 || len(points) < 2*n {
		return nil, false
	}
	at := func(i int) float64 { return float64(binary.BigEndian.Uint16(points[2*i:])) }
	switch n {
	case 0:
		return func(x float64) float64 { return x }, true
	case 1:
		power := at(0) / 256
		return func(x float64) float64 { return math.Pow(x, power) }, true
	}
	return func(x float64) float64 {
		place := x * float64(n-1)
		i := min(int(place), n-2)
		part := place - float64(i)
		return (at(i)*(1-part) + at(i+1)*part) / 65535
	}, true
}

// parameters is how many numbers each formula takes.
var parameters = []int{1, 3, 4, 5, 7}

// formula is one of the five parametric curves (ICC.1:2022, 10.18): a power above a point, a line or a constant below.
func formula(kind int, b []byte) (func(float64) float64, bool) {
	if kind >= len(parameters) || len(b) < 4*parameters[kind] {
		return nil, false
	}
	var v [7]float64
	for i := range parameters[kind] {
		v[i] = fixed(b[4*i:])
	}
	g, a, shift := v[0], v[1], v[2]
	power := func(x float64) float64 { return math.Pow(a*x+shift, g) }
	switch kind {
	case 0:
		return func(x float64) float64 { return math.Pow(x, g) }, true
	case 1, 2:
		below := v[3] // 0 in the first of them
		return func(x float64) float64 {
			if a*x >= -shift {
				return power(x) + below
			}
			return below
		}, true
	}
	slope, edge, above, below := v[3], v[4], v[5], v[6]
	return func(x float64) float64 {
		if x >= edge {
			return power(x) + above
		}
		return slope*x + below
	}, true
}
