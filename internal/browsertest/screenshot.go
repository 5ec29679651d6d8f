package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"regexp"

	"github.com/chromedp/chromedp"
)

// ScreenshotVariable names the folder (an absolute path) that pictures are saved
// to. Without it none are taken.
const ScreenshotVariable = "COMMONTHREAD_SCREENSHOTS"

var notForFileNames = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// Screenshot saves the whole page as NAME.png, where pictures are wanted.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	if os.Getenv(ScreenshotVariable) == "" {
		return
	}
	// Pictures further down are fetched only when somebody scrolls there.
	Eval[bool](p, `(document.querySelectorAll("img").forEach(i => i.loading = "eager"), true)`)
	p.Settle()
	if err := p.saveScreenshot(name); err != nil {
		p.t.Errorf("save a picture of %s: %v", name, err)
	}
}

// saveScreenshot takes the picture without ending the test where it cannot.
func (p *Page) saveScreenshot(name string) error {
	folder := os.Getenv(ScreenshotVariable)
	if folder == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	const png = 100
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(png))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file := filepath.Join(folder, notForFileNames.ReplaceAllString(name, "-")+".png")
	return os.WriteFile(file, picture, 0o644)
}
