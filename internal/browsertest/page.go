package browsertest

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long an action may take before the test fails; generous,
// because tests share slow machines.
const patience = 30 * time.Second

// Sizes of the screens that pages are judged on. Narrow is WCAG's 320 CSS
// pixels, which 1280 pixels become at 400 % zoom.
var (
	Phone   = Size{Width: 390, Height: 844, Touch: true}
	Desktop = Size{Width: 1280, Height: 900}
	Narrow  = Size{Width: 320, Height: 640, Touch: true}
)

// Size is a screen, in CSS pixels; Touch also makes the browser behave as a phone's. Scale is how many pixels of the
// screen's own one of them is wide; 0: one.
type Size struct {
	Width, Height int
	Touch         bool
	Scale         float64
}

// Option changes how Open opens.
type Option func(*setting)

type setting struct {
	size          Size
	dark          bool
	motion        bool
	noScripts     bool
	faultsAllowed bool
}

// On chooses the screen; without it a page is on a Desktop.
func On(s Size) Option { return func(o *setting) { o.size = s } }

// Dark prefers dark colours.
func Dark() Option { return func(o *setting) { o.dark = true } }

// WithMotion lets pages animate. By default they are told to reduce motion, so
// that tests need not wait and pictures are still.
func WithMotion() Option { return func(o *setting) { o.motion = true } }

// NoScripts switches the page's scripts off; the test's own (Eval, Axe) still run.
func NoScripts() Option { return func(o *setting) { o.noScripts = true } }

// FaultsAllowed keeps faults from failing the test; read them with Faults.
func FaultsAllowed() Option { return func(o *setting) { o.faultsAllowed = true } }

// Page is a tab of a person without cookies. Its methods fail the test where
// they cannot do what they say within half a minute. Not for use by several
// goroutines; open two pages for two people.
type Page struct {
	t         testing.TB
	ctx       context.Context
	watch     *watch
	setting   setting
	noScripts bool
}

// Open makes a new person and takes them to address. The page is closed, and
// its faults are reported, when the test ends.
func Open(t testing.TB, address string, options ...Option) *Page {
	t.Helper()
	chosen := setting{size: Desktop}
	for _, set := range options {
		set(&chosen)
	}
	p := &Page{t: t, watch: newWatch(address), setting: chosen, noScripts: chosen.noScripts}
	var cancel context.CancelFunc
	p.ctx, cancel = chromedp.NewContext(needBrowser(t),
		chromedp.WithNewBrowserContext(), chromedp.WithListener(p.watch.see))
	t.Cleanup(cancel)
	t.Cleanup(func() {
		if t.Failed() {
			p.saveScreenshot("failed-" + t.Name())
		}
		if !chosen.faultsAllowed {
			for _, fault := range p.Faults() {
				t.Errorf("page fault: %s", fault)
			}
		}
	})
	if err := chromedp.Do(p.ctx, emulate(chosen)...); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	p.Go(address)
	return p
}

func emulate(o setting) []chromedp.Action[chromedp.Void] {
	return []chromedp.Action[chromedp.Void]{viewport(o.size), media(o), scripts(!o.noScripts)}
}

func media(o setting) chromedp.Action[chromedp.Void] {
	scheme, motion := "light", "reduce"
	if o.dark {
		scheme = "dark"
	}
	if o.motion {
		motion = "no-preference"
	}
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: motion},
	}})
}

func scripts(allowed bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !allowed})
}

func viewport(s Size) chromedp.Action[chromedp.Void] {
	scale := chromedp.EmulateScale(max(s.Scale, 1))
	if s.Touch {
		return chromedp.EmulateViewport(int64(s.Width), int64(s.Height), scale, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	return chromedp.EmulateViewport(int64(s.Width), int64(s.Height), scale)
}

// Go navigates, waits until the page has loaded, and returns its status.
func (p *Page) Go(address string) int {
	p.t.Helper()
	p.watch.expect(address)
	response := try(p, "go to "+address, chromedp.NavigateResponse(address))
	if response == nil { // A jump within the document.
		return 0
	}
	p.awaitScripts()
	return int(response.Status)
}

// awaitScripts waits until all of the page's scripts have begun, which they do one after the other: no person is
// quicker, but a test is. They have five seconds, for a page whose script is kept from it.
func (p *Page) awaitScripts() {
	p.t.Helper()
	if p.noScripts {
		return
	}
	Eval[bool](p, `new Promise(done => {
		const until = Date.now() + 5000
		const look = () => !document.querySelector('script[src$="/app.js"]') || "begun" in document.documentElement.dataset || Date.now() > until
			? done(true) : setTimeout(look, 5)
		look()
	})`)
}

// GoTo is Go with a path on the site where the page is.
func (p *Page) GoTo(path string) int {
	p.t.Helper()
	here, err := url.Parse(p.URL())
	if err != nil {
		p.t.Fatalf("parse the page's address: %v", err)
	}
	there, err := here.Parse(path)
	if err != nil {
		p.t.Fatalf("parse %q: %v", path, err)
	}
	return p.Go(there.String())
}

// SetCookie gives the person a cookie of the site, such as a session begun elsewhere.
func (p *Page) SetCookie(name, value string) {
	p.t.Helper()
	try(p, "set cookie "+name, command(network.SetCookie, network.SetCookieParams{URL: p.URL(), Name: name, Value: value}))
}

// Prefer changes the person's colours without loading again.
func (p *Page) Prefer(dark bool) {
	p.t.Helper()
	p.setting.dark = dark
	try(p, "prefer colours", media(p.setting))
}

// Offline takes the network away from the person, or gives it back; what is connected is cut.
func (p *Page) Offline(off bool) {
	p.t.Helper()
	const unbounded = -1
	all := []*network.Conditions{{Offline: off, DownloadThroughput: unbounded, UploadThroughput: unbounded}}
	try(p, "cut the network", command(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: all}))
	try(p, "tell of it", command(network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: off, DownloadThroughput: unbounded, UploadThroughput: unbounded,
	}))
}

// Sleep freezes the page as a machine that sleeps does, or wakes it: meanwhile nothing of it runs.
func (p *Page) Sleep(asleep bool) {
	p.t.Helper()
	state := page.SetWebLifecycleStateStateActive
	if asleep {
		state = page.SetWebLifecycleStateStateFrozen
	}
	try(p, "sleep or wake", command(page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: state}))
}

// Reload loads the page again, as the reload button does.
func (p *Page) Reload() {
	p.t.Helper()
	try(p, "reload", chromedp.Reload())
	p.awaitScripts()
}

// Back goes back in the history.
func (p *Page) Back() {
	p.t.Helper()
	try(p, "go back", chromedp.NavigateBack())
	p.awaitScripts()
}

// Resize changes the screen without loading again.
func (p *Page) Resize(s Size) {
	p.t.Helper()
	try(p, "resize", viewport(s))
}

func (p *Page) allowScripts(allowed bool) {
	p.t.Helper()
	try(p, "switch scripts", scripts(allowed))
}

// try runs one action of the browser, within patience.
func try[T any](p *Page, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	return value
}

// command is an action for a protocol command whose answer says nothing.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, c, params)
		return chromedp.Void{}, err
	}
}
