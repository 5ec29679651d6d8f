// Package art draws the pictures that a community has before anybody has
// brought a photograph: covers for the stories and topics of the demonstration,
// a face for every member, and the mark of Commonthread itself.
//
// Everything is original, is made of shapes and gradients only, and is a pure
// function of its arguments: the same scene, variant or seed gives the same
// bytes on every machine, so that a picture can be cached for ever under the
// hash of what it holds.
//
// The documents are written for a strict content security policy. They hold no
// script, no style element, no style attribute and no address outside
// themselves; what looks like styling is presentation attributes. Identifiers
// carry a prefix of their document, so several may stand in one page.
//
// The package knows nothing of topics, members or pages: callers name a scene
// or a seed and give the alternative text themselves. Start reading at cover.go
// and avatar.go; sheet.go is the drawing board that both share, and every other
// file is one subject to draw (sky.go, water.go, bicycle.go) or a group of scenes.
package art
