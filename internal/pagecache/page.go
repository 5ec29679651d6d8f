package pagecache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// Page is a whole answer. Its bytes are shared: nobody changes them.
type Page struct {
	ContentType string
	Control     string // Cache-Control
	Vary        string
	Body        []byte
	Packed      []byte // gzip; nil where it would not be smaller
	Tag         string // ETag, the same on every node for the same bytes

	begun Moment
	slots []uint16
}

// NewPage seals an answer: it is compressed once and tagged by its content.
func NewPage(contentType, control, vary string, body []byte) (*Page, error) {
	sum := sha256.Sum256(body)
	packed, err := Pack(body)
	if err != nil {
		return nil, err
	}
	return &Page{
		ContentType: contentType, Control: control, Vary: vary, Body: body, Packed: packed,
		Tag: `W/"` + hex.EncodeToString(sum[:12]) + `"`,
	}, nil
}

// pageOverhead is roughly what a page costs besides its bytes.
const pageOverhead = 512

func (p *Page) weight() int { return len(p.Body) + len(p.Packed) + pageOverhead }

// packLevel: a page of 60 kB takes about a millisecond, and is packed once for all who read it.
const packLevel = 6

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, packLevel)
	return w
}}

// Pack compresses; nil where that would not make it smaller.
func Pack(body []byte) ([]byte, error) {
	if len(body) < 512 {
		return nil, nil
	}
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	out := bytes.NewBuffer(make([]byte, 0, len(body)/3))
	w.Reset(out)
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("compress page: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress page: %w", err)
	}
	if out.Len() >= len(body) {
		return nil, nil
	}
	return out.Bytes(), nil
}

// WithControl is the same page under another Cache-Control.
func (p *Page) WithControl(control string) *Page {
	other := *p
	other.Control = control
	return &other
}
