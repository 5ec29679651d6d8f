package pages

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pagesVariable names a folder that the HTML of every page type is written to.
const pagesVariable = "COMMONTHREAD_PAGES"

func TestEveryPage_isValidHTMLAndSmall(t *testing.T) {
	s := demonstration(t)
	for _, p := range s.samples() {
		status, html := s.fetch(p)
		if status != p.wanted() {
			t.Errorf("%s (%s): status %d, want %d", p.name, p.path, status, p.wanted())
		}
		for _, fault := range faults(html) {
			t.Errorf("%s (%s): %s", p.name, p.path, fault)
		}
		mustBeSmall(t, p.name, html)
		if indexed := p.as == "" && status == http.StatusOK && !strings.Contains(html, `name="robots" content="noindex`) && strings.Contains(html, "<main"); indexed && !strings.Contains(html, `<meta name="description" content="`) {
			t.Errorf("%s (%s): search engines may show it, and are not told what it is", p.name, p.path)
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

func TestFaults_findEachMistake(t *testing.T) {
	for page, want := range map[string]string{
		`<p id="a"></p><p id="a"></p>`:                  `the id "a" is there twice`,
		`<div><span></div></span>`:                      `</div> where <span> is open`,
		`<section>`:                                     `<section> is never closed`,
		`<label for="b"></label>`:                       `for names "b", which is not there`,
		`<input name="q">`:                              `<input name=q> has no label`,
		`<a href="/"><button></button></a>`:             `<button> inside a link or a button`,
		`<form><form></form></form>`:                    `a form inside a form`,
		`<h1></h1><h3></h3>`:                            `<h3> follows <h1>`,
		`<ul><p></p></ul>`:                              `<p> directly inside <ul>`,
		`<li></li>`:                                     `<li> inside <>`,
		`<a href=""></a>`:                               `<a> leads nowhere`,
		`<img src="/a">`:                                `a picture without words`,
		`<div/>`:                                        `<div/> is not closed`,
		`<p><ul></ul></p>`:                              `<ul> inside <p>`,
		`<p class="byline">Ada</p>`:                     `"Ada" stands bare in a byline`,
		`<details><summary><a></a></summary></details>`: `<a> inside <summary>`,
	} {
		if found := strings.Join(faults(page), "\n"); !strings.Contains(found, want) {
			t.Errorf("%s: found %q, want %q", page, found, want)
		}
	}
	const fine = `<p class="byline"><span>Ada</span></p>words<h1>A</h1><label for="x">X</label><input id="x" name="x"><label>Y <select></select></label><ul><li><a href="/">go</a></li></ul><svg><use href="#a"/></svg>`
	if found := faults(fine); len(found) != 0 {
		t.Errorf("found %q in a good page", found)
	}
}
