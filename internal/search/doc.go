// Package search turns texts into words that compare, and what people type into a search box into a query
// over them: one tokenizer, one stemmer and one ranking for both databases, so that they find the same things
// in the same order. It knows no table; the databases only match words that were made here.
//
// Start reading at Terms (what is stored), then Parse (what is asked), Rank and Snippet (what is shown).
package search
