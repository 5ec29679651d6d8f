package pagecache

import (
	"hash/maphash"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
)

// Freshness says how far a kept page may be trusted.
type Freshness int

const (
	// Missing: nothing is kept under the key.
	Missing Freshness = iota
	// Outdated: something was taken away or closed since; it must not be shown.
	Outdated
	// Behind: something was added since; it may stand in while nothing better can be had.
	Behind
	// Fresh: it is what would be drawn now.
	Fresh
)

// slots is how many counters the tags share. Two tags on one slot only cost a page drawn too often.
const slots = 1 << 16

// Cache keeps pages up to a weight in bytes. It is safe for concurrent use.
type Cache struct {
	pages *otter.Cache[string, *Page]
	most  uint64 // bytes
	seed  maphash.Seed
	now   atomic.Uint64        // counts changes
	added [slots]atomic.Uint64 // per slot, the change that last added something
	taken [slots]atomic.Uint64 // per slot, the change that last took something away

	Hits, Misses, Behinds atomic.Int64
}

// New makes a cache of at most so many bytes.
func New(maxBytes uint64) *Cache {
	pages := otter.Must(&otter.Options[string, *Page]{
		MaximumWeight: maxBytes,
		Weigher:       func(key string, p *Page) uint32 { return uint32(len(key) + p.weight()) },
	})
	return &Cache{pages: pages, seed: maphash.MakeSeed(), most: maxBytes}
}

// Moment is taken before a page's first query; Keep is given it.
type Moment uint64

// Now is the moment at which drawing a page begins.
func (c *Cache) Now() Moment { return Moment(c.now.Load()) }

// Get finds what is kept under a key, and how far it may be trusted.
func (c *Cache) Get(key string) (*Page, Freshness) {
	p, ok := c.pages.GetIfPresent(key)
	if !ok {
		return nil, Missing
	}
	state := Fresh
	for _, slot := range p.slots {
		if c.taken[slot].Load() > uint64(p.begun) {
			return p, Outdated
		}
		if c.added[slot].Load() > uint64(p.begun) {
			state = Behind
		}
	}
	return p, state
}

// Keep stores a page that was begun at a moment, under tags that say what it shows. A page heavier than the whole
// cache is not kept: it would stand there until the eviction, which comes later, takes it and others away.
func (c *Cache) Keep(key string, p *Page, begun Moment, tags []string) {
	if uint64(len(key)+p.weight()) > c.most {
		c.pages.Invalidate(key)
		return
	}
	p.begun = begun
	p.slots = make([]uint16, len(tags))
	for i, tag := range tags {
		p.slots[i] = c.slot(tag)
	}
	c.pages.Set(key, p)
}

// Add says that something was added to what the tags stand for.
func (c *Cache) Add(tags ...string) { c.touch(&c.added, tags) }

// Take says that something was taken away, closed or changed: what is kept must not be shown again.
func (c *Cache) Take(tags ...string) { c.touch(&c.taken, tags) }

func (c *Cache) touch(counters *[slots]atomic.Uint64, tags []string) {
	change := c.now.Add(1)
	for _, tag := range tags {
		counter := &counters[c.slot(tag)]
		for {
			old := counter.Load()
			if old >= change || counter.CompareAndSwap(old, change) {
				break
			}
		}
	}
}

func (c *Cache) slot(tag string) uint16 { return uint16(maphash.String(c.seed, tag)) }

// Bytes is the weight of what is kept.
func (c *Cache) Bytes() uint64 { return c.pages.WeightedSize() }
