package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

// ProgramVariable names the setting that chooses a browser other than the first found.
const ProgramVariable = "COMMONTHREAD_TEST_CHROMIUM"

// ErrNotInstalled means that no browser was found; its text says how to get one.
var ErrNotInstalled = errors.New("no Chromium found: install it (Debian: apt-get install chromium-headless-shell), or name the program in " + ProgramVariable)

// The shell has the engine without a browser's windows round it, and needs a third less time for the same page.
var programs = []string{
	"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
}

// browser is the one browser of a test binary; Main alone sets it.
var browser struct {
	ctx context.Context
	err error
}

// Find returns the path of the browser that tests use, or ErrNotInstalled.
func Find() (string, error) {
	if given := os.Getenv(ProgramVariable); given != "" {
		path, err := exec.LookPath(given)
		if err != nil {
			return "", fmt.Errorf("%s: %w", ProgramVariable, err)
		}
		return path, nil
	}
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNotInstalled
}

// Main runs the tests of a package beside one browser, and returns the exit
// code. The browser dies with the process, whatever becomes of it.
func Main(m *testing.M) int {
	stop := launch()
	defer stop()
	return m.Run()
}

func launch() (stop func()) {
	program, err := Find()
	if err != nil {
		browser.err = err
		return func() {}
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), flags(program)...)
	ctx, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		browser.err = fmt.Errorf("start %s: %w", program, err)
		return cancel
	}
	browser.ctx = ctx
	return func() {
		_ = chromedp.Cancel(ctx)
		cancel()
	}
}

func flags(program string) []chromedp.ExecAllocatorOption {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("lang", "en-GB"),
		// Tests must not depend on a network: other hosts do not exist.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.Env("TZ=UTC"),
	)
	if os.Geteuid() == 0 || inCI() { // Chromium refuses root with its sandbox; containers lack what it needs.
		options = append(options, chromedp.NoSandbox)
	}
	return options
}

// needBrowser returns the package's browser. Where the machine has none the
// test is skipped, and fails in CI.
func needBrowser(t testing.TB) context.Context {
	t.Helper()
	switch {
	case browser.ctx != nil:
		return browser.ctx
	case browser.err == nil:
		t.Fatal("no browser: call browsertest.Main from this package's TestMain")
	case errors.Is(browser.err, ErrNotInstalled) && !inCI():
		t.Skip(browser.err)
	default:
		t.Fatal(browser.err)
	}
	return nil
}

func inCI() bool { return os.Getenv("CI") == "true" }
