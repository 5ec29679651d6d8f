// Package answer says what an error becomes over HTTP: one table from kinds of refusal to statuses, for pages
// and the JSON API alike, and the problem document of RFC 9457. It draws no page.
package answer
