// Package ui has the parts that every page is put together from: buttons,
// fields, faces, bylines, times, labels, pagers, notices, menus. They know no
// word of the domain beyond "person", ask for nothing, decide nothing, and are
// styled by the file of the same name in static/css. /console/style shows them.
package ui
