package paint

import "math"

// noise is a field of smooth chance between -1 and 1, the same for the same seed.
type noise uint64

func (n noise) lattice(x, y int64) float64 {
	h := uint64(n)*0x9e3779b97f4a7c15 + uint64(x)*0xbf58476d1ce4e5b9 + uint64(y)*0x94d049bb133111eb
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return float64((h^h>>31)>>11)/(1<<52) - 1
}

func (n noise) at(x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int64(fx), int64(fy)
	tx, ty := fade(x-fx), fade(y-fy)
	top := n.lattice(ix, iy)*(1-tx) + n.lattice(ix+1, iy)*tx
	bottom := n.lattice(ix, iy+1)*(1-tx) + n.lattice(ix+1, iy+1)*tx
	return top*(1-ty) + bottom*ty
}

func fade(t float64) float64 { return t * t * t * (t*(t*6-15) + 10) }

// cloud adds octaves, each twice as fine and half as strong; the axes turn so that no grid shows.
func (n noise) cloud(x, y float64, octaves int) float64 {
	sum, strength, all := 0.0, 1.0, 0.0
	for i := range octaves {
		sum += strength * (n+noise(i)*7919).at(x, y)
		all += strength
		strength *= .5
		x, y = 1.6*x+1.2*y+3.1, -1.2*x+1.6*y-1.7
	}
	return sum / all
}

// ridge has crests where cloud passes through zero: mountains, waves.
func (n noise) ridge(x, y float64, octaves int) float64 {
	sum, strength, all := 0.0, 1.0, 0.0
	for i := range octaves {
		sum += strength * (1 - 2*math.Abs((n+noise(i)*104729).at(x, y)))
		all += strength
		strength *= .5
		x, y = 1.6*x+1.2*y+5.3, -1.2*x+1.6*y+2.9
	}
	return sum / all
}

// warped bends a cloud by two others, which gives it currents.
func (n noise) warped(x, y, by float64, octaves int) float64 {
	dx, dy := (n+11).cloud(x, y, 3), (n+23).cloud(x+4.7, y-2.2, 3)
	return n.cloud(x+by*dx, y+by*dy, octaves)
}

// lots is a stream of chances (splitmix64).
type lots uint64

func (d *lots) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (d *lots) float() float64               { return float64(d.next()>>11) / (1 << 53) }
func (d *lots) between(a, b float64) float64 { return a + (b-a)*d.float() }
func (d *lots) below(n int) int              { return int(d.next() % uint64(n)) }
