// Package static holds what a browser fetches besides pages: the style sheet,
// the scripts, the icons and the typefaces, embedded in the program.
//
// The committed files have plain names. At start each gets an address with a
// hash of its content in it, so that it may be kept for a year and is replaced
// the moment it changes. Everything is compressed once, then.
//
// dist/ is made from css/, js/ and npm/ by internal/assets, with `go generate
// ./static`, and committed, so that a plain build needs Go and nothing else.
// npm/ has the few sources taken from the npm registry, each under
// NAME@VERSION with its licence (the folder is not called vendor because Go
// leaves that name out of module archives). fonts/ is cut by fonts/cut.py.
package static

//go:generate go run ../internal/assets/build
