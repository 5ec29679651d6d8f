package pages

import (
	"os"
	"path/filepath"
	"testing"
)

// pagesVariable names a folder that the HTML of every page type is written to.
const pagesVariable = "COMMONTHREAD_PAGES"

func TestEveryPage_isValidHTML(t *testing.T) {
	s := demonstration(t)
	for _, p := range s.samples() {
		status, html := s.fetch(p)
		if status != p.wanted() {
			t.Errorf("%s (%s): status %d, want %d", p.name, p.path, status, p.wanted())
		}
		save(t, p.name, html)
	}
}

func save(t *testing.T, name, html string) {
	t.Helper()
	folder := os.Getenv(pagesVariable)
	if folder == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".html"), []byte(html), 0o644); err != nil {
		t.Fatal(err)
	}
}
