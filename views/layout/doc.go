// Package layout is the frame round every page: what stands in <head>, the
// masthead, the navigation, the footer. A page's own struct embeds Page.
package layout
