// Package recount works out from the history alone what the store says of itself: from the lines of the ledger and the
// posts, never from the heads and counters that the store reads. Tests hold the two to each other. Start at Promise.
package recount
