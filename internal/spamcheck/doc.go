// Package spamcheck asks a program of the operator's, by HTTP, what it thinks of a text by somebody little known. It owns
// the request, its deadline, the pause after failures and where a request may go; what an answer weighs, and who is asked
// about, is the domain's. Start with Checker.Check; internal/adr/0015 says what is sent and why a post never waits long.
package spamcheck
