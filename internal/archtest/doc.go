// Package archtest keeps the shape of the code: who may import whom, how large
// a file grows, and habits that a compiler does not know.
//
// Its one real user is TestRepository; every check is also proved against a
// small tree that breaks it. The tables in rules.go are the rules: change them
// on purpose, with a reason in the commit or in internal/adr.
package archtest
