// Package handlers is the HTTP side: the only package that knows Echo. A handler binds the request, calls
// one verb or a few lists of the store, and renders a typed page or answers with a redirect; rules and
// permissions are the models'.
//
// Start reading at server.go (what a server is made of), routes.go (every address), middleware.go (what
// happens to each request) and errors.go (how a refusal becomes an answer); then one file a noun.
package handlers
