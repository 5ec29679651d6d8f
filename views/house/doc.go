// Package house draws the pages that say what a community is and who answers for it: house rules, privacy, terms,
// imprint, contact, each with its history, and the page that asks a member to accept what changed.
//
// Start reading at Show.
package house
