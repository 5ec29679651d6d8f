// Package console draws the pages where staff work: what waits, topics, members, the community's settings, the
// audit log. Nobody else ever sees one. It decides nothing: what the viewer may do comes with the page.
package console
