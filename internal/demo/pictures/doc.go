// Package pictures holds what the people of the demonstration photographed and painted: small files, made by
// internal/paint and embedded, and the sizes of them that pages ask for, made when one is first asked for. After a
// change to a painting run `go generate ./internal/demo/pictures`: it makes again what is missing in kept/, so delete
// the files of what changed.
package pictures

//go:generate go run ./make
