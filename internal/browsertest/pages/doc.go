// Package pages holds every type of page to what all of them promise, on the
// demonstration community: nothing that axe-core finds, valid HTML, no scrolling
// sideways on the narrowest screens, targets that a thumb can hit, a focus that
// can be seen, and the budgets of a reader's page.
//
// sample_test.go lists the pages; a route that answers with HTML and is in no
// sample fails the suite. With COMMONTHREAD_SCREENSHOTS the same walk takes
// pictures of each, with COMMONTHREAD_PAGES it writes their HTML for the W3C's
// checker: `make screenshots` and `make check-html`.
package pages
