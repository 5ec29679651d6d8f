// Package adr holds the decision records: NNNN-title.md, each a choice that somebody might undo by accident,
// with its context and what was ruled out. There is no code here.
package adr
