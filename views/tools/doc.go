// Package tools draws what hosts, moderators and writers do with threads: one form a tool, each on a page of
// its own and all of them on one; splitting; and the desk of those who write stories. It decides nothing: what
// the viewer may do comes with the page.
package tools
