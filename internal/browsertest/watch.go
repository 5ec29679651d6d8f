package browsertest

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// FaultKind says what a page did that it must not do.
type FaultKind string

const (
	FaultConsole   FaultKind = "console error"
	FaultException FaultKind = "uncaught exception"
	FaultPolicy    FaultKind = "content security policy"
	FaultForeign   FaultKind = "request to another origin"
	FaultMissing   FaultKind = "missing file"
)

// Fault is one thing wrong with a page, with what the browser said of it.
type Fault struct {
	Kind FaultKind
	Text string
}

func (f Fault) String() string { return string(f.Kind) + ": " + f.Text }

// watch collects what the browser reports of one page. The browser's goroutine
// writes, the test reads.
type watch struct {
	mu       sync.Mutex
	home     string // host of the site under test
	faults   []Fault
	requests map[network.RequestID]*request
	order    []*request
}

func newWatch(address string) *watch {
	w := &watch{requests: make(map[network.RequestID]*request)}
	w.expect(address)
	return w
}

// expect makes the origin of address the page's own.
func (w *watch) expect(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u, err := url.Parse(address); err == nil {
		w.home = u.Host
	}
}

func (w *watch) see(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.fault(FaultConsole, describeArguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		w.fault(FaultException, describeException(e.ExceptionDetails))
	case *log.EventEntryAdded:
		w.seeLog(e.Entry)
	case *network.EventWebSocketCreated:
		w.checkOrigin(e.URL)
	case *network.EventRequestWillBeSent:
		w.seeRequest(e)
	case *network.EventResponseReceived:
		w.seeResponse(e)
	case *network.EventDataReceived:
		if r := w.requests[e.RequestID]; r != nil {
			r.decoded += int64(e.DataLength)
		}
	case *network.EventLoadingFinished:
		if r := w.requests[e.RequestID]; r != nil {
			r.wire += int64(e.EncodedDataLength)
			r.done = true
		}
	case *network.EventLoadingFailed:
		w.seeFailure(e)
	}
}

func (w *watch) fault(kind FaultKind, text string) {
	w.faults = append(w.faults, Fault{kind, text})
}

func (w *watch) seeLog(e *log.Entry) {
	if e.Level != log.EntryLevelError {
		return
	}
	switch {
	case strings.Contains(e.Text, "Content Security Policy"):
		w.fault(FaultPolicy, e.Text)
	case e.Source == log.EntrySourceNetwork: // seeResponse and checkOrigin judge these.
	default:
		w.fault(FaultConsole, e.Text+" "+e.URL)
	}
}

// checkOrigin lets through the page's own site and what never leaves the browser.
func (w *watch) checkOrigin(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Host == w.home {
		return true
	}
	switch u.Scheme {
	case "http", "https", "ws", "wss":
		w.fault(FaultForeign, address)
		return false
	}
	return true
}

func describeArguments(args []*runtime.RemoteObject) string {
	words := make([]string, 0, len(args))
	for _, arg := range args {
		if arg.Description != "" {
			words = append(words, arg.Description)
			continue
		}
		words = append(words, strings.Trim(string(arg.Value), `"`))
	}
	return strings.Join(words, " ")
}

func describeException(e *runtime.ExceptionDetails) string {
	text := e.Text
	if e.Exception != nil && e.Exception.Description != "" {
		text = e.Exception.Description
	}
	return fmt.Sprintf("%s (%s:%d)", text, e.URL, e.LineNumber+1)
}

// Faults is what the page has done wrong since it was opened.
func (p *Page) Faults() []Fault {
	p.watch.mu.Lock()
	defer p.watch.mu.Unlock()
	return append([]Fault(nil), p.watch.faults...)
}
