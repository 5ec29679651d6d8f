// Package flows walks through what people come for in a real browser against
// the real server: joining, writing, answering, publishing, and what happens
// when two of them meet. The main flows run again without scripts, one runs on
// PostgreSQL. The rules themselves are tried by models and handlers; here is
// tried that a person gets there. Start reading at people_test.go.
package flows
