// Package api is the JSON API under /api/v1, with the habits of handlers: an endpoint reads the request strictly,
// calls one verb or a list of the store, and answers with a shape. Rules and permissions are the models'; a bearer
// token is the only way to be somebody here.
//
// Start reading at endpoint.go (what an endpoint is, and what happens around each), then one file a noun with its
// endpoints and handlers; shape_*.go is what programs see, decode.go what they may send. The OpenAPI description
// is made of the same endpoints and shapes (openapi.go), so it cannot say anything else.
package api
