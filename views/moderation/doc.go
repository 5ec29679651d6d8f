// Package moderation draws what members and readers meet of it: the form that reports a post, what became of a
// report, and a member's own standing. It also owns the words for rules, actions and outcomes, which the console
// uses too.
package moderation
