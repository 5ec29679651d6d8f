package art

// dice is a small generator of repeatable choices (splitmix64). It is our own
// because its stream must never change: a new order of the same calls would
// redraw every face and cover that is already in somebody's cache.
type dice uint64

// diceOf starts a stream from words, by FNV-1a.
func diceOf(words ...string) *dice {
	h := uint64(14695981039346656037)
	for _, word := range words {
		for i := range len(word) {
			h = (h ^ uint64(word[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	d := dice(h)
	return &d
}

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float gives a number from 0 up to, but not, 1.
func (d *dice) float() float64 { return float64(d.next()>>11) / (1 << 53) }

// between gives a number from low to high.
func (d *dice) between(low, high float64) float64 { return low + (high-low)*d.float() }

// below gives a whole number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return d.float() < p }

// pick chooses one of the choices, each as likely.
func pick[T any](d *dice, choices ...T) T { return choices[d.below(len(choices))] }
