// Package assets makes static/dist from the sources in static/: one style
// sheet, two bundles of scripts, and one file of icons. It is a developer's
// tool (`go generate ./static`), uses esbuild as a library, asks the network
// for nothing, and gives the same bytes for the same sources. The program
// itself never imports it.
package assets
