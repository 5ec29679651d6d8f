// Package drawn draws components for tests of views and asks about them by CSS selector. It knows what every page
// promises whatever it shows: Sound holds a page to names, labels, headings, ids, times and addresses.
//
// Start reading at Draw.
package drawn
