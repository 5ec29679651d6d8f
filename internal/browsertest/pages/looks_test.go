package pages

import (
	"cmp"
	"testing"

	"github.com/commonthread/commonthread/internal/browsertest"
)

// Everything is judged on the narrowest screen; each address in the dark too, and on the desktop for what another layout
// may change. The colours that only the desktop has are those of the frame round the pages: they are judged once for each
// of the people. Two go round at once, with half of the addresses each.
func TestEveryPage_canBeUsedByEverybody(t *testing.T) {
	s := demonstration(t)
	halves := map[string][]sample{}
	names, of := []string{"these", "those"}, map[string]int{}
	for _, p := range s.samples() {
		if _, ok := of[p.route]; !ok {
			of[p.route] = len(of)
		}
		name := names[of[p.route]%len(names)]
		halves[name] = append(halves[name], p)
	}
	for name, half := range halves {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			walk := s.walk(t, browsertest.On(browsertest.Narrow))
			framed, seen := map[string]bool{}, map[string]bool{}
			for _, p := range half {
				tab := walk.to(t, p)
				if tab == nil {
					continue
				}
				tab.MustNotScrollSideways()
				tab.MustShowFocus()
				if seen[p.route] {
					tab.Thin()
					tab.MustBeAccessible()
					continue
				}
				seen[p.route] = true
				tab.Resize(browsertest.Desktop)
				tab.MustNotScrollSideways()
				tab.Thin()
				tab.MustBeLaidOutAccessibly()
				if !framed[p.as] {
					tab.MustContrast()
					framed[p.as] = true
				}
				tab.Resize(browsertest.Narrow)
				tab.MustBeAccessible()
				tab.MustKeepStill()
				tab.Prefer(true)
				tab.MustContrast()
				tab.Prefer(false)
			}
		})
	}
}

// walk is one tab for each of the people and sites, so that a page costs no new browser.
type walk struct {
	site    *site
	options []browsertest.Option
	tabs    map[string]*browsertest.Page
}

func (s *site) walk(t *testing.T, options ...browsertest.Option) *walk {
	t.Helper()
	return &walk{site: s, options: options, tabs: map[string]*browsertest.Page{}}
}

// to leads the sample's person to its page; nil where the page is another than promised.
func (w *walk) to(t *testing.T, p sample) *browsertest.Page {
	t.Helper()
	who := p.at + " " + p.as
	tab := w.tabs[who]
	if tab == nil {
		tab = browsertest.Open(t, cmp.Or(p.at, w.site.url)+"/healthz", w.options...)
		if session := w.site.session(p.as); session != "" {
			tab.SetCookie(cookieName, session)
		}
		tab.BringAxe()
		w.tabs[who] = tab
	}
	status := 0
	if p.form == nil {
		status = tab.GoTo(p.path)
	} else {
		tab.GoTo(p.from())
		status = tab.Submit(p.path, p.form)
	}
	if status != p.wanted() {
		t.Errorf("%s (%s): status %d, want %d", p.name, p.path, status, p.wanted())
		return nil
	}
	return tab
}
