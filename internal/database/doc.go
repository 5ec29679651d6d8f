// Package database opens the two databases Commonthread runs on and hides where they differ:
// opening and pragmas, row locks, full-text search syntax, error translation. It knows no table.
//
// Start reading at Open; Dialect lists every difference there is.
package database
