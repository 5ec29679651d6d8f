// Package ledger has what stands around suggestions wherever they are shown, in public and in the console: the
// state in words, what is due when, the lines of the record, a suggestion in a list. It also has the public pages
// of the ledger. Begin with words.go, which says each state, reason and due date once for all surfaces; data.go
// has the values that handlers fill. It asks for nothing and decides nothing.
package ledger
