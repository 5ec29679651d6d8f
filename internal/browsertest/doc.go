// Package browsertest drives the system's Chromium for tests that need a real
// browser: flows with and without scripts, two people at once, accessibility,
// what goes over the wire, and pictures for the eye.
//
// It knows browsers, not Commonthread: a test gives it the address of a running
// server and CSS selectors. A package that uses it starts one browser:
//
//	func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }
//
// and each Open is a person of its own, with no cookies and an empty cache. A
// page fails its test at the end for what no page of ours may do: write an
// error to the console, break the content security policy, miss a file, or ask
// another origin. Start reading at Open.
package browsertest
