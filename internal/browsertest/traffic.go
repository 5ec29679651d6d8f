package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
)

// quietLooks is how often in a row nothing may be under way before a page
// counts as settled.
const quietLooks = 4

// Traffic is what went over the wire for a page. Sizes are bytes; Wire counts
// answers as they travelled, compressed and with their headers, Decoded what
// the browser made of them.
type Traffic struct {
	Requests      int
	Wire, Decoded int64
	Files         []File
}

// File is one request, in the order they were made.
type File struct {
	URL    string
	Type   string // as Chromium has it: Document, Stylesheet, Script, Font, Image, Fetch, ...
	Status int
	Cached bool
	Wire   int64
	// Decoded is 0 for a redirect.
	Decoded int64
}

// Only is the part of the traffic that has one of these types.
func (t Traffic) Only(types ...string) Traffic {
	return t.Where(func(f File) bool { return slices.Contains(types, f.Type) })
}

// Where is the part of the traffic that fits.
func (t Traffic) Where(fits func(File) bool) Traffic {
	var part Traffic
	for _, f := range t.Files {
		if fits(f) {
			part.add(f)
		}
	}
	return part
}

func (t *Traffic) add(f File) {
	t.Requests++
	t.Wire += f.Wire
	t.Decoded += f.Decoded
	t.Files = append(t.Files, f)
}

// String lists the files, one a line, for a failing test's message.
func (t Traffic) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d requests, %d bytes on the wire, %d decoded\n", t.Requests, t.Wire, t.Decoded)
	for _, f := range t.Files {
		fmt.Fprintf(&b, "%8d %8d %3d %-10s %s\n", f.Wire, f.Decoded, f.Status, f.Type, f.URL)
	}
	return b.String()
}

// Traffic waits until nothing more is under way, and returns what was sent
// since the page was opened, or since ForgetTraffic. Sockets are not in it.
func (p *Page) Traffic() Traffic {
	p.t.Helper()
	p.Settle()
	p.watch.mu.Lock()
	defer p.watch.mu.Unlock()
	var t Traffic
	for _, r := range p.watch.order {
		t.add(r.file())
	}
	return t
}

// ForgetTraffic starts the count anew, as before a second page that should come
// mostly from the cache.
func (p *Page) ForgetTraffic() {
	p.watch.mu.Lock()
	defer p.watch.mu.Unlock()
	p.watch.order = nil
	p.watch.requests = make(map[network.RequestID]*request)
}

// Settle waits until the document is complete, its fonts are in, and no request
// has been under way for a moment.
func (p *Page) Settle() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for quiet := 0; quiet < quietLooks; quiet++ {
		p.Until("the page is complete", `document.readyState === "complete" && document.fonts.status === "loaded"`)
		if p.watch.busy() {
			quiet = 0
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("%s did not come to rest within %s: %s", p.URL(), patience, p.watch.pending())
		case <-tick.C:
		}
	}
}

type request struct {
	url           string
	typ           string
	status        int
	cached        bool
	done          bool
	wire, decoded int64
}

func (r *request) file() File {
	return File{URL: r.url, Type: r.typ, Status: r.status, Cached: r.cached, Wire: r.wire, Decoded: r.decoded}
}

func (w *watch) seeRequest(e *network.EventRequestWillBeSent) {
	if u, err := url.Parse(e.Request.URL); err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return
	}
	w.checkOrigin(e.Request.URL)
	if before := w.requests[e.RequestID]; before != nil && e.RedirectResponse != nil {
		before.status = int(e.RedirectResponse.Status)
		before.wire += int64(e.RedirectResponse.EncodedDataLength)
		before.done = true
	}
	r := &request{url: e.Request.URL, typ: string(e.Type)}
	w.requests[e.RequestID] = r
	w.order = append(w.order, r)
}

func (w *watch) seeResponse(e *network.EventResponseReceived) {
	r := w.requests[e.RequestID]
	if r == nil {
		return
	}
	r.status = int(e.Response.Status)
	r.cached = e.Response.FromDiskCache
	// Documents and fetches answer 4xx for reasons that tests check themselves.
	if e.Type == network.ResourceTypeDocument {
		w.abandon(r)
	}
	switch e.Type {
	case network.ResourceTypeDocument, network.ResourceTypeFetch, network.ResourceTypeXHR:
		return
	}
	if r.status >= 400 {
		w.fault(FaultMissing, fmt.Sprintf("%d %s", r.status, r.url))
	}
}

// abandon ends what the page before was still waiting for: the browser does not say so.
func (w *watch) abandon(next *request) {
	for _, r := range w.order {
		if r == next {
			return
		}
		r.done = true
	}
}

func (w *watch) seeFailure(e *network.EventLoadingFailed) {
	if r := w.requests[e.RequestID]; r != nil {
		r.done = true
	}
}

func (w *watch) busy() bool { return len(w.pending()) > 0 }

// pending are the requests still under way.
func (w *watch) pending() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var open []string
	for _, r := range w.order {
		// a favicon belongs to the tab and is given up without a word
		if !r.done && !strings.Contains(r.url, "/favicon") {
			open = append(open, fmt.Sprintf("%s (%s, %d)", r.url, r.typ, r.status))
		}
	}
	return open
}
