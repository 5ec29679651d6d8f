// Package pgserver gives tests a throw-away PostgreSQL server made from the
// programs installed on the machine.
//
// It owns finding the programs, making a cluster in a temporary directory, and
// taking it away again, also when the test process is killed. It knows nothing
// of Commonthread's schema: databases and templates are testkit's business.
//
// Start reading at URL, which tests call; Start is what make test uses, once
// for the whole suite.
package pgserver
