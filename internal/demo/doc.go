// Package demo is Waymark, the demonstration community: its people and topics (content/*.txt), its threads
// (content/TOPIC/*.md, one file a thread, in a format made for writing conversations), and the loader that
// plays all of it through the store's own verbs with the clock turned. Enliven goes on from there (content/lively.md)
// while somebody watches. It also makes the bulk content of
// `commonthread seed`.
//
// Start reading at Load; script.go describes the format of a thread's file.
package demo
